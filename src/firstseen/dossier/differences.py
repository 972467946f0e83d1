"""Aligned differences: the shared part of two copies, cut out of each, laid over each other, and compared.

The stored bytes are decoded in the sandbox; what comes back are crops of a bounded size.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final, Protocol

import numpy as np
from numpy.typing import NDArray

from firstseen.match.difference import Laid, between_crops, lay_over
from firstseen.model.copies import Copy, Mask, Matrix
from firstseen.model.identifiers import Digest
from firstseen.model.matrices import transformed
from firstseen.model.pictures import Box

__all__ = ["LONGEST", "Cells", "CropMaker", "Difference", "Pair", "cells_of", "differences"]

LONGEST: Final = 720
"""Pixels of the longer side of a crop: sharp at a third of a page's width, at double density."""

Size = tuple[int, int]
Pair = tuple[Copy, Size, Size]
"""A copy, and width and height of a and of b, in pixels of the stored pictures."""

_SAME: Final[Matrix] = ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0))


class CropMaker(Protocol):
    """Cuts boxes out of stored pictures where untrusted bytes may be touched (the sandbox)."""

    def __call__(
        self, wanted: Iterable[tuple[str, Digest, Box]], longest_side: int, /
    ) -> Iterator[tuple[str, NDArray[np.uint8] | None, str | None]]:
        """For each (key, digest, box), in any order: (key, (h, w, 3) uint8 RGB, None), or (key, None, reason).
        Boxes lie inside the picture; crops larger than `longest_side` are reduced to it."""
        ...


@dataclass(frozen=True, slots=True)
class Cells:
    """Where other content is, over a crop: outlines as segments (x1, y1, x2, y2) in shares of its width and height;
    `count` of all cells differ, of `total`."""

    segments: tuple[tuple[float, float, float, float], ...]
    count: int
    total: int


@dataclass(frozen=True, slots=True)
class Difference:
    """The shared part of a copy laid over each other (b over a), or the reason why it could not be done."""

    copy: Copy
    laid: Laid | None
    cells: Cells | None
    reason: str | None = None


def differences(pairs: Iterable[Pair], crops: CropMaker) -> Iterator[Difference]:
    """The aligned difference of each pair, in any order. Holds the crops of a few pairs at a time, never of all."""
    asked: dict[int, tuple[Copy, Matrix, Box, Box]] = {}
    came: dict[int, dict[str, NDArray[np.uint8] | None]] = {}
    failed: list[Difference] = []

    def wanted() -> Iterator[tuple[str, Digest, Box]]:
        for number, (copy, size_a, size_b) in enumerate(pairs):
            transform = copy.transform or _scaling(size_a, size_b)
            box_a = _inside(copy.box_a or (0, 0, *size_a), size_a)
            box_b = _seen_in(transform, box_a, size_b) if box_a else None
            if box_a is None or box_b is None:
                failed.append(Difference(copy, None, None, "the shared part lies outside one of the two"))
                continue
            asked[number] = (copy, transform, box_a, box_b)
            yield f"{number} a", copy.a, box_a
            yield f"{number} b", copy.b, box_b

    reasons: dict[int, str] = {}
    for key, pixels, reason in crops(wanted(), LONGEST):
        number, side = int(key.partition(" ")[0]), key[-1]
        parts = came.setdefault(number, {})
        parts[side] = pixels
        if pixels is None:
            reasons[number] = reason or "no picture came back"
        if len(parts) == 2:
            copy, transform, box_a, box_b = asked.pop(number)
            del came[number]
            first, second = parts["a"], parts["b"]
            if first is None or second is None:
                yield Difference(copy, None, None, reasons.pop(number))
            else:
                move = between_crops(transform, box_a, _shape(first), box_b, _shape(second))
                yield _laid(copy, first, second, move, box_a)
        yield from failed
        failed.clear()
    yield from failed


def _laid(copy: Copy, first: NDArray[np.uint8], second: NDArray[np.uint8], move: Matrix, box_a: Box) -> Difference:
    laid = lay_over(first, second, move)
    if laid is None:
        return Difference(copy, None, None, "the two hardly overlap")
    return Difference(copy, laid, cells_of(copy.altered, box_a) if copy.altered else None)


def _shape(picture: NDArray[np.uint8]) -> tuple[int, int]:
    return picture.shape[0], picture.shape[1]


def _scaling(size_a: Size, size_b: Size) -> Matrix:
    """An exact copy has no transform: the same pixels, or the same picture at another size."""
    if size_a == size_b:
        return _SAME
    return ((size_b[0] / size_a[0], 0.0, 0.0), (0.0, size_b[1] / size_a[1], 0.0))


def _inside(box: Box, size: Size) -> Box | None:
    left, top, right, bottom = max(0, box[0]), max(0, box[1]), min(size[0], box[2]), min(size[1], box[3])
    return (left, top, right, bottom) if left < right and top < bottom else None


def _seen_in(transform: Matrix, box: Box, size: Size) -> Box | None:
    """The upright box, inside a picture of that size, round a box that was moved by the transform."""
    left, top, right, bottom = box
    corners = transformed(transform, ((left, top), (right, top), (right, bottom), (left, bottom)))
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    if not all(math.isfinite(value) for value in (*xs, *ys)):
        return None
    return _inside(
        (math.floor(min(xs)) - 1, math.floor(min(ys)) - 1, math.ceil(max(xs)) + 1, math.ceil(max(ys)) + 1), size
    )


def cells_of(mask: Mask, box: Box) -> Cells:
    """The outlines of the mask's cells over a crop that shows `box`; edges between two such cells are left out."""
    rows, columns = len(mask.cells), max((len(row) for row in mask.cells), default=0)
    left, top, right, bottom = mask.box
    marked = {(x, y) for y, row in enumerate(mask.cells) for x, cell in enumerate(row) if cell == "1"}

    def across(x: int) -> float:
        return (left + (right - left) * x / columns - box[0]) / (box[2] - box[0])

    def down(y: int) -> float:
        return (top + (bottom - top) * y / rows - box[1]) / (box[3] - box[1])

    segments: list[tuple[float, float, float, float]] = []
    for x, y in sorted(marked):
        edges = (
            ((x, y - 1), (x, y, x + 1, y)),
            ((x, y + 1), (x, y + 1, x + 1, y + 1)),
            ((x - 1, y), (x, y, x, y + 1)),
            ((x + 1, y), (x + 1, y, x + 1, y + 1)),
        )
        segments += [
            (across(x1), down(y1), across(x2), down(y2)) for beyond, (x1, y1, x2, y2) in edges if beyond not in marked
        ]
    return Cells(tuple(segments), len(marked), rows * columns)
