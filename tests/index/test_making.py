"""Merging list by list is the same as writing at once."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from tests.index.prints_drawn import digest, random_prints, with_regions

from firstseen.index import making as making_module
from firstseen.index.making import views_of, write_merged, write_pictures
from firstseen.index.segment import Segment, read


def entry(number: int, points: int = 30) -> tuple[str, object]:
    return digest(number), with_regions(random_prints(number, points), number % 3, points)


def stored(path: Path, numbers: list[int]) -> Segment:
    with path.open("wb") as stream:
        write_pictures([entry(n) for n in numbers], stream)  # type: ignore[misc]
    return read(path)


def test_views_are_the_whole_and_the_regions() -> None:
    prints = with_regions(random_prints(1), 2)
    assert views_of(prints) == [prints, prints.regions[0].prints, prints.regions[1].prints]


@pytest.mark.parametrize("at_once", [1, 7, 1 << 19])
def test_merged_is_the_same_as_written_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at_once: int) -> None:
    monkeypatch.setattr(making_module, "_POINTS_AT_ONCE", at_once)
    parts = [stored(tmp_path / "a", [4, 1]), stored(tmp_path / "b", []), stored(tmp_path / "c", [3, 5, 2])]
    together = io.BytesIO()
    write_merged(parts, together)
    stored(tmp_path / "d", [1, 2, 3, 4, 5])
    assert together.getvalue() == (tmp_path / "d").read_bytes()


def test_long_lists_are_merged_in_the_order_of_their_labels(tmp_path: Path) -> None:
    codes = random_prints(1).descriptors
    entries = [(digest(n), replace(random_prints(n), descriptors=codes)) for n in range(9)]
    segments = []
    for place in range(3):
        with (tmp_path / str(place)).open("wb") as stream:
            write_pictures(entries[place::3], stream)
        segments.append(read(tmp_path / str(place)))
    merged, whole = io.BytesIO(), io.BytesIO()
    write_merged(segments, merged)
    write_pictures(entries, whole)
    assert merged.getvalue() == whole.getvalue()
    (tmp_path / "merged").write_bytes(merged.getvalue())
    longest = read(tmp_path / "merged").labels(int(read(tmp_path / "merged").sizes.argmax()))
    assert len(longest) >= 9
    assert (np.diff(longest) > 0).all()


def test_the_order_of_the_pictures_changes_no_byte() -> None:
    written = []
    for numbers in ([1, 2, 3], [3, 1, 2]):
        stream = io.BytesIO()
        write_pictures([entry(n) for n in numbers], stream)  # type: ignore[misc]
        written.append(stream.getvalue())
    assert written[0] == written[1]


def test_a_damaged_label_does_not_stop_a_merge(tmp_path: Path) -> None:
    segment = stored(tmp_path / "a", [1, 2])
    content = bytearray((tmp_path / "a").read_bytes())
    content[-8:] = b"\xff" * 8
    (tmp_path / "b").write_bytes(content)
    with (tmp_path / "c").open("wb") as stream:
        write_merged([read(tmp_path / "b")], stream)
    assert np.array_equal(read(tmp_path / "c").sizes, segment.sizes)


def test_a_segment_has_a_largest_size(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    parts = [stored(tmp_path / "a", [0]), stored(tmp_path / "b", [1])]
    monkeypatch.setattr(making_module, "LARGEST_SEGMENT", 3)
    with pytest.raises(ValueError, match="fewer than 3"):
        write_pictures([entry(0), entry(1)], io.BytesIO())  # type: ignore[list-item]
    with pytest.raises(ValueError, match="fewer than 3"):
        write_merged(parts, io.BytesIO())
