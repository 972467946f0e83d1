"""Jerks: a drawn place filmed by hands that tremble each in their own way, with things that go by."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from firstseen.match.moving.looked import Stretch
from firstseen.match.moving.takes import AROUND, NOTHING, RATE, Agreement, Line, agreement
from firstseen.model.copies import Matrix

WIDE, HIGH = 96, 54
AS_IS: Matrix = ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0))
Frames = NDArray[np.uint8]


def place(seed: int) -> NDArray[np.float32]:
    drawn = np.random.default_rng(seed).uniform(0, 255, (HIGH + 40, WIDE + 40)).astype(np.float32)
    soft = cv2.GaussianBlur(drawn, (0, 0), 2.5)
    return np.asarray((soft - soft.min()) / np.ptp(soft) * 200 + 20, np.float32)


def way(seed: int, times: NDArray[np.float64], size: float, pace: tuple[float, float]) -> NDArray[np.float64]:
    """Where something is at each time, (n, 2): sines of six paces (a second) drawn by chance."""
    rng = np.random.default_rng(seed)
    paces, phases = rng.uniform(*pace, (6, 2)), rng.uniform(0, 2 * np.pi, (6, 2))
    return np.asarray(size / 3 * np.sin(2 * np.pi * paces * times[:, None, None] + phases).sum(axis=1))


def filmed(hand: int, passing: int, times: NDArray[np.float64], shake: float = 2.5) -> Frames:
    """The place (one for all) at some times, held by a hand, with things that go by drawn from `passing`."""
    scene, rng = place(1), np.random.default_rng(passing)
    trembling = way(hand, times, shake, (0.5, 2.5)) + way(hand + 1000, times, 2 * shake, (0.03, 0.1))
    things = [way(int(rng.integers(1 << 30)), times, 30.0, (0.05, 0.6)) for _ in range(5)]
    frames = []
    for number in range(len(times)):
        image = scene.copy()
        for thing in things:
            at = int(WIDE / 2 + 20 + thing[number, 0]), int(HIGH / 2 + 20 + thing[number, 1] / 2)
            cv2.circle(image, at, 5, 245.0, -1, cv2.LINE_AA)
        x, y = trembling[number]
        move = np.array([[1.0, 0.0, x - 20], [0.0, 1.0, y - 20]])
        shown = cv2.warpAffine(image, move, (WIDE, HIGH), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT)
        frames.append(shown + np.random.default_rng(number + hand).normal(0, 2, shown.shape))
    shown_all: Frames = np.clip(np.stack(frames), 0, 255).astype(np.uint8)
    return shown_all


def clock(first: float, last: float, speed: float = 1.0) -> NDArray[np.float64]:
    return np.arange(first, last, speed / RATE)


def stretch(frames: Frames, start: float = 0.0) -> Stretch:
    return Stretch(frames, start, 1 / RATE, frames.shape[2], frames.shape[1])


def test_a_later_part_of_one_footage_is_one_take() -> None:
    a, b = stretch(filmed(1, 2, clock(0, 20))), stretch(filmed(1, 2, clock(6, 14)))
    found = agreement(a, b, Line(6.0, 0.0, 1.0), AS_IS)
    assert found.one_take is True
    assert found.along > 0.6
    assert found.late == pytest.approx(0.0, abs=0.13)


@pytest.mark.parametrize("late", [-0.09, -0.05, 0.04, 0.11, 0.3])
def test_a_line_beside_the_truth_is_told_to_less_than_a_frame(late: float) -> None:
    a, b = stretch(filmed(1, 2, clock(0, 20))), stretch(filmed(1, 2, clock(6 + late, 14 + late)))
    assert agreement(a, b, Line(6.0, 0.0, 1.0), AS_IS).late == pytest.approx(late, abs=0.02)


@pytest.mark.parametrize("seed", range(5))
def test_another_hand_and_other_passers_by_are_another_take(seed: int) -> None:
    a = stretch(filmed(1, 2, clock(0, 20)))
    b = stretch(filmed(10 + seed, 30 + seed, clock(6, 14)))
    found = agreement(a, b, Line(6.0, 0.0, 1.0), AS_IS)
    assert found.one_take is False
    assert found.moments > 40


def test_a_camera_that_stands_still_is_told_by_what_goes_by() -> None:
    a = stretch(filmed(1, 2, clock(0, 20), shake=0.0))
    again = stretch(filmed(7, 2, clock(6, 14), shake=0.0))
    other = stretch(filmed(7, 3, clock(6, 14), shake=0.0))
    assert agreement(a, again, Line(6.0, 0.0, 1.0), AS_IS).one_take is True
    assert agreement(a, other, Line(6.0, 0.0, 1.0), AS_IS).one_take is False


def test_mirrored_small_within_another_picture_and_faster() -> None:
    a = stretch(filmed(1, 2, clock(0, 24)))
    quick = filmed(1, 2, clock(5, 17, 1.25))
    page = np.full((len(quick), 120, 160), 90, np.uint8)
    page[:, 40:76, 50:114] = [cv2.resize(frame[:, ::-1], (64, 36), interpolation=cv2.INTER_AREA) for frame in quick]
    scale = 64 / WIDE
    matrix: Matrix = ((-scale, 0.0, 50 + 64.0), (0.0, 36 / HIGH, 40.0))
    found = agreement(a, stretch(page), Line(5.0, 0.0, 1.25), matrix)
    assert found.one_take is True
    assert agreement(a, stretch(page), Line(9.5, 0.0, 1.25), matrix).one_take is False


def test_a_line_beside_the_truth_and_a_matrix_a_little_off_are_put_right() -> None:
    a, b = stretch(filmed(1, 2, clock(0, 20))), stretch(filmed(1, 2, clock(6, 14)))
    askew: Matrix = ((1.0, 0.0, 6.0), (0.0, 1.0, -4.5))
    found = agreement(a, b, Line(5.25, 0.0, 1.0), askew)
    assert found.one_take is True
    assert found.late == pytest.approx(0.75, abs=0.13)


def test_light_that_changes_alike_is_no_sign_of_one_take() -> None:
    light = 0.75 + 0.25 * np.sign(np.sin(3 * clock(0, 20)))[:, None, None]
    still = np.repeat(place(1)[None, :HIGH, :WIDE], len(light), axis=0) * light
    a = stretch(np.clip(still, 0, 255).astype(np.uint8))
    found = agreement(a, a, Line(0.0, 0.0, 1.0), AS_IS)
    assert found.one_take is None


def test_where_nothing_moves_or_nothing_is_shared_nothing_is_said() -> None:
    still = stretch(np.repeat(filmed(1, 2, clock(0, 0.1)), 80, axis=0))
    assert agreement(still, still, Line(0.0, 0.0, 1.0), AS_IS).one_take is None
    a = stretch(filmed(1, 2, clock(0, 20)))
    assert agreement(a, a, Line(0.0, 0.0, 1.0), ((1.0, 0.0, 5000.0), (0.0, 1.0, 0.0))) == NOTHING
    assert agreement(a, a, Line(0.0, 0.0, 1.0), ((0.0, 0.0, 5.0), (0.0, 0.0, 5.0))) == NOTHING
    assert agreement(a, stretch(a.frames[:8]), Line(0.0, 0.0, 1.0), AS_IS) == NOTHING
    assert agreement(a, stretch(a.frames[:0]), Line(0.0, 0.0, 1.0), AS_IS) == NOTHING


def test_frames_that_are_missing_around_say_nothing_but_harm_nothing() -> None:
    whole = filmed(1, 2, clock(0, 8))
    assert AROUND > 3
    assert agreement(stretch(whole), stretch(whole), Line(0.0, 0.0, 1.0), AS_IS).one_take is True


@pytest.mark.parametrize(
    ("along", "elsewhere", "moments", "one_take"),
    [
        *[
            (0.3, 0.1, 97, True),
            (0.3, 0.1, 25, False),
            (0.6, 0.1, 25, True),
            (0.5, 0.4, 97, False),
            (0.9, 0.1, 11, None),
        ],
        *[(0.5, 0.39, 41, True), (0.5, 0.41, 41, False), (0.5, 0.39, 33, False)],
        *[(0.73, 0.61, 41, True), (0.73, 0.66, 41, False), (0.73, 0.61, 20, False)],
    ],
)
def test_how_much_must_agree_for_how_long(along: float, elsewhere: float, moments: int, one_take: bool | None) -> None:
    assert Agreement(along, elsewhere, moments, 0.0).one_take is one_take
