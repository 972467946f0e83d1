"""Hashes of frames, compared with all of an index: which are near, and how many are asked for."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from firstseen.index.hashes import LEAST_QUALITY, distances
from firstseen.prints.moving.moving import FramePrints

__all__ = ["NEAR", "WORK", "asked_for", "near_pairs"]

NEAR: Final = 44
"""Bits of 256 up to which frames are near: two versions are sampled up to a quarter of a second apart. Strangers
differ by 128, and by so few once in 10**26 pairs."""
WORK: Final = (400_000_000, 40_000_000, 4_000_000_000)
"""Hashes compared at most: at least so many, for each second of the query, and in all. They take 0.4 to 4 seconds of
one core. Of a query that asks for more, frames are taken evenly: of 10 s among 1,000 hours 15."""
_CACHED: Final = 1 << 16
"""Distances worked out in one step: they stay in the processor's cache."""


def asked_for(query: FramePrints, held: int) -> tuple[NDArray[np.intp], NDArray[np.uint8]]:
    """Which frames of a query are compared with so many hashes, and theirs, (2n, 32): as they are, then mirrored."""
    telling = np.flatnonzero(query.quality >= LEAST_QUALITY)
    if not held or not len(telling):
        return telling[:0], np.zeros((0, 32), np.uint8)
    least, each, all_ = WORK
    allowed = min(max(least, int(each * float(query.until[-1]))), all_)
    most = max(1, allowed // (2 * held))
    if len(telling) > most:
        telling = telling[np.linspace(0, len(telling) - 1, most).astype(np.intp)]
    return telling, np.ascontiguousarray(query.pdq[telling].transpose(1, 0, 2).reshape(-1, 32))


def near_pairs(
    asked: NDArray[np.uint8], hashes: NDArray[np.uint8], qualities: NDArray[np.uint8]
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Rows of `hashes` (n, 32), of a quality that tells, near to one of those `asked` for (q, 32); which of these; and
    by how many bits they differ."""
    rows, which, bits = [np.zeros(0, np.int64)], [np.zeros(0, np.int64)], [np.zeros(0, np.int64)]
    for start, table in distances(asked, hashes, max(64, _CACHED // len(asked))):
        if table.min() > NEAR:
            continue
        one, place = np.nonzero(table <= NEAR)
        good = qualities[start + place] >= LEAST_QUALITY
        rows.append((start + place)[good])
        which.append(one[good].astype(np.int64))
        bits.append(table[one, place][good].astype(np.int64))
    return np.concatenate(rows), np.concatenate(which), np.concatenate(bits)
