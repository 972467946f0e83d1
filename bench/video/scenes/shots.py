"""Photographs filmed one after the other: panned and zoomed by hand, with things passing in front."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageOps

from bench.video.coding import Picture
from bench.video.scenes import HIGH, WIDE
from bench.video.scenes.camera import Exposure, Shake
from bench.video.scenes.things import blit, cutout

__all__ = ["Shots"]

_CANVAS = 1100
"""Pixels of the longer side at which a photograph is filmed."""


@dataclass(frozen=True, slots=True)
class _Mover:
    thing: Picture
    start: tuple[float, float]
    pace: tuple[float, float]
    bob: float


class Shots:
    """Shots of 4 to 8 seconds, each of another photograph, cut hard one after the other."""

    def __init__(
        self, chance: np.random.Generator, photographs: Sequence[Path], seconds: float, movers: int = 3
    ) -> None:
        self._photographs = list(photographs)
        lengths: list[float] = []
        while sum(lengths) < seconds:
            lengths.append(float(chance.uniform(4, 8)))
        self._starts = [0.0, *np.cumsum(lengths)[:-1].tolist()]
        self._lengths = lengths
        self._seeds = chance.integers(0, 2**62, len(lengths))
        self._movers = movers
        self._shake, self._exposure = Shake(chance, 4.0), Exposure(chance)
        self._open = -1

    def frame(self, t: float) -> Picture:
        """What the camera sees at a time in seconds."""
        number = bisect_right(self._starts, t) - 1
        if number != self._open:
            self._enter(number)
        share = min(max((t - self._starts[number]) / self._lengths[number], 0.0), 1.0)
        scale, left, top = self._first + (self._last - self._first) * share
        shake = self._shake.at(t)
        matrix = np.array([[scale, 0, -left * scale + shake[0]], [0, scale, -top * scale + shake[1]]])
        rgb = cv2.warpAffine(self._canvas, matrix, (WIDE, HIGH), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT)
        here = t - self._starts[number]
        for mover in self._passing:
            x = mover.start[0] + mover.pace[0] * here
            y = mover.start[1] + mover.pace[1] * here + mover.bob * np.sin(4 * here)
            blit(rgb, mover.thing, x % (WIDE + 200) - 100, y % (HIGH + 160) - 80)
        return self._exposure.applied(rgb, t)

    def _enter(self, number: int) -> None:
        chance = np.random.default_rng(int(self._seeds[number]))
        photograph = _read(self._photographs[number % len(self._photographs)])
        other = _read(self._photographs[(number + 1) % len(self._photographs)])
        factor = _CANVAS / max(photograph.shape[:2])
        self._canvas = cv2.resize(photograph, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
        rows, columns = self._canvas.shape[:2]
        least = max(WIDE / columns, HIGH / rows)

        def view() -> NDArray[np.float64]:
            scale = least * chance.uniform(1.02, 1.4)
            return np.array([scale, chance.uniform(0, columns - WIDE / scale), chance.uniform(0, rows - HIGH / scale)])

        self._first, self._last = view(), view()
        self._passing = [
            _Mover(
                cutout(chance, other, int(chance.integers(50, 120))),
                (float(chance.uniform(0, WIDE)), float(chance.uniform(60, HIGH))),
                (float(chance.choice([-1, 1]) * chance.uniform(50, 170)), float(chance.uniform(-14, 14))),
                float(chance.uniform(0, 14)),
            )
            for _ in range(int(chance.integers(1, self._movers + 1)))
        ]
        self._open = number


def _read(path: Path) -> Picture:
    with Image.open(path) as image:
        image.draft("RGB", (_CANVAS, _CANVAS))
        return np.asarray(ImageOps.exif_transpose(image).convert("RGB"))
