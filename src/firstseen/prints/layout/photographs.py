"""Whether a part of a picture is a photograph, or text, furniture of a page, a plain area."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from firstseen.prints.layout.cells import share_of_letters
from firstseen.prints.layout.counting import counted
from firstseen.prints.layout.ground import softened
from firstseen.prints.scaling import WORKING_SIDE, scaled

__all__ = ["is_photograph", "shows_something"]

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

DULL_SPREAD, DULL_SHADES = 7.0, 1.7
LETTERS = 0.3
"""Spread and shades of a dull photograph (fog, cloth, the sky at night), and the share of its cells that may be
letters. Of 301 pages with a crop of a photograph, blurred as in a video, `is_photograph` refuses 71; of these 60 have
0.3 at most, and text on cards and in frames 0.34 and more."""


def is_photograph(grey: NDArray[np.uint8]) -> bool:
    """Whether the (h, w) grey part looks like a photograph; it should be as sharp as there is."""
    # All that is asked of single pixels is asked of their counts.
    levels, spread = _levels_and_spread(grey)
    if spread < SPREAD or float((levels[:-1] + levels[1:]).max()) > ONE_LEVEL or _shades(levels) < SHADES:
        return False
    values = grey.astype(np.float32)
    near = cv2.blur(values, (7, 7))
    power = cv2.sqrBoxFilter(values, cv2.CV_32F, (7, 7)) - near * near
    return float((power >= TEXTURE * TEXTURE).mean()) >= TEXTURED


def shows_something(grey: NDArray[np.uint8]) -> bool:
    """Whether the (h, w) grey part, which something else tells to be a picture, is neither letters nor plain."""
    levels, spread = _levels_and_spread(grey)
    if spread < DULL_SPREAD or _shades(levels) < DULL_SHADES:
        return False
    return share_of_letters(softened(grey), scaled(grey, WORKING_SIDE)) <= LETTERS


def _levels_and_spread(grey: NDArray[np.uint8]) -> tuple[NDArray[np.float64], float]:
    """The shares of 32 grey levels, and the standard deviation of all 256."""
    counts = counted(grey, 256)
    middles = np.arange(256.0)
    mean = float(counts @ middles) / grey.size
    spread = float(np.sqrt(counts @ (middles - mean) ** 2 / grey.size))
    return counts.reshape(32, 8).sum(axis=1) / grey.size, spread


def _shades(levels: NDArray[np.float64]) -> float:
    """The bits of shares."""
    used = levels[levels > 0]
    return float(-(used * np.log2(used)).sum())
