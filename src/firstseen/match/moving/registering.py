"""Two frames laid over each other by what is in both."""

from __future__ import annotations

from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

__all__ = ["AS_IT_IS", "Move", "Picture", "agreeing", "laid_over", "registered"]

SOFT: Final = 5
"""Pixels of the blur under which frames are laid over each other: they are small, and coded otherwise."""

STANDS: Final = 12.0
"""Grey levels by which two frames, laid over each other, differ at most where nothing moves by itself."""

Picture = NDArray[np.float32]
Move = NDArray[np.float32]
"""(2, 3): from places in the one frame to those in the other."""
AS_IT_IS: Final[Move] = np.eye(2, 3, dtype=np.float32)


def registered(
    frame: NDArray[np.uint8],
    other: NDArray[np.uint8],
    guess: Move,
    steps: tuple[int, float],
    inside: NDArray[np.uint8] | None = None,
) -> tuple[float, Move] | None:
    """The correlation of the two once the one lies over the other, and the affine move from places in `frame` to those
    in `other`; None where none is found (G. Evangelidis and E. Psarakis, Parametric Image Alignment using Enhanced
    Correlation Coefficient Maximization, 2008).

    `guess` is where it begins, `steps` how many it takes at most, and what they must still gain; `inside`: where
    `other` shows something (255).
    """
    criteria = (cv2.TERM_CRITERIA_EPS | cv2.TERM_CRITERIA_COUNT, *steps)
    try:
        reached, move = cv2.findTransformECC(frame, other, guess.copy(), cv2.MOTION_AFFINE, criteria, inside, SOFT)
    except cv2.error:
        # Raised where it does not converge.
        return None
    return float(reached), np.asarray(move, np.float32)


def laid_over(
    other: NDArray[np.uint8], move: Move, size: tuple[int, int], rim: int
) -> tuple[Picture, NDArray[np.bool_]]:
    """The other as it lies over a frame of that size (width, height), and where it is, without a rim: a pixel counts
    where a square of `rim` pixels around it lies within."""
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    there = cv2.warpAffine(np.full(other.shape, 255, np.uint8), move, size, flags=flags) >= 254
    kernel = np.ones((rim, rim), np.uint8)
    inner = cv2.erode(there.astype(np.uint8), kernel, borderType=cv2.BORDER_CONSTANT, borderValue=0)
    return cv2.warpAffine(other, move, size, flags=flags).astype(np.float32), np.asarray(inner > 0)


def agreeing(
    frame: NDArray[np.uint8], over: Picture, inside: NDArray[np.bool_], move: Move, shape: tuple[int, ...]
) -> NDArray[np.uint8]:
    """Where another of that shape (height, width), which lies `over` a frame in its tone, agrees with it (255), for
    `registered`: what moves by itself, and words laid over the one, would draw the move with them."""
    left = np.abs(over - frame)
    same = np.where(left <= max(STANDS, 3.0 * float(np.median(left[inside]))), 255, 0).astype(np.uint8)
    return np.asarray(cv2.warpAffine(same, move, shape[::-1], flags=cv2.INTER_NEAREST), np.uint8)
