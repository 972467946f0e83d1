from __future__ import annotations

from tests.spreads_drawn import edge, spread_over

from firstseen.model.spread import Edge, Spread, Version
from firstseen.model.spread_records import LineKind, lines_of, shown_version, spread_json, tree_of

MEDIA = [f"{number:064x}" for number in range(6)]
SPREAD = spread_over("g-1", MEDIA, region=(MEDIA[5], (10, 20, 30, 40)))


def over(*edges: Edge) -> Spread:
    return Spread("g", tuple(Version(id, id) for id in "abcd"), edges, (), (), ())


def test_every_edge_and_missing_ancestor_has_a_line_with_the_same_fields() -> None:
    records = [line.as_json() for line in lines_of(SPREAD)]
    assert len({tuple(record) for record in records}) == 1
    kinds = [record["kind"] for record in records]
    assert kinds.count("version") == len(SPREAD.edges) and kinds.count("missing_ancestor") == 1
    first = records[0]
    assert (first["source"], first["target"], first["decided"], first["confidence"], first["changes"]) == (
        SPREAD.missing[0].id, MEDIA[0], True, 0.97, ["cropped"],
    )  # fmt: skip
    missing = next(record for record in records if record["kind"] == LineKind.MISSING_ANCESTOR.value)
    assert missing["missing_ancestor"] == SPREAD.missing[0].id
    assert missing["before"] == "2026-11-14T06:00:00Z"
    assert missing["outlines"] == [{"version": MEDIA[0], "box": [-120, -40, 1100, 700]}]
    assert (missing["source"], missing["decided"]) == (None, None)
    assert spread_json(SPREAD)["edges"] == records


def test_the_version_that_an_appearance_shows_is_that_of_its_medium_or_of_its_region() -> None:
    found = shown_version(SPREAD)
    assert found[MEDIA[5], None].id == MEDIA[5]
    assert found[MEDIA[5], (10, 20, 30, 40)].id == "v-00112233aabbccdd"
    assert (MEDIA[5], (10, 20, 30, 41)) not in found


def test_a_tree_goes_down_from_each_root_in_the_order_given() -> None:
    tree = tree_of(over(edge("a", "c"), edge("c", "d"), edge("a", "b", decided=False)), "bacd")
    assert tree.order == ("b", "a", "c", "d")
    assert tree.depth == {"b": 0, "a": 0, "c": 1, "d": 2}
    assert tree.parent["d"].source == "c" and "b" not in tree.parent
    assert [one.target for one in tree.beside["b"]] == ["b"] and tree.beside["a"] == tree.beside["b"]


def test_circles_and_edges_to_nowhere_lose_nobody() -> None:
    circle = tree_of(over(edge("a", "b"), edge("b", "c"), edge("c", "a"), edge("x", "d"), edge("d", "d")), "abcd")
    assert sorted(circle.order) == list("abcd")
    assert circle.parent.keys() == {"b", "c"}
    both = tree_of(over(edge("a", "b"), edge("b", "a")), "abcd")
    assert sorted(both.order) == list("abcd") and len(both.parent) == 1
