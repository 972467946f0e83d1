"""The piece of a still in which a video is shown: all of it, or the picture on a page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Self

import numpy as np

from firstseen.match.moving.looked import Stretch
from firstseen.match.places import Size, area
from firstseen.model.copies import Matrix
from firstseen.model.pictures import Box
from firstseen.prints.picture import PicturePrints

__all__ = ["Piece"]

PAGE: Final = 0.8
"""Share of the still below which what the frame covers of it is a piece of it."""
ONE: Final = 0.75
"""Common share of what a region and the frame cover from which the region is that piece."""
FLATTENED: Final = 1e-6


@dataclass(frozen=True, slots=True, eq=False)
class Piece:
    """A still, or a region of it: `small` is its grey picture; `box`: where it is in the still (None: all of it)."""

    small: Stretch
    box: Box | None

    @classmethod
    def of(cls, still: PicturePrints, matrix: Matrix, frame: Size) -> Self:
        """The region of a still that a frame covers, where it covers a piece of it; `matrix` takes pixels of the still
        to those of the frame."""
        whole = cls(Stretch(still.small[None], 0.0, 1.0, still.width, still.height), None)
        square = np.vstack([np.array(matrix), [0.0, 0.0, 1.0]])
        if abs(float(np.linalg.det(square))) < FLATTENED:
            return whole
        corners = np.array([[x * frame[0], y * frame[1], 1.0] for x in (0, 1) for y in (0, 1)]).T
        x, y = (np.linalg.inv(square) @ corners)[:2]
        left, right = np.clip([x.min(), x.max()], 0, still.width).round().astype(int).tolist()
        top, bottom = np.clip([y.min(), y.max()], 0, still.height).round().astype(int).tolist()
        covered: Box = (left, top, right, bottom)
        if area(covered) >= PAGE * still.width * still.height:
            return whole
        best = max(still.regions, key=lambda region: _common(region.box, covered), default=None)
        if best is None or _common(best.box, covered) < ONE:
            return whole
        left, top, right, bottom = best.box
        return cls(Stretch(best.prints.small[None], 0.0, 1.0, right - left, bottom - top), best.box)

    def onto(self, matrix: Matrix) -> Matrix:
        """The matrix from pixels of the piece, of one from those of the still."""
        if self.box is None:
            return matrix
        (a, b, c), (d, e, f) = matrix
        left, top = self.box[:2]
        return (a, b, a * left + b * top + c), (d, e, d * left + e * top + f)


def _common(one: Box, other: Box) -> float:
    """The share of two boxes, together, that lies in both."""
    across, down = min(one[2], other[2]) - max(one[0], other[0]), min(one[3], other[3]) - max(one[1], other[1])
    shared = max(0, across) * max(0, down)
    return shared / max(1, area(one) + area(other) - shared)
