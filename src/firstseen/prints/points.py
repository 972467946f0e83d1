"""Points of a grey picture, chosen fairly over it, and their descriptors as it is and mirrored.

Points are found by ORB (Rublee et al. 2011) at eight scales, and described by 256 bits of TEBLID (Suárez et al.
2021). "Fairly" means: ranked by strength within the cells of a grid, and taken rank by rank, so that letters over a
picture do not take all the places.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

__all__ = ["DESCRIPTOR_BYTES", "POINTS", "find_points"]

POINTS = 400
"""Points kept of a picture."""
DESCRIPTOR_BYTES = 32
_CELLS = 4
_FOUND = 4000
"""Points found before the choice. With letters over a picture, or a picture inside a telephone's screen, a tenth of
30 copies had at most 17 and 11 points in common with 4000, and 8 and 3 with 2000: the strongest overall are letters."""
_SCALES = 8
_STEP = 1.2
_CONTRAST = 12
"""Least difference (grey levels) of a corner from the ring around it. 10 finds no more copies and takes 2 ms longer."""
_EDGE = 12
"""Pixels left out along the edges at each scale. OpenCV's 31 leaves little of a picture at its coarse scales: crops
to a quarter had 23 points in common with 31, 30 with 10 (median of 30)."""
_REACH = 1.0
"""Patch size of TEBLID for points of ORB, as its authors give it."""

Found = tuple[NDArray[np.float32], NDArray[np.uint8], NDArray[np.uint8]]


def find_points(grey: NDArray[np.uint8], most: int = POINTS) -> Found:
    """Points (n, 4) float32 (x, y, size, angle in degrees), their descriptors and mirrored descriptors (n, 32) uint8.

    `grey` is (h, w). n is at most `most`, and 0 where there is nothing to hold on to. Row i of the mirrored
    descriptors is what the same point has in the picture flipped left to right.
    """
    if min(grey.shape) <= 2 * _EDGE:
        return _nothing()
    found = _detector().detect(grey)
    if not found:
        return _nothing()
    chosen = [found[place] for place in _fair(found, grey.shape, most)]
    width = grey.shape[1]
    flipped = [cv2.KeyPoint(width - 1 - p.pt[0], p.pt[1], p.size, (180.0 - p.angle) % 360.0) for p in chosen]
    points = np.array([(*p.pt, p.size, p.angle) for p in chosen], np.float32)
    return points, _described(grey, chosen), _described(np.asarray(cv2.flip(grey, 1), np.uint8), flipped)


def _nothing() -> Found:
    empty = np.zeros((0, DESCRIPTOR_BYTES), np.uint8)
    return np.zeros((0, 4), np.float32), empty, empty


def _fair(found: Any, shape: tuple[int, ...], most: int) -> NDArray[np.intp]:
    """Which of the points are kept: by rank within their cell, then by strength; ties by place in the picture."""
    places = np.asarray(cv2.KeyPoint.convert(found), np.float32)
    strength = np.array([point.response for point in found], np.float32)
    # Small numbers, which are sorted by their digits.
    column = np.minimum((places[:, 0] * _CELLS / shape[1]).astype(np.uint8), _CELLS - 1)
    row = np.minimum((places[:, 1] * _CELLS / shape[0]).astype(np.uint8), _CELLS - 1)
    cell = row * _CELLS + column
    # Not a stable sort, which takes five times as long: ties are settled below.
    best_first = np.argsort(-strength)
    if (np.diff(strength[best_first]) == 0).any():
        best_first = np.lexsort((places[:, 0], places[:, 1], -strength))
    by_cell = np.argsort(cell[best_first], kind="stable")
    sorted_cells = cell[best_first][by_cell]
    rank = np.empty(len(by_cell), np.uint16)
    rank[by_cell] = np.arange(len(by_cell)) - np.searchsorted(sorted_cells, sorted_cells)
    return np.asarray(best_first[np.argsort(rank, kind="stable")[:most]], np.intp)


def _described(grey: NDArray[np.uint8], points: list[Any]) -> NDArray[np.uint8]:
    kept, descriptors = _descriptor().compute(grey, points)
    if len(kept) != len(points):
        raise RuntimeError(f"{len(points)} points were given to TEBLID and {len(kept)} came back")
    return np.asarray(descriptors, np.uint8)


@lru_cache(maxsize=1)
def _detector() -> Any:
    return cv2.ORB.create(
        nfeatures=_FOUND, scaleFactor=_STEP, nlevels=_SCALES, edgeThreshold=_EDGE, fastThreshold=_CONTRAST
    )


@lru_cache(maxsize=1)
def _descriptor() -> Any:
    return cv2.xfeatures2d.TEBLID.create(_REACH, cv2.xfeatures2d.TEBLID_SIZE_256_BITS)
