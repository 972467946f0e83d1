from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType

from tests.chronicle.building import at, copy_of, on_x, show
from tests.chronicle.known import group_of, known_of

from firstseen.chronicle.evidence import ShownEvidence
from firstseen.chronicle.findings.cropped import cropped_context
from firstseen.model.copies import Copy, Relation, ShowsMore
from firstseen.model.findings import Finding, Outcome

A, B, C = "a" * 64, "b" * 64, "c" * 64
FULL = on_x("p", at(2), medium=A, name="full.jpg")
CUT = on_x("q", at(7), medium=B, name="cut.jpg")
SIZES = MappingProxyType({A: (1000, 500), B: (600, 400), C: (900, 500)})


def cropped(
    b: str = B, box: tuple[int, int, int, int] = (400, 100, 1000, 500), shown: float = 0.48, **more: object
) -> Copy:
    copy = copy_of(A, b, mirrored=False)
    return replace(
        copy,
        shows_more=ShowsMore.A,
        changes=("re-encoded", "cropped"),
        box_a=box,
        figures={"shown_a": 1.0, "shown_b": shown},
        **more,  # type: ignore[arg-type]
    )


def found(shown: list[ShownEvidence], *copies: Copy) -> Finding | None:
    return cropped_context(group_of(shown, copies), known_of(shown, sizes=SIZES))


def test_found_with_sides_share_and_order() -> None:
    finding = found([FULL, CUT], cropped())
    assert finding is not None
    assert finding.outcome is Outcome.FOUND
    assert finding.about == ("g", B)
    assert set(finding.evidence) == {A, B, "p", "q"}
    assert "cut.jpg lacks 52 % of the photograph that full.jpg shows" in finding.reason
    assert (
        ": 40 % of its width on the left and 20 % of its height above (it keeps 400, 100 to 1000, 500" in finding.reason
    )
    assert "full.jpg was seen first, by 2 June 2022" in finding.reason
    assert "must already have existed" not in finding.reason


def test_where_the_narrower_was_first_something_fuller_existed() -> None:
    finding = found([replace(FULL, appearance="z", post_id=None, platform=None, url=None), CUT], cropped())
    assert finding is not None
    assert "Which was seen first cannot be told" in finding.reason
    early = on_x("q", at(1), medium=B, name="cut.jpg")
    finding = found([FULL, early], cropped())
    assert finding is not None
    assert finding.reason.endswith("So a version that shows more must already have existed by then.")


def test_sides_are_not_named_where_a_border_hides_them() -> None:
    finding = found([FULL, CUT], cropped(shown=0.9))
    assert finding is not None
    assert "lacks 10 % of the photograph that full.jpg shows (it keeps" in finding.reason


def test_nothing_where_nothing_was_cut() -> None:
    assert found([FULL, CUT], replace(cropped(), shows_more=ShowsMore.SAME)) is None
    assert found([FULL, CUT], replace(cropped(), changes=("bordered",))) is None
    assert found([FULL, CUT], replace(cropped(), relation=Relation.SAME_SUBJECT)) is None
    assert found([FULL, CUT], replace(cropped(), figures={})) is None


def test_a_page_round_the_picture_is_not_more_of_it() -> None:
    assert found([FULL, CUT], cropped(shown=0.9, relation=Relation.PART)) is None
    assert found([FULL, CUT], cropped(relation=Relation.PART)) is not None


def test_the_fullest_version_stands_against_each() -> None:
    fuller = replace(cropped(), a=C, box_a=(0, 0, 900, 50), figures={"shown_a": 1.0, "shown_b": 0.1})
    finding = found([FULL, CUT, on_x("r", at(9), medium=C, name="ширше.jpg")], cropped(), fuller)
    assert finding is not None
    assert "cut.jpg lacks 90 % of the photograph that ширше.jpg shows" in finding.reason
    assert "full.jpg" not in finding.reason


def test_versions_without_names_or_times() -> None:
    finding = found([show("p", medium=A, name=None), show("q", medium=B, name="صورة\n.jpg")], cropped())
    assert finding is not None
    assert "صورة .jpg lacks 52 % of the photograph that aaaaaaaaaaaa… shows" in finding.reason
    assert "at least one of them has no time" in finding.reason
