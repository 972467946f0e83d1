"""How light a picture is: mean luma, how much is nearly black, how much of its upper half looks like a blue sky."""

from __future__ import annotations

from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from firstseen.model.pictures import Light

__all__ = ["light_of"]

SIDE: Final = 128
"""Longer side at which the light is measured, in pixels: shares of large areas need no more."""
SAMPLED: Final = 4
"""Rows and columns of the picture that are looked at, at least, for each pixel of that. Looking at all of a picture of
1,600 pixels takes four times as long and changes shares by at most 0.002, that of the sky by 0.02 (60 photographs)."""
BLACK: Final = 30
"""Luma (of 255) below which a pixel is nearly black."""
SKY_HUE: Final = (95, 125)
SKY_SATURATION: Final = (40, 190)
SKY_VALUE: Final = 150
"""OpenCV's hue (190 to 250 degrees), saturation and value (of 255) of a clear sky by day: bright, blue, not garish."""
SKY_SMOOTH: Final = 6
"""Steps of luma between neighbouring pixels that a sky does not have; a blue shirt's folds and a painted sign do."""


def light_of(rgb: NDArray[np.uint8]) -> Light:
    """The light of an (h, w, 3) uint8 RGB picture. Only sky that reaches the upper edge counts."""
    step = max(1, max(rgb.shape[:2]) // (SIDE * SAMPLED))
    size = (-(-rgb.shape[1] // step), -(-rgb.shape[0] // step))
    small = _reduced(np.asarray(cv2.resize(rgb, size, interpolation=cv2.INTER_NEAREST), np.uint8))
    luma = np.asarray(cv2.cvtColor(np.ascontiguousarray(small), cv2.COLOR_RGB2GRAY), np.uint8)
    return Light(
        mean=round(float(luma.mean()) / 255, 4),
        dark=round(float((luma < BLACK).mean()), 4),
        sky=round(_sky(small, luma), 4),
    )


def _reduced(rgb: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """The picture by a whole factor, `SIDE` pixels or a few more on its longer side; the last few rows and columns,
    which do not fill a pixel, are left out. Factors that are not whole take three times as long."""
    factor = max(1, max(rgb.shape[:2]) // SIDE)
    size = (max(1, rgb.shape[1] // factor), max(1, rgb.shape[0] // factor))
    return np.asarray(cv2.resize(rgb[: size[1] * factor, : size[0] * factor], size, interpolation=cv2.INTER_AREA))


def _sky(small: NDArray[np.uint8], luma: NDArray[np.uint8]) -> float:
    """The share of the upper half that is smooth, bright blue and joined to the upper edge."""
    hsv = cv2.cvtColor(np.ascontiguousarray(small), cv2.COLOR_RGB2HSV)
    low = np.array([SKY_HUE[0], SKY_SATURATION[0], SKY_VALUE], np.uint8)
    high = np.array([SKY_HUE[1], SKY_SATURATION[1], 255], np.uint8)
    blue = cv2.inRange(hsv, low, high) > 0
    steps = np.abs(cv2.Laplacian(luma, cv2.CV_32F)) < SKY_SMOOTH
    half = max(1, small.shape[0] // 2)
    mask = (blue & steps)[:half].astype(np.uint8)
    _, labels = cv2.connectedComponents(mask, connectivity=4)
    touching = np.setdiff1d(np.unique(labels[0]), [0])
    return float(np.isin(labels, touching).mean())
