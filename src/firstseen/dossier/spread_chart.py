"""The spread of a group as it is drawn: time across, versions down, an arrow from each version to what came from it.

Geometry only, across and down in percent, so that the drawing follows the width of the page; the template draws it.
Appearances of one version in one stretch of time are one dot with their number. Where versions are many, those that
were shown most have a lane each, with all they came from; the others stand together in a lane below the version they
came from, and can be listed there.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from firstseen.dossier.axis import Axis
from firstseen.dossier.spread_chosen import chosen, put_together
from firstseen.dossier.spread_nodes import Node, Nodes, shown_by
from firstseen.dossier.timeline import Bar, Field, TimedAppearance, bar_of, field_over
from firstseen.dossier.wording import counted, moment_words, span_words
from firstseen.model.pictures import Box
from firstseen.model.records import CaseFacts
from firstseen.model.time import TimeSpan

__all__ = ["Arrow", "Crowd", "Dot", "Glyph", "Lane", "Loose", "SpreadChart", "chart_of"]

_ROOMY: Final = 12  # with more lanes than this each is lower
_COLUMNS: Final = 40  # stretches of time in which appearances are put together
_DESK, _PHONE = 7.8, 3.1  # pixels of a percent of the drawing's width, at 1440 and at 390 px of the page
_RADII: Final = (5, 8, 11, 15)  # pixels of a dot of each step, as the template draws it
_BETWEEN: Final = 2  # pixels between two dots: closer ones are put together
_STEPS: Final = (1, 9, 99)  # counts up to which a dot has its size: one, one digit, two digits, more
_AHEAD: Final = 5.0  # percent that a missing ancestor stands before what came from it
_LEFTMOST: Final = -1.6  # percent: into the margin of the field, where a missing ancestor finds no room on it
_STRAIGHT: Final = 2.2  # percent: with less between them there is no room for the corner of an arrow
_ASLANT: Final = 0.7  # of a lane's height: where such an arrow leaves the upright, so that many of them are one line
_MIDDLE: Final = 52.0  # percent: marks right of this have their words on the left


@dataclass(frozen=True, slots=True)
class Dot:
    """Appearances of one version in one stretch of time. `step`: which of four sizes."""

    x: float
    count: int
    step: int
    label: str


@dataclass(frozen=True, slots=True)
class Glyph:
    """What a missing ancestor must have shown at least: the frame of the version `name` (x, y, width, height) in the
    outline round it, which is 100 wide or high and lies at 0, 0."""

    name: str
    width: float
    height: float
    frame: tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Crowd:
    """Versions that stand together in one lane, with the dots of them all."""

    nodes: tuple[Node, ...]
    y: float
    dots: tuple[Dot, ...]
    few_dots: tuple[Dot, ...]


@dataclass(frozen=True, slots=True)
class Lane:
    """One version or missing ancestor: its place in percent, its dots, and what was done to make it.

    `dots` are those of a desk's screen, `few_dots` those of a phone. `whisker` is the span of its first appearance
    where that is wide. `came` are the words at the end of the arrow that leads to it ("" where none does); `decided`
    False: they are those of an undecided edge. `crowd`: versions that came from it, in a lane below its own.
    """

    node: Node
    x: float
    y: float
    dots: tuple[Dot, ...]
    few_dots: tuple[Dot, ...]
    whisker: Bar | None
    came: str
    decided: bool
    words_left: bool
    crowd: Crowd | None
    first_seen: bool
    glyph: Glyph | None


@dataclass(frozen=True, slots=True)
class Arrow:
    """A decided edge: from (x, y) of the source down to `turn`, then to that of the target: across where there is room
    for a corner, else a little aslant. `step`: the size of the dot it ends at."""

    x1: float
    y1: float
    x2: float
    y2: float
    turn: float
    step: int
    missing: bool


@dataclass(frozen=True, slots=True)
class Loose:
    """An undecided edge: which of the two came from which cannot be said. Down, then across, without a head."""

    x1: float
    y1: float
    x2: float
    y2: float


@dataclass(frozen=True, slots=True)
class SpreadChart:
    """The drawing. `others`: a last lane of versions of which none drawn is known to be the source. `count`: lanes."""

    field: Field
    lanes: tuple[Lane, ...]
    arrows: tuple[Arrow, ...]
    loose: tuple[Loose, ...]
    roomy: bool
    others: Crowd | None
    count: int


def chart_of(
    nodes: Nodes, facts: CaseFacts, sizes: Mapping[str, tuple[int, int]], first_seen: str | None
) -> SpreadChart | None:
    """The drawing of a spread; None where nothing in it has a time, or there is only one version.

    `sizes` are width and height of media in pixels, `first_seen` the appearance first seen of the group.
    """
    field = field_over(_spans(nodes), facts, with_event=True)
    if field is None or len(nodes.by_id) < 2:
        return None
    drawn = chosen(nodes, first_seen)
    kept = [id for id in nodes.tree.order if id in drawn]
    places = _places(nodes, kept, field.axis)
    together = put_together(nodes, drawn)
    heights, below = _heights(kept, together)
    edges = field.axis.instants(_COLUMNS)
    crowds = {at: _crowd(nodes, some, below[at], edges, field.axis) for at, some in together.items()}
    lanes = []
    for id in kept:
        node = nodes.by_id[id]
        bins = _bins(node.shown, edges)
        whisker = bar_of(node.span, field.axis) if node.by else None
        came, decided = _came(nodes, id)
        lanes.append(
            Lane(
                node,
                places[id],
                heights[id],
                _dots(bins, field.axis, _DESK),
                _dots(bins, field.axis, _PHONE),
                whisker if whisker and whisker.wide and not node.missing else None,
                came,
                decided,
                places[id] > _MIDDLE,
                crowds.get(id),
                any(one.id == first_seen for one in node.shown),
                _glyph(node, nodes, sizes),
            )
        )
    steps = {lane.node.id: _step_at(lane) for lane in lanes}
    return SpreadChart(
        field,
        tuple(lanes),
        tuple(_arrows(nodes, kept, places, heights, steps)),
        tuple(_loose(nodes, kept, places, heights)),
        len(kept) <= _ROOMY,
        crowds.get(None),
        len(kept) + len(crowds),
    )


def _spans(nodes: Nodes) -> list[TimeSpan]:
    spans = [one.span for node in nodes.by_id.values() for one in node.shown]
    return spans + [node.span for node in nodes.missing]


def _heights(
    kept: Sequence[str], together: Mapping[str | None, Sequence[str]]
) -> tuple[dict[str, float], dict[str | None, float]]:
    """Where each lane stands down: those of versions, and those of crowds by the version that they came from."""
    count = len(kept) + len(together)
    heights: dict[str, float] = {}
    below: dict[str | None, float] = {None: 100 * (count - 0.5) / count}
    at = 0.5
    for id in kept:
        heights[id], at = 100 * at / count, at + 1
        if id in together:
            below[id], at = 100 * at / count, at + 1
    return heights, below


def _crowd(nodes: Nodes, some: Sequence[str], y: float, edges: Sequence[float], axis: Axis) -> Crowd:
    members = tuple(nodes.by_id[id] for id in some)
    bins = _bins([one for node in members for one in node.shown], edges)
    return Crowd(members, y, _dots(bins, axis, _DESK), _dots(bins, axis, _PHONE))


def _places(nodes: Nodes, kept: Sequence[str], axis: Axis) -> dict[str, float]:
    """Where each node stands across. One without a time stands beside what it came from; a missing ancestor before
    everything that came from it."""
    places: dict[str, float] = {}
    for id in kept:
        node, edge = nodes.by_id[id], nodes.tree.parent.get(id)
        if node.by:
            places[id] = axis.x(node.by.timestamp())
        else:
            places[id] = min(places.get(edge.source, 0.0) + _AHEAD, 100.0) if edge else 0.0
    for id in reversed(kept):
        if nodes.by_id[id].missing:
            below = [places[child] - _AHEAD for child in nodes.tree.children.get(id, ()) if child in places]
            places[id] = max(min([places[id], *below] if nodes.by_id[id].by else below or [0.0]), _LEFTMOST)
    return places


def _bins(shown: Sequence[TimedAppearance], edges: Sequence[float]) -> list[list[datetime]]:
    """The times of appearances, those of one stretch of time together, each sorted."""
    bins: dict[int, list[datetime]] = {}
    for one in shown:
        time = shown_by(one.span)
        if time is not None:
            at = next((n for n, edge in enumerate(edges[1:]) if time.timestamp() <= edge), len(edges) - 2)
            bins.setdefault(at, []).append(time)
    return [sorted(bins[at]) for at in sorted(bins)]


def _dots(bins: Sequence[list[datetime]], axis: Axis, pixels: float) -> tuple[Dot, ...]:
    """One dot for each stretch of time with appearances; those that would touch are put together. `pixels`: of a
    percent of the width."""
    dots: list[tuple[float, list[datetime]]] = []
    for times in bins:
        x = _place(times, axis, first=not dots)
        dots.append((x, times))
        while len(dots) > 1 and (dots[-1][0] - dots[-2][0]) * pixels < _room(dots[-2][1]) + _room(dots[-1][1]):
            together = dots[-2][1] + dots[-1][1]
            dots[-2:] = [(_place(together, axis, first=len(dots) == 2), together)]
    return tuple(Dot(x, len(times), _step(len(times)), _dot_words(times)) for x, times in dots)


def _place(times: Sequence[datetime], axis: Axis, *, first: bool) -> float:
    """The first dot stands where the version was first shown, for arrows end there; the others in their middle."""
    return axis.x(times[0].timestamp()) if first else _mean([axis.x(time.timestamp()) for time in times])


def _room(times: Sequence[datetime]) -> float:
    return _RADII[_step(len(times))] + _BETWEEN / 2


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)


def _step(count: int) -> int:
    return next((step for step, most in enumerate(_STEPS) if count <= most), len(_STEPS))


def _dot_words(times: Sequence[datetime]) -> str:
    first, last = times[0].astimezone(UTC), times[-1].astimezone(UTC)
    when = span_words(TimeSpan(first, last)) if len(times) > 1 else moment_words(first)
    return f"{counted(len(times), 'appearance', 'appearances')}, {when}"


def _step_at(lane: Lane) -> int:
    return max((dots[0].step for dots in (lane.dots, lane.few_dots) if dots), default=1)


def _came(nodes: Nodes, id: str) -> tuple[str, bool]:
    edge = nodes.tree.parent.get(id)
    if edge:
        return ", ".join(edge.changes), True
    loose = next((one for _, one in nodes.beside(id) if one.target == id), None)
    return (", ".join(loose.changes) if loose else ""), False


def _arrows(
    nodes: Nodes,
    kept: Sequence[str],
    places: Mapping[str, float],
    heights: Mapping[str, float],
    steps: Mapping[str, int],
) -> list[Arrow]:
    arrows = []
    lane = 2 * min(heights.values())
    for id in kept:
        edge = nodes.tree.parent.get(id)
        if edge and edge.source in heights:
            source = edge.source
            down = heights[id]
            if abs(places[id] - places[source]) < _STRAIGHT:
                down = max(heights[source], down - _ASLANT * lane)
            missing = nodes.by_id[source].missing is not None
            arrows.append(Arrow(places[source], heights[source], places[id], heights[id], down, steps[id], missing))
    return arrows


def _loose(nodes: Nodes, kept: Sequence[str], places: Mapping[str, float], heights: Mapping[str, float]) -> list[Loose]:
    return [
        Loose(
            places[id],
            heights[id],
            places[other],
            heights[other],
        )
        for id in kept
        for other, edge in nodes.beside(id)
        if other in heights and edge.source == id
    ]


def _glyph(node: Node, nodes: Nodes, sizes: Mapping[str, tuple[int, int]]) -> Glyph | None:
    """The largest outline of a missing ancestor against the version it was told from."""
    if node.missing is None:
        return None
    found = []
    for id, outline in node.missing.outlines:
        version = nodes.by_id.get(id)
        frame = _frame(version, sizes) if version else None
        if version and frame and outline[2] > outline[0] and outline[3] > outline[1]:
            share = _area(frame) / max(_area(outline), 1)
            found.append((share, version.name, outline, frame))
    if not found:
        return None
    _, name, outline, frame = min(found)
    scale = 100 / max(outline[2] - outline[0], outline[3] - outline[1])
    x, y = (frame[0] - outline[0]) * scale, (frame[1] - outline[1]) * scale
    inner = (x, y, (frame[2] - frame[0]) * scale, (frame[3] - frame[1]) * scale)
    return Glyph(name, (outline[2] - outline[0]) * scale, (outline[3] - outline[1]) * scale, inner)


def _frame(version: Node, sizes: Mapping[str, tuple[int, int]]) -> Box | None:
    if version.box:
        return version.box
    size = sizes.get(version.medium or "")
    return (0, 0, *size) if size else None


def _area(box: Box) -> int:
    return max(0, box[2] - box[0]) * max(0, box[3] - box[1])
