"""Windows: which parts of two videos are looked at together."""

from __future__ import annotations

from firstseen.match.moving.alignment import Shared
from firstseen.match.moving.windows import OVER, WINDOW, Window, ahead_of, around, together

SECONDS = (600.0, 10.0)


def test_around_a_lead_as_far_as_there_is_anything() -> None:
    assert around((100.0, 2.0), (104.0, 6.0), SECONDS) == Window((90.0, 114.0), (0.0, 10.0))


def test_what_lies_within_is_held_unless_it_is_much_smaller() -> None:
    window = Window((90.0, 114.0), (0.0, 10.0))
    assert window.holds(Window((89.5, 110.0), (0.0, 10.0)))
    assert not window.holds(Window((80.0, 110.0), (0.0, 10.0)))
    assert not window.holds(Window((100.0, 106.0), (0.0, 10.0)))


def test_windows_that_touch_on_both_clocks_are_looked_at_together_up_to_a_minute() -> None:
    first = Window((100.0, 120.0), (0.0, 10.0))
    near, apart = Window((115.0, 135.0), (5.0, 25.0)), Window((110.0, 130.0), (30.0, 50.0))
    far = Window((130.0, 161.0), (0.0, 10.0))
    assert together([first, apart, near, far]) == (Window((100.0, 135.0), (0.0, 25.0)), [0, 2])


def test_a_stretch_goes_on_no_farther_than_the_shorter_video_does() -> None:
    shared = Shared((300.0, 302.0), (6.0, 8.0), 1.0, 1.0, 4)
    assert ahead_of(shared, SECONDS, ahead=True) == Window((297.0, 302.0 + 2.0 + OVER), (3.0, 10.0))
    back = ahead_of(shared, SECONDS, ahead=False)
    assert back == Window((300.0 - 6.0 - OVER, 305.0), (0.0, 10.0))
    long = ahead_of(shared, (600.0, 600.0), ahead=True)
    assert long == Window((297.0, 302.0 + WINDOW), (3.0, 8.0 + WINDOW))
