"""PDQ of many frames at once, from reduced grey pictures, as it would be of the whole frames.

PDQ filters and decimates a picture in one linear step for each axis. Here that step is the one for the size of the
shown frame, carried over to the reduced picture: so it is not shifted by parts of a large pixel, as it would be if the
reduced picture were hashed for itself (10 to 16 bits instead of 2, median of three real videos).
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from firstseen.model.pictures import Box
from firstseen.prints.pdq import BLOCK, decimation, pdq_of_blocks

__all__ = ["SMALLEST", "frame_hashes"]

SMALLEST = 5
"""Pixels of the shorter side of what has a hash, as in the published code."""

Hashes = tuple[NDArray[np.uint8], NDArray[np.uint8]]


def frame_hashes(looks: NDArray[np.uint8], size: tuple[int, int], box: Box | None = None) -> Hashes:
    """Hashes (n, 2, 32), as they are and mirrored, and qualities (n,) of n grey pictures (n, h, w).

    `size` is (rows, columns) of the shown frames, `box` the part that counts, in pixels of the grey pictures.
    """
    n, height, width = looks.shape
    left, top, right, bottom = box or (0, 0, width, height)
    if n == 0 or min(right - left, bottom - top) < SMALLEST:
        return np.zeros((n, 2, 32), np.uint8), np.zeros(n, np.uint8)
    down = _weights(max(SMALLEST, round((bottom - top) * size[0] / height)), bottom - top)
    across = _weights(max(SMALLEST, round((right - left) * size[1] / width)), right - left)
    part = looks[:, top:bottom, left:right].astype(np.float32)
    # First along the rows of memory, which leaves the smaller half of the work for the other axis.
    blocks = down @ (part.reshape(-1, right - left) @ across.T).reshape(n, bottom - top, BLOCK)
    return pdq_of_blocks(np.asarray(blocks, np.float32))


@lru_cache(maxsize=64)
def _weights(shown: int, given: int) -> NDArray[np.float32]:
    """(64, given): PDQ's weights for an axis of `shown` pixels, of which `given` means are known, linear between."""
    places = (np.arange(shown) + 0.5) * given / shown - 0.5
    below = np.floor(places).astype(np.intp)
    between = (places - below).astype(np.float32)
    weights = decimation(shown)
    carried = np.zeros((given, BLOCK), np.float32)
    np.add.at(carried, np.clip(below, 0, given - 1), (weights * (1 - between)).T)
    np.add.at(carried, np.clip(below + 1, 0, given - 1), (weights * between).T)
    return np.ascontiguousarray(carried.T)
