"""The fixed vocabulary: in which inverted list a descriptor lies; and the shortened code that the list holds of it.

256 coarse binary centroids, each with 256 fine ones: 65,536 lists, of which the right ones are found by looking at the
children of the nearest coarse centroids only. All of it ships with the program and never changes with what is indexed,
so the same pictures give the same candidates in whatever order and batches they were added. Made by
`scripts/make_vocabulary.py`.
"""

from __future__ import annotations

import hashlib
from functools import lru_cache
from importlib import resources
from itertools import pairwise

import faiss
import numpy as np
from numpy.typing import NDArray

__all__ = ["COARSE", "CODE_BYTES", "LISTS", "fine_centroids", "list_of", "lists_of", "shortened", "vocabulary_digest"]

COARSE = 256
LISTS = 65_536
"""Inverted lists. At a million pictures the mean list has 7,200 points."""
_FINE = LISTS // COARSE
_BITS = 8
"""`COARSE` and `_FINE` are both two to this power."""
CODE_BYTES = 16
"""TEBLID's bits are in the order in which boosting chose them, the most telling first. Beside the lists, the first 128
tell as much as all 256: 0.48 and 0.49 of 40,000 pairs of one point were found with 5.0 and 4.1 chance pairs in a
million, and 128 chosen for balance and little correlation no more (0.48 with 5.0)."""
_PARENTS = 6
"""Coarse centroids whose children are looked at in a search. With 4, 6 and 8 the list of the other was among the eight
nearest in 0.521, 0.538 and 0.543 of 20,000 pairs of one point; 800 codes take longer in proportion."""
_PARENTS_ENTERED = 4
"""And when a point is entered: with 8, 0.538 as with 4, and twice the time."""
_AT_ONCE = 256
"""Codes compared in one step: their distances, 256 KB, stay in the processor's cache."""
_SEARCHED_AT_ONCE = 1 << 10
"""Codes searched for in one step, in 13 MB: 1,021 of them take 2.7 ms, eight times as many at once 6 ms for each 1,021.
(faiss's own search, one code after the other, takes 4.7 ms.)"""
_TAKEN = 1 << 16
"""Farther than any centroid."""
_FILE = "vocabulary.npy"


@lru_cache(maxsize=1)
def _centroids() -> NDArray[np.uint8]:
    """(COARSE + LISTS, 32): the coarse centroids, then the fine ones."""
    with resources.as_file(resources.files(__package__) / _FILE) as path:
        return np.asarray(np.load(path, allow_pickle=False), np.uint8)


def fine_centroids() -> NDArray[np.uint8]:
    """(LISTS, 32) uint8: the centroid of each list; the children of coarse centroid c are those from c * 256 on."""
    return _centroids()[COARSE:]


@lru_cache(maxsize=1)
def vocabulary_digest() -> bytes:
    """SHA-256 of the centroids: segments made with others are not read."""
    return hashlib.sha256(_centroids().tobytes()).digest()


def shortened(codes: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """(n, CODE_BYTES): the first half of (n, 32) descriptors."""
    return np.ascontiguousarray(codes[:, :CODE_BYTES])


def list_of(codes: NDArray[np.uint8]) -> NDArray[np.int64]:
    """The list in which each of the (n, 32) codes is entered; of lists equally near the one with the smaller number.

    Codes are grouped by coarse centroid, so many at once take a third of the time that faiss's own search takes.
    """
    faiss.omp_set_num_threads(1)
    codes = np.ascontiguousarray(codes)
    parents = np.empty((len(codes), _PARENTS_ENTERED), np.int64)
    for start in range(0, len(codes), _AT_ONCE):
        table = _distances(codes[start : start + _AT_ONCE], _centroids()[:COARSE])
        rows = np.arange(len(table))
        for place in range(_PARENTS_ENTERED):
            best = table.argmin(axis=1)
            parents[start : start + _AT_ONCE, place] = best
            table[rows, best] = _TAKEN
    flat = parents.ravel()
    order = np.argsort(flat, kind="stable")
    starts = np.searchsorted(flat[order], np.arange(COARSE + 1)).tolist()
    # Distance and list in one number, so that the least is the nearest with the smaller number.
    nearest = np.empty(len(flat), np.int64)
    for parent, (first, end) in enumerate(pairwise(starts)):
        for start in range(first, end, _AT_ONCE):
            entries = order[start : min(start + _AT_ONCE, end)]
            table = _distances(codes[entries // _PARENTS_ENTERED], _children(parent))
            best = table.argmin(axis=1)
            nearest[entries] = table[np.arange(len(table)), best].astype(np.int64) * LISTS + best + parent * _FINE
    return np.asarray(nearest.reshape(-1, _PARENTS_ENTERED).min(axis=1) % LISTS, np.int64)


@lru_cache(maxsize=COARSE)
def _children(parent: int) -> NDArray[np.uint8]:
    return fine_centroids()[parent * _FINE : (parent + 1) * _FINE]


def _distances(
    codes: NDArray[np.uint8], centroids: NDArray[np.uint8], room: NDArray[np.int32] | None = None
) -> NDArray[np.int32]:
    """(n, m): in bits; written into `room` where that is given, which must be in one piece."""
    table = np.empty((len(codes), len(centroids)), np.int32) if room is None else room
    # A public function of faiss that its type stubs leave out.
    faiss.hammings(  # type: ignore[attr-defined]
        faiss.swig_ptr(codes), faiss.swig_ptr(centroids), len(codes), len(centroids), codes.shape[1],
        faiss.swig_ptr(table),
    )  # fmt: skip
    return table


def lists_of(codes: NDArray[np.uint8], nearest: int) -> tuple[NDArray[np.int64], NDArray[np.int32]]:
    """The lists to look into for each of the (n, 32) codes, as (n, nearest), nearest first; and the distances to them.

    Of lists equally near the one with the smaller number comes first. `nearest` is at most `_FINE`.
    """
    faiss.omp_set_num_threads(1)
    codes = np.ascontiguousarray(codes)
    lists, distances = np.empty((len(codes), nearest), np.int64), np.empty((len(codes), nearest), np.int32)
    for start in range(0, len(codes), _SEARCHED_AT_ONCE):
        part = slice(start, start + _SEARCHED_AT_ONCE)
        keys = _nearest(codes[part], nearest)
        lists[part], distances[part] = keys & (LISTS - 1), keys >> 2 * _BITS
    return lists, distances


def _nearest(codes: NDArray[np.uint8], nearest: int) -> NDArray[np.int32]:
    """(n, nearest) distance, list in one number each, rising: grouped by coarse centroid as in `list_of`."""
    number = np.arange(COARSE, dtype=np.int32)
    coarse = (_distances(codes, _centroids()[:COARSE]) << _BITS) | number
    coarse.partition(_PARENTS - 1, axis=1)
    # As small numbers, which are sorted by their digits.
    parents = (coarse[:, :_PARENTS] & (COARSE - 1)).astype(np.uint8).ravel()
    order = np.argsort(parents, kind="stable")
    ends = np.cumsum(np.bincount(parents, minlength=COARSE)).tolist()
    grouped = codes[order // _PARENTS]
    table = np.empty((len(order), _FINE), np.int32)
    for parent, (first, end) in enumerate(pairwise([0, *ends])):
        if first < end:
            _distances(grouped[first:end], _children(parent), table[first:end])
    table <<= _BITS
    table |= number
    table.partition(nearest - 1, axis=1)
    best = table[:, :nearest]
    family = parents[order].astype(np.int32)[:, None] << _BITS
    keys = np.empty(best.shape, np.int32)
    keys[order] = (best >> _BITS << 2 * _BITS) | family | (best & (_FINE - 1))
    of_each = keys.reshape(len(codes), -1)
    of_each.sort(axis=1)
    return of_each[:, :nearest]
