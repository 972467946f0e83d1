"""Segments come back from disk, and damaged ones are told."""

from __future__ import annotations

import io
import zlib
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.index.prints_drawn import digest, random_prints

from firstseen.index import segment as segment_module
from firstseen.index.segment import DamagedSegmentError, joined, part_of, read, write


def stored(path: Path, numbers: list[int], points: int = 30) -> Path:
    with path.open("wb") as stream:
        write(part_of([(digest(n), random_prints(n, points)) for n in numbers]), stream)
    return path


def test_a_segment_comes_back(tmp_path: Path) -> None:
    segment = read(stored(tmp_path / "a", [1, 2, 3]))
    assert [bytes(row).hex() for row in segment.digests] == [digest(1), digest(2), digest(3)]
    assert np.array_equal(segment.hashes[1], random_prints(2, 30).pdq[0])
    assert segment.qualities.tolist() == [100, 100, 100]
    part = segment.part()
    assert len(part.codes) == 90
    written = {bytes(code) for n in (1, 2, 3) for code in random_prints(n, 30).descriptors}
    assert {bytes(code) for code in part.codes} == written


def test_joining_what_was_read_is_the_same_as_writing_at_once(tmp_path: Path) -> None:
    parts = [read(stored(tmp_path / "a", [1, 2])).part(), read(stored(tmp_path / "b", [3])).part()]
    together = io.BytesIO()
    write(joined(parts), together)
    assert together.getvalue() == stored(tmp_path / "c", [1, 2, 3]).read_bytes()


@pytest.mark.parametrize(("numbers", "points"), [([], 30), ([1, 2], 0)])
def test_segments_without_pictures_or_points(tmp_path: Path, numbers: list[int], points: int) -> None:
    segment = read(stored(tmp_path / "a", numbers, points))
    assert len(segment.digests) == len(numbers)
    assert len(segment.part().codes) == 0


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_any_changed_byte_is_told(tmp_path: Path, data: st.DataObject) -> None:
    path = stored(tmp_path / "a", [1, 2])
    content = bytearray(path.read_bytes())
    place = data.draw(st.integers(0, len(content) - 1).filter(lambda at: not 76 <= at < 80))
    content[place] ^= data.draw(st.integers(1, 255))
    (tmp_path / "b").write_bytes(content)
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
    monkeypatch.setattr(segment_module, "_VERSION", 2)
    with pytest.raises(DamagedSegmentError, match="another version"):
        read(path)


def test_lists_that_contradict_the_header_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = stored(tmp_path / "a", [1])
    monkeypatch.setattr(zlib, "crc32", lambda data: 0)
    content = bytearray(stored(tmp_path / "b", [1]).read_bytes())
    content[80 + 32 + 32 + 8 : 80 + 32 + 32 + 12] = (12345).to_bytes(4, "little")
    path.write_bytes(content)
    with pytest.raises(DamagedSegmentError, match="lists"):
        read(path)


def test_a_segment_has_a_largest_size(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(segment_module, "LARGEST_SEGMENT", 2)
    with pytest.raises(ValueError, match="fewer than 2"):
        part_of([(digest(n), random_prints(n, 1)) for n in (1, 2)])
