"""What could be said without the program's spread, on the same match graph: three baselines."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import UTC, datetime

from bench.spread.edges import Answered
from firstseen.model.copies import JOINING, Copy
from firstseen.model.time import TimeSpan

__all__ = ["BASELINES", "Graph", "graph_of", "shown_first"]

_NEVER = datetime.max.replace(tzinfo=UTC)
Pair = tuple[str, str]
Graph = dict[Pair, float]
"""Strength of the match between two media (the smaller digest first): points that agree, times the confidence."""


def graph_of(copies: Sequence[Copy], media: Collection[str]) -> Graph:
    """The matches between these media that join."""
    held = set(media)
    return {
        (copy.a, copy.b): copy.confidence * copy.figures.get("points", float(len(copy.points)))
        for copy in copies
        if copy.relation in JOINING and copy.a in held and copy.b in held
    }


def shown_first(spans: Sequence[tuple[str, TimeSpan]]) -> dict[str, datetime]:
    """For each medium the time by which it was first shown, from the spans of its appearances."""
    first: dict[str, datetime] = {}
    for medium, span in spans:
        when = span.latest or span.earliest or _NEVER
        first[medium] = min(when, first.get(medium, _NEVER))
    return first


def earliest_first(graph: Graph, first: Mapping[str, datetime]) -> Answered:
    """Each came from the earliest shown one that it matches."""
    decided = set()
    for medium in first:
        near = [other for pair in graph if medium in pair for other in pair if other != medium]
        earlier = [other for other in near if _rank(other, first) < _rank(medium, first)]
        if earlier:
            decided.add((min(earlier, key=lambda other: _rank(other, first)), medium))
    return Answered(frozenset(decided), known=frozenset(first))


def strongest_tree(graph: Graph, first: Mapping[str, datetime]) -> Answered:
    """The spanning tree of the strongest matches, as provenance services make it, directed away from the earliest."""
    tree = _tree(graph)
    decided: set[Pair] = set()
    reached: set[str] = set()
    for root in sorted(first, key=lambda medium: _rank(medium, first)):
        waiting = [] if root in reached else [root]
        reached.update(waiting)
        while waiting:
            at = waiting.pop()
            for pair in tree:
                if at in pair:
                    other = pair[0] if pair[1] == at else pair[1]
                    if other not in reached:
                        decided.add((at, other))
                        reached.add(other)
                        waiting.append(other)
    return Answered(frozenset(decided), known=frozenset(first))


def random_direction(graph: Graph, first: Mapping[str, datetime]) -> Answered:
    """The same tree, each edge one way or the other as a coin falls."""
    turned = {(a, b) if hashlib.sha256(f"{a} {b}".encode()).digest()[0] % 2 else (b, a) for a, b in _tree(graph)}
    return Answered(frozenset(turned), known=frozenset(first))


BASELINES: dict[str, Callable[[Graph, Mapping[str, datetime]], Answered]] = {
    "earliest first": earliest_first,
    "strongest tree from the earliest": strongest_tree,
    "random direction on that tree": random_direction,
}


def _rank(medium: str, first: Mapping[str, datetime]) -> tuple[datetime, str]:
    return first[medium], medium


def _tree(graph: Graph) -> list[Pair]:
    """Kruskal's maximum spanning tree (or forest)."""
    root = {medium: medium for pair in graph for medium in pair}

    def top(medium: str) -> str:
        while root[medium] != medium:
            medium = root[medium]
        return medium

    kept = []
    for pair in sorted(graph, key=lambda pair: (-graph[pair], pair)):
        one, other = top(pair[0]), top(pair[1])
        if one != other:
            root[one] = other
            kept.append(pair)
    return kept
