"""Whether a part of a picture is a photograph, or text, furniture of a page, a plain area."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from firstseen.prints.layout.counting import counted

__all__ = ["is_photograph"]

SPREAD = 14.0
"""Grey levels (standard deviation) that a photograph has at least."""

ONE_LEVEL = 0.62
"""Share near one grey level from which it is text, a drawing or a plain area."""

TEXTURED = 0.12
"""Share of the area that must show something."""

TEXTURE = 4.0
"""Grey levels (standard deviation in a small window) from which a place shows something."""

SHADES = 3.0
"""Bits of the histogram of 32 grey levels that a photograph has at least; black letters on white have 1 to 2."""


def is_photograph(grey: NDArray[np.uint8]) -> bool:
    """Whether the (h, w) grey part looks like a photograph; it should be as sharp as there is."""
    # All that is asked of single pixels is asked of their counts.
    counts = counted(grey, 256)
    middles = np.arange(256.0)
    mean = float(counts @ middles) / grey.size
    if float(np.sqrt(counts @ (middles - mean) ** 2 / grey.size)) < SPREAD:
        return False
    levels = counts.reshape(32, 8).sum(axis=1) / grey.size
    if float((levels[:-1] + levels[1:]).max()) > ONE_LEVEL:
        return False
    used = levels[levels > 0]
    if float(-(used * np.log2(used)).sum()) < SHADES:
        return False
    values = grey.astype(np.float32)
    near = cv2.blur(values, (7, 7))
    power = cv2.sqrBoxFilter(values, cv2.CV_32F, (7, 7)) - near * near
    return float((power >= TEXTURE * TEXTURE).mean()) >= TEXTURED
