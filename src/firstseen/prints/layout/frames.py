"""Rectangles with an edge on all four sides: a picture laid over another, or one of many on a page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from firstseen.model.pictures import Box
from firstseen.prints.layout.boxes import nearly_same
from firstseen.prints.layout.edges import Edges

__all__ = ["framed"]

SMALLEST = 30
"""Pixels of the shortest side of a rectangle (of 512 of the picture)."""

EDGE, GAP = 5, 6
"""What a pixel with an edge gives to a run, and one without takes from it: runs are at least 55 % edges."""

LEAST_RUN = 20
"""Edges that a run must come to, gaps taken off."""

MOST_LOOKED_AT = 200
"""Columns (or rows) with most edges, in which runs are sought."""

LINES = 28
BESIDE = 2
"""Runs looked at in each direction, the best, none within so many pixels of a better one."""

SIDE_EDGES = 0.5
ALL_EDGES = 0.72
"""Share of edge pixels that each side of a rectangle has at least, and all four together, to be weighed."""

WEIGHTS = (14.0, 11.8, -8.2, 0.66, -1.3, -13.3)
"""Log-odds of a picture laid over another: share of edges on all sides together, on the weakest, on what would be the
sides' continuation, logarithm of the area's share, share on the best side, constant. Logistic regression on 123
rectangles of pictures laid over others against 2,948 found in 107 photographs (of `--set tuning`, and of
opencv-doc and of Debian's wallpapers)."""

LIKELY = 0.5
"""Log-odds from which a rectangle is proposed: three quarters of pictures at a half to a sixth of the width are."""

BEYOND = 14
NOT_BEYOND = 2
"""Pixels of a side's continuation that are looked at, and those next to the corner that are not."""

MOST_FRAMES = 6
"""Rectangles proposed of one picture."""

TOUCHES = 0.3
"""Share of a side that a straight run must cover for the rectangle to be looked at."""

MEETS = 8
"""Pixels within which two lines meet at their ends, or begin and end beside each other."""

SHIFTS = np.array([0, -1, 1, -2, 2, -3, 3])
"""Pixels by which a side that is told by the ends of others is moved to where its edge is."""

Lines = NDArray[np.intp]
"""(n, 3): place across, first and last pixel along."""


def framed(edges: Edges) -> list[Box]:
    """Rectangles, the best framed first, none of them nearly the same as a better one."""
    upright, level = _runs(np.asarray(cv2.transpose(edges.across), np.uint8)), _runs(edges.down)
    if not len(upright) or not len(level):
        return []
    boxes = np.concatenate([_rectangles(upright, level), _of_two(edges, upright, level)])
    if not len(boxes):
        return []
    scores = _scores(edges, boxes)
    good = np.flatnonzero(scores >= LIKELY)
    kept: list[Box] = []
    for left, top, right, bottom in boxes[good[np.lexsort((*boxes[good].T, -scores[good]))]].tolist():
        box = (left + 1, top + 1, right, bottom)
        if not any(nearly_same(box, other) for other in kept):
            kept.append(box)
        if len(kept) == MOST_FRAMES:
            break
    return kept


def _scores(edges: Edges, boxes: NDArray[np.intp]) -> NDArray[np.float64]:
    """The log-odds of each of the (n, 4) boxes; minus infinity where too little of a side is an edge."""
    left, top, right, bottom = boxes.T
    sides = np.stack(
        [
            edges.upright(left, top, bottom),
            edges.upright(right, top, bottom),
            edges.level(top, left, right),
            edges.level(bottom, left, right),
        ]
    )
    lengths = np.stack([bottom - top, bottom - top, right - left, right - left])
    whole = (sides * lengths).sum(axis=0) / lengths.sum(axis=0)
    weakest = sides.min(axis=0)
    scores = np.full(len(boxes), -np.inf)
    weighed = np.flatnonzero((weakest >= SIDE_EDGES) & (whole >= ALL_EDGES))
    left, top, right, bottom = boxes[weighed].T
    height, width = edges.across.shape
    area = np.log((right - left) * (bottom - top) / float(height * width))
    best = sides[:, weighed].max(axis=0)
    parts = (whole[weighed], weakest[weighed], _continued(edges, boxes[weighed]), area, best, np.ones(len(weighed)))
    scores[weighed] = sum((weight * part for weight, part in zip(WEIGHTS, parts, strict=True)), np.zeros(len(weighed)))
    return scores


def _continued(edges: Edges, boxes: NDArray[np.intp]) -> NDArray[np.float64]:
    """Share of edge pixels on the lines of the sides just beyond the corners, those outside the picture left out."""
    height, width = edges.across.shape
    left, top, right, bottom = boxes.T
    seen = np.zeros(len(boxes))
    looked = np.zeros(len(boxes))
    for lines, share, before, after, rim in (
        ((left, right), edges.upright, top, bottom, height),
        ((top, bottom), edges.level, left, right, width),
    ):
        ahead = np.clip(before - BEYOND, 0, rim), np.clip(before - NOT_BEYOND, 0, rim)
        behind = np.clip(after + NOT_BEYOND + 1, 0, rim), np.clip(after + BEYOND, 0, rim)
        for line in lines:
            for first, end in (ahead, behind):
                seen += share(line, first, end) * (end - first)
                looked += end - first
    return np.asarray(seen / np.maximum(looked, 1.0), np.float64)


def _runs(edges: NDArray[np.uint8]) -> Lines:
    """The straightest run along each row, the best of them, one of neighbouring rows.

    A run is the stretch with the largest sum, an edge counting `EDGE` and anything else `-GAP`: gaps are bridged where
    there is enough on both sides.
    """
    count, length = edges.shape
    if length < SMALLEST:
        return np.zeros((0, 3), np.intp)
    many = edges.sum(axis=1, dtype=np.int32)
    rows = np.argsort(-many, kind="stable")[:MOST_LOOKED_AT]
    rows = np.sort(rows[many[rows] >= LEAST_RUN])
    if not len(rows):
        return np.zeros((0, 3), np.intp)
    # Differences of an integral are the sums along the rows, and take a fifth of the time of adding these up. In 16
    # bits, where they fit, what follows takes half the time.
    small = np.int16 if (EDGE + GAP) * (length + 1) <= np.iinfo(np.int16).max // 2 else np.int32
    sums = np.diff(cv2.integral(edges[rows]), axis=0).astype(small)
    sums *= small(EDGE + GAP)
    sums -= small(GAP) * np.arange(length + 1, dtype=small)
    lowest = _lowest_so_far(sums)
    gain = sums - lowest
    last = np.argmax(gain, axis=1)
    score = gain[np.arange(len(rows)), last]
    kept: list[tuple[int, int, int]] = []
    taken = np.zeros(count + BESIDE, np.bool_)
    for place in np.argsort(-score, kind="stable").tolist():
        if score[place] < EDGE * LEAST_RUN or len(kept) == LINES:
            break
        line = int(rows[place])
        if taken[line]:
            continue
        taken[max(0, line - BESIDE) : line + BESIDE + 1] = True
        end = int(last[place])
        first = int(np.flatnonzero(sums[place, : end + 1] <= lowest[place, end])[-1])
        kept.append((line, first, end))
    return np.array(sorted(kept), np.intp).reshape(-1, 3)


def _lowest_so_far(values: NDArray[Any]) -> NDArray[Any]:
    """The least of the values up to each place of its row.

    By doubling the stretch that is looked back on: a third of the time of `np.minimum.accumulate`, which does one value
    at a time.
    """
    lowest, step = values.copy(), 1
    while step < values.shape[1]:
        np.minimum(lowest[:, step:], lowest[:, :-step], out=lowest[:, step:])
        step *= 2
    return lowest


def _rectangles(upright: Lines, level: Lines) -> NDArray[np.intp]:
    """(n, 4) left, top, right, bottom: every two upright and two level lines that could be one rectangle's sides."""
    i, j = _apart(upright)
    k, m = _apart(level)
    # A side may be hidden in places: each line must reach along a part of it, and the shares are counted after.
    sides = _reach(upright, level[k, 0], level[m, 0])
    ends = _reach(level, upright[i, 0], upright[j, 0])
    a, b = np.nonzero(sides[i] & sides[j] & (ends[k] & ends[m]).T)
    return np.stack([upright[i[a], 0], level[k[b], 0], upright[j[a], 0], level[m[b], 0]], axis=1)


def _of_two(edges: Edges, upright: Lines, level: Lines) -> NDArray[np.intp]:
    """(n, 4) left, top, right, bottom: of every two lines that tell all four sides by their ends.

    These are an upright and a level line that meet at their ends, and two lines that begin and end beside each other.
    On the other sides' lines something longer may have been kept: so a small picture laid over one full of edges.
    """
    height, width = edges.across.shape
    told = [np.zeros((4, 0), np.intp)]
    for side, far in ((1, 2), (2, 1)):
        for end, other in ((1, 2), (2, 1)):
            meets = np.abs(upright[:, None, 0] - level[None, :, side]) <= MEETS
            i, j = np.nonzero(meets & (np.abs(level[None, :, 0] - upright[:, None, end]) <= MEETS))
            told.append(np.stack([upright[i, 0], level[j, 0], level[j, far], upright[i, other]]))
    i, j = _beside(upright)
    told.append(np.stack([upright[i, 0], upright[i, 1], upright[j, 0], upright[j, 2]]))
    i, j = _beside(level)
    told.append(np.stack([level[i, 1], level[i, 0], level[j, 2], level[j, 0]]))
    one, two, three, four = np.concatenate(told, axis=1)
    left, right, top, bottom = (
        np.minimum(one, three),
        np.maximum(one, three),
        np.minimum(two, four),
        np.maximum(two, four),
    )
    large = (right - left >= SMALLEST) & (bottom - top >= SMALLEST)
    left, right, top, bottom = left[large], right[large], top[large], bottom[large]
    left, right = (_settled(edges.upright, line, (top, bottom), width) for line in (left, right))
    top, bottom = (_settled(edges.level, line, (left, right), height) for line in (top, bottom))
    return np.stack([left, top, right, bottom], axis=1)


def _settled(
    share: Callable[..., NDArray[np.float64]],
    told: NDArray[np.intp],
    ends: tuple[NDArray[np.intp], NDArray[np.intp]],
    rim: int,
) -> NDArray[np.intp]:
    """The lines near those told on which most is an edge between the ends, nearest first."""
    places = np.clip(told + SHIFTS[:, None], 0, rim - 1)
    return np.asarray(places[share(places, *ends).argmax(axis=0), np.arange(len(told))], np.intp)


def _beside(lines: Lines) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Every two of the lines, far enough apart, that begin and end beside each other."""
    i, j = _apart(lines)
    alike = np.abs(lines[i, 1:] - lines[j, 1:]).max(axis=1, initial=0) <= MEETS
    return i[alike], j[alike]


def _apart(lines: Lines) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Every two of the lines that are far enough from each other for a rectangle between them."""
    one, other = np.triu_indices(len(lines), 1)
    far = lines[other, 0] - lines[one, 0] >= SMALLEST
    return one[far], other[far]


def _reach(lines: Lines, start: NDArray[np.intp], end: NDArray[np.intp]) -> NDArray[np.bool_]:
    """(lines, stretches): which line covers enough of the stretch between a start and an end."""
    covered = np.minimum(lines[:, 2:3], end) - np.maximum(lines[:, 1:2], start)
    return np.asarray(covered >= TOUCHES * (end - start), np.bool_)
