"""How often each number is there, as fast as OpenCV counts."""

from __future__ import annotations

from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

__all__ = ["counted"]

_EXACTLY = 1 << 24
"""Numbers up to which OpenCV's counts, in 32 bits of floating point, are exact."""


def counted(numbers: NDArray[Any], size: int) -> NDArray[np.int64]:
    """(size,): how often each number below `size` is in an (h, w) uint8 or uint16 array, of which none is larger.

    NumPy's bincount takes twice the time for uint16 and eight times for uint8.
    """
    if numbers.size > _EXACTLY:
        return np.bincount(numbers.ravel(), minlength=size)
    return np.asarray(cv2.calcHist([numbers], [0], None, [size], [0, size]).ravel(), np.int64)
