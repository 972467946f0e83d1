"""Pictures drawn for tests: textured enough to behave like photographs, different for each seed."""

from __future__ import annotations

import io

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

__all__ = ["jpeg", "photograph"]

Picture = NDArray[np.uint8]


def photograph(seed: int, width: int = 640, height: int = 480) -> Picture:
    """(height, width, 3) uint8 RGB: noise at many scales under a scatter of filled shapes."""
    chance = np.random.default_rng(seed)
    field = np.zeros((height, width, 3), np.float32)
    for octave in range(2, 8):
        coarse = chance.normal(size=(2**octave, 2**octave, 3)).astype(np.float32)
        field += cv2.resize(coarse, (width, height), interpolation=cv2.INTER_CUBIC) * (90 / octave**1.3)
    canvas = np.clip(field + 120, 0, 255).astype(np.uint8)
    for _ in range(60):
        corners = chance.integers([0, 0], [width, height], (int(chance.integers(3, 6)), 2))
        centre = chance.integers([0, 0], [width, height])
        corners = (centre + (corners - centre) * 0.15).astype(np.int32)
        cv2.fillPoly(canvas, [corners], [int(value) for value in chance.integers(0, 256, 3)], cv2.LINE_AA)
    return np.asarray(cv2.GaussianBlur(canvas, (0, 0), 0.8), np.uint8)


def jpeg(picture: Picture, quality: int = 88) -> bytes:
    """The picture as a JPEG file."""
    stream = io.BytesIO()
    Image.fromarray(np.ascontiguousarray(picture)).save(stream, "JPEG", quality=quality)
    return stream.getvalue()
