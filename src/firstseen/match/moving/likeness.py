"""All moments of two videos compared with all: how much what moves in them agrees, once the one is laid over the other.

What stands still for some seconds is nearly taken away: it says where a camera stood, not when. What is left of two
copies of one frame correlates to 0.9, of frames a moment apart, or of two takes of one scene, to 0.5 and less.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from firstseen.match.moving.looked import Stretch, laid
from firstseen.model.copies import Matrix

__all__ = ["Likeness", "likeness"]

AROUND: Final = 2.0
"""Seconds to either side whose mean is what stands still."""
STILL: Final = 0.05
"""What is kept of what stands still: where nothing moves at all there is nothing else to compare."""
PLAIN: Final = 1.0
"""Grey levels (standard deviation) below which what is left of a frame is noise."""


@dataclass(frozen=True, slots=True, eq=False)
class Likeness:
    """`values` (n, m) float32, -1 to 1: how much moment i of a, at `start_a` + i * `step` seconds, is like moment j of
    b, at `start_b` + j * `step`. In each the likest of three moments of a, for what lies between two of them; `sharp`
    is without that."""

    values: NDArray[np.float32]
    sharp: NDArray[np.float32]
    start_a: float
    start_b: float
    step: float


def likeness(a: Stretch, b: Stretch, matrix: Matrix) -> Likeness | None:
    """Compares all frames of a with all of b, which have one step; `matrix` takes pixels of a's frame to those of b's.
    None where they share too little."""
    over = laid(a, b, matrix)
    if over is None:
        return None
    around = max(1, round(AROUND / b.step))
    # Against what stands still after each moment, and before it: at the border of a stretch only the one of the two
    # is of the stretch in both videos.
    after = _agreement(over[0], over[1], (0, around))
    before = _agreement(over[0], over[1], (around, 0))
    sharp = np.maximum(after, before)
    between = cv2.dilate(sharp, np.ones((3, 1), np.uint8))
    return Likeness(np.asarray(between, np.float32), sharp, a.start, b.start, b.step)


def _agreement(a: NDArray[np.float32], b: NDArray[np.float32], around: tuple[int, int]) -> NDArray[np.float32]:
    agreement: NDArray[np.float32] = _moving(a, around) @ _moving(b, around).T
    return agreement


def _moving(frames: NDArray[np.float32], around: tuple[int, int]) -> NDArray[np.float32]:
    """(n, p) each frame less most of what stands still `around` it (moments before, and after), of length 1; 0 where
    nothing is left."""
    even = frames - frames.mean(axis=1, keepdims=True)
    sums = np.concatenate([np.zeros((1, even.shape[1])), np.cumsum(even, axis=0, dtype=np.float64)])
    first = np.maximum(np.arange(len(even)) - around[0], 0)
    last = np.minimum(np.arange(len(even)) + around[1] + 1, len(even))
    still = ((sums[last] - sums[first]) / (last - first)[:, None]).astype(np.float32)
    power = np.maximum((still * still).sum(axis=1), 1.0)
    # Made lighter or darker with the frame: a lens that opens is no sign of one take.
    light = (even * still).sum(axis=1) / power
    left = even - ((1.0 - STILL) * light)[:, None] * still
    length = np.linalg.norm(left, axis=1, keepdims=True)
    moving: NDArray[np.float32] = np.where(
        length > PLAIN * np.sqrt(even.shape[1]), left / np.maximum(length, 1e-6), 0.0
    )
    return moving.astype(np.float32)
