from __future__ import annotations

from datetime import UTC, datetime

from bench.spread.baselines import earliest_first, graph_of, random_direction, strongest_tree

from firstseen.model.copies import Copy, Relation

GRAPH = {("a", "b"): 9.0, ("b", "c"): 8.0, ("a", "c"): 2.0}
FIRST = {name: datetime(2024, 5, day, tzinfo=UTC) for name, day in (("a", 3), ("b", 1), ("c", 2))}


def test_each_came_from_the_earliest_that_it_matches() -> None:
    assert earliest_first(GRAPH, FIRST).decided == {("b", "a"), ("b", "c")}


def test_the_strongest_tree_leads_away_from_the_earliest() -> None:
    late_middle = FIRST | {"b": datetime(2024, 5, 9, tzinfo=UTC)}
    assert strongest_tree(GRAPH, late_middle).decided == {("c", "b"), ("b", "a")}


def test_random_directions_keep_the_tree() -> None:
    decided = random_direction(GRAPH, FIRST).decided
    assert {tuple(sorted(pair)) for pair in decided} == {("a", "b"), ("b", "c")}


def test_only_matches_that_join_and_lie_within_are_edges() -> None:
    def copy(a: str, b: str, relation: Relation) -> Copy:
        return Copy(a, b, relation, 0.5, False, None, None, None, None, (), "", figures={"points": 30.0})

    copies = [copy("a", "b", Relation.PART), copy("a", "c", Relation.SAME_SUBJECT), copy("b", "x", Relation.COPY)]
    assert graph_of(copies, "abc") == {("a", "b"): 15.0}
