"""Pictures with few points (smooth, tiny, blurred): a transform supposed from the PDQ hash, for the pixels to judge.

PDQ alone never decides: it only says that a comparison in the eight orientations is worth its time.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from firstseen.match.frame import content
from firstseen.match.geometry import Transform, inverse
from firstseen.match.laying import Laid, lay, to_small
from firstseen.prints.picture import PicturePrints

__all__ = ["suppose"]

NEAR = 31
"""Bits of 256 by which the PDQ hashes of copies differ at most (its authors' bound)."""

QUALITY = 30
"""PDQ's own quality below which its bits come from noise."""

SIDE = 32
"""Side of the thumbnails whose orientation is sought."""

ALIKE = 0.8
"""Correlation of the thumbnails from which the pixels are compared."""


def suppose(a: PicturePrints, b: PicturePrints) -> Laid | None:
    """One whole picture laid over the other in the best of eight orientations; None if PDQ says otherwise."""
    if min(a.pdq_quality, b.pdq_quality) < QUALITY or len(a.pdq) == 0 or len(b.pdq) == 0:
        return None
    if int(np.bitwise_count(a.pdq ^ b.pdq[0]).sum(axis=1).min()) > NEAR:
        return None
    thumb_a, thumb_b = _thumbnail(a), _thumbnail(b)
    scored = [(float((_oriented(thumb_a, way) * thumb_b).mean()), -way) for way in range(8)]
    score, way = max(scored)
    if score < ALIKE:
        return None
    box_a, box_b = content(a), content(b)
    in_small = _from_unit(box_b) @ _turn(-way) @ inverse(_from_unit(box_a))
    return lay(a, b, inverse(to_small(b)) @ in_small @ to_small(a), None)


def _thumbnail(prints: PicturePrints) -> NDArray[np.float32]:
    left, top, right, bottom = content(prints)
    inside = prints.small[top:bottom, left:right].astype(np.float32)
    thumb = np.asarray(cv2.resize(inside, (SIDE, SIDE), interpolation=cv2.INTER_AREA), np.float32)
    centred = thumb - thumb.mean()
    return np.asarray(centred / max(float(centred.std()), 1.0), np.float32)


def _oriented(thumb: NDArray[np.float32], way: int) -> NDArray[np.float32]:
    """`way` 0 to 3: quarter turns; 4 to 7: the same of the picture flipped left to right."""
    return np.rot90(thumb[:, ::-1] if way >= 4 else thumb, way % 4)


def _turn(way: int) -> Transform:
    """What `_oriented` does, as a transform of the unit square."""
    flip = np.array([[-1.0, 0, 1], [0, 1, 0], [0, 0, 1]]) if way >= 4 else np.eye(3)
    quarter = np.array([[0.0, 1, 0], [-1, 0, 1], [0, 0, 1]])
    return np.asarray(np.linalg.matrix_power(quarter, way % 4) @ flip)


def _from_unit(box: tuple[int, int, int, int]) -> Transform:
    """From the unit square to a box of pixels whose centres are at whole numbers."""
    left, top, right, bottom = box
    return np.array([[right - left, 0, left - 0.5], [0, bottom - top, top - 0.5], [0, 0, 1.0]])
