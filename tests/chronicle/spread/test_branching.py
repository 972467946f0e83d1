from __future__ import annotations

import itertools
import random

from hypothesis import given, settings
from hypothesis import strategies as st

from firstseen.chronicle.spread.branching import Arc, cheapest_parents


def cost_of(parents: list[int | None], roots: list[float], arcs: list[Arc]) -> float:
    least: dict[tuple[int, int], float] = {}
    for cost, source, target in arcs:
        least[source, target] = min(cost, least.get((source, target), cost))
    return sum(
        roots[node] if parent is None else least.get((parent, node), float("inf"))
        for node, parent in enumerate(parents)
    )


def is_forest(parents: list[int | None]) -> bool:
    for node in range(len(parents)):
        seen, at = set(), node
        while parents[at] is not None:
            if at in seen:
                return False
            seen.add(at)
            at = parents[at]  # type: ignore[assignment]
    return True


costs = st.integers(0, 9).map(float)


@st.composite
def graphs(draw: st.DrawFn) -> tuple[list[float], list[Arc]]:
    count = draw(st.integers(1, 5))
    number = st.integers(0, count - 1)
    return draw(st.lists(costs, min_size=count, max_size=count)), draw(
        st.lists(st.tuples(costs, number, number), max_size=14)
    )


@settings(max_examples=400)
@given(graphs(), st.randoms(use_true_random=False))
def test_no_other_way_is_cheaper_and_the_order_of_arcs_does_not_matter(
    graph: tuple[list[float], list[Arc]], chance: random.Random
) -> None:
    roots, arcs = graph
    found = cheapest_parents(roots, arcs)
    assert is_forest(found)
    ways = itertools.product([None, *range(len(roots))], repeat=len(roots))
    least = min(cost_of(list(way), roots, arcs) for way in ways if is_forest(list(way)))
    assert cost_of(found, roots, arcs) == least
    shuffled = arcs[:]
    chance.shuffle(shuffled)
    assert cheapest_parents(roots, shuffled) == found


def test_cycles_within_cycles_of_five_thousand_are_solved() -> None:
    # Each next node is dearer, so every cycle that is contracted lies in the next one.
    count = 5000
    arcs = [(float(i), i, i + 1) for i in range(count - 1)] + [(float(i), i + 1, i) for i in range(count - 1)]
    found = cheapest_parents([1e6] * count, arcs)
    assert sum(parent is None for parent in found) == 1
    assert is_forest(found[:300])
