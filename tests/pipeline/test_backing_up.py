from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from pathlib import Path, PosixPath

import pytest
from tests.small_case import done, lists

from firstseen.cli import run
from firstseen.custody.checking import check_log
from firstseen.errors import CaseDamagedError, WrongUseError
from firstseen.pipeline.backing_up import _snapshot, backup
from firstseen.pipeline.case import Case, reading_case, set_facts, writing_case
from firstseen.pipeline.verifying import verify


def test_a_copy_is_the_case_again(case: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    report = backup(case, copy)
    assert lists(copy) == lists(case)
    checked = verify(copy)
    assert checked.wrong == []
    assert checked.unchecked == verify(case).unchecked
    assert report.log_entries == checked.log_entries
    assert Case(copy).log.places.checkpoint.read_bytes() == Case(case).log.places.checkpoint.read_bytes()
    done("trace", copy)
    assert lists(copy) == lists(case)


def test_a_copy_goes_on_as_a_case(case: Path, collected: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    backup(case, copy)
    before = lists(copy)
    done("add", copy, collected)
    assert lists(copy) == before, "adding again adds nothing"
    done("set", copy, "--place", "Town")
    done("verify", copy)


def test_into_one_file(case: Path, tmp_path: Path) -> None:
    backup(case, tmp_path / "kept.tar")
    assert [path.name for path in tmp_path.iterdir()] == ["kept.tar"]
    subprocess.run(["tar", "xf", tmp_path / "kept.tar", "-C", tmp_path], check=True)
    assert lists(tmp_path / "kept") == lists(case)
    done("verify", tmp_path / "kept")


def test_links_where_the_disk_is_the_same(case: Path, tmp_path: Path) -> None:
    backup(case, tmp_path / "copied")
    backup(case, tmp_path / "linked", link=True)
    for name, expected in (("copied", False), ("linked", True)):
        store = Case(tmp_path / name).blobs
        same = {store.path(digest).samefile(Case(case).blobs.path(digest)) for digest in store.digests()}
        assert same == {expected}


def test_tiles_and_proofs_of_a_long_log_are_made_anew(
    case: Path, copied: Callable[[Path], Path], tmp_path: Path
) -> None:
    own = copied(case)
    for _ in range(3):
        with writing_case(own, "set") as opened:
            for number in range(150):
                opened.record("note", {"number": number})
    backup(own, tmp_path / "copy")
    ours, theirs = Case(own).log.places, Case(tmp_path / "copy").log.places
    assert check_log(theirs).wrong == []
    tiles = sorted(path.relative_to(ours.folder) for path in ours.folder.rglob("*") if path.is_file())
    assert [(theirs.folder / tile).read_bytes() for tile in tiles] == [(ours.folder / t).read_bytes() for t in tiles]


class _Interrupted(PosixPath):
    """The journal's path. Once its size was asked for, another command writes before anything else is done."""

    def stat(self, *, follow_symlinks: bool = True) -> os.stat_result:
        found = super().stat(follow_symlinks=follow_symlinks)
        if not getattr(_Interrupted, "done", False):
            _Interrupted.done = True  # type: ignore[attr-defined]
            set_facts(self.parent.parent, {"place": "Town"})
        return found


def test_the_log_of_a_copy_tells_of_all_that_its_catalogue_holds(
    case: Path, copied: Callable[[Path], Path], tmp_path: Path
) -> None:
    own, made = copied(case), Case(tmp_path / "copy")
    made.blobs.create()
    made.log.places.folder.mkdir()
    with reading_case(own) as opened:
        opened.log.path = _Interrupted(opened.log.path)
        _snapshot(opened, made)
    with reading_case(made.folder) as copy:
        assert copy.reading.facts().place == "Town"
    assert b'"place":"Town"' in made.log.path.read_bytes()


def test_nothing_that_is_there_is_touched(case: Path, tmp_path: Path) -> None:
    there = tmp_path / "there"
    there.mkdir()
    (there / "mine").write_text("mine")
    for target in (there, there / "mine", case / "blobs" / "copy"):
        with pytest.raises(WrongUseError):
            backup(case, target)
    assert [path.name for path in there.iterdir()] == ["mine"]
    assert [path.name for path in tmp_path.iterdir()] == ["there"]


def test_a_damaged_stored_file_stops_it(case: Path, copied: Callable[[Path], Path], tmp_path: Path) -> None:
    own = copied(case)
    digest = next(Case(own).blobs.digests())
    path = Case(own).blobs.path(digest)
    path.write_bytes(path.read_bytes() + b"x")
    with pytest.raises(CaseDamagedError, match=digest):
        backup(own, tmp_path / "copy")
    path.unlink()
    assert not (tmp_path / "copy").exists()
    assert run(["backup", str(own), str(tmp_path / "copy")]) in (0, 3)
    assert not list(tmp_path.glob(".*"))
