"""The time axis of a timeline: from instants to a place across, in percent of its width.

A picture that is two years older than the rest would press the days that matter into one line. Where nothing is known
for most of the time, the axis is therefore broken: the gap gets a narrow, labelled place, and the rest stays readable.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import pairwise

from firstseen.dossier.wording import duration_words

__all__ = ["Axis", "Break", "Tick", "axis_over"]

_GAP_SHARE = 0.7  # a gap longer than this share of what is drawn is broken out: most of the width would be empty
_MOST_BREAKS = 3
_BREAK_WIDTH = 5.0  # percent of the width
_LEAST_WIDTH = 12.0  # percent for a stretch between breaks: room for one label on a phone
_MARGIN = 0.04  # of a stretch's length on each side, so that marks are not cut
_SHORTEST = 3600.0  # seconds: a stretch is never drawn shorter than this
_TICKS_ACROSS = 9  # labels that fit over the whole width of a desk's screen
_FEW_ACROSS = 4  # labels that fit over that of a phone

_MINUTE, _HOUR, _DAY = 60, 3600, 86_400
_STEPS = tuple(_MINUTE * n for n in (1, 5, 15, 30)) + tuple(_HOUR * n for n in (1, 3, 6, 12))
_DAYS = tuple(_DAY * n for n in (1, 2, 7, 14))
_MONTHS = (1, 3, 6, 12, 24, 60, 120, 240, 600)
_SHORT_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]


@dataclass(frozen=True, slots=True)
class Tick:
    """A labelled instant: `x` in percent, `label` its time, `below` its date where that changes, else ""."""

    x: float
    label: str
    below: str


@dataclass(frozen=True, slots=True)
class Break:
    """A stretch of time left out: its place in percent and how long it is in words."""

    x: float
    width: float
    words: str


@dataclass(frozen=True, slots=True)
class _Stretch:
    start: float
    end: float
    x: float
    width: float


@dataclass(frozen=True, slots=True)
class Axis:
    """Instants (seconds since 1970) to percent across; never decreasing, from 0 to 100. `few_ticks` are for phones."""

    stretches: tuple[_Stretch, ...]
    ticks: tuple[Tick, ...]
    few_ticks: tuple[Tick, ...]
    breaks: tuple[Break, ...]

    @property
    def start(self) -> float:
        """The first instant drawn."""
        return self.stretches[0].start

    @property
    def end(self) -> float:
        """The last instant drawn."""
        return self.stretches[-1].end

    def x(self, instant: float) -> float:
        """The place of an instant in percent; instants outside the axis lie on its ends."""
        before = None
        for stretch in self.stretches:
            if instant < stretch.start:
                if before is None:
                    return 0.0
                share = (instant - before.end) / (stretch.start - before.end)
                left = before.x + before.width
                return left + share * (stretch.x - left)
            if instant <= stretch.end:
                return stretch.x + stretch.width * (instant - stretch.start) / (stretch.end - stretch.start)
            before = stretch
        return 100.0

    def instants(self, columns: int) -> list[float]:
        """`columns` + 1 instants which cut the drawn time into columns of about the same width, breaks left out."""
        width = sum(stretch.width for stretch in self.stretches)
        edges = []
        for stretch in self.stretches:
            count = max(1, round(columns * stretch.width / width))
            step = (stretch.end - stretch.start) / count
            edges += [stretch.start + step * n for n in range(count)] + [stretch.end]
        return edges


def axis_over(instants: Iterable[float]) -> Axis | None:
    """An axis on which all the instants (seconds since 1970) have a place; None when there are none."""
    known = sorted(set(instants))
    if not known:
        return None
    runs = _runs(known)
    lengths = [max(end - start, _SHORTEST) for start, end in runs]
    room = 100.0 - _BREAK_WIDTH * (len(runs) - 1)
    least = [max(_LEAST_WIDTH, room * length / sum(lengths)) for length in lengths]
    widths = [room * share / sum(least) for share in least]
    stretches: list[_Stretch] = []
    x = 0.0
    for (start, end), length, width in zip(runs, lengths, widths, strict=True):
        margin = length * _MARGIN + (length - (end - start)) / 2
        stretches.append(_Stretch(start - margin, end + margin, x, width))
        x += width + _BREAK_WIDTH
    ticks = [tick for stretch in stretches for tick in _ticks(stretch, _TICKS_ACROSS)]
    few = [tick for stretch in stretches for tick in _ticks(stretch, _FEW_ACROSS)]
    breaks = [
        Break(left.x + left.width, _BREAK_WIDTH, duration_words(timedelta(seconds=second[0] - first[1])))
        for (left, first, second) in zip(stretches[:-1], runs[:-1], runs[1:], strict=True)
    ]
    return Axis(tuple(stretches), tuple(ticks), tuple(few), tuple(breaks))


def _runs(known: list[float]) -> list[tuple[float, float]]:
    gaps = sorted(((after - before, before) for before, after in pairwise(known)), reverse=True)
    drawn = max(known[-1] - known[0], 1.0)
    cut: set[float] = set()
    for gap, before in gaps[:_MOST_BREAKS]:
        if gap <= _GAP_SHARE * drawn or gap <= 2 * _SHORTEST:
            break
        cut.add(before)
        drawn = max(drawn - gap, _SHORTEST)
    runs: list[tuple[float, float]] = []
    start = known[0]
    for before, after in pairwise(known):
        if before in cut:
            runs.append((start, before))
            start = after
    runs.append((start, known[-1]))
    return runs


def _ticks(stretch: _Stretch, across: int) -> list[Tick]:
    most = max(1, round(across * stretch.width / 100))
    instants, clock = _round_instants(stretch.start, stretch.end, most)
    if not instants:
        instants, clock = [datetime.fromtimestamp((stretch.start + stretch.end) / 2, UTC)], False
    ticks, shown = [], ""
    for time in instants:
        day = f"{time.day} {_SHORT_MONTHS[time.month - 1]} {time.year}"
        share = (time.timestamp() - stretch.start) / (stretch.end - stretch.start)
        label, below = (
            (f"{time:%H:%M}", day) if clock else (f"{time.day} {_SHORT_MONTHS[time.month - 1]}", str(time.year))
        )
        ticks.append(Tick(stretch.x + stretch.width * share, label, below if below != shown else ""))
        shown = below
    return ticks


def _round_instants(start: float, end: float, most: int) -> tuple[list[datetime], bool]:
    """Round instants inside a stretch, `most` at most, and whether their clock time matters."""
    for step in _STEPS + _DAYS:
        first = -(-start // step) * step
        if first + step * most > end:
            count = int((end - first) // step) + 1 if first <= end else 0
            return [datetime.fromtimestamp(first + step * n, UTC) for n in range(count)], step < _DAY
    for months in _MONTHS:
        times = _months_between(datetime.fromtimestamp(start, UTC), datetime.fromtimestamp(end, UTC), months)
        if len(times) <= most:
            return times, False
    return [], False


def _months_between(start: datetime, end: datetime, step: int) -> list[datetime]:
    number = -(-(start.year * 12 + start.month - 1) // step) * step
    times = []
    while number // 12 <= end.year and number // 12 < 9999:
        time = datetime(number // 12, number % 12 + 1, 1, tzinfo=UTC)
        if time > end:
            break
        if time >= start:
            times.append(time)
        number += step
    return times
