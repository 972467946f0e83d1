"""PDQ, the perceptual hash of 256 bits published by Facebook ("The TMK+PDQF Video-Hashing Algorithm and the PDQ
Image-Hashing Algorithm", 2019).

The steps and the words are the paper's: luminance, two passes of a box filter along rows and columns (Jarosz),
decimation to 64x64, discrete cosine transform of which 16x16 frequencies are kept, one bit for each above the median.

The filter and the decimation are linear and separable, so here they are one matrix for the rows and one for the
columns, made once for each length. The rows are taken a slab at a time, which keeps the large picture in the
processor's cache and needs no second copy of it. As in the published code, luminance is not rounded and the picture
is not scaled before.

`tests/prints/test_pdq.py` compares with the package `pdqhash`: all eight hashes and the quality are equal on every
picture.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import cv2
import numpy as np
from numpy.typing import NDArray

__all__ = ["BLOCK", "FIRST_MIRRORED", "LEFT_RIGHT", "decimation", "hexadecimal", "pdq", "pdq_of_blocks"]

FIRST_MIRRORED = 4
"""Rows of the result from this one on are mirrored; those before are turned only."""
LEFT_RIGHT = 5
"""The row of the picture with left and right swapped."""

BLOCK = 64
"""Rows and columns to which a picture is decimated."""
_SLABS = 16
"""Slabs of rows: 0.6 ms for 500x375 and 2.3 ms for 1600x1067 pixels, against 0.8 and 7.2 ms in one piece."""
_ROUNDING = 1e-12
"""Weights below are rounding: a weight is at least the square of 128 / (length of the side)."""
_KEPT = 16
_SMALLEST = 5
"""Pictures with fewer rows or columns have no hash (all zero, quality 0), as in the published code."""


def pdq(picture: NDArray[np.uint8]) -> tuple[NDArray[np.uint8], int]:
    """The hashes of an (h, w, 3) RGB or (h, w) grey picture in eight orientations, and its quality (0 to 100).

    The hashes are (8, 32) uint8, bits packed so that `hexadecimal` of a row is the usual written form. Rows: as it
    is, turned counter-clockwise by 90, 180 and 270 degrees, upside down, left-right mirrored, mirrored at the one and
    at the other diagonal: in the order of the published code. A hash of quality below 50 says little.
    """
    height, width = picture.shape[:2]
    if min(height, width) < _SMALLEST:
        return np.zeros((8, 32), np.uint8), 0
    block = _decimated(picture)
    waves = np.asarray(_cosines() @ block @ _cosines().T, np.float32)
    return np.stack([_bits(turned) for turned in _orientations(waves)]), _quality(block)


def pdq_of_blocks(blocks: NDArray[np.float32]) -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
    """Hashes of n pictures that are decimated already, (n, 64, 64): as they are and left-right mirrored.

    Gives (n, 2, 32) uint8, which are rows 0 and 5 of `pdq`, and the qualities, (n,) uint8.
    """
    waves = np.asarray(_cosines() @ blocks @ _cosines().T, np.float32)
    flipped = waves * np.where(np.arange(_KEPT) % 2 == 0, -1, 1).astype(np.float32)
    hashes = np.stack([_all_bits(waves), _all_bits(flipped)], axis=1)
    return hashes, np.array([_quality(block) for block in blocks], np.uint8)


def decimation(length: int) -> NDArray[np.float32]:
    """(64, length): the weights by which an axis of `length` pixels is filtered and decimated."""
    return _filter(length)


def hexadecimal(hash_bits: NDArray[np.uint8]) -> str:
    """One hash of 32 bytes as 64 hexadecimal digits."""
    return bytes(hash_bits.tobytes()).hex()


def _luminance(picture: NDArray[np.uint8], room: NDArray[np.float32] | None = None) -> NDArray[np.float32]:
    """The luminance, not rounded. `room`, of at least as many rows in colour, is overwritten.

    To ask for that memory anew for each slab would take as long as the work.
    """
    if picture.ndim == 2:
        return picture.astype(np.float32)
    values = np.empty(picture.shape, np.float32) if room is None else room[: len(picture)]
    np.copyto(values, picture)
    return np.asarray(cv2.cvtColor(values, cv2.COLOR_RGB2GRAY), np.float32)


def _decimated(picture: NDArray[np.uint8]) -> NDArray[np.float32]:
    """The luminance as 64x64: filtered twice along each axis, then one pixel taken out of each sixty-fourth."""
    height, width = picture.shape[:2]
    if (height, width) == (BLOCK, BLOCK):
        return _luminance(picture)
    slabs = _slabs(height)
    rows = np.empty((BLOCK, width), np.float32)
    room = np.empty((max(slab.end - slab.first for slab in slabs), width, 3), np.float32)
    for slab in slabs:
        rows[slab.taken] = slab.weights @ _luminance(picture[slab.first : slab.end], room)
    return rows @ _filter(width).T


@dataclass(frozen=True, slots=True, eq=False)
class _Slab:
    """Rows of the 64 that are made together, the rows of the picture that they need, and their weights."""

    taken: slice
    first: int
    end: int
    weights: NDArray[np.float32]


@lru_cache(maxsize=16)
def _slabs(height: int) -> tuple[_Slab, ...]:
    down = _filter(height)
    slabs = []
    for start in range(0, BLOCK, BLOCK // _SLABS):
        taken = slice(start, start + BLOCK // _SLABS)
        used = np.flatnonzero(down[taken].any(axis=0))
        first, end = int(used[0]), int(used[-1]) + 1
        slabs.append(_Slab(taken, first, end, np.ascontiguousarray(down[taken, first:end])))
    return tuple(slabs)


@lru_cache(maxsize=16)
def _filter(length: int) -> NDArray[np.float32]:
    """(64, length): both box filters and the decimation along an axis of `length` pixels.

    A window is `window` pixels wide, one more of them ahead than behind when that is even, and shrinks at the edges.
    """
    window = (length + 2 * BLOCK - 1) // (2 * BLOCK)
    ahead = (window + 2) // 2
    behind = window - ahead
    chosen = ((np.arange(BLOCK) + 0.5) * length / BLOCK).astype(np.intp)[:, None]
    averaged = chosen + np.arange(-behind, ahead)[None, :]
    first, end = np.maximum(averaged - behind, 0), np.minimum(averaged + ahead, length)
    inside = (averaged >= 0) & (averaged < length)
    weight = np.where(inside, 1.0 / np.maximum(end - first, 1) / inside.sum(axis=1, keepdims=True), 0.0)
    steps = np.zeros((BLOCK, length + 1))
    rows = np.broadcast_to(np.arange(BLOCK)[:, None], averaged.shape)
    np.add.at(steps, (rows, np.clip(first, 0, length)), weight)
    np.subtract.at(steps, (rows, np.clip(end, 0, length)), weight)
    weights = np.cumsum(steps, axis=1)[:, :length]
    weights[np.abs(weights) < _ROUNDING] = 0.0
    return weights.astype(np.float32)


@lru_cache(maxsize=1)
def _cosines() -> NDArray[np.float32]:
    """(16, 64): the frequencies 1 to 16 of the cosine transform of 64 values."""
    rows = np.arange(1, _KEPT + 1)[:, None]
    columns = 2 * np.arange(BLOCK)[None, :] + 1
    return np.asarray(np.sqrt(2.0 / BLOCK) * np.cos(np.pi / (2 * BLOCK) * rows * columns), np.float32)


def _orientations(waves: NDArray[np.float32]) -> list[NDArray[np.float32]]:
    """The 16x16 frequencies of the eight orientations: turning a picture moves frequencies and changes their
    signs."""
    sign = np.where(np.arange(_KEPT) % 2 == 0, -1, 1).astype(np.float32)
    rows, columns = sign[:, None], sign[None, :]
    turned = waves.T
    return [
        waves,
        turned * rows,
        waves * rows * columns,
        turned * columns,
        waves * rows,
        waves * columns,
        turned,
        turned * rows * columns,
    ]


def _bits(waves: NDArray[np.float32]) -> NDArray[np.uint8]:
    """The packed bits, highest frequency first; the median is the lower of the two in the middle."""
    flat = waves.ravel()
    median = np.partition(flat, flat.size // 2 - 1)[flat.size // 2 - 1]
    return np.packbits((flat > median)[::-1])


def _all_bits(waves: NDArray[np.float32]) -> NDArray[np.uint8]:
    """As `_bits`, for (n, 16, 16) at once: (n, 32)."""
    flat = waves.reshape(len(waves), _KEPT * _KEPT)
    middle = _KEPT * _KEPT // 2 - 1
    median = np.partition(flat, middle, axis=1)[:, middle, None]
    return np.packbits((flat > median)[:, ::-1], axis=1)


def _quality(block: NDArray[np.float32]) -> int:
    """How much there is to hash: the sum of the marked steps between neighbours of the 64x64 picture, 0 to 100."""
    steps = (np.diff(block, axis=0), np.diff(block, axis=1))
    total = sum(int(np.abs((step * np.float32(100) / np.float32(255)).astype(np.int32)).sum()) for step in steps)
    return min(100, total // 90)
