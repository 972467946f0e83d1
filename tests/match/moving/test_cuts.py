from __future__ import annotations

import pytest

from firstseen.match.moving import cuts
from firstseen.match.moving.alignment import Shared
from firstseen.match.places import Running


def stretch(a: tuple[float, float], b: tuple[float, float], speed: float = 1.0) -> Shared:
    return Shared(a, b, speed, 1.0, 20)


def at_cuts(one: Shared, a: Running, b: Running) -> Shared:
    (told,) = cuts.at_cuts([one], a, b)
    return told


WHOLE = Running(60.0, (0.0,))


def test_ends_lie_where_shots_begin_whichever_video_was_cut() -> None:
    cut = Running(30.0, (0.0, 9.96, 14.12))
    found = at_cuts(stretch((30.0, 34.0), (10.05, 14.05)), WHOLE, cut)
    assert found.b == pytest.approx((9.96, 14.12))
    assert found.a == pytest.approx((29.91, 34.07))
    turned = at_cuts(stretch((10.05, 14.05), (30.0, 34.0)), cut, WHOLE)
    assert turned.a == pytest.approx(found.b)
    assert turned.b == pytest.approx(found.a)


def test_the_nearest_shot_counts_and_what_is_farther_than_a_moment_does_not() -> None:
    found = at_cuts(stretch((30.0, 34.0), (10.0, 14.0)), WHOLE, Running(30.0, (0.0, 9.9, 10.05, 14.3)))
    assert found.b == pytest.approx((10.05, 14.0))


def test_of_video_at_another_speed_the_shot_is_where_it_is_in_its_own_time() -> None:
    found = at_cuts(stretch((20.0, 28.0), (10.0, 14.0), 2.0), Running(60.0, (0.0, 20.1)), Running(30.0, (0.0,)))
    assert found.a == pytest.approx((20.1, 28.0))
    assert found.b == pytest.approx((10.05, 14.0))


def test_the_end_of_a_video_stays_and_nothing_goes_beyond_one() -> None:
    of_b = Running(14.0, (0.0, 0.1, 13.9))
    assert at_cuts(stretch((30.0, 44.0), (0.0, 14.0)), WHOLE, of_b) == stretch((30.0, 44.0), (0.0, 14.0))
    nearly = stretch((50.0, 59.9), (20.0, 29.9))
    assert at_cuts(nearly, WHOLE, Running(40.0, (0.0, 30.05))) == nearly


def test_a_stretch_never_shrinks_to_nothing() -> None:
    short = stretch((30.0, 30.2), (10.0, 10.2))
    assert at_cuts(short, WHOLE, Running(30.0, (0.0, 10.1))) == short


def test_a_shot_of_both_videos_is_older_than_the_cut_between_them() -> None:
    both = Running(60.0, (0.0, 30.1)), Running(30.0, (0.0, 9.9, 10.1))
    found = at_cuts(stretch((30.04, 34.04), (10.04, 14.04)), *both)
    assert found.b == pytest.approx((9.9, 14.04)), "the nearer one is within what is shared"
    alone = at_cuts(stretch((30.04, 34.04), (10.04, 14.04)), both[0], Running(30.0, (0.0, 10.1)))
    assert alone.b == pytest.approx((10.1, 14.04))


def test_stretches_cut_together_meet_at_the_cut_and_none_comes_to_lie_over_another() -> None:
    first, second = stretch((5.0, 12.94), (0.0, 7.94)), stretch((18.94, 26.0), (7.94, 15.0))
    met = cuts.at_cuts([first, second], WHOLE, Running(30.0, (0.0, 8.0)))
    assert [one.b for one in met] == [pytest.approx((0.0, 8.0)), pytest.approx((8.0, 15.0))]
    apart = cuts.at_cuts([first, second], Running(60.0, (0.0, 13.05)), Running(30.0, (0.0,)))
    assert apart == [first, second]
