"""Near PDQ hashes: every one within 31 bits, in all eight orientations of the query. Exact, by comparing with all."""

from __future__ import annotations

from collections.abc import Iterator

import faiss
import numpy as np
from numpy.typing import NDArray

from firstseen.prints.pdq import FIRST_MIRRORED

__all__ = ["LEAST_QUALITY", "NEAR_HASH", "distances", "near_hashes"]

NEAR_HASH = 31
"""Distance, in bits of 256, up to which two hashes are of one picture: the published recommendation."""

LEAST_QUALITY = 50
"""Below this quality (published) hashes of quite different pictures are alike: they are not compared."""

_AT_ONCE = 1 << 13
"""Hashes compared in one step: their distances, 256 KB, stay in the processor's cache. 1.15 million hashes take 9 ms
of processor time (38 ms with NumPy's bit counts)."""


def near_hashes(
    query: NDArray[np.uint8], hashes: NDArray[np.uint8]
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.bool_]]:
    """Rows of `hashes` (n, 32) near to an orientation of `query` (8, 32), their distances, and whether mirrored."""
    rows, nearness, orientations = [], [], []
    for start, table in distances(query, hashes, _AT_ONCE):
        if table.min() > NEAR_HASH:
            continue
        nearest = table.min(axis=0)
        found = np.flatnonzero(nearest <= NEAR_HASH)
        rows.append(found + start)
        nearness.append(nearest[found].astype(np.int64))
        orientations.append(table[:, found].argmin(axis=0))
    if not rows:
        nothing = np.zeros(0, np.int64)
        return nothing, nothing, np.zeros(0, np.bool_)
    return np.concatenate(rows), np.concatenate(nearness), np.concatenate(orientations) >= FIRST_MIRRORED


def distances(
    asked: NDArray[np.uint8], hashes: NDArray[np.uint8], at_once: int
) -> Iterator[tuple[int, NDArray[np.int32]]]:
    """Bits by which hashes (q, 32) differ from each of (n, 32), so many of these at once: the number of the first of
    them, and a table (q, up to `at_once`), which the next step writes over."""
    asked = np.ascontiguousarray(asked)
    room = np.empty((len(asked), at_once), np.int32)
    for start in range(0, len(hashes), at_once):
        block = np.ascontiguousarray(hashes[start : start + at_once])
        table = room if len(block) == at_once else np.empty((len(asked), len(block)), np.int32)
        # A public function of faiss that its type stubs leave out.
        faiss.hammings(  # type: ignore[attr-defined]
            faiss.swig_ptr(asked), faiss.swig_ptr(block), len(asked), len(block), block.shape[1], faiss.swig_ptr(table)
        )
        yield start, table
