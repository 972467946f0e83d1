"""Which line each moment lies on: the lines along which two videos agree, and the seconds that each of them wins.

Where a scene moves steadily many lines agree a little. Each moment of the one video shows one moment of the other: so
the lines contend for it, with a price for going from one to another (dynamic programming, A. Viterbi 1967), once for
the moments of b, once for those of a. What a line wins in both is shared footage. Where it wins in one of them only,
it is a repetition if it agrees as well as the line that has won there, and else an echo.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from firstseen.match.moving.alignment import Shared
from firstseen.match.moving.likeness import Likeness
from firstseen.match.moving.tops import beside_top

__all__ = ["Entrant", "Line", "Won", "apart", "at_once", "contest", "entrants"]

SPEEDS: Final = (1.0, 0.95, 1.05, 0.9, 1.11, 0.8, 1.25, 0.67, 1.5, 0.5, 2.0)
"""Moments of a for each of b that are tried; what agrees is then fitted."""
AGREES: Final = 0.5
"""Likeness from which two moments speak for a line."""
OF_BEST: Final = 0.65
"""The same as part of that along the best line."""
LINES: Final = 24
"""Lines that contend at most."""
NEAR: Final = 0.4
"""Seconds beside a line that lie on it."""
CROSSING: Final = 8
LEAVES: Final = 0.25
"""Lines of its own speed that contend beside one of another, which they cross, and seconds by which each leaves it at
an end: all along a video that runs slower there are such."""
LEAST: Final = 2.5
"""Sum of likeness beyond `AGREES`, times seconds by eight, from which a line contends: a second that agrees well."""
PRICE: Final = 2.5
OTHER_SPEED: Final = 2.5
"""What a line must gain (in the same measure) to win a stretch from another, and more for one of another speed."""
OUTSIDE: Final = -0.5
NONE: Final = -1
"""In place of the number of a line: none has won a moment."""
SHORTEST: Final = 0.6
"""Seconds of a stretch at least."""
LAST: Final = 0.5
"""Seconds of b, before an end of one of the videos, in which one moment that does not agree ends no stretch, where the
last one agrees: a scene that jumps between two frames looks otherwise where these are taken a frame apart. Measured in
decision 26."""
REPEATED: Final = 3.0
AS_WELL: Final = 0.95
"""Seconds, and likeness as part of that of the line which has won, from which a stretch is a repetition; what is
shorter is not clear by itself either."""
TIES: Final = 0.02
WON_TOO: Final = 0.1
"""Likeness that decides between lines that agree as much: for the best one, and for what has won in the other video."""
TELLING: Final = 0.1
"""Likeness that a repetition has beyond what lies a second beside it: what stands still repeats itself always."""
OWN_SPEED: Final = 0.25
"""Seconds by which a fitted line of nearly the same speed may leave it over its whole length."""
NEAR_SPEED: Final = 0.06
REACH: Final = 3
"""Moments beside a line in which the likest are looked for, to fit it to them."""
DRIFTS: Final = 0.12
"""Relative change of speed by which a fit has gone astray."""
FEW: Final = 8
"""Moments from which a line is fitted."""
LONG_ENOUGH: Final = 1.5
"""Seconds from which a stretch tells its speed."""


BY_CHANCE: Final = 0.35
CLEAR: Final = 28.0
"""Likeness beyond `BY_CHANCE`, times seconds by eight, that a stretch has which is surely one footage. Of takes of one
scene on another day the best had 25; of copies longer than 6 s the least had 26, and where these move enough they are
told by their jerks as well. Shorter ones have:"""
SURE: Final = 0.85
"""Likeness of a whole stretch that no other take had (0.82); of 68 copies all but 12 had it, those longer than 6 s."""


@dataclass(frozen=True, slots=True)
class Line:
    """Moment `speed` * j + `offset` of a (a number, not seconds) goes with moment j of b."""

    speed: float
    offset: float

    def on_a(self, of_b: NDArray[np.int64]) -> NDArray[np.int64]:
        """The moments of a, as near as they come, that go with some of b; they may lie beyond a."""
        return np.round(self.speed * of_b + self.offset).astype(np.int64)

    def on_b(self, of_a: NDArray[np.int64]) -> NDArray[np.int64]:
        """The same the other way round."""
        return np.round((of_a - self.offset) / self.speed).astype(np.int64)


@dataclass(frozen=True, slots=True, eq=False)
class Entrant:
    """A line that contends, in the map in which it was found, with the `gain` of its best stretch: from moment `first`
    of b to `last`. `framing`: the number of the framing that its map was made with."""

    like: Likeness
    line: Line
    gain: float
    first: int
    last: int
    framing: int = 0

    @property
    def level(self) -> float:
        """How much agrees on average along its best stretch."""
        return AGREES + self.gain / (8 * self.like.step * (self.last - self.first + 1))


def entrants(like: Likeness, framing: int = 0) -> list[Entrant]:
    """The lines along which most agrees for a while, the best first."""
    found: list[tuple[float, float, float, int, int]] = []
    for speed in SPEEDS:
        offsets, sums, start, end = _along_all(like.values, speed)
        gain = sums * like.step * 8
        price = 0.0 if speed == 1.0 else OTHER_SPEED
        found += [
            (float(gain[at]) - price, speed, float(offsets[at]), int(start[at]), int(end[at]))
            for at in np.flatnonzero(gain - price >= LEAST)
        ]
    found.sort(key=lambda one: (-one[0], one[1], one[2]))
    kept = [found[at] for at in _side_by_side([(Line(*one[1:3]), one[3:]) for one in found], like.step)]
    return apart([_entrant(like, _fitted(like, Line(*one[1:3]), *one[3:]), framing) for one in kept])


def apart(some: Sequence[Entrant]) -> list[Entrant]:
    """Those that are not beside a better one, the best first, at most `LINES`."""
    found = sorted(some, key=lambda one: (-one.gain, one.framing, one.line.offset))
    found = [one for one in found if one.gain >= LEAST]
    if not found:
        return []
    lines = [(one.line, (one.first, one.last)) for one in found]
    return [found[at] for at in _side_by_side(lines, found[0].like.step)]


def _side_by_side(lines: Sequence[tuple[Line, tuple[int, int]]], step: float) -> list[int]:
    """The numbers of those lines, of which the best come first, that do not lie beside a better one in the middle of
    their best stretches, at most `LINES`. A few of them lie beside one of another speed there, which they cross:
    stretches that follow one another in both videos, with less between them in the one, lie along one such line."""
    kept: list[int] = []
    crossing = 0
    for number, one in enumerate(lines):
        beside = [lines[at] for at in kept if _beside(*one, *lines[at], step)]
        crosses = bool(beside) and all(_crosses(*one, other, step) for other, _ in beside)
        if not beside or (crosses and crossing < CROSSING):
            kept.append(number)
            crossing += crosses
        if len(kept) == LINES:
            break
    return kept


def _beside(one: Line, span: tuple[int, int], other: Line, its: tuple[int, int], step: float) -> bool:
    """Whether a line lies beside another in the middle of its stretch, within that of the other."""
    middle = (span[0] + span[1]) / 2
    off = (other.speed - one.speed) * middle + other.offset - one.offset
    return abs(off) * step <= NEAR and its[0] <= middle <= its[1]


def _crosses(one: Line, span: tuple[int, int], other: Line, step: float) -> bool:
    """Whether a line of its own speed leaves one of another speed at an end of its stretch."""
    off = np.abs((other.speed - one.speed) * np.array(span) + other.offset - one.offset).max()
    return bool(one.speed == 1.0 != other.speed and off * step > LEAVES)


def at_once(one: Entrant, most: int) -> list[tuple[int, int]]:
    """Moments of a and of b, by number, that are shown at once along the best stretch of a line: the likest of each of
    `most` parts of it."""
    along = _along(one.like.values, one.line)
    found: list[tuple[int, int]] = []
    for part in np.array_split(np.arange(one.first, one.last + 1), most):
        if len(part):
            at_b = int(part[np.argmax(along[part])])
            at_a = round(one.line.speed * at_b + one.line.offset)
            if 0 <= at_a < len(one.like.values):
                found.append((at_a, at_b))
    return found


def _entrant(like: Likeness, line: Line, framing: int) -> Entrant:
    total = best = 0.0
    since = first = last = 0
    for number, value in enumerate((_along(like.values, line) - AGREES).tolist()):
        total += value
        if total <= 0:
            total, since = 0.0, number + 1
        elif total > best:
            best, first, last = total, since, number
    best *= like.step * 8
    return Entrant(like, line, best - (0.0 if line.speed == 1.0 else OTHER_SPEED), first, last, framing)


def _along_all(
    values: NDArray[np.float32], speed: float
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.int64], NDArray[np.int64]]:
    """For all offsets of one speed: the stretch of greatest sum, its sum, and its first and last moment of b."""
    high, wide = values.shape
    base = np.round(speed * np.arange(wide)).astype(np.int64)
    offsets = np.arange(-int(base[-1]), high)
    sums = np.zeros(len(offsets))
    least = np.zeros(len(offsets))
    since = np.zeros(len(offsets), np.int64)
    best = np.zeros(len(offsets))
    start = np.zeros(len(offsets), np.int64)
    end = np.zeros(len(offsets), np.int64)
    for number in range(wide):
        first = int(base[-1] - base[number])
        gained = np.full(len(offsets), OUTSIDE)
        gained[first : first + high] = values[:, number] - AGREES
        sums += gained
        better = sums - least > best
        best = np.where(better, sums - least, best)
        start, end = np.where(better, since, start), np.where(better, number, end)
        lower = sums < least
        least = np.where(lower, sums, least)
        since = np.where(lower, number + 1, since)
    return offsets.astype(np.float64), best, start, end


def _fitted(like: Likeness, line: Line, first: int, last: int) -> Line:
    """A line fitted to the likest moments near it, from moment `first` of b to `last`."""
    numbers, enough = np.arange(first, last + 1), LONG_ENOUGH / like.step
    for _ in range(3):
        there = line.on_a(numbers)
        peak, top = _peaks(like.sharp, there, numbers)
        good = top >= AGREES
        if np.count_nonzero(good) < FEW:
            break
        x, y = numbers[good].astype(np.float64), peak[good]
        slope, offset = line.speed, float(np.median(y - line.speed * x))
        if np.ptp(x) >= enough:
            slope, offset = np.polyfit(x, y, 1)
        off = np.abs(y - slope * x - offset)
        some = off <= max(1.0, 1.5 * float(np.median(off)))
        if np.count_nonzero(some) >= FEW and np.ptp(x[some]) >= enough:
            slope, offset = np.polyfit(x[some], y[some], 1)
        if abs(slope / line.speed - 1) > DRIFTS:
            break
        line = Line(float(slope), float(offset))
    half = (last - first) / 2
    if abs(line.speed - 1.0) <= NEAR_SPEED and abs(line.speed - 1.0) * half * like.step <= OWN_SPEED / 2:
        middle = (first + last) / 2
        line = Line(1.0, line.offset + (line.speed - 1.0) * middle)
    return line


def _peaks(
    sharp: NDArray[np.float32], there: NDArray[np.int64], numbers: NDArray[np.int64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Where near `there` each moment of b is likest, to a part of a moment (by a parabola), and how much."""
    around = there[:, None] + np.arange(-REACH - 1, REACH + 2)[None, :]
    inside = (around >= 0) & (around < len(sharp))
    near = np.where(inside, sharp[np.clip(around, 0, len(sharp) - 1), numbers[:, None]], OUTSIDE).astype(np.float64)
    rows = np.arange(len(numbers))
    # Where nothing moves all are as like: then that on the line.
    off_line = np.abs(np.arange(-REACH, REACH + 1)) * (TIES / REACH)
    at = 1 + np.argmax(near[:, 1:-1] - off_line, axis=1)
    left, top, right = near[rows, at - 1], near[rows, at], near[rows, at + 1]
    # Where the likest is at the edge of what was looked at, its neighbours say nothing.
    between = np.where(np.minimum(left, right) <= OUTSIDE, 0.0, beside_top(left, top, right))
    return there + at - REACH - 1 + between, top


@dataclass(frozen=True, slots=True, eq=False)
class Won:
    """A stretch that a line has won. `clear`: it is surely one footage, and not another take of one scene."""

    shared: Shared
    entrant: Entrant
    clear: bool


def contest(some: Sequence[Entrant]) -> list[Won]:
    """The stretches that lines win. All maps have the same moments."""
    if not some:
        return []
    high, wide = some[0].like.values.shape
    along_b = np.stack([_along(one.like.values, one.line) for one in some])
    along_a = np.stack([_across(one.like.values, one.line) for one in some])
    best = max(some, key=lambda one: one.gain)
    level = float(np.median(_along(best.like.values, best.line)[best.first : best.last + 1]))
    floor = max(AGREES, OF_BEST * level)
    prices = np.array([PRICE if one.line.speed == 1.0 else PRICE + OTHER_SPEED for one in some])
    # Where nothing moves all lines agree: the best one is preferred a little, and what has won b for a.
    preferred = along_b - floor + TIES * (np.arange(len(some)) == 0)[:, None]
    won_b = _won(preferred, prices)
    also = np.stack([_has_won(won_b, number, one.line, high) for number, one in enumerate(some)])
    won_a = _won(along_a - floor + WON_TOO * also, prices)
    # What has won each moment, by how much it agrees.
    top_b = np.where(won_b != NONE, along_b[won_b, np.arange(wide)], OUTSIDE)
    top_a = np.where(won_a != NONE, along_a[won_a, np.arange(high)], OUTSIDE)
    found: list[Won] = []
    for number, one in enumerate(some):
        there = one.line.on_a(np.arange(wide))
        inside = (there >= 0) & (there < high)
        there = np.clip(there, 0, high - 1)
        in_b, in_a = won_b == number, inside & (won_a[there] == number)
        keep = in_b & in_a
        for start, end in _runs((in_b | in_a) & ~keep):
            rival = np.maximum(top_b[start:end], np.where(inside, top_a[there], OUTSIDE)[start:end])
            own = float(along_b[number, start:end].mean())
            as_well = own >= AS_WELL * rival.mean() and own >= _beside_it(one, start, end) + TELLING
            keep[start:end] = as_well and (end - start) * one.like.step * min(1.0, one.line.speed) >= REPEATED
        free = inside & np.isin(won_b, (number, NONE)) & np.isin(won_a[there], (number, NONE))
        agrees = along_b[number] >= floor
        for run in _runs(keep):
            if (run[1] - run[0]) * one.like.step >= SHORTEST:
                start, end = _to_the_last(run, inside, free, agrees, round(LAST / one.like.step))
                clear = _is_clear(one, along_b[number, slice(*run)])
                found.append(Won(_shared(one, start, end, agrees[start:end]), one, clear))
    return found


def _to_the_last(
    run: tuple[int, int],
    inside: NDArray[np.bool_],
    free: NDArray[np.bool_],
    agrees: NDArray[np.bool_],
    most: int,
) -> tuple[int, int]:
    """A run of moments carried on to the first and last that both videos have (`inside`), by `most` moments, where
    these agree, all between but one do, and no other line has them."""
    start, end = run
    both = np.flatnonzero(inside)
    first, last = int(both[0]), int(both[-1])

    def goes_on(outer: int, beyond: slice) -> bool:
        count = beyond.stop - beyond.start
        return bool(
            0 < count <= most and agrees[outer] and free[beyond].all() and np.count_nonzero(~agrees[beyond]) <= 1
        )

    return (
        first if goes_on(first, slice(first, start)) else start,
        last + 1 if goes_on(last, slice(end, last + 1)) else end,
    )


def _has_won(won_b: NDArray[np.int64], number: int, line: Line, high: int) -> NDArray[np.bool_]:
    """(n,) whether a line has won the moment of b that it lays each moment of a on."""
    there = line.on_b(np.arange(high))
    inside = (there >= 0) & (there < len(won_b))
    has: NDArray[np.bool_] = inside & (won_b[np.clip(there, 0, len(won_b) - 1)] == number)
    return has


def _beside_it(one: Entrant, start: int, end: int) -> float:
    """How much agrees a second beside a line."""
    apart_ = round(1.0 / one.like.step)
    sides = [Line(one.line.speed, one.line.offset + off) for off in (-apart_, apart_)]
    along = np.concatenate([_along(one.like.values, line)[start:end] for line in sides])
    inside = along > OUTSIDE
    return float(along[inside].mean()) if inside.any() else 0.0


def _is_clear(one: Entrant, along: NDArray[np.float32]) -> bool:
    beyond = float((along - BY_CHANCE).sum()) * one.like.step * 8
    return beyond >= CLEAR or (len(along) * one.like.step >= REPEATED and float(along.mean()) >= SURE)


def _shared(one: Entrant, start: int, end: int, agreeing: NDArray[np.bool_]) -> Shared:
    like, line = one.like, one.line
    # It begins between two moments, and ends so, unless where one of the videos does.
    first = max(0.0, start - 0.5, -line.offset / line.speed)
    last = min(end - (0.5 if end < like.values.shape[1] else 0.0), (len(like.values) - line.offset) / line.speed)
    from_a, to_a = (like.start_a + (line.speed * number + line.offset) * like.step for number in (first, last))
    return Shared(
        (from_a, to_a),
        (like.start_b + first * like.step, like.start_b + last * like.step),
        line.speed,
        float(agreeing.mean()),
        int(agreeing.sum()) // 2,
    )


def _along(values: NDArray[np.float32], line: Line) -> NDArray[np.float32]:
    """(m,) the likeness along a line at each moment of b; `OUTSIDE` beyond a."""
    numbers = np.arange(values.shape[1])
    there = line.on_a(numbers)
    inside = (there >= 0) & (there < values.shape[0])
    found = np.where(inside, values[np.clip(there, 0, values.shape[0] - 1), numbers], OUTSIDE)
    return found.astype(np.float32)


def _across(values: NDArray[np.float32], line: Line) -> NDArray[np.float32]:
    """(n,) the same at each moment of a."""
    numbers = np.arange(values.shape[0])
    there = line.on_b(numbers)
    inside = (there >= 0) & (there < values.shape[1])
    found = np.where(inside, values[numbers, np.clip(there, 0, values.shape[1] - 1)], OUTSIDE)
    return found.astype(np.float32)


def _won(gains: NDArray[np.float32], prices: NDArray[np.float64]) -> NDArray[np.int64]:
    """(t,) the number of the line that has each moment, or `NONE`."""
    count, long = gains.shape
    every = np.vstack([gains.astype(np.float64), np.zeros((1, long))])
    price = np.append(prices, 0.0)
    reached = every[:, 0] - price
    came = np.zeros((count + 1, long), np.int64)
    for time in range(1, long):
        top = int(np.argmax(reached))
        entered = reached[top] - price
        stays = reached >= entered
        came[:, time] = np.where(stays, np.arange(count + 1), top)
        reached = np.where(stays, reached, entered) + every[:, time]
    path = np.empty(long, np.int64)
    path[-1] = int(np.argmax(reached))
    for time in range(long - 1, 0, -1):
        path[time - 1] = came[path[time], time]
    path[path == count] = NONE
    return path


def _runs(mask: NDArray[np.bool_]) -> Iterator[tuple[int, int]]:
    """The stretches of a mask: the first number of each, and that after its last."""
    edges = np.flatnonzero(np.diff(np.concatenate([[0], mask.astype(np.int8), [0]])))
    yield from zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True)
