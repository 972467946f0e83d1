"""A drawn shore: water that mirrors hills and houses, boats on it, smoke drifting over, filmed by hand."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from bench.video.coding import Picture
from bench.video.scenes import HIGH, WIDE
from bench.video.scenes.camera import Exposure, Shake, Wander
from bench.video.scenes.things import Colour, colour, noise

__all__ = ["Shore"]

_LONG, _TALL = 1000, 520


@dataclass(frozen=True, slots=True)
class _Boat:
    row: float
    start: float
    pace: float
    size: float
    paint: Colour


class Shore:
    """Water below, land above, both from one chance."""

    def __init__(self, chance: np.random.Generator) -> None:
        self._line = int(_TALL * chance.uniform(0.42, 0.55))
        self._land = _land(chance, self._line)
        self._smoke = np.clip(noise(chance, 512, 1024, 170, 5) * 90 + 20, 0, 215).astype(np.uint8)
        self._smokes = chance.random() < 0.7
        self._tint = np.array(chance.uniform([0.5, 0.6, 0.65], [0.75, 0.85, 0.95]), np.float32)
        self._waves = chance.uniform([0.03, 0.07, 0.13, 0.21], [0.06, 0.11, 0.19, 0.3])
        self._paces = chance.uniform(0.8, 3.2, 4)
        self._boats = [
            _Boat(
                float(chance.uniform(0.15, 0.9)),
                float(chance.uniform(0, _LONG)),
                float(chance.choice([-1, 1]) * chance.uniform(18, 60)),
                float(chance.uniform(26, 56)),
                colour(chance),
            )
            for _ in range(int(chance.integers(3, 7)))
        ]
        self._boats.sort(key=lambda boat: boat.row)
        self._across, self._zoom = Wander(chance, 120, 17), Wander(chance, 0.12, 13)
        self._shake, self._exposure = Shake(chance, 4.5), Exposure(chance)
        self._rows = np.arange(_TALL - self._line, dtype=np.float32)[:, None]
        self._columns = np.arange(_LONG, dtype=np.float32)[None]

    def frame(self, t: float) -> Picture:
        """What the camera sees at a time in seconds."""
        whole = np.empty((_TALL, _LONG, 3), np.uint8)
        whole[: self._line] = self._land
        whole[self._line :] = self._water(t)
        for boat in self._boats:
            self._sail(whole, boat, t)
        if self._smokes:
            self._veil(whole, t)
        scale = 1.28 * (1 + self._zoom.at(t)) * WIDE / _LONG * 1.15
        shake = self._shake.at(t)
        x = WIDE / 2 - (_LONG / 2 + self._across.at(t)) * scale + shake[0]
        y = HIGH / 2 - self._line * scale + shake[1]
        matrix = np.array([[scale, 0, x], [0, scale, y]])
        rgb = cv2.warpAffine(whole, matrix, (WIDE, HIGH), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT)
        return self._exposure.applied(rgb, t)

    def _water(self, t: float) -> Picture:
        # The waves are worked out on every third row and column.
        rows, columns = self._rows[::3], self._columns[:, ::3]
        depth = 1 + rows / 40
        coarse = np.zeros((len(rows), columns.shape[1]), np.float32)
        for wave, pace in zip(self._waves.tolist(), self._paces.tolist(), strict=True):
            coarse += np.sin(rows * (9 * wave) / depth + pace * t + columns * (0.35 * wave))
        ripple = cv2.resize(coarse, (_LONG, len(self._rows)), interpolation=cv2.INTER_LINEAR)
        across = self._columns + (2.2 + self._rows / 18) * ripple
        down = self._line - 1 - self._rows * (self._line / len(self._rows)) + 3 * ripple
        np.clip(down, 0, self._line - 1, out=down)
        mirrored = cv2.remap(self._land, across, down, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT)
        glint = cv2.merge([(1 + 0.07 * ripple) * float(tint) for tint in self._tint])
        return np.asarray(cv2.multiply(mirrored, glint, dtype=cv2.CV_8U))

    def _sail(self, whole: Picture, boat: _Boat, t: float) -> None:
        x = (boat.start + boat.pace * t) % (_LONG + 200) - 100
        y = self._line + boat.row * (_TALL - self._line) * 0.7 + 3 * np.sin(2 * t + boat.start)
        size = boat.size * (0.6 + boat.row)
        hull = np.array([[-1, 0], [1, 0], [0.75, 0.35], [-0.75, 0.35]]) * size + [x, y]
        cv2.fillPoly(whole, [hull.astype(np.int32)], boat.paint, cv2.LINE_AA)
        cv2.rectangle(
            whole,
            (round(x - 0.4 * size), round(y - 0.4 * size)),
            (round(x + 0.2 * size), round(y)),
            (225, 222, 210),
            -1,
        )
        cv2.line(whole, (round(x), round(y)), (round(x), round(y - 1.1 * size)), (70, 52, 40), 2, cv2.LINE_AA)

    def _veil(self, whole: Picture, t: float) -> None:
        left = round(26 * t) % 1024
        drift = np.roll(self._smoke, -left, axis=1)[:, :_LONG]
        drift = np.roll(drift, round(9 * t) % 512, axis=0)[: self._line]
        share = (
            drift[..., None].astype(np.uint16) * np.linspace(190, 40, len(drift)).astype(np.uint16)[:, None, None]
        ) >> 8
        part = whole[: self._line]
        part[:] = ((part.astype(np.uint16) * (255 - share) + 205 * share) // 255).astype(np.uint8)


def _land(chance: np.random.Generator, line: int) -> Picture:
    top = np.array(chance.uniform([110, 140, 170], [200, 205, 235]))
    low = np.array(chance.uniform([190, 170, 150], [245, 225, 210]))
    shares = np.linspace(0, 1, line)[:, None, None]
    sky = top * (1 - shares) + low * shares + 16 * noise(chance, line, _LONG, 180, 5)[..., None]
    land = np.clip(sky, 0, 255).astype(np.uint8)
    for depth in range(3):
        ridge = line * (0.45 + 0.17 * depth) + 34 * noise(chance, 4, _LONG, 260 >> depth, 5)[1]
        paint = np.array(colour(chance, 40, 140)) * (0.75 + 0.08 * depth)
        below = np.arange(line)[:, None] > ridge[None]
        hill = np.clip(paint + 20 * noise(chance, line, _LONG, 40, 5)[..., None], 0, 255).astype(np.uint8)
        np.copyto(land, hill, where=below[..., None])
    for _ in range(int(chance.integers(10, 22))):
        x, wide, tall = int(chance.integers(0, _LONG - 40)), int(chance.integers(22, 60)), int(chance.integers(18, 80))
        cv2.rectangle(land, (x, line - tall), (x + wide, line), colour(chance, 90, 230), -1)
        roof = np.array(
            [[x - 3, line - tall], [x + wide // 2, line - tall - 16], [x + wide + 3, line - tall]], np.int32
        )
        cv2.fillPoly(land, [roof], colour(chance, 50, 140), cv2.LINE_AA)
        for y in range(line - tall + 6, line - 8, 13):
            for across in range(x + 4, x + wide - 6, 11):
                cv2.rectangle(land, (across, y), (across + 4, y + 6), colour(chance, 20, 90), -1)
    return land
