from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from firstseen.match.groups import Region, groups, places
from firstseen.match.places import Running
from firstseen.model.copies import Copy, Relation
from firstseen.model.moving import Segment, Track
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


def of_stills(media: Iterable[str], copies: Iterable[Copy], videos: Iterable[str]) -> list[tuple[str, ...]]:
    return list(groups(media, copies, {}, dict.fromkeys(videos, Running(10.0, ()))).groups)


def test_a_link_that_tells_nothing_brings_no_other_take_to_a_still() -> None:
    still, its_video, other_take = NAMES[:3]
    sure, nothing = link(still, its_video), link(still, other_take, confidence=0.4)
    takes = link(its_video, other_take, Relation.SAME_SUBJECT)
    videos = (its_video, other_take)
    assert of_stills(NAMES[:3], [sure, nothing, takes], videos) == [(still, its_video), (other_take,)]
    assert of_stills(NAMES[:3], [sure, nothing], videos) == [tuple(NAMES[:3])], "nothing was told of the two videos"
    assert of_stills(NAMES[:3], [nothing, takes], videos) == [(still, other_take), (its_video,)], "no other has it"
    telling = link(still, other_take, confidence=0.6)
    assert of_stills(NAMES[:3], [sure, telling, takes], videos) == [tuple(NAMES[:3])], "it tells something"


def test_nor_one_that_was_uploaded_twice() -> None:
    still, its_video, other_take, again = NAMES[:4]
    copies = [link(still, its_video), link(other_take, again)]
    copies += [link(still, one, confidence=0.4) for one in (other_take, again)]
    copies += [link(its_video, one, Relation.SAME_SUBJECT) for one in (other_take, again)]
    assert of_stills(NAMES[:4], copies, NAMES[1:4]) == [(still, its_video), (other_take, again)]


def test_two_stills_of_one_scene_may_both_be_of_its_video() -> None:
    one, other, video = NAMES[:3]
    scene = link(one, other, Relation.SAME_SUBJECT)
    nothing = [link(one, video, confidence=0.4), link(other, video, confidence=0.35)]
    assert of_stills(NAMES[:3], [scene, *nothing], (video,)) == [tuple(NAMES[:3])]
    assert of_stills(NAMES[:3], [scene, nothing[0], link(other, video)], (video,)) == [tuple(NAMES[:3])]


def test_a_still_of_which_nothing_tells_from_which_of_two_takes_it_is_joins_neither() -> None:
    still, one, other = NAMES[:3]
    nothing = [link(still, one, confidence=0.4), link(still, other, confidence=0.35)]
    takes = link(one, other, Relation.SAME_SUBJECT)
    assert of_stills(NAMES[:3], [*nothing, takes], (one, other)) == [(still,), (one,), (other,)]
    assert of_stills(NAMES[:3], nothing, (one, other)) == [tuple(NAMES[:3])], "the two videos may be one footage"


def test_an_unsure_link_brings_a_single_picture_to_the_family_it_is_surest_of() -> None:
    a, b, c, d, single = NAMES[:5]
    unsure = [link(b, single, confidence=0.7), link(c, single, confidence=0.75)]
    for order in (unsure, unsure[::-1]):
        assert members(NAMES[:5], [*families(), *order]) == [(a, b), (c, d, single)]


def shared(
    a: str,
    b: str,
    *stretches: tuple[float, float, float, float],
    relation: Relation = Relation.PART,
    sound: bool = False,
) -> Copy:
    """Two videos that share these stretches: from and to in `a`, from and to in `b`."""
    track = Track.SOUND if sound else Track.PICTURE
    if a > b:
        a, b, stretches = b, a, tuple((c, d, e, f) for e, f, c, d in stretches)
    segments = tuple(Segment(c, d, e, f, 1.0, False, None, None, track, 0.9) for c, d, e, f in stretches)
    return Copy(a, b, relation, 0.9, False, None, None, None, None, (), "", segments=segments)


def test_a_compilation_joins_none_of_its_sources_and_belongs_to_each_by_its_stretches() -> None:
    one, other, copy_of_other, compilation = NAMES[:4]
    copies = [
        link(other, copy_of_other),
        shared(one, compilation, (5, 15, 0, 10)),
        shared(other, compilation, (0, 20, 10, 30)),
        shared(copy_of_other, compilation, (2, 18, 12, 28)),
    ]
    running = {one: Running(60.0), other: Running(20.0), copy_of_other: Running(20.0), compilation: Running(30.0)}
    found = groups(NAMES[:4], copies, {}, running)
    assert found.groups == ((one,), (other, copy_of_other), (compilation,))
    assert found.regions == (
        Region(compilation, None, one, ((0, 10),)),
        Region(compilation, None, other, ((10, 30),)),
    )


def test_two_trims_of_one_video_are_copies_of_it_and_join_it_though_they_share_nothing() -> None:
    whole, first, last = NAMES[:3]
    copies = [
        shared(whole, first, (0, 10, 0, 10), relation=Relation.COPY),
        shared(whole, last, (40, 60, 0, 20), relation=Relation.COPY),
    ]
    running = {whole: Running(60.0), first: Running(10.0), last: Running(20.0)}
    assert groups(NAMES[:3], copies, {}, running).groups == ((whole, first, last),)


def test_stills_of_one_shot_join_its_video_and_stills_of_two_shots_belong_to_their_shots() -> None:
    early, late, video = NAMES[:3]
    copies = [shared(early, video, (0, 0, 2, 2)), shared(late, video, (0, 0, 9, 9))]
    one_shot = {video: Running(12.0, (0.0,))}
    assert groups(NAMES[:3], copies, SIZES, one_shot).groups == ((early, late, video),)
    found = groups(NAMES[:3], copies, SIZES, {video: Running(12.0, (0.0, 6.0))})
    assert found.groups == ((early,), (late,), (video,))
    assert found.regions == (Region(video, None, early, ((0, 6),)), Region(video, None, late, ((6, 12),)))


def test_where_the_picture_says_when_the_sound_does_not() -> None:
    a, b, c = NAMES[:3]
    loud = shared(a, c, (0, 30, 0, 30), sound=True)
    seen = shared(a, c, (0, 10, 0, 10))
    copies = [replace(seen, segments=seen.segments + loud.segments), shared(b, c, (0, 20, 10, 30))]
    running = {a: Running(30.0), b: Running(20.0), c: Running(30.0)}
    assert groups(NAMES[:3], copies, {}, running).groups == ((a,), (b,), (c,))


def test_a_song_makes_no_group_of_the_videos_that_it_was_laid_under() -> None:
    one, other, song, cover = NAMES[:4]
    copies = [
        shared(one, song, (5, 35, 0, 30), relation=Relation.COPY, sound=True),
        shared(other, song, (0, 20, 10, 30), sound=True),
        shared(cover, song, (0, 30, 0, 30), relation=Relation.COPY, sound=True),
        shared(other, cover, (0, 10, 10, 20), sound=True),
    ]
    sizes = {one: (640, 360), other: (640, 360), song: (0, 0), cover: (0, 0)}
    running = {one: Running(60.0), other: Running(20.0), song: Running(30.0), cover: Running(30.0)}
    found = groups(NAMES[:4], copies, sizes, running)
    assert set(found.groups) == {(one,), (other,), tuple(sorted((song, cover)))}
    assert [(region.medium, region.box, region.stretches) for region in found.regions] == [
        (one, None, ((5, 35),)),
        (other, None, ((0, 20),)),
    ]
    assert {region.shows for region in found.regions} == {song}
