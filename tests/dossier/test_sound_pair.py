from __future__ import annotations

import pytest
from tests.dossier.test_moments import copy_with, stretch

from firstseen.dossier.sound_pair import scale_of, window_of
from firstseen.model.moving import Track


def test_both_are_drawn_equally_wide_with_the_shared_stretch_at_one_place() -> None:
    window = window_of(copy_with(stretch((1, 7), (0, 6), Track.SOUND)), 8.0, 6.0)
    assert window is not None and window.same and not window.cut
    assert window.shown_a == pytest.approx((0, 8))
    assert window.shown_b == pytest.approx((-1, 7))
    a, b = scale_of(window.shown_a, window.shared_a, 8.0), scale_of(window.shown_b, window.shared_b, 6.0)
    assert a.shared == b.shared == pytest.approx((1 / 8, 7 / 8))
    assert a.filled == pytest.approx((0, 1))
    assert b.filled == pytest.approx((1 / 8, 7 / 8)), "where it has no sound, nothing is drawn"
    assert b.ticks[0][1] == "0:00" and b.ticks[0][0] == pytest.approx(1 / 8)
    assert b.ticks[-1][1] == "0:06" and b.ticks[-1][0] == pytest.approx(7 / 8)


def test_of_a_long_stretch_the_beginning_is_drawn_and_that_is_said() -> None:
    window = window_of(copy_with(stretch((3600, 4200), (100, 600), Track.SOUND, speed=1.2)), 7200.0, 900.0)
    assert window is not None and window.cut
    assert window.shared_a == pytest.approx((3600, 3630))
    assert window.shared_b == pytest.approx((100, 125))
    assert window.shown_a == pytest.approx((3598, 3630))
    ticks = scale_of(window.shown_a, window.shared_a, 7200.0).ticks
    assert ticks[0][1] == "1:00:00" and ticks[0][0] == pytest.approx(2 / 32)
    assert len(ticks) <= 11


def test_another_sound_under_the_same_picture_is_drawn_as_not_the_same() -> None:
    seen = stretch((0, 8), (0, 8))
    window = window_of(copy_with(seen, changes=("re-encoded", "other sound")), 8.0, 8.0)
    assert window is not None and not window.same
    assert window.shared_a == pytest.approx((0, 8))
    assert window_of(copy_with(seen, changes=("sound removed",)), 8.0, 8.0) is None
    assert window_of(copy_with(stretch((7, 7), (0, 0))), 8.0, 0.0) is None
