"""Things that move through scenes, and the grounds they move on: walkers, cars, cut-outs, noise."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from bench.video.coding import Picture

__all__ = ["Colour", "blit", "car", "colour", "cutout", "noise", "walker"]

Colour = tuple[int, int, int]


def colour(chance: np.random.Generator, low: int = 20, high: int = 230) -> Colour:
    """Any colour."""
    red, green, blue = (int(value) for value in chance.integers(low, high, 3))
    return red, green, blue


def noise(chance: np.random.Generator, high: int, wide: int, coarse: int, octaves: int = 4) -> NDArray[np.float32]:
    """Fractal noise of mean 0 and about 1 to either side; `coarse`: pixels of its largest spots."""
    out = np.zeros((high, wide), np.float32)
    for octave in range(octaves):
        step = max(coarse >> octave, 2)
        grain = chance.standard_normal((high // step + 3, wide // step + 3)).astype(np.float32)
        grown = cv2.resize(grain, None, fx=step, fy=step, interpolation=cv2.INTER_CUBIC)
        out += grown[:high, :wide] * 0.55**octave
    return out * 0.6


def cutout(chance: np.random.Generator, picture: Picture, side: int) -> NDArray[np.uint8]:
    """A round piece of a picture with its outline as a fourth channel."""
    rows, columns = picture.shape[:2]
    cut = int(min(rows, columns) * chance.uniform(0.35, 0.6))
    top, left = int(chance.integers(0, rows - cut + 1)), int(chance.integers(0, columns - cut + 1))
    piece = cv2.resize(picture[top : top + cut, left : left + cut], (side, side), interpolation=cv2.INTER_AREA)
    mask = np.zeros((side, side), np.uint8)
    turns = np.linspace(0, 2 * np.pi, 9, endpoint=False)
    radii = side * chance.uniform(0.33, 0.5, 9)
    points = np.stack([side / 2 + radii * np.cos(turns), side / 2 + radii * np.sin(turns)], axis=1)
    cv2.fillPoly(mask, [points.astype(np.int32)], 255)
    return np.dstack([piece, mask])


def blit(rgb: Picture, thing: NDArray[np.uint8], x: float, y: float) -> None:
    """Lays a thing with its outline onto a picture, its middle at (x, y); what is outside is cut."""
    high, wide = thing.shape[:2]
    left, top = round(x - wide / 2), round(y - high / 2)
    x0, y0, x1, y1 = max(left, 0), max(top, 0), min(left + wide, rgb.shape[1]), min(top + high, rgb.shape[0])
    if x0 >= x1 or y0 >= y1:
        return
    part = thing[y0 - top : y1 - top, x0 - left : x1 - left]
    np.copyto(rgb[y0:y1, x0:x1], part[..., :3], where=part[..., 3:] > 127)


def walker(  # noqa: PLR0917
    rgb: Picture, x: float, foot: float, tall: float, step: float, clothes: tuple[Colour, Colour]
) -> None:
    """A person on foot; `step` is the phase of the legs."""
    coat, trousers = clothes
    swing = np.sin(step) * 0.16 * tall
    hip = (round(x), round(foot - 0.47 * tall))
    thick = max(round(0.09 * tall), 2)
    for side in (swing, -swing):
        cv2.line(rgb, hip, (round(x + side), round(foot)), trousers, thick, cv2.LINE_AA)
    top = (round(x + 0.02 * tall * np.sin(2 * step)), round(foot - 0.78 * tall))
    cv2.line(rgb, hip, top, coat, max(round(0.2 * tall), 3), cv2.LINE_AA)
    hand = (round(x - 1.1 * swing), round(foot - 0.45 * tall))
    cv2.line(rgb, top, hand, coat, max(round(0.07 * tall), 2), cv2.LINE_AA)
    cv2.circle(rgb, (top[0], round(foot - 0.91 * tall)), max(round(0.08 * tall), 2), (188, 150, 128), -1, cv2.LINE_AA)


def car(rgb: Picture, x: float, foot: float, tall: float, towards: int, paint: Colour) -> None:  # noqa: PLR0917
    """A car from the side, `tall` pixels high; `towards` is 1 to the right, -1 to the left."""
    long = 2.9 * tall
    shape = np.array([[-0.5, -0.25], [-0.48, -0.55], [-0.3, -0.6], [-0.16, -1], [0.2, -1], [0.34, -0.62], [0.5, -0.5]])
    shape = np.vstack([shape, [0.5, -0.25]]) * [long * towards, tall] + [x, foot]
    cv2.fillPoly(rgb, [shape.astype(np.int32)], paint, cv2.LINE_AA)
    window = np.array([[-0.13, -0.9], [0.17, -0.9], [0.27, -0.62], [-0.24, -0.62]]) * [long * towards, tall] + [x, foot]
    cv2.fillPoly(rgb, [window.astype(np.int32)], (60, 74, 86), cv2.LINE_AA)
    for wheel in (-0.3, 0.31):
        where = (round(x + wheel * long * towards), round(foot - 0.2 * tall))
        cv2.circle(rgb, where, max(round(0.2 * tall), 2), (18, 18, 20), -1, cv2.LINE_AA)
        cv2.circle(rgb, where, max(round(0.09 * tall), 1), (150, 150, 155), -1, cv2.LINE_AA)
