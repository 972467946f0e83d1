"""Video files written and read: H.264 and AAC in MP4, sound alone in what its name ends with, all by PyAV."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from functools import lru_cache
from pathlib import Path
from typing import Any

import av
import numpy as np
from numpy.typing import NDArray

__all__ = ["RATE", "Picture", "Sound", "heard_in", "samples_in", "shown_at", "write_sound", "write_video"]

Picture = NDArray[np.uint8]
Sound = NDArray[np.float32]

RATE = 44100
"""Samples a second of every sound here, which are single and from -1 to 1."""

_TIMES = Fraction(1, 90000)
_SOUNDS = {
    "m4a": ("ipod", "aac"),
    "mp3": ("mp3", "libmp3lame"),
    "opus": ("ogg", "libopus"),
    "wav": ("wav", "pcm_s16le"),
}


def write_video(path: Path, frames: Iterable[Picture], rate: int, sound: Sound | None, quality: int) -> None:
    """Writes frames of one size at a rate, and a sound; `quality` is x264's constant rate factor (more is worse)."""
    pending = 0
    with av.open(str(path), "w", format="mp4") as container:
        voice = None if sound is None else container.add_stream("aac", rate=RATE, layout="mono", bit_rate=80_000)
        video = None
        at = 0
        for at, frame in enumerate(frames, start=1):
            if video is None:
                video = container.add_stream("libx264", rate=rate)
                video.height, video.width = frame.shape[:2]
                video.pix_fmt = "yuv420p"
                video.options = {"crf": str(quality), "preset": "veryfast", "g": str(2 * rate)}
                video.codec_context.thread_count = 1
            container.mux(video.encode(av.VideoFrame.from_ndarray(np.ascontiguousarray(frame), format="rgb24")))
            if voice is not None and at % rate == 0:
                pending = _sounded(container, voice, sound, pending, at // rate * RATE)
        if video is None:
            raise ValueError(f"{path.name}: no frames")
        container.mux(video.encode(None))
        if voice is not None:
            _sounded(container, voice, sound, pending, round(at / rate * RATE))
            container.mux(voice.encode(None))


def _sounded(container, voice, sound, start: int, end: int) -> int:  # type: ignore[no-untyped-def]
    """Encodes the samples from `start` to `end`; gives where it stopped."""
    piece = sound[start:end]
    if len(piece):
        samples = (np.clip(piece, -1, 1) * 32767).astype(np.int16)[None]
        frame = av.AudioFrame.from_ndarray(samples, format="s16", layout="mono")
        frame.sample_rate, frame.pts, frame.time_base = RATE, start, Fraction(1, RATE)
        container.mux(voice.encode(frame))
    return max(start, min(end, len(sound)))


def write_sound(path: Path, sound: Sound) -> None:
    """Writes a sound alone: m4a, mp3, opus or wav, as the name ends."""
    container_format, codec = _SOUNDS[path.name.rsplit(".", 1)[-1]]
    rate = 48000 if codec == "libopus" else RATE
    with av.open(str(path), "w", format=container_format) as container:
        voice: Any = container.add_stream(codec, rate=rate, layout="mono")
        if codec != "pcm_s16le":
            voice.bit_rate = 64_000
        resampler = av.AudioResampler(format=voice.format.name, layout="mono", rate=rate)
        frame = av.AudioFrame.from_ndarray(
            (np.clip(sound, -1, 1) * 32767).astype(np.int16)[None], format="s16", layout="mono"
        )
        frame.sample_rate = RATE
        for piece in (*resampler.resample(frame), *resampler.resample(None)):
            container.mux(voice.encode(piece))
        container.mux(voice.encode(None))


def shown_at(path: Path, times: Sequence[float]) -> Iterator[Picture]:
    """What is on the screen at each of the times (seconds, rising)."""
    with av.open(str(path)) as container:
        stream = container.streams.video[0]
        stream.thread_count = 1
        if times[0] > 3:
            container.seek(int((times[0] - 0.5) / (stream.time_base or 1)), stream=stream)
        frames = container.decode(stream)
        shown = next(frames)
        after = next(frames, None)
        pixels = None
        for time in times:
            while after is not None and after.time <= time + 1e-4:
                shown, after, pixels = after, next(frames, None), None
            if pixels is None:
                pixels = np.asarray(shown.to_ndarray(format="rgb24"), np.uint8)
            yield pixels


@lru_cache(maxsize=24)
def heard_in(path: Path) -> Sound:
    """The whole sound of a file, which stays as it is."""
    return samples_in(path, RATE)


def samples_in(path: Path, rate: int) -> Sound:
    """The whole sound of a file at so many samples a second."""
    with av.open(str(path)) as container:
        resampler = av.AudioResampler(format="flt", layout="mono", rate=rate)
        pieces = [
            piece.to_ndarray()[0]
            for frame in container.decode(container.streams.audio[0])
            for piece in resampler.resample(frame)
        ]
        pieces += [piece.to_ndarray()[0] for piece in resampler.resample(None)]
    return np.concatenate(pieces)
