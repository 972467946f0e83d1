"""Two pictures in one drawing: where each stands, and the lines between their matched points."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from firstseen.dossier.overlay import Overlay
from firstseen.model.matrices import Point

__all__ = ["Placed", "SideBySide", "side_by_side", "stacked"]

WIDTH: Final = 1200.0
"""Units across the drawing."""
GAP: Final = 20.0
TALLEST: Final = 820.0
"""Units: two telephone screens side by side fill a screen, not three."""
TALLEST_STACKED: Final = 1500.0
"""Units: one above the other on a telephone, both still fit on its screen."""
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
    def in_a_row(self) -> bool:
        """Whether the two stand beside each other."""
        return self.left.y == self.right.y

    @property
    def lines(self) -> tuple[tuple[float, float, float, float], ...]:
        """A line for each pair of matched points."""
        pairs = zip(self.left.overlay.points, self.right.overlay.points, strict=True)
        return tuple((*self.left.at(one), *self.right.at(other)) for one, other in pairs)


def side_by_side(left: Overlay, right: Overlay) -> SideBySide:
    """Both pictures at one height in a row, or, where one is very wide, one above the other."""
    ratios = left.width / left.height, right.width / right.height
    if max(ratios) > WIDE:
        return stacked(left, right, TALLEST)
    high = min(TALLEST, (WIDTH - GAP) / sum(ratios))
    start = (WIDTH - GAP - high * sum(ratios)) / 2
    first = Placed(start, 0.0, high * ratios[0], high, left)
    second = Placed(start + first.width + GAP, 0.0, high * ratios[1], high, right)
    return SideBySide(WIDTH, high, first, second)


def stacked(left: Overlay, right: Overlay, tallest: float = TALLEST_STACKED) -> SideBySide:
    """Both pictures one above the other, for where a row would make them too small; the left one is above."""
    sizes = []
    for overlay in (left, right):
        ratio = overlay.width / overlay.height
        wide = min(WIDTH, tallest * ratio)
        sizes.append((wide, wide / ratio))
    (upper_width, upper_height), (lower_width, lower_height) = sizes
    upper = Placed((WIDTH - upper_width) / 2, 0.0, upper_width, upper_height, left)
    lower = Placed((WIDTH - lower_width) / 2, upper_height + GAP, lower_width, lower_height, right)
    return SideBySide(WIDTH, upper_height + GAP + lower_height, upper, lower)
