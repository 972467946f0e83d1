"""Footage: two drawn videos in, the stretches that they share out."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

import cv2
import numpy as np
import pytest
from tests.match.moving.scenes import AS_IS, HIGH, STEP, WIDE, Frames, part, scene

from firstseen.match.moving.footage import Footage, FrameCopy, Seen, footage
from firstseen.match.moving.looked import Stretch
from firstseen.match.places import Running
from firstseen.model.copies import Copy, Matrix, Relation
from firstseen.prints.moving.hashing import frame_hashes
from firstseen.prints.moving.moving import FramePrints


def seen(frames: Frames, *, told: bool = True) -> Seen:
    """With hashes of two frames a second; of no quality where not `told`."""
    some = frames[2::4]
    hashes, quality = frame_hashes(some, (HIGH, WIDE))
    times = (np.arange(len(some)) / 2).astype(np.float32)
    shots = np.zeros(len(some), np.uint16)
    prints = FramePrints(times, times + np.float32(0.5), hashes, quality * np.uint8(told), shots)
    return Seen(prints, Running(len(frames) * STEP), (WIDE, HIGH))


def compared(
    a: Frames, b: Frames, *frames: FrameCopy, told: bool = True, looked: list[tuple[float, float]] | None = None
) -> Footage:
    """`looked`: is told which seconds of a were decoded."""
    asked: list[float] = []

    def decode(which: Literal["a", "b"], first: float, last: float, rate: float) -> Stretch | None:
        asked.append(last - first)
        if looked is not None and which == "a":
            looked.append((first, last))
        assert last - first <= 130, "memory is bounded"
        stride = round(1 / STEP / rate)
        numbers = np.arange(int(np.ceil(first / STEP / stride)) * stride, int(last / STEP) + 1, stride)
        of = a if which == "a" else b
        some = numbers[(numbers >= 0) & (numbers < len(of))]
        return Stretch(of[some], float(some[0]) * STEP, stride * STEP, WIDE, HIGH) if len(some) else None

    found = footage(seen(a, told=told), seen(b, told=told), frames, decode)
    assert len(asked) < 100
    return found


def spans(found: Footage) -> list[tuple[float, float, float, float]]:
    return [(one.a_from, one.a_to, one.b_from, one.b_to) for one in found.segments]


def key_frames(time_a: float, time_b: float, matrix: Matrix = AS_IS) -> FrameCopy:
    copy = Copy("a" * 64, "b" * 64, Relation.COPY, 0.9, False, None, None, matrix, None, (), "")
    return FrameCopy(time_a, time_b, copy)


def test_a_short_version_with_its_middle_cut_out() -> None:
    whole = scene(1, 2, 40)
    found = compared(whole, np.concatenate([part(whole, 4, 14), part(whole, 20, 30)]))
    assert spans(found) == [pytest.approx((4, 14, 0, 10), abs=0.3), pytest.approx((20, 30, 10, 20), abs=0.3)]
    assert not found.another_take


def test_three_seconds_of_a_long_video() -> None:
    whole = scene(3, 4, 150)
    found = compared(whole, part(scene(3, 4, 150), 71, 74))
    assert spans(found) == [pytest.approx((71, 74, 0, 3), abs=0.03)]
    assert not found.another_take


@pytest.mark.parametrize("late", [-0.05, 0.05])
def test_what_lies_beyond_the_end_of_one_video_is_beyond_it_in_the_other(late: float) -> None:
    """A clip of which each frame was taken between two frames of the whole."""
    whole, other = scene(3, 4, 40), scene(3, 4, 40, 1.0, late)
    (found,) = spans(compared(whole, part(other, 10, 20)))
    assert found == pytest.approx((10 + late, 20 + late, 0, 10), abs=0.04)
    (beyond,) = spans(compared(part(whole, 10, 20), part(other, 10, 20)))
    assert beyond == pytest.approx((max(late, 0), 10 + min(late, 0), max(-late, 0), 10 - max(late, 0)), abs=0.04)


def test_a_long_version_is_told_by_hashes_and_its_ends_by_looking() -> None:
    whole = scene(5, 6, 180)
    found = compared(whole, part(whole, 20.3, 160.3))
    assert spans(found) == [pytest.approx((20.3, 160.3, 0, 140), abs=0.3)]
    assert not found.another_take


def test_a_long_version_that_hashes_say_nothing_of_is_followed_from_key_frames() -> None:
    whole = scene(7, 8, 160)
    cropped: Matrix = ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0))
    found = compared(whole, part(whole, 10, 150), key_frames(70.0, 60.0, cropped), told=False)
    assert spans(found) == [pytest.approx((10, 150, 0, 140), abs=0.4)]


def test_key_frames_that_lie_near_each_other_are_looked_at_once() -> None:
    looked: list[tuple[float, float]] = []
    frames = [key_frames(97.0 + later, 20.0 + 3 * later) for later in (0.0, 2.0, 4.0, 6.0)]
    found = compared(scene(5, 6, 150), scene(8, 9, 60), *frames, told=False, looked=looked)
    assert not found.segments
    assert looked == [pytest.approx((87, 113))]


def test_a_clip_of_which_all_was_found_is_looked_for_no_further() -> None:
    whole = scene(6, 7, 200)
    looked: list[tuple[float, float]] = []
    found = compared(whole, part(whole, 96, 106), key_frames(20.0, 4.0), looked=looked)
    assert spans(found) == [pytest.approx((96, 106, 0, 10), abs=0.3)]
    assert min(first for first, _ in looked) > 60.0


def test_a_clip_that_is_shown_twice_is_found_twice() -> None:
    whole = scene(7, 8, 150)
    clip = part(whole, 96, 106)
    found = compared(np.concatenate([whole, clip, part(whole, 0, 20)]), clip)
    assert spans(found) == [pytest.approx((96, 106, 0, 10), abs=0.3), pytest.approx((150, 160, 0, 10), abs=0.3)]


def test_another_take_is_told_as_such_and_strangers_share_nothing() -> None:
    found = compared(scene(9, 10, 30), scene(9, 11, 30), key_frames(5.0, 5.0))
    assert found.another_take or not found.segments
    assert compared(scene(12, 13, 30), scene(14, 15, 30), key_frames(5.0, 5.0)).segments == ()
    assert compared(scene(12, 13, 30), scene(14, 15, 30), told=False).segments == ()


def test_a_picture_that_stands_still_is_one_stretch() -> None:
    still = np.repeat(scene(16, 17, 0.125), 120, axis=0)
    found = compared(still, still[:80], key_frames(1.0, 1.0))
    assert len(found.segments) == 1
    assert spans(found)[0][3] - spans(found)[0][2] == pytest.approx(10, abs=0.3)
    assert not found.another_take


def test_a_picture_that_stands_before_itself_blurred() -> None:
    whole, cut = scene(18, 19, 24), 30
    upright = part(whole, 6, 16)[:, :, 10 : 10 + cut]
    framed = np.stack([cv2.GaussianBlur(cv2.resize(frame, (WIDE, HIGH)), (0, 0), 9) for frame in upright])
    left = (WIDE - cut) // 2
    framed[:, :, left : left + cut] = upright
    moved = key_frames(11.0, 5.0, ((1.0, 0.0, left - 10.0), (0.0, 1.0, 0.0)))
    boxed = replace(moved, copy=replace(moved.copy, relation=Relation.PART, box_b=(left, 0, left + cut, HIGH)))
    found = compared(whole, framed, boxed, told=False)
    assert spans(found) == [pytest.approx((6, 16, 0, 10), abs=0.3)]
    assert not found.another_take


def standing(seed: int, seconds: float) -> Frames:
    """A camera that stands still, and something small that goes by."""
    place, rng, frames = scene(seed, seed, STEP)[0], np.random.default_rng(seed), []
    ways = rng.uniform(0.5, 3.0, (5, 4))
    for number in range(round(seconds / STEP)):
        image = place.copy()
        for across, down, first, second in ways:
            at = np.array([across, down]) * number * STEP / 3 + (first, second)
            cv2.circle(
                image, (int((0.5 + 0.4 * np.sin(at[0])) * WIDE), int((0.5 + 0.4 * np.cos(at[1])) * HIGH)), 3, 250.0, -1
            )
        frames.append(image)
    return np.stack(frames)


def test_a_few_seconds_of_a_camera_that_stands_still() -> None:
    whole = standing(20, 40)
    found = compared(whole, np.concatenate([scene(21, 22, 10), part(whole, 17, 21), scene(23, 24, 10)]))
    assert spans(found) == [pytest.approx((17, 21, 10, 14), abs=0.3)]


def test_seconds_in_which_nothing_moves_but_words_on_a_band_are_no_gap() -> None:
    moving = standing(25, 14)
    whole = np.concatenate([moving[: 9 * 8], np.repeat(moving[9 * 8 - 1 : 9 * 8], 6 * 8, axis=0), moving[9 * 8 :]])
    edit = part(whole, 3, 20).copy()
    words = cv2.resize(np.random.default_rng(26).integers(0, 2, (1, 200)).astype(np.uint8) * 180, (800, 5))
    for number, frame in enumerate(edit):
        frame[-6:-1] = words[:, 2 * number : 2 * number + WIDE]
    (found,) = spans(compared(whole, edit, key_frames(8.0, 5.0)))
    assert found[::2] == pytest.approx((3, 0), abs=0.3)
    assert found[1] - found[3] == pytest.approx(3, abs=0.1)
    assert found[1] > 18


def test_a_crop_of_a_place_by_which_the_camera_turns_is_no_other_moment_of_another_crop() -> None:
    """The camera turns for four seconds, so that the crop looks like what lies beside it a moment earlier; key frames
    of both that are alike say so, and come first."""
    place = cv2.GaussianBlur(np.random.default_rng(5).uniform(0, 255, (HIGH, 6 * WIDE)).astype(np.float32), (0, 0), 3)
    place = (place - place.min()) / np.ptp(place) * 200 + 20
    times = np.arange(round(30 / STEP)) * STEP
    left = np.where(times < 14, 8 * times, 112 + 60 * np.sin((times - 14) * 1.3))
    turning = np.stack([place[:, round(at) : round(at) + WIDE] for at in left]).astype(np.uint8)
    crop = np.stack([cv2.resize(one[:, 16:80], (WIDE, HIGH)) for one in part(turning, 6, 20)])
    right: Matrix = ((1.5, 0.0, -24.0), (0.0, 1.0, 0.0))
    moved: Matrix = ((1.5, 0.0, -48.0), (0.0, 1.0, 0.0))
    found = compared(turning, crop, key_frames(4.0, 0.0, moved), key_frames(10.0, 4.0, right), told=False)
    assert spans(found) == [pytest.approx((6, 20, 0, 14), abs=0.15)]
