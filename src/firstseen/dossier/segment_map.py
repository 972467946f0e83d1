"""Which seconds of one version are which of the other, as a drawing: two timelines, and bands between them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from firstseen.dossier.comparisons import Comparison
from firstseen.match.moving.wording import clock
from firstseen.model.moving import Segment, Track
from firstseen.model.records import MediumRecord

__all__ = ["Band", "SegmentMap", "Tick", "segment_map"]

WIDTH: Final = 1000
UPPER, LOWER, BAR = 34, 150, 18
HEIGHT: Final = 206
"""The drawing, in its own units: both bars with their ticks above and below."""
LEAST: Final = 3.0
"""Units that a band is wide at least: a still is one moment."""
STEPS: Final = (1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 1800, 3600)
MOST_TICKS: Final = 9


@dataclass(frozen=True, slots=True)
class Tick:
    """A moment named at a bar: where, its words, and whether there is room for them on a narrow page too."""

    x: float
    words: str
    few: bool


@dataclass(frozen=True, slots=True)
class Band:
    """A stretch in both: `points` of its outline for SVG, its kind ("picture" or "sound"), and itself in words."""

    points: str
    track: str
    mirrored: bool
    words: str


@dataclass(frozen=True, slots=True)
class SegmentMap:
    """Two bars (x from 0 to `WIDTH`; a still has none), bands between them, and the ticks of each."""

    left: bool
    right: bool
    left_ticks: tuple[Tick, ...]
    right_ticks: tuple[Tick, ...]
    bands: tuple[Band, ...]
    tracks: tuple[str, ...]


def segment_map(one: Comparison, left_name: str, right_name: str) -> SegmentMap | None:
    """The drawing for two media of which at least one moves; None where they share no stretch that is known.

    The names are those the page gives the two, as they stand inside a sentence.
    """
    segments = one.copy.segments
    if not segments:
        return None
    left, right = _seconds(one.left), _seconds(one.right)
    names = left_name, right_name
    bands = tuple(_band(segment, one.left_is_a, left, right, names) for segment in segments)
    return SegmentMap(
        left > 0,
        right > 0,
        _ticks(left),
        _ticks(right),
        bands,
        tuple(dict.fromkeys(band.track for band in bands)),
    )


def _seconds(medium: MediumRecord) -> float:
    return medium.moving.seconds if medium.moving else 0.0


def _band(segment: Segment, left_is_a: bool, left: float, right: float, names: tuple[str, str]) -> Band:
    of_a, of_b = (segment.a_from, segment.a_to), (segment.b_from, segment.b_to)
    upper, lower = (of_a, of_b) if left_is_a else (of_b, of_a)
    (x1, x2), (x3, x4) = _at(upper, left), _at(lower, right)
    top, bottom = UPPER + BAR, LOWER
    points = " ".join(f"{x:.1f},{y}" for x, y in ((x1, top), (x2, top), (x4, bottom), (x3, bottom)))
    told = f"{_span(upper, left, names[0])} is {_span(lower, right, names[1])}"
    if segment.mirrored:
        told += ", mirrored"
    if abs(segment.speed - 1.0) > 0.02:
        faster = segment.speed if left_is_a else 1 / segment.speed
        told += f"; {names[1]} runs {faster:.2f} times as fast"
    kind = "picture" if segment.track is Track.PICTURE else "sound"
    return Band(points, kind, segment.mirrored, told)


def _at(stretch: tuple[float, float], seconds: float) -> tuple[float, float]:
    """Where a stretch lies along its bar; a still's is all of the width."""
    if seconds <= 0:
        return 0.0, float(WIDTH)
    start, end = (min(max(time / seconds, 0.0), 1.0) * WIDTH for time in stretch)
    return (start, end) if end - start >= LEAST else (max(0.0, start - LEAST / 2), min(WIDTH, start + LEAST / 2))


def _span(stretch: tuple[float, float], seconds: float, name: str) -> str:
    if seconds <= 0:
        return name
    start, end = clock(stretch[0]), clock(stretch[1])
    return f"{start} of {name}" if start == end else f"{start} to {end} of {name}"


def _ticks(seconds: float) -> tuple[Tick, ...]:
    if seconds <= 0:
        return ()
    step = next((step for step in STEPS if seconds / step <= MOST_TICKS), int(seconds / MOST_TICKS) + 1)
    found = []
    for number in range(int(seconds / step) + 1):
        minutes, rest = divmod(number * step, 60)
        hours, minutes = divmod(minutes, 60)
        words = f"{hours}:{minutes:02d}:{rest:02d}" if hours else f"{minutes}:{rest:02d}"
        found.append(Tick(round(min(number * step / seconds, 1.0) * WIDTH, 1), words, number % 3 == 0))
    return tuple(found)
