"""The ways to look at a picture: as a whole, and as each of its regions alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from firstseen.match import correspond
from firstseen.match.geometry import Transform
from firstseen.prints.picture import PicturePrints

__all__ = ["View", "ViewPair", "in_order", "likely", "view"]

ViewPair = tuple[int, int]
"""Which view of a, which of b: 0 is the whole, i the region i - 1."""

MOST_LOOKED_AT = 4
"""Pairs of views that are compared, beside the two wholes."""

LEAST_PAIRS = 5
"""Points that must look alike before two views are worth comparing."""


@dataclass(frozen=True, slots=True, eq=False)
class View:
    """One view of a picture: its prints, in pixels of the view, and where it lies in the `whole` picture."""

    number: int
    whole: PicturePrints
    prints: PicturePrints
    left: int
    top: int

    @property
    def to_whole(self) -> Transform:
        """From stored pixels of the view to those of the whole picture."""
        return np.array([[1.0, 0, self.left], [0, 1.0, self.top], [0, 0, 1.0]])

    @property
    def is_whole(self) -> bool:
        """Whether it is the whole picture."""
        return self.number == 0


def view(prints: PicturePrints, number: int) -> View:
    """The view of that number; raises `IndexError` where the picture has none."""
    if number == 0:
        return View(0, prints, prints, 0, 0)
    region = prints.regions[number - 1]
    return View(number, prints, region.prints, region.box[0], region.box[1])


def likely(a: PicturePrints, b: PicturePrints) -> list[ViewPair]:
    """The pairs of views, other than the two wholes, with the most points that look alike, straight or mirrored."""
    scored = []
    for i in range(len(a.regions) + 1):
        for j in range(len(b.regions) + 1):
            if (i, j) == (0, 0):
                continue
            one, other = view(a, i).prints, view(b, j).prints
            alike = max(
                len(correspond.pair_up(correspond.near(correspond.distances(codes, other.descriptors))).rows_a)
                for codes in (one.descriptors, one.mirrored)
            )
            if alike >= LEAST_PAIRS:
                scored.append((-alike, (i, j)))
    return [pair for _, pair in sorted(scored)[:MOST_LOOKED_AT]]


def in_order(pairs: Sequence[ViewPair]) -> list[ViewPair]:
    """The wholes first, then the pairs in their order, none twice."""
    return list(dict.fromkeys([(0, 0), *pairs]))
