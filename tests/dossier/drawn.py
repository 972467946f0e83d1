"""Invented pictures: a town under water, drawn from numbers. Nothing here was ever photographed."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

Pixels = NDArray[np.uint8]
WIDTH, HEIGHT = 960, 640


def _noise(rng: np.random.Generator, width: int, height: int, rough: int) -> NDArray[np.float64]:
    coarse = rng.random((max(2, height // rough), max(2, width // rough)))
    return (
        np.asarray(Image.fromarray((coarse * 255).astype(np.uint8)).resize((width, height), Image.Resampling.BICUBIC))
        / 255
    )


def scene(seed: int) -> Pixels:
    """A row of houses above brown water, (640, 960, 3)."""
    rng = np.random.default_rng(seed)
    level = int(HEIGHT * rng.uniform(0.5, 0.68))
    sky_top, sky_low = rng.uniform(90, 150, 3), rng.uniform(170, 220, 3)
    rows = np.linspace(0, 1, level)[:, None, None]
    clouds = _noise(rng, WIDTH, level, 60)[..., None]
    sky = (sky_top * (1 - rows) + sky_low * rows) * (0.8 + 0.35 * clouds)
    picture = Image.fromarray(np.clip(np.vstack([sky, np.zeros((HEIGHT - level, WIDTH, 3))]), 0, 255).astype(np.uint8))
    draw = ImageDraw.Draw(picture)
    x = -20
    while x < WIDTH:
        wide, tall = int(rng.uniform(70, 170)), int(rng.uniform(90, level * 0.7))
        wall = tuple(
            int(v) for v in rng.uniform(60, 190) * np.array([1, rng.uniform(0.8, 0.95), rng.uniform(0.65, 0.85)])
        )
        top = level - tall
        draw.rectangle((x, top, x + wide, level), fill=wall)
        if rng.random() < 0.6:
            roof = tuple(int(v * 0.55) for v in wall)
            draw.polygon(
                [(x - 8, top), (x + wide // 2, top - int(rng.uniform(25, 70))), (x + wide + 8, top)], fill=roof
            )
        for window_y in range(top + 16, level - 24, 38):
            for window_x in range(x + 12, x + wide - 20, 30):
                lit = rng.random() < 0.2
                draw.rectangle(
                    (window_x, window_y, window_x + 14, window_y + 20), fill=(235, 205, 120) if lit else (38, 44, 52)
                )
        x += wide + int(rng.uniform(0, 26))
    pixels = np.asarray(picture).astype(np.float64)
    depth = HEIGHT - level
    mirror = pixels[level - depth : level][::-1] if depth <= level else pixels[:level][::-1][:depth]
    ripples = _noise(rng, WIDTH, depth, 9)[..., None]
    water = np.array([118.0, 98.0, 70.0])
    pixels[level:] = (0.4 * mirror + 0.6 * water) * (0.72 + 0.5 * ripples)
    pixels *= 0.93 + 0.12 * _noise(rng, WIDTH, HEIGHT, 3)[..., None]
    return np.clip(pixels, 0, 255).astype(np.uint8)


def crop(pixels: Pixels, box: tuple[int, int, int, int]) -> Pixels:
    """The part [left, top, right, bottom]."""
    left, top, right, bottom = box
    return np.ascontiguousarray(pixels[top:bottom, left:right])


def mirror(pixels: Pixels) -> Pixels:
    """Left and right changed."""
    return np.ascontiguousarray(pixels[:, ::-1])


def grey(pixels: Pixels) -> Pixels:
    """Without colour."""
    return np.repeat(pixels.mean(axis=2, keepdims=True).astype(np.uint8), 3, axis=2)


def bordered(pixels: Pixels, band: int) -> Pixels:
    """A white band with bars like words under it."""
    out = np.full((pixels.shape[0] + band, pixels.shape[1], 3), 245, np.uint8)
    out[: pixels.shape[0]] = pixels
    for line in range(2):
        top = pixels.shape[0] + 12 + line * (band // 2 - 4)
        out[top : top + band // 4, 24 : pixels.shape[1] - 60 - line * 200] = 40
    return out


def in_screen(pixels: Pixels) -> Pixels:
    """Inside a tall phone screen, 540 x 1080, the picture 500 px wide at (20, 300)."""
    screen = np.full((1080, 540, 3), 24, np.uint8)
    height = round(pixels.shape[0] * 500 / pixels.shape[1])
    screen[300 : 300 + height, 20:520] = np.asarray(Image.fromarray(pixels).resize((500, height)))
    screen[60:84, 20:300] = 200
    screen[110:260:36, 20:500] = 120
    return screen
