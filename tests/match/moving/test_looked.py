from __future__ import annotations

import cv2
import numpy as np
import pytest
from tests.match.moving.scenes import AS_IS, HIGH, WIDE, part, scene, stretch

from firstseen.match.moving.looked import Stretch, best_moment, laid
from firstseen.model.copies import Matrix


def test_frames_are_laid_over_each_other_where_they_share_something() -> None:
    whole = scene(1, 2, 3)
    page = np.full((len(whole), 120, 160), 90, np.uint8)
    page[:, 40:76, 50:114] = np.stack([cv2.resize(one, (64, 36), interpolation=cv2.INTER_AREA) for one in whole])
    scale = 64 / WIDE
    inset: Matrix = ((scale, 0.0, 50.0), (0.0, 36 / HIGH, 40.0))
    over = laid(stretch(whole), stretch(page), inset)
    assert over is not None
    first, second = over
    assert first.shape == second.shape
    assert np.corrcoef(first[5], second[5])[0, 1] > 0.95
    assert np.corrcoef(first[5], second[20])[0, 1] < 0.95


def test_what_shares_no_pixels_cannot_be_laid() -> None:
    away: Matrix = ((1.0, 0.0, 5000.0), (0.0, 1.0, 0.0))
    assert laid(stretch(scene(1, 2, 1)), stretch(scene(1, 2, 1)), away) is None
    nothing = stretch(scene(1, 2, 1)[:0])
    assert laid(nothing, nothing, AS_IS) is None


def test_the_moment_of_a_still_is_found() -> None:
    whole = scene(3, 4, 10)
    still = Stretch(part(whole, 6, 6.125), 0.0, 1.0, WIDE, HIGH)
    assert best_moment(still, stretch(whole, 20.0), AS_IS) == pytest.approx(26.0, abs=0.2)
