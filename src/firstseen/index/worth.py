"""Which lists a search of a large index reads, when all would be too much: those that promise most for what they cost.

A list is read once for all points of a query that look into it. What it promises is the number of pairs of one point
that are to be expected in it: more for the lists nearest to a point than for the farther ones, and more for the strong
points of a picture, which an edit changes last. Its cost is its length. So the choice depends on the query and on how
many points each list has in all, on nothing else.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from firstseen.index.vocabulary import LISTS

__all__ = ["MOST_OF_A_QUERY", "strengths", "within_budget"]

MOST_OF_A_QUERY: Final = 12_000_000
"""Points read for one query at most. Of 450 edits of photographs among 1,000,000 pictures (crops to a tenth the most)
420 were found when each point read 65,536 others, 40 million of a query and up to 180; and 413, 420 and 425 with 10, 12
and 15 million chosen as here. An index of 100,000 has fewer in the lists of almost any query: of the same 450 edits 437
are found there with 8 million as without a bound."""
_BY_RANK: Final = np.array([1, 0.73, 0.62, 0.53, 0.46, 0.40, 0.36, 0.34, 0.30, 0.28, 0.26, 0.25])
_FARTHER: Final = 12.0
"""Bits that a list may be farther than the nearest for its promise to fall to 1 / e. Of 29,000 pairs of one point 31 %
lay in the nearest list, 17 % in the second, 3 % in the twelfth, and half as many in a list 8 bits farther."""
_WEAKEST: Final = 0.5
"""What a picture's weakest point promises; its strongest 1.5, since 14 % of those pairs were of the first tenth of the
points, 6 % of the last."""
_OPENING: Final = 1700
"""Points that could be read in the time that it takes to begin with a list, and in pages that hold it in part only."""
_LENGTH_GIVES: Final = 0.3
"""A long list has more of everything, of pairs of one point too: of each point read, half as many as one a tenth as
long."""


def strengths(counts: Sequence[int]) -> NDArray[np.float64]:
    """What the points of pictures promise, of which so many each, the strongest first, follow one another."""
    parts = [1 + _WEAKEST - np.arange(count) / max(count, 1) for count in counts]
    return np.concatenate([np.zeros(0), *parts])


def within_budget(
    lists: NDArray[np.int64],
    distances: NDArray[np.int32],
    strength: NDArray[np.float64],
    sizes: NDArray[np.int64],
    most: int = MOST_OF_A_QUERY,
) -> NDArray[np.int64]:
    """The lists, (n, p) with the nearest first, with -1 (none) for those that are not to be read.

    `distances` (n, p): to their centroids, in bits; `strength` (n,); `sizes` (LISTS,): points that are read of each.
    """
    there = lists >= 0
    wanted = np.zeros(LISTS, np.bool_)
    wanted[lists[there]] = True
    if sizes[wanted].sum() <= most:
        return lists
    promise = _promises(distances) * strength[:, None]
    of_list = np.bincount(lists[there], promise[there], LISTS)
    numbers = np.flatnonzero(wanted)
    cost = sizes[numbers]
    worth = of_list[numbers] * np.maximum(cost, 1) ** _LENGTH_GIVES / (cost + _OPENING)
    best = numbers[np.argsort(-worth, kind="stable")]
    kept = best[: np.searchsorted(np.cumsum(sizes[best]), most, side="right")]
    chosen = np.zeros(LISTS + 1, np.bool_)
    chosen[kept] = True
    # The number of no list, -1, is the last place of `chosen`.
    return np.where(chosen[lists], lists, -1)


def _promises(distances: NDArray[Any]) -> NDArray[np.float64]:
    """(n, p): the pairs of one point to be expected in each list of a point, in those of a nearest list."""
    ranks = _BY_RANK[np.minimum(np.arange(distances.shape[1]), len(_BY_RANK) - 1)]
    return np.asarray(ranks * np.exp((distances[:, :1] - distances) / _FARTHER), np.float64)
