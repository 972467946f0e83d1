from __future__ import annotations

import pytest

from firstseen.match.moving.alignment import Shared
from firstseen.match.moving.cuts import at_cuts
from firstseen.match.places import Running


def stretch(a: tuple[float, float], b: tuple[float, float], speed: float = 1.0) -> Shared:
    return Shared(a, b, speed, 1.0, 20)


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
