from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType

import pytest
from tests.chronicle.building import at, on_x, show
from tests.chronicle.known import group_of, known_of
from tests.chronicle.spread.building import same

from firstseen.chronicle.evidence import ShownEvidence
from firstseen.chronicle.findings.cropped import cropped_context
from firstseen.chronicle.spread.solve import spread_of
from firstseen.model.copies import Copy, Relation, ShowsMore
from firstseen.model.findings import Finding, Outcome
from firstseen.model.pictures import Box

A, B, C, D, E = (sign * 64 for sign in "abcde")
FULL = on_x("p", at(2), medium=A, name="full.jpg")
CUT = on_x("q", at(7), medium=B, name="cut.jpg")
SIZES = MappingProxyType({A: (1000, 500), B: (600, 400), C: (900, 500), D: (1000, 1000), E: (1000, 500)})
KEPT: Box = (400, 100, 1000, 500)
ALL_OF_A: Box = (0, 0, 1000, 500)


def cropped(fuller: str = A, less: str = B, kept: Box = KEPT, **more: object) -> Copy:
    """The lesser shows `kept` of the fuller, and nothing else; the fuller is all photograph."""
    width, height = SIZES[fuller]
    share = (kept[2] - kept[0]) * (kept[3] - kept[1]) / (width * height)
    ends: list[tuple[str, Box, float]] = [(fuller, kept, 1.0), (less, (0, 0, *SIZES[less]), share)]
    which = ShowsMore.A if fuller < less else ShowsMore.B
    (a, box_a, shown_a), (b, box_b, shown_b) = sorted(ends)
    copy = same(a, b, "cropped", boxes=(box_a, box_b), more=which, shown=(shown_a, shown_b))
    return replace(copy, **more)  # type: ignore[arg-type]


def found(shown: list[ShownEvidence], *copies: Copy) -> Finding | None:
    group, known = group_of(shown, copies), known_of(shown, sizes=SIZES)
    return cropped_context(group, known, *spread_of(group, known))


def reason(shown: list[ShownEvidence], *copies: Copy) -> str:
    finding = found(shown, *copies)
    assert finding is not None
    return finding.reason


def test_found_with_sides_share_and_order() -> None:
    finding = found([FULL, CUT], cropped())
    assert finding is not None
    assert finding.outcome is Outcome.FOUND
    assert finding.about == ("g", B)
    assert set(finding.evidence) == {A, B, "p", "q"}
    assert finding.reason == (
        "Of the photograph that full.jpg shows, cut.jpg lacks 52 % (40 % of its width on the left and 20 % of its "
        "height above). full.jpg was seen first, by 2 June 2022 at 12:00:01 UTC, in a post by ana on X "
        f"({FULL.url})."
    )


def test_where_the_narrower_was_first_something_fuller_existed() -> None:
    without = replace(FULL, appearance="z", post_id=None, platform=None, url=None)
    assert "Which was seen first cannot be told" in reason([without, CUT], cropped())
    early = on_x("q", at(1), medium=B, name="cut.jpg")
    assert reason([FULL, early], cropped()).endswith("So a version that shows more must already have existed by then.")


def test_another_that_shows_as_much_and_was_there_before_the_narrower_is_the_one_it_is_told_against() -> None:
    late, first = on_x("p", at(9), medium=A, name="late.jpg"), on_x("r", at(1), medium=E, name="first.jpg")
    copies = [cropped(), same(A, E, boxes=(ALL_OF_A, ALL_OF_A)), cropped(E, B)]
    told = reason([late, CUT, first], *copies)
    assert told.startswith("Of the photograph that first.jpg shows, cut.jpg lacks 52 %")
    assert "first.jpg was seen first, by 1 June 2022" in told
    assert "already have existed" not in told


def test_nothing_where_nothing_was_cut() -> None:
    assert found([FULL, CUT], replace(cropped(), shows_more=ShowsMore.SAME)) is None
    assert found([FULL, CUT], replace(cropped(), relation=Relation.SAME_SUBJECT)) is None
    assert found([FULL, CUT]) is None


FRAMED: Box = (0, 300, 1000, 800)
"""Where the photograph is in D, between a bar above and one below."""


def framed(**more: object) -> list[Copy]:
    """D is A between bars; a crop is taken to go on up to its edges, since bars begin far from what is shared."""
    whole = same(A, D, "bordered", boxes=(ALL_OF_A, FRAMED))
    crop = cropped(D, B, (400, 400, 1000, 800))
    return [whole, replace(crop, **more), cropped()]  # type: ignore[arg-type]


def test_bars_beyond_the_photograph_are_none_of_it() -> None:
    shown = [replace(FULL, medium=A), CUT, on_x("r", at(1), medium=D, name="bars.jpg")]
    told = reason(shown, *framed())
    assert told.startswith("Of the photograph that bars.jpg shows, cut.jpg lacks 52 % (40 % of its width on the left")
    assert "below" not in told


def test_a_page_is_never_the_fuller_one() -> None:
    page = on_x("r", at(1), medium=D, name="page.png")
    pages = [replace(framed()[0], relation=Relation.PART), framed()[1]]
    assert found([FULL, CUT, page], *pages) is None
    told = reason([FULL, CUT, page], *pages, cropped())
    assert told.startswith("Of the photograph that full.jpg shows, cut.jpg lacks 52 %")


def test_a_page_may_lack_something() -> None:
    kept: Box = (200, 0, 1000, 500)
    on_page = same(A, D, "cropped", boxes=(kept, (100, 100, 900, 600)), relation=Relation.PART,
                   more=ShowsMore.A, shown=(1.0, 0.8))  # fmt: skip
    told = reason([FULL, on_x("r", at(8), medium=D, name="page.png")], on_page)
    assert "the picture on page.png lacks 20 % (20 % of its width on the left)" in told


@pytest.mark.parametrize("more", [{"rotation": 4.0}, {"agreement": 0.8}], ids=["turned", "little agrees"])
def test_nothing_where_it_is_not_clear_that_the_photograph_goes_on(more: dict[str, float]) -> None:
    copy = cropped()
    assert found([FULL, CUT], replace(copy, figures=copy.figures | more)) is None


def test_nothing_where_much_else_lies_round_what_seems_to_be_more() -> None:
    within_page = cropped(D, B, (0, 500, 500, 1000))
    figures = within_page.figures | {"shown_b": 0.5}
    page = on_x("r", at(1), medium=D, name="page.png")
    assert found([CUT, page], within_page) is not None
    assert found([CUT, page], replace(within_page, figures=figures)) is None


def test_one_of_which_it_is_known_where_it_ends_goes_before_one_that_may_have_a_border() -> None:
    copies = [*framed()[1:], same(A, E, boxes=(ALL_OF_A, ALL_OF_A)), cropped(E, B)]
    shown = [FULL, CUT, on_x("r", at(1), medium=D, name="bars.jpg"), on_x("s", at(3), medium=E, name="again.jpg")]
    assert reason(shown, *copies).startswith("Of the photograph that full.jpg shows, cut.jpg lacks 52 %")


def test_one_without_words_over_it_goes_before_one_with_words() -> None:
    wider = cropped(E, B, (600, 200, 1000, 500))
    words = replace(wider, figures=wider.figures | {"agreement": 0.92})
    shown = [FULL, CUT, on_x("s", at(1), medium=E, name="words.jpg")]
    assert reason(shown, words, cropped()).startswith("Of the photograph that full.jpg shows, cut.jpg lacks 52 %")


def test_versions_are_told_against_one_where_one_is_as_full_for_all() -> None:
    kept: Box = (100, 0, 1000, 500)
    shown = [
        FULL, CUT, on_x("r", at(8), medium=C, name="other.jpg"), on_x("s", at(1), medium=E, name="earlier.jpg"),
    ]  # fmt: skip
    told = reason(shown, cropped(), cropped(A, C, kept), cropped(E, B))
    assert told.startswith("Of the photograph that full.jpg shows, cut.jpg lacks 52 %")
    assert "; other.jpg lacks 10 % (10 % of its width on the left)." in told


def test_nothing_where_it_was_photographed_from_a_screen() -> None:
    copy = cropped()
    assert copy.transform is not None
    (p, _, r), (s, t, u) = copy.transform
    assert found([FULL, CUT], replace(copy, transform=((p, 0.02 * p, r), (s, t, u)))) is None


def test_a_version_with_words_over_it_counts_where_nothing_else_was_compared() -> None:
    copy = cropped()
    words = replace(copy, relation=Relation.ALTERED, figures=copy.figures | {"agreement": 0.92})
    assert "lacks 52 %" in reason([FULL, CUT], words)


def test_three_are_told_and_the_others_counted() -> None:
    names = [sign * 64 for sign in "01234"]
    sizes = dict(SIZES) | dict.fromkeys(names, (500, 500))
    boxes: list[Box] = [(100 * at, 0, 1000, 500) for at in range(2, 7)]
    copies = [
        same(name, A, "cropped", boxes=((0, 0, 500, 500), box), more=ShowsMore.B, shown=(1 - box[0] / 1000, 1.0))
        for name, box in zip(names, boxes, strict=True)
    ]
    shown = [FULL, *(on_x(f"s{name[0]}", at(9), medium=name, name=f"{name[0]}.jpg") for name in names)]
    group, known = group_of(shown, copies), known_of(shown, sizes=sizes)
    finding = cropped_context(group, known, *spread_of(group, known))
    assert finding is not None
    assert finding.reason.count("Of the photograph that") == 1
    assert "4.jpg lacks 60 %" in finding.reason
    assert "2.jpg lacks 40 %" in finding.reason
    assert "1.jpg" not in finding.reason
    assert finding.reason.endswith("2 more versions lack up to 30 % of it.")
    assert finding.about == ("g", *names[::-1])


def test_versions_without_names_or_times() -> None:
    told = reason([show("p", medium=A, name=None), show("q", medium=B, name="صورة\n.jpg")], cropped())
    assert "Of the photograph that aaaaaaaaaaaa… shows, صورة .jpg lacks 52 %" in told
    assert "at least one of them has no time" in told
