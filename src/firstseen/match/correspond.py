"""Which points of two pictures look alike: one-to-one pairs of descriptors, best first."""

from __future__ import annotations

from dataclasses import dataclass

import faiss
import numpy as np
from numpy.typing import NDArray

__all__ = ["MAX_DISTANCE", "Correspondences", "Near", "distances", "first_of_each", "near", "pair_up"]

MAX_DISTANCE = 64
"""Bits of 256 in which two descriptors of one place may differ (the bound of the measurements before building)."""

RATIO = 0.85
"""A point's partner must be nearer than this share of the distance of its `RATIO_RANK`-th neighbour."""

RATIO_RANK = 6
"""Which neighbour the ratio looks at: one place is described at several scales, the next ones may be the same place."""

LISTED = 75
"""Distance up to which anything is asked about: what is farther than 63 / `RATIO` cannot come into the ratio."""

MAX_PAIRS = 120
"""How many pairs the geometry looks at, the nearest first; more change nothing in the answer and cost time."""


@dataclass(frozen=True, slots=True)
class Correspondences:
    """m pairs: row numbers `rows_a` and `rows_b` (m,) into the points of a and b, nearest first."""

    rows_a: NDArray[np.intp]
    rows_b: NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Near:
    """All k pairs of descriptors less than `LISTED` bits apart, nearest first, equally near ones by row of a, then b.

    `rows_a`, `rows_b`, `apart` (k,); `counts`: how many descriptors a and b have.
    """

    rows_a: NDArray[np.intp]
    rows_b: NDArray[np.intp]
    apart: NDArray[np.uint8]
    counts: tuple[int, int]

    def below(self, bound: int) -> Near:
        """Those less than `bound` bits apart."""
        end = int(np.searchsorted(self.apart, bound))
        return Near(self.rows_a[:end], self.rows_b[:end], self.apart[:end], self.counts)


def distances(a: NDArray[np.uint8], b: NDArray[np.uint8]) -> NDArray[np.int32]:
    """Hamming distances (n, m) between rows of `a` (n, k) and rows of `b` (m, k), in bits; k a multiple of 8.

    By faiss, which counts bits with the processor's own instruction and in one thread: 0.1 ms for 400 x 400, where a
    matrix product takes 0.6 ms alone and 25 ms when another process uses the same cores.
    """
    found = np.zeros((len(a), len(b)), np.int32)
    if found.size:
        left, right = np.ascontiguousarray(a), np.ascontiguousarray(b)
        pointers = (faiss.swig_ptr(left), faiss.swig_ptr(right))
        # A public function of faiss that its type stubs leave out.
        faiss.hammings(  # type: ignore[attr-defined]
            *pointers, len(left), len(right), left.shape[1], faiss.swig_ptr(found)
        )
    return found


def near(between: NDArray[np.int32]) -> Near:
    """The near pairs of a distance matrix (n, m)."""
    flat = np.flatnonzero(between.ravel() < LISTED)
    apart = between.ravel()[flat].astype(np.uint8)
    order = np.argsort(apart, kind="stable")
    flat, columns = flat[order], max(between.shape[1], 1)
    # By a whole division and a product: `divmod` takes three times as long.
    rows_a = flat // columns
    rows_b = flat - rows_a * columns
    return Near(rows_a, rows_b, apart[order], (between.shape[0], between.shape[1]))


def pair_up(listed: Near) -> Correspondences:
    """Pairs that are near, clearly nearer than others of the same point, each point in one pair only."""
    close = listed.below(MAX_DISTANCE)
    forward = _clear(close.rows_a, listed.rows_a, listed, 0)
    backward = _clear(close.rows_b, listed.rows_b, listed, 1)
    chosen = np.zeros(len(close.apart), np.bool_)
    chosen[forward] = chosen[backward] = True
    return _one_to_one(close, np.flatnonzero(chosen))


def _clear(close: NDArray[np.intp], rows: NDArray[np.intp], listed: Near, side: int) -> NDArray[np.intp]:
    """Places in the list of each point's nearest, where that is clearly nearer than its `RATIO_RANK`-th.

    Points of which the other picture has no more than `RATIO_RANK` are always clear.
    """
    nearest = first_of_each(close, listed.counts[side])
    if listed.counts[1 - side] <= RATIO_RANK:
        return nearest
    best = np.zeros(listed.counts[side], np.uint8)
    best[close[nearest]] = listed.apart[nearest]
    beside = np.bincount(rows[RATIO * listed.apart <= best[rows]], minlength=listed.counts[side])
    return nearest[beside[close[nearest]] < RATIO_RANK]


def first_of_each(rows: NDArray[np.intp], count: int) -> NDArray[np.intp]:
    """Where each of the numbers below `count` stands first in `rows`, in rising order."""
    first = np.full(count, -1, np.intp)
    # Of several written to one place the last stays: written backwards, that is the first.
    first[rows[::-1]] = np.arange(len(rows) - 1, -1, -1)
    return np.sort(first[first >= 0])


def _one_to_one(close: Near, chosen: NDArray[np.intp]) -> Correspondences:
    """Greedy in the order of the list, so that the answer does not depend on any order but the points' own."""
    used_a: set[int] = set()
    used_b: set[int] = set()
    kept: list[tuple[int, int]] = []
    for i, j in zip(close.rows_a[chosen].tolist(), close.rows_b[chosen].tolist(), strict=True):
        if i in used_a or j in used_b:
            continue
        used_a.add(i)
        used_b.add(j)
        kept.append((i, j))
        if len(kept) == MAX_PAIRS:
            break
    pairs = np.array(kept, np.intp).reshape(-1, 2)
    return Correspondences(pairs[:, 0], pairs[:, 1])
