"""Frames of videos, decoded in workers when a comparison asks for them: small ones of a stretch, one as a picture."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Final, Self

import cv2
import numpy as np
from numpy.typing import NDArray

from firstseen.match.moving.looked import Stretch
from firstseen.media.moving.stretch import FRAMES_TASK
from firstseen.model.identifiers import Digest
from firstseen.pipeline.examining import moving_options
from firstseen.pipeline.frame_examination import FRAME_TASK
from firstseen.prints.packing import unpack
from firstseen.prints.picture import PicturePrints
from firstseen.sandbox.answer import Answer
from firstseen.sandbox.limits import Limits
from firstseen.sandbox.pool import Job, Pool
from firstseen.settings import settings

__all__ = ["Frames"]

SIDE: Final = 192
"""Pixels of the longer side of the frames: a picture laid into a fifth of the frame has 38 of them."""
FRAME_SIDE: Final = 1600
"""The same of a frame that is compared with a still."""
KEPT: Final = 24
"""Stretches kept at hand: 2 MB each at most."""


class Frames:
    """Decodes in one worker of each kind; a context manager. A worker starts when the first frame is asked for."""

    def __init__(self, path_of: Callable[[Digest], Path]) -> None:
        chosen = settings()
        self._path_of = path_of
        self._seconds = chosen.video_seconds
        limits = Limits(memory_mib=chosen.worker_memory_mib, seconds=chosen.video_seconds)
        self._pool = Pool(FRAMES_TASK, 1, limits)
        self._described = Pool(FRAME_TASK, 1, limits)
        self._kept: dict[tuple[Digest, float, float, float], Stretch | None] = {}

    def __enter__(self) -> Self:
        self._pool.__enter__()
        self._described.__enter__()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._pool.__exit__(kind, error, trace)
        self._described.__exit__(kind, error, trace)

    def stretch(self, medium: Digest, first: float, last: float, rate: float) -> Stretch | None:
        """The frames shown from `first` to `last` (seconds), `rate` a second; None where nothing can be decoded."""
        key = (medium, round(first, 3), round(last, 3), rate)
        if key not in self._kept:
            while len(self._kept) >= KEPT:
                self._kept.pop(next(iter(self._kept)))
            self._kept[key] = self._decoded(*key)
        return self._kept[key]

    def frame(self, medium: Digest, time: float) -> tuple[PicturePrints, float] | None:
        """The prints of the frame shown at a time (seconds), described as a picture of its own, and how many pixels of
        the shown frame one of its pixels is; None where it cannot be decoded."""
        options = {**moving_options(self._seconds), "time": time, "side": FRAME_SIDE}
        _, answer = next(iter(self._described.run([Job(medium, self._path_of(medium), options)])))
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

    def _decoded(self, medium: Digest, first: float, last: float, rate: float) -> Stretch | None:
        options = {**moving_options(self._seconds), "from": first, "to": last, "rate": rate, "side": SIDE}
        _, answer = next(iter(self._pool.run([Job(medium, self._path_of(medium), options)])))
        if not isinstance(answer, Answer):
            return None
        rgb, times = answer.arrays.get("rgb"), answer.arrays.get("times")
        width, height = answer.values.get("width"), answer.values.get("height")
        if rgb is None or rgb.ndim != 4 or rgb.shape[3] != 3 or rgb.dtype != np.uint8 or not len(rgb):
            return None
        if times is None or times.shape != (len(rgb),) or type(width) is not int or type(height) is not int:
            return None
        return _even(rgb, times.astype(np.float64), (first, last), rate, (max(1, width), max(1, height)))


def _even(
    rgb: NDArray[np.uint8],
    times: NDArray[np.float64],
    between: tuple[float, float],
    rate: float,
    size: tuple[int, int],
) -> Stretch:
    """What is shown at each moment, in grey: frames come once each, at the time at which they are first shown."""
    grey = np.stack([cv2.cvtColor(frame, cv2.COLOR_RGB2GRAY) for frame in rgb]).astype(np.uint8)
    moments = between[0] + np.arange(max(1, int((between[1] - between[0]) * rate) + 1)) / rate
    shown = np.clip(np.searchsorted(times, moments + 0.5 / rate, side="right") - 1, 0, len(grey) - 1)
    return Stretch(grey[shown], between[0], 1.0 / rate, *size)
