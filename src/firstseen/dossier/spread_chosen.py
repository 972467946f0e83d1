"""Which versions of a spread are drawn in a lane of their own, and which are put together with others like them."""

from __future__ import annotations

from collections.abc import Set
from typing import Final

from firstseen.dossier.spread_nodes import Nodes

__all__ = ["MOST_CROWDS", "MOST_LANES", "chosen", "put_together"]

MOST_LANES: Final = 36
"""Lanes drawn: about two screens of a desk, four of a phone. As long as they are not more, each has its own."""
MOST_CROWDS: Final = 8
"""Of these, lanes in which versions stand together, where versions are many."""


def chosen(nodes: Nodes, first_seen: str | None) -> set[str]:
    """The nodes with a lane of their own: missing ancestors, the version first seen, then those shown most, each with
    all that it came from."""
    place = {id: number for number, id in enumerate(nodes.tree.order)}
    most = MOST_LANES if len(place) <= MOST_LANES else MOST_LANES - MOST_CROWDS

    def weight(id: str) -> tuple[bool, bool, int, int]:
        node = nodes.by_id[id]
        first = any(one.id == first_seen for one in node.shown)
        return not first, node.missing is None, -len(node.shown), place[id]

    drawn: set[str] = set()
    for id in sorted(nodes.tree.order, key=weight):
        line: list[str] = []
        at: str | None = id
        while at is not None and at not in drawn:
            line.append(at)
            at = nodes.tree.parent[at].source if at in nodes.tree.parent else None
        if len(drawn) + len(line) <= most:
            drawn.update(line)
    return drawn


def put_together(nodes: Nodes, drawn: Set[str]) -> dict[str | None, list[str]]:
    """The others by the nearest drawn version that they came from, in the order of the tree; under None those of which
    none drawn is known to be the source. The smallest crowds join that of the next version above that has one."""
    stands_at: dict[str, str | None] = {}
    crowds: dict[str | None, list[str]] = {}
    for id in nodes.tree.order:  # a parent stands before its children
        edge = nodes.tree.parent.get(id)
        stands_at[id] = id if id in drawn else stands_at[edge.source] if edge else None
        if id not in drawn:
            crowds.setdefault(stands_at[id], []).append(id)
    largest = sorted((at for at in crowds if at is not None), key=lambda at: (-len(crowds[at]), at))
    kept: set[str | None] = {None, *largest[: MOST_CROWDS - 1]}
    joined: dict[str | None, list[str]] = {}
    for at, some in crowds.items():
        above = at
        while above not in kept and above is not None:
            edge = nodes.tree.parent.get(above)
            above = edge.source if edge else None
        joined.setdefault(above, []).extend(some)
    place = {id: number for number, id in enumerate(nodes.tree.order)}
    return {at: sorted(some, key=place.__getitem__) for at, some in joined.items()}
