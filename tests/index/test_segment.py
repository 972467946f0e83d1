"""Segments come back from disk, and damaged ones are told."""

from __future__ import annotations

import zlib
from functools import partial
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.index.prints_drawn import digest, random_prints, with_regions

from firstseen.index import segment as segment_module
from firstseen.index.labels import read_view
from firstseen.index.making import write_pictures
from firstseen.index.segment import DamagedSegmentError, check, read
from firstseen.index.vocabulary import LISTS

NAMES = slice(96, 96 + 2 * 32 + 8 + 8 + LISTS * 4)


def stored(path: Path, numbers: list[int], points: int = 30) -> Path:
    with path.open("wb") as stream:
        write_pictures([(digest(n), random_prints(n, points)) for n in numbers], stream)
    return path


def test_a_segment_comes_back_in_the_order_of_the_digests(tmp_path: Path) -> None:
    segment = read(stored(tmp_path / "a", [1, 2, 3]))
    ordered = sorted((1, 2, 3), key=digest)
    assert [bytes(row).hex() for row in segment.names.digests] == [digest(n) for n in ordered]
    assert np.array_equal(segment.names.hashes[1], random_prints(ordered[1], 30).pdq[0])
    assert segment.names.qualities.tolist() == [100, 100, 100]
    block = segment.block(0, LISTS)
    written = {bytes(code[:16]) for n in (1, 2, 3) for code in random_prints(n, 30).descriptors}
    assert {bytes(code) for code in block.codes} == written
    assert np.bincount(read_view(block.labels)).tolist() == [30, 30, 30]
    check(segment.path)


def test_a_list_is_where_it_is_said_to_be(tmp_path: Path) -> None:
    segment = read(stored(tmp_path / "a", [1, 2, 3]))
    for number in np.flatnonzero(segment.sizes)[:20].tolist():
        labels = segment.block(number, number + 1).labels
        assert labels.tolist() == segment.labels(number).tolist() == sorted(labels.tolist())


def test_a_picture_is_found_with_its_views(tmp_path: Path) -> None:
    with (tmp_path / "a").open("wb") as stream:
        write_pictures([(digest(n), with_regions(random_prints(n, 5), n)) for n in range(4)], stream)
    segment = read(tmp_path / "a")
    for number in range(4):
        place = segment.number_of(bytes.fromhex(digest(number)))
        low, high = segment.views_of(place)
        assert bytes(segment.names.digests[place]).hex() == digest(number)
        assert segment.names.numbers[low:high].tolist() == list(range(number + 1))
    assert segment.number_of(bytes.fromhex(digest(9))) == -1
    assert segment.number_of(bytes.fromhex(digest(1))[:31] + b"?") == -1


@pytest.mark.parametrize(("numbers", "points"), [([], 30), ([1, 2], 0)])
def test_segments_without_pictures_or_points(tmp_path: Path, numbers: list[int], points: int) -> None:
    segment = read(stored(tmp_path / "a", numbers, points))
    assert len(segment.names.digests) == len(numbers)
    assert len(segment.block(0, LISTS).codes) == 0
    check(segment.path)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_any_changed_byte_is_told(tmp_path: Path, data: st.DataObject) -> None:
    path = stored(tmp_path / "a", [1, 2])
    content = bytearray(path.read_bytes())
    ends = st.one_of(st.integers(0, 83), st.integers(96, 240), st.integers(NAMES.stop - 9, len(content) - 1))
    place = data.draw(st.one_of(ends, st.integers(96, len(content) - 1)))
    content[place] ^= data.draw(st.integers(1, 255))
    (tmp_path / "b").write_bytes(content)
    with pytest.raises(DamagedSegmentError):
        check(tmp_path / "b")
    if place < NAMES.stop:
        with pytest.raises(DamagedSegmentError):
            read(tmp_path / "b")


@pytest.mark.parametrize("keep", [0, 10, 80, 100, -1, -40])
def test_a_cut_file_is_told(tmp_path: Path, keep: int) -> None:
    path = stored(tmp_path / "a", [1])
    path.write_bytes(path.read_bytes()[:keep])
    with pytest.raises(DamagedSegmentError):
        read(path)


def test_another_version_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = stored(tmp_path / "a", [1])
    with monkeypatch.context() as patch, pytest.raises(DamagedSegmentError, match="another version"):
        patch.setattr(segment_module, "_VERSION", 3)
        read(path)
    monkeypatch.setattr(segment_module, "vocabulary_digest", partial(bytes, 32))
    with pytest.raises(DamagedSegmentError, match="another version"):
        read(path)


def test_lists_that_contradict_the_header_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zlib, "crc32", lambda data: 0)
    path = stored(tmp_path / "a", [1])
    content = bytearray(path.read_bytes())
    content[96 + 32 + 8 + 8 : 96 + 32 + 8 + 12] = (12345).to_bytes(4, "little")
    path.write_bytes(content)
    with pytest.raises(DamagedSegmentError, match="lists"):
        read(path)
