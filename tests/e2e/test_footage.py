"""Videos through the whole program: the sample's films, from add to the dossier."""

from __future__ import annotations

import csv
import hashlib
import multiprocessing
import shutil
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from tests.e2e.conftest import Done

from firstseen.cli import run
from firstseen.errors import FirstseenError
from firstseen.index.pictures import Candidate, PictureIndex
from firstseen.model.copies import JOINING, Copy
from firstseen.model.identifiers import Digest
from firstseen.model.moving import Track
from firstseen.pipeline.case import ReadCase, reading_case
from firstseen.pipeline.comparing_footage import APART_FROM, MOST, Asked, FootageComparers, apart_for
from firstseen.pipeline.decoding import Frames
from firstseen.pipeline.examining import stored
from firstseen.pipeline.footage import compared
from firstseen.pipeline.footage_leads import Leads
from firstseen.pipeline.matching_footage import FootageMatcher
from firstseen.pipeline.medium import Medium, moving_medium
from firstseen.pipeline.searching import Searcher
from firstseen.pipeline.shelf import MovingShelf, PrintShelf
from firstseen.pipeline.sides import Sides
from firstseen.sample.films import MIRRORED, OLD, REVOICED, STILL, STREET, STREET_STILL_AT, films
from firstseen.settings import settings

Run = Callable[..., Done]


@pytest.fixture(scope="module")
def collected(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("films")
    for name, data in films():
        (folder / name).write_bytes(data)
    with (folder / "posts.csv").open("w", encoding="utf-8", newline="") as stream:
        table = csv.writer(stream)
        table.writerow(("post_id", "platform", "url", "author", "published", "text", "media"))
        for number, (name, when) in enumerate(
            ((OLD, "2022-11-21T10:20:33Z"), (MIRRORED, "2024-05-14T15:02:16Z"), (STREET, "2024-05-14T19:31:40Z"))
        ):
            table.writerow((number + 100, "telegram", f"https://t.me/somebody/{number + 100}", "ana", when, "", name))
    return folder


@pytest.fixture(scope="module")
def traced(collected: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("footage") / "case"
    for command in (("new", folder, "--from", "2024-05-14"), ("add", folder, collected), ("trace", folder)):
        assert run([str(part) for part in command]) == 0
    return folder


@pytest.fixture
def case(tmp_path: Path, traced: Path) -> Path:
    return Path(shutil.copytree(traced, tmp_path / "case"))


def pairs(case: Path, firstseen: Run) -> dict[frozenset[str], dict[str, Any]]:
    copies = firstseen("list", case, "copies", "--format", "jsonl").lines()
    return {frozenset(copy["a_names"] + copy["b_names"]): copy for copy in copies}


def stretch(copy: dict[str, Any], first: str, track: str) -> tuple[float, float, float, float]:
    """The longest stretch of a track, in seconds of the one named first and of the other."""
    found = [one for one in copy["segments"] if one["track"] == track]
    one = max(found, key=lambda one: one["a_to"] - one["a_from"])
    a, b = (one["a_from"], one["a_to"]), (one["b_from"], one["b_to"])
    return (*a, *b) if first in copy["a_names"] else (*b, *a)


def test_a_mirrored_trim_is_found_with_its_seconds_and_shows_that_it_is_older(case: Path, firstseen: Run) -> None:
    found = pairs(case, firstseen)
    copy = found[frozenset({OLD, MIRRORED})]
    assert copy["relation"] == "copy"
    assert copy["mirrored"] is True
    assert stretch(copy, OLD, "picture") == pytest.approx((1, 7, 0, 6), abs=0.6)
    assert stretch(copy, OLD, "sound") == pytest.approx((1, 7, 0, 6), abs=0.6)
    assert "trimmed" in copy["changes"]
    findings = firstseen("list", case, "findings", "--format", "jsonl").lines()
    kinds = {one["kind"] for one in findings if one["outcome"] == "found"}
    assert {"older_than_event", "mirrored", "recut", "other_sound", "still_from_video"} <= kinds
    (older,) = [one for one in findings if one["kind"] == "older_than_event" and one["outcome"] == "found"]
    assert "Shown 1 year and 5 months before the event began" in older["reason"]


def test_another_sound_under_the_same_picture(case: Path, firstseen: Run) -> None:
    copy = pairs(case, firstseen)[frozenset({STREET, REVOICED})]
    assert copy["relation"] == "copy"
    assert {one["track"] for one in copy["segments"]} == {"picture"}
    assert stretch(copy, STREET, "picture") == pytest.approx((0, 8, 0, 8), abs=0.6)
    assert "other sound" in copy["changes"]


def test_a_still_is_found_at_its_moment_with_its_box_in_both_versions(case: Path, firstseen: Run) -> None:
    found = pairs(case, firstseen)
    for film in (STREET, REVOICED):
        copy = found[frozenset({film, STILL})]
        assert copy["relation"] == "part"
        in_film, _, in_still, _ = stretch(copy, film, "picture")
        assert in_film == pytest.approx(STREET_STILL_AT, abs=0.2)
        assert in_still == 0
        box = copy["box_a"] if film in copy["a_names"] else copy["box_b"]
        assert box == pytest.approx([10, 6, 370, 210], abs=5)
    assert frozenset({OLD, STREET}) not in found
    assert frozenset({OLD, STILL}) not in found


def test_two_groups_and_a_dossier_that_draws_which_seconds_are_which(
    case: Path, firstseen: Run, tmp_path: Path
) -> None:
    groups = firstseen("list", case, "groups", "--format", "jsonl").lines()
    assert sorted(len(group["media"]) for group in groups) == [2, 3]
    assert firstseen("publish", case, tmp_path / "dossier").code == 0
    drawn = [
        page for page in (tmp_path / "dossier" / "pairs").rglob("*.html") if "segment-map" in page.read_text("utf-8")
    ]
    assert len(drawn) == 3, "the still has a page with the version that was first seen"


def test_find_takes_a_part_of_a_video_and_adds_nothing(
    case: Path, collected: Path, firstseen: Run, tmp_path: Path
) -> None:
    query = tmp_path / "query.mp4"
    query.write_bytes((collected / MIRRORED).read_bytes() + b"\0")
    before = firstseen("status", case, "--json").out
    found = firstseen("find", case, query, "--json").lines()
    names = {name for record in found for name in record["a_names"] + record["b_names"]} - {"query.mp4"}
    assert names == {OLD, MIRRORED}
    assert firstseen("status", case, "--json").out == before


def test_a_video_is_found_each_time_that_it_is_sought(case: Path, collected: Path, tmp_path: Path) -> None:
    query = tmp_path / "query.mp4"
    query.write_bytes((collected / MIRRORED).read_bytes() + b"\0")
    with reading_case(case) as opened, Searcher(opened) as searcher:
        first, again = searcher.find(query), searcher.find(query)
    assert len(first.matches) == 2
    assert again == first


def test_where_the_sound_alone_speaks_for_a_pair_its_pictures_are_looked_at(case: Path, collected: Path) -> None:
    with reading_case(case) as opened, Frames(partial(stored, opened)) as frames:
        shelf = MovingShelf(opened.read_engine)

        def side(name: str) -> Medium:
            digest = hashlib.sha256((collected / name).read_bytes()).hexdigest()
            prints = shelf.get(digest)
            assert prints is not None
            return moving_medium(digest, prints, None)

        found = compared(side(OLD), side(MIRRORED), None, frames)
    assert found is not None
    assert found.relation in JOINING
    seen = [one for one in found.segments if one.track is Track.PICTURE]
    assert seen
    assert all(one.mirrored for one in seen)


def test_a_pair_is_compared_by_what_both_searches_tell_whichever_is_first(case: Path, collected: Path) -> None:
    street, revoiced = (hashlib.sha256((collected / name).read_bytes()).hexdigest() for name in (STREET, REVOICED))

    class OneSided(FootageMatcher):
        """In a large case others that look alike may come before it: what is searched for the street then tells of
        the other one by its sound alone."""

        def _searched(self, one: Medium | None) -> Leads:
            found = super()._searched(one)
            return {**found, revoiced: None} if one is not None and one.digest == street else found

    def between(opened: ReadCase, first: str, second: str) -> Copy:
        with OneSided(opened, PictureIndex.open(opened.index), PrintShelf(opened.read_engine)) as matcher:
            matcher.expect((first, second))
            (found,) = (
                copy
                for digest in (first, second)
                for copy in matcher.copies_of(digest)
                if {copy.a, copy.b} == {street, revoiced}
            )
        return found

    with reading_case(case) as opened:
        by_sound_first, by_picture_first = between(opened, street, revoiced), between(opened, revoiced, street)
    assert by_sound_first.relation in JOINING
    assert by_sound_first == by_picture_first


@pytest.mark.parametrize("expected", [True, False], ids=["all are to come", "none is told of before"])
def test_processes_beside_compare_videos_with_the_same_outcome(case: Path, *, expected: bool) -> None:
    def copies(opened: ReadCase, beside: FootageComparers | None) -> list[Copy]:
        pictures = PrintShelf(opened.read_engine)
        with FootageMatcher(opened, PictureIndex.open(opened.index), pictures, beside=beside) as matcher:
            todo = sorted(Sides(opened.read_engine, pictures).moving)
            matcher.expect(todo if expected else ())
            return [copy for digest in todo for copy in matcher.copies_of(digest)]

    with reading_case(case) as opened:
        here = copies(opened, None)
        with FootageComparers(opened, 2) as beside:
            assert copies(opened, beside) == here
    assert len(here) > 3


@pytest.mark.parametrize(("apart", "compared"), [(1, 8), (2, 8), (3, 9), (4, 8)])
def test_after_so_many_in_vain_no_more_are_asked_for(case: Path, collected: Path, apart: int, compared: int) -> None:
    street = hashlib.sha256((collected / STREET).read_bytes()).hexdigest()
    asked: list[str] = []

    class InVain(FootageComparers):
        def ask(self, one: Digest, other: Digest, candidate: Candidate | None) -> Asked:
            asked.append(other)
            return lambda: None

    class Crowd(FootageMatcher):
        def _searched(self, one: Medium | None) -> Leads:
            return {f"{number:064x}": None for number in range(50)}

    with reading_case(case) as opened, InVain(opened, apart) as beside:
        pictures = PictureIndex.open(opened.index)
        matcher = Crowd(opened, pictures, PrintShelf(opened.read_engine), beside=beside)
        assert matcher.copies_of(street) == []
    assert len(asked) == compared


def test_a_process_beside_that_is_killed_is_told_and_nothing_hangs(case: Path, collected: Path) -> None:
    one, other = (hashlib.sha256((collected / name).read_bytes()).hexdigest() for name in (OLD, MIRRORED))
    with reading_case(case) as opened, FootageComparers(opened, 1) as beside:
        assert beside.ask(one, other, None)() is not None
        (process,) = set(multiprocessing.active_children())
        process.kill()
        process.join()
        with pytest.raises(FirstseenError, match="ended before its time"):
            beside.ask(one, other, None)()


@pytest.mark.parametrize(("workers", "few", "many"), [("64", 0, MOST), ("2", 0, 2), ("1", 0, 0)])
def test_processes_beside_are_for_many_videos_and_few_in_number(
    workers: str, few: int, many: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FIRSTSEEN_WORKERS", workers)
    settings.cache_clear()
    found = apart_for(APART_FROM - 1), apart_for(APART_FROM)
    settings.cache_clear()
    assert found == (few, many)


def test_tracing_again_compares_nothing_and_a_still_that_comes_later_finds_its_video(
    case: Path, collected: Path, firstseen: Run, tmp_path: Path
) -> None:
    assert firstseen("trace", case, "--json").lines()[0]["matched"] == 0
    later = tmp_path / "case2"
    firstseen("new", later)
    firstseen("add", later, collected / STREET)
    firstseen("trace", later)
    firstseen("add", later, collected / STILL)
    assert firstseen("trace", later, "--json").lines()[0]["matched"] == 1
    assert set(pairs(later, firstseen)) == {frozenset({STREET, STILL})}
