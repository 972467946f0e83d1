"""The painter's ground: noise, gradients, mixing, and the development of the finished picture.

Colours are (red, green, blue) in 0 to 1; pictures are (h, w, 3) float32 in the same range. All chance comes
from generators seeded with a name, so that a picture is the same in every run on one machine.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

__all__ = [
    "Colour",
    "Finish",
    "Image",
    "Values",
    "chance",
    "colour",
    "finish",
    "fractal",
    "mix",
    "ramp",
    "smooth",
    "tile",
]

Image = NDArray[np.float32]
Values = NDArray[np.floating[Any]]
Colour = tuple[float, float, float]


def chance(name: str) -> np.random.Generator:
    """A generator of its own for each name."""
    return np.random.default_rng(list(name.encode()))


def colour(code: str) -> Colour:
    """A colour from six hexadecimal digits."""
    return (int(code[0:2], 16) / 255, int(code[2:4], 16) / 255, int(code[4:6], 16) / 255)


def smooth(low: float, high: float, values: Values) -> Image:
    """Rises smoothly from 0 at `low` to 1 at `high`."""
    t = np.clip((values - low) / (high - low), 0.0, 1.0)
    result: Image = (t * t * (3.0 - 2.0 * t)).astype(np.float32)
    return result


def mix(a: Values | Colour, b: Values | Colour, share: Values | float) -> Image:
    """`a` where `share` is 0, `b` where it is 1; a two-dimensional share is used for all three channels."""
    weight = np.asarray(share, np.float32)
    if weight.ndim == 2:
        weight = cv2.merge([weight, weight, weight])
    first, second = np.asarray(a, np.float32), np.asarray(b, np.float32)
    result: Image = (second - first) * weight
    result += first
    return result


def ramp(rows: int, stops: list[tuple[float, Colour]]) -> Image:
    """A vertical gradient, (rows, 1, 3): each stop is a place between 0 (top) and 1 (bottom) and a colour."""
    at = np.linspace(0, 1, rows)
    places = [place for place, _ in stops]
    channels = [np.interp(at, places, [stop[1][c] for stop in stops]) for c in range(3)]
    return np.stack(channels, axis=-1).astype(np.float32)[:, None, :]


def fractal(
    rng: np.random.Generator, rows: int, columns: int, cell: float, octaves: int = 4, *, tall: float = 1.0
) -> Image:
    """Smooth noise of several sizes, about -1 to 1. `cell`: the largest size in pixels; `tall`: stretch downwards."""
    total = np.zeros((rows, columns), np.float32)
    weight, whole = 1.0, 0.0
    for octave in range(octaves):
        size = cell / 2**octave
        grid = rng.standard_normal(
            (max(2, round(rows / max(size * tall, 1.0)) + 1), max(2, round(columns / max(size, 1.0)) + 1)), np.float32
        )
        total += weight * cv2.resize(grid, (columns, rows), interpolation=cv2.INTER_CUBIC)
        whole += weight * weight
        weight *= 0.55
    return total * np.float32(0.5 / np.sqrt(whole))


def tile(rng: np.random.Generator, size: int, slope: float, *, lowest: float = 2.0) -> Image:
    """Noise that repeats without a seam, (size, size), mean 0 and deviation 1; the spectrum falls with `slope`."""
    across = np.fft.fftfreq(size)[:, None] * size
    along = np.fft.rfftfreq(size)[None, :] * size
    radius = np.hypot(across, along)
    weight = np.where(radius < lowest, 0.0, np.maximum(radius, 1.0) ** -slope)
    spectrum = np.fft.rfft2(rng.standard_normal((size, size)))
    noise = np.fft.irfft2(spectrum * weight, s=(size, size))
    result: Image = ((noise - noise.mean()) / noise.std()).astype(np.float32)
    return result


@dataclass(frozen=True, slots=True)
class Finish:
    """How a picture is developed: strength of each effect, 0 for none."""

    contrast: float = 0.35
    saturation: float = 1.0
    warm: float = 0.0
    lift: float = 0.02
    bloom: float = 0.18
    bloom_from: float = 0.75
    vignette: float = 0.3
    grain: float = 0.018
    soften: float = 0.6


def finish(image: Image, rng: np.random.Generator, how: Finish) -> NDArray[np.uint8]:
    """The picture as a camera would give it: light spilling from bright places, tone curve, corners, film grain."""
    rows, columns = image.shape[:2]
    small = cv2.resize(image, (columns // 4, rows // 4), interpolation=cv2.INTER_AREA)
    spill = cv2.GaussianBlur(np.maximum(small - how.bloom_from, 0), (0, 0), columns / 90)
    spill += cv2.GaussianBlur(np.maximum(small - how.bloom_from, 0), (0, 0), columns / 350)
    image = image + cv2.resize(spill * (2 * how.bloom), (columns, rows), interpolation=cv2.INTER_LINEAR)
    np.clip(image, 0, 1.1, out=image)
    curve = np.minimum(image, 1)
    curve *= curve * (3 - 2 * curve)
    image *= 1 - how.contrast
    curve *= how.contrast
    image += curve
    grey = cv2.cvtColor(image, cv2.COLOR_RGB2GRAY)
    image *= how.saturation
    plain = grey * (1 - how.saturation)
    image += cv2.merge([plain, plain, plain])
    down = np.linspace(-1, 1, rows, dtype=np.float32)[:, None]
    right = np.linspace(-1, 1, columns, dtype=np.float32)[None, :]
    fall = 1 - how.vignette * np.minimum((right * right + down * down * 0.8) / 1.8, 1) ** 1.3
    fall *= 1 - how.lift
    image *= cv2.merge([fall * (1 + how.warm * share) for share in (0.5, 0.05, -0.5)])
    if how.soften:
        image = cv2.GaussianBlur(image, (0, 0), how.soften)
    grain = rng.standard_normal((rows, columns), np.float32)
    grain = 0.6 * grain + 0.9 * cv2.GaussianBlur(grain, (0, 0), 1.0)
    grain *= how.grain * (1.15 - 0.7 * np.clip(grey, 0, 1))
    grain += how.lift
    image += cv2.merge([grain, grain, grain])
    pixels: NDArray[np.uint8] = (np.clip(image, 0, 1) * 255 + 0.5).astype(np.uint8)
    return pixels
