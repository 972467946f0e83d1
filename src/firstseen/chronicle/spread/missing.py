"""Versions that must have existed: something fuller than a version was there before the fuller one that was collected.

A version that shows less than another was cut from something that showed at least as much. Where every collected
version that does was surely first shown later, that something is missing; likewise where two versions each show what
the other does not, and nothing collected shows both. What a page shows round a picture does not count, nor do borders
and bars (`Copy.shows_more` leaves them out). First seen is not the source: the file collected later may well be the
missing version itself, whose earlier appearance was not collected.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from firstseen.chronicle.spread.outlines import outline, photograph_boxes
from firstseen.chronicle.spread.pairs import Pair
from firstseen.chronicle.spread.versions import Shown
from firstseen.chronicle.wording import count, instant
from firstseen.model.copies import Relation, ShowsMore
from firstseen.model.identifiers import short_id
from firstseen.model.spread import MissingAncestor

__all__ = ["Need", "ancestor", "needs"]

LEAST_MORE: Final = 0.04
"""Share of the photograph that must be gone; that of `match/judge.py`, which finds who shows more."""

LEAST_OVER: Final = 0.08
"""Area, as a share of the shared part, by which each of two must go beyond it where neither contains the other."""


@dataclass(frozen=True, slots=True)
class Need:
    """What is missing in one group. `lesser` came from it and from nothing collected; `fuller` show what it showed."""

    lesser: tuple[str, ...]
    fuller: tuple[str, ...]
    overlapping: bool


def needs(pairs: Sequence[Pair], when: Mapping[str, Shown]) -> list[Need]:
    """The missing ancestors, by what must have come from them; those that may be one are one (their union)."""
    fuller: dict[str, set[str]] = {}
    overlaps: list[tuple[str, str]] = []
    for pair in pairs:
        if not _tells(pair):
            continue
        a, b = pair.key
        if pair.shows_more is ShowsMore.A:
            fuller.setdefault(b, set()).add(a)
        elif pair.shows_more is ShowsMore.B:
            fuller.setdefault(a, set()).add(b)
        elif pair.overlap and min(pair.a.reach or 1.0, pair.b.reach or 1.0) >= 1 + LEAST_OVER:
            overlaps.append((a, b))
    links = [
        (lesser, more)
        for lesser, some in fuller.items()
        if all(_surely_later(more, lesser, when) for more in some)
        for more in some
    ]
    sourceless = {id for id in when if all(_surely_later(more, id, when) for more in fuller.get(id, ()))}
    crossing = [pair for pair in overlaps if sourceless.issuperset(pair)]
    lesser = {one for one, _ in links} | {one for pair in crossing for one in pair}
    return [
        Need(
            tuple(sorted(lesser & some)),
            tuple(sorted({more for one, more in links if one in some} - lesser)),
            any(one in some for one, _ in crossing),
        )
        for some in _joined([*links, *crossing])
    ]


def _tells(pair: Pair) -> bool:
    """Whether a pair says safely who shows more: two whole pictures, none of them a page."""
    copy = pair.copy
    if copy is None or pair.exact or copy.relation not in (Relation.COPY, Relation.ALTERED):
        return False
    if pair.a.version.box is not None or pair.b.version.box is not None:
        return False
    a, b = pair.a.reach, pair.b.reach
    return a is None or b is None or pair.overlap or min(a, b) <= (1 - LEAST_MORE / 2) * max(a, b)


def _surely_later(one: str, other: str, when: Mapping[str, Shown]) -> bool:
    """Whether `one` is known only from after the instant by which `other` had surely been shown."""
    by, after = when[other].by, when[one].after
    return by is not None and after is not None and by <= after


def _joined(links: Iterable[tuple[str, str]]) -> list[set[str]]:
    """The connected sets of what these pairs join, sorted."""
    sets: list[set[str]] = []
    for link in links:
        touched = [some for some in sets if some & set(link)]
        sets = [some for some in sets if some not in touched] + [set(link).union(*touched)]
    return sorted(sets, key=min)


def ancestor(
    need: Need, children: Sequence[str], pairs: Sequence[Pair], when: Mapping[str, Shown], named: Mapping[str, str]
) -> MissingAncestor:
    """The missing version with what it must have shown in each of its `children`, and by when it was there.

    `named`: the names of versions for the sentence.
    """
    known = sorted({*need.lesser, *need.fuller})
    times = [when[id].by for id in {*need.lesser, *children}]
    before = min((time for time in times if time is not None), default=None)
    boxes = photograph_boxes(pairs)
    outlines = [(child, box) for child in sorted(children) if (box := outline(child, known, pairs, boxes)) is not None]
    return MissingAncestor(
        id=missing_id(need), versions=tuple(sorted(children)), outlines=tuple(outlines), before=before,
        reason=_reason(need, instant(before) if before else None, named),
    )  # fmt: skip


def missing_id(need: Need) -> str:
    """The identifier of a missing version: follows from the versions that need it."""
    return short_id("n", *need.lesser)


def _reason(need: Need, before: str | None, named: Mapping[str, str]) -> str:
    first = named[need.lesser[0]]
    others = f" (and {count(len(need.lesser) - 1, 'other version')})" if len(need.lesser) > 1 else ""
    by = f", by {before}" if before else ""
    if need.fuller:
        return (
            f"{first}{others} shows less of the photograph than {named[need.fuller[0]]}, which is known only from "
            f"later: a version that showed as much was there before{by}, and no earlier appearance of it was collected."
        )
    second = named[need.lesser[1]] if len(need.lesser) > 1 else first
    return (
        f"{first} and {second} each show a piece of the photograph that the other does not: both came from a version "
        f"that showed the two{by}, and none that does was collected."
    )
