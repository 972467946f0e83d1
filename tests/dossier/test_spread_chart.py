from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from tests.spreads_drawn import BEFORE, edge, spread_over

from firstseen.dossier.spread_chart import SpreadChart, chart_of
from firstseen.dossier.spread_chosen import MOST_CROWDS, MOST_LANES
from firstseen.dossier.spread_nodes import Nodes, nodes_of
from firstseen.dossier.timeline import TimedAppearance
from firstseen.model.records import CaseFacts
from firstseen.model.spread import Edge, Spread, Version
from firstseen.model.time import UNKNOWN_SPAN, TimeSpan

NOON = datetime(2026, 11, 14, 12, tzinfo=UTC)
MEDIA = [f"{number:064x}" for number in range(7)]
REGION = "v-00112233aabbccdd"
FACTS = CaseFacts("case", start=NOON)


def at(hours: float, version: str, id: str = "") -> TimedAppearance:
    time = NOON + timedelta(hours=hours)
    return TimedAppearance(id or f"a-{version[-2:]}-{hours}", TimeSpan(time, time), "X", version)


def charted(spread: Spread, shown: Sequence[TimedAppearance], first: str | None = None) -> tuple[Nodes, SpreadChart]:
    nodes = nodes_of([one.id for one in spread.versions if one.box is None], spread, shown)
    chart = chart_of(nodes, FACTS, dict.fromkeys(MEDIA, (800, 600)), first)
    assert chart is not None
    return nodes, chart


def usual() -> tuple[Nodes, SpreadChart]:
    spread = spread_over("g", MEDIA, region=(MEDIA[6], (0, 0, 90, 90)))
    shown = [at(4 * place, medium) for place, medium in enumerate(MEDIA)]
    return charted(spread, [*shown, at(40, REGION)], shown[0].id)


def test_versions_are_numbered_and_parts_of_pages_come_last() -> None:
    nodes, _ = usual()
    assert [nodes.by_id[medium].name for medium in MEDIA] == [f"Version {n}" for n in range(1, 8)]
    assert nodes.by_id[REGION].name == "Version 8, a part of a page"
    assert nodes.name("n-0123456789abcdef") == "missing ancestor"
    assert nodes.name("not known") == "not known"


def test_a_missing_ancestor_stands_above_and_before_what_came_from_it() -> None:
    _, chart = usual()
    lanes = {lane.node.id: lane for lane in chart.lanes}
    missing = chart.lanes[0]
    assert missing.node.missing is not None and missing.node.by == BEFORE
    assert missing.x < min(lanes[MEDIA[0]].x, lanes[MEDIA[1]].x)
    assert missing.dots == () and missing.whisker is None
    from_missing = [arrow for arrow in chart.arrows if arrow.missing]
    assert {(arrow.y1, arrow.y2) for arrow in from_missing} == {
        (missing.y, lanes[MEDIA[0]].y), (missing.y, lanes[MEDIA[1]].y),
    }  # fmt: skip


def test_a_missing_ancestor_known_only_by_what_came_from_it_stands_before_it_all_the_same() -> None:
    spread = spread_over("g", MEDIA)
    bare = replace(spread, missing=tuple(replace(one, before=None, outlines=()) for one in spread.missing))
    _, chart = charted(bare, [at(40 + 4 * place, medium) for place, medium in enumerate(MEDIA)])
    missing, *others = chart.lanes
    assert missing.node.missing is not None and missing.glyph is None
    assert missing.x < min(lane.x for lane in others)


def test_a_missing_ancestor_is_drawn_as_its_outline_round_the_frame_that_is_known() -> None:
    _, chart = usual()
    glyph = chart.lanes[0].glyph
    assert glyph is not None and glyph.name == "Version 1"
    assert (glyph.width, glyph.height) == pytest.approx((100, 100 * 740 / 1220))
    scale = 100 / 1220
    assert glyph.frame == pytest.approx((120 * scale, 40 * scale, 800 * scale, 600 * scale))


def test_arrows_go_from_what_it_came_from_and_undecided_edges_have_none() -> None:
    nodes, chart = usual()
    lanes = {lane.node.id: lane for lane in chart.lanes}
    assert len(chart.arrows) == len(nodes.tree.parent) == 7
    third = next(arrow for arrow in chart.arrows if arrow.y2 == lanes[MEDIA[2]].y)
    assert (third.x1, third.y1, third.x2) == (lanes[MEDIA[0]].x, lanes[MEDIA[0]].y, lanes[MEDIA[2]].x)
    assert lanes[MEDIA[2]].came == "grey, <b>evil</b>" and lanes[MEDIA[2]].decided
    (loose,) = chart.loose
    assert (loose.y1, loose.y2) == (lanes[MEDIA[0]].y, lanes[MEDIA[4]].y)
    assert not lanes[MEDIA[4]].decided
    heights = [lane.y for lane in chart.lanes]
    assert heights == sorted(heights) and heights[0] > 0 and heights[-1] < 100


def test_the_version_first_seen_is_marked() -> None:
    _, chart = usual()
    assert [lane.node.id for lane in chart.lanes if lane.first_seen] == [MEDIA[0]]


@pytest.mark.parametrize(("dots", "pixels"), [("dots", 7.8), ("few_dots", 3.1)])
def test_many_appearances_are_counted_in_dots_that_do_not_touch(dots: str, pixels: float) -> None:
    spread = Spread("g", (Version("m", "m"), Version("n", "n")), (), (), (), ())
    shown = [at(number * number / 900, "m", f"a-{number}") for number in range(500)]
    _, chart = charted(spread, [*shown, at(3, "n")])
    drawn = getattr(next(lane for lane in chart.lanes if lane.node.id == "m"), dots)
    assert sum(dot.count for dot in drawn) == 500
    assert drawn[0].x == pytest.approx(chart.field.axis.x(NOON.timestamp()))
    radius = (5, 8, 11, 15)
    for left, right in pairwise(drawn):
        assert (right.x - left.x) * pixels >= radius[left.step] + radius[right.step]
    assert drawn[0].label.startswith(f"{drawn[0].count} appearances, ") and "14 November 2026" in drawn[0].label


def test_versions_without_a_time_stand_beside_what_they_came_from() -> None:
    spread = Spread("g", tuple(Version(id, id) for id in "abc"), (edge("a", "b"),), (), (), ())
    timeless = TimedAppearance("a-b", UNKNOWN_SPAN, None, "b")
    _, chart = charted(spread, [at(1, "a"), at(30, "c"), timeless])
    lanes = {lane.node.id: lane for lane in chart.lanes}
    assert lanes["b"].node.by is None and lanes["b"].dots == ()
    assert lanes["a"].x < lanes["b"].x < lanes["c"].x


def test_nothing_is_drawn_without_a_time_or_with_one_version() -> None:
    two = Spread("g", (Version("a", "a"), Version("b", "b")), (), (), (), ())
    nodes = nodes_of(["a", "b"], two, [TimedAppearance("a-1", UNKNOWN_SPAN, None, "a")])
    assert chart_of(nodes, FACTS, {}, None) is None
    one = Spread("g", (Version("a", "a"),), (), (), (), ())
    assert chart_of(nodes_of(["a"], one, [at(0, "a")]), FACTS, {}, None) is None


def above_of(nodes: Nodes, id: str) -> set[str]:
    """A version and all that it came from."""
    found = {id}
    while id in nodes.tree.parent:
        id = nodes.tree.parent[id].source
        found.add(id)
    return found


@pytest.mark.parametrize("count", [MOST_LANES, MOST_LANES + 1])
def test_as_many_versions_as_there_are_lanes_have_a_lane_each(count: int) -> None:
    ids = [f"v{number:03}" for number in range(count)]
    edges = [edge(ids[0], id, "resized") for id in ids[1:]]
    shown = [at(number, id) for number, id in enumerate(ids)]
    _, chart = charted(Spread("g", tuple(Version(id, id) for id in ids), tuple(edges), (), (), ()), shown)
    assert len(chart.lanes) == (count if count == MOST_LANES else MOST_LANES - MOST_CROWDS)
    assert (chart.lanes[0].crowd is None) == (count == MOST_LANES)
    assert chart.others is None


def test_of_many_versions_those_shown_most_are_drawn_with_all_they_came_from() -> None:
    ids = [f"v{number:03}" for number in range(300)]
    edges: list[Edge] = [edge(ids[max(0, number - 7)], ids[number], "resized") for number in range(1, 290)]
    spread = Spread("g", tuple(Version(id, id) for id in ids), tuple(edges), (), (), ())
    shown = [at(number, id) for number, id in enumerate(ids)]
    shown += [at(number, ids[60], f"a-{number}") for number in range(400, 460)]
    nodes, chart = charted(spread, shown, shown[0].id)
    drawn = {lane.node.id for lane in chart.lanes}
    assert len(drawn) <= MOST_LANES - MOST_CROWDS and ids[60] in drawn and ids[0] in drawn
    for id in drawn:
        assert id not in nodes.tree.parent or nodes.tree.parent[id].source in drawn
    crowds = [crowd for crowd in (*(lane.crowd for lane in chart.lanes), chart.others) if crowd]
    assert 1 < len(crowds) <= MOST_CROWDS
    together = [node.id for crowd in crowds for node in crowd.nodes]
    assert sorted([*together, *drawn]) == ids
    assert sum(dot.count for crowd in crowds for dot in crowd.dots) == len(together)
    assert chart.others is not None and set(ids[290:]) <= {node.id for node in chart.others.nodes}
    for lane in chart.lanes:
        for node in lane.crowd.nodes if lane.crowd else ():
            above = node.id
            while above not in drawn or above == node.id:
                above = nodes.tree.parent[above].source
            assert lane.node.id in above_of(nodes, above)
    heights = sorted([*(lane.y for lane in chart.lanes), *(crowd.y for crowd in crowds)])
    assert heights == pytest.approx([100 * (place + 0.5) / chart.count for place in range(chart.count)])
    assert all(lane.crowd is None or lane.y < lane.crowd.y < lane.y + 150 / chart.count for lane in chart.lanes)
    assert chart.others.y == max(heights)
    assert not chart.roomy


def test_times_of_1970_and_2038_break_the_axis_and_harm_nothing() -> None:
    spread = Spread("g", tuple(Version(id, id) for id in "abc"), (edge("b", "a"),), (), (), ())
    early, late = datetime(1970, 1, 1, tzinfo=UTC), datetime(2038, 1, 19, 3, 14, 7, tzinfo=UTC)
    shown = [
        TimedAppearance("a-1", TimeSpan(early, early), None, "a"), at(0, "b"),
        TimedAppearance("a-3", TimeSpan(datetime(1, 1, 1, tzinfo=UTC), late), None, "c"),
    ]  # fmt: skip
    _, chart = charted(spread, shown)
    assert chart.field.axis.breaks
    assert all(-2 <= lane.x <= 100 for lane in chart.lanes)


def test_arrows_with_no_room_for_a_corner_are_one_line_down_to_their_lane() -> None:
    ids = [f"v{number}" for number in range(6)]
    spread = Spread("g", tuple(Version(id, id) for id in ids), tuple(edge(ids[0], id) for id in ids[1:]), (), (), ())
    shown = [at(2 * number, ids[0]) for number in range(46)]  # no stretch of the axis is left out
    shown += [at(number / 60, ids[number]) for number in range(1, 5)]
    _, chart = charted(spread, [*shown, at(90, ids[5])])
    lane = 100 / chart.count
    near, far = chart.arrows[:-1], chart.arrows[-1]
    assert {arrow.x1 for arrow in chart.arrows} == {chart.lanes[0].x}
    assert far.turn == far.y2
    assert all(arrow.y2 - lane < arrow.turn < arrow.y2 for arrow in near)
