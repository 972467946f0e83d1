"""The videos of the sample case: drawn scenes that move, with sound, and what happened to them on the way.

A valley in autumn rain, posted long before the flood, comes back mirrored, with other words burned in. A street on the
first evening comes back with another sound, and as a still picture.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

import av
import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from firstseen.sample.lettering import Sheet, wrap
from firstseen.sample.painting.canvas import chance, colour, fractal, mix, ramp, smooth

__all__ = ["MIRRORED", "NAMES", "OLD", "REVOICED", "STILL", "STREET", "STREET_STILL_AT", "films"]

OLD: Final = "VID-20221121-WA0004.mp4"
MIRRORED: Final = "dam_velmora_breaks.mp4"
STREET: Final = "video_2024-05-14_21-31-40.mp4"
REVOICED: Final = "reel_velmora_evening.mp4"
STILL: Final = "GNiQ2vNXkAAe7Yd.jpg"
NAMES: Final = (OLD, MIRRORED, STREET, REVOICED, STILL)
STREET_STILL_AT: Final = 6.0
"""Seconds into the street's video at which the still picture was taken from it."""

WIDE, HIGH, RATE = 384, 216, 15
SOUND_RATE: Final = 22050
SECONDS: Final = 8

Picture = NDArray[np.uint8]
Sound = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class _Scene:
    """A wide backdrop over which the camera moves, and water below `shore` (share of the height) that runs."""

    name: str
    sky: tuple[str, str]
    hills: tuple[str, str]
    water: tuple[str, str]
    shore: float
    houses: int


_VALLEY: Final = _Scene("valley film", ("8f9aa3", "c9cfd2"), ("4c5a4a", "6d7a5c"), ("5d5342", "8a7d66"), 0.62, 4)
_STREET: Final = _Scene("street film", ("2b3350", "a8705a"), ("3a3542", "574a4f"), ("3c3a3d", "7b675b"), 0.7, 11)


def films() -> Iterator[tuple[str, bytes]]:
    """Names and bytes of all videos, and of the still; the same on every run on one machine."""
    valley, street = _frames(_VALLEY), _frames(_STREET)
    yield OLD, _encoded(valley, _water("old water", 0.8), 30)
    turned = [_written(np.ascontiguousarray(frame[:, ::-1])) for frame in valley[RATE : 7 * RATE]]
    yield MIRRORED, _encoded(turned, _water("old water", 0.8)[SOUND_RATE : 7 * SOUND_RATE], 33)
    yield STREET, _encoded(street, _water("street water", 0.3) + _bells(), 27)
    yield REVOICED, _encoded(street, _siren(), 31)
    out = io.BytesIO()
    frame = street[round(STREET_STILL_AT * RATE)]
    Image.fromarray(np.ascontiguousarray(frame[6:-6, 10:-14])).save(out, "JPEG", quality=82)
    yield STILL, out.getvalue()


def _frames(scene: _Scene) -> list[Picture]:
    """The camera goes over the backdrop while the water runs, the rain falls, and things drift by."""
    rng = chance(scene.name)
    wide, high = WIDE * 2, HIGH + 60
    backdrop = _backdrop(scene, rng, wide, high)
    shore = round(scene.shore * high)
    waves = fractal(rng, high - shore, wide + 400, 40, 5, tall=0.25)
    drifting = [(rng.uniform(0, wide), rng.uniform(0.15, 0.9), rng.uniform(20, 70)) for _ in range(7)]
    drops = rng.uniform(0, 1, (220, 3))
    frames = []
    for number in range(SECONDS * RATE):
        time = number / RATE
        image = backdrop.copy()
        image[shore:] = _running(scene, waves, wide, time)
        for x, depth, speed in drifting:
            at = (round((x + speed * time) % wide), shore + round(depth * (high - shore)))
            cv2.ellipse(image, at, (4 + round(14 * depth), 2 + round(5 * depth)), 0, 0, 360, (0.16, 0.13, 0.1), -1)
        for across, down, fast in drops:
            x, y = across * wide, ((down + (0.9 + fast) * time) % 1) * high
            cv2.line(image, (round(x), round(y)), (round(x - 2), round(y + 9)), (0.75, 0.77, 0.8), 1)
        left = round((wide - WIDE) * (0.5 - 0.5 * np.cos(np.pi * time / SECONDS)))
        top = round(30 + 12 * np.sin(1.7 * time) + 4 * np.sin(6.1 * time))
        shown = image[top : top + HIGH, left : left + WIDE] + rng.normal(0, 0.012, (HIGH, WIDE, 1))
        frames.append((np.clip(shown, 0, 1) * 255).astype(np.uint8))
    return frames


def _backdrop(scene: _Scene, rng: np.random.Generator, wide: int, high: int) -> NDArray[np.float32]:
    """Sky, hills and houses, as high as the whole frame; the water covers its lower part."""
    sky = np.repeat(ramp(high, [(0.0, colour(scene.sky[0])), (1.0, colour(scene.sky[1]))]), wide, axis=1)
    clouds = smooth(-0.2, 0.9, fractal(rng, high, wide, 160, 5))
    image = np.ascontiguousarray(mix(sky, (0.86, 0.86, 0.87), 0.5 * clouds[..., None])).astype(np.float32)
    for depth, shade in enumerate(scene.hills):
        line = (0.36 + 0.13 * depth) * high + 0.12 * high * fractal(rng, 1, wide, 200 - 80 * depth, 5)[0]
        below = np.arange(high)[:, None] > line[None, :]
        grain = 1 + 0.25 * fractal(rng, high, wide, 12, 3)[..., None]
        image = np.where(below[..., None], np.asarray(colour(shade), np.float32) * grain, image).astype(np.float32)
    shore = round(scene.shore * high)
    for _ in range(scene.houses):
        _house(image, rng, round(rng.uniform(0, wide - 70)), shore)
    return image


def _house(image: NDArray[np.float32], rng: np.random.Generator, left: int, shore: int) -> None:
    wide, tall = round(rng.uniform(36, 66)), round(rng.uniform(44, 90))
    wall = rng.uniform(0.3, 0.72) * np.array([1.0, rng.uniform(0.86, 0.98), rng.uniform(0.7, 0.9)])
    cv2.rectangle(image, (left, shore - tall), (left + wide, shore + 12), wall.tolist(), -1)
    roof = np.array([(left - 4, shore - tall), (left + wide // 2, shore - tall - 22), (left + wide + 4, shore - tall)])
    cv2.fillPoly(image, [roof.astype(np.int32)], (0.34, 0.2, 0.16))
    for x in range(left + 6, left + wide - 8, 13):
        for y in range(shore - tall + 8, shore - 6, 18):
            lit = (0.95, 0.8, 0.45) if rng.random() < 0.35 else (0.12, 0.13, 0.17)
            cv2.rectangle(image, (x, y), (x + 6, y + 9), lit, -1)


def _running(scene: _Scene, waves: NDArray[np.float32], wide: int, time: float) -> NDArray[np.float32]:
    """Water at a time: two sheets of waves that move over each other."""
    first, second = round(46 * time) % 400, round(21 * time) % 400
    height = waves[:, first : first + wide] + 0.7 * waves[::-1, 400 - second : 400 - second + wide]
    shade = smooth(-0.8, 0.9, height)[..., None]
    low, high = (np.asarray(colour(code), np.float32) for code in scene.water)
    foam = smooth(0.9, 1.3, height)[..., None]
    surface: NDArray[np.float32] = (low + (high - low) * shade + 0.35 * foam).astype(np.float32)
    return surface


def _written(frame: Picture) -> Picture:
    """With words burned in, as they are in videos that are passed on."""
    words = "THE DAM ABOVE VELMORA BREAKS. SHARE THIS"
    size = WIDE // 22
    lines = len(wrap(words, size, WIDE - 2 * size))
    sheet = Sheet(WIDE, HIGH, "#101010")
    sheet.picture(frame, (0, 0, WIDE, HIGH))
    sheet.words(words, (size, HIGH - int(lines * size * 1.4) - 6), size, "#ffe14a", width=WIDE - 2 * size)
    return sheet.rgb()


def _time() -> NDArray[np.float64]:
    return np.arange(SECONDS * SOUND_RATE) / SOUND_RATE


def _water(name: str, loud: float) -> Sound:
    """Rushing water: noise that swells and falls."""
    rng = chance(name)
    white = rng.normal(0, 1, SECONDS * SOUND_RATE)
    smoothed = np.convolve(white, np.hanning(9), "same")
    knots = rng.uniform(0.35, 1.0, 5 * SECONDS + 1)
    swell = np.interp(_time(), np.linspace(0, SECONDS, len(knots)), knots)
    return (0.05 * loud * smoothed * swell).astype(np.float32)


def _bells() -> Sound:
    """A church bell and somebody calling: struck tones, and tones that glide."""
    rng, time = chance("street bells"), _time()
    sound = np.zeros(len(time))
    for strike in np.arange(0.4, SECONDS, 1.35):
        after = np.maximum(time - strike, 0)
        for factor in (1.0, 2.0, 2.4, 3.0, 4.2):
            sound += (time >= strike) * 0.05 / factor * np.exp(-1.6 * after) * np.sin(2 * np.pi * 392 * factor * after)
    for call in rng.uniform(0.5, SECONDS - 1, 5):
        inside = (time >= call) & (time < call + 0.5)
        pitch = rng.uniform(380, 520) * (1 + 0.25 * np.sin(np.pi * 2 * (time - call)))
        sound += inside * 0.08 * np.sin(2 * np.pi * np.cumsum(pitch) / SOUND_RATE) * np.hanning(25)[12]
    return sound.astype(np.float32)


def _siren() -> Sound:
    """What was laid over the pictures instead: a siren, and drums."""
    rng, time = chance("siren"), _time()
    pitch = 620 + 260 * np.sin(2 * np.pi * 0.45 * time)
    sound = 0.12 * np.sin(2 * np.pi * np.cumsum(pitch) / SOUND_RATE)
    for beat in np.arange(0.1, SECONDS, 0.52):
        after = np.maximum(time - beat, 0)
        sound += (time >= beat) * 0.2 * np.exp(-22 * after) * rng.normal(0, 1, len(time))
    return sound.astype(np.float32)


def _encoded(frames: list[Picture], sound: Sound, quality: int) -> bytes:
    """MP4 with H.264 and AAC; `quality` as H.264 counts it (larger is worse)."""
    out = io.BytesIO()
    with av.open(out, "w", format="mp4") as container:
        picture = container.add_stream("libx264", rate=RATE, options={"crf": str(quality), "preset": "veryfast"})
        picture.width, picture.height, picture.pix_fmt = WIDE, HIGH, "yuv420p"
        picture.codec_context.thread_count = 1
        picture.codec_context.time_base = Fraction(1, RATE)
        heard = container.add_stream("aac", rate=SOUND_RATE, layout="mono")
        heard.codec_context.bit_rate = 48_000
        for number, rgb in enumerate(frames):
            frame = av.VideoFrame.from_ndarray(rgb, format="rgb24")
            frame.pts, frame.time_base = number, Fraction(1, RATE)
            container.mux(picture.encode(frame))
        container.mux(picture.encode(None))
        _lay_sound(container.mux, heard, sound)
    return out.getvalue()


def _lay_sound(mux: Callable[..., None], heard: av.AudioStream, sound: Sound) -> None:
    for start in range(0, len(sound), 1024):
        block = np.clip(sound[start : start + 1024], -1, 1)[None].astype(np.float32)
        frame = av.AudioFrame.from_ndarray(np.ascontiguousarray(block), format="fltp", layout="mono")
        frame.sample_rate, frame.pts, frame.time_base = SOUND_RATE, start, Fraction(1, SOUND_RATE)
        mux(heard.encode(frame))
    mux(heard.encode(None))
