from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from tests.chronicle.spread.building import FULL, picture, same

from firstseen.chronicle.first_seen import first_seen
from firstseen.chronicle.group import GroupKnown, Known
from firstseen.chronicle.spread.extents import extents
from firstseen.chronicle.spread.pairs import Pair, pairs_of
from firstseen.chronicle.spread.photographs import over, photographs, within
from firstseen.chronicle.spread.versions import versions_of
from firstseen.model.copies import Copy, Relation, ShowsMore
from firstseen.model.pictures import Box
from firstseen.model.records import CaseFacts


def pairs(copies: Sequence[Copy], **sizes: tuple[int, int]) -> list[Pair]:
    media = tuple(sorted({medium for copy in copies for medium in (copy.a, copy.b)}))
    known = {medium: picture(sizes.get(medium, (600, 400)), medium) for medium in media}
    group = GroupKnown("g", media, (), tuple(copies), first_seen((), {}))
    return pairs_of(group, Known(CaseFacts("case"), {}, known, {}), versions_of(group, {}))


def beside(kept: Box, reach: float) -> Copy:
    """b is `kept` of a, which shows `reach` times as much of the photograph."""
    size = (kept[2] - kept[0], kept[3] - kept[1])
    return same("a", "b", boxes=(kept, (0, 0, *size)), more=ShowsMore.A, shown=(1.0, 1 / reach))


@pytest.mark.parametrize(
    ("reach", "box"),
    [
        (1.0, (60, 100, 540, 400)),
        (4 / 3, (60, 0, 540, 400)),
        (1.125, (0, 100, 540, 400)),
        (1.25 * 4 / 3, (0, 0, 600, 400)),
        (1.2, None),
    ],
    ids=["a border", "above", "on one of two equal sides", "all round", "none fits"],
)
def test_the_sides_follow_from_how_much_is_shown(reach: float, box: Box | None) -> None:
    (pair,) = pairs([beside((60, 100, 540, 400), reach)], b=(480, 300))
    assert within(pair.a) == box


def test_where_others_say_that_it_ends_it_ends() -> None:
    bars = (0, 100, 600, 500)
    whole = [same("a", other, "bordered", boxes=(bars, FULL)) for other in "cd"]
    crop = beside((100, 150, 500, 450), 3.0)
    found = pairs([crop, *whole], a=(600, 600), b=(400, 300))
    known = photographs(found)
    assert (known["a"].box, known["a"].sure) == (bars, True)
    pair = next(pair for pair in found if pair.key == ("a", "b"))
    assert over(pair, known)[0] == pytest.approx(1.0)
    (lack,) = [lack for lack in extents(found).lacks if lack.fuller == "a"]
    assert (lack.less, lack.firm) == ("b", True)
    assert lack.share == pytest.approx(0.5)


def test_one_that_says_it_ends_does_not_stand_against_two() -> None:
    part = same("a", "z", boxes=((200, 100, 400, 300), (0, 0, 200, 200)), relation=Relation.PART)
    crops = [beside((100, 50, 500, 350), 2.0), beside((100, 0, 500, 400), 1.5)]
    found = pairs([part, crops[0]], b=(400, 300), z=(200, 200))
    assert photographs(found)["a"].box == (200, 100, 400, 300)
    both = [part, crops[0], replace(crops[1], b="c")]
    known = photographs(pairs(both, b=(400, 300), c=(400, 400), z=(200, 200)))
    assert (known["a"].box, known["a"].sure) == (FULL, False)


def overlap(b: Box, reach_b: float) -> Copy:
    """Both have 100 pixels more below what they share, as one strip of one border has."""
    return same("a", "b", boxes=((0, 0, 600, 300), b), more=None, shown=shares(4 / 3, reach_b))


def shares(a: float, b: float) -> tuple[float, float]:
    extent = a + b - 1
    return a / extent, b / extent


def test_two_that_go_on_at_the_same_place_do_not_go_beyond_each_other() -> None:
    (below,) = pairs([overlap((0, 0, 600, 300), 4 / 3)])
    assert over(below, photographs([below])) == pytest.approx((0.0, 0.0))
    assert extents([below]).overlapping == ()
    (crossing,) = pairs([overlap((0, 100, 600, 400), 4 / 3)])
    assert over(crossing, photographs([crossing])) == pytest.approx((1 / 3, 1 / 3))
    assert extents([crossing]).overlapping == (("a", "b"),)


def test_two_with_borders_that_seem_to_go_beyond_each_other_are_unclear() -> None:
    (pair,) = pairs([overlap((0, 100, 600, 400), 4 / 3)], a=(700, 400))
    assert extents([pair]).overlapping == ()


def test_what_one_pair_takes_for_a_page_and_another_for_a_picture_is_a_picture() -> None:
    crop = beside((100, 50, 500, 350), 2.0)
    part = same("a", "c", "cropped", boxes=((200, 100, 400, 300), (0, 0, 200, 200)),
                relation=Relation.PART, more=ShowsMore.A, shown=(1.0, 1 / 3))  # fmt: skip
    found = pairs([crop, part], b=(400, 300), c=(200, 200))
    assert extents(found).fuller == {"b": frozenset("a")}
    again = replace(part, b="d")
    assert extents(pairs([crop, part, again], b=(400, 300), c=(200, 200), d=(200, 200))).fuller == {}
