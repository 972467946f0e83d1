"""Frames and sound of videos, decoded in workers when a comparison asks for them: small frames of a stretch, one as a
picture, samples of a stretch."""

from __future__ import annotations

import math
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Final, Self

import cv2
import numpy as np
from numpy.typing import NDArray

from firstseen.errors import CaseDamagedError
from firstseen.match.moving.looked import Stretch
from firstseen.match.moving.waves import Samples
from firstseen.model.identifiers import Digest
from firstseen.model.pictures import Box
from firstseen.pipeline.examining import moving_options
from firstseen.pipeline.tasks import ANY_TASK, FRAME_TASK, FRAMES_TASK, PREVIEW_TASK, SOUND_TASK
from firstseen.prints.moving.sound import RATE as HEARD_RATE
from firstseen.prints.packing import unpack
from firstseen.prints.picture import PicturePrints
from firstseen.sandbox.answer import Answer, Json
from firstseen.sandbox.limits import Limits
from firstseen.sandbox.pool import Fault, Job, Pool
from firstseen.settings import settings

__all__ = ["Frames"]

SIDE: Final = 192
"""Pixels of the longer side of the frames: a picture laid into a fifth of the frame has 38 of them."""
FRAME_SIDE: Final = 1600
"""The same of a frame that is compared with a still, and of the still."""
CLOSE_SIDE: Final = 480
CLOSE_RATE: Final = 30
"""Pixels of the longer side, and frames a second, of frames that are looked at closely. At 480 pixels a still has what
the coding of the video left in its very frame, as at 640, for half the time."""
RATE: Final = 8
CHUNK: Final = 4.0
"""Frames a second, and seconds, that are kept together: a version that is compared with many is decoded once."""
AT_ONCE: Final = 8
"""Chunks that follow one another and are decoded at once, at most: what is sought in is opened and sought in once."""
KEPT: Final = 320
"""Chunks kept at hand: 0.7 MB each."""
KEPT_FRAMES: Final = 64
"""Frames whose prints are kept: 40 KB each."""
HEAD: Final = 120.0
KEPT_HEADS: Final = 12
"""Seconds of a sound that are decoded as one, from its beginning, and how many of them are kept: 5 MB each."""


class Frames:
    """Decodes in one worker, which starts when the first frame is asked for; a context manager.

    `pool`: one of `ANY_TASK` that is at work already, within the time for videos, and is ended by whoever began it.
    """

    def __init__(self, path_of: Callable[[Digest], Path], pool: Pool | None = None) -> None:
        chosen = settings()
        self._path_of = path_of
        self._seconds = chosen.video_seconds
        self._max_pixels = chosen.max_pixels
        limits = Limits(memory_mib=chosen.worker_memory_mib, seconds=chosen.video_seconds)
        self._own = Pool(ANY_TASK, 1, limits)
        self._pool = pool or self._own
        self._chunks: OrderedDict[tuple[Digest, int], Stretch | None] = OrderedDict()
        self._prints: OrderedDict[tuple[Digest, float], tuple[PicturePrints, float] | None] = OrderedDict()
        self._heads: OrderedDict[Digest, Samples | None] = OrderedDict()

    def __enter__(self) -> Self:
        self._own.__enter__()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._own.__exit__(kind, error, trace)

    def closely(self, medium: Digest, first: float, last: float) -> Stretch | None:
        """Every frame shown from `first` to `last` (seconds), as large as is worth a close look; None where none can be
        decoded. Nothing of it is kept."""
        return self._decoded(medium, first, last, close=True)

    def still(self, medium: Digest, box: Box | None) -> NDArray[np.uint8] | None:
        """A picture, or what is in a box of it, in grey, `FRAME_SIDE` pixels long at most; None where it cannot be
        decoded."""
        options = {
            "side": FRAME_SIDE,
            "max_picture_pixels": self._max_pixels,
            "box": None if box is None else list(box),
        }
        answer = self._answer(medium, PREVIEW_TASK, options)
        rgb = answer.arrays.get("rgb") if isinstance(answer, Answer) else None
        if rgb is None or rgb.ndim != 3 or rgb.shape[2] != 3 or rgb.dtype != np.uint8 or 0 in rgb.shape:
            return None
        return np.asarray(cv2.cvtColor(rgb, cv2.COLOR_RGB2GRAY), np.uint8)

    def sound(self, medium: Digest, first: float, last: float) -> Samples | None:
        """What is heard from `first` to `last` (seconds), silence where that lies beyond an end; None where nothing can
        be decoded."""
        begins = max(0.0, first)
        if last <= begins:
            return None
        if last <= HEAD:
            head = self._head(medium)
            samples = None if head is None else head[round(begins * HEARD_RATE) :]
        else:
            samples = self._samples(medium, begins, last)
        if samples is None or not len(samples):
            return None
        out = np.zeros(round((last - first) * HEARD_RATE), np.float32)
        place = round((begins - first) * HEARD_RATE)
        samples = samples[: len(out) - place]
        out[place : place + len(samples)] = samples
        return out

    def _head(self, medium: Digest) -> Samples | None:
        """The first `HEAD` seconds of a sound; a clip that is compared with many is decoded once."""
        if medium not in self._heads:
            self._heads[medium] = self._samples(medium, 0.0, HEAD)
        self._heads.move_to_end(medium)
        while len(self._heads) > KEPT_HEADS:
            self._heads.popitem(last=False)
        return self._heads[medium]

    def _samples(self, medium: Digest, first: float, last: float) -> Samples | None:
        try:
            answer = self._answer(medium, SOUND_TASK, {"from": first, "to": last})
        except CaseDamagedError:
            # Its prints tell what they tell; `verify` tells what is missing.
            return None
        samples = answer.arrays.get("samples") if isinstance(answer, Answer) else None
        if samples is None or samples.dtype != np.float32 or samples.ndim != 1:
            return None
        return samples[: math.ceil((last - first) * HEARD_RATE)]

    def stretch(self, medium: Digest, first: float, last: float, rate: float) -> Stretch | None:
        """The frames shown from `first` to `last` (seconds), about `rate` a second (2, 4 or 8); None where none can be
        decoded."""
        stride = max(1, round(RATE / rate))
        moments = np.arange(int(np.ceil(first * RATE / stride)) * stride, int(last * RATE) + 1, stride)
        frames: list[NDArray[np.uint8]] = []
        size = (1, 1)
        numbers = list(dict.fromkeys((moments // int(CHUNK * RATE)).tolist()))
        for place, number in enumerate(numbers):
            chunk = self._chunk(medium, number, numbers[place:])
            if chunk is None or (frames and chunk.frames.shape[1:] != frames[0].shape[1:]):
                break
            inside = moments[moments // int(CHUNK * RATE) == number] - number * int(CHUNK * RATE)
            frames.append(chunk.frames[inside[inside < len(chunk.frames)]])
            size = chunk.width, chunk.height
        if not frames or not sum(map(len, frames)):
            return None
        return Stretch(np.concatenate(frames), float(moments[0]) / RATE, stride / RATE, *size)

    def _chunk(self, medium: Digest, number: int, wanted: Sequence[int]) -> Stretch | None:
        """A chunk; where it must be decoded, those `wanted` after it that must be too are decoded with it."""
        key = (medium, number)
        if key not in self._chunks:
            last = number
            while last + 1 in wanted and (medium, last + 1) not in self._chunks and last + 1 - number < AT_ONCE:
                last += 1
            whole = self._decoded(medium, number * CHUNK, (last + 1) * CHUNK - 1 / RATE)
            each = int(CHUNK * RATE)
            for place in range(last + 1 - number):
                part = None if whole is None else whole.frames[place * each : (place + 1) * each].copy()
                self._chunks[(medium, number + place)] = (
                    None
                    if whole is None or part is None
                    else replace(whole, frames=part, start=(number + place) * CHUNK)
                )
        self._chunks.move_to_end(key)
        while len(self._chunks) > KEPT:
            self._chunks.popitem(last=False)
        return self._chunks[key]

    def frame(self, medium: Digest, time: float) -> tuple[PicturePrints, float] | None:
        """The prints of the frame shown at a time (seconds), described as a picture of its own, and how many pixels of
        the shown frame one of its pixels is; None where it cannot be decoded."""
        key = (medium, round(time, 3))
        if key not in self._prints:
            self._prints[key] = self._described_at(*key)
        self._prints.move_to_end(key)
        while len(self._prints) > KEPT_FRAMES:
            self._prints.popitem(last=False)
        return self._prints[key]

    def _described_at(self, medium: Digest, time: float) -> tuple[PicturePrints, float] | None:
        answer = self._answer(medium, FRAME_TASK, {"time": time, "side": FRAME_SIDE})
        if not isinstance(answer, Answer):
            return None
        packed, width = answer.arrays.get("prints"), answer.values.get("width")
        if packed is None or packed.dtype != np.uint8 or type(width) is not int:
            return None
        try:
            prints = unpack(packed.tobytes())
        except ValueError:
            return None
        return prints, max(1, width) / prints.width

    def _answer(self, medium: Digest, task: str, more: Json) -> Answer | Fault:
        options = {"task": task, **moving_options(self._seconds), **more}
        _, answer = next(iter(self._pool.run([Job(medium, self._path_of(medium), options)])))
        return answer

    def _decoded(self, medium: Digest, first: float, last: float, *, close: bool = False) -> Stretch | None:
        rate, side = (CLOSE_RATE, CLOSE_SIDE) if close else (RATE, SIDE)
        options: Json = {"from": first, "to": last, "rate": rate, "side": side, "exact": close, "grey": close}
        answer = self._answer(medium, FRAMES_TASK, options)
        if not isinstance(answer, Answer):
            return None
        shown, times = answer.arrays.get("grey" if close else "rgb"), answer.arrays.get("times")
        width, height = answer.values.get("width"), answer.values.get("height")
        if shown is None or shown.ndim < 3 or shown.shape[3:] != (() if close else (3,)) or not len(shown):
            return None
        if shown.dtype != np.uint8 or times is None or times.shape != (len(shown),):
            return None
        if type(width) is not int or type(height) is not int:
            return None
        return _even(shown, times.astype(np.float64), (first, last), (max(1, width), max(1, height)), rate)


def _even(
    frames: NDArray[np.uint8],
    times: NDArray[np.float64],
    between: tuple[float, float],
    size: tuple[int, int],
    rate: int,
) -> Stretch:
    """What is shown at each moment, in grey: frames come once each, at the time at which they are first shown."""
    grey = frames
    if frames.ndim == 4:
        grey = np.stack([cv2.cvtColor(frame, cv2.COLOR_RGB2GRAY) for frame in frames]).astype(np.uint8)
    moments = between[0] + np.arange(round((between[1] - between[0]) * rate) + 1) / rate
    shown = np.clip(np.searchsorted(times, moments + 0.5 / rate, side="right") - 1, 0, len(grey) - 1)
    return Stretch(grey[shown], between[0], 1.0 / rate, *size)
