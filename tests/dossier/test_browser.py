"""The dossier in a real browser, from file:// addresses, as from a USB stick."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from firstseen.dossier.addresses import group_address, medium_address, pair_address
from firstseen.dossier.publish import publish
from firstseen.model.copies import Relation
from firstseen.model.questions import Question

from .crowded import crowded
from .fake_case import FakeCase

pytestmark = pytest.mark.browser

CHROMIUM = Path("/usr/bin/chromium")
QUIET = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
QUIET += ["--disable-component-update", "--disable-sync"]


@dataclass
class Opened:
    """A page, and all that it asked for or complained about."""

    page: Any
    folder: Path
    asked: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    if not CHROMIUM.exists():
        pytest.skip("chromium is not installed at /usr/bin/chromium")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=str(CHROMIUM), args=QUIET)
        yield started
        started.close()


@pytest.fixture
def opened(browser: Any, dossier: Path) -> Iterator[Opened]:
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    page = context.new_page()
    seen = Opened(page, dossier)
    page.on("request", lambda request: seen.asked.append(request.url))
    page.on("console", lambda message: seen.complaints.append(message.text))
    page.on("pageerror", lambda error: seen.complaints.append(str(error)))
    page.on("dialog", lambda dialog: seen.complaints.append(dialog.message))
    yield seen
    context.close()


def group_with(case: FakeCase, name: str) -> str:
    return group_address(next(medium.group or "" for medium in case.media() if medium.names[0] == name))


def addresses(case: FakeCase) -> list[str]:
    """The lists, every group, and a medium of each kind: rich in metadata, hostile in name, without a picture."""
    names = ("IMG_20261114_081011.jpg", "meme <i>final</i>.jpg", "Фото 3.jpg", "Screenshot_20261115-091200.png")
    media = [medium_address(medium.digest) for medium in case.media() if medium.names[0] in names]
    lists = ["index.html", "findings.html", "refused.html", "sources.html", "not-collected.html"]
    return [*lists, *(group_address(group.id) for group in case.groups()), *media, *pairs(case)]


def pairs(case: FakeCase) -> list[str]:
    """The pages of pairs: one altered, one a part, one mirrored."""
    kinds = {record.copy.relation: record.copy for record in case.copies()}
    mirrored = next(record.copy for record in case.copies() if record.copy.mirrored)
    chosen = (kinds[Relation.ALTERED], kinds[Relation.PART], mirrored)
    return [pair_address(copy.a, copy.b) for copy in chosen]


def until(page: Any, expression: str) -> None:
    """Waits until an expression is true. The page's own policy forbids the usual way, which evaluates in the page."""
    for _ in range(200):
        if page.evaluate(expression):
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"never became true: {expression}")


def test_nothing_is_asked_from_outside_and_no_foreign_script_runs(case: FakeCase, opened: Opened) -> None:
    page = opened.page
    for address in addresses(case):
        page.goto((opened.folder / address).as_uri())
        assert page.title().endswith(" – Flood in Velmora")
        assert page.evaluate("getComputedStyle(document.querySelector('.top')).display") == "flex", (
            "style was not let in"
        )
        assert page.evaluate("[...document.querySelectorAll('.show-all')].length") == 1
        page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
        page.evaluate("for (const one of document.images) one.loading = 'eager'")
        until(page, "[...document.images].every((one) => one.complete && one.naturalWidth > 0)")
    outside = [
        url for url in opened.asked if not url.startswith((opened.folder.as_uri(), "data:image/webp;", "data:,"))
    ]
    assert outside == []
    assert opened.complaints == []
    assert len([url for url in opened.asked if url.endswith(".jpg")]) > 50


def test_a_script_that_got_in_would_not_run(case: FakeCase, opened: Opened) -> None:
    page = opened.page
    page.goto((opened.folder / "index.html").as_uri())
    page.evaluate(
        "() => { const one = document.createElement('div');"
        " one.innerHTML = '<img src=x:y onerror=\"document.title=1\">';"
        " document.body.append(one); const two = document.createElement('script');"
        " two.textContent = 'document.title = 2'; document.body.append(two);"
        " const three = new Image(); three.src = 'https://example.invalid/a.png'; document.body.append(three); }"
    )
    page.wait_for_timeout(200)
    assert page.title().startswith("Overview")
    assert len([text for text in opened.complaints if "Content Security Policy" in text]) >= 3


def test_the_timeline_and_the_boxes_are_there(case: FakeCase, opened: Opened) -> None:
    page = opened.page
    page.goto((opened.folder / group_with(case, "IMG_20261114_081011.jpg")).as_uri())
    assert page.locator(".timeline .row").count() == 30
    field_box = page.locator(".timeline:not(.spread) .chart .ground").bounding_box()
    for strip in page.locator(".strip .mark-on-bar").all()[:5]:
        box = strip.bounding_box()
        assert field_box["x"] - 8 <= box["x"] <= field_box["x"] + field_box["width"] + 8
    assert page.locator(".timeline:not(.spread) .chart .event").first.bounding_box()["width"] > 100
    pairs = page.locator(".comparison")
    assert pairs.count() == 11
    picture = pairs.nth(0).locator(".picture").nth(0).bounding_box()
    box = pairs.nth(0).locator(".shapes .box").nth(0).bounding_box()
    assert (box["x"] - picture["x"]) / picture["width"] == pytest.approx(120 / 960, abs=0.02)
    assert box["width"] / picture["width"] == pytest.approx(780 / 960, abs=0.02)
    assert pairs.nth(0).locator("polygon.frame").count() == 2


def test_the_answers_stand_on_top_in_the_order_they_are_asked(case: FakeCase, opened: Opened) -> None:
    page = opened.page
    page.goto((opened.folder / group_with(case, "IMG_20261114_081011.jpg")).as_uri())
    assert page.locator(".lead .ask").all_inner_texts() == [question.value for question in Question]
    tops = [box["y"] for box in (one.bounding_box() for one in page.locator(".lead .ask").all())]
    assert tops == sorted(tops)
    assert "Missing ancestor, made by 14 November 2026, 06:00 UTC" in page.locator(".lead .said").first.inner_text()
    page.goto((opened.folder / group_with(case, "bridge.jpg")).as_uri())
    assert (
        "Cannot say: how the versions came from one another was not worked out." in page.locator(".lead").inner_text()
    )


@pytest.mark.parametrize("width", [1440, 390])
def test_the_spread_is_drawn_with_lanes_arrows_and_words_in_place(case: FakeCase, opened: Opened, width: int) -> None:
    page = opened.page
    page.set_viewport_size({"width": width, "height": 900})
    page.goto((opened.folder / group_with(case, "IMG_20261114_081011.jpg")).as_uri())
    lanes = [one.bounding_box() for one in page.locator(".spread .lane").all()]
    assert len(lanes) == 13
    drawing = page.locator(".spread-drawing").bounding_box()
    shown = "many" if width > 800 else "few"
    marks = page.locator(f".spread-drawing .{shown} .dot:first-child .dot-mark")
    assert marks.count() == 12
    for lane, mark in zip(lanes[1:], [one.bounding_box() for one in marks.all()], strict=True):
        middle = mark["y"] + mark["height"] / 2
        assert lane["y"] < middle < lane["y"] + lane["height"]
        assert drawing["x"] - 20 <= mark["x"] <= drawing["x"] + drawing["width"] + 20
    assert page.locator("line.came.from-missing[marker-end^='url(#arrow-missing-']").count() == 2
    assert page.locator("line.came[marker-end]").count() == 11
    assert page.locator("line.loose[marker-end]").count() == 0 and page.locator("line.loose").count() >= 1
    words = page.locator(f".came-words .{shown}")
    assert "grey, <b>evil</b>" in words.all_text_contents()
    visible = page.locator(".came-words").nth(1).bounding_box()
    assert visible["x"] >= 0 and visible["x"] + visible["width"] <= width
    outline, frame = (page.locator(name).first.bounding_box() for name in (".must-outline", ".must-frame"))
    assert outline["width"] > frame["width"] > 10
    assert opened.complaints == []


def test_the_pictures_of_the_spread_are_covered_and_it_can_be_read_without_scripts(
    case: FakeCase, browser: Any, dossier: Path
) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 1440, "height": 900})
    page = context.new_page()
    page.goto((dossier / group_with(case, "IMG_20261114_081011.jpg")).as_uri())
    lane = page.locator(".lane", has_text="Version 1").first
    assert not lane.locator("img.shown").is_visible()
    lane.locator("summary").click()
    assert lane.locator("img.shown").is_visible()
    assert page.locator(".spread-drawing .dot-mark").first.is_visible()
    table = page.locator(".spread-words")
    assert not table.is_visible()
    page.locator(".spread-table > summary").click()
    third = table.locator("tr", has_text="Version 3").first.inner_text()
    assert "Version 1" in third and "grey, <b>evil</b>" in third and "How sure: sure (0.93)" in third
    fifth = " ".join(table.locator("tr", has_text="Version 5").last.inner_text().split())
    assert "undecided: next to Version 1 Nothing says which of the two came first." in fifth
    context.close()


def test_matched_points_are_shown_when_asked_for(case: FakeCase, opened: Opened) -> None:
    page = opened.page
    page.goto((opened.folder / group_with(case, "IMG_20261114_081011.jpg")).as_uri())
    points = page.locator(".comparison").nth(0).locator(".points").nth(0)
    assert not points.is_visible()
    page.locator(".points-toggle").nth(0).focus()
    page.keyboard.press("Space")
    assert points.is_visible()


def test_the_page_of_a_pair_is_reached_from_its_group(case: FakeCase, opened: Opened) -> None:
    page = opened.page
    page.goto((opened.folder / group_with(case, "IMG_20261114_081011.jpg")).as_uri())
    page.locator(".comparison", has_text="Altered copy").locator("a.closer").click()
    assert page.locator("h1").inner_text() == "Altered copy"
    assert page.locator(".verdict").is_visible()


def test_a_pair_shows_both_pictures_with_outline_and_points_that_can_be_left_away(
    case: FakeCase, opened: Opened
) -> None:
    page = opened.page
    page.goto((opened.folder / pairs(case)[0]).as_uri())
    drawing = page.locator(".whole.roomy")
    assert not page.locator(".whole.narrow").is_visible()
    assert not drawing.locator("svg.shown").is_visible()
    assert not drawing.locator(".lines").is_visible(), "points over a cover say nothing"
    drawing.locator("summary").click()
    assert drawing.locator("svg.shown").is_visible()
    assert "Left: Version 1." in drawing.locator("svg.shown").get_attribute("aria-label")
    for toggle, shapes in ((".outline-toggle", ".outlines"), (".lines-toggle", ".lines")):
        assert drawing.locator(shapes).is_visible()
        page.locator(toggle).focus()
        page.keyboard.press("Space")
        assert not drawing.locator(shapes).is_visible()
        page.keyboard.press("Space")
    loaded = page.evaluate(
        "Promise.all([...document.querySelectorAll('.whole.roomy svg.shown image')].map((one) => { const two ="
        " new Image(); two.src = one.href.baseVal; return two.decode().then(() => two.naturalWidth); }))"
    )
    assert [width > 100 for width in loaded] == [True, True]


def test_the_lines_of_a_pair_end_on_the_same_place_in_both(case: FakeCase, opened: Opened) -> None:
    page = opened.page
    page.goto((opened.folder / pairs(case)[0]).as_uri())
    drawing = page.locator(".whole.roomy")
    drawing.locator("summary").click()
    boxes = [drawing.locator("svg.shown image").nth(n).bounding_box() for n in (0, 1)]
    line = drawing.locator(".line").bounding_box()
    starts = boxes[0]["x"] + boxes[0]["width"] * 80 / 960
    ends = boxes[1]["x"] + boxes[1]["width"] * 860 / 960
    assert line["x"] == pytest.approx(starts, abs=2)
    assert line["x"] + line["width"] == pytest.approx(ends, abs=2)


def test_the_aligned_difference_outlines_where_the_content_differs(case: FakeCase, opened: Opened) -> None:
    page = opened.page
    page.goto((opened.folder / pairs(case)[0]).as_uri())
    layers = page.locator(".layers figure")
    assert layers.count() == 3
    last = layers.nth(2)
    assert not last.locator("img.shown").is_visible()
    last.locator("summary").click()
    assert last.locator("img.shown").is_visible()
    picture, cells = last.locator(".picture").bounding_box(), last.locator(".cell").bounding_box()
    assert (cells["x"] - picture["x"]) / picture["width"] == pytest.approx(400 / 960, abs=0.02)
    assert cells["width"] / picture["width"] == pytest.approx(240 / 960, abs=0.02)
    page.locator(".cells-toggle").focus()
    page.keyboard.press("Space")
    assert not last.locator(".cell").is_visible()


def test_a_pair_is_stacked_on_a_phone(case: FakeCase, opened: Opened) -> None:
    page = opened.page
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto((opened.folder / pairs(case)[0]).as_uri())
    assert page.locator(".whole.narrow").is_visible() and not page.locator(".whole.roomy").is_visible()


def test_regions_are_marked_on_their_page(case: FakeCase, opened: Opened) -> None:
    page = opened.page
    page.goto((opened.folder / group_with(case, "IMG_20261114_081011.jpg")).as_uri())
    marked = page.locator(".appearances .on-page")
    assert marked.count() == 2
    picture, box = marked.first.locator(".picture").bounding_box(), marked.first.locator(".box").bounding_box()
    group = case.medium(hashlib.sha256(b"IMG_20261114_081011.jpg").hexdigest())
    assert group is not None
    shown = next(one for one in case.appearances(group=group.group) if one.region and one.medium)
    facts = case.the_media[shown.medium or ""].facts
    assert facts is not None
    assert box["width"] / picture["width"] == pytest.approx(290 / facts.width, abs=0.03)
    page.goto((opened.folder / medium_address(shown.medium or "")).as_uri())
    assert page.locator(".lead-picture .box").count() == 1


def test_details_of_an_appearance_come_with_the_focus(case: FakeCase, opened: Opened) -> None:
    page = opened.page
    page.goto((opened.folder / group_with(case, "IMG_20261114_081011.jpg")).as_uri())
    page.locator(".timeline:not(.spread) .chart").scroll_into_view_if_needed()
    row = page.locator(".row").nth(12)
    small = row.locator(".row-detail").bounding_box()
    page.locator(".row").nth(11).focus()
    page.keyboard.press("Tab")
    assert row.locator(".row-detail").bounding_box()["height"] > small["height"] + 20
    page.keyboard.press("Enter")
    until(page, "document.querySelector('tr:target') !== null")


def test_many_appearances_become_columns(case: FakeCase, opened: Opened) -> None:
    page = opened.page
    page.goto((opened.folder / group_with(case, "dam.jpg")).as_uri())
    column = page.locator(".column").nth(8)
    assert "appearances from 14 November 2026" in column.get_attribute("aria-label")
    assert not column.locator(".tip").first.is_visible()
    column.focus()
    assert column.locator(".tip").first.is_visible()


def test_a_picture_is_covered_until_clicked(opened: Opened) -> None:
    page = opened.page
    page.goto((opened.folder / "index.html").as_uri())
    picture = page.locator(".picture").first
    cover = picture.locator("summary")
    assert not picture.locator("img.shown").is_visible()
    assert (cover.get_attribute("role"), cover.get_attribute("aria-pressed")) == ("button", "false")
    cover.click()
    assert picture.locator("img.shown").is_visible()
    until(page, "document.querySelector('.picture summary').getAttribute('aria-pressed') === 'true'")
    cover.click()
    assert not picture.locator("img.shown").is_visible()


@pytest.mark.parametrize("key", ["Enter", "Space"])
def test_a_picture_uncovers_by_keyboard(opened: Opened, key: str) -> None:
    page = opened.page
    page.goto((opened.folder / "index.html").as_uri())
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('details.cover > summary')"):
            break
    page.keyboard.press(key)
    assert page.locator(".picture img.shown").first.is_visible()
    assert not page.locator(".picture img.shown").nth(1).is_visible()


def test_all_pictures_of_a_page_can_be_shown_and_covered(opened: Opened) -> None:
    page = opened.page
    page.goto((opened.folder / "index.html").as_uri())
    button = page.locator(".show-all")
    covers = page.locator("details.cover")
    button.click()
    assert page.locator("details.cover[open]").count() == covers.count() > 10
    until(page, "document.querySelector('.show-all').getAttribute('aria-pressed') === 'true'")
    button.click()
    assert page.locator("details.cover[open]").count() == 0


def test_without_scripts_pictures_are_covered_and_can_be_shown(browser: Any, dossier: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((dossier / "index.html").as_uri())
    assert not page.locator("img.shown").first.is_visible()
    page.locator("details.cover > summary").first.click()
    assert page.locator("img.shown").first.is_visible()
    assert not page.locator(".show-all").is_visible()
    context.close()


def test_pictures_stay_covered_in_print(opened: Opened) -> None:
    page = opened.page
    page.goto((opened.folder / "index.html").as_uri())
    page.locator("details.cover > summary").nth(1).click()
    page.emulate_media(media="print")
    assert not page.locator("img.shown").first.is_visible()
    assert page.locator("img.shown").nth(1).is_visible()
    assert not page.locator(".show-all").is_visible()


def test_collected_addresses_are_text_and_can_be_copied(case: FakeCase, opened: Opened) -> None:
    page = opened.page
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto((opened.folder / group_with(case, "bridge.jpg")).as_uri())
    assert page.locator("a[href^='http'], a[href^='javascript']").count() == 0
    page.locator("button.copy").first.click()
    until(page, "document.querySelector('button.copy').textContent === 'Copied'")
    assert page.evaluate("navigator.clipboard.readText()").startswith("https://example.invalid/")


def test_a_phone_needs_no_sideways_scrolling(case: FakeCase, opened: Opened) -> None:
    page = opened.page
    page.set_viewport_size({"width": 390, "height": 844})
    for address in addresses(case):
        page.goto((opened.folder / address).as_uri())
        assert page.evaluate("document.documentElement.scrollWidth") <= 390, address
        assert page.evaluate("document.body.scrollWidth") <= 390, address


def test_words_can_be_read_in_both_colour_schemes(opened: Opened) -> None:
    page = opened.page
    papers = set()
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        page.goto((opened.folder / "index.html").as_uri())
        names = ("ink", "soft", "accent", "alarm", "p0", "p1", "p2", "p3", "p4", "p5", "p6", "p7")
        colours = page.evaluate(
            "(names) => { const style = getComputedStyle(document.documentElement);"
            " return names.map((name) => style.getPropertyValue('--' + name).trim()); }",
            ["paper", "alarm-wash", *names],
        )
        paper, wash, *inks = (_luminance(colour) for colour in colours)
        papers.add(paper)
        for name, ink in zip(names, inks, strict=True):
            assert _contrast(ink, paper) >= 4.5, (scheme, name)
        assert _contrast(inks[3], wash) >= 4.5 and _contrast(inks[1], wash) >= 4.5
    assert len(papers) == 2


def _luminance(colour: str) -> float:
    """Relative luminance as in WCAG 2."""
    channels = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    linear = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _contrast(one: float, other: float) -> float:
    return (max(one, other) + 0.05) / (min(one, other) + 0.05)


@pytest.mark.parametrize("width", [1440, 390])
def test_of_many_versions_those_put_together_can_be_listed_without_scripts(
    browser: Any, tmp_path: Path, width: int
) -> None:
    many = crowded(120, 500)
    publish(many, tmp_path / "dossier", previews=many.previews, crops=many.crops)
    context = browser.new_context(java_script_enabled=False, viewport={"width": width, "height": 900})
    page = context.new_page()
    page.goto((tmp_path / "dossier" / group_address(next(many.groups()).id)).as_uri())
    lanes = page.locator(".spread .lane")
    assert lanes.count() <= 36
    shown = "many" if width > 800 else "few"
    counts = [int(words) for words in page.locator(f".spread-drawing .{shown} .dot-count").all_text_contents()]
    singles = page.locator(f".spread-drawing .{shown} .dot").count() - len(counts)
    assert sum(counts) + singles == 500
    texts = [one.bounding_box() for one in page.locator(f".came-words .{shown}").all()]
    rows = [one.bounding_box() for one in lanes.all()]
    assert all(text["x"] >= 0 and text["x"] + text["width"] <= width for text in texts)
    assert all(sum(row["y"] <= text["y"] < row["y"] + row["height"] for row in rows) == 1 for text in texts)
    crowd = page.locator(".lane-crowd").first
    listed = crowd.locator(".crowd-list li")
    assert not listed.first.is_visible()
    height = page.locator(".spread .field").bounding_box()["height"]
    crowd.locator("summary").click()
    assert listed.first.is_visible() and listed.first.locator("a").count() == 1
    assert page.locator(".spread .field").bounding_box()["height"] == height
    named = page.locator(".lane:not(.lane-crowd)").count() + page.locator(".crowd-list li").count()
    assert named == 120
    box = crowd.locator(".crowd-list").bounding_box()
    assert box["x"] >= 0 and box["x"] + box["width"] <= width
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    context.close()
