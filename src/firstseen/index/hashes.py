"""Near PDQ hashes: every one within 31 bits, in all eight orientations of the query. Exact, by comparing with all."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from firstseen.prints.pdq import FIRST_MIRRORED

__all__ = ["LEAST_QUALITY", "NEAR_HASH", "near_hashes"]

NEAR_HASH = 31
"""Distance, in bits of 256, up to which two hashes are of one picture: the published recommendation."""

LEAST_QUALITY = 50
"""Below this quality (published) hashes of quite different pictures are alike: they are not compared."""

_AT_ONCE = 1 << 16
"""Hashes compared in one step: 16 MB of memory."""


def near_hashes(
    query: NDArray[np.uint8], hashes: NDArray[np.uint8]
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.bool_]]:
    """Rows of `hashes` (n, 32) near to an orientation of `query` (8, 32), their distances, and whether mirrored."""
    words = np.ascontiguousarray(query).view(np.uint64)
    nearest = [np.zeros((0, 2), np.int64)]
    for start in range(0, len(hashes), _AT_ONCE):
        block = np.ascontiguousarray(hashes[start : start + _AT_ONCE]).view(np.uint64)
        apart = np.zeros((len(words), len(block)), np.int64)
        for word in range(words.shape[1]):
            apart += np.bitwise_count(words[:, word, None] ^ block[None, :, word])
        nearest.append(np.stack([apart.min(axis=0), apart.argmin(axis=0)], axis=1))
    distances, orientations = np.concatenate(nearest).T
    rows = np.flatnonzero(distances <= NEAR_HASH)
    return rows, distances[rows], orientations[rows] >= FIRST_MIRRORED
