"""How much of the photograph each version shows, held together over a whole group.

Who shows more is found pair by pair, and a caption is taken for more of the photograph now and then. So versions that
show the same are put in one class, and two classes are compared by the votes of all their pairs.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from firstseen.chronicle.spread.pairs import Pair
from firstseen.model.copies import Relation, ShowsMore

__all__ = ["Extents", "extents"]

LEAST_MORE: Final = 0.04
"""Share of the photograph that must be gone; that of `match/judge.py`, which finds who shows more."""

LEAST_OVER: Final = 0.08
"""Area, as a share of the shared part, by which each of two must go beyond it where neither contains the other."""


@dataclass(frozen=True, slots=True)
class Extents:
    """`fuller`: for each version those that show more than it. `overlapping`: pairs that each show more, sorted."""

    fuller: dict[str, frozenset[str]]
    overlapping: tuple[tuple[str, str], ...]


def extents(pairs: Sequence[Pair]) -> Extents:
    """The extents of all versions that any pair says something of."""
    classes = _classes(pairs)
    members: dict[str, set[str]] = {}
    for version, of in classes.items():
        members.setdefault(of, set()).add(version)
    votes: dict[tuple[str, str], Counter[str]] = {}
    overlaps: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for pair in pairs:
        a, b = (classes[id] for id in pair.key)
        said = _said(pair)
        if a == b or said is None:
            continue
        if a > b:
            said = {"a": "b", "b": "a"}.get(said, said)
        between = (min(a, b), max(a, b))
        votes.setdefault(between, Counter())[said] += 1
        if said == "both":
            overlaps.setdefault(between, []).append(pair.key)
    fuller: dict[str, set[str]] = {}
    crossing = []
    for (a, b), cast in sorted(votes.items()):
        verdict, most = cast.most_common(1)[0]
        if 2 * most <= cast.total():
            continue
        if verdict == "both":
            crossing += overlaps[a, b]
        else:
            more, less = (a, b) if verdict == "a" else (b, a)
            for version in members[less]:
                fuller.setdefault(version, set()).update(members[more])
    return Extents({version: frozenset(some) for version, some in fuller.items()}, tuple(sorted(crossing)))


def _classes(pairs: Sequence[Pair]) -> dict[str, str]:
    """For each version the smallest identifier of those that show as much, through any chain of pairs."""
    above: dict[str, str] = {id: id for pair in pairs for id in pair.key}

    def top(id: str) -> str:
        while above[id] != id:
            above[id] = above[above[id]]
            id = above[id]
        return id

    for pair in pairs:
        if pair.exact or pair.shows_more is ShowsMore.SAME:
            low, high = sorted(top(id) for id in pair.key)
            above[high] = low
    return {id: top(id) for id in above}


def _said(pair: Pair) -> str | None:
    """Which of a pair shows more: "a", "b" or "both"; None where that is not safe: pages, and small differences."""
    copy = pair.copy
    if copy is None or pair.exact or copy.relation not in (Relation.COPY, Relation.ALTERED):
        return None
    if pair.a.version.box is not None or pair.b.version.box is not None:
        return None
    a, b = pair.a.reach, pair.b.reach
    if pair.overlap:
        return "both" if min(a or 1.0, b or 1.0) >= 1 + LEAST_OVER else None
    if pair.shows_more not in (ShowsMore.A, ShowsMore.B):
        return None
    if a is not None and b is not None and min(a, b) > (1 - LEAST_MORE / 2) * max(a, b):
        return None
    return "a" if pair.shows_more is ShowsMore.A else "b"
