import filecmp
import json
import re
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from lxml import html

from firstseen.dossier.addresses import group_address, medium_address, pair_address, root_of, safe_name
from firstseen.dossier.folder import MARKER
from firstseen.dossier.publish import publish
from firstseen.errors import WrongUseError
from firstseen.model.copies import Copy, Relation
from firstseen.model.records import CaseFacts
from firstseen.model.time import UNKNOWN_SPAN

from . import drawn
from .fake_case import HOSTILE, FakeCase
from .flood import flood


def pages(folder: Path) -> Iterator[tuple[Path, html.HtmlElement]]:
    for path in sorted(folder.rglob("*.html")):
        yield path, html.document_fromstring(path.read_bytes().decode("utf-8"))


def group_of(case: FakeCase, name: str) -> str:
    return next(medium.group for medium in case.media() if medium.names[0] == name) or ""


def test_every_medium_and_group_has_a_page(case: FakeCase, dossier: Path) -> None:
    for medium in case.media():
        assert (dossier / medium_address(medium.digest)).is_file()
    for group in case.groups():
        assert (dossier / group_address(group.id)).is_file()
    assert (dossier / MARKER).is_file()


def test_every_link_leads_somewhere_inside(dossier: Path) -> None:
    names: dict[Path, set[str]] = {}
    links: list[tuple[Path, str, str]] = []
    for path, page in pages(dossier):
        names[path] = {element.get("id") for element in page.iter() if isinstance(element.tag, str)} - {None}
        for element in page.iter():
            for name in ("href", "src"):
                value = element.get(name) if isinstance(element.tag, str) else None
                if value and not value.startswith("data:image/webp;base64,") and value != "data:,":
                    assert not re.match(r"[a-z]+:", value), (path, value)
                    target, _, fragment = value.partition("#")
                    links.append(((path.parent / target).resolve() if target else path, fragment, value))
    assert len(links) > 1000
    for target, fragment, value in links:
        assert target.is_file(), value
        assert not fragment or fragment in names[target], value


def test_no_hostile_word_became_markup(dossier: Path) -> None:
    for path, page in pages(dossier):
        assert len(page.xpath("//script")) == 1, path
        assert not page.xpath("//b[contains(., 'evil')] | //i[contains(., 'final')]")
        for element in page.iter():
            if isinstance(element.tag, str):
                assert not [name for name in element.attrib if name.startswith("on") or name == "style"], path
        assert "{{" not in re.sub(r"\{\{ 7\*7 \}\}", "", page.text_content())


def test_hostile_words_are_shown_as_they_were(case: FakeCase, dossier: Path) -> None:
    text = (dossier / "not-collected.html").read_text(encoding="utf-8")
    shown = html.document_fromstring(text).text_content()
    assert HOSTILE[0] in shown
    assert HOSTILE[2] in shown
    assert "U+202E" in (dossier / "refused.html").read_text(encoding="utf-8")


def test_printed_words_are_shown_and_said_to_be_unknown_where_nobody_read(case: FakeCase, dossier: Path) -> None:
    told = Counter[str]()
    for path, page in pages(dossier):
        if "groups" not in path.parts:
            continue
        for row in page.xpath("//table[@class='appearances']/tbody/tr"):
            told["printed"] += "Printed on the page, caption" in row.text_content()
            told["unknown"] += "which words are printed next to it: cannot say" in row.text_content()
    shown = [one for one in case.the_appearances if one.group]
    assert told["printed"] == sum(one.printed is not None for one in shown) > 0
    assert told["unknown"] == sum(one.region is not None and one.printed is None for one in shown) > 0


def test_the_policy_lets_in_nothing_from_outside(dossier: Path) -> None:
    for _, page in pages(dossier):
        (policy,) = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
        assert policy.startswith("default-src 'none'")
        assert "unsafe" not in policy and "http" not in policy and "*" not in policy


def test_the_overview_says_it_in_a_sentence(dossier: Path) -> None:
    page = html.document_fromstring((dossier / "index.html").read_bytes())
    summary = " ".join(page.xpath("//p[@class='summary']")[0].text_content().split())
    assert summary == (
        "25 media in 11 groups, seen in 457 appearances from 17 June 2024 to 17 November 2026. 3 things do not fit."
    )
    assert len(page.xpath("//section[contains(@class, 'not-fit')]//article")) == 3
    assert "original" not in page.text_content().lower()
    assert "First seen is the earliest known appearance, not the source." in page.text_content()


def test_groups_with_something_to_compare_come_first(dossier: Path) -> None:
    page = html.document_fromstring((dossier / "index.html").read_bytes())
    counts = [card.text_content() for card in page.xpath("//p[@class='card-counts']")]
    assert len(counts) == 11
    assert all("1 version ·" not in " ".join(count.split()) for count in counts[:4])
    assert all(" ".join(count.split()).startswith("1 version ·") for count in counts[4:])


def test_an_old_picture_is_told_on_top_of_its_page(case: FakeCase, dossier: Path) -> None:
    page = html.document_fromstring((dossier / group_address(group_of(case, "bridge.jpg"))).read_bytes())
    assert page.xpath("//p[@class='age older']")[0].text == "At least 2 years and 4 months before the event began."
    assert "17 June 2024, 02:00 UTC" in page.xpath("//h1")[0].text_content()
    assert "leaves out 2 years and 4 months" in page.text_content()


def test_all_appearances_stand_in_words_on_numbered_pages(case: FakeCase, dossier: Path) -> None:
    group = group_of(case, "dam.jpg")
    ids: list[str] = []
    for number in (1, 2):
        page = html.document_fromstring((dossier / group_address(group, number)).read_bytes())
        ids += page.xpath("//table//tr/@id")
    assert ids == [one.id for one in case.appearances(group=group)]
    assert not (dossier / group_address(group, 3)).exists()


def _of(case: FakeCase, relation: Relation) -> Copy:
    return next(record.copy for record in case.copies() if record.copy.relation is relation)


def test_an_altered_pair_has_a_page_that_says_why(case: FakeCase, dossier: Path) -> None:
    copy = _of(case, Relation.ALTERED)
    text = (dossier / pair_address(copy.a, copy.b)).read_text(encoding="utf-8")
    page = html.document_fromstring(text)
    assert page.findtext(".//h1") == "Altered copy"
    words = " ".join(page.text_content().split())
    assert copy.reason in words
    assert "How sure: sure (0.88)" in words
    assert "different content, 6 of 96 cells" in words
    assert "94 % of the shared area looks the same" in words
    assert "Text added" in words and "not known" not in words
    assert "meme <i>final</i>.jpg" in words
    assert "6 matched points" in words
    named = [figure.findtext("figcaption") or "" for figure in page.findall(".//figure")]
    assert [name for name in named if "brought onto" in name] and "What differs" in named
    sources = [image.get("src") or "" for image in page.findall(".//img")]
    assert len(sources) == 3 and all(
        (dossier / pair_address(copy.a, copy.b)).parent.joinpath(s).exists() for s in sources
    )
    assert all(image.get("alt") for image in page.findall(".//img"))


def test_a_part_has_the_rest_of_its_page_dimmed(case: FakeCase, dossier: Path) -> None:
    copy = _of(case, Relation.PART)
    text = (dossier / pair_address(copy.a, copy.b)).read_text(encoding="utf-8")
    assert text.count('class="dim"') == 2  # in the row and in the stack
    assert "The part, cut out, and what differs" in text


def test_without_crops_a_pair_has_its_page_without_the_difference(tmp_path: Path) -> None:
    case = FakeCase(CaseFacts("case"))
    a, b = case.add_medium("a.jpg", drawn.scene(1)), case.add_medium("c.jpg", drawn.scene(1))
    case.add_copy(a, b, box_a=(0, 0, 960, 640), transform=((1.0, 0.0, 0.0), (0.0, 1.0, 0.0)))
    case.add_group([a, b])
    case.settle()
    publish(case, tmp_path / "d", previews=case.previews)
    text = (tmp_path / "d" / pair_address(a, b)).read_text(encoding="utf-8")
    assert "Both pictures" in text and "Laid over each other" not in text


def test_a_pair_that_cannot_be_decoded_says_so(tmp_path: Path) -> None:
    case = FakeCase(CaseFacts("case"))
    a, b = case.add_medium("a.jpg", drawn.scene(1)), case.add_medium("c.jpg", None)
    case.add_copy(a, b, box_a=(0, 0, 960, 640), transform=((1.0, 0.0, 0.0), (0.0, 1.0, 0.0)))
    case.add_group([a, b])
    case.settle()
    publish(case, tmp_path / "d", previews=case.previews, crops=case.crops)
    text = (tmp_path / "d" / pair_address(a, b)).read_text(encoding="utf-8")
    assert "They could not be laid over each other: the picture is cut off" in text
    assert "No picture to show" in text


def test_altered_pairs_and_same_subjects_have_pages_even_where_they_do_not_stand_side_by_side(tmp_path: Path) -> None:
    case = FakeCase(CaseFacts("case"))
    media = sorted(case.add_medium(f"{number}.jpg", drawn.scene(1)) for number in range(4))
    stranger = case.add_medium("stranger.jpg", drawn.scene(2))
    for digest in media[1:]:
        case.add_copy(media[0], digest)
    case.add_copy(media[1], media[2], relation=Relation.ALTERED, confidence=0.7)
    case.add_copy(media[1], media[3], confidence=0.6)
    case.add_copy(media[2], stranger, relation=Relation.SAME_SUBJECT, shows_more=None)
    case.add_group(media)
    case.settle()
    publish(case, tmp_path / "d", previews=case.previews, crops=case.crops)
    first = (tmp_path / "d" / group_address(case.the_groups[0].id)).read_text(encoding="utf-8")
    assert f"../{pair_address(media[1], media[2])}" in first
    assert not (tmp_path / "d" / pair_address(media[1], media[3])).exists()
    pair = sorted((media[2], stranger))
    assert f"../{pair_address(*pair)}" in first
    text = (tmp_path / "d" / pair_address(*pair)).read_text(encoding="utf-8")
    assert "Same subject, not a copy" in text and "version 3</a> and" in text.lower() and "The other picture" in text


def test_machines_read_the_same(case: FakeCase, dossier: Path) -> None:
    lines = (dossier / "data" / "appearances.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["appearance"] for line in lines] == [one.id for one in case.appearances()]
    assert json.loads(lines[5])["text"] is not None
    names = ("case", "sources", "media", "appearances", "copies", "groups", "findings", "refusals", "spread")
    expected = {*(f"{name}.jsonl" for name in names), "spread.graphml", "spread.prov.json"}
    assert {path.name for path in (dossier / "data").iterdir()} == expected


def test_the_same_case_gives_the_same_bytes_and_replaces_the_old(dossier: Path, tmp_path: Path) -> None:
    again, stages = flood(), []
    page = publish(
        again,
        tmp_path / "b",
        previews=again.previews,
        crops=again.crops,
        progress=lambda *told: stages.append(told),
    )
    assert page == tmp_path / "b" / "index.html"
    assert {stage for stage, _, _ in stages} == {"pictures", "groups", "pairs", "media"}
    assert all(done <= total for _, done, total in stages)
    files = sorted(path.relative_to(dossier) for path in dossier.rglob("*") if path.is_file())
    assert files == sorted(path.relative_to(page.parent) for path in page.parent.rglob("*") if path.is_file())
    _, different, missing = filecmp.cmpfiles(dossier, page.parent, [str(file) for file in files], shallow=False)
    assert (different, missing) == ([], [])
    small = FakeCase(CaseFacts("small"))
    publish(small, tmp_path / "b", previews=small.previews)
    assert not (tmp_path / "b" / "groups").exists()


def test_an_empty_case_has_a_page_too(tmp_path: Path) -> None:
    case = FakeCase(CaseFacts("nothing <yet>"))
    made_at = datetime(2026, 1, 2, tzinfo=UTC)
    page = publish(case, tmp_path / "d", previews=case.previews, title="Own title", made_at=made_at)
    text = html.document_fromstring(page.read_bytes()).text_content()
    assert "0 media in 0 groups" in text
    assert "Own title" in text and "on 2 January 2026, 00:00 UTC" in text
    assert "Every input could be used." in text


def test_a_case_without_times_or_event(tmp_path: Path) -> None:
    case = FakeCase(CaseFacts("bare"))
    medium = case.add_medium("a.jpg", None)
    case.add_group([medium])
    case.add_appearance(1, medium, UNKNOWN_SPAN)
    case.settle()
    publish(case, tmp_path / "d", previews=case.previews)
    text = (tmp_path / "d" / group_address(case.the_groups[0].id)).read_text(encoding="utf-8")
    assert "No appearance has a known time." in text
    assert "No picture to show: the picture is cut off" in text


def test_a_foreign_folder_is_refused_before_any_work(case: FakeCase, tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(WrongUseError):
        publish(case, tmp_path, previews=case.previews)
    assert [entry.name for entry in tmp_path.iterdir()] == ["mine.txt"]


def test_stopping_while_pictures_are_made_leaves_nothing(case: FakeCase, tmp_path: Path) -> None:
    def stop(stage: str, done: int, total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        publish(case, tmp_path / "d", previews=case.previews, progress=stop)
    assert list(tmp_path.iterdir()) == []


def test_addresses_are_safe_on_every_system() -> None:
    assert safe_name("g-0123456789abcdef") == "g-0123456789abcdef"
    for odd in ("../../etc/passwd", "a b", "CON", "", "x" * 200, "ü"):
        assert re.fullmatch(r"x-[0-9a-f]{32}", safe_name(odd))
    assert root_of("media/ab/x.html") == "../../" and root_of("index.html") == ""
