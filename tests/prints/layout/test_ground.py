"""Parts of a map are those that OpenCV counts, in the same order, also where parts meet at corners only."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from firstseen.prints.layout.ground import parts


@pytest.mark.parametrize("share", [0.0, 0.1, 0.4, 0.6, 0.9, 1.0])
def test_parts_of_noise_are_those_that_opencv_counts(share: float) -> None:
    chance = np.random.default_rng(5)
    for _ in range(20):
        filled = np.where(chance.random((40, 60)) < share, 255, 0).astype(np.uint8)
        stats = cv2.connectedComponentsWithStats(filled, connectivity=4)[2]
        assert parts(filled) == [tuple(row[:4]) for row in stats[1:].tolist()]


def test_parts_inside_the_hole_of_another_come_in_the_order_of_their_first_pixels() -> None:
    filled = np.zeros((30, 40), np.uint8)
    cv2.rectangle(filled, (5, 8), (30, 25), 255, 2)
    filled[14:18, 12:20] = 255
    filled[2:5, 33:39] = 255
    assert parts(filled) == [(33, 2, 6, 3), (4, 7, 28, 20), (12, 14, 8, 4)]


def test_parts_that_meet_at_a_corner_are_two() -> None:
    filled = np.zeros((20, 20), np.uint8)
    filled[2:8, 2:8] = 255
    filled[8:14, 8:14] = 255
    assert parts(filled) == [(2, 2, 6, 6), (8, 8, 6, 6)]
