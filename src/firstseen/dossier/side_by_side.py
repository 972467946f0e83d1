"""Two pictures in one drawing: where each stands, and the lines between their matched points."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from firstseen.dossier.overlay import Overlay, Point

__all__ = ["Placed", "SideBySide", "side_by_side"]

WIDTH: Final = 1200.0
"""Units across the drawing."""
GAP: Final = 20.0
TALLEST: Final = 820.0
"""Units: two telephone screens side by side fill a screen, not three."""
WIDE: Final = 2.4
"""Width over height from which a picture is too wide to share a row: the two stand one above the other."""


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a picture stands in the drawing, in its units; `overlay` is what is drawn over it, in its own pixels."""

    x: float
    y: float
    width: float
    height: float
    overlay: Overlay

    def at(self, point: Point) -> Point:
        """A point of the picture, in units of the drawing."""
        return (
            self.x + point[0] * self.width / self.overlay.width,
            self.y + point[1] * self.height / self.overlay.height,
        )


@dataclass(frozen=True, slots=True)
class SideBySide:
    """A drawing of two pictures, `width` x `height` units, and lines (x1, y1, x2, y2) between matched points."""

    width: float
    height: float
    left: Placed
    right: Placed

    @property
    def lines(self) -> tuple[tuple[float, float, float, float], ...]:
        """A line for each pair of matched points."""
        pairs = zip(self.left.overlay.points, self.right.overlay.points, strict=True)
        return tuple((*self.left.at(one), *self.right.at(other)) for one, other in pairs)


def side_by_side(left: Overlay, right: Overlay) -> SideBySide:
    """Both pictures at one height in a row, or, where one is very wide, at one width above each other."""
    ratios = left.width / left.height, right.width / right.height
    if max(ratios) > WIDE:
        wide = min(WIDTH, *(TALLEST * ratio for ratio in ratios))
        heights = wide / ratios[0], wide / ratios[1]
        upper = Placed((WIDTH - wide) / 2, 0.0, wide, heights[0], left)
        lower = Placed((WIDTH - wide) / 2, heights[0] + GAP, wide, heights[1], right)
        return SideBySide(WIDTH, sum(heights) + GAP, upper, lower)
    high = min(TALLEST, (WIDTH - GAP) / sum(ratios))
    start = (WIDTH - GAP - high * sum(ratios)) / 2
    first = Placed(start, 0.0, high * ratios[0], high, left)
    second = Placed(start + first.width + GAP, 0.0, high * ratios[1], high, right)
    return SideBySide(WIDTH, high, first, second)
