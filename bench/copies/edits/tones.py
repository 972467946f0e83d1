"""Colours and sharpness: filters of phones and of picture apps."""

from __future__ import annotations

from collections.abc import Callable

import cv2
import numpy as np
from numpy.typing import NDArray

from bench.copies.edits.canvas import Edited, Picture, Scene, Step, painted
from bench.copies.edits.voices import Layouts

__all__ = ["blur", "filtered", "grain", "grey", "grey_of", "sepia"]


_Light = NDArray[np.float64]


def grey_of(picture: Picture) -> Picture:
    """The picture without colour, still in three channels."""
    level = cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY)
    return np.asarray(np.stack([level] * 3, axis=2), np.uint8)


def grey(edited: Edited, scene: Scene) -> Edited:
    """Black and white."""
    return painted(edited, grey_of(edited.picture)).saying("grey")


def _warm(
    light: _Light,
) -> _Light:
    return np.asarray(light**0.72 * [1.12, 1.0, 0.72])


def _cold(
    light: _Light,
) -> _Light:
    return np.asarray(light**1.25 * [0.8, 1.02, 1.2])


def _faded(
    light: _Light,
) -> _Light:
    return np.asarray(0.22 + 0.66 * light + [0.04, 0.0, -0.03])


def _hard(
    light: _Light,
) -> _Light:
    steep = 1 / (1 + np.exp(-9 * (light - 0.48)))
    mean = steep.mean(axis=2, keepdims=True)
    return np.asarray(mean + (steep - mean) * 1.5)


def _bleached(
    light: _Light,
) -> _Light:
    mean = light.mean(axis=2, keepdims=True)
    return np.asarray(1.25 * (mean + (light - mean) * 0.45) - 0.1)


def _teal(
    light: _Light,
) -> _Light:
    level = light.mean(axis=2, keepdims=True)
    return np.asarray(light + (level - 0.5) * [0.24, 0.04, -0.22])


def _night(
    light: _Light,
) -> _Light:
    return np.asarray(np.power(light, 1.5) * [0.62, 0.78, 1.05] + [0.0, 0.01, 0.06])


def _vivid(
    light: _Light,
) -> _Light:
    mean = light.mean(axis=2, keepdims=True)
    return np.asarray(np.power(np.clip(mean + (light - mean) * 1.9, 0, 1), 0.85))


_FILTERS: dict[Layouts, tuple[Callable[[_Light], _Light], ...]] = {
    "tuning": (_warm, _faded),
    "second": (_cold, _hard),
    "third": (_bleached, _teal),
    "report": (_night, _vivid),
}


def filtered(edited: Edited, scene: Scene) -> Edited:
    """One of the colour filters of the set."""
    out = _FILTERS[scene.layouts][scene.whole(0, 1)](edited.picture / 255.0)
    return painted(edited, np.asarray(np.clip(out * 255, 0, 255), np.uint8)).saying("filtered")


def sepia(edited: Edited, scene: Scene) -> Edited:
    """Brown, with dark corners."""
    height, width = edited.picture.shape[:2]
    level = cv2.cvtColor(edited.picture, cv2.COLOR_RGB2GRAY)[..., None] / 255.0
    tone = np.array(scene.look.sepia)
    ys, xs = np.mgrid[-1 : 1 : height * 1j, -1 : 1 : width * 1j]
    dark = 1 - scene.between(0.35, 0.6) * np.clip(np.hypot(xs, ys) - 0.4, 0, 1)
    return painted(edited, np.asarray(np.clip(level * tone * dark[..., None] * 255, 0, 255), np.uint8)).saying(
        "filtered"
    )


def blur(share: float) -> Step:
    """Out of focus: a blur of that share of the width."""

    def step(edited: Edited, scene: Scene) -> Edited:
        sigma = share * edited.picture.shape[1] * scene.between(0.8, 1.2)
        return painted(edited, np.asarray(cv2.GaussianBlur(edited.picture, (0, 0), sigma), np.uint8)).saying("blurred")

    return step


def grain(picture: Picture, strength: float, scene: Scene) -> Picture:
    """With the noise of a sensor or scanner."""
    noise = scene.chance.normal(0, strength, picture.shape[:2])[..., None]
    return np.asarray(np.clip(picture + noise, 0, 255), np.uint8)
