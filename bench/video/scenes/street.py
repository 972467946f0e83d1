"""A street in depth, drawn: rows of houses one behind the other, people and cars between them, a camera that moves.

The place, the moment and the camera are drawn from three chances of their own, so that one place can be filmed at two
moments, and one moment by two cameras.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from bench.video.coding import Picture
from bench.video.scenes import HIGH, WIDE
from bench.video.scenes.camera import Exposure, Shake, Wander
from bench.video.scenes.things import Colour, car, colour, noise, walker

__all__ = ["Stand", "Street"]

_FOCAL = 560.0
_EYE = 1.7
_ROWS = (46.0, 30.0, 20.0)
"""Metres from the camera's line to the rows of houses."""
_SPAN = 90.0
"""Metres of street that are drawn, half of them to either side."""


@dataclass(frozen=True, slots=True)
class Stand:
    """Where a camera stands (metres along the street and away from it), and how it is held (`roll` in degrees)."""

    along: float = 0.0
    back: float = 0.0
    zoom: float = 1.0
    roll: float = 0.0
    drift: float = 3.0
    shake: float = 2.5


@dataclass(frozen=True, slots=True)
class _Row:
    depth: float
    scale: float
    rgb: Picture
    mask: NDArray[np.uint8]
    foot: int


@dataclass(frozen=True, slots=True)
class _Passer:
    depth: float
    start: float
    pace: float
    tall: float
    clothes: tuple[Colour, Colour]
    is_car: bool
    waits: float


class Street:
    """One place, at one moment, from one stand."""

    def __init__(
        self, place: np.random.Generator, moment: np.random.Generator, camera: np.random.Generator, stand: Stand
    ) -> None:
        self._stand = stand
        self._rows = [_houses(place, depth) for depth in _ROWS]
        self._sky = _sky(place)
        self._ground = _ground(place)
        self._posts = sorted(float(x) for x in place.uniform(-_SPAN / 3, _SPAN / 3, 7))
        self._passers = sorted(
            (_passer(moment) for _ in range(int(moment.integers(22, 34)))), key=lambda one: -one.depth
        )
        self._light = float(moment.uniform(0.8, 1.1))
        self._pan, self._walk = Wander(camera, 40 * stand.drift / 3, 11), Wander(camera, stand.drift, 19)
        self._zoom = Wander(camera, 0.05 * stand.drift, 16)
        self._shake, self._exposure = Shake(camera, stand.shake), Exposure(camera)

    def frame(self, t: float) -> Picture:
        """What the camera sees at a time in seconds."""
        stand = self._stand
        shake = self._shake.at(t)
        focal = _FOCAL * stand.zoom * (1 + self._zoom.at(t))
        along = stand.along + self._walk.at(t)
        middle = WIDE / 2 + self._pan.at(t) + shake[0]
        horizon = 0.5 * HIGH + shake[1]
        rgb = self._behind(along, middle, horizon)
        for row in self._rows:
            self._laid(rgb, row, focal, along, middle, horizon)
        for one in self._passers:
            x, foot, scale = self._where(one.depth, _place(one, t), focal, along, middle, horizon)
            if not -200 < x < WIDE + 200:
                continue
            if one.is_car:
                car(rgb, x, foot, one.tall * scale, 1 if one.pace > 0 else -1, one.clothes[0])
            else:
                walker(rgb, x, foot, one.tall * scale, 5 * t * abs(one.pace) + one.start, one.clothes)
        for post in self._posts:
            x, foot, scale = self._where(4.5, post, focal, along, middle, horizon)
            cv2.line(rgb, (round(x), round(foot)), (round(x), round(foot - 5 * scale)), (42, 44, 46), 7, cv2.LINE_AA)
        if stand.roll:
            turn = cv2.getRotationMatrix2D((WIDE / 2, HIGH / 2), stand.roll, 1 + abs(stand.roll) / 40)
            rgb = cv2.warpAffine(rgb, turn, (WIDE, HIGH), borderMode=cv2.BORDER_REFLECT)
        lit = cv2.convertScaleAbs(rgb, alpha=self._light)
        return self._exposure.applied(lit, t)

    def _where(  # noqa: PLR0917
        self, depth: float, x: float, focal: float, along: float, middle: float, horizon: float
    ) -> tuple[float, float, float]:
        """Pixels across and down of a point on the ground, and pixels a metre there."""
        scale = focal / (depth + self._stand.back)
        return middle + (x - along) * scale, horizon + _EYE * scale, scale

    def _behind(self, along: float, middle: float, horizon: float) -> Picture:
        rgb = np.empty((HIGH, WIDE, 3), np.uint8)
        left = round(400 - (middle - WIDE / 2) + along) % 700
        line = min(max(round(horizon), 1), HIGH - 1)
        rgb[:line] = self._sky[HIGH - line : HIGH, left : left + WIDE]
        away = round(400 - (middle - WIDE / 2) + 40 * along) % 700
        rgb[line:] = self._ground[: HIGH - line, away : away + WIDE]
        return rgb

    def _laid(self, rgb: Picture, row: _Row, focal: float, along: float, middle: float, horizon: float) -> None:  # noqa: PLR0917
        scale = focal / (row.depth + self._stand.back) / row.scale
        across = middle - (row.rgb.shape[1] / 2 + along * row.scale) * scale
        down = horizon + _EYE * focal / (row.depth + self._stand.back) - row.foot * scale
        matrix = np.array([[scale, 0, across], [0, scale, down]])
        size = (WIDE, HIGH)
        shown = cv2.warpAffine(row.rgb, matrix, size, flags=cv2.INTER_LINEAR)
        mask = cv2.warpAffine(row.mask, matrix, size, flags=cv2.INTER_NEAREST)
        cv2.copyTo(shown, mask, rgb)


def _place(one: _Passer, t: float) -> float:
    """Metres along the street; some stop and go."""
    moved = one.pace * (t + one.waits * float(np.sin(t / 2 + one.start)))
    return (one.start + moved + _SPAN / 2) % _SPAN - _SPAN / 2


def _passer(chance: np.random.Generator) -> _Passer:
    is_car = chance.random() < 0.25
    pace = float(chance.choice([-1, 1]) * (chance.uniform(4, 10) if is_car else chance.uniform(0.7, 1.8)))
    depth = float(chance.uniform(11, 15) if is_car else chance.uniform(5.0, 17))
    start = float(chance.uniform(-_SPAN / 2, _SPAN / 2) * (1 if is_car else 0.35))
    tall = float(1.5 if is_car else chance.uniform(1.5, 1.9))
    return _Passer(
        depth, start, pace, tall, (colour(chance), colour(chance, 10, 120)), is_car, float(chance.uniform(0, 1))
    )


def _houses(chance: np.random.Generator, depth: float) -> _Row:
    """A row of fronts with windows, `scale` pixels a metre."""
    scale = _FOCAL / depth * 1.1
    wide, high = round(_SPAN * scale), round(17 * scale)
    rgb = np.zeros((high, wide, 3), np.uint8)
    mask = np.zeros((high, wide), np.uint8)
    left = 0.0
    while left < _SPAN:
        broad, tall = chance.uniform(6, 14), chance.uniform(5, 15)
        if chance.random() < 0.88:
            box = (round(left * scale), round(high - tall * scale), round((left + broad) * scale), high)
            _front(chance, rgb, mask, box, scale)
        left += broad
    grain = noise(chance, high, wide, 24, 4)
    rgb = np.clip(rgb * (1 + 0.13 * grain[..., None]), 0, 255).astype(np.uint8)
    return _Row(depth, scale, rgb, mask, high)


def _front(
    chance: np.random.Generator, rgb: Picture, mask: NDArray[np.uint8], box: tuple[int, int, int, int], scale: float
) -> None:
    left, top, right, bottom = box
    wall = colour(chance, 70, 215)
    cv2.rectangle(rgb, (left, top), (right, bottom), wall, -1)
    cv2.rectangle(mask, (left, top), (right, bottom), 255, -1)
    if chance.random() < 0.5:
        roof = np.array([[left, top], [(left + right) // 2, top - round(2.2 * scale)], [right, top]], np.int32)
        cv2.fillPoly(rgb, [roof], colour(chance, 40, 120))
        cv2.fillPoly(mask, [roof], 255)
    floor, gap = chance.uniform(2.6, 3.4), chance.uniform(1.7, 3.2)
    pane, ledge = colour(chance, 20, 90), colour(chance, 150, 240)
    for y in np.arange(top + 0.6 * scale, bottom - 3 * scale, floor * scale):
        for x in np.arange(left + 0.7 * scale, right - 1.2 * scale, gap * scale):
            corner, far = (round(x), round(y)), (round(x + 1.0 * scale), round(y + 1.6 * scale))
            lit = (232, 205, 140) if chance.random() < 0.12 else pane
            cv2.rectangle(rgb, corner, far, lit, -1)
            cv2.rectangle(rgb, corner, far, ledge, 1)
    door = round(left + chance.uniform(0.2, 0.7) * (right - left))
    cv2.rectangle(
        rgb, (door, round(bottom - 2.3 * scale)), (round(door + 1.2 * scale), bottom), colour(chance, 20, 150), -1
    )
    if chance.random() < 0.6:
        sign = round(bottom - 3.1 * scale)
        cv2.rectangle(rgb, (left + 2, sign), (right - 2, round(sign + 0.6 * scale)), colour(chance), -1)


def _sky(chance: np.random.Generator) -> Picture:
    tone = np.array([chance.uniform(120, 190), chance.uniform(150, 205), chance.uniform(190, 235)])
    fade = np.linspace(0.8, 1.1, HIGH)[:, None, None]
    clouds = noise(chance, HIGH, WIDE + 710, 200, 5)[..., None]
    return np.clip(tone * fade + 22 * clouds, 0, 255).astype(np.uint8)


def _ground(chance: np.random.Generator) -> Picture:
    tone = np.array(colour(chance, 70, 130))
    grain = noise(chance, HIGH, WIDE + 710, 60, 5)[..., None]
    return np.clip(tone + 16 * grain, 0, 255).astype(np.uint8)
