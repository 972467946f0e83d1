"""A glance tells chance from a copy, whatever the scale, and says nothing where there is little to see."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from firstseen.match.geometry import inverse
from firstseen.match.glance import glance
from firstseen.match.verify import NOTHING
from firstseen.prints.scaling import grey, scaled

from .drawing import photograph


def small(seed: int) -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
    return scaled(grey(photograph(seed)), 256)


def moved(scale: float, x: float, y: float) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    return np.array([[scale, 0, x], [0, scale, y], [0, 0, 1.0]])


@pytest.mark.parametrize(("scale", "x", "y"), [(1.0, 0, 0), (0.6, 20, 10), (0.25, 60, 30), (1.8, -60, -40)])
def test_a_copy_is_seen_and_a_stranger_is_not(scale: float, x: float, y: float) -> None:
    a = small(1)
    move = moved(scale, x, y)
    noise = np.random.default_rng(0).integers(0, 60, a.shape).astype(np.uint8)
    flags = cv2.INTER_LINEAR if scale >= 1 else cv2.INTER_AREA
    side = (max(1, round(a.shape[1] * scale)), max(1, round(a.shape[0] * scale)))
    reduced = np.asarray(cv2.resize(a, side, interpolation=flags), np.uint8)
    b = noise.copy()
    for row in range(max(0, int(y)), min(b.shape[0], int(y) + side[1])):
        left, right = max(0, int(x)), min(b.shape[1], int(x) + side[0])
        b[row, left:right] = reduced[row - int(y), left - int(x) : right - int(x)]
    seen = glance(a, b, move)
    assert seen is not None
    assert seen > 2 * NOTHING
    stranger = glance(small(2), b, move)
    assert stranger is not None
    assert stranger < NOTHING
    back = glance(b, a, inverse(move))
    assert back is not None
    assert back > 2 * NOTHING


def test_too_little_to_see_is_not_judged() -> None:
    a = small(1)
    assert glance(a, a, moved(1.0, a.shape[1] - 8, 0)) is None
    assert glance(np.full_like(a, 90), np.full_like(a, 70), moved(1.0, 0, 0)) is None
    assert glance(a, a, np.array([[1.0, 0, 0], [0, 1, 0], [0.02, 0, -1]])) is None
