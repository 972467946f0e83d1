"""The folder of segments survives kills, damage, and a writer that merges while others read."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import BinaryIO

import pytest
from tests.index.prints_drawn import digest, random_prints

from firstseen.index import shelf as shelf_module
from firstseen.index.lists import MappedLists
from firstseen.index.making import write_pictures
from firstseen.index.segment import read
from firstseen.index.shelf import Shelved, problems, put, shelved, sweep, taken_in
from firstseen.index.vocabulary import LISTS


def part(*numbers: int) -> Callable[[BinaryIO], None]:
    return partial(write_pictures, [(digest(n), random_prints(n, 10)) for n in numbers])


def names(shelf: list[Shelved]) -> list[str]:
    return [item.segment.path.name for item in shelf]


def test_an_absent_folder_is_empty_and_stays_absent(tmp_path: Path) -> None:
    assert shelved(tmp_path / "none") == []
    assert not (tmp_path / "none").exists()


def test_a_merged_segment_hides_those_it_replaces(tmp_path: Path) -> None:
    put(tmp_path, part(1), 0, 0)
    put(tmp_path, part(2), 1, 1)
    put(tmp_path, part(1, 2), 0, 1)
    put(tmp_path, part(3), 2, 2)
    assert names(shelved(tmp_path)) == ["00000000-00000001.segment", "00000002-00000002.segment"]


def test_a_damaged_merge_falls_back_to_what_it_was_made_of(tmp_path: Path) -> None:
    put(tmp_path, part(1), 0, 0)
    put(tmp_path, part(2), 1, 1)
    merged = put(tmp_path, part(1, 2), 0, 1).segment.path
    content = bytearray(merged.read_bytes())
    content[100] ^= 1
    merged.unlink()
    merged.write_bytes(content)
    assert names(shelved(tmp_path)) == ["00000000-00000000.segment", "00000001-00000001.segment"]


def test_the_writer_sweeps_and_leaves_what_is_not_its_own(tmp_path: Path) -> None:
    put(tmp_path, part(1), 0, 0)
    put(tmp_path, part(1, 2), 0, 1)
    (tmp_path / "00000002-00000002.unfinished").write_bytes(b"half")
    (tmp_path / "00000003-00000003.segment").write_bytes(b"broken")
    (tmp_path / "00000009-00000003.segment").write_bytes(b"backwards")
    (tmp_path / "notes.txt").write_text("kept")
    sweep(tmp_path, shelved(tmp_path))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["00000000-00000001.segment", "notes.txt"]


def test_a_reader_looks_again_when_a_merge_takes_a_file_away(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(tmp_path, part(1), 0, 0)
    put(tmp_path, part(2), 1, 1)
    real = read
    calls: list[Path] = []

    def merged_meanwhile(path: Path) -> object:
        if not calls:
            sweep(tmp_path, [put(tmp_path, part(1, 2), 0, 1)])
        calls.append(path)
        return real(path)

    waiting = [merged_meanwhile]
    monkeypatch.setattr(shelf_module, "read", lambda path: waiting.pop()(path) if waiting else real(path))
    assert names(shelved(tmp_path)) == ["00000000-00000001.segment"]


def test_lists_of_a_file_that_went_away_are_an_absent_file(tmp_path: Path) -> None:
    item = put(tmp_path, part(1), 0, 0)
    item.segment.path.unlink()
    with pytest.raises(FileNotFoundError):
        MappedLists(item.segment)


def test_a_reader_gives_up_on_a_file_that_is_never_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(tmp_path, part(1), 0, 0)

    def gone(path: Path) -> object:
        raise FileNotFoundError(path)

    monkeypatch.setattr(shelf_module, "read", gone)
    with pytest.raises(FileNotFoundError):
        shelved(tmp_path)


def test_an_opened_segment_is_still_searched_after_its_file_is_removed(tmp_path: Path) -> None:
    item = put(tmp_path, part(1), 0, 0)
    item.segment.path.unlink()
    assert len(item.segment.block(0, LISTS).codes) == 10


def test_what_is_being_written_is_not_swept(tmp_path: Path) -> None:
    item = put(tmp_path, part(1), 0, 0)
    for name in ("00000000-00000003.unfinished", "00000004-00000004.unfinished", "00000000-00000003.segment"):
        (tmp_path / name).write_bytes(b"half")
    sweep(tmp_path, [item], ["00000000-00000003.segment"])
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "00000000-00000000.segment", "00000000-00000003.segment", "00000000-00000003.unfinished",
    ]  # fmt: skip


def test_a_merged_segment_takes_the_place_of_its_parts(tmp_path: Path) -> None:
    shelf = [put(tmp_path, part(n), n, n) for n in range(4)]
    put(tmp_path, part(1, 2), 1, 2)
    assert names(taken_in(tmp_path, shelf, 1, 2)) == [
        "00000000-00000000.segment", "00000001-00000002.segment", "00000003-00000003.segment",
    ]  # fmt: skip


def test_problems_are_told_of_segments_in_use_and_passed_over(tmp_path: Path) -> None:
    shelf = [put(tmp_path, part(n), n, n) for n in range(3)]
    assert problems(tmp_path, shelf) == []
    assert problems(tmp_path / "none", []) == []
    content = bytearray(shelf[0].segment.path.read_bytes())
    content[-1] ^= 1
    shelf[0].segment.path.write_bytes(content)
    shelf[1].segment.path.unlink()
    (tmp_path / "00000007-00000008.segment").write_bytes(b"broken")
    assert problems(tmp_path, shelf) == [
        "00000000-00000000.segment: its lists are damaged",
        "00000001-00000001.segment: is no longer there",
        "00000007-00000008.segment: too short",
    ]
