"""Sharp steps of a grey picture, along rows and along columns: what straight seams and frames are made of."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

__all__ = ["Edges", "find_edges"]

STEP = 8
"""Grey levels from which a step may be an edge."""

OVER_BASE = 1.6
"""How many times the mean step nearby an edge must be: texture has steps everywhere. With 1.6 and 8 the seams of 99 of
100 two-part collages stand out as a fifth of 139 pictures have none that does; with 2.2 and 14, of 96."""

NEAR, WIDE = 5, 17
"""Pixels left out round an edge, and looked at round it, for what is usual nearby."""


@dataclass(frozen=True, slots=True, eq=False)
class Edges:
    """`across` (h, w), 0 or 1: an edge between what is left and right of a pixel; `down`: between above and below.

    The sums are integrals with a leading row and column of zeros, so that any straight run is counted in one step:
    `across_sum` along columns, `down_sum` along rows.
    """

    across: NDArray[np.uint8]
    down: NDArray[np.uint8]
    across_sum: NDArray[np.int32]
    down_sum: NDArray[np.int32]

    def upright(self, x: NDArray[np.intp], top: NDArray[np.intp], bottom: NDArray[np.intp]) -> NDArray[np.float64]:
        """Share of edge pixels in the columns `x` between `top` and `bottom`."""
        return np.asarray((self.across_sum[bottom, x] - self.across_sum[top, x]) / np.maximum(bottom - top, 1))

    def level(self, y: NDArray[np.intp], left: NDArray[np.intp], right: NDArray[np.intp]) -> NDArray[np.float64]:
        """Share of edge pixels in the rows `y` between `left` and `right`."""
        return np.asarray((self.down_sum[y, right] - self.down_sum[y, left]) / np.maximum(right - left, 1))


def find_edges(grey: NDArray[np.uint8]) -> Edges:
    """The edges of an (h, w) picture; an edge may lie one pixel beside the one that is asked for."""
    height, width = grey.shape
    across, down = np.zeros((height, width), np.uint8), np.zeros((height, width), np.uint8)
    # The step over two pixels, so that an edge that was blurred by scaling is seen whole.
    across[:, 1:-1] = cv2.absdiff(grey[:, 2:], grey[:, :-2])
    down[1:-1] = cv2.absdiff(grey[2:], grey[:-2])
    across = cv2.dilate(_sharp(across, (WIDE, 1), (NEAR, 1)), np.ones((1, 3), np.uint8))
    down = cv2.dilate(_sharp(down, (1, WIDE), (1, NEAR)), np.ones((3, 1), np.uint8))
    # Differences of integrals are the sums along one axis, and take a fifth of the time of adding these up.
    both_across, both_down = cv2.integral(across), cv2.integral(down)
    across_sum = both_across[:, 1:] - both_across[:, :-1]
    down_sum = both_down[1:] - both_down[:-1]
    return Edges(across, down, np.asarray(across_sum, np.int32), np.asarray(down_sum, np.int32))


def _sharp(steps: NDArray[np.uint8], wide: tuple[int, int], near: tuple[int, int]) -> NDArray[np.uint8]:
    """1 where a step is large, and larger than what is usual round it; else 0."""
    beside = cv2.boxFilter(steps, cv2.CV_16S, wide, normalize=False) - cv2.boxFilter(
        steps, cv2.CV_16S, near, normalize=False
    )
    usual = cv2.convertScaleAbs(beside, alpha=OVER_BASE / (WIDE - NEAR))
    return np.asarray(cv2.min(cv2.compare(steps, cv2.max(usual, STEP), cv2.CMP_GT), 1), np.uint8)
