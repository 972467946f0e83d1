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

LEAST_OVER: Final = 0.06
"""Area, as a share of the shared part, by which each of two must go beyond it where neither contains the other. On 500
cascades for tuning, 48 with something missing, 0.08 finds 39 of them and 0.06 43, with 4 made up (`python -m
bench.spread --seeds tuning`, 320 cascades with `--each 40`, 180 with `--each 90`)."""

PAGE: Final = 0.3
"""Area round the shared part, as a share of it, from which a version that holds another is a page."""

CLEAN: Final = 0.3
"""Area of other content round the shared part from which it is not clear that the photograph goes on there. With
0.15 one of the real pairs of `tests/e2e/test_spread_real.py` was lost, and nothing was won on cascades for tuning."""

AGREES: Final = 0.98
"""Share of the shared part that must look the same: below, what is taken for more of the photograph is the head of a
screenshot, or words over it."""


@dataclass(frozen=True, slots=True)
class Extents:
    """`fuller`: for each version those that show more than it. `overlapping`: pairs that each show more, sorted."""

    fuller: dict[str, frozenset[str]]
    overlapping: tuple[tuple[str, str], ...]


def extents(pairs: Sequence[Pair]) -> Extents:
    """The extents of all versions that any pair says something of."""
    classes = _classes(pairs)
    pages = _pages(pairs)
    members: dict[str, set[str]] = {}
    for version, of in classes.items():
        members.setdefault(of, set()).add(version)
    votes: dict[tuple[str, str], Counter[str]] = {}
    overlaps: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for pair in pairs:
        a, b = (classes[id] for id in pair.key)
        said = None if pages.intersection(pair.key) else _said(pair)
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
        if verdict == "unclear" or 2 * most <= cast.total():
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


def _pages(pairs: Sequence[Pair]) -> set[str]:
    """The versions that hold another as one piece among others, by the votes of all such pairs.

    What is round the piece is none of the photograph.
    """
    votes: Counter[str] = Counter()
    for pair in pairs:
        if pair.copy is None or pair.copy.relation is not Relation.PART:
            continue
        (less, piece), (more, page) = sorted((side.round or 0.0, side.version.id) for side in (pair.a, pair.b))
        if more >= PAGE and more > less:
            votes[page] += 1
            votes[piece] -= 1
    return {id for id, cast in votes.items() if cast > 0}


def _comparable(pair: Pair) -> bool:
    """Whether a pair is of two whole pictures that look the same where they meet, and neither is a page."""
    copy = pair.copy
    if copy is None or pair.exact or copy.relation not in (Relation.COPY, Relation.ALTERED):
        return False
    whole = pair.a.version.box is None and pair.b.version.box is None
    return whole and pair.figures.get("agreement", 1.0) >= AGREES


def _said(pair: Pair) -> str | None:
    """Which of a pair shows more: "a", "b", "both" or "unclear"; None where it says nothing."""
    if not _comparable(pair):
        return None
    a, b = pair.a.reach, pair.b.reach
    # A pair says who shows more where the one shows much more; so little as this makes neither a crop of the other.
    if a is not None and b is not None and min(a, b) >= 1 + LEAST_OVER:
        return "both"
    if pair.overlap or pair.shows_more not in (ShowsMore.A, ShowsMore.B):
        return None
    if a is not None and b is not None and min(a, b) > (1 - LEAST_MORE / 2) * max(a, b):
        return None
    fuller = pair.a if pair.shows_more is ShowsMore.A else pair.b
    if (fuller.round or 0.0) >= CLEAN:
        return "unclear"
    return "a" if fuller is pair.a else "b"
