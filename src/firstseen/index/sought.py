"""Near points in some lists of a large index: their codes are read, list by list, and labels only of what is near.

Of 10,000 points that a point of a query is compared with a few are near to it, so that a third of what lies in a list,
its labels, need hardly be read; and each list is read once for all points that look into it, out of all segments, where
a search of one segment after the other touches it as often as there are points.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from itertools import pairwise
from typing import Final, NamedTuple

import faiss
import numpy as np
from numpy.typing import NDArray

from firstseen.index.lists import MappedLists
from firstseen.index.vocabulary import CODE_BYTES

__all__ = ["Near", "near_points"]

_COMPARED_AT_ONCE: Final = 1 << 18
"""Distances in one step: they take 1 MB, which stays in the processor's cache."""
_ASKING: Final = 4
"""Threads that ask the system for what is to be read."""
_STEPS: Final = 4
"""The lists are asked for in so many steps: while those of one are compared, those of the next come from the disk."""


class Near(NamedTuple):
    """Pairs found in one segment: `rows` of the codes, `distances` in bits, `labels`."""

    rows: NDArray[np.intp]
    distances: NDArray[np.int32]
    labels: NDArray[np.int64]


class _Hits(NamedTuple):
    """Rows, distances, and the numbers of the list and of the segment, and the place in that segment's list."""

    rows: NDArray[np.intp]
    distances: NDArray[np.int32]
    lists: NDArray[np.int64]
    segments: NDArray[np.int64]
    places: NDArray[np.int64]


def near_points(
    segments: Sequence[MappedLists], codes: NDArray[np.uint8], lists: NDArray[np.int64], bound: int, most: int
) -> list[Near] | None:
    """All points at most `bound` bits away in the lists given, for each segment; None when they are more than `most`.

    `codes` (n, CODE_BYTES); `lists` (n, p): which lists to look into, -1 for none.
    """
    flat = lists.ravel()
    looks = np.argsort(flat, kind="stable")[np.count_nonzero(flat < 0) :]
    numbers, first = np.unique(flat[looks], return_index=True)
    with ThreadPoolExecutor(_ASKING) as pool:
        asked = {
            int(some[0]): [pool.submit(segment.ask_for, some, "codes") for segment in segments]
            for some in np.array_split(numbers, min(_STEPS, len(numbers)) or 1)
            if len(some)
        }
        hits: list[_Hits] = []
        found = 0
        for number, (start, end) in zip(numbers.tolist(), pairwise([*first.tolist(), len(looks)]), strict=True):
            wait(asked.pop(number, []))
            for hit in _in_list(segments, number, codes, looks[start:end] // lists.shape[1], bound):
                found += len(hit.rows)
                if found > most:
                    return None
                hits.append(hit)
        rows, distances, of_lists, of_segments, places = (
            np.concatenate([np.zeros(0, np.int64), *column])
            for column in (zip(*hits, strict=True) if hits else [()] * 5)
        )
        own = [np.flatnonzero(of_segments == place) for place in range(len(segments))]
        labels = pool.map(lambda segment, some: segment.labels_at(of_lists[some], places[some]), segments, own)
        return [
            Near(rows[some], distances[some].astype(np.int32), told) for some, told in zip(own, labels, strict=True)
        ]


def _in_list(
    segments: Sequence[MappedLists], number: int, codes: NDArray[np.uint8], rows: NDArray[np.intp], bound: int
) -> Iterator[_Hits]:
    """The points of one list, in all segments, that are near to these rows of the codes."""
    room = np.empty((sum(segment.size(number) for segment in segments), CODE_BYTES), np.uint8)
    before = [0]
    for segment in segments:
        before.append(before[-1] + segment.read_codes(number, room[before[-1] :]))
    content, starts = room[: before[-1]], np.array(before)
    step = max(1, _COMPARED_AT_ONCE // max(len(content), 1))
    table = np.empty((min(step, len(rows)), len(content)), np.int32)
    for start in range(0, len(rows) if len(content) else 0, step):
        some = rows[start : start + step]
        query = codes[some]
        # A public function of faiss that its type stubs leave out.
        faiss.hammings(  # type: ignore[attr-defined]
            faiss.swig_ptr(query), faiss.swig_ptr(content), len(query), len(content), CODE_BYTES, faiss.swig_ptr(table)
        )
        apart = table[: len(some)].ravel()
        found = np.flatnonzero(apart <= bound)
        if not len(found):
            continue
        row, place = np.divmod(found, len(content))
        of_segment = np.searchsorted(starts, place, side="right") - 1
        yield _Hits(some[row], apart[found], np.full(len(found), number), of_segment, place - starts[of_segment])
