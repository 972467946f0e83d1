"""Minimum-cost arborescences: the cheapest way to give every version one parent, several roots allowed.

The algorithm of Chu and Liu (1965) and Edmonds (1967), growing paths backwards as Gabow, Galil, Spencer and Tarjan
(1986) do, with queues that are merged smaller into larger: m log² m for m arcs.
"""

from __future__ import annotations

import heapq
from collections.abc import Sequence

__all__ = ["Arc", "cheapest_parents"]

Arc = tuple[float, int, int]
"""Cost, from, to: versions by number."""

_ROOT = -1


def cheapest_parents(root_costs: Sequence[float], arcs: Sequence[Arc]) -> list[int | None]:
    """For each of n versions the one it comes from, None for a root, so that the sum of costs is the least.

    `root_costs` (n,) is what it costs for each to be a root. No cycle is ever formed. Of equal costs, the arc from the
    smaller number is taken, so the order of `arcs` does not matter.
    """
    return _Contraction(root_costs, arcs).parents()


class _Contraction:
    """Nodes 0 to n-1 are the versions; each contracted cycle becomes a further node."""

    def __init__(self, root_costs: Sequence[float], arcs: Sequence[Arc]) -> None:
        self._count = len(root_costs)
        self._into: list[list[Arc]] = [[(cost, _ROOT, node)] for node, cost in enumerate(root_costs)]
        for cost, source, target in sorted(set(arcs)):
            if source != target:
                self._into[target].append((cost, source, target))
        for queue in self._into:
            heapq.heapify(queue)
        # What was taken off every arc of a queue since it was made.
        self._paid = [0.0] * self._count
        self._above: list[int] = [_ROOT] * self._count
        self._top = list(range(self._count))
        self._entering: list[Arc | None] = [None] * self._count

    def parents(self) -> list[int | None]:
        done = [False] * self._count
        for start in range(self._count):
            path: dict[int, None] = {}
            node = self._find(start)
            while not done[node]:
                path[node] = None
                arc = self._take_cheapest(node)
                if arc[1] == _ROOT:
                    break
                source = self._find(arc[1])
                if source in path:
                    node = self._contract(_cut_off(path, source))
                    done.append(False)
                else:
                    node = source
            for passed in path:
                done[passed] = True
        return self._expanded()

    def _find(self, node: int) -> int:
        while self._top[node] != node:
            self._top[node] = self._top[self._top[node]]
            node = self._top[node]
        return node

    def _take_cheapest(self, node: int) -> Arc:
        """Chooses the cheapest arc that enters the node from outside; there is always that from the root."""
        queue = self._into[node]
        while True:
            arc = heapq.heappop(queue)
            if arc[1] == _ROOT or self._find(arc[1]) != node:
                self._entering[node] = arc
                return arc

    def _contract(self, cycle: Sequence[int]) -> int:
        """Makes one node of a cycle; what each of its nodes pays already is taken off the other arcs into it."""
        node = len(self._top)
        self._top.append(node)
        self._above.append(_ROOT)
        self._entering.append(None)
        for part in cycle:
            self._top[part] = self._above[part] = node
            entering = self._entering[part]
            assert entering is not None
            self._paid[part] = entering[0]
        largest = max(cycle, key=lambda part: len(self._into[part]))
        queue, paid = self._into[largest], self._paid[largest]
        for part in cycle:
            if part != largest:
                for cost, source, target in self._into[part]:
                    heapq.heappush(queue, (cost - self._paid[part] + paid, source, target))
            self._into[part] = []
        self._into.append(queue)
        self._paid.append(paid)
        return node

    def _expanded(self) -> list[int | None]:
        """Opens the contracted nodes from the last to the first: the arc into each replaces one arc of its cycle."""
        opened = [False] * len(self._top)
        for node in range(len(self._top) - 1, self._count - 1, -1):
            if opened[node]:
                continue
            arc = self._entering[node]
            assert arc is not None
            inside = arc[2]
            while inside != node:
                self._entering[inside] = arc
                opened[inside] = True
                inside = self._above[inside]
        parents: list[int | None] = []
        for arc in self._entering[: self._count]:
            assert arc is not None
            parents.append(None if arc[1] == _ROOT else arc[1])
        return parents


def _cut_off(path: dict[int, None], first: int) -> list[int]:
    """Takes the end of a path, from `first` on, off it."""
    cycle = []
    while True:
        node, _ = path.popitem()
        cycle.append(node)
        if node == first:
            return cycle
