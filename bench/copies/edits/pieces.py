"""Pieces of a picture that are replaced by others or painted over."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import cv2
import numpy as np
from numpy.typing import NDArray

from bench.copies.edits.canvas import Edited, Scene, painted, scaled
from bench.copies.edits.voices import Layouts

__all__ = ["removed", "replaced"]

_Mask = NDArray[np.float32]

_Pair = tuple[float, float]


def _oval(mask: _Mask, scene: Scene, at: _Pair, reach: _Pair) -> None:
    cv2.ellipse(mask, (round(at[0]), round(at[1])), (round(reach[0]), round(reach[1])), 0, 0, 360, 1.0, -1)


def _jagged(mask: _Mask, scene: Scene, at: _Pair, reach: _Pair) -> None:
    turns = np.sort(scene.chance.uniform(0, 2 * np.pi, 9))
    away = scene.chance.uniform(0.85, 1.3, 9)
    points = np.column_stack([at[0] + reach[0] * away * np.cos(turns), at[1] + reach[1] * away * np.sin(turns)])
    cv2.fillPoly(mask, [points.astype(np.int32)], 1.0)


def _bust(mask: _Mask, scene: Scene, at: _Pair, reach: _Pair) -> None:
    """Head and shoulders, as somebody is put into a picture or swapped for another."""
    x, y, a, b = at[0], at[1], reach[0], reach[1]
    cv2.ellipse(mask, (round(x), round(y - 0.55 * b)), (round(0.55 * a), round(0.62 * b)), 0, 0, 360, 1.0, -1)
    cv2.ellipse(mask, (round(x), round(y + 1.05 * b)), (round(1.1 * a), round(1.0 * b)), 0, 180, 360, 1.0, -1)


def _beam(mask: _Mask, scene: Scene, at: _Pair, reach: _Pair) -> None:
    """A slanted box with round ends, as a banner or a car is swapped."""
    turn = scene.between(-35, 35)
    x, y, a, b = at[0], at[1], reach[0] * 1.5, reach[1] * 1.1
    corners = cv2.boxPoints(((x, y), (2 * a * 0.8, 2 * b * 0.55), turn))
    cv2.fillPoly(mask, [corners.astype(np.int32)], 1.0)
    for side in (-0.8, 0.8):
        end = (x + side * a * np.cos(np.radians(turn)), y + side * a * np.sin(np.radians(turn)))
        cv2.circle(mask, (round(float(end[0])), round(float(end[1]))), round(0.55 * b), 1.0, -1)


_CUTS: dict[Layouts, Callable[[_Mask, Scene, _Pair, _Pair], None]] = {
    "tuning": _oval,
    "second": _jagged,
    "third": _bust,
    "report": _beam,
}


def replaced(edited: Edited, scene: Scene) -> Edited:
    """A piece of another photograph in the place of a tenth to a sixth of this one."""
    height, width = edited.picture.shape[:2]
    stranger = scaled(scene.other(), width, height).astype(np.float32)
    mask = np.zeros((height, width), np.float32)
    x, y = scene.between(0.3, 0.7) * width, scene.between(0.3, 0.7) * height
    a, b = scene.between(0.17, 0.23) * width, scene.between(0.17, 0.23) * height
    _CUTS[scene.layouts](mask, scene, (x, y), (a, b))
    soft = cv2.GaussianBlur(mask, (0, 0), 2.5)[..., None]
    mean = (edited.picture * mask[..., None]).sum((0, 1)) - (stranger * mask[..., None]).sum((0, 1))
    light = np.clip(stranger + 0.5 * mean / max(float(mask.sum()), 1.0), 0, 255)
    out = np.asarray(edited.picture * (1 - soft) + light * soft, np.uint8)
    return replace(painted(edited, out), altered=True, relations=("altered",))


def removed(edited: Edited, scene: Scene) -> Edited:
    """A tenth of it painted over with what lies around, as apps that remove people do."""
    height, width = edited.picture.shape[:2]
    mask = np.zeros((height, width), np.uint8)
    x, y = scene.between(0.35, 0.65) * width, scene.between(0.35, 0.65) * height
    axes = (round(scene.between(0.12, 0.16) * width), round(scene.between(0.2, 0.26) * height))
    cv2.ellipse(mask, (round(x), round(y)), axes, scene.between(-20, 20), 0, 360, 255, -1)
    small = 4
    tiny = cv2.resize(edited.picture, (width // small, height // small), interpolation=cv2.INTER_AREA)
    hole = cv2.resize(mask, (width // small, height // small), interpolation=cv2.INTER_NEAREST)
    filled = cv2.inpaint(np.asarray(tiny, np.uint8), hole, 3, cv2.INPAINT_TELEA)
    large = scaled(np.asarray(filled, np.uint8), width, height).astype(np.float32)
    large += scene.chance.normal(0, 4, (height, width, 1))
    soft = cv2.GaussianBlur(mask.astype(np.float32) / 255, (0, 0), 2)[..., None]
    out = np.asarray(np.clip(edited.picture * (1 - soft) + large * soft, 0, 255), np.uint8)
    return replace(painted(edited, out), altered=True, relations=("altered",))
