"""How a stored frame is shown: turned and mirrored by its display matrix (ISO/IEC 14496-12, 6.2.2), square pixels."""

from __future__ import annotations

import math
import struct
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

__all__ = ["UPRIGHT", "Turn", "pixel_aspect", "turn_of"]

WIDEST: Final = 4
"""Pixels more than so many times as wide as high, or as high as wide, are an error of the file."""
_MATRIX: Final = struct.Struct("=9i")


@dataclass(frozen=True, slots=True)
class Turn:
    """First rows and columns are exchanged (`crossed`), then left and right, then above and below."""

    crossed: bool = False
    left_right: bool = False
    above_below: bool = False

    def applied(self, picture: NDArray[np.uint8]) -> NDArray[np.uint8]:
        """(h, w) or (h, w, 3), as it is shown."""
        turned = np.swapaxes(picture, 0, 1) if self.crossed else picture
        if self.left_right:
            turned = turned[:, ::-1]
        if self.above_below:
            turned = turned[::-1]
        return np.ascontiguousarray(turned)

    @property
    def mirrored(self) -> bool:
        """Whether the shown picture is a mirror image of the stored one."""
        return self.crossed ^ self.left_right ^ self.above_below

    @property
    def degrees(self) -> int:
        """By how much it is turned clockwise; of a mirrored one, after left and right were exchanged."""
        if self.mirrored:
            return {(False, True): 0, (False, False): 180}.get((self.crossed, self.left_right), 0)
        if self.crossed:
            return 90 if self.left_right else 270
        return 180 if self.left_right else 0


UPRIGHT: Final = Turn()


def turn_of(frame: Any) -> Turn:
    """The turn that a decoded frame (`av.VideoFrame`) asks for; by the nearest quarter where it lies between."""
    data = frame.side_data.get("DISPLAYMATRIX")
    if data is None:
        return UPRIGHT
    raw = bytes(data)
    if len(raw) < _MATRIX.size:
        return UPRIGHT
    a, b, _, c, d, *_ = _MATRIX.unpack(raw[: _MATRIX.size])
    if max(abs(a), abs(d)) >= max(abs(b), abs(c)):
        return Turn(False, a < 0, d < 0)
    return Turn(True, c < 0, b < 0)


def pixel_aspect(ratio: Fraction | None) -> float:
    """Width of a pixel for a height of 1; 1 where it is not stated or cannot be."""
    if not ratio:
        return 1.0
    value = float(ratio)
    return value if math.isfinite(value) and 1 / WIDEST <= value <= WIDEST else 1.0
