"""The spread in the machine formats, one line an edge or missing ancestor, and looked up by what it joins."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from firstseen.model.identifiers import Digest
from firstseen.model.pictures import Box
from firstseen.model.records import Json
from firstseen.model.spread import Edge, MissingAncestor, Spread, Version
from firstseen.model.time import rfc3339

__all__ = ["LineKind", "SpreadLine", "Tree", "lines_of", "shown_version", "spread_json", "tree_of"]


class LineKind(StrEnum):
    """What a line of `list spread` is about (the values are those of the machine format)."""

    VERSION = "version"
    APPEARANCE = "appearance"
    MISSING_ANCESTOR = "missing_ancestor"


@dataclass(frozen=True, slots=True)
class SpreadLine:
    """One line of `list spread`: an edge between two versions or two appearances, or a missing ancestor."""

    group: str
    kind: LineKind
    edge: Edge | None = None
    missing: MissingAncestor | None = None

    @property
    def reason(self) -> str:
        """Why, in a plain sentence."""
        return self.edge.reason if self.edge else self.missing.reason if self.missing else ""

    def as_json(self) -> Json:
        """The machine format: the same fields for all kinds, None where a kind has no such thing."""
        edge, missing = self.edge, self.missing
        return {
            "group": self.group,
            "kind": self.kind.value,
            "source": edge.source if edge else None,
            "target": edge.target if edge else None,
            "decided": edge.decided if edge else None,
            "confidence": edge.confidence if edge else None,
            "changes": list(edge.changes) if edge else [],
            "signs": _signs_json(edge) if edge else [],
            "missing_ancestor": missing.id if missing else None,
            "versions": list(missing.versions) if missing else [],
            "outlines": _outlines_json(missing) if missing else [],
            "before": rfc3339(missing.before) if missing else None,
            "reason": self.reason,
        }


def _signs_json(edge: Edge) -> list[Json]:
    return [{"kind": sign.kind.value, "weight": sign.weight, "detail": sign.detail} for sign in edge.signs]


def _outlines_json(missing: MissingAncestor) -> list[Json]:
    return [{"version": version, "box": list(box)} for version, box in missing.outlines]


def lines_of(spread: Spread) -> Iterator[SpreadLine]:
    """The spread of a group, line by line: edges between versions, missing ancestors, edges between appearances."""
    for edge in spread.edges:
        yield SpreadLine(spread.group, LineKind.VERSION, edge=edge)
    for missing in spread.missing:
        yield SpreadLine(spread.group, LineKind.MISSING_ANCESTOR, missing=missing)
    for edge in spread.taken:
        yield SpreadLine(spread.group, LineKind.APPEARANCE, edge=edge)


def spread_json(spread: Spread) -> Json:
    """The spread of one group as one object, as `show --json` gives it."""
    return {
        "versions": [
            {"version": one.id, "medium": one.medium, "box": list(one.box) if one.box else None}
            for one in spread.versions
        ],
        "roots": list(spread.roots),
        "edges": [line.as_json() for line in lines_of(spread)],
    }


def shown_version(spread: Spread) -> dict[tuple[Digest, Box | None], Version]:
    """By medium and region, the version that an appearance there shows (see `AppearanceRecord.region`)."""
    return {(one.medium, one.box): one for one in spread.versions}


@dataclass(frozen=True, slots=True)
class Tree:
    """The decided edges as a forest: `order` goes from each root down through what came from it, `depth` beside it.

    `parent` holds, for each version or missing ancestor with one, the decided edge that leads to it; `beside` the
    undecided edges that touch it.
    """

    order: tuple[str, ...]
    depth: dict[str, int]
    parent: dict[str, Edge]
    children: dict[str, tuple[str, ...]]
    beside: dict[str, tuple[Edge, ...]]


def tree_of(spread: Spread, ranked: Iterable[str]) -> Tree:
    """The forest of a spread. `ranked` are its versions and missing ancestors, what comes first first: roots and what
    came from one version stand in that order. Edges that would close a circle, or lead nowhere, are passed over."""
    rank = {id: place for place, id in enumerate(ranked)}
    parent: dict[str, Edge] = {}
    beside: dict[str, list[Edge]] = {}
    for edge in spread.edges:
        if edge.source not in rank or edge.target not in rank or edge.source == edge.target:
            continue
        if edge.decided:
            parent.setdefault(edge.target, edge)
        else:
            beside.setdefault(edge.source, []).append(edge)
            beside.setdefault(edge.target, []).append(edge)
    children: dict[str, list[str]] = {}
    for id in rank:
        if id in parent:
            children.setdefault(parent[id].source, []).append(id)
    order, depth = _walked(rank, parent, children)
    return Tree(
        tuple(order),
        depth,
        parent,
        {id: tuple(below) for id, below in children.items()},
        {id: tuple(edges) for id, edges in beside.items()},
    )


def _walked(
    rank: dict[str, int], parent: dict[str, Edge], children: dict[str, list[str]]
) -> tuple[list[str], dict[str, int]]:
    order: list[str] = []
    depth: dict[str, int] = {}
    # Those without a parent first; what is left then lies on a circle, and is entered at its first.
    for start in (*(id for id in rank if id not in parent), *rank):
        if start not in rank or start in depth:
            continue
        if start in parent:
            children[parent[start].source].remove(start)
            del parent[start]
        waiting = [(start, 0)]
        while waiting:
            id, level = waiting.pop()
            order.append(id)
            depth[id] = level
            waiting += [(child, level + 1) for child in reversed(children.get(id, ()))]
    return order, depth
