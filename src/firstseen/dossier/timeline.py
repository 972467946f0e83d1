"""Appearances on a timeline: one row for each, or columns that count them where they are many.

Geometry only, in percent across; the template draws it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from firstseen.dossier.axis import Axis, axis_over
from firstseen.dossier.platforms import Platform, Platforms
from firstseen.dossier.wording import counted, moment_words
from firstseen.model.records import CaseFacts
from firstseen.model.time import TimeSpan

__all__ = [
    "MOST_ROWS",
    "Bar",
    "Column",
    "Field",
    "Piece",
    "TimedAppearance",
    "Timeline",
    "bar_of",
    "field_over",
    "timeline_of",
]

MOST_ROWS = 60
"""With more appearances than this, rows become columns that count, and only the earliest keep a row."""
EARLIEST_ROWS = 20
_COLUMNS = 48  # about 7 px each on a phone, 20 px on a desk's screen
_LEAST_EVENT = 0.3  # percent: an event of minutes on an axis of years is still seen
_LEAST_BAR = 0.8  # percent: a narrower span is drawn as its mark alone


@dataclass(frozen=True, slots=True)
class TimedAppearance:
    """What a timeline needs of an appearance, and of which version of its group it is (None: not worked out)."""

    id: str
    span: TimeSpan
    platform: str | None
    version: str | None = None


@dataclass(frozen=True, slots=True)
class Bar:
    """A span as drawn, in percent: from `x` over `width`, its mark at `mark_x`. A side is `open` where no bound is
    known: there it fades. `known` False: nothing limits it at all."""

    x: float
    width: float
    mark_x: float
    open_left: bool
    open_right: bool
    known: bool
    wide: bool


@dataclass(frozen=True, slots=True)
class Piece:
    """The part of a column that belongs to one platform; `y` and `height` in percent of the column's room."""

    platform: Platform
    y: float
    height: float
    count: int


@dataclass(frozen=True, slots=True)
class Column:
    """The appearances that fall into one stretch of time."""

    x: float
    width: float
    pieces: tuple[Piece, ...]
    count: int
    times: str
    label: str


@dataclass(frozen=True, slots=True)
class Field:
    """An axis with what lies behind the marks. `event`: the event's window in percent (x, width), None when none of
    it is on the axis. `event_before`, `event_after`: it goes on beyond the ends of the axis."""

    axis: Axis
    event: tuple[float, float] | None
    event_before: bool
    event_after: bool


@dataclass(frozen=True, slots=True)
class Timeline:
    """A timeline: `rows` by appearance on the field of `one_by_one`; where appearances are many, also `columns` of all
    of them on the field of `counted`. `one_by_one` None: no appearance has a time."""

    one_by_one: Field | None
    rows: dict[str, Bar]
    counted: Field | None
    columns: tuple[Column, ...]
    most_in_column: int
    undated: int
    legend: tuple[Platform, ...]


def bar_of(span: TimeSpan, axis: Axis) -> Bar:
    """The bar of a span on an axis. The mark lies on the earliest bound, or on the latest where that is all."""
    first, last = span.earliest, span.latest
    if first is None and last is None:
        return Bar(0.0, 100.0, 50.0, True, True, False, True)
    left = axis.x(first.timestamp()) if first else 0.0
    right = axis.x(last.timestamp()) if last else 100.0
    right = max(left, right)
    mark = left if first else right
    wide = right - left >= _LEAST_BAR
    return Bar(left, right - left, mark, first is None, last is None, True, wide)


def timeline_of(appearances: Sequence[TimedAppearance], facts: CaseFacts, platforms: Platforms) -> Timeline:
    """The timeline of a group's appearances, which are in order of time."""
    many = len(appearances) > MOST_ROWS
    legend = tuple(platforms.legend(shown.platform for shown in appearances))
    undated = sum(1 for shown in appearances if shown.span.earliest is None and shown.span.latest is None)
    drawn = appearances[:EARLIEST_ROWS] if many else appearances
    # The earliest of many get an axis of their own, on which they do not fall together.
    near = field_over((shown.span for shown in drawn), facts, with_event=not many)
    if near is None:
        return Timeline(None, {}, None, (), 0, undated, legend)
    rows = {shown.id: bar_of(shown.span, near.axis) for shown in drawn}
    far = field_over((shown.span for shown in appearances), facts, with_event=True) if many else None
    columns, most = _columns(appearances, far.axis, platforms) if far else ((), 0)
    return Timeline(near, rows, far, columns, most, undated, legend)


def field_over(spans: Iterable[TimeSpan], facts: CaseFacts, *, with_event: bool) -> Field | None:
    """The axis on which all bounds have a place, and the event's window too if `with_event`; None without a bound."""
    bounds = (bound for span in spans for bound in (span.earliest, span.latest))
    instants = [bound.timestamp() for bound in bounds if bound]
    if instants and with_event:
        instants += [time.timestamp() for time in (facts.start, facts.end) if time]
    axis = axis_over(instants)
    if axis is None:
        return None
    event = _event(facts, axis)
    before = event is not None and (facts.start is None or facts.start.timestamp() < axis.start)
    after = event is not None and (facts.end is None or facts.end.timestamp() > axis.end)
    return Field(axis, event, before, after)


def _event(facts: CaseFacts, axis: Axis) -> tuple[float, float] | None:
    start = facts.start.timestamp() if facts.start else axis.start
    end = facts.end.timestamp() if facts.end else axis.end
    if (facts.start is None and facts.end is None) or end < axis.start or start > axis.end:
        return None
    left = axis.x(start)
    return (left, max(axis.x(end) - left, _LEAST_EVENT))


def _columns(
    appearances: Sequence[TimedAppearance], axis: Axis, platforms: Platforms
) -> tuple[tuple[Column, ...], int]:
    edges = axis.instants(_COLUMNS)
    counts: list[Counter[Platform]] = [Counter() for _ in edges[1:]]
    for shown in appearances:
        place = _place(shown.span)
        if place is None:
            continue
        at = next((n for n, edge in enumerate(edges[1:]) if place <= edge), len(counts) - 1)
        counts[at][platforms.of(shown.platform)] += 1
    most = max(sum(count.values()) for count in counts)
    columns = []
    for n, count in enumerate(counts):
        if count:
            left, right = axis.x(edges[n]), axis.x(edges[n + 1])
            columns.append(_column(left, right - left, count, most, (edges[n], edges[n + 1])))
    return tuple(columns), most


def _place(span: TimeSpan) -> float | None:
    """The instant at which an appearance is counted: the middle of its span, or the one bound there is."""
    known = [bound.timestamp() for bound in (span.earliest, span.latest) if bound]
    return sum(known) / len(known) if known else None


def _column(x: float, width: float, count: Counter[Platform], most: int, times: tuple[float, float]) -> Column:
    pieces, y = [], 100.0
    for platform in sorted(count, key=lambda platform: (platform.colour, platform.name)):
        height = 100.0 * count[platform] / most
        y -= height
        pieces.append(Piece(platform, max(y, 0.0), height, count[platform]))
    total = sum(count.values())
    start, end = (datetime.fromtimestamp(time, UTC) for time in times)
    parts = ", ".join(f"{piece.platform.name} {piece.count}" for piece in pieces)
    words = f"{moment_words(start)} to {moment_words(end)}"
    label = f"{counted(total, 'appearance', 'appearances')} from {words}: {parts}"
    return Column(x, width, tuple(pieces), total, words, label)
