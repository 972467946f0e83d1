"""A second, closer look at two pictures that the first points do not settle: SIFT (Lowe 2004) on the small pictures.

It finds many times as many points as the first look, in what is blurred, covered by letters or seen from aside, at ten
times the cost; so it is for candidates only. Descriptors are compared as RootSIFT (Arandjelović and Zisserman 2012).
Mirrored descriptors are not computed but permuted: a picture flipped left to right has the same gradients, in mirrored
cells and directions.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from firstseen.prints.picture import PicturePrints
from firstseen.prints.scaling import in_stored_pixels

__all__ = ["Closer", "apart", "closer"]

POINTS = 600
"""Points kept of a picture, the strongest: 256 pixels rarely have more."""

CONTRAST = 0.02
"""OpenCV's contrast threshold; its 0.04 leaves few points in what is dark or blurred."""

PATCH = 6.0
"""Width of what a SIFT descriptor describes, in sizes of its point."""

PERCENT = 100.0
"""Distances between descriptors of length 1 are told in hundredths, as whole numbers: 0 to 141."""

KEPT = 512
"""Pictures and regions whose points are kept at hand. A point takes 528 bytes: one with all its points 317 KB, so that
all take about 162 MB at most. Their prints are kept with them, 100 KB each at most, and as much for each region of one.
Half of 60 circulated pictures (`viral64`) take more than 289 KB, of 60 photographs of clothes more than 164 KB:
measured as `points.nbytes + codes.nbytes`."""

_CELLS, _DIRECTIONS = 4, 8


@dataclass(frozen=True, slots=True, eq=False)
class Closer:
    """`points` (n, 4) float32: x, y, size of the patch (stored pixels), angle (degrees); `codes` (n, 128) float32."""

    points: NDArray[np.float32]
    codes: NDArray[np.float32]

    @property
    def mirrored(self) -> NDArray[np.float32]:
        """The codes that the same points have in the picture flipped left to right."""
        return np.ascontiguousarray(self.codes[:, _mirror()])


@lru_cache(maxsize=KEPT)
def closer(prints: PicturePrints) -> Closer:
    """The points of the small picture of `prints`, in its stored pixels."""
    found, codes = _sift().detectAndCompute(prints.small, None)
    if codes is None:
        return Closer(np.zeros((0, 4), np.float32), np.zeros((0, _CELLS * _CELLS * _DIRECTIONS), np.float32))
    small = np.array([(*p.pt, p.size, p.angle) for p in found], np.float32)
    points = in_stored_pixels(small, prints.small.shape, (prints.height, prints.width), PATCH)
    rooted = np.sqrt(codes / np.maximum(codes.sum(axis=1, keepdims=True), 1e-6))
    # In a fixed order, so that the answer does not depend on the order in which they were found.
    order = np.lexsort((points[:, 3], points[:, 2], points[:, 1], points[:, 0]))
    return Closer(points[order], np.asarray(rooted[order], np.float32))


def apart(a: NDArray[np.float32], b: NDArray[np.float32]) -> NDArray[np.int32]:
    """Distances (n, m) between the rows of two arrays of codes, in hundredths."""
    return np.asarray(np.rint(np.sqrt(np.maximum(2.0 - 2.0 * (a @ b.T), 0.0)) * PERCENT), np.int32)


@lru_cache(maxsize=1)
def _sift() -> Any:
    return cv2.SIFT.create(nfeatures=POINTS, contrastThreshold=CONTRAST)


@lru_cache(maxsize=1)
def _mirror() -> NDArray[np.intp]:
    """Which number of a descriptor takes whose place: rows of cells from below, directions the other way round."""
    places = np.arange(_CELLS * _CELLS * _DIRECTIONS).reshape(_CELLS, _CELLS, _DIRECTIONS)
    turned = places[::-1, :, (-np.arange(_DIRECTIONS)) % _DIRECTIONS]
    return np.asarray(turned.ravel(), np.intp)
