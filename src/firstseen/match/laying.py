"""One picture laid over another: where the photograph is in each, and the pixels aligned."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from firstseen.match.aligned import Aligned, align
from firstseen.match.frame import content
from firstseen.match.geometry import Fit, Transform, apply, inverse
from firstseen.prints.picture import PicturePrints

__all__ = ["Laid", "lay", "reflection", "to_small"]

SHOWS_SOMETHING = 8.0
"""Grey levels (standard deviation) from which the other picture has something where this one has a border."""

WITHIN = 2
"""Pixels left out along the edges of a strip, where the alignment by points alone may be off."""

Edges = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class Laid:
    """Picture a over picture b. `fit` None: the transform was supposed from the whole pictures, not from points.

    `box_a`, `box_b`: the contents of the two (left, top, right, bottom in small pixels), borders left out.
    """

    aligned: Aligned
    fit: Fit | None
    box_a: Edges
    box_b: Edges

    @property
    def places(self) -> int:
        """Points that agree, at distinct places in both."""
        return self.fit.places if self.fit else 0


def to_small(prints: PicturePrints) -> Transform:
    """From stored pixels to pixels of `small` (centres at whole numbers in both)."""
    across = prints.small.shape[1] / prints.width
    down = prints.small.shape[0] / prints.height
    return np.array([[across, 0, 0.5 * across - 0.5], [0, down, 0.5 * down - 0.5], [0, 0, 1.0]])


def reflection(prints: PicturePrints) -> Transform:
    """Left and right swapped, in stored pixels."""
    return np.array([[-1.0, 0, prints.width - 1.0], [0, 1.0, 0], [0, 0, 1.0]])


def lay(a: PicturePrints, b: PicturePrints, transform: Transform, fit: Fit | None) -> Laid | None:
    """Lays a over b by a transform of stored pixels, refined on the small pictures; None where they hardly meet."""
    guess = to_small(b) @ transform @ inverse(to_small(a))
    box_a, box_b = _contents(a, b, guess), _contents(b, a, inverse(guess))
    aligned = align(a.small, b.small, guess, box_a, box_b)
    return None if aligned is None else Laid(aligned, fit, box_a, box_b)


def _contents(picture: PicturePrints, beside: PicturePrints, to_other: Transform) -> tuple[int, int, int, int]:
    """The picture without its borders. A plain strip that is as plain in the other is no border but sky, and stays."""
    other = beside.small
    height, width = picture.small.shape
    left, top, right, bottom = content(picture)
    kept = [left, top, right, bottom]
    strips = ((0, 0, left, height), (0, 0, width, top), (right, 0, width, height), (0, bottom, width, height))
    for side, (x0, y0, x1, y1) in enumerate(strips):
        if x1 <= x0 or y1 <= y0:
            continue
        corners = apply(to_other, np.array([[x0, y0], [x1, y0], [x0, y1], [x1, y1]], np.float64))
        low, high = np.floor(corners.min(axis=0)).astype(int), np.ceil(corners.max(axis=0)).astype(int)
        left_there, top_there = max(0, int(low[0])) + WITHIN, max(0, int(low[1])) + WITHIN
        there = other[top_there : max(0, int(high[1]) - WITHIN), left_there : max(0, int(high[0]) - WITHIN)]
        if min(there.shape) >= 2 and there.std() < SHOWS_SOMETHING:
            kept[side] = (0, 0, width, height)[side]
    return kept[0], kept[1], kept[2], kept[3]
