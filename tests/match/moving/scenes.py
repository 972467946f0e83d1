"""Drawn scenes for tests of footage: a place, and what moves through it."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from firstseen.match.moving.looked import Stretch
from firstseen.model.copies import Matrix

WIDE, HIGH = 96, 54
AS_IS: Matrix = ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0))
STEP = 0.125
Frames = NDArray[np.uint8]


def scene(seed: int, takes: int, seconds: float, speed: float = 1.0, late: float = 0.0) -> Frames:
    """A place (of `seed`), by which the camera turns, with blobs that move through it on ways of their own (of
    `takes`), eight frames a second, run at a speed; each frame so many seconds late."""
    place = cv2.GaussianBlur(
        np.random.default_rng(seed).integers(0, 255, (HIGH, 4 * WIDE)).astype(np.float32), (0, 0), 3
    )
    place = (place - place.min()) / np.ptp(place) * 200 + 20
    rng = np.random.default_rng(takes)
    ways = rng.uniform(0.2, 1.0, (6, 6))
    frames = []
    for number in range(round(seconds / STEP)):
        time = number * STEP * speed + late
        left = WIDE + WIDE / 2 * np.sin(time / 7)
        image = cv2.warpAffine(place, np.array([[1.0, 0.0, -left], [0.0, 1.0, 0.0]]), (WIDE, HIGH))
        for x, y, across, down, wave, far in ways:
            at_x = x + 0.05 * across * time + 0.1 * far * np.sin(wave * time)
            at_y = y + 0.05 * down * time + 0.1 * far * np.cos(wave * time)
            cv2.circle(image, (int(at_x % 1 * WIDE), int(at_y % 1 * HIGH)), 6, 250.0, -1)
        frames.append(image + rng.normal(0, 2, image.shape))
    shown: Frames = np.clip(np.stack(frames), 0, 255).astype(np.uint8)
    return shown


def stretch(frames: Frames, start: float = 0.0) -> Stretch:
    return Stretch(frames, start, STEP, frames.shape[2], frames.shape[1])


def part(frames: Frames, start: float, end: float) -> Frames:
    return frames[round(start / STEP) : round(end / STEP)]
