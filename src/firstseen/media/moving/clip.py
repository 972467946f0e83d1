"""A small clip of a video or sound, made anew for people to play: a task for the sandbox.

WebM with VP8 and Opus, which browsers play without a licence; stored bytes are never copied. Nothing of the file's own
encoding, and no metadata, goes into it: frames are decoded, reduced, and encoded by our own settings.
"""

from __future__ import annotations

import io
import math
from collections.abc import Iterator
from fractions import Fraction
from itertools import chain
from typing import Any, BinaryIO, Final

import av
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from firstseen.errors import RefusedError
from firstseen.media.moving.facts import open_film
from firstseen.media.moving.frame import Frame
from firstseen.media.moving.heard import LONGEST, samples_of
from firstseen.media.moving.limits import MovingLimits
from firstseen.media.moving.playing import SOUND_RATE
from firstseen.media.moving.stretch import frames_from, limits_of, shown_at
from firstseen.sandbox.answer import Answer, Json

__all__ = ["clip"]

RATE: Final = 15
"""Frames a second at most: enough to see what moves."""
PICTURE_BITS: Final = 240_000
SOUND_BITS: Final = 24_000
"""Bits a second: with both 33 kB, so that 90 seconds take 3 MB."""
OPUS_RATE: Final = 24_000
KEYS: Final = 4 * RATE
"""Frames from one key frame to the next: how far a browser decodes to go to a moment."""
AHEAD: Final = 0.5
"""Seconds by which the sound is written before the picture."""
_MILLISECONDS: Final = Fraction(1, 1000)
# Negative: the encoder keeps to one speed whatever the clock says, and the same video gives the same bytes.
_VP8: Final = {"deadline": "realtime", "cpu-used": "-6", "lag-in-frames": "0"}


def clip(stream: BinaryIO, options: Json) -> Answer:
    """A WebM file as array "webm" (n,) uint8; values `width` and `height` (0 for sound alone), and `seconds`.

    Options: `from` in seconds from the start of the file, `seconds` at most, `side`, the most pixels on the longer
    side, and the limits (`firstseen.media.moving.stretch.limits_of`). Times in the clip count from `from`. Raises
    `RefusedError` where nothing can be shown or heard there.
    """
    limits = limits_of(options)
    first, seconds = float(options["from"]), float(options["seconds"])
    if not (math.isfinite(first) and first >= 0 and 0 < seconds <= LONGEST):
        raise ValueError("a clip has a beginning and a length")
    sound = _sound(stream, limits, first, first + seconds)
    frames = _frames(stream, limits, first, first + seconds)
    shown = next(frames, None)
    if shown is None and sound.size == 0:
        raise RefusedError("", f"it shows nothing from {first:g} seconds on")
    size = _size(shown.size, int(options["side"])) if shown is not None else (0, 0)
    out = io.BytesIO()
    with av.open(out, "w", format="webm", options={"fflags": "+bitexact"}) as container:
        picture = _Picture(container, size) if shown is not None else None
        heard = _Heard(container, sound) if sound.size else None
        lasts = sound.size / SOUND_RATE
        if picture is not None and shown is not None:
            for frame in chain([shown], frames):
                at = max(0.0, frame.time - first)
                if heard is not None:
                    heard.up_to(at + AHEAD)
                picture.show(frame, at)
            picture.end()
            lasts = max(lasts, picture.at / 1000)
        if heard is not None:
            heard.up_to(math.inf)
    made = np.frombuffer(out.getvalue(), np.uint8)
    return Answer({"width": size[1], "height": size[0], "seconds": round(lasts, 3)}, {"webm": made})


def _sound(stream: BinaryIO, limits: MovingLimits, first: float, last: float) -> NDArray[np.float32]:
    film = open_film(stream, limits)
    if film is None:
        raise RefusedError("", "it is no video or sound")
    if film.container is None or film.tracks.sound is None:
        return np.empty(0, np.float32)
    return samples_of(film, first, last)


def _frames(stream: BinaryIO, limits: MovingLimits, first: float, last: float) -> Iterator[Frame]:
    stream.seek(0)
    film = open_film(stream, limits)
    if film is not None and (film.image is not None or film.tracks.picture is not None):
        yield from shown_at(frames_from(film, first, exact=True), first, last, RATE)


def _size(size: tuple[int, int], side: int) -> tuple[int, int]:
    """Rows and columns of the clip: reduced, even in both."""
    factor = min(1.0, side / max(size))
    rows, columns = (max(16, round(length * factor / 2) * 2) for length in size)
    return rows, columns


class _Picture:
    """The picture of a clip, written frame by frame; `at` is the time of the last one in milliseconds."""

    def __init__(self, container: Any, size: tuple[int, int]) -> None:
        self._container, self._size = container, size
        self._track = container.add_stream("libvpx", rate=RATE, options=dict(_VP8))
        self._track.height, self._track.width = size
        self._track.pix_fmt = "yuv420p"
        codec = self._track.codec_context
        codec.thread_count, codec.bit_rate, codec.time_base, codec.gop_size = 1, PICTURE_BITS, _MILLISECONDS, KEYS
        self.at = -1

    def show(self, frame: Frame, at: float) -> None:
        """Writes a frame that is shown from `at` seconds on."""
        rows, columns = self._size
        rgb = Image.fromarray(np.ascontiguousarray(frame.rgb(max(rows, columns))))
        made = av.VideoFrame.from_ndarray(np.asarray(rgb.resize((columns, rows))), format="rgb24")
        self.at = max(self.at + 1, round(at * 1000))
        made.pts, made.time_base = self.at, _MILLISECONDS
        self._container.mux(self._track.encode(made))

    def end(self) -> None:
        """Writes what the encoder still holds."""
        self._container.mux(self._track.encode(None))


class _Heard:
    """The sound of a clip, written as far as the picture has come, so that a browser finds the two together."""

    def __init__(self, container: Any, sound: NDArray[np.float32]) -> None:
        self._container, self._sound, self._given = container, sound, 0
        self._track = container.add_stream("libopus", rate=OPUS_RATE, layout="mono")
        self._track.codec_context.bit_rate = SOUND_BITS
        self._resampler = av.AudioResampler("flt", "mono", OPUS_RATE, OPUS_RATE // 50)

    def up_to(self, seconds: float) -> None:
        """Writes the sound up to that time; all that is left, and the end of it, for infinity."""
        while self._given < len(self._sound) and self._given < seconds * SOUND_RATE:
            block = np.clip(self._sound[self._given : self._given + SOUND_RATE], -1, 1)[None]
            frame = av.AudioFrame.from_ndarray(np.ascontiguousarray(block), format="flt", layout="mono")
            frame.sample_rate, frame.pts, frame.time_base = SOUND_RATE, self._given, Fraction(1, SOUND_RATE)
            self._write(self._resampler.resample(frame))
            self._given += block.shape[1]
        if math.isinf(seconds):
            self._write(self._resampler.resample(None))
            self._container.mux(self._track.encode(None))

    def _write(self, parts: list[Any]) -> None:
        for part in parts:
            self._container.mux(self._track.encode(part))
