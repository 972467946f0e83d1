"""A frame as the prints see it: whoever decodes gives what is asked for, and no more is ever worked out."""

from __future__ import annotations

from typing import Protocol

import numpy as np
from numpy.typing import NDArray

__all__ = ["GLANCE_SIDE", "LOOK_SIDE", "Seen"]

LOOK_SIDE = 320
"""Longer side of the grey picture that frames are hashed from, in pixels. PDQ worked out from it differs from that of
the whole frame in 2 of 256 bits (median; 4 to 6 at most on frames of quality 50 and more, of three real videos)."""

GLANCE_SIDE = 48
"""Longer side of the grey picture by which shots are told apart, in pixels: taken of every frame, so it must cost
nothing (0.02 ms)."""


class Seen(Protocol):
    """A decoded frame. All pictures are upright and have square pixels.

    `time`: seconds from the start of the file; `size`: (rows, columns) of the shown frame, in pixels.
    """

    @property
    def time(self) -> float:
        """When it is first shown."""
        ...

    @property
    def size(self) -> tuple[int, int]:
        """Rows and columns as shown."""
        ...

    def glance(self) -> NDArray[np.uint8]:
        """(h, w) grey, `GLANCE_SIDE` pixels on the longer side, sampled roughly."""
        ...

    def look(self) -> NDArray[np.uint8]:
        """(h, w) grey, `LOOK_SIDE` pixels on the longer side at most, each the mean over its area."""
        ...

    def rgb(self, side: int) -> NDArray[np.uint8]:
        """(h, w, 3) RGB, at most `side` pixels on the longer side."""
        ...
