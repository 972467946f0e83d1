"""What a search looks into is read at once, no more of it than is asked for, and nothing depends on it."""

from __future__ import annotations

import ctypes
import gc
import mmap
import os
import time
from functools import partial
from pathlib import Path

import numpy as np
import pytest
from tests.index.prints_drawn import digest, random_prints

from firstseen.index import ahead, segment
from firstseen.index.making import write_pictures
from firstseen.index.pictures import PictureIndex
from firstseen.index.shelf import bring

MIB = 1 << 20


def in_memory(path: Path, place: int) -> bool:
    """Whether the page at this place of a file is in memory; to ask brings nothing there."""
    mapped = np.memmap(path, np.uint8, mode="r")
    told = ctypes.c_ubyte()
    page = place // mmap.PAGESIZE * mmap.PAGESIZE
    ctypes.CDLL(None).mincore(ctypes.c_void_p(mapped.ctypes.data + page), ctypes.c_size_t(1), ctypes.byref(told))
    return bool(told.value & 1)


def forgotten(path: Path) -> None:
    """Has the system put a file out of memory; skips where it does not."""
    with path.open("rb+") as stream:
        os.fsync(stream.fileno())
        os.posix_fadvise(stream.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
    if in_memory(path, path.stat().st_size // 2):
        pytest.skip("files of this folder stay in memory")


def test_what_is_asked_for_is_read_and_nothing_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "segment"
    path.write_bytes(bytes(64 * MIB))
    forgotten(path)
    starts = np.array([40 * MIB, 8 * MIB, 9 * MIB])
    ahead.ask_for(path, starts, starts + np.array([2 * MIB, 100, 0]))
    until = time.monotonic() + 10
    wanted = [8 * MIB, *range(40 * MIB, 42 * MIB, 4096)]
    while not all(in_memory(path, place) for place in wanted) and time.monotonic() < until:
        time.sleep(0.05)
    assert all(in_memory(path, place) for place in wanted)
    assert not any(in_memory(path, place) for place in (0, 9 * MIB, 30 * MIB, 50 * MIB))


def test_what_is_mostly_in_memory_is_not_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "segment"
    path.write_bytes(bytes(64 * MIB))
    forgotten(path)
    starts = np.arange(64) * MIB
    with path.open("rb") as stream:
        os.posix_fadvise(stream.fileno(), 0, 0, os.POSIX_FADV_RANDOM)
        for start in starts.tolist()[:-1]:
            os.pread(stream.fileno(), 1, start)
    ahead.ask_for(path, starts, starts + 32_768)
    time.sleep(0.3)
    # To try the first byte may read its page.
    assert not in_memory(path, int(starts[-1]) + 16_384)


def test_a_file_that_is_gone_is_passed_over(tmp_path: Path) -> None:
    ahead.ask_for(tmp_path / "gone", np.array([0]), np.array([10]))
    ahead.ask_for(tmp_path / "gone", np.array([], np.int64), np.array([], np.int64))
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("ranges", "together"),
    [
        ([], []),
        ([(5, 5)], []),
        ([(100_000, 100_010), (0, 10)], [(0, 10), (100_000, 100_010)]),
        ([(0, 10), (12, 20), (20, 30)], [(0, 30)]),
        ([(0, 90_000), (10, 20), (90_000 + ahead.GAP, 99_000 + ahead.GAP)], [(0, 99_000 + ahead.GAP)]),
    ],
)
def test_ranges_near_to_each_other_are_one(ranges: list[tuple[int, int]], together: list[tuple[int, int]]) -> None:
    starts, ends = np.array(ranges, np.int64).reshape(-1, 2).T
    found = ahead._together(starts, ends)
    assert list(zip(*(column.tolist() for column in found), strict=True)) == together


def test_how_near_they_must_be_can_be_said() -> None:
    starts, ends = np.array([0, 10, 30]), np.array([10, 20, 40])
    assert [ahead._together(starts, ends, gap)[0].tolist() for gap in (10, 0, -1)] == [[0], [0, 30], [0, 10, 30]]


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of a segment with 128 KB of hashes and 8 MB behind them."""
    entries = [(digest(number), random_prints(number, points=80)) for number in range(4096)]
    return bring(tmp_path_factory.mktemp("large"), partial(write_pictures, entries), 0, 0)


def test_hashes_are_asked_for_together(large: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = segment.read(large)
    middle = found.hashes_at + 100_000
    time.sleep(0.3)  # What is being read ahead is not forgotten.
    forgotten(large)
    assert found.hashes() is found.names.hashes
    assert not in_memory(large, middle)
    monkeypatch.setattr(segment, "_FEW_HASHES", 0)
    found.hashes()
    until = time.monotonic() + 10
    while not in_memory(large, middle) and time.monotonic() < until:
        time.sleep(0.05)
    assert in_memory(large, middle)


def test_what_lies_behind_hashes_is_not_read_with_them(large: Path) -> None:
    found = segment.read(large)
    time.sleep(0.3)
    forgotten(large)
    assert found.names.hashes.any()
    assert np.bitwise_xor.reduce(found.names.hashes, axis=0).any()
    time.sleep(0.2)
    assert not any(
        in_memory(large, found.hashes_at + found.names.hashes.nbytes + ahead) for ahead in range(MIB, 4 * MIB, 65_536)
    )


def test_a_search_from_the_disk_finds_what_one_in_memory_finds(tmp_path: Path) -> None:
    folder = tmp_path / "index"
    PictureIndex.open(folder).add((digest(number), random_prints(number)) for number in range(40))
    index = PictureIndex.open(folder)
    in_cache = [index.candidates(random_prints(number)) for number in range(0, 40, 8)]
    del index
    gc.collect()
    for path in folder.iterdir():
        forgotten(path)
    again = PictureIndex.open(folder)
    assert [again.candidates(random_prints(number)) for number in range(0, 40, 8)] == in_cache
    assert all(in_cache)
