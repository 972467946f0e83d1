"""What is drawn over two pictures to show why they are copies: shared box, the other's frame, matched points."""

from __future__ import annotations

from dataclasses import dataclass

from firstseen.model.copies import Copy, Matrix
from firstseen.model.pictures import Box

__all__ = ["Overlay", "Point", "inverse", "overlays", "transformed"]

Point = tuple[float, float]
_SMALLEST = 1e-9  # below this a matrix presses the picture into a line and cannot be turned round


@dataclass(frozen=True, slots=True)
class Overlay:
    """Shapes over one picture, in its own pixels. `box`: x, y, width, height of the shared part; `frame`: corners of
    the other picture's frame where it lies on this one; `points`: the matched points, in the same order in both."""

    width: int
    height: int
    box: tuple[int, int, int, int] | None
    frame: tuple[Point, ...]
    points: tuple[Point, ...]


def transformed(matrix: Matrix, points: tuple[Point, ...]) -> tuple[Point, ...]:
    """The points taken through a 2x3 affine matrix."""
    (a, b, c), (d, e, f) = matrix
    return tuple((a * x + b * y + c, d * x + e * y + f) for x, y in points)


def inverse(matrix: Matrix) -> Matrix | None:
    """The matrix that takes the points back; None when there is none."""
    (a, b, c), (d, e, f) = matrix
    area = a * e - b * d
    if abs(area) < _SMALLEST:
        return None
    return (
        (e / area, -b / area, (b * f - e * c) / area),
        (-d / area, a / area, (d * c - a * f) / area),
    )


def overlays(copy: Copy, size_a: tuple[int, int], size_b: tuple[int, int]) -> tuple[Overlay, Overlay]:
    """The overlays of a and of b; sizes are width and height in pixels of the stored pictures."""
    frame_on_a: tuple[Point, ...] = ()
    frame_on_b: tuple[Point, ...] = ()
    if copy.transform is not None:
        frame_on_b = transformed(copy.transform, _corners(size_a))
        back = inverse(copy.transform)
        frame_on_a = transformed(back, _corners(size_b)) if back else ()
    return (
        Overlay(*size_a, _rectangle(copy.box_a), frame_on_a, tuple(first for first, _ in copy.points)),
        Overlay(*size_b, _rectangle(copy.box_b), frame_on_b, tuple(second for _, second in copy.points)),
    )


def _corners(size: tuple[int, int]) -> tuple[Point, ...]:
    width, height = size
    return ((0.0, 0.0), (float(width), 0.0), (float(width), float(height)), (0.0, float(height)))


def _rectangle(box: Box | None) -> tuple[int, int, int, int] | None:
    if box is None:
        return None
    left, top, right, bottom = box
    return (left, top, max(0, right - left), max(0, bottom - top))
