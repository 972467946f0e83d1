"""Rectangles with an edge on all four sides: a picture laid over another, or one of many on a page."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from firstseen.model.pictures import Box
from firstseen.prints.layout.edges import Edges

__all__ = ["framed"]

SMALLEST = 36
"""Pixels of the shortest side of a rectangle (of 512 of the picture)."""

DENSE = 0.7
"""Share of a run that must be edges."""

RUN = 36
"""Pixels over which a run is looked at."""

LONGEST = 160
LINES = 20
"""Straight runs looked at in each direction, the longest, and how many of them are kept, one of neighbours."""

SIDE_EDGES = 0.55
ALL_EDGES = 0.75
"""Share of edge pixels that each side of a rectangle has at least, and all four together."""

TOUCHES = 0.3
"""Share of a side that a straight run must cover for the rectangle to be looked at."""

Lines = NDArray[np.intp]
"""(n, 3): place across, first and last pixel along."""


def framed(edges: Edges) -> list[Box]:
    """Rectangles, the best framed first, none of them nearly the same as a better one."""
    upright, level = _runs(edges.across), _runs(np.ascontiguousarray(edges.down.T))
    if len(upright) < 2 or len(level) < 2:
        return []
    boxes = _rectangles(upright, level)
    if not len(boxes):
        return []
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
    good = np.flatnonzero((sides.min(axis=0) >= SIDE_EDGES) & (whole >= ALL_EDGES))
    order = good[np.lexsort((*boxes[good].T, -whole[good]))]
    kept: list[Box] = []
    for row in boxes[order].tolist():
        box = (row[0] + 1, row[1] + 1, row[2], row[3])
        if not any(_nearly(box, other) for other in kept):
            kept.append(box)
    return kept


def _runs(edges: NDArray[np.uint8]) -> Lines:
    """The longest straight runs down the columns, one for neighbouring columns."""
    height, width = edges.shape
    if height < RUN:
        return np.zeros((0, 3), np.intp)
    sums = np.concatenate([np.zeros((1, width), np.int32), np.cumsum(edges, axis=0, dtype=np.int32)])
    dense = sums[RUN:] - sums[:-RUN] >= DENSE * RUN
    padded = np.zeros((dense.shape[0] + 2, width), np.int8)
    padded[1:-1] = dense
    change = np.diff(padded, axis=0).T
    columns, starts = np.nonzero(change == 1)
    ends = np.nonzero(change == -1)[1]
    lengths = ends - starts + RUN - 1
    kept: list[tuple[int, int, int]] = []
    for place in np.lexsort((starts, columns, -lengths))[:LONGEST].tolist():
        x, first, last = int(columns[place]), int(starts[place]), int(starts[place] + lengths[place])
        if any(abs(x - other) <= 2 and first < end and start < last for other, start, end in kept):
            continue
        kept.append((x, first, min(last, height)))
        if len(kept) == LINES:
            break
    return np.array(sorted(kept), np.intp).reshape(-1, 3)


def _rectangles(upright: Lines, level: Lines) -> NDArray[np.intp]:
    """(n, 4) left, top, right, bottom: every two upright and two level lines that could be one rectangle's sides."""
    i, j = np.triu_indices(len(upright), 1)
    wide = upright[j, 0] - upright[i, 0] >= SMALLEST
    i, j = i[wide], j[wide]
    k, m = np.triu_indices(len(level), 1)
    tall = level[m, 0] - level[k, 0] >= SMALLEST
    k, m = k[tall], m[tall]
    left, right = upright[i, 0][:, None], upright[j, 0][:, None]
    top, bottom = level[k, 0][None, :], level[m, 0][None, :]
    # A side may be hidden in places: each line must reach along a part of it, and the shares are counted after.
    meets = np.ones((len(i), len(k)), np.bool_)
    for line, start, end in (
        (upright[i][:, None], top, bottom),
        (upright[j][:, None], top, bottom),
        (level[k][None, :], left, right),
        (level[m][None, :], left, right),
    ):
        covered = np.minimum(line[..., 2], end) - np.maximum(line[..., 1], start)
        meets &= covered >= TOUCHES * (end - start)
    a, b = np.nonzero(meets)
    return np.stack([upright[i[a], 0], level[k[b], 0], upright[j[a], 0], level[m[b], 0]], axis=1)


def _nearly(one: Box, other: Box) -> bool:
    shared = max(0, min(one[2], other[2]) - max(one[0], other[0])) * max(
        0, min(one[3], other[3]) - max(one[1], other[1])
    )
    areas = (one[2] - one[0]) * (one[3] - one[1]), (other[2] - other[0]) * (other[3] - other[1])
    return shared > 0.7 * max(areas)
