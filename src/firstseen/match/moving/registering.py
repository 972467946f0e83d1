"""Two small frames laid over each other by what is in both."""

from __future__ import annotations

from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

__all__ = ["Move", "registered"]

SOFT: Final = 5
"""Pixels of the blur under which frames are laid over each other: they are small, and coded otherwise."""

Move = NDArray[np.float32]
"""(2, 3): from places in the one frame to those in the other."""


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
