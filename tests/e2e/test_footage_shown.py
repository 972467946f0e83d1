"""What people see of videos: the dossier of the sample's films in a real browser, and `show` of a pair."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image
from tests.e2e.conftest import Done

from firstseen.cli import run
from firstseen.sample.films import MIRRORED, OLD, REVOICED, STILL, STREET, films

Run = Callable[..., Done]
CHROMIUM = Path("/usr/bin/chromium")
ARABIC, UKRAINIAN = "فيضان في الوادي", "Повінь у долині"


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("shown")
    collected = folder / "collected"
    collected.mkdir()
    for name, data in films():
        (collected / name).write_bytes(data)
    with (collected / "posts.csv").open("w", encoding="utf-8", newline="") as stream:
        table = csv.writer(stream)
        table.writerow(("post_id", "platform", "url", "author", "published", "text", "media"))
        rows = (
            (OLD, "2022-11-21T10:20:33Z", ARABIC),
            (MIRRORED, "2024-05-14T15:02:16Z", UKRAINIAN),
            (STREET, "2024-05-14T19:31:40Z", ""),
            (REVOICED, "2024-05-15T12:05:00Z", ""),
            (STILL, "2024-05-14T23:10:00Z", ""),
        )
        for number, (name, when, text) in enumerate(rows):
            table.writerow((number + 100, "telegram", f"https://t.me/x/{number + 100}", "ana", when, text, name))
    made = folder / "case"
    for command in (
        ("new", made, "--event", ARABIC, "--from", "2024-05-14"),
        ("add", made, collected),
        ("trace", made),
    ):
        assert run([str(part) for part in command]) == 0
    return made


@pytest.fixture(scope="module")
def dossier(case: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("published") / "dossier"
    assert run(["publish", str(case), str(folder)]) == 0
    return folder


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    if not CHROMIUM.exists():
        pytest.skip("chromium is not installed at /usr/bin/chromium")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        quiet = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
        started = playwright.chromium.launch(executable_path=str(CHROMIUM), args=quiet)
        yield started
        started.close()


class Opened:
    """A page of the dossier, and all that it asked for or complained about."""

    def __init__(self, page: Any, folder: Path) -> None:
        self.page, self.folder = page, folder
        self.asked: list[str] = []
        self.complaints: list[str] = []
        page.on("request", lambda request: self.asked.append(request.url))
        page.on("console", lambda message: self.complaints.append(message.text))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def go(self, kind: str, *names: str) -> Any:
        """The page of that kind on which all these names stand."""
        pages = sorted((self.folder / kind).rglob("*.html"))
        found = [page for page in pages if all(name in page.read_text("utf-8") for name in names)]
        self.page.goto(found[0].as_uri())
        return self.page

    def until(self, expression: str) -> None:
        """Waits until an expression is true in the page."""
        for _ in range(200):
            if self.page.evaluate(expression):
                return
            self.page.wait_for_timeout(50)
        raise AssertionError(f"never became true: {expression}")


@pytest.fixture(params=[{"width": 1280, "height": 900}, {"width": 390, "height": 800}], ids=["wide", "narrow"])
def opened(browser: Any, dossier: Path, request: pytest.FixtureRequest) -> Iterator[Opened]:
    context = browser.new_context(viewport=request.param, color_scheme="dark")
    yield Opened(context.new_page(), dossier)
    context.close()


FIRST = "document.querySelector('video')"


@pytest.mark.browser
def test_a_player_is_covered_loads_nothing_before_it_is_asked_and_plays(opened: Opened) -> None:
    page = opened.go("pairs", STREET, REVOICED)
    assert page.locator("video").count() == 2
    assert not any(one.is_visible() for one in page.locator("video").all())
    assert page.evaluate(f"[{FIRST}.autoplay, {FIRST}.preload, {FIRST}.controls]") == [False, "none", True]
    page.wait_for_timeout(200)
    assert not [url for url in opened.asked if url.endswith(".webm")]
    cover = page.locator(".player summary").first
    cover.focus()
    page.keyboard.press("Enter")
    assert page.locator("video").first.is_visible()
    assert page.evaluate(f"{FIRST}.paused"), "it is shown, not played"
    assert not [url for url in opened.asked if url.endswith(".webm")]
    page.evaluate(f"{FIRST}.muted = true; {FIRST}.play()")
    opened.until(f"{FIRST}.currentTime > 0.3")
    assert page.evaluate(f"{FIRST}.videoWidth") == 384
    assert page.evaluate(f"{FIRST}.duration") == pytest.approx(8, abs=0.2)
    page.evaluate("document.querySelector('.player details').open = false")
    opened.until(f"{FIRST}.paused")
    assert not [url for url in opened.asked if not url.startswith(("file://", "data:"))]
    assert opened.complaints == []


@pytest.mark.browser
def test_the_same_moments_stand_side_by_side_with_their_times(opened: Opened) -> None:
    page = opened.go("pairs", OLD, MIRRORED)
    rows = page.locator(".moments .pair")
    assert rows.count() == 4
    for row in rows.all():
        left, right = (figure.inner_text().rsplit(" at ", 1)[1] for figure in row.locator("figcaption").all())
        times = [60 * int(text.split(":")[0]) + float(text.split(":")[1]) for text in (left, right)]
        assert times[0] - times[1] == pytest.approx(1.0, abs=0.25), "the trim begins a second later"
        boxes = [one.bounding_box() for one in row.locator(".picture").all()]
        assert boxes[0]["y"] == boxes[1]["y"] and boxes[0]["x"] < boxes[1]["x"]
        assert row.locator("img.shown").first.is_hidden()
    page.locator(".show-all").click()
    opened.until("[...document.querySelectorAll('.moments img')].every((one) => one.complete && one.naturalWidth > 0)")
    both = [
        np.asarray(Image.open(opened.folder / one).convert("L").resize((96, 54)), np.float64)
        for one in (address.split("/dossier/")[1] for address in page.evaluate(
            "[...document.querySelectorAll('.moments .pair')][1].querySelectorAll('img').length && "
            "[...[...document.querySelectorAll('.moments .pair')][1].querySelectorAll('img')].map((one) => one.src)"
        ))
    ]  # fmt: skip
    upper = [one[:36] for one in both]  # above the words that were burned in
    turned, straight = (np.corrcoef(upper[0].ravel(), one.ravel())[0, 1] for one in (upper[1][:, ::-1], upper[1]))
    assert turned > 0.9 and turned > straight + 0.1


@pytest.mark.browser
def test_which_seconds_are_which_can_be_read_on_any_screen(opened: Opened) -> None:
    page = opened.go("pairs", OLD, MIRRORED)
    drawn = page.locator(".segment-map").first.bounding_box()
    ticks = [one.bounding_box() for one in page.locator(".segment-map > text").all() if one.is_visible()]
    assert len(ticks) >= 5
    assert all(one["height"] >= 11 for one in ticks), "letters are as large as elsewhere on the page"
    assert all(
        drawn["x"] - 1 <= one["x"] and one["x"] + one["width"] <= drawn["x"] + drawn["width"] + 1 for one in ticks
    )
    for row in {round(one["y"]) for one in ticks}:
        line = sorted((one for one in ticks if round(one["y"]) == row), key=lambda one: one["x"])
        assert all(one["x"] + one["width"] < other["x"] for one, other in pairwise(line))
    said = page.locator(".stretches").inner_text()
    assert "of version 1 is" in said and "of version 2, mirrored" in said
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.browser
def test_sounds_are_drawn_with_seconds_and_pitches_and_the_shared_stretch_framed(opened: Opened) -> None:
    page = opened.go("pairs", OLD, MIRRORED)
    assert page.locator("#heard").inner_text() == "The same sound"
    drawings = page.locator(".spectrogram svg")
    assert drawings.count() == 2
    frames = [one.locator("rect.shared").bounding_box() for one in drawings.all()]
    assert frames[0]["x"] == pytest.approx(frames[1]["x"], abs=1)
    assert frames[0]["width"] == pytest.approx(frames[1]["width"], abs=1)
    room = drawings.first.bounding_box()
    assert (frames[0]["x"] - room["x"]) / room["width"] == pytest.approx(1 / 8, abs=0.05)
    assert "1,000 Hz" in drawings.first.text_content()
    assert page.evaluate("document.querySelector('.spectrogram image').href.baseVal").endswith(".png")
    page = opened.go("pairs", STREET, REVOICED)
    assert page.locator("#heard").inner_text() == "What is heard meanwhile: not the same"
    assert page.locator(".spectrogram").count() == 2


@pytest.mark.browser
def test_a_still_stands_beside_its_moment_with_its_box(opened: Opened) -> None:
    page = opened.go("pairs", STREET, STILL)
    captions = page.locator(".moments figcaption").all_inner_texts()
    assert len(captions) == 2
    assert captions[0].endswith("at 0:06.0") and captions[1].endswith("a still picture")
    picture = page.locator(".moments .picture").first.bounding_box()
    box = page.locator(".moments .shapes .box").first.bounding_box()
    assert (box["x"] - picture["x"]) / picture["width"] == pytest.approx(10 / 384, abs=0.02)
    assert box["width"] / picture["width"] == pytest.approx(360 / 384, abs=0.03)
    assert page.locator("video").count() == 0


@pytest.mark.browser
def test_the_page_of_a_video_has_a_player_that_a_screen_reader_can_name(opened: Opened) -> None:
    page = opened.go("media", f"{OLD}</bdi></h1>")
    player = page.locator("video")
    assert player.get_attribute("aria-label") == "The video"
    assert "The video, to be played" in page.locator(".player summary").text_content()
    assert page.locator(".player summary").get_attribute("role") == "button"
    assert page.locator("h1").inner_text() == OLD


def test_a_dossier_holds_small_clips_made_anew_and_none_of_the_collected_bytes(dossier: Path, case: Path) -> None:
    clips = sorted((dossier / "clips").rglob("*.webm"))
    assert len(clips) == 4
    for clip in clips:
        assert clip.stat().st_size < 8 * 45_000
    stored = {path.name for path in (case / "blobs").rglob("*") if path.is_file()}
    assert {clip.stem for clip in clips} < stored
    assert all((case / "blobs" / clip.stem[:2] / clip.stem).read_bytes() != clip.read_bytes() for clip in clips)


def test_show_tells_which_seconds_are_which_and_writes_them_as_a_picture(
    case: Path, firstseen: Run, tmp_path: Path
) -> None:
    told = firstseen("show", case, STREET, STILL).out
    assert "picture  0:06.0 of a is b (a still)" in told or "picture  a (a still) is 0:06.0 of b" in told
    assert "has more of the recording." in told
    assert "the same moments side by side" in told
    heights = {}
    for name, other in ((OLD, MIRRORED), (STREET, STILL)):
        file = tmp_path / f"{other}.png"
        assert firstseen("show", case, name, other, "--picture", file).code == 0
        with Image.open(file) as picture:
            heights[other] = picture.height
            assert picture.width == 1256
    assert heights[MIRRORED] > heights[STILL] + 3 * 300, "four moments and two sounds, against one moment"


def test_find_says_at_which_moment_and_where_in_the_frame_a_still_is(
    case: Path, firstseen: Run, tmp_path: Path
) -> None:
    still = dict(films())[STILL]
    sought = tmp_path / "seen-on-a-wall.jpg"
    with Image.open(io.BytesIO(still)) as picture:
        picture.resize((300, 170)).save(sought, quality=75)
    told = " ".join(firstseen("find", case, sought).out.split())
    assert f"the file sought is what {STREET} shows at 0:06.0. In it at " in told
    record = next(
        one for one in firstseen("find", case, sought, "--json").lines() if STREET in one["a_names"] + one["b_names"]
    )
    in_video = record["box_a"] if STREET in record["a_names"] else record["box_b"]
    assert in_video == pytest.approx([10, 6, 370, 210], abs=6)
    assert ", ".join(map(str, in_video)) in told
