"""Whether a stretch of sound really is a stretch of another: how many of its peaks are there, beyond chance."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final

import numpy as np
from numpy.typing import NDArray

from firstseen.match.moving.runs import strongest_run
from firstseen.model.moving import Stretch
from firstseen.prints.moving.landmarks import Landmarks, dense_landmarks, landmarks
from firstseen.prints.moving.moving import SoundPrints
from firstseen.prints.moving.sound import BESIDE, BINS, HOPS_A_SECOND, STEPS

__all__ = [
    "AS_IS",
    "BORDER",
    "CHANGED",
    "ELSEWHERE",
    "SHARE",
    "Heard",
    "Line",
    "Probes",
    "best_window",
    "between",
    "peaks_in_a",
    "peaks_in_b",
    "probed",
    "probed_back",
    "shifts",
    "under",
]

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
FAINT, FAINT_TIMES, FAINT_SHARE = 23, 2.5, 0.28
"""Peaks that stand out in the one and are found, tightly, among all of the other: so many more than at the best place
beside, so many times as many, and such a share of them. Of 48 stretches of 5 s of music, streets and speech under
speech as loud, in three encodings, 47 have 24 more and 0.30 at least (one has 22); of 3,000 other sounds, each at its
best place, none has more than 15 more, and 0.20; of 24 pieces of music played a second time by the same instruments,
within 3 % of the pace, up to 22 more, and 0.34 (tuning sounds of `bench/video`)."""
AT_ONE_MOMENT, BLURRED = 0.29, 4
"""Share of them that are found two hops (46 ms) before and after, beyond which so many more are asked for. Of music
that is played again the notes fall a little beside: 0.32 and more, and up to 25 more than at the best place beside. Of
the 48 stretches at most 0.25; under noise four times as loud 0.35, and 28 more."""
FAINT_LONGER: Final = 1.0
"""So many peaks more each time the longer sound is twice as long, beyond a minute."""
DENSE_FOR: Final = 900.0
"""Seconds of a sound up to which all its peaks are paired: 1,000 pairs a second."""
WINDOW: Final = 2.0
"""Seconds in which peaks are counted to see where a stretch begins and ends."""
FEW: Final = 4
"""Peaks in a window below which it says nothing."""
FADES: Final = 0.6
"""Share of what agrees in most of a stretch, below which a window does not belong to it."""
ASIDE: Final = np.arange(-4, 4.5, 0.5) / HOPS_A_SECOND
"""Seconds by which a line that landmarks tell may lie beside the truth, in steps of half a hop."""
BORDER: Final = 0.5
"""Seconds at an end of a stretch in which nothing need be heard for it to reach to its end."""
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

    def part(self, first: float, last: float) -> Heard:
        """What is heard of it between these seconds, as a sound of its own."""
        start, end = max(0, round(first * HOPS_A_SECOND)), max(0, round(last * HOPS_A_SECOND))

        def cut(times: NDArray[np.uint32], bins: NDArray[np.uint8]) -> tuple[NDArray[np.uint32], NDArray[np.uint8]]:
            rows = slice(*np.searchsorted(times, np.array([start, end], times.dtype)).tolist())
            return times[rows] - times.dtype.type(start), bins[rows]

        of = self.prints
        long = max(0.0, min(of.seconds, end / HOPS_A_SECOND) - start / HOPS_A_SECOND)
        return Heard(SoundPrints(long, *cut(of.times, of.bins), *cut(of.faint_times, of.faint_bins)))

    @cached_property
    def seconds(self) -> NDArray[np.float64]:
        """When its peaks that stand out are heard."""
        return np.asarray(self.prints.times / HOPS_A_SECOND, np.float64)

    @cached_property
    def landmarks(self) -> Landmarks:
        """Its landmarks."""
        return landmarks(self.prints)

    @cached_property
    def dense(self) -> Landmarks | None:
        """The landmarks of all its peaks; None where it is too long for that."""
        if not len(self.prints.faint_times) or self.prints.seconds > DENSE_FOR:
            return None
        return dense_landmarks(self.prints)

    @cached_property
    def near(self) -> _Map:
        """Where its peaks that stand out are."""
        hops, steps = BESIDE
        return _Map(self.prints, range(-hops, hops + 1), steps)

    @cached_property
    def tight(self) -> _Map:
        """Where all its peaks are, to the hop: a time between two hops is that of a peak at either of them."""
        return _Map(self.prints.every(), range(2), 0)


class _Map:
    """Where the peaks of a sound are, or lie beside: `hops` later than the time asked for, and so many steps around."""

    def __init__(self, prints: SoundPrints, hops: range, steps: int) -> None:
        rows = int(prints.times.max()) + 1 if len(prints.times) else 0
        self._before, self._between = hops[-1], len(hops) % 2 == 0
        self._near = np.zeros((rows + len(hops), BINS + 2 * _MARGIN), np.bool_)
        times, bins = prints.times.astype(np.int64), prints.bins.astype(np.int64)
        for later in hops:
            for higher in range(-steps, steps + 1):
                self._near[times + self._before - later, bins + _MARGIN + higher] = True

    def has(self, seconds: NDArray[np.float64], steps: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Whether a peak is at, or beside, each of these seconds and steps: (n,), or one of the two (m, n)."""
        columns = self._near.shape[1]
        # At the margins, and so at both ends, nothing is: what lies outside is looked for there.
        column = np.minimum(np.maximum(steps + _MARGIN, 0), columns - 1)
        exact = seconds * HOPS_A_SECOND
        hops = (np.floor(exact) if self._between else np.rint(exact)) + self._before
        there: NDArray[np.bool_] = self._near.take((hops * columns + column).astype(np.intp), mode="clip")
        return there


@dataclass(frozen=True, eq=False)
class Probes:
    """Peaks of the one of two sounds that are looked for in the other: `seconds` (n,) of b at which they are, or should
    be, in order, and `agree`, which tells of each, (m, n), whether it is there, all moved by so many seconds (m, 1)."""

    seconds: NDArray[np.float64]
    agree: Callable[[NDArray[np.float64]], NDArray[np.bool_]]

    @cached_property
    def there(self) -> NDArray[np.bool_]:
        """(n,) which of them are there."""
        return np.asarray(self.agree(np.zeros((1, 1)))[0], np.bool_)

    @cached_property
    def beside(self) -> NDArray[np.int64]:
        """How many are there at each place beside, by chance."""
        return _each(self.agree(ELSEWHERE[:, None]))

    @property
    def count(self) -> int:
        """How many of them are there."""
        return int(np.count_nonzero(self.there))

    @property
    def beyond_chance(self) -> float:
        """How many are there beyond what chance explains."""
        return self.count - float(self.beside.mean())

    def stand_out(self, seconds: float) -> bool:
        """Whether far more are there than at the best place beside: `FAINT`. `seconds`: the length of the longer sound,
        in which they may have been found anywhere."""
        there, beside = self.count, int(self.beside.max())
        close = int(np.count_nonzero(self.agree(np.array([[-2.0], [2.0]]) / HOPS_A_SECOND))) / 2
        more = float(FAINT + (BLURRED if close > AT_ONE_MOMENT * there else 0))
        more += FAINT_LONGER * max(0.0, math.log2(max(seconds, 1.0) / 60))
        return there >= max(beside + more, beside * FAINT_TIMES, FAINT_SHARE * len(self.seconds))

    @property
    def share(self) -> float:
        """The share of them that is there."""
        return self.count / len(self.seconds) if len(self.seconds) else 0.0

    def core(self, stretch: Stretch) -> Stretch:
        """The longest part of a stretch of b in which as many agree as in most of it: a beat goes on beyond."""
        if len(self.seconds) < 2 or stretch[1] - stretch[0] < 2 * WINDOW:
            return stretch
        windows, low, high = _windows(self.seconds, stretch)
        total = np.concatenate([[0], np.cumsum(self.there)])
        share = (total[high] - total[low]) / np.maximum(high - low, 1)
        # Windows in which next to nothing is heard say nothing, and go with their neighbours.
        good = (share >= FADES * float(np.quantile(share, 0.8))) | (high - low < FEW)
        best, start = (0, 0), 0
        for number, one in enumerate([*good.tolist(), False]):
            if not one:
                best, start = max(best, (number - start, -start)), number + 1
        first, count = -best[1], best[0]
        if not count:
            return stretch
        return max(stretch[0], float(windows[first])), min(stretch[1], float(windows[first + count - 1]) + WINDOW)

    def trimmed(self, stretch: Stretch) -> Stretch:
        """The stretch without what lies at its ends and agrees no more than chance does: the run of greatest sum, each
        peak that is there adding what each that is not takes, where half as many as usual are."""
        inside = (self.seconds >= stretch[0]) & (self.seconds <= stretch[1])
        there = self.there[inside]
        if not there.any():
            return stretch
        by_chance = float(self.beside.mean()) / len(self.seconds)
        first, last = strongest_run(there - (float(there.mean()) + by_chance) / 2)
        seconds = self.seconds[inside]
        start = stretch[0] if seconds[first] - stretch[0] < BORDER else float(seconds[first])
        end = stretch[1] if stretch[1] - seconds[last] < BORDER else float(seconds[last])
        return start, end


def probed(a: Heard, b: Heard, stretch: Stretch, line: Line) -> Probes:
    """The peaks that stand out in b between these seconds of b, looked for among those that stand out in a."""
    return peaks_in_a(a.near, *between(b, stretch), line)


def best_window(a: Heard, b: Heard, stretch: Stretch, line: Line, higher: Sequence[int]) -> float:
    """The greatest share of the peaks of `probed` in any window of a stretch, and of any of these shifts: that of no
    part of the stretch that is a window long or longer is clearly greater. 1.0 where windows have too few peaks."""
    seconds, steps = between(b, stretch)
    _, low, high = _windows(seconds, stretch)
    enough = high - low >= FEW
    if not enough.any():
        return 1.0
    along = seconds * line.factor + line.offset
    there = a.near.has(along, steps - np.array(higher)[:, None])
    total = np.concatenate([np.zeros((len(higher), 1), np.int64), np.cumsum(there, axis=1)], axis=1)
    share = (total[:, high] - total[:, low])[:, enough] / (high - low)[enough]
    return float(share.max())


def _windows(
    seconds: NDArray[np.float64], stretch: Stretch
) -> tuple[NDArray[np.float64], NDArray[np.intp], NDArray[np.intp]]:
    """Where the windows of a stretch begin, one at least, and which peaks are in each: from, and up to."""
    begins = np.arange(stretch[0], max(stretch[1] - WINDOW / 2, stretch[0] + WINDOW / 4), WINDOW / 2)
    return begins, np.searchsorted(seconds, begins), np.searchsorted(seconds, begins + WINDOW)


def probed_back(a: Heard, b: Heard, stretch: Stretch, line: Line) -> Probes:
    """The peaks that stand out in a, by the seconds of b at which they should be, looked for among those that stand out
    in b."""
    return peaks_in_b(b.near, *between(a, _in_a(stretch, line)), line)


def peaks_in_a(a: _Map, seconds: NDArray[np.float64], steps: NDArray[np.int64], line: Line) -> Probes:
    """Peaks of b, by their seconds and steps, looked for where those of a are."""
    along = seconds * line.factor + line.offset
    return Probes(seconds, lambda moved: a.has(along + moved, steps - line.shift))


def peaks_in_b(b: _Map, seconds: NDArray[np.float64], steps: NDArray[np.int64], line: Line) -> Probes:
    """Peaks of a, by their seconds and steps, looked for where those of b are."""
    back = (seconds - line.offset) / line.factor
    return Probes(back, lambda moved: b.has(back + moved, steps + line.shift))


def _in_a(stretch: Stretch, line: Line) -> Stretch:
    """The seconds of a that are heard with these of b."""
    return stretch[0] * line.factor + line.offset, stretch[1] * line.factor + line.offset


def under(a: Heard, b: Heard, stretch: Stretch, line: Line) -> tuple[Probes, Line]:
    """The peaks that stand out in the one, looked for among all of the other, whichever way more are found: of the two
    one may lie under something else. `line` is of sound that runs as it is, and is put right: to half a hop, and with a
    speed of one where that fits as well, as a line through few landmarks leans."""
    middle = (stretch[0] + stretch[1]) / 2
    own = Line(1.0, middle * (line.factor - 1.0) + line.offset, 0)
    ways: list[tuple[Probes, Line]] = []
    for in_a, count in ((True, _count_in_a), (False, _count_in_b)):
        which, moved = divmod(int(np.argmax([count(a, b, stretch, one) for one in (own, line)])), len(ASIDE))
        nearest = (own, line)[which]
        best = replace(nearest, offset=nearest.offset + float(ASIDE[moved]))
        probes = (
            peaks_in_a(a.tight, *between(b, stretch), best)
            if in_a
            else peaks_in_b(b.tight, *between(a, _in_a(stretch, best)), best)
        )
        ways.append((probes, best))
    return max(ways, key=lambda way: way[0].beyond_chance)


def _count_in_a(a: Heard, b: Heard, stretch: Stretch, line: Line) -> NDArray[np.int64]:
    """How many peaks of b `under` finds in a along a line that lies `ASIDE`."""
    seconds, steps = between(b, stretch)
    along = seconds * line.factor + (line.offset + ASIDE)[:, None]
    return _each(a.tight.has(along, steps))


def _count_in_b(a: Heard, b: Heard, stretch: Stretch, line: Line) -> NDArray[np.int64]:
    """The same of those of a in b."""
    offsets = (line.offset + ASIDE)[:, None]
    first, last = stretch[0] * line.factor + offsets, stretch[1] * line.factor + offsets
    seconds, steps = between(a, (float(first.min()), float(last.max())))
    there = b.tight.has((seconds - offsets) / line.factor, steps)
    return _each(there & (seconds >= first) & (seconds <= last))


def _each(there: NDArray[np.bool_]) -> NDArray[np.int64]:
    """How many of each row are there."""
    return np.asarray(there.sum(axis=1), np.int64)


def between(one: Heard, stretch: Stretch) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """Times and steps of the peaks that stand out between these seconds."""
    first, after = np.searchsorted(one.seconds, stretch[0]), np.searchsorted(one.seconds, stretch[1], side="right")
    return one.seconds[first:after], one.prints.bins[first:after].astype(np.int64)


def shifts(factor: float) -> tuple[int, ...]:
    """The steps by which b's tones may lie higher where seconds of a are `factor` times those of b."""
    played = round(STEPS * float(np.log2(factor)))
    return tuple(dict.fromkeys((0, played, -1, 1, played - 1, played + 1)))
