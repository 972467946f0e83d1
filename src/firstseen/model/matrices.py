"""The 2x3 affine matrices between pictures: points taken through one, and the way back."""

from __future__ import annotations

from firstseen.model.copies import Matrix

__all__ = ["Point", "inverse", "transformed"]

Point = tuple[float, float]

_SMALLEST = 1e-9  # below this a matrix presses the picture into a line and cannot be turned round


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
