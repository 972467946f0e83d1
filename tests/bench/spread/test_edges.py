from __future__ import annotations

import pytest
from bench.spread.edges import Answered, EdgeCounts, answered, judged
from bench.spread.truth import Truth

from firstseen.model.spread import Edge, MissingAncestor, Spread, Version

TRUTH = Truth(
    {"a": None, "b": "a", "c": "b", "d": "a"},
    {"a": frozenset(), "b": frozenset("a"), "c": frozenset("ab"), "d": frozenset("a")},
    frozenset({("d", "b")}),
    "not",
)
ALL = frozenset("abcd")


def _counts(*decided: str, undecided: frozenset[tuple[str, str]] = frozenset()) -> EdgeCounts:
    return judged(TRUTH, Answered(frozenset((pair[0], pair[1]) for pair in decided), undecided, ALL))


def test_all_right() -> None:
    counts = _counts("ab", "bc", "ad")
    assert (counts.right, counts.wrong, counts.missed, counts.undecided) == (3, 0, 0, 0)
    assert counts.f1 == counts.decided == 1.0


def test_one_reversed_and_one_from_further_up() -> None:
    counts = _counts("ba", "ac", "ad")
    assert (counts.right, counts.wrong, counts.missed) == (1, 2, 2)
    assert counts.f1 == pytest.approx(2 / (2 + 2 + 2))
    assert counts.kinds == {"reversed": 1, "from further up": 1, "reversed, none named": 1}


def test_what_is_undecided_counts_only_in_the_share_decided() -> None:
    counts = _counts("ab", "ad", undecided=frozenset({("c", "b")}))
    assert (counts.right, counts.wrong, counts.missed, counts.undecided) == (2, 0, 0, 1)
    assert counts.f1 == 1.0
    assert counts.decided == pytest.approx(2 / 3)
    assert counts.f1_of_all == pytest.approx(4 / 5)


def test_an_open_edge_is_neither_right_nor_wrong() -> None:
    counts = _counts("db", "bc", "ad")
    assert (counts.right, counts.wrong, counts.missed, counts.open) == (2, 0, 0, 1)


def test_a_target_without_any_edge_is_missed_and_one_of_which_nothing_was_said_is_undecided() -> None:
    counts = judged(TRUTH, Answered(frozenset({("a", "b")}), known=frozenset("abc")))
    assert (counts.right, counts.missed, counts.undecided) == (1, 1, 1)


def test_only_some_targets_can_be_counted() -> None:
    counts = judged(TRUTH, Answered(frozenset({("a", "b"), ("a", "c")}), known=ALL), {"b"})
    assert (counts.right, counts.wrong, counts.missed) == (1, 0, 0)


def test_edges_through_a_missing_ancestor_lead_from_its_own_source() -> None:
    def edge(source: str, target: str, *, decided: bool = True) -> Edge:
        return Edge(source, target, decided, 0.9, (), (), "")

    spread = Spread(
        "g",
        (Version("a", "a"), Version("r", "b", (0, 0, 9, 9)), Version("c", "c"), Version("d", "d")),
        (edge("a", "m"), edge("m", "r"), edge("n", "c"), edge("c", "d", decided=False)),
        (),
        (MissingAncestor("m", ("r",), (), None, ""), MissingAncestor("n", ("c",), (), None, "")),
        ("a", "n"),
    )
    said = answered([spread])
    assert said.decided == {("a", "b")}
    assert said.undecided == {("c", "d")}
    assert said.known == {"a", "b", "c", "d"}
