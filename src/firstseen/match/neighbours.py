"""What of one picture the pixels around the same place in another do not explain."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

__all__ = ["outside"]

Values = NDArray[np.float32]


def outside(one: Values, other: Values, across: int) -> Values:
    """(h, w) grey levels by which each pixel of the one is lighter or darker than all of the other in a square of so
    many pixels `across` around it; 0 where it is neither."""
    around = np.ones((across, across), np.uint8)
    beyond = np.maximum(one - cv2.dilate(other, around), cv2.erode(other, around) - one)
    return np.asarray(np.maximum(beyond, 0.0), np.float32)
