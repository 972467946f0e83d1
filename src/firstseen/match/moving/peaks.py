"""Whether a stretch of sound really is a stretch of another: how many of its peaks are there, beyond chance."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np
from numpy.typing import NDArray

from firstseen.prints.moving.landmarks import Landmarks, landmarks
from firstseen.prints.moving.moving import SoundPrints
from firstseen.prints.moving.sound import BINS, HOPS_A_SECOND, STEPS

__all__ = ["AS_IS", "CHANGED", "SHARE", "Heard", "Line", "beyond_chance", "shifts"]

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
SHARE: Final = 0.25
"""Share of the peaks of the quieter stretch that must be there: half of them go under speech that is as loud."""
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


def beyond_chance(a: Heard, b: Heard, stretch: tuple[float, float], line: Line) -> tuple[float, float]:
    """How many peaks of b between these seconds of b are in a beyond what chance explains, and their share of b's."""
    seconds = b.prints.times / HOPS_A_SECOND
    inside = (seconds >= stretch[0]) & (seconds <= stretch[1])
    along = seconds[inside] * line.factor + line.offset
    steps = b.prints.bins[inside].astype(np.int64) - line.shift
    if not len(along):
        return 0.0, 0.0
    there = _agree(a, along, steps)
    by_chance = float(np.mean([_agree(a, along + moved, steps) for moved in ELSEWHERE]))
    return there - by_chance, there / len(along)


def shifts(factor: float) -> tuple[int, ...]:
    """The steps by which b's tones may lie higher where seconds of a are `factor` times those of b."""
    played = round(STEPS * float(np.log2(factor)))
    return tuple(dict.fromkeys((0, played, -1, 1, played - 1, played + 1)))


def _agree(a: Heard, along: NDArray[np.float64], steps: NDArray[np.int64]) -> int:
    hops = np.round(along * HOPS_A_SECOND).astype(np.int64) + NEAR[0]
    column = steps + _MARGIN
    good = (hops >= 0) & (hops < len(a.near)) & (column >= 0) & (column < a.near.shape[1])
    return int(np.count_nonzero(a.near[hops[good], column[good]]))
