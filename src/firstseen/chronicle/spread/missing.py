"""Versions that must have existed: something fuller than a version was there before the fuller one that was collected.

A version that shows less than another was cut from something that showed at least as much. Where every collected
version that does was surely first shown later, that something is missing; likewise where two versions each show what
the other does not, and nothing collected shows both. What a page shows round a picture does not count, nor do borders
and bars (`Copy.shows_more` leaves them out). First seen is not the source: the file collected later may well be the
missing version itself, whose earlier appearance was not collected.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from firstseen.chronicle.in_time import Beyond
from firstseen.chronicle.spread.extents import Extents
from firstseen.chronicle.spread.outlines import outline
from firstseen.chronicle.spread.pairs import Pair
from firstseen.chronicle.spread.photographs import Photograph
from firstseen.chronicle.spread.versions import Shown, VersionsOf
from firstseen.chronicle.wording import count, instant, listed
from firstseen.match.moving.wording import clock
from firstseen.model.identifiers import short_id
from firstseen.model.moving import Stretch
from firstseen.model.spread import MissingAncestor

__all__ = ["Need", "ancestor", "needs"]


@dataclass(frozen=True, slots=True)
class Need:
    """What is missing in one group. `lesser` came from it and from nothing collected; `fuller` show what it showed.

    `overlapping`: pairs of which each shows what the other does not.
    """

    lesser: tuple[str, ...]
    fuller: tuple[str, ...]
    overlapping: tuple[tuple[str, str], ...]


def needs(known: Extents, when: Mapping[str, Shown]) -> list[Need]:
    """What is missing, as one version: the union of all that must have been there. Empty where nothing is."""
    lesser: set[str] = set()
    more: set[str] = set()
    for version, fuller in known.fuller.items():
        later = all(_surely_later(one, version, when) for one in fuller)
        if later and not all(_shown_whole((version, one), known, when) for one in fuller):
            lesser.add(version)
            more |= fuller
    crossing = [
        pair
        for pair in known.overlapping
        if all(id in lesser or id not in known.fuller for id in pair) and not _shown_whole(pair, known, when)
    ]
    together = lesser.union(*crossing)
    if not together:
        return []
    return [Need(tuple(sorted(together)), tuple(sorted(more - together)), tuple(crossing))]


def _shown_whole(pair: tuple[str, str], known: Extents, when: Mapping[str, Shown]) -> bool:
    """Whether a collected version shows as much as each of the two, and may have been there before them."""
    nothing: frozenset[str] = frozenset()
    both = known.as_full.get(pair[0], nothing) & known.as_full.get(pair[1], nothing)
    return any(one not in pair and not any(_surely_later(one, id, when) for id in pair) for one in both)


def _surely_later(one: str, other: str, when: Mapping[str, Shown]) -> bool:
    """Whether `one` is known only from after the instant by which `other` had surely been shown."""
    by, after = when[other].by, when[one].after
    return by is not None and after is not None and by <= after


def ancestor(
    need: Need,
    children: Sequence[str],
    pairs: Sequence[Pair],
    photographs: Mapping[str, Photograph],
    versions: VersionsOf,
) -> MissingAncestor:
    """The missing version with what it must have shown in each of its `children`, and by when it was there.

    `photographs`: where in each version the photograph is.
    """
    known = sorted({*need.lesser, *need.fuller})
    times = [versions.when[id].by for id in {*need.lesser, *children}]
    before = min((time for time in times if time is not None), default=None)
    found = ((child, outline(child, known, pairs, photographs)) for child in sorted(children))
    outlines = [(child, box) for child, box in found if box is not None]
    return MissingAncestor(
        id=missing_id(need), versions=tuple(sorted(children)), outlines=tuple(outlines), before=before,
        reason=_reason(need, instant(before) if before else None, versions.names, pairs),
    )  # fmt: skip


def missing_id(need: Need) -> str:
    """The identifier of a missing version: follows from the versions that need it."""
    return short_id("n", *need.lesser)


def _reason(need: Need, before: str | None, named: Mapping[str, str], pairs: Sequence[Pair]) -> str:
    in_time = {pair.key: pair.in_time for pair in pairs if pair.in_time is not None}
    by = f", by {before}" if before else ""
    if need.fuller:
        first = named[need.lesser[0]]
        others = f" (and {count(len(need.lesser) - 1, 'other version')})" if len(need.lesser) > 1 else ""
        shows = "show" if others else "shows"
        if lacks := _lacks(need, in_time):
            return (
                f"{first}{others} {'lack' if others else 'lacks'} {lacks:.0f} s that {named[need.fuller[0]]} shows, in "
                f"which the picture goes on without a cut; it is known only from later: a version that showed them was "
                f"there before{by}, and no earlier appearance of it was collected."
            )
        return (
            f"{first}{others} {shows} less of the photograph than {named[need.fuller[0]]}, which is known only from "
            f"later: a version that showed as much was there before{by}, and no earlier appearance of it was collected."
        )
    one, other = (named[id] for id in need.overlapping[0])
    more = in_time.get(need.overlapping[0])
    if more is not None:
        return (
            f"{one} goes on without a cut at {_clocks(more.a)}, {other} at {_clocks(more.b)}, and each lacks what the "
            f"other shows there: both came from a longer version that showed the two{by}, and none that does was "
            "collected."
        )
    return (
        f"{one} and {other} each show a piece of the photograph that the other does not: both came from a version "
        f"that showed the two{by}, and none that does was collected."
    )


def _lacks(need: Need, in_time: Mapping[tuple[str, str], Beyond]) -> float:
    """Seconds that the first lesser version lacks of the first fuller one; 0 where that is not known."""
    lesser, fuller = need.lesser[0], need.fuller[0]
    more = in_time.get((min(lesser, fuller), max(lesser, fuller)))
    if more is None:
        return 0.0
    return sum(end - start for start, end in (more.a if fuller < lesser else more.b))


def _clocks(stretches: Sequence[Stretch]) -> str:
    return listed([f"{clock(start)} to {clock(end)}" for start, end in stretches])
