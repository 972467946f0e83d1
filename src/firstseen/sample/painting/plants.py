"""Trees, bushes, reeds and meadows, dabbed leaf by leaf."""

from __future__ import annotations

import cv2
import numpy as np

from firstseen.sample.painting.canvas import Colour, Image, fractal, mix, smooth
from firstseen.sample.painting.stage import Texture

__all__ = ["bush", "dab_leaves", "meadow", "poplar", "tree"]


def _branches(
    rng: np.random.Generator, paint: Image, at: tuple[float, float], angle: float, length: float, *, wide: float
) -> list[tuple[float, float]]:
    """Draws a branch and those that grow from it; gives the places where leaves hang."""
    tips: list[tuple[float, float]] = []
    waiting = [(at, angle, length, wide)]
    while waiting:
        (x, y), turn, reach, thick = waiting.pop()
        end = (x + np.sin(turn) * reach, y - np.cos(turn) * reach)
        tone = 0.16 + 0.05 * rng.random()
        bark = (tone * 1.15, tone, tone * 0.85, 1.0)
        cv2.line(paint, (int(x), int(y)), (int(end[0]), int(end[1])), bark, max(1, round(thick)), cv2.LINE_AA)
        if reach < length * 0.32:
            tips.append(end)
            continue
        if reach < length * 0.75:
            tips.append(end)
        waiting.extend(
            (end, turn + side * rng.uniform(0.25, 0.65), reach * rng.uniform(0.66, 0.85), thick * 0.66)
            for side in ((-1, 1) if rng.random() < 0.75 else (-1, 0.1, 1))
        )
    return tips


def dab_leaves(rng: np.random.Generator, paint: Image, places: np.ndarray, shade: Colour, size: float) -> None:
    """Dabs leaves at `places` (n, 2), darker below and to the right, in random order of depth."""
    if not len(places):
        return
    low, high = places.min(axis=0), places.max(axis=0)
    light = (
        1.25
        - 0.75 * (places[:, 1] - low[1]) / max(high[1] - low[1], 1)
        - 0.2 * (places[:, 0] - low[0]) / max(high[0] - low[0], 1)
    )
    order = np.argsort(light + rng.normal(0, 0.28, len(places)))
    tint = rng.normal(1.0, 0.16, len(places))
    warm = rng.normal(0, 0.05, len(places))
    radius = rng.uniform(0.5, 1.2, len(places)) * size
    turn = rng.uniform(0, 180, len(places))
    for at in order:
        tone = light[at] * tint[at]
        dab = (shade[0] * tone + warm[at], shade[1] * tone, shade[2] * tone - warm[at] / 2, 1.0)
        centre = (int(places[at, 0]), int(places[at, 1]))
        axes = (max(1, int(radius[at])), max(1, int(radius[at] * 0.55)))
        cv2.ellipse(paint, centre, axes, turn[at], 0, 360, dab, -1, cv2.LINE_AA)


def tree(
    rng: np.random.Generator,
    shade: Colour = (0.30, 0.36, 0.18),
    *,
    rows: int = 420,
    columns: int = 360,
    leaves: int = 2300,
) -> Texture:
    """A broad-leaved tree, its foot at the middle of the lower edge."""
    paint = np.zeros((rows, columns, 4), np.float32)
    paint[..., :3] = shade
    tips = np.array(
        _branches(rng, paint, (columns / 2, rows - 1), float(rng.normal(0, 0.06)), rows * 0.235, wide=rows * 0.035)
    )
    chosen = tips[rng.integers(0, len(tips), leaves)]
    places = chosen + rng.normal(0, rows * 0.034, (leaves, 2))
    places = places[(places[:, 1] < rows * 0.82)]
    dab_leaves(rng, paint, places, shade, rows / 78)
    return Texture(np.clip(paint, 0, 1))


def poplar(
    rng: np.random.Generator,
    shade: Colour = (0.28, 0.34, 0.17),
    *,
    rows: int = 460,
    columns: int = 130,
    leaves: int = 2000,
) -> Texture:
    """A tall narrow tree."""
    paint = np.zeros((rows, columns, 4), np.float32)
    paint[..., :3] = shade
    cv2.line(paint, (columns // 2, rows), (columns // 2, rows // 4), (0.17, 0.14, 0.11, 1.0), 6, cv2.LINE_AA)
    up = rng.beta(1.1, 1.2, leaves)
    wide = np.sin(np.pi * np.clip(up * 0.93 + 0.05, 0, 1)) ** 0.7 * columns * 0.30
    sway = np.sin(up * 5 + rng.uniform(0, 6)) * columns * 0.03
    places = np.stack([columns / 2 + sway + rng.normal(0, 0.55, leaves) * wide, rows * (0.88 - 0.86 * up)], axis=-1)
    dab_leaves(rng, paint, places, shade, 3.9)
    return Texture(np.clip(paint, 0, 1))


def bush(
    rng: np.random.Generator,
    shade: Colour = (0.27, 0.33, 0.17),
    *,
    rows: int = 150,
    columns: int = 320,
    leaves: int = 1500,
) -> Texture:
    """A row of bushes or willows standing in the water."""
    paint = np.zeros((rows, columns, 4), np.float32)
    paint[..., :3] = shade
    heads = rng.uniform(0.12, 0.88, 7)
    head = heads[rng.integers(0, 7, leaves)]
    x = columns * (head + rng.normal(0, 0.055, leaves))
    y = rows - np.abs(rng.normal(0, 0.36, leaves)) * rows * (0.6 + 0.4 * np.sin(head * 19) ** 2)
    keep = (x > 4) & (x < columns - 4) & (y > 5)
    dab_leaves(rng, paint, np.stack([x, y], axis=-1)[keep], shade, 5.2)
    return Texture(np.clip(paint, 0, 1))


def meadow(
    rng: np.random.Generator, rows: int, columns: int, shade: Colour, mud: Colour, *, wet: float = 0.3
) -> Texture:
    """Grass seen from the side, with muddy places and a ragged outline."""
    blades = fractal(rng, rows, columns, 7, 3, tall=0.35)
    patches = fractal(rng, rows, columns, 160, 5, tall=0.3)
    paint = np.array(shade, np.float32) * (1 + 0.28 * blades + 0.25 * patches)[..., None]
    paint = mix(paint, np.array(mud, np.float32) * (1 + 0.3 * blades)[..., None], smooth(0.6 - wet, 1.1 - wet, patches))
    down, right = np.linspace(-1, 1, rows)[:, None], np.linspace(-1, 1, columns)[None, :]
    edge = 1 - np.maximum(np.abs(down) ** 3, np.abs(right) ** 6) + 0.35 * fractal(rng, rows, columns, 60, 4)
    alpha = smooth(0.12, 0.24, edge.astype(np.float32))
    return Texture(np.concatenate([paint, alpha[..., None]], axis=-1).astype(np.float32))
