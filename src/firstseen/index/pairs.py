"""Near pairs: points of a query with points of the views in all segments, within bounds of work.

Some descriptors are in everything: the letters and frames of a platform's screen. Two bounds keep them from stopping a
search, and both take a sample of the *pictures*, the same for every point, so that a picture in the sample keeps all
its pairs and is found. The sample is those pictures whose digest begins with so many zero bits: it depends on nothing
but the pictures. A list that is too long is read up to the end of the sample (it is in the order of the digests), and
of a point with too many pairs those are kept that lie in the sample.

A third bounds what a query reads in a large index, all its points together: see `worth`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from firstseen.index.labels import VIEW_SHIFT, read_view
from firstseen.index.shelf import Shelved
from firstseen.index.sought import near_points
from firstseen.index.vocabulary import LISTS, lists_of, shortened
from firstseen.index.worth import within_budget

__all__ = ["LONGEST_READ", "MOST_PAIRS", "MOST_READ", "NEAR", "NEAR_AT", "PROBED", "Pairs", "Reading", "near_among"]

NEAR = 22
"""Distance, in bits of 128, up to which two codes make a pair, in an index of at most `NEAR_AT` views. Among 692
photographs 24 found no more of 1,190 edited copies and half as many chance candidates again."""
NEAR_AT = 65_536
TIGHTER = 0.6
"""For each doubling of the views beyond `NEAR_AT` the distance is so many bits less, so that chance pairs of a point
grow more slowly than their number: a bit less halves them at most. At a million (19 bits) a point has 310 to 600 where
every other is as near to it as those of real photographs are, with 17 bits 90 to 240, but they lie in so many pictures
that no more candidates come of them; of 107 edits 96 are found with 17, 18 and 19, and among mixed pictures, of 450,
408 with 17, 414 with 18 and 420 with 19."""
PROBED = 12
"""Inverted lists looked into for each point: 8 found 4 copies in 1,190 fewer, 16 no more."""
LONGEST_READ = 1 << 11
LONGEST_SHARE = 40
"""Points of a list, in all segments together, beyond which only the sample is read; among many views it is their number
divided by `LONGEST_SHARE`, five times the mean list, and never more than `MOST_OF_A_LIST`."""
MOST_OF_A_LIST = 1 << 15
MOST_PAIRS = 1 << 9
"""Pairs of a point beyond which only those in the sample are kept; among more than `NEAR_AT` views it grows with the
square root of their number, as chance pairs do. More pictures than a search gives are in the sample still."""

MOST_READ = 1 << 18
LEAST_READ, READ_SHARE = 1 << 13, 5
"""Points that one point of the query is compared with, unless its nearest list alone is longer (then that one). Among
so many views it is their number divided by `READ_SHARE`, as many as are in twelve lists three times as long as the
mean, but no less than `LEAST_READ`: there only what hundreds of pictures share reaches the bound."""
_READ_AT_ONCE = 1 << 22
"""Points compared in one step. Were all of them near, their pairs would take 200 MB. And pairs that are kept of a query
whose lists are read one after the other."""
LISTWISE = 2000
"""Points of the lists that are read of a large index, in the mean, from which on they are read one after the other. (Of
100,000 pictures they have about 1,000: there it took 259 ms of the processor at 99 %, point after point 184. Of a
million they have 8,000.)"""
_PREFIX_BITS = 64
_NEAREST = 12
_Found = tuple[NDArray[np.intp], NDArray[np.int64], NDArray[np.int32], NDArray[np.int64]]
"""Rows, views, distances and labels of pairs."""
_Near = tuple[NDArray[np.intp], NDArray[np.int32], NDArray[np.int64]]
"""Rows, distances and labels of what is near in one segment."""


@dataclass(frozen=True, slots=True)
class Pairs:
    """Near pairs of some points: `rows` (which point), `views` (number in all segments), `distances`, `labels`.

    `many` (points,): how many pairs each point had before the sample was taken.
    """

    rows: NDArray[np.intp]
    views: NDArray[np.int64]
    distances: NDArray[np.int32]
    labels: NDArray[np.int64]
    many: NDArray[np.int64]

    def at(self, places: NDArray[Any]) -> Pairs:
        """These pairs only."""
        return Pairs(
            self.rows[places], self.views[places], self.distances[places], self.labels[places], self.many
        )  # fmt: skip

    def of(self, first: int, end: int) -> Pairs:
        """The pairs of these points, counted from the first. For pairs that are in the order of their points."""
        part = self.at(np.arange(*np.searchsorted(self.rows, (first, end))))
        return Pairs(part.rows - first, part.views, part.distances, part.labels, self.many[first:end])


def longest_among(views: int) -> int:
    """Points of a list that are read in an index of so many views."""
    return max(LONGEST_READ, min(views // LONGEST_SHARE, MOST_OF_A_LIST))


def read_among(views: int) -> int:
    """Points that one point is compared with in an index of so many views."""
    return min(max(LEAST_READ, views // READ_SHARE), MOST_READ)


def most_among(views: int) -> int:
    """Pairs of a point that are kept in an index of so many views."""
    return int(MOST_PAIRS * max(1.0, views / NEAR_AT) ** 0.5)


def near_among(views: int) -> int:
    """Distance up to which two codes make a pair in an index of so many views."""
    return max(_NEAREST, NEAR - max(0, int(np.ceil(TIGHTER * np.log2(max(views, 1) / NEAR_AT)))))


class Reading:
    """Reads near pairs from the segments of a shelf."""

    def __init__(self, shelf: Sequence[Shelved]) -> None:
        self._shelf = shelf
        views = [len(item.segment.names.pictures) for item in shelf]
        self._first = np.cumsum([0, *views])
        self.views = sum(views)
        self._totals = sum((item.segment.sizes for item in shelf), np.zeros(1, np.int64))
        # Done one by one, when they are looked into: to find where all samples end would read much of a large index.
        self._longest, self._most = longest_among(self.views), most_among(self.views)
        self._whole = self._totals <= self._longest
        self._all_lists = [item.lists for item in shelf]
        for lists in self._all_lists:
            lists.restore()

    def pairs(
        self,
        descriptors: NDArray[np.uint8],
        hidden: tuple[int, int],
        strength: NDArray[np.float64] | None = None,
    ) -> Pairs:
        """All near pairs of the (n, 32) descriptors, in the order of the points.

        `hidden`: views, from the first to before the second, that are passed over. `strength` (n,): what each point
        promises (`worth.strengths`), where not all can be looked for.
        """
        many = np.zeros(len(descriptors), np.int64)
        parts: list[_Found] = []
        if len(descriptors) and self._shelf:
            lists, distances = lists_of(descriptors, PROBED)
            lists = self._within_bounds(lists)
            strength = np.ones(len(descriptors)) if strength is None else strength
            some = within_budget(lists, distances, strength, np.minimum(self._totals, self._longest))
            is_part, lists = some is not lists, some
            looked_into = np.zeros(LISTS, np.bool_)
            looked_into[lists[lists >= 0]] = True
            self._shorten(np.flatnonzero(looked_into))
            is_large = is_part and bool(self._totals[looked_into].sum() >= LISTWISE * np.count_nonzero(looked_into))
            codes = shortened(descriptors)
            bound = near_among(self.views - (hidden[1] - hidden[0]))
            # Of a large index what is read is little for each segment and list, of a small one much of it.
            near: Sequence[_Near] | None
            near = near_points(self._all_lists, codes, lists, bound, _READ_AT_ONCE) if is_large else None
            if near is not None:
                found, many = self._kept(near, len(codes), hidden)
                parts.append(found)
            else:
                self._ask_for(np.flatnonzero(looked_into))
                # Points that look into the same lists come one after the other, while these are in the cache.
                order = np.argsort(lists.max(axis=1) if is_part else lists[:, 0], kind="stable")
                for rows in self._steps(lists, order):
                    near = [item.lists.near(codes[rows], lists[rows], distances[rows], bound) for item in self._shelf]
                    found, many[rows] = self._kept(near, len(rows), hidden)
                    parts.append((rows[found[0]], *found[1:]))
        nothing = np.zeros(0, np.int64)
        rows, views, apart, labels = (
            np.concatenate([nothing, *column]) for column in (zip(*parts, strict=True) if parts else [()] * 4)
        )
        order = np.argsort(rows, kind="stable")
        return Pairs(rows[order], views[order], apart[order].astype(np.int32), labels[order], many)

    def _within_bounds(self, lists: NDArray[np.int64]) -> NDArray[np.int64]:
        """The lists, with -1 (none) for those of a point that come after it may read no more; the first is read."""
        read = np.cumsum(np.minimum(self._totals, self._longest)[lists], axis=1)
        kept = read <= read_among(self.views)
        kept[:, 0] = True
        return np.where(kept, lists, -1)

    def _steps(self, lists: NDArray[np.int64], order: NDArray[np.intp]) -> Iterator[NDArray[np.intp]]:
        """The points in this order, as many at a time as do not read more than is allowed."""
        sizes = np.where(lists >= 0, np.minimum(self._totals, self._longest)[lists], 0)
        read = np.cumsum(sizes.sum(axis=1)[order])
        first = 0
        while first < len(read):
            done = int(read[first - 1]) if first else 0
            end = max(first + 1, int(np.searchsorted(read, done + _READ_AT_ONCE, side="right")))
            yield order[first:end]
            first = end

    def _kept(self, near: Sequence[_Near], points: int, hidden: tuple[int, int]) -> tuple[_Found, NDArray[np.int64]]:
        """Of what is near in each segment what is to be kept; and how much there was for each of so many points."""
        found: list[_Found] = []
        for item, first, (rows, apart, labels) in zip(self._shelf, self._first.tolist(), near, strict=False):
            local = read_view(labels)
            views = local + first
            # A label outside the segment is damage, and passed over.
            sound = (local >= 0) & (local < len(item.segment.names.pictures))
            kept = np.flatnonzero(sound & ((views < hidden[0]) | (views >= hidden[1])))
            found.append((rows[kept], views[kept], apart[kept], labels[kept]))
        many = np.sum([np.bincount(rows, minlength=points) for rows, *_ in found], axis=0)
        if many.max() > self._most:
            levels = _levels(many, self._most)
            found = [
                self._sampled(item, first, parts, levels)
                for item, first, parts in zip(self._shelf, self._first.tolist(), found, strict=False)
            ]
        rows, views, apart, labels = (np.concatenate(column) for column in zip(*found, strict=True))
        return (rows, views, apart, labels), many

    @staticmethod
    def _sampled(item: Shelved, first: int, parts: _Found, levels: NDArray[np.int64]) -> _Found:
        """The pairs that lie in the samples of their points."""
        rows, views, apart, labels = parts
        over = np.flatnonzero(levels[rows])
        pictures = item.segment.names.pictures[views[over] - first]
        kept = np.ones(len(rows), np.bool_)
        kept[over] = item.segment.prefixes[pictures] < _bound(np.maximum(levels, 1))[rows[over]]
        return rows[kept], views[kept], apart[kept], labels[kept]

    def _ask_for(self, numbers: NDArray[np.intp], what: Literal["all", "labels"] = "all") -> None:
        """Has what lies in these lists brought into memory together."""
        for item in self._shelf:
            item.lists.ask_for(numbers, what)

    def _shorten(self, lists: NDArray[np.int64]) -> None:
        """Has those of the lists that are too long, and were not yet shortened, read up to the end of their sample."""
        over = lists[~self._whole[lists]]
        if not len(over):
            return
        self._whole[over] = True
        levels = _levels(self._totals[over], self._longest)
        self._ask_for(over, "labels")
        for item in self._shelf:
            names, sizes = item.segment.names, {}
            pictures = item.segment.prefixes.searchsorted(_bound(levels))
            views = np.searchsorted(names.pictures, pictures.astype(np.uint32))
            for number, view in zip(over.tolist(), views.tolist(), strict=True):
                sizes[number] = int(item.segment.labels(number).searchsorted(view << VIEW_SHIFT))
            item.lists.shorten(sizes)


def _levels(counts: NDArray[np.int64], most: int) -> NDArray[np.int64]:
    """How often each count is to be halved to be at most so many."""
    return np.ceil(np.log2(np.maximum(counts, 1) / most)).clip(0, _PREFIX_BITS - 1).astype(np.int64)


def _bound(levels: NDArray[np.int64]) -> NDArray[np.uint64]:
    """The first prefix that is no longer in the sample of each level (1 and more)."""
    return np.left_shift(np.uint64(1), (_PREFIX_BITS - levels).astype(np.uint64))
