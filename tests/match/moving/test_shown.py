"""The moment at which a video shows a still is told by what moves, wherever the likest frame as a whole lies."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from firstseen.match.moving.looked import Stretch
from firstseen.match.moving.shown import moment_shown
from firstseen.model.copies import Matrix

WIDE, HIGH, STEP = 192, 108, 0.125
AS_IS: Matrix = ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0))
Frames = NDArray[np.uint8]


def filmed(seed: int, seconds: float, *, moving: bool = True, pan: float = 0.3) -> Frames:
    """A place with fine detail, along which the camera pans, and three things that cross it, of one tone each."""
    chance = np.random.default_rng(seed)
    place = cv2.GaussianBlur(chance.integers(0, 255, (HIGH, 3 * WIDE)).astype(np.float32), (0, 0), 4)
    place = (place - place.min()) / np.ptp(place) * 160 + 50
    begins = chance.uniform(0, WIDE, 3)
    frames = []
    for number in range(round(seconds / STEP)):
        left = WIDE + pan * number
        image = cv2.warpAffine(place, np.array([[1.0, 0.0, -left], [0.0, 1.0, 0.0]]), (WIDE, HIGH))
        for row, (begin, tone) in enumerate(zip(begins, (50.0, 220.0, 60.0), strict=True)):
            x = int((begin + (3.1 - 0.9 * row) * number) % (WIDE + 30)) - 15
            if moving:
                cv2.rectangle(image, (x, 20 + 26 * row), (x + 7, 34 + 26 * row), tone, -1)
        frames.append(image + chance.normal(0, 1.5, image.shape))
    shown: Frames = np.clip(np.stack(frames), 0, 255).astype(np.uint8)
    return shown


def stretch(frames: Frames) -> Stretch:
    return Stretch(frames, 4.0, STEP, WIDE, HIGH)


def still_of(frame: Frames) -> Stretch:
    captioned = frame.copy()
    captioned[92:104, 20:140] = 240
    cv2.putText(captioned, "words", (30, 102), cv2.FONT_HERSHEY_SIMPLEX, 0.4, 0, 1)
    return Stretch(captioned[None], 0.0, 1.0, WIDE, HIGH)


@pytest.mark.parametrize("beside", [0.0, 0.5, -3.0])
def test_the_moment_is_found_by_what_moves(beside: float) -> None:
    frames = filmed(1, 12)
    number = 48
    wrong = number + round(beside / STEP)
    to_wrong: Matrix = ((1.0, 0.0, 0.3 * (number - wrong)), (0.0, 1.0, 0.0))
    found = moment_shown(still_of(frames[number]), stretch(frames), to_wrong, 4.0 + wrong * STEP)
    assert found == pytest.approx(4.0 + number * STEP, abs=STEP)


def test_where_nothing_moves_the_likest_frame_stays() -> None:
    frames = filmed(2, 6, moving=False)
    assert moment_shown(still_of(frames[20]), stretch(frames), AS_IS, 7.3) == 7.3


def test_another_moment_of_the_place_leaves_the_time_as_it_was() -> None:
    frames, other = filmed(3, 6, pan=0.0), filmed(3, 6, moving=False, pan=0.0)
    assert moment_shown(still_of(other[20]), stretch(frames), AS_IS, 6.5) == 6.5


def test_a_matrix_that_shows_nothing_of_the_still_says_nothing() -> None:
    away: Matrix = ((1.0, 0.0, 5000.0), (0.0, 1.0, 0.0))
    flat: Matrix = ((0.0, 0.0, 0.0), (0.0, 0.0, 0.0))
    frames = filmed(4, 3)
    for matrix in (away, flat):
        assert moment_shown(still_of(frames[5]), stretch(frames), matrix, 4.5) == 4.5
