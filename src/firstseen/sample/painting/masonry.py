"""Surfaces of buildings: plaster, brick, stone, roof tiles, planks, cobbles; every piece with a tint of its own."""

from __future__ import annotations

import cv2
import numpy as np

from firstseen.sample.painting.canvas import Colour, Image, fractal, mix, smooth

__all__ = ["METRE", "bricks", "cobbles", "opaque", "planks", "plaster", "roof_tiles", "weather"]

METRE = 44
"""Pixels a metre on painted surfaces."""


def opaque(paint: Image) -> Image:
    """The surface with an alpha of 1."""
    return np.concatenate([paint, np.ones((*paint.shape[:2], 1), np.float32)], axis=-1)


def plaster(rng: np.random.Generator, rows: int, columns: int, shade: Colour, scale: float = 1.0) -> Image:
    """Old plaster: cloudy, with patches where it has come off. `scale`: its grain against that of `METRE`."""
    cloudy = 1 + 0.10 * fractal(rng, rows, columns, 90 * scale, 4) + 0.05 * fractal(rng, rows, columns, 6, 1)
    paint: Image = np.array(shade, np.float32) * cloudy[..., None]
    if rng.random() < 0.3:
        gone = smooth(0.9, 1.1, fractal(rng, rows, columns, 70 * scale, 4))
        paint = mix(paint, bricks(rng, rows, columns, (0.55, 0.36, 0.28), scale=scale), gone * 0.8)
    return paint


def bricks(
    rng: np.random.Generator,
    rows: int,
    columns: int,
    shade: Colour,
    *,
    high: int = 5,
    wide: int = 13,
    spread: float = 0.16,
    scale: float = 1.0,
) -> Image:
    """Courses of bricks or stones of `wide` x `high` pixels (times `scale`) with light joints."""
    high, wide = max(2, round(high * scale)), max(4, round(wide * scale))
    courses, across = rows // high + 1, columns // wide + 2
    tint = 1 + spread * rng.standard_normal((courses, across, 1), np.float32)
    hue = 0.010 * rng.standard_normal((courses, across, 3), np.float32)
    grid = np.array(shade, np.float32) * tint + hue
    down, right = np.arange(rows)[:, None], np.arange(columns)[None, :]
    course = down // high
    place = right + (course % 2) * (wide // 2) + (course * 7) % 3
    paint: Image = grid[np.broadcast_to(course, (rows, columns)), place // wide]
    joint = ((down % high == 0) | (place % wide == 0)).astype(np.float32)
    edge = (down % high == high - 1).astype(np.float32) * 0.25
    rough = (1 + 0.12 * fractal(rng, rows, columns, 60 * scale, 3)) * (1 - edge * 0.6)
    paint *= rough[..., None]
    seams = joint > 0
    paint[seams] = paint[seams] * 0.45 + np.array([0.28, 0.26, 0.23], np.float32)
    return paint


def roof_tiles(rng: np.random.Generator, rows: int, columns: int, shade: Colour, scale: float = 1.0) -> Image:
    """Rows of tiles, each darker where the next one covers it, with moss and mended places."""
    high, wide = max(3, round(11 * scale)), max(3, round(9 * scale))
    courses, across = rows // high + 1, columns // wide + 2
    tint = 1 + 0.15 * rng.standard_normal((courses, across, 1), np.float32)
    mended = rng.random((courses, across, 1)) > 0.985
    grid = np.where(mended, np.array(shade) * 1.45, np.array(shade) * tint).astype(np.float32)
    down, right = np.arange(rows)[:, None], np.arange(columns)[None, :]
    course = down // high
    place = right + (course % 2) * (wide // 2)
    paint = grid[np.broadcast_to(course, (rows, columns)), place // wide]
    within = (down % high) / high
    round_ = np.sin(np.pi * ((place % wide) + 0.5) / wide)
    shape = (0.62 + 0.5 * within) * (0.72 + 0.32 * round_)
    shape = np.where((down % high) >= high - 2, 0.5 + 0.2 * round_, shape)
    worn = shape.astype(np.float32) * (1 + 0.22 * fractal(rng, rows, columns, 110 * scale, 3))
    paint *= worn[..., None]
    moss = smooth(0.35, 1.0, fractal(rng, rows, columns, 60 * scale, 4)) * 0.55
    return mix(paint, (0.30, 0.33, 0.20), moss)


def planks(rng: np.random.Generator, rows: int, columns: int, shade: Colour, *, wide: int = 9) -> Image:
    """Upright boards with grain."""
    right = np.arange(columns)
    tint = 1 + 0.16 * rng.standard_normal(columns // wide + 1)
    grain = fractal(rng, rows, columns, 5, 2, tall=9)
    paint = np.array(shade, np.float32) * (
        tint[right // wide].astype(np.float32)[None, :, None] + 0.16 * grain[..., None]
    )
    paint[:, right % wide == 0] *= 0.45
    return paint


def cobbles(rng: np.random.Generator, rows: int, columns: int, shade: Colour, *, size: int = 9) -> Image:
    """Setts of stone with dark, wet joints."""
    paint = bricks(rng, rows, columns, shade, high=size, wide=size + 4, spread=0.2)
    down, right = np.arange(rows)[:, None] % size, np.arange(columns)[None, :]
    dome = np.sin(np.pi * (down + 0.5) / size) * 0.4 + 0.7
    wet = smooth(-0.2, 0.8, fractal(rng, rows, columns, 120, 4))
    result: Image = (paint * dome[..., None] * (1 - 0.35 * wet[..., None]) + 0 * right[..., None]).astype(np.float32)
    return result


def weather(
    rng: np.random.Generator, paint: Image, *, stain: float = 0.0, eaves: bool = True, metre: float = METRE
) -> Image:
    """Runs of dirt, darkness under the eaves, and the line that a flood leaves at `stain` metres above the foot."""
    rows, columns = paint.shape[:2]
    runs = fractal(rng, rows, columns, 14, 2, tall=14)
    up = (rows - np.arange(rows, dtype=np.float32)[:, None]) / np.float32(metre)
    dark = 1 - 0.28 * np.exp(-up / 0.7)
    if eaves:
        dark *= 1 - 0.42 * np.exp(-(np.float32(rows / metre) - up) / 0.35)
    paint *= ((1 - 0.14 * np.clip(runs, 0, 1)) * dark)[..., None]
    if stain:
        waver = 0.06 * fractal(rng, 2, columns, 60, 2)[0][None]
        wet = 1 - smooth(stain - 0.04, stain + 0.07, up + waver)
        paint = mix(paint, paint * np.array([0.60, 0.53, 0.43], np.float32), wet * 0.8)
        line = np.exp(-(((up + waver - stain) / 0.03) ** 2))
        paint = mix(paint, (0.24, 0.20, 0.15), line * 0.5)
    soft: Image = cv2.GaussianBlur(paint, (0, 0), 0.5)
    return soft
