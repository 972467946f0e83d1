"""Sky, hills, water, mist and rain."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from firstseen.sample.painting.canvas import Colour, Image, fractal, mix, ramp, smooth, tile
from firstseen.sample.painting.stage import Camera, Stage

__all__ = ["Sky", "Water", "hills", "mist", "paint_sky", "paint_water", "rain", "with_reflection"]


@dataclass(frozen=True, slots=True)
class Sky:
    """Colours from the top to the horizon, the clouds, and the sun (in shares of width and of height above it)."""

    top: Colour
    middle: Colour
    low: Colour
    cloud_light: Colour
    cloud_dark: Colour
    cover: float = 0.5
    soft: float = 0.9
    scale: float = 1.0
    sun: tuple[float, float] | None = None
    sun_colour: Colour = (1.0, 0.85, 0.6)


def paint_sky(rng: np.random.Generator, rows: int, columns: int, sky: Sky) -> Image:
    """A sky whose last row is the horizon, (rows, columns, 3), with clouds that grow smaller towards it."""
    image = np.repeat(ramp(rows, [(0.0, sky.top), (0.55, sky.middle), (1.0, sky.low)]), columns, axis=1)
    noise = tile(rng, 768, 1.75)
    down = np.arange(rows, dtype=np.float32)[:, None]
    right = np.arange(columns, dtype=np.float32)[None, :]
    height = (rows - down) / columns
    far = 1 / (height + 0.075)
    u = (right / columns - 0.5) * far * 130 / sky.scale + 300
    v = far * 95 / sky.scale + 200
    wind = fractal(rng, rows, columns, columns / 6, 3) * 14
    density = cv2.remap(noise, u + wind, v + wind, cv2.INTER_LINEAR, borderMode=cv2.BORDER_WRAP)
    towards = (-9.0, 14.0) if sky.sun is None else ((sky.sun[0] - 0.5) * 26, 13.0)
    lit = cv2.remap(noise, u + wind + towards[0], v + wind + towards[1], cv2.INTER_LINEAR, borderMode=cv2.BORDER_WRAP)
    edge = 1.4 - 2.8 * sky.cover
    cloud = smooth(edge - sky.soft, edge + sky.soft, density) * smooth(0.0, 0.1, height)
    light = np.clip(0.5 + 0.55 * (density - lit) - 0.22 * (density - edge), 0, 1)
    glow: Image = np.zeros((rows, columns), np.float32)
    if sky.sun is not None:
        from_sun: Image = np.hypot(right / columns - sky.sun[0], (rows - down) / columns - sky.sun[1])
        glow += np.exp(-from_sun / np.float32(0.16)) * 0.8 + np.exp(-((from_sun / 0.035) ** 2)) * 0.7
        image = mix(image, sky.sun_colour, np.clip(glow, 0, 1) * 0.75)
        light = np.clip(light + glow * 0.45, 0, 1)
    clouds = mix(sky.cloud_dark, sky.cloud_light, light)
    image = mix(image, clouds, cloud * 0.92)
    low = np.exp(-height / 0.06)
    image = mix(image, sky.low, low * 0.75)
    image += cv2.merge([glow * (0.22 * tint) for tint in sky.sun_colour])
    return image


def hills(
    rng: np.random.Generator, sky: Image, layers: list[tuple[float, Colour]], haze: Colour, *, wooded: float = 1.0
) -> None:
    """Paints rows of wooded hills on the foot of `sky` (in place), far ones first: (height in pixels, colour)."""
    rows, columns = sky.shape[:2]
    for height, shade in layers:
        line = fractal(rng, 2, columns, columns / 3, 3)[0] * 0.7 + 0.75
        crowns = fractal(rng, 2, columns, 14, 3)[0] * 5 * wooded
        ridge = rows - height * np.clip(line, 0.12, 1.1) - np.abs(crowns)
        top = max(0, int(ridge.min()) - 2)
        down = np.arange(top, rows, dtype=np.float32)[:, None]
        mask = np.clip(down - ridge[None], 0, 1)
        leaves = fractal(rng, rows - top, columns, 9, 3) * wooded
        slope = fractal(rng, rows - top, columns, 120, 3)
        body = np.array(shade, np.float32) * (1 + 0.16 * leaves + 0.10 * slope)[..., None]
        veil = smooth(0.0, 1.0, (down - ridge[None]) / (height * 1.6 + 1)) * 0.6
        sky[top:] = mix(sky[top:], mix(body, haze, veil), mask)


@dataclass(frozen=True, slots=True)
class Water:
    """`wave`: strength of the ripples; `size`: their length in metres; `clear`: how much the surface mirrors."""

    colour: Colour = (0.36, 0.31, 0.23)
    wave: float = 0.5
    size: float = 2.2
    clear: float = 0.35
    flow: float = 2.0
    foam: float = 0.0
    shine: float = 0.25


def paint_water(
    rng: np.random.Generator,
    camera: Camera,
    reflection: Image,
    water: Water,
    *,
    light: Colour,
    haze: tuple[Colour, float],
) -> Image:
    """The water as the camera sees it, given what it mirrors (the lower rows of the picture, or all of it)."""
    first = camera.height - len(reflection)
    x, z, distance, cosine = camera.water(first)
    noise = tile(rng, 512, 1.35, lowest=3)
    slope_x = cv2.Sobel(noise, cv2.CV_32F, 1, 0, borderType=cv2.BORDER_REFLECT) * 0.3
    slope_z = cv2.Sobel(noise, cv2.CV_32F, 0, 1, borderType=cv2.BORDER_REFLECT) * 0.3
    total_x, total_z = np.zeros_like(x), np.zeros_like(x)
    foot = distance / camera.focal / np.maximum(cosine, 0.02)
    for length, turn, weight in ((1.0, 0.35, 1.0), (3.7, -0.6, 0.8), (0.31, 1.1, 0.6)):
        step = 16 / (water.size * length)
        cos, sin = float(np.cos(turn)) * step, float(np.sin(turn)) * step
        u, v = x * cos - z * sin, (x * sin + z * cos) / water.flow
        fade = weight / (1 + (foot / (0.55 * water.size * length)) ** 1.2)
        flags = (cv2.INTER_LINEAR, cv2.BORDER_WRAP)
        total_x += fade * cv2.remap(slope_x, u, v, flags[0], borderMode=flags[1])
        total_z += fade * cv2.remap(slope_z, u, v, flags[0], borderMode=flags[1])
    down = np.arange(len(reflection), dtype=np.float32)[:, None]
    right = np.arange(camera.width, dtype=np.float32)[None, :]
    push = water.wave * camera.width / 42
    mirrored = cv2.remap(
        reflection,
        right + total_x * push * 0.45,
        down + total_z * push,
        cv2.INTER_LINEAR,
        borderMode=cv2.BORDER_REFLECT,
    )
    tilt = np.clip(cosine + 0.16 * water.wave * total_z, 0, 1)
    share = np.clip(water.clear + (1 - water.clear) * (1 - tilt) ** 4.0, 0, 0.96)
    silt = cv2.remap(noise, x * 1.7, z * 0.8, cv2.INTER_LINEAR, borderMode=cv2.BORDER_WRAP)
    silt = silt / (1 + (foot / 3) ** 2)
    body = np.array(water.colour, np.float32) * np.array(light, np.float32) * (1 + 0.09 * silt)[..., None]
    image = mix(body, mirrored, share)
    image *= (1 + water.shine * np.clip(total_z * 0.5 + total_x * 0.3, -1, 1.4) * water.wave)[..., None]
    if water.foam:
        lines = cv2.remap(noise, x * 9.1, z * 5.2, cv2.INTER_LINEAR, borderMode=cv2.BORDER_WRAP)
        flecks = smooth(1.35, 2.3, lines + 0.5 * total_x) * water.foam / (1 + (foot / 0.6) ** 2)
        image = mix(image, np.array(light, np.float32) * 0.8, flecks)
    veil = (1 - np.exp(-distance / haze[1])) * 0.8
    result: Image = mix(image, haze[0], veil)
    return result


def with_reflection(
    rng: np.random.Generator, stage: Stage, sky: Image, water: Water, *, water_light: Colour | None = None
) -> Image:
    """The whole scene of a level camera: sky, water that mirrors everything, and what stands in it.

    `sky` has at least as many rows as there are above or below the horizon.
    """
    camera = stage.camera
    line = int(camera.horizon)
    image = np.zeros((camera.height, camera.width, 3), np.float32)
    image[:line] = sky[len(sky) - line :]
    turned = sky[::-1]
    image[line:] = turned[: camera.height - line]
    reflection = stage.draw(image.copy(), mirrored=True)[line:]
    light = water_light or stage.light.ambient
    haze = (stage.light.haze, stage.light.haze_metres * 1.6)
    image[line:] = paint_water(rng, camera, reflection, water, light=light, haze=haze)
    shore = cv2.GaussianBlur(image[max(0, line - 6) : line + 7], (0, 0), 1.6)
    image[max(0, line - 2) : line + 3] = shore[4:9] if line >= 6 else image[max(0, line - 2) : line + 3]
    return stage.draw(image)


def mist(rng: np.random.Generator, image: Image, where: tuple[float, float], tint: Colour, strength: float) -> Image:
    """A bank of mist; `where` is the row it lies around and how far it spreads, in pixels."""
    row, spread = where
    rows, columns = image.shape[:2]
    down = np.arange(rows, dtype=np.float32)[:, None]
    drift = fractal(rng, rows, columns, columns / 3, 4, tall=0.2)
    bank = np.exp(-(((down - row + 0.4 * spread * drift) / spread) ** 2)) * (1 + 0.45 * drift)
    return mix(image, tint, np.clip(bank * strength, 0, 0.95))


def rain(rng: np.random.Generator, image: Image, strength: float, length: int = 21) -> Image:
    """Rain in slanting streaks."""
    rows, columns = image.shape[:2]
    drops = (rng.random((rows, columns), np.float32) > 0.9965).astype(np.float32)
    line = np.zeros((length, length), np.float32)
    cv2.line(line, (length // 2 + 2, 0), (length // 2 - 2, length - 1), 1.0, 1, cv2.LINE_AA)
    streaks = np.clip(cv2.filter2D(drops, -1, line), 0, 1)
    return mix(image, (0.86, 0.88, 0.9), cv2.GaussianBlur(streaks, (0, 0), 0.6) * strength)
