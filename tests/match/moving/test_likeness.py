from __future__ import annotations

import numpy as np
import pytest
from tests.match.moving.scenes import AS_IS, Frames, part, scene, stretch

from firstseen.match.moving.likeness import likeness
from firstseen.model.copies import Matrix


def values(a: Frames, b: Frames, matrix: Matrix = AS_IS) -> np.ndarray:
    found = likeness(stretch(a), stretch(b), matrix)
    assert found is not None
    return found.values


def test_one_moment_is_alike_and_a_second_later_is_not() -> None:
    whole = scene(1, 2, 12)
    found = values(whole, scene(1, 2, 12))
    numbers = np.arange(len(whole) - 8)
    assert found[numbers, numbers].min() > 0.8
    assert np.median(found[numbers + 8, numbers]) < 0.6


def test_a_moment_beside_a_cut_is_as_alike_as_any() -> None:
    whole = scene(3, 4, 20)
    edit = np.concatenate([scene(30, 31, 4), part(whole, 8, 12), scene(32, 33, 4)])
    found = values(whole, edit)
    along = found[np.arange(64, 96), np.arange(32, 64)]
    assert along.min() > 0.75
    assert found[60, 28] < 0.5


def test_what_is_plain_is_like_nothing() -> None:
    plain = np.full((40, 54, 96), 128, np.uint8)
    assert values(plain, scene(5, 6, 5)).max() == pytest.approx(0.0)


def test_frames_that_share_nothing_have_no_map() -> None:
    far: Matrix = ((1.0, 0.0, 500.0), (0.0, 1.0, 0.0))
    assert likeness(stretch(scene(7, 8, 2)), stretch(scene(7, 8, 2)), far) is None


def test_where_nothing_moves_frames_are_compared_as_they_are() -> None:
    still = np.repeat(scene(9, 10, 0.125), 40, axis=0)
    assert values(still, still).min() > 0.9
    assert values(still, np.repeat(scene(11, 12, 0.125), 40, axis=0)).max() == pytest.approx(0.0)
    faint = (still // 12 + 100).astype(np.uint8)
    assert values(still, faint).min() > 0.9
