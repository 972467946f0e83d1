"""From the frames of a video, one after the other, to the prints of its picture. Memory does not grow with frames."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from firstseen.prints.moving.keys import KeyPool
from firstseen.prints.moving.moving import FramePrints, KeyFrame
from firstseen.prints.moving.sampled import Samples
from firstseen.prints.moving.seen import Seen
from firstseen.prints.moving.shots import CutFinder

__all__ = ["EVERY", "Watcher"]

EVERY: Final = 0.5
"""Seconds between samples within a shot; each shot has one at its beginning too."""
BETWEEN: Final = 0.25
"""Seconds between samples where the picture moves fast."""
SLACK: Final = 0.02
"""Seconds by which a frame may come before its turn: frames do not fall on half seconds exactly."""


class Watcher:
    """Fed every decoded frame in order of time (`see`), gives the prints in the end (`finish`)."""

    def __init__(self) -> None:
        self._cuts = CutFinder()
        self._samples = Samples()
        self._keys = KeyPool()
        self._shots: list[float] = []
        self._due = self._due_between = float("-inf")
        self._last: Seen | None = None
        self._size = (0, 0)

    @property
    def shots(self) -> tuple[float, ...]:
        """Where each shot begins, in seconds."""
        return tuple(self._shots)

    @property
    def size(self) -> tuple[int, int]:
        """Rows and columns of the shown frames, as of the first one."""
        return self._size

    def see(self, seen: Seen) -> None:
        """The next frame. Frames that are not later than the one before are passed over."""
        if self._last is not None and seen.time <= self._last.time:
            return
        if self._last is None:
            self._shots.append(seen.time)
            self._size = seen.size
        before, self._last = self._last, seen
        if self._cuts.feed(seen.glance()) and before is not None:
            self._begin_shot(before)
        # A frame that may begin a shot is sampled when it is known to, or the next one in its place.
        if self._cuts.doubtful:
            return
        if seen.time >= self._due - SLACK:
            self._sample(seen)
        elif seen.time >= self._due_between - SLACK:
            self._samples.add(seen.time, seen.look(), seen.size, len(self._shots) - 1, between=True)
            self._due_between = seen.time + BETWEEN

    def _begin_shot(self, first: Seen) -> None:
        if self._shots[-1] < first.time:
            self._samples.close(first.time, len(self._shots) - 1)
            self._shots.append(first.time)
            self._sample(first)

    def _sample(self, seen: Seen) -> None:
        shot = len(self._shots) - 1
        look: NDArray[np.uint8] = seen.look()
        self._samples.add(seen.time, look, seen.size, shot)
        self._keys.offer(seen, look, shot)
        self._due, self._due_between = seen.time + EVERY, seen.time + BETWEEN

    def finish(self, until: float) -> tuple[FramePrints, tuple[KeyFrame, ...]]:
        """The prints of all that was seen; the last frame was shown until then (seconds)."""
        if self._last is not None and self._cuts.doubtful:
            self._sample(self._last)
        self._samples.close(until, max(0, len(self._shots) - 1))
        return self._samples.prints(), self._keys.chosen(until, self._samples.part_at)
