"""Newspaper print: a halftone screen of dots on a turned grid, with ink that spreads, seen by a scanner."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from bench.copies.edits.canvas import Picture, Scene, scaled
from bench.copies.edits.tones import grey_of

__all__ = ["halftoned"]

_FINE = 4
"""Printed pixels for each pixel of the scan."""


def halftoned(picture: Picture, scene: Scene) -> Picture:
    """The picture in black dots, whose pitch is 2.4 to 3.6 pixels of the scan (85 to 120 dots an inch at 300 dpi)."""
    height, width = picture.shape[:2]
    level = scaled(grey_of(picture)[..., 0], width * _FINE, height * _FINE).astype(np.float32) / 255
    contrast = cv2.createCLAHE(1.6, (4, 4)).apply(np.asarray(level * 255, np.uint8)).astype(np.float32) / 255
    pitch = scene.between(2.4, 3.6) * _FINE
    angle = np.radians(scene.look.dots_turn[0] + scene.between(*scene.look.dots_turn[1:]))
    across, down = np.arange(width * _FINE, dtype=np.float32), np.arange(height * _FINE, dtype=np.float32)
    turn = 2 * np.pi / pitch
    u = _wave(across * np.cos(angle) * turn, down * np.sin(angle) * turn)
    v = _wave(-across * np.sin(angle) * turn, down * np.cos(angle) * turn)
    threshold = 0.5 + 0.25 * (u + v)
    ink = (contrast * 0.92 + 0.04 < threshold).astype(np.float32)
    spread = np.clip(cv2.GaussianBlur(ink, (0, 0), 0.28 * _FINE) * 1.12, 0, 1)
    paper = 238 - 205 * spread
    seen = cv2.resize(paper, (width, height), interpolation=cv2.INTER_AREA)
    soft = cv2.GaussianBlur(seen, (0, 0), scene.between(0.45, 0.8))
    return np.asarray(np.stack([np.clip(soft, 0, 255)] * 3, axis=2), np.uint8)


def _wave(across: NDArray[np.float32], down: NDArray[np.float32]) -> NDArray[np.float32]:
    """The cosine of every sum of the two."""
    waves = np.outer(np.cos(down), np.cos(across)) - np.outer(np.sin(down), np.sin(across))
    return np.asarray(waves, np.float32)
