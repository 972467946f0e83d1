"""Straight cuts right across a picture, and again within what is left: collages, stacks, split screens, pages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from firstseen.model.pictures import Box
from firstseen.prints.layout.edges import Edges

__all__ = ["pieces"]

SMALLEST = 36
"""Pixels of the shortest side of a piece (of 512 of the picture)."""

DEEPEST = 4
"""Cuts within cuts."""

SEAM = 0.78
"""Share of a line right across that must be an edge for a seam between two pictures."""

BAR_SPREAD = 5.0
"""Grey levels (standard deviation) below which a line is of one colour."""

BAR_ALIKE = 10.0
"""Grey levels by which the lines of one bar may differ in their mean."""

PLAIN_BAR = 2
"""Lines of one colour that make a bar."""


@dataclass(frozen=True, slots=True)
class _Sums:
    """Integrals of grey and its square, for the spread of any line of any block at once."""

    plain: NDArray[np.float64]
    squares: NDArray[np.float64]

    def lines(self, box: Box) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Mean and standard deviation of the rows of a box."""
        left, top, right, bottom = box
        count = max(right - left, 1)

        def rows(table: NDArray[np.float64]) -> NDArray[np.float64]:
            ends = table[top : bottom + 1, right] - table[top : bottom + 1, left]
            return np.asarray(np.diff(ends) / count)

        mean = rows(self.plain)
        return mean, np.sqrt(np.maximum(rows(self.squares) - mean * mean, 0.0))


def pieces(grey: NDArray[np.uint8], edges: Edges) -> list[Box]:
    """The parts between cuts of the (h, w) picture, smallest parts and those they were cut from; never the whole."""
    rows = _sums(grey)
    columns = _Sums(rows.plain.T, rows.squares.T)
    found: list[Box] = []
    height, width = grey.shape
    _cut(_Picture(rows, columns, edges), (0, 0, width, height), 0, found)
    return [box for box in dict.fromkeys(found) if box != (0, 0, width, height)]


@dataclass(frozen=True, slots=True)
class _Picture:
    rows: _Sums
    columns: _Sums
    edges: Edges


def _sums(grey: NDArray[np.uint8]) -> _Sums:
    plain, squares = cv2.integral2(grey, sdepth=cv2.CV_64F, sqdepth=cv2.CV_64F)
    return _Sums(np.asarray(plain, np.float64), np.asarray(squares, np.float64))


def _cut(picture: _Picture, box: Box, depth: int, found: list[Box]) -> None:
    box = _trimmed(picture, box)
    if min(box[2] - box[0], box[3] - box[1]) < SMALLEST:
        return
    found.append(box)
    if depth == DEEPEST:
        return
    for parts in (_by_bars(picture, box), _by_seams(picture, box)):
        if len(parts) > 1:
            for part in parts:
                _cut(picture, part, depth + 1, found)
            return


def _trimmed(picture: _Picture, box: Box) -> Box:
    """The box without lines of one colour at its edges."""
    left, top, right, bottom = box
    bars = _bars(picture.rows, box)
    while top < bottom and bars[top - box[1]]:
        top += 1
    while bottom > top and bars[bottom - 1 - box[1]]:
        bottom -= 1
    upright = (top, left, bottom, right)
    bars = _bars(picture.columns, upright) if bottom > top else np.zeros(right - left, np.bool_)
    first = left
    while left < right and bars[left - first]:
        left += 1
    while right > left and bars[right - 1 - first]:
        right -= 1
    return left, top, right, bottom


def _bars(sums: _Sums, box: Box) -> NDArray[np.bool_]:
    """Which lines of a box are of one colour."""
    mean, spread = sums.lines(box)
    plain = spread < BAR_SPREAD
    beside = np.abs(np.diff(mean, prepend=mean[:1])) < BAR_ALIKE
    return np.asarray(plain & (beside | ~np.roll(plain, 1)), np.bool_)


def _by_bars(picture: _Picture, box: Box) -> list[Box]:
    left, top, right, bottom = box
    rows = list(_between(_bars(picture.rows, box)))
    columns = list(_between(_bars(picture.columns, (top, left, bottom, right))))
    if len(rows) > 1:
        return [(left, top + first, right, top + end) for first, end in rows]
    return [(left + first, top, left + end, bottom) for first, end in columns]


def _between(bars: NDArray[np.bool_]) -> Iterator[tuple[int, int]]:
    """The stretches of lines between bars of at least `PLAIN_BAR` lines."""
    start = 0
    run = 0
    for place, bar in enumerate([*bars.tolist(), True, True]):
        run = run + 1 if bar else 0
        if run == PLAIN_BAR:
            if place - PLAIN_BAR + 1 > start:
                yield start, min(place - PLAIN_BAR + 1, len(bars))
            start = place + 1
        elif run > PLAIN_BAR:
            start = place + 1


def _by_seams(picture: _Picture, box: Box) -> list[Box]:
    """Cut at the strongest seam right across; its line and those beside it belong to neither side."""
    left, top, right, bottom = box
    ys, xs = np.arange(top + SMALLEST, bottom - SMALLEST), np.arange(left + SMALLEST, right - SMALLEST)
    level = picture.edges.level(ys, np.full_like(ys, left), np.full_like(ys, right)) if len(ys) else np.zeros(0)
    upright = picture.edges.upright(xs, np.full_like(xs, top), np.full_like(xs, bottom)) if len(xs) else np.zeros(0)
    best_y, best_x = float(level.max(initial=0)), float(upright.max(initial=0))
    if max(best_x, best_y) < SEAM:
        return []
    if best_y >= best_x:
        y = int(ys[_middle(level)])
        return [(left, top, right, y), (left, y + 1, right, bottom)]
    x = int(xs[_middle(upright)])
    return [(left, top, x, bottom), (x + 1, top, right, bottom)]


def _middle(strength: NDArray[np.float64]) -> int:
    """The middle of the lines that are as strong as the strongest, next to it."""
    first = end = int(np.argmax(strength))
    while end + 1 < len(strength) and strength[end + 1] >= strength[first] - 1e-9:
        end += 1
    return (first + end) // 2
