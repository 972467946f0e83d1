"""The sizes at which a picture is looked at: always scaled first, always in the same way."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

__all__ = [
    "ENLARGE_AT_MOST",
    "FINE_SIDE",
    "SMALL_SIDE",
    "WORKING_SIDE",
    "colourfulness",
    "fine_grey",
    "grey",
    "in_stored_pixels",
    "scaled",
]

WORKING_SIDE = 512
"""Longer side at which points are sought, in pixels; 640 had no more points in common with edited copies."""

ENLARGE_AT_MOST = 2.0
"""Pictures smaller than the working size are enlarged by at most this factor: more invents nothing to find."""

FINE_SIDE = 1280
"""Longer side, at most, of the picture in which letters are told from photographs, in pixels."""

SMALL_SIDE = 256
"""Longer side of the small grey picture kept for the aligned difference, in pixels."""

_COLOUR_SAMPLES = 128
"""Rows and columns at which the colourfulness is sampled; enough for a mean over the picture."""


def grey(rgb: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """The luminance (0.299, 0.587, 0.114) of an (h, w, 3) picture, rounded, as (h, w)."""
    return np.asarray(cv2.cvtColor(np.ascontiguousarray(rgb), cv2.COLOR_RGB2GRAY), np.uint8)


def fine_grey(full: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """The (h, w) picture reduced by the smallest whole factor that brings its longer side to `FINE_SIDE` or less.

    Whole factors, because they take a fifth of the time of others. Rows below and columns on the right that do not
    fill a last pixel are left out: with them 1,600 x 1,201 pixels take 1.8 ms, without 0.2 ms.
    """
    height, width = full.shape
    factor = -(-max(height, width) // FINE_SIDE)
    if factor == 1:
        return full
    size = (max(1, width // factor), max(1, height // factor))
    return np.asarray(cv2.resize(full[: size[1] * factor, : size[0] * factor], size, interpolation=cv2.INTER_AREA))


def scaled(picture: NDArray[np.uint8], side: int, enlarge: float = 1.0) -> NDArray[np.uint8]:
    """The (h, w) picture with `side` pixels on its longer side, enlarged by at most `enlarge`; no side gets below 1.

    Smaller: mean over areas. Larger: linear between pixels.
    """
    height, width = picture.shape[:2]
    factor = min(side / max(height, width), enlarge)
    size = (max(1, round(width * factor)), max(1, round(height * factor)))
    if size == (width, height):
        return picture
    way = cv2.INTER_AREA if factor < 1 else cv2.INTER_LINEAR
    return np.asarray(cv2.resize(picture, size, interpolation=way), np.uint8)


def in_stored_pixels(
    points: NDArray[np.float32], seen: tuple[int, ...], stored: tuple[int, ...], patch: float = 1.0
) -> NDArray[np.float32]:
    """The points (n, 4), x, y, size and angle, moved from the scaled picture where they were found to the stored one.

    `seen` and `stored` are (rows, columns) of the two; pixel centres are at whole numbers in both. `patch` is how many
    times as wide as its size the patch is that a point's descriptor describes, where that width is to be told.
    """
    across, down = stored[1] / seen[1], stored[0] / seen[0]
    moved = points.copy()
    moved[:, 0] = (points[:, 0] + 0.5) * across - 0.5
    moved[:, 1] = (points[:, 1] + 0.5) * down - 0.5
    moved[:, 2] = points[:, 2] * (patch * np.sqrt(across * down))
    return moved


def colourfulness(rgb: NDArray[np.uint8]) -> float:
    """Mean distance between the strongest and the weakest channel of an (h, w, 3) picture, 0 (grey) to 1."""
    height, width = rgb.shape[:2]
    sample = rgb[:: max(1, height // _COLOUR_SAMPLES), :: max(1, width // _COLOUR_SAMPLES)]
    high = np.maximum(np.maximum(sample[..., 0], sample[..., 1]), sample[..., 2])
    low = np.minimum(np.minimum(sample[..., 0], sample[..., 1]), sample[..., 2])
    return float((high - low).mean()) / 255.0
