from __future__ import annotations

import numpy as np
import pytest
from tests.match.moving.scenes import AS_IS, STEP, Frames, part, scene, stretch

from firstseen.match.moving.contest import Won, at_once, contest, entrants
from firstseen.match.moving.likeness import Likeness, likeness


def won(a: Frames, b: Frames) -> list[Won]:
    like = likeness(stretch(a), stretch(b), AS_IS)
    assert like is not None
    return sorted(contest(entrants(like)), key=lambda one: one.shared.b)


def spans(found: list[Won]) -> list[tuple[float, float, float, float]]:
    return [(*one.shared.a, *one.shared.b) for one in found]


def test_a_trim_is_told_to_a_quarter_of_a_second_with_no_echo() -> None:
    whole = scene(1, 2, 40)
    (one,) = won(whole, part(scene(1, 2, 40), 12, 27))
    assert spans([one]) == [pytest.approx((12, 27, 0, 15), abs=0.25)]
    assert one.clear
    assert one.shared.speed == 1.0
    assert one.shared.a[0] - one.shared.b[0] == pytest.approx(12, abs=0.03), "to less than a frame"


@pytest.mark.parametrize("late", [0.0, 0.06])
def test_a_clip_within_another_video_is_told_alike_whichever_is_called_a(late: float) -> None:
    clip = scene(1, 2, 10)
    b = np.concatenate([scene(60, 61, 4), scene(1, 2, 10 - late, 1.0, late), scene(62, 63, 6)])
    (one,), (other,) = won(clip, b), won(b, clip)
    assert one.shared.a[0] - one.shared.b[0] == pytest.approx(late - 4, abs=0.03)
    assert one.shared.a == pytest.approx(other.shared.b, abs=0.07)
    assert one.shared.b == pytest.approx(other.shared.a, abs=0.07)


def test_where_the_middle_was_cut_out_the_offset_changes_at_the_cut() -> None:
    whole = scene(3, 4, 40)
    found = won(whole, np.concatenate([part(whole, 5, 13), part(whole, 19, 26)]))
    assert spans(found) == [pytest.approx((5, 13, 0, 8), abs=0.3), pytest.approx((19, 26, 8, 15), abs=0.3)]


def test_stretches_with_less_between_them_are_not_one_at_another_speed() -> None:
    whole = scene(3, 4, 40)
    found = won(whole, np.concatenate([part(whole, 5, 10), part(whole, 11.3, 17)]))
    assert spans(found) == [pytest.approx((5, 10, 0, 5), abs=0.3), pytest.approx((11.3, 17, 5, 10.7), abs=0.3)]
    assert [one.shared.speed for one in found] == [1.0, 1.0]


def test_lines_that_cross_one_of_another_speed_take_no_places_of_others() -> None:
    faster, other = scene(40, 41, 100, 1.25)[: round(80 / STEP)], scene(42, 43, 20)
    found = won(np.concatenate([scene(40, 41, 100), other]), np.concatenate([faster, part(other, 4, 7)]))
    assert [one.shared.speed for one in found] == [pytest.approx(1.25, rel=0.01), 1.0]
    assert spans(found[1:]) == [pytest.approx((104, 107, 80, 83), abs=0.3)]


def test_a_stretch_begins_right_after_a_cut_from_another_scene() -> None:
    whole = scene(5, 6, 30)
    found = won(whole, np.concatenate([scene(50, 51, 5), part(whole, 10, 15), scene(52, 53, 5)]))
    assert spans(found) == [pytest.approx((10, 15, 5, 10), abs=0.3)]
    assert found[0].shared.b == pytest.approx((5 - STEP / 2, 10 - STEP / 2), abs=0.01), "between two frames"


@pytest.mark.parametrize("whole_is_a", [True, False])
@pytest.mark.parametrize("second", [1, -2])
def test_a_moment_that_does_not_agree_beside_an_end_ends_nothing(second: int, *, whole_is_a: bool) -> None:
    whole = scene(5, 6, 30)
    jumps = part(whole, 10, 18).copy()
    jumps[second] = scene(50, 51, 1)[0]
    (one,) = won(whole, jumps) if whole_is_a else won(jumps, whole)
    of_jumps = one.shared.b if whole_is_a else one.shared.a
    assert of_jumps == pytest.approx((0, 8), abs=0.1)


def test_two_moments_that_do_not_agree_end_a_stretch_whatever_the_last_one_does() -> None:
    whole = scene(5, 6, 30)
    cut = part(whole, 10, 18).copy()
    cut[-4:-1] = scene(50, 51, 1)[:3]
    (one,) = won(whole, cut)
    assert one.shared.b == pytest.approx((0, 7.5), abs=0.14)


@pytest.mark.parametrize("at", [0, -4])
def test_what_agrees_at_no_moment_beside_an_end_is_left_out(at: int) -> None:
    whole = scene(5, 6, 30)
    cut = part(whole, 10, 18).copy()
    cut[at : at + 4 or None] = scene(50, 51, 1)[:4]
    (one,) = won(whole, cut)
    assert one.shared.b == pytest.approx((0.5, 8) if at == 0 else (0, 7.5), abs=0.14)


@pytest.mark.parametrize("speed", [0.8, 1.25])
def test_another_speed_is_fitted(speed: float) -> None:
    (one,) = won(scene(7, 8, 40), scene(7, 8, 14, speed))
    assert one.shared.speed == pytest.approx(speed, rel=0.02)
    assert spans([one]) == [pytest.approx((0, 14 * speed, 0, 14), abs=0.4)]


def test_a_repeated_stretch_is_told_twice_whichever_video_repeats_it() -> None:
    whole = scene(9, 10, 30)
    edit = np.concatenate([part(whole, 5, 11), scene(54, 55, 4), part(whole, 5, 11)])
    expected = [pytest.approx((5, 11, 0, 6), abs=0.3), pytest.approx((5, 11, 10, 16), abs=0.3)]
    assert spans(won(whole, edit)) == expected
    assert [(b_from, b_to, a_from, a_to) for a_from, a_to, b_from, b_to in sorted(spans(won(edit, whole)))] == expected


def test_another_take_of_the_place_wins_nothing_that_is_clear() -> None:
    assert not any(one.clear for one in won(scene(11, 12, 30), scene(11, 13, 16)))


def test_strangers_share_nothing() -> None:
    assert won(scene(14, 15, 30), scene(16, 17, 16)) == []
    assert contest([]) == []


def test_moments_shown_at_once_lie_on_the_line() -> None:
    whole = scene(1, 2, 40)
    like = likeness(stretch(whole), stretch(part(whole, 12, 27)), AS_IS)
    assert like is not None
    pairs = at_once(entrants(like)[0], 5)
    assert len(pairs) == 5
    assert all(abs(a - b - 12 / STEP) <= 1 for a, b in pairs)


def test_a_map_in_which_nothing_agrees_has_no_line() -> None:
    nothing = np.zeros((40, 30), np.float32)
    assert entrants(Likeness(nothing, nothing, 0.0, 0.0, STEP)) == []
