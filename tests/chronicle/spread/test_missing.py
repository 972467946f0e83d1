from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from tests.chronicle.building import SECOND, at, published, show
from tests.chronicle.spread.building import (
    FULL,
    HALF,
    crop_of_later,
    cropped,
    decided,
    overlapping,
    picture,
    post,
    same,
    spread,
)

from firstseen.model.copies import Relation, ShowsMore
from firstseen.model.spread import Spread

CROP_FIRST = [post("b", at(1)), post("a", at(9))]


def test_an_earlier_version_that_shows_less_needs_one_that_was_there_before() -> None:
    found = spread([cropped("a", "b")], CROP_FIRST)
    (missing,) = found.missing
    assert missing.before == at(1) + SECOND
    assert missing.versions == ("a", "b")
    assert decided(found) == {(missing.id, "a"), (missing.id, "b")}
    assert found.roots == (missing.id,)
    assert "first seen" not in missing.reason
    assert '"b.jpg" shows less of the photograph than "a.jpg", which is known only from later' in missing.reason


def test_its_outline_is_what_the_fuller_one_shows_laid_over_the_lesser() -> None:
    (missing,) = spread([cropped("a", "b")], CROP_FIRST, facts={"b": picture((300, 300))}).missing
    assert dict(missing.outlines) == {"b": (-100, -50, 500, 350)}


@pytest.mark.parametrize(
    "fuller",
    [
        show("a-a", medium="a"),
        show("a-a", published(at(1)), medium="a"),
        show("a-a", published("2022-06-01"), medium="a"),
        show("a-a", medium="a", name="IMG_20220701.jpg"),
    ],
    ids=["no time", "the same time", "a day as wide as the post", "a file name alone"],
)
def test_where_the_fuller_one_could_be_as_early_none_is_missing(fuller: object) -> None:
    assert spread([cropped("a", "b")], [post("b", at(1)), fuller]).missing == ()  # type: ignore[list-item]


def test_where_another_fuller_one_could_be_the_source_none_is_missing() -> None:
    found = spread([cropped("a", "b"), crop_of_later("b", "c")], [*CROP_FIRST, show("a-c", medium="c")])
    assert found.missing == ()


def test_two_that_overlap_need_one_that_showed_both() -> None:
    sizes = {"a": picture((300, 300)), "b": picture((300, 300))}
    found = spread([overlapping("a", "b")], [post("a", at(4)), post("b", at(3))], facts=sizes)
    (missing,) = found.missing
    assert missing.before == at(3) + SECOND
    assert dict(missing.outlines) == {"a": (0, 0, 450, 300), "b": (-150, 0, 300, 300)}
    assert "each show a piece of the photograph that the other does not" in missing.reason


def test_two_that_overlap_need_none_where_one_that_shows_both_was_there() -> None:
    copies = [overlapping("a", "b"), crop_of_later("a", "z"), crop_of_later("b", "z")]
    assert spread(copies, [post("a", at(4)), post("b", at(3)), post("z", at(1))]).missing == ()


@pytest.mark.parametrize("day", [1, 9])
def test_one_that_seems_to_show_as_much_as_both_counts_where_it_was_there(day: int) -> None:
    sizes = {"a": picture((300, 300)), "b": picture((300, 300)), "z": picture()}
    unsure = [replace(crop_of_later(id, "z"), figures={"agreement": 0.9}) for id in ("a", "b")]
    shown = [post("a", at(4)), post("b", at(3)), post("z", at(day))]
    found = spread([overlapping("a", "b"), *unsure], shown, facts=sizes)
    assert len(found.missing) == (0 if day == 1 else 1)


def test_all_that_is_missing_in_a_group_is_one_version() -> None:
    copies = [cropped("a", "b"), cropped("a", "c"), overlapping("b", "c")]
    found = spread(copies, [post("b", at(1)), post("c", at(2)), post("a", at(9))])
    (missing,) = found.missing
    assert missing.versions == ("a", "b", "c")
    assert missing.before == at(1) + SECOND


def bars(*, part: bool) -> Spread:
    relation = Relation.PART if part else Relation.COPY
    copy = same("a", "b", "bordered", boxes=((0, 100, 600, 500), FULL), relation=relation)
    return spread([copy], [post("b", at(1)), post("a", at(9))], facts={"a": picture((600, 600))})


@pytest.mark.parametrize("part", [False, True])
def test_bars_and_pages_are_not_more_of_the_photograph(part: bool) -> None:
    assert bars(part=part).missing == ()


def test_what_a_page_seems_to_show_beyond_the_photograph_does_not_count() -> None:
    copy = replace(cropped("a", "b"), relation=Relation.PART)
    assert spread([copy], CROP_FIRST).missing == ()


@pytest.mark.parametrize("letters", [True, False])
def test_words_over_a_picture_are_not_more_of_the_photograph(letters: bool) -> None:
    copy = same("a", "b", boxes=((0, 100, 600, 500), FULL), more=ShowsMore.A, shown=(1.0, 0.8))
    cells = np.ones((16, 16), np.bool_)
    cells[:4] = not letters
    sizes = {"a": picture((600, 500))}
    found = spread([copy], [post("b", at(1)), post("a", at(9))], facts=sizes, photographed={"a": cells})
    assert len(found.missing) == (0 if letters else 1)
    if letters:
        assert decided(found) == {("b", "a")}


@pytest.mark.parametrize("day", [1, 9])
def test_what_shows_the_same_as_one_that_shows_as_much_counts_where_it_was_there(day: int) -> None:
    """Of z nothing is sure but that it shows as much as a; of y that it shows the same as z, and as much as b."""
    unsure = {"agreement": 0.9}
    copies = [
        cropped("a", "b"),
        replace(same("a", "z"), figures=unsure, shows_more=ShowsMore.B),
        same("y", "z"),
        replace(crop_of_later("b", "y"), figures=unsure),
    ]
    shown = [*CROP_FIRST, post("y", at(9)), post("z", at(day))]
    sizes = {"b": picture((300, 300))}
    assert len(spread(copies, shown, facts=sizes).missing) == (0 if day == 1 else 1)


def test_others_that_show_the_same_as_both_outvote_a_pair() -> None:
    copies = [cropped("a", "b"), same("a", "c"), same("b", "c")]
    assert spread(copies, [*CROP_FIRST, post("c", at(5))]).missing == ()


def test_a_pair_of_which_little_looks_the_same_says_nothing() -> None:
    copy = same("a", "b", boxes=(HALF, (0, 0, 300, 300)), more=ShowsMore.A, shown=(1.0, 0.375), agreement=0.8)
    assert spread([copy], CROP_FIRST).missing == ()
