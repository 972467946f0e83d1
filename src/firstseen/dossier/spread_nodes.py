"""What a spread joins, with names for people: the versions of a group, numbered, and its missing ancestors."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from firstseen.dossier.timeline import TimedAppearance
from firstseen.model.identifiers import Digest
from firstseen.model.pictures import Box
from firstseen.model.spread import Edge, MissingAncestor, Spread
from firstseen.model.spread_records import Tree, tree_of
from firstseen.model.time import UNKNOWN_SPAN, TimeSpan

__all__ = ["Node", "Nodes", "nodes_of", "shown_by"]

_FAR = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Node:
    """A version or a missing ancestor. `span` is that of its appearance that was surely shown first, `shown` all its
    appearances in order of time. `medium` None and `missing` set: a missing ancestor, whose span ends at `before`."""

    id: str
    name: str
    span: TimeSpan
    medium: Digest | None = None
    box: Box | None = None
    shown: tuple[TimedAppearance, ...] = ()
    missing: MissingAncestor | None = None

    @property
    def by(self) -> datetime | None:
        """When it is drawn: had surely been shown by then, else not before then; None when nothing is known."""
        return shown_by(self.span)


@dataclass(frozen=True, slots=True)
class Nodes:
    """All nodes of a spread by identifier, and the forest they make."""

    by_id: Mapping[str, Node]
    tree: Tree

    def name(self, id: str) -> str:
        """The name of a version or missing ancestor inside a sentence; its identifier where it is not known."""
        node = self.by_id.get(id)
        return f"{node.name[:1].lower()}{node.name[1:]}" if node else id

    def beside(self, id: str) -> list[tuple[str, Edge]]:
        """The undecided edges of a node, each with the other end."""
        edges = self.tree.beside.get(id, ())
        return [(edge.target if edge.source == id else edge.source, edge) for edge in edges]

    @property
    def missing(self) -> list[Node]:
        """The missing ancestors."""
        return [node for node in self.by_id.values() if node.missing]


def shown_by(span: TimeSpan) -> datetime | None:
    """The instant by which something had surely been shown; where no such is known, that it was not shown before."""
    return span.latest or span.earliest


def nodes_of(media: Sequence[Digest], spread: Spread, shown: Iterable[TimedAppearance]) -> Nodes:
    """The nodes of a group's spread: its media are numbered in their order, parts of pages after them, by time."""
    by_version: dict[str, list[TimedAppearance]] = {}
    for one in shown:
        if one.version is not None:
            by_version.setdefault(one.version, []).append(one)
    first = {id: _first(some) for id, some in by_version.items()}
    place = {digest: number for number, digest in enumerate(media)}
    versions = sorted(
        spread.versions,
        key=lambda one: (
            one.box is not None,
            place.get(one.medium, len(place)) if one.box is None else 0,
            shown_by(first.get(one.id, UNKNOWN_SPAN)) or _FAR,
            one.id,
        ),
    )
    nodes: dict[str, Node] = {}
    for number, version in enumerate(versions, start=1):
        some = tuple(by_version.get(version.id, ()))
        name = f"Version {number}" + (", a part of a page" if version.box else "")
        span = first.get(version.id, UNKNOWN_SPAN)
        nodes[version.id] = Node(version.id, name, span, version.medium, version.box, some)
    for number, missing in enumerate(sorted(spread.missing, key=lambda one: (one.before or _FAR, one.id)), start=1):
        name = f"Missing ancestor {number}" if len(spread.missing) > 1 else "Missing ancestor"
        nodes[missing.id] = Node(missing.id, name, TimeSpan(None, missing.before), missing=missing)
    ranked = sorted(nodes.values(), key=lambda node: (_rank(node, nodes), node.missing is None))
    return Nodes(nodes, tree_of(spread, [node.id for node in ranked]))


def _first(some: Sequence[TimedAppearance]) -> TimeSpan:
    return min((one.span for one in some), key=lambda span: shown_by(span) or _FAR)


def _rank(node: Node, nodes: Mapping[str, Node]) -> datetime:
    if node.missing is None:
        return node.by or _FAR
    came = (nodes[id].by for id in node.missing.versions if id in nodes)
    return min((time for time in (node.by, *came) if time), default=_FAR)
