"""Whether a stretch of sound really is a stretch of another: how many of its peaks are there, beyond chance."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np
from numpy.typing import NDArray

from firstseen.model.moving import Stretch
from firstseen.prints.moving.landmarks import Landmarks, landmarks
from firstseen.prints.moving.moving import SoundPrints
from firstseen.prints.moving.sound import BINS, HOPS_A_SECOND, STEPS

__all__ = ["AS_IS", "CHANGED", "SHARE", "Heard", "Line", "beyond_chance", "core", "shifts"]

NEAR: Final = (2, 1)
"""Hops and steps by which a peak may lie beside its place."""
ELSEWHERE: Final = np.concatenate([np.arange(-3.0, -0.4, 0.3), np.arange(0.4, 3.0, 0.3)])
"""Seconds by which the stretch is moved to see how many peaks agree by chance: of sound like it, and at its beat."""
AS_IS: Final = 34.0
CHANGED: Final = 48.0
"""Peaks beyond chance from which two stretches are one recording, as it is and at another speed or pitch (many speeds
are tried). 5 s of 41 stretches of music and speech, as they were, encoded, in noise, under speech or music as loud, and
faster, had 45 and more; 437 chance hits of other music and speech by the same voice at
most 32 and 45."""
SHARE: Final = 0.38
"""Share of the peaks of a stretch of b that must be there. Under speech as loud 0.40 and more are, clean 0.6 and more;
of other stretches of the same music, at its beat, at most 0.37."""
WINDOW: Final = 2.0
"""Seconds in which peaks are counted to see where a stretch begins and ends."""
FADES: Final = 0.6
"""Share of what agrees in most of a stretch, below which a window does not belong to it."""
_MARGIN: Final = 16


@dataclass(frozen=True, slots=True)
class Line:
    """How b runs along a: seconds of a = `factor` * seconds of b + `offset`; b's tones lie `shift` steps higher."""

    factor: float
    offset: float
    shift: int


@dataclass(frozen=True)
class Heard:
    """A sound as it is compared: its peaks, its landmarks, and a map of where its peaks are."""

    prints: SoundPrints

    @cached_property
    def landmarks(self) -> Landmarks:
        """Its landmarks."""
        return landmarks(self.prints)

    @cached_property
    def near(self) -> NDArray[np.bool_]:
        """(hops, steps + margins) bool: whether a peak is there, or beside it."""
        hops = int(self.prints.times.max()) + 1 if len(self.prints.times) else 0
        near = np.zeros((hops + 2 * NEAR[0], BINS + 2 * _MARGIN), np.bool_)
        for later in range(2 * NEAR[0] + 1):
            for higher in range(-NEAR[1], NEAR[1] + 1):
                near[
                    self.prints.times.astype(np.int64) + later, self.prints.bins.astype(np.int64) + _MARGIN + higher
                ] = True
        return near


def beyond_chance(a: Heard, b: Heard, stretch: Stretch, line: Line) -> tuple[float, float]:
    """How many peaks of b between these seconds of b are in a beyond what chance explains, and their share of b's."""
    seconds, steps = _between(b, stretch, line)
    if not len(seconds):
        return 0.0, 0.0
    along = seconds * line.factor + line.offset
    there = int(np.count_nonzero(_agree(a, along, steps)))
    by_chance = float(np.mean([np.count_nonzero(_agree(a, along + moved, steps)) for moved in ELSEWHERE]))
    return there - by_chance, there / len(along)


def core(a: Heard, b: Heard, stretch: Stretch, line: Line) -> Stretch:
    """The longest part of a stretch of b in which as many peaks agree as in most of it: a beat goes on beyond."""
    seconds, steps = _between(b, stretch, line)
    if len(seconds) < 2 or stretch[1] - stretch[0] < 2 * WINDOW:
        return stretch
    agree = _agree(a, seconds * line.factor + line.offset, steps)
    windows = np.arange(stretch[0], stretch[1] - WINDOW / 2, WINDOW / 2)
    low, high = np.searchsorted(seconds, windows), np.searchsorted(seconds, windows + WINDOW)
    total = np.concatenate([[0], np.cumsum(agree)])
    share = (total[high] - total[low]) / np.maximum(high - low, 1)
    # Windows in which next to nothing is heard say nothing, and go with their neighbours.
    good = (share >= FADES * float(np.quantile(share, 0.8))) | (high - low < 4)
    best, start = (0, 0), 0
    for number, one in enumerate([*good.tolist(), False]):
        if not one:
            best, start = max(best, (number - start, -start)), number + 1
    first, count = -best[1], best[0]
    if not count:
        return stretch
    return max(stretch[0], float(windows[first])), min(stretch[1], float(windows[first + count - 1]) + WINDOW)


def _between(b: Heard, stretch: Stretch, line: Line) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """Times and steps, as they would be in a, of the peaks of b between these seconds of b."""
    seconds = b.prints.times / HOPS_A_SECOND
    inside = (seconds >= stretch[0]) & (seconds <= stretch[1])
    return seconds[inside], b.prints.bins[inside].astype(np.int64) - line.shift


def shifts(factor: float) -> tuple[int, ...]:
    """The steps by which b's tones may lie higher where seconds of a are `factor` times those of b."""
    played = round(STEPS * float(np.log2(factor)))
    return tuple(dict.fromkeys((0, played, -1, 1, played - 1, played + 1)))


def _agree(a: Heard, along: NDArray[np.float64], steps: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Whether a has a peak at, or beside, each of these seconds and steps."""
    hops = np.round(along * HOPS_A_SECOND).astype(np.int64) + NEAR[0]
    column = steps + _MARGIN
    good = (hops >= 0) & (hops < len(a.near)) & (column >= 0) & (column < a.near.shape[1])
    there = np.zeros(len(along), np.bool_)
    there[good] = a.near[hops[good], column[good]]
    return there
