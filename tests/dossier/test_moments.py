from __future__ import annotations

import pytest

from firstseen.dossier.moments import moments_of
from firstseen.model.copies import Copy, Relation
from firstseen.model.moving import Segment, Track

A, B = "a" * 64, "b" * 64


def copy_with(*segments: Segment, changes: tuple[str, ...] = ()) -> Copy:
    return Copy(A, B, Relation.COPY, 0.9, False, None, None, None, None, changes, "", segments=segments)


def stretch(
    a: tuple[float, float], b: tuple[float, float], track: Track = Track.PICTURE, speed: float = 1.0
) -> Segment:
    seen = track is Track.PICTURE
    box_a, box_b = ((0, 0, 64, 36), (8, 0, 56, 36)) if seen else (None, None)
    return Segment(*a, *b, speed, False, box_a, box_b, track, 0.9)


def test_the_same_instants_of_one_stretch_with_what_is_shared_then() -> None:
    found = moments_of(copy_with(stretch((10, 18), (0, 4), speed=2.0)))
    assert [(one.at_a, one.at_b) for one in found] == [(11, 0.5), (13, 1.5), (15, 2.5), (17, 3.5)]
    assert {(one.box_a, one.box_b) for one in found} == {((0, 0, 64, 36), (8, 0, 56, 36))}


def test_every_stretch_is_shown_before_any_is_shown_twice_and_sound_never() -> None:
    found = moments_of(
        copy_with(stretch((0, 10), (5, 15)), stretch((20, 22), (0, 2)), stretch((0, 40), (0, 40), Track.SOUND)), 3
    )
    assert [one.at_a for one in found] == [2.5, 7.5, 21]
    assert moments_of(copy_with(stretch((0, 40), (0, 40), Track.SOUND))) == ()


def test_a_still_has_one_moment_however_many_are_wanted() -> None:
    assert [(one.at_a, one.at_b) for one in moments_of(copy_with(stretch((7.5, 7.5), (0, 0))))] == [(7.5, 0)]


@pytest.mark.parametrize("most", [1, 2, 3])
def test_never_more_than_wanted(most: int) -> None:
    many = [stretch((n * 10.0, n * 10.0 + 5 + n), (n * 10.0, n * 10.0 + 5 + n)) for n in range(6)]
    found = moments_of(copy_with(*many), most)
    assert len(found) == most
    assert found[-1].at_a > 50, "the longest is among them"
