"""The spread of a group: every version gets the likeliest parent, and what cannot be told stays undecided."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from firstseen.chronicle.group import GroupKnown, Known
from firstseen.chronicle.posts.collected import Posts
from firstseen.chronicle.spread import weights
from firstseen.chronicle.spread.branching import Arc, cheapest_parents
from firstseen.chronicle.spread.costs import at_odds, directed, same_words
from firstseen.chronicle.spread.extents import Extents, extents
from firstseen.chronicle.spread.file_signs import file_signs
from firstseen.chronicle.spread.item_signs import item_signs, said_by
from firstseen.chronicle.spread.marginals import marginals
from firstseen.chronicle.spread.missing import Need, ancestor, missing_id, needs
from firstseen.chronicle.spread.pairs import Pair, on_pages, pairs_of
from firstseen.chronicle.spread.pixel_signs import pixel_signs
from firstseen.chronicle.spread.taken import taken
from firstseen.chronicle.spread.telling import decided_reason, missing_reason, neither_reason, undecided_reason
from firstseen.chronicle.spread.versions import VersionsOf, earliest_first, versions_of
from firstseen.model.spread import Edge, MissingAncestor, Sign, SignKind, Spread

__all__ = ["spread_of"]

MOST_PARENTS: Final = 12
"""The likeliest parents of each version that are weighed: more than that many near versions are all alike."""

_FROM_MISSING: Final = 0.5
_TO_FULLER: Final = 1.5
"""Costs of coming from a missing version: less than being a root, more than from a near version."""


@dataclass(frozen=True, slots=True)
class _Weighed:
    """A pair with its signs (from a to b) and the costs of both directions."""

    pair: Pair
    signs: tuple[Sign, ...]
    costs: tuple[float, float]


@dataclass(frozen=True, slots=True)
class _Graph:
    """Nodes by number: the versions, then the missing ones. `parents` and `odds` are by number, too."""

    nodes: tuple[str, ...]
    parents: Sequence[int | None]
    odds: Mapping[tuple[int, int], float]


def spread_of(group: GroupKnown, known: Known) -> tuple[Spread, Extents]:
    """The spread of a group: versions, the edges between them, what is missing, and what was taken from where.

    With it how much of the photograph each version shows, on which what is missing rests.

    Each version is given the parent, or none, that makes the whole cheapest; an edge is decided where the direction
    is sure enough, and where this parent is likelier than all others together, among all ways to give parents. The
    result follows from the input alone, whatever its order. Cost grows with p log² p for p copies.
    """
    versions = versions_of(group, known.dated)
    weighed = _weighed(group, known, versions)
    pairs = [one.pair for one in weighed]
    shown = extents(pairs)
    missing = needs(shown, versions.when)
    graph = _solved(versions, weighed, missing)
    edges = _edges(graph, weighed, missing, versions.names)
    ancestors = _ancestors(missing, graph, pairs, shown, versions)
    parents = {edge.target: edge.source for edge in edges if edge.decided}
    spread = Spread(
        group=group.id,
        versions=tuple(versions.by_id.values()),
        edges=edges,
        taken=taken(versions, parents, known.dated),
        missing=ancestors,
        roots=_roots(graph, edges),
    )
    return spread, shown


def _weighed(group: GroupKnown, known: Known, versions: VersionsOf) -> list[_Weighed]:
    posts = Posts(group.shown)
    ordered = {id: earliest_first(shown, known.dated) for id, shown in versions.shown.items()}
    said = {id: said_by(shown, posts) for id, shown in ordered.items()}
    weighed = []
    for pair in pairs_of(group, known, versions):
        a, b = pair.key
        signs = (
            *(() if pair.exact else pixel_signs(pair)),
            *file_signs(pair, ordered[a], ordered[b]),
            *item_signs(pair, (said[a], said[b]), (versions.when[a], versions.when[b])),
        )
        weighed.append(_Weighed(pair, signs, directed(pair, signs)))
    return weighed


def _solved(versions: VersionsOf, weighed: Sequence[_Weighed], missing: Sequence[Need]) -> _Graph:
    """The cheapest parents, with a node for each missing version, which nothing else may replace."""
    ids = list(versions.by_id)
    number = {id: at for at, id in enumerate(ids)}
    from_missing = {lesser: need for need in missing for lesser in need.lesser}
    into: dict[int, list[Arc]] = {}
    for one in weighed:
        a, b = one.pair.key
        for source, target, cost in ((a, b, one.costs[0]), (b, a, one.costs[1])):
            need = from_missing.get(target)
            if need is None or source not in need.fuller:
                into.setdefault(number[target], []).append((cost, number[source], number[target]))
    arcs = [arc for some in into.values() for arc in sorted(some)[:MOST_PARENTS]]
    roots = [weights.ROOT] * len(ids) + [0.0] * len(missing)
    for at, need in enumerate(missing, len(ids)):
        arcs += [(_FROM_MISSING, at, number[id]) for id in need.lesser]
        arcs += [(_TO_FULLER, at, number[id]) for id in need.fuller]
    nodes = (*ids, *map(missing_id, missing))
    return _Graph(nodes, cheapest_parents(roots, arcs), marginals(roots, arcs))


def _edges(
    graph: _Graph, weighed: Sequence[_Weighed], missing: Sequence[Need], names: Mapping[str, str]
) -> tuple[Edge, ...]:
    lesser = {id for need in missing for id in need.lesser}
    by_key = {one.pair.key: one for one in weighed}
    edges = []
    for target, source in enumerate(graph.parents):
        if source is None:
            continue
        a, b = graph.nodes[source], graph.nodes[target]
        one = by_key.get((min(a, b), max(a, b)))
        odds, back = graph.odds[source, target], graph.odds.get((target, source), 0.0)
        if one is None:
            edges.append(_from_missing(a, b, odds, missing_reason(names[b], b in lesser)))
        else:
            edges.append(_edge(one, one.pair.key == (a, b), odds, back))
    edges += _joining_trees(graph, weighed)
    return tuple(sorted(edges, key=lambda edge: (edge.target, edge.source)))


def _joining_trees(graph: _Graph, weighed: Sequence[_Weighed]) -> list[Edge]:
    """Undecided edges between trees whose versions are next to each other: that neither came from the other is a guess.

    The likeliest first, and none that would close a circle.
    """
    number = {id: at for at, id in enumerate(graph.nodes)}
    tops: dict[int, int] = {}
    for at in range(len(graph.nodes)):
        path = [at]
        while (above := graph.parents[path[-1]]) is not None and path[-1] not in tops:
            path.append(above)
        tops.update(dict.fromkeys(path, tops.get(path[-1], path[-1])))
    joined = {top: top for top in tops.values()}

    def tree(at: int) -> int:
        top = tops[at]
        while joined[top] != top:
            top = joined[top]
        return top

    between = [one for one in weighed if tree(number[one.pair.key[0]]) != tree(number[one.pair.key[1]])]
    edges = []
    for one in sorted(between, key=lambda one: (min(one.costs), one.pair.key)):
        a, b = (number[id] for id in one.pair.key)
        if tree(a) != tree(b):
            joined[tree(b)] = tree(a)
            forward = one.costs[0] <= one.costs[1]
            there, back = graph.odds.get((a, b), 0.0), graph.odds.get((b, a), 0.0)
            edges.append(_edge(one, forward, *((there, back) if forward else (back, there)), open_=True))
    return edges


def _from_missing(source: str, target: str, odds: float, reason: str) -> Edge:
    sign = Sign(SignKind.SHOWS_LESS, weights.SHOWS_LESS, "what was cut off cannot come back")
    return Edge(source, target, odds >= weights.DECIDED_PARENT, round(odds, 4), (), (sign,), reason)


def _edge(one: _Weighed, forward: bool, odds: float, back: float, *, open_: bool = False) -> Edge:
    """The edge of a pair, from a to b or back; `odds` and `back` are the probabilities of it and of its reverse."""
    source, target = (one.pair.a, one.pair.b) if forward else (one.pair.b, one.pair.a)
    signs = one.signs if forward else tuple(replace(sign, weight=0.0 - sign.weight) for sign in one.signs)
    direction = odds / (odds + back) if odds + back > 0 else 0.5
    time_alone = _time_alone(signs)
    pages = on_pages(one.pair)
    neither = pages or at_odds(one.pair)
    sure_of_direction = direction >= weights.DECIDED
    decided = sure_of_direction and odds >= weights.DECIDED_PARENT and not (time_alone or open_ or neither)
    told = (source.name, target.name)
    if decided:
        reason = decided_reason(*told, signs)
    elif neither:
        reason = neither_reason(*told, pages=pages)
    else:
        reason = undecided_reason(*told, signs, sure_of_direction and not time_alone)
    changes = one.pair.copy.changes if one.pair.copy else ()
    ends = (source.version.id, target.version.id)
    return Edge(*ends, decided, round(direction, 4), changes, signs, reason)


def _time_alone(signs: Sequence[Sign]) -> bool:
    """Whether nothing but time speaks for a direction: first seen is not the source, so that decides nothing.

    Where the same words were posted with both, and surely later with the one, words were taken along with a picture.
    """
    times = [sign.weight for sign in signs if sign.kind is SignKind.TIME]
    others = math.fsum(sign.weight for sign in signs if sign.kind is not SignKind.TIME)
    taken_along = any(map(same_words, signs)) and math.fsum(times) >= weights.SEEN_BEFORE
    return bool(times) and others <= 0.0 and not taken_along


def _ancestors(
    missing: Sequence[Need], graph: _Graph, pairs: Sequence[Pair], shown: Extents, versions: VersionsOf
) -> tuple[MissingAncestor, ...]:
    found = []
    for need in missing:
        at = graph.nodes.index(missing_id(need))
        children = [graph.nodes[child] for child, parent in enumerate(graph.parents) if parent == at]
        found.append(ancestor(need, children or need.lesser, pairs, shown.photographs, versions))
    return tuple(sorted(found, key=lambda one: one.id))


def _roots(graph: _Graph, edges: Sequence[Edge]) -> tuple[str, ...]:
    """What has no parent, and what is next to such a one with the direction open."""
    roots = {graph.nodes[at] for at, parent in enumerate(graph.parents) if parent is None}
    for edge in edges:
        if not edge.decided and edge.confidence < weights.DECIDED and edge.source in roots:
            roots.add(edge.target)
    return tuple(sorted(roots))
