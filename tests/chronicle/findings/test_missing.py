from __future__ import annotations

from dataclasses import replace

from tests.chronicle.building import at, on_x
from tests.chronicle.known import group_of, known_of
from tests.chronicle.spread.building import same

from firstseen.chronicle.findings.missing import missing_ancestor
from firstseen.chronicle.spread.solve import spread_of
from firstseen.model.copies import Copy, Relation, ShowsMore
from firstseen.model.findings import Finding, Outcome
from firstseen.model.identifiers import short_id
from firstseen.model.pictures import Box
from firstseen.model.spread import Edge, MissingAncestor, Spread, Version

A, B = "a" * 64, "b" * 64
SHOWN = [on_x("p", at(5), medium=A, name="حصار.jpg"), on_x("q", at(7), medium=B, name="облога.jpg")]
VERSIONS = (Version(A, A), Version(B, B))


def edge(*, decided: bool) -> Edge:
    return Edge(A, B, decided, 0.9, (), (), "")


def finding(spread: Spread, *copies: Copy) -> Finding | None:
    group, known = group_of(SHOWN, copies), known_of(SHOWN, sizes={A: (200, 100), B: (400, 300)})
    return missing_ancestor(group, known, spread, spread_of(group, known)[1])


def half(box: Box) -> Copy:
    """A shows the right half of what B shows, within that box; what lies round the box in A is a border."""
    return same(A, B, "cropped", boxes=(box, (200, 0, 400, 300)), more=ShowsMore.B, shown=(0.5, 1.0))


def spread(*missing: MissingAncestor, edges: tuple[Edge, ...] = (), roots: tuple[str, ...] = (A,)) -> Spread:
    return Spread("g", VERSIONS, edges, (), missing, roots)


def test_found_says_what_it_must_have_shown_and_before_when() -> None:
    one = MissingAncestor("x-1", (A, B), ((A, (-200, 0, 200, 100)), (B, (0, 0, 400, 300))), at(5), "A shows less.")
    found = finding(spread(one), half((0, 0, 200, 100)))
    assert found is not None
    assert found.outcome is Outcome.FOUND
    assert found.about == ("g", A, B)
    assert "x-1" in found.evidence
    assert found.reason == (
        "A fuller version, made by 5 June 2022 at 12:00:00 UTC, must have existed and was not collected: حصار.jpg and "
        "облога.jpg came from it. It must have shown more than حصار.jpg on the left, by 100 % of its area."
    )


def test_found_without_outline_or_time_gives_the_reason() -> None:
    found = finding(spread(MissingAncestor("x-1", (A,), (), None, "Two versions overlap.")))
    assert found is not None
    assert found.reason.startswith(
        "A fuller version must have existed and was not collected: حصار.jpg was made from it."
    )
    assert found.reason.endswith("Two versions overlap.")


def test_a_border_is_none_of_the_area_that_it_is_measured_by() -> None:
    one = MissingAncestor("x-1", (A, B), ((A, (-50, 10, 150, 90)),), at(5), "")
    found = finding(spread(one), half((50, 10, 150, 90)))
    assert found is not None
    assert found.reason.endswith("It must have shown more than حصار.jpg on the left, by 100 % of its area.")


def test_a_version_inside_a_page_is_measured_by_its_box() -> None:
    region: Box = (0, 0, 100, 50)
    shown = [replace(SHOWN[0], region=region), SHOWN[1]]
    inside = Version(short_id("v", A, repr(region)), A, region)
    one = MissingAncestor("x-1", (inside.id,), ((inside.id, (0, 0, 100, 100)),), at(1), "")
    copy = same(A, B, boxes=(region, (0, 0, 400, 150)), relation=Relation.PART)
    known = known_of(shown, sizes={A: (200, 100), B: (400, 300)})
    group = replace(group_of(shown, [copy]), media=(B,))
    extents = spread_of(group, known)[1]
    found = missing_ancestor(group, known, Spread("g", (inside, Version(B, B)), (), (), (one,), (B,)), extents)
    assert found is not None
    assert "حصار.jpg below, by 100 % of its area" in found.reason


def test_not_found_where_each_can_come_from_a_collected_one() -> None:
    found = finding(spread(edges=(edge(decided=True),)))
    assert found is not None
    assert found.outcome is Outcome.NOT_FOUND


def test_cannot_say_where_nothing_decides() -> None:
    found = finding(spread(edges=(edge(decided=False),)))
    assert found is not None
    assert found.outcome is Outcome.CANNOT_SAY
    apart = finding(spread(roots=(A, B)))
    assert apart is not None
    assert apart.outcome is Outcome.CANNOT_SAY


def test_nothing_with_one_version() -> None:
    assert finding(Spread("g", VERSIONS[:1], (), (), (), (A,))) is None
