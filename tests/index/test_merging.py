"""Which segments are merged when; and merging while others add and read."""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.index.test_shelf import part

from firstseen.index import merging as merging_module
from firstseen.index.merging import AT_ONCE, BackgroundMerge, due, with_before
from firstseen.index.shelf import put, shelved


@pytest.mark.parametrize(
    ("sizes", "pictures", "taken"),
    [
        ([], 5, 0),
        ([9], 5, 1),
        ([10], 5, 0),
        ([16, 9], 5, 2),
        ([100, 9], 5, 1),
        ([AT_ONCE - 5], 5, 0),
        ([3000], 2000, 0),
    ],
)
def test_small_segments_are_merged_with_an_addition(sizes: list[int], pictures: int, taken: int) -> None:
    assert with_before(sizes, pictures) == taken


@pytest.mark.parametrize(
    ("sizes", "taken"),
    [
        ([], 0),
        ([4096, 4096, 4096], 0),
        ([4096, 4096, 4096, 2048], 4),
        ([4096, 4096, 4096, 2048, 7], 5),
        ([300_000, 4096, 4096, 4096, 4096], 4),
        ([20_000, 20_000, 4096, 20_000, 16_384], 5),
        ([1, 1, 1, 1, 1], 0),
    ],
)
def test_large_segments_are_merged_by_fours(sizes: list[int], taken: int) -> None:
    assert due(sizes) == taken


@given(st.lists(st.integers(1, 2048), max_size=300))
def test_however_pictures_come_few_segments_stay_and_none_is_written_often(additions: list[int]) -> None:
    shelf: list[int] = []
    written = 0
    for addition in additions:
        taken = with_before(shelf, addition)
        shelf[len(shelf) - taken :] = [sum(shelf[len(shelf) - taken :]) + addition]
        written += shelf[-1]
        while many := due(shelf):
            shelf[-many:] = [sum(shelf[-many:])]
            written += shelf[-1]
    total = sum(additions)
    assert sum(shelf) == total
    assert len(shelf) <= 25
    assert written <= 20 * max(total, 1)


def test_a_thread_brings_the_merged_segment_in(tmp_path: Path) -> None:
    items = [put(tmp_path, part(n), n, n) for n in range(3)]
    merge = BackgroundMerge(tmp_path, items)
    assert merge.done(wait=True)
    assert merge.name == "00000000-00000002.segment"
    assert [item.segment.path.name for item in shelved(tmp_path)] == [merge.name]


def test_a_full_disk_is_told_to_the_one_who_adds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    items = [put(tmp_path, part(n), n, n) for n in range(2)]

    def full(segments: object, stream: BinaryIO) -> None:
        stream.write(b"half")
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(merging_module, "write_merged", full)
    merge = BackgroundMerge(tmp_path, items)
    with pytest.raises(OSError, match="No space"):
        merge.done(wait=True)
    assert len(shelved(tmp_path)) == 2
