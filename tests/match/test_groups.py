from __future__ import annotations

from collections.abc import Iterable

from hypothesis import given
from hypothesis import strategies as st

from firstseen.match.groups import Region, groups, places
from firstseen.model.copies import Copy, Relation
from firstseen.model.pictures import Box

NAMES = [letter * 64 for letter in "abcdefgh"]


def link(a: str, b: str, relation: Relation = Relation.COPY, confidence: float = 0.9) -> Copy:
    low, high = sorted((a, b))
    return Copy(low, high, relation, confidence, False, None, None, None, None, (), "")


def members(media: Iterable[str], copies: Iterable[Copy]) -> list[tuple[str, ...]]:
    return list(groups(media, copies, {}).groups)


SIZES = dict.fromkeys(NAMES, (100, 100))
WHOLE = (0, 0, 100, 100)
LEFT, RIGHT = (0, 20, 48, 80), (52, 20, 100, 80)


def held(piece: str, holder: str, box: Box) -> Copy:
    """A part: `piece` fills its own frame and lies at `box` in `holder`."""
    boxes = {piece: WHOLE, holder: box}
    low, high = sorted((piece, holder))
    return Copy(low, high, Relation.PART, 0.9, False, boxes[low], boxes[high], None, None, (), "")


def test_a_page_with_one_photograph_joins_it() -> None:
    a, b, page = NAMES[:3]
    found = groups(NAMES[:3], [link(a, b), held(a, page, LEFT), held(b, page, (2, 22, 47, 79))], SIZES)
    assert found.groups == ((a, b, page),)
    assert found.regions == ()


def test_a_collage_of_two_photographs_joins_neither_and_belongs_to_both_through_its_regions() -> None:
    a, b, c, collage = NAMES[:4]
    copies = [link(a, b), held(a, collage, LEFT), held(b, collage, (1, 21, 40, 70)), held(c, collage, RIGHT)]
    found = groups(NAMES[:4], copies, SIZES)
    assert found.groups == ((a, b), (c,), (collage,))
    assert found.regions == (Region(collage, LEFT, a), Region(collage, RIGHT, c))


def test_a_picture_that_holds_one_photograph_twice_joins_it() -> None:
    a, holder = NAMES[:2]
    b = NAMES[2]
    found = groups(NAMES[:3], [held(a, holder, LEFT), held(b, holder, RIGHT), held(a, b, LEFT)], SIZES)
    assert found.groups == ((a, holder, b),), "b holds a, so both places of the holder show one group"


def test_a_crop_of_a_piece_does_not_join_the_collage_though_it_looks_like_a_copy_that_shows_less() -> None:
    a, crop, c, collage = NAMES[:4]
    cropped = Copy(crop, collage, Relation.COPY, 0.9, False, WHOLE, (10, 30, 30, 60), None, None, (), "")
    copies = [link(a, crop), cropped, held(a, collage, LEFT), held(c, collage, RIGHT)]
    found = groups(NAMES[:4], copies, SIZES)
    assert found.groups == ((a, crop), (c,), (collage,))
    assert found.regions == (Region(collage, LEFT, a), Region(collage, RIGHT, c))


def test_two_copies_of_one_collage_stay_together_apart_from_the_photographs() -> None:
    a, c, one, other = NAMES[:4]
    copies = [link(one, other), held(a, one, LEFT), held(c, one, RIGHT), held(a, other, LEFT)]
    found = groups(NAMES[:4], copies, SIZES)
    assert found.groups == ((a,), (c,), (one, other))
    assert found.regions == (Region(one, LEFT, a), Region(one, RIGHT, c), Region(other, LEFT, a))


def test_joining_relations_join_and_the_same_subject_does_not() -> None:
    a, b, c, d, e = NAMES[:5]
    copies = [link(b, c, Relation.PART), link(c, d, Relation.ALTERED), link(a, e, Relation.SAME_SUBJECT)]
    assert members([e, d, c, b, a], copies) == [(a,), (b, c, d), (e,)]


def test_copies_of_media_that_are_not_there_are_left_out() -> None:
    a, b, c = NAMES[:3]
    assert members([a, b], [link(a, c), link(c, b)]) == [(a,), (b,)]


@given(st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7)).filter(lambda p: p[0] != p[1])), st.randoms())
def test_order_does_not_matter_and_every_medium_is_in_one_group(pairs: list[tuple[int, int]], order: object) -> None:
    copies = [link(NAMES[i], NAMES[j]) for i, j in pairs]
    found = members(NAMES, copies)
    assert sorted(name for group in found for name in group) == NAMES
    shuffled = list(reversed(copies))
    assert members(reversed(NAMES), shuffled) == found
    home = {name: group for group in found for name in group}
    assert all(home[copy.a] == home[copy.b] for copy in copies)


def test_places_are_where_pieces_lie_in_what_holds_them_each_once() -> None:
    a, b, c, page = NAMES[:4]
    copies = [held(a, page, LEFT), held(b, page, (2, 22, 47, 79)), held(c, page, RIGHT), link(a, b)]
    assert places(copies, SIZES) == {page: (LEFT, RIGHT)}
    assert places(reversed(copies), SIZES) == places(copies, SIZES)
    assert places(copies, {}) == {}


def families() -> list[Copy]:
    """Two pairs of sure copies: the first two and the next two of `NAMES`."""
    return [link(NAMES[0], NAMES[1]), link(NAMES[2], NAMES[3])]


def test_one_unsure_link_makes_no_one_family_of_two() -> None:
    a, b, c, d = NAMES[:4]
    assert members(NAMES[:4], [*families(), link(b, c, confidence=0.7)]) == [(a, b), (c, d)]
    assert members(NAMES[:4], [*families(), link(b, c, confidence=0.95)]) == [(a, b, c, d)]


def test_two_unsure_links_between_two_families_join_them() -> None:
    unsure = [link(NAMES[1], NAMES[2], confidence=0.7), link(NAMES[0], NAMES[3], confidence=0.66)]
    assert members(NAMES[:4], [*families(), *unsure]) == [tuple(NAMES[:4])]


def test_an_unsure_link_brings_a_single_picture_to_the_family_it_is_surest_of() -> None:
    a, b, c, d, single = NAMES[:5]
    unsure = [link(b, single, confidence=0.7), link(c, single, confidence=0.75)]
    for order in (unsure, unsure[::-1]):
        assert members(NAMES[:5], [*families(), *order]) == [(a, b), (c, d, single)]
