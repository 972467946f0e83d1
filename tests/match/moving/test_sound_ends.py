"""Ends of stretches of sound: told by the peaks around them."""

from __future__ import annotations

import numpy as np
import pytest
from tests.sounds import Samples, heard, music

from firstseen.match.moving.peaks import Heard, Line
from firstseen.match.moving.sound import shared_sound, sound_segment
from firstseen.match.moving.sound_ends import apart, put_right
from firstseen.prints.moving.moving import SoundPrints
from firstseen.prints.moving.sound import HOPS_A_SECOND, RATE


def cut(sound: Samples, first: float, last: float) -> Samples:
    return sound[round(first * RATE) : round(last * RATE)]


WHOLE, OTHER = music(41, 60), music(42, 60)


@pytest.mark.parametrize("told", [(6.0, 12.0), (4.0, 15.0), (5.6, 13.1), (3.5, 13.0)])
def test_ends_are_put_right_whether_too_much_was_told_or_too_little(told: tuple[float, float]) -> None:
    """Eight seconds of a piece within another one."""
    b = heard(np.concatenate([cut(OTHER, 0, 5), cut(WHOLE, 20, 28), cut(OTHER, 30, 40)]))
    found = put_right(heard(WHOLE), b, told, Line(1.0, 15.0, 0), (0.0, 23.0))
    assert found == pytest.approx((5.0, 13.0), abs=0.2)


def test_a_stretch_reaches_to_the_ends_of_a_sound_but_not_beyond() -> None:
    b = heard(cut(WHOLE, 20, 30))
    assert put_right(heard(WHOLE), b, (1.0, 9.0), Line(1.0, 20.0, 0), (0.0, 10.0)) == (0.0, 10.0)


def test_what_has_no_peaks_is_left_as_it_is() -> None:
    silence = heard(np.zeros(10 * RATE, np.float32))
    assert put_right(silence, silence, (2.0, 8.0), Line(1.0, 0.0, 0), (0.0, 10.0)) == (2.0, 8.0)


@pytest.mark.parametrize("beyond", [1.0, 2.4])
def test_one_stretch_ends_where_the_next_begins(beyond: float) -> None:
    """Both reach too far, and lay claim to the same seconds of a sound that is cut together."""
    a, b = heard(WHOLE), heard(np.concatenate([cut(WHOLE, 10, 18), cut(WHOLE, 30, 38)]))
    lines = Line(1.0, 10.0, 0), Line(1.0, 22.0, 0)
    told = [(0.0, 8.0 + beyond), (8.0 - beyond, 16.0)]
    both = [sound_segment(a, b, within, line, 0.9) for within, line in zip(told, lines, strict=True)]
    for one, other in ((0, 1), (1, 0)):
        found = apart(a, b, [(both[one], lines[one]), (both[other], lines[other])])
        first, then = found[one], found[other]
        assert first.b_to == then.b_from == pytest.approx(8.0, abs=0.15)
        assert (first.a_to, then.a_from) == pytest.approx((18.0, 30.0), abs=0.15)
        assert (first.a_from, first.b_from, then.a_to, then.b_to) == (10.0, 0.0, 38.0, 16.0)


def test_what_is_heard_twice_at_once_is_told_twice() -> None:
    a, b = heard(WHOLE), heard(cut(WHOLE, 10, 40))
    lines = Line(1.0, 10.0, 0), Line(1.0, 22.0, 0)
    long = [sound_segment(a, b, within, line, 0.9) for within, line in zip([(0, 16), (10, 30)], lines, strict=True)]
    inside = [sound_segment(a, b, within, line, 0.9) for within, line in zip([(0, 30), (10, 12)], lines, strict=True)]
    for some in (long, inside):
        assert apart(a, b, list(zip(some, lines, strict=True))) == some


@pytest.mark.parametrize("seed", range(3))
def test_parts_of_one_piece_in_another_order_follow_one_another(seed: int) -> None:
    whole = music(50 + seed, 60)
    edit = np.concatenate([cut(whole, 40, 46), cut(whole, 5, 12), cut(whole, 25, 31)])
    found = sorted(shared_sound(heard(whole), heard(edit)).segments, key=lambda one: one.b_from)
    spans = [(one.b_from, one.b_to) for one in found]
    assert spans == [pytest.approx(span, abs=0.3) for span in ((0, 6), (6, 13), (13, 19))]


def test_what_is_shown_again_is_told_twice_and_nothing_is_cut_out() -> None:
    """Three seconds that are shown again: both parts of the edit are of the same seconds of the whole."""
    whole, again = WHOLE[: 40 * RATE], np.concatenate([cut(WHOLE, 0, 8), cut(WHOLE, 5, 14)])
    for turned in (False, True):
        one, other = (again, whole) if turned else (whole, again)
        found = shared_sound(heard(one), heard(other)).segments
        spans = sorted((one.b_from, one.b_to, one.a_from, one.a_to) for one in found)
        spans = sorted((*span[2:], *span[:2]) for span in spans) if turned else spans
        assert spans == [pytest.approx((0, 8, 0, 8), abs=0.6), pytest.approx((8, 17, 5, 14), abs=0.6)]


def test_peaks_that_tell_nothing_leave_a_stretch_as_it_is() -> None:
    """A machine that runs evenly, heard by two that each miss some of it: as many agree a beat later."""
    rng = np.random.default_rng(3)
    every = np.arange(0, 60 * HOPS_A_SECOND, 0.3 * HOPS_A_SECOND / 2).astype(np.uint32)
    times = [np.sort(rng.choice(every, round(0.6 * len(every)), replace=False)) for _ in range(2)]
    a, b = (Heard(SoundPrints(60.0, some, np.full(len(some), 100, np.uint8))) for some in times)
    assert put_right(a, b, (5.0, 55.0), Line(1.0, 0.0, 0), (0.0, 60.0)) == (5.0, 55.0)
