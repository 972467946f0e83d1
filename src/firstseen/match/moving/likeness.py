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
from firstseen.model.pictures import Box

__all__ = ["Likeness", "agreements", "likeness"]

AROUND: Final = 2.0
"""Seconds to either side whose mean is what stands still."""
STILL: Final = 2.0
"""Grey levels (standard deviation over the picture) of what stands still that are kept: a tenth of what moves in most
footage, and all that there is to compare where nothing moves."""
MOVES: Final = 3.0
ALIKE: Final = 0.8
"""What two frames in which less than `MOVES` (grey levels) moves must have in common to look alike at all."""
PLAIN: Final = 1.0
"""Grey levels below which what is left of a frame is noise."""


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


def likeness(a: Stretch, b: Stretch, matrix: Matrix, box: Box | None = None) -> Likeness | None:
    """Compares all frames of a with all of b, which have one step; `matrix` takes pixels of a's frame to those of b's,
    of which only those in a `box` count, where one is given. None where they share too little."""
    over = laid(a, b, matrix, box)
    return None if over is None else Likeness(*agreements(*over, b.step), a.start, b.start, b.step)


def agreements(
    a: NDArray[np.float32], b: NDArray[np.float32], step: float
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """`values` and `sharp` of a `Likeness`, of frames that were laid over each other, (n, p) and (m, p), at an even
    step in seconds."""
    around = max(1, round(AROUND / step))
    # Against what stands still after each moment, and before it: at the border of a stretch only the one of the two
    # is of the stretch in both videos.
    after = _agreement(a, b, (0, around))
    before = _agreement(a, b, (around, 0))
    sharp = np.maximum(after, before)
    between = cv2.dilate(sharp, np.ones((3, 1), np.uint8))
    return np.asarray(between, np.float32), sharp


def _agreement(a: NDArray[np.float32], b: NDArray[np.float32], around: tuple[int, int]) -> NDArray[np.float32]:
    """(n, m) how much what is left of the frames of both agrees; `around`: moments before and after."""
    (left_a, moves_a), (left_b, moves_b) = _left(a, around), _left(b, around)
    agreement = np.asarray(left_a @ left_b.T, np.float32)
    agreement[~(moves_a[:, None] | moves_b[None, :]) & (agreement < ALIKE)] = 0.0
    return agreement


def _left(frames: NDArray[np.float32], around: tuple[int, int]) -> tuple[NDArray[np.float32], NDArray[np.bool_]]:
    """(n, p) each frame less most of what stands still around it, of length 1, or 0 where nothing is left; and (n,)
    whether anything moves."""
    even = frames - frames.mean(axis=1, keepdims=True)
    sums = np.concatenate([np.zeros((1, even.shape[1]), np.float32), np.cumsum(even, axis=0)])
    first = np.maximum(np.arange(len(even)) - around[0], 0)
    last = np.minimum(np.arange(len(even)) + around[1] + 1, len(even))
    still = (sums[last] - sums[first]) / (last - first)[:, None].astype(np.float32)
    power = np.maximum((still * still).sum(axis=1), 1.0)
    # Made lighter or darker with the frame: a lens that opens is no sign of one take.
    light = (even * still).sum(axis=1) / power
    level = np.sqrt(even.shape[1])
    moving = even - light[:, None] * still
    moves = np.linalg.norm(moving, axis=1) >= MOVES * level
    left = moving + (light * np.minimum(1.0, STILL * level / np.sqrt(power)))[:, None] * still
    length = np.linalg.norm(left, axis=1, keepdims=True)
    told = np.where(length > PLAIN * level, left / np.maximum(length, 1e-6), 0.0)
    return told.astype(np.float32), moves
