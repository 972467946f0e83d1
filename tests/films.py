"""Videos and sounds made for tests, with real encoders: known frames at known times."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Iterable, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np
from numpy.typing import NDArray
from tests.drawing import photograph

__all__ = ["CLOCK", "film", "frames_of", "has_encoder", "limits", "noise", "panned", "sound_file", "tone"]

Picture = NDArray[np.uint8]
CLOCK = 1000
"""Ticks a second of the times that films are made with."""


def limits(**changed: Any) -> dict[str, Any]:
    """Options of a worker task: generous limits for videos."""
    return {
        "max_seconds": 3600.0,
        "max_pixels": 40_000_000,
        "max_picture_pixels": 100_000_000,
        "max_tracks": 32,
        "work_seconds": 300.0,
        **changed,
    }


def has_encoder(name: str) -> bool:
    """Whether this build of FFmpeg can write it."""
    try:
        av.Codec(name, "w")
    except ValueError:
        return False
    return True


def panned(seed: int, count: int, size: tuple[int, int] = (180, 320), step: float = 3.0) -> list[Picture]:
    """Frames of a camera that moves over a photograph; `size` is (rows, columns)."""
    rows, columns = size
    wide = photograph(seed, columns + int(step * count) + 8, rows + 8)
    return [np.ascontiguousarray(wide[4 : 4 + rows, int(step * n) : int(step * n) + columns]) for n in range(count)]


def noise(seconds: float, rate: int = 44100, seed: int = 1) -> NDArray[np.float32]:
    """Mono noise."""
    return (0.2 * np.random.default_rng(seed).normal(size=int(seconds * rate))).astype(np.float32).clip(-1, 1)


def tone(seconds: float, hertz: float, rate: int = 44100) -> NDArray[np.float32]:
    """A mono tone."""
    return (0.5 * np.sin(2 * np.pi * hertz * np.arange(int(seconds * rate)) / rate)).astype(np.float32)


def film(
    frames: Sequence[Picture],
    container: str = "mp4",
    codec: str = "libx264",
    *,
    rate: float = 25,
    times: Iterable[float] | None = None,
    sound: NDArray[np.float32] | None = None,
    sound_codec: str = "aac",
    sound_rate: int = 44100,
    rotation: int | None = None,
    aspect: Fraction | None = None,
    metadata: dict[str, str] | None = None,
    options: dict[str, str] | None = None,
    to_container: dict[str, str] | None = None,
    more_sounds: int = 0,
    pix_fmt: str = "yuv420p",
) -> bytes:
    """A file with a picture and perhaps sound. `times` (seconds) are those of the frames, else `rate` a second."""
    with tempfile.NamedTemporaryFile() as file, av.open(file.name, "w", format=container, options=to_container) as out:
        out.metadata.update(metadata or {})
        picture: Any = out.add_stream(codec, rate=Fraction(rate).limit_denominator(1001))
        rows, columns = frames[0].shape[:2]
        picture.width, picture.height, picture.pix_fmt = columns, rows, pix_fmt
        picture.options = {"g": "25", **(options or {})}
        picture.codec_context.thread_count = 1
        if codec != "libx264":
            picture.bit_rate = 4_000_000
        if aspect is not None:
            picture.codec_context.sample_aspect_ratio = aspect
        if times is not None:
            picture.codec_context.time_base = Fraction(1, CLOCK)
        if rotation is not None:
            picture.set_display_rotation(rotation)
        heard = (
            [out.add_stream(sound_codec, rate=sound_rate, layout="mono") for _ in range(1 + more_sounds)]
            if (sound is not None)
            else []
        )
        moments = list(times) if times is not None else [n / rate for n in range(len(frames))]
        ticks = Fraction(1, CLOCK) if times is not None else 1 / Fraction(rate).limit_denominator(1001)
        for rgb, moment in zip(frames, moments, strict=True):
            frame = av.VideoFrame.from_ndarray(rgb, "rgb24")
            frame.pts, frame.time_base = round(moment / float(ticks)), ticks
            out.mux(picture.encode(frame))
        out.mux(picture.encode())
        for stream in heard:
            assert sound is not None
            _write_sound(out, stream, sound, sound_rate)
        out.close()
        return Path(file.name).read_bytes()


def sound_file(sound: NDArray[np.float32], container: str, codec: str, rate: int = 44100, **metadata: str) -> bytes:
    """A file with sound alone."""
    buffer = io.BytesIO()
    with av.open(buffer, "w", format=container) as out:
        out.metadata.update(metadata)
        stream = out.add_stream(codec, rate=rate, layout="mono")
        _write_sound(out, stream, sound, rate)
    return buffer.getvalue()


def _write_sound(out: Any, stream: Any, sound: NDArray[np.float32], rate: int) -> None:
    resampler = av.AudioResampler(
        stream.codec_context.format.name,
        "mono",
        stream.codec_context.sample_rate,
        stream.codec_context.frame_size or 1024,
    )
    for start in range(0, len(sound), rate):
        frame = av.AudioFrame.from_ndarray(sound[None, start : start + rate], "flt", "mono")
        frame.sample_rate, frame.pts, frame.time_base = rate, start, Fraction(1, rate)
        for part in resampler.resample(frame):
            out.mux(stream.encode(part))
    for part in resampler.resample(None):
        out.mux(stream.encode(part))
    out.mux(stream.encode())


def frames_of(answer: Any) -> tuple[NDArray[np.uint8], NDArray[np.float64]]:
    """Frames and times of what `frames_at` gave."""
    return answer.arrays["rgb"], answer.arrays["times"]
