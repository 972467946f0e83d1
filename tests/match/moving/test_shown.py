"""The moments at which a video may show a still are told by laying it over every frame."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from firstseen.match.moving.looked import Stretch
from firstseen.match.moving.shown import moments_shown
from firstseen.model.copies import Matrix

WIDE, HIGH, STEP = 192, 108, 0.125
AS_IS: Matrix = ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0))
Frames = NDArray[np.uint8]


def filmed(seed: int, seconds: float, *, pan: float = 0.3) -> Frames:
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
            cv2.rectangle(image, (x, 20 + 26 * row), (x + 7, 34 + 26 * row), tone, -1)
        frames.append(image + chance.normal(0, 1.5, image.shape))
    shown: Frames = np.clip(np.stack(frames), 0, 255).astype(np.uint8)
    return shown


def stretch(frames: Frames) -> Stretch:
    return Stretch(frames, 4.0, STEP, WIDE, HIGH)


def still_of(frame: Frames) -> Stretch:
    """With words laid over it, in another tone."""
    captioned = np.clip(frame * 0.8 + 20, 0, 255).astype(np.uint8)
    captioned[92:104, 20:140] = 240
    cv2.putText(captioned, "words", (30, 102), cv2.FONT_HERSHEY_SIMPLEX, 0.4, 0, 1)
    return Stretch(captioned[None], 0.0, 1.0, WIDE, HIGH)


def towards(number: int, wrong: int, pan: float = 0.3) -> Matrix:
    return (1.0, 0.0, pan * (number - wrong)), (0.0, 1.0, 0.0)


@pytest.mark.parametrize("beside", [0.0, 0.5, -3.0])
@pytest.mark.parametrize("pan", [0.0, 0.3])
def test_the_moment_is_found_wherever_it_is_begun(beside: float, pan: float) -> None:
    frames = filmed(1, 12, pan=pan)
    number = 48
    wrong = number + round(beside / STEP)
    found = moments_shown(
        still_of(frames[number]), stretch(frames), [(towards(number, wrong, pan), 4.0 + wrong * STEP)]
    )
    assert found[0].time == pytest.approx(4.0 + number * STEP, abs=STEP)
    assert np.array(found[0].matrix) == pytest.approx(np.array(AS_IS), abs=0.6)
    assert found[0].unexplained < found[1].unexplained - 0.4


def test_of_two_beginnings_the_one_that_fits_is_gone_from() -> None:
    frames = filmed(2, 8)
    wrong: Matrix = ((0.5, 0.0, 90.0), (0.0, 0.5, 0.0))
    found = moments_shown(still_of(frames[30]), stretch(frames), [(wrong, 4.0), (AS_IS, 4.0 + 30 * STEP)])
    assert found[0].time == pytest.approx(4.0 + 30 * STEP, abs=STEP)


def test_a_piece_of_a_frame_is_found_at_its_place() -> None:
    frames = filmed(3, 8)
    piece = Stretch(frames[40][None, 20:90, 50:160], 0.0, 1.0, 110, 70)
    found = moments_shown(piece, stretch(frames), [(((1.0, 0.0, 52.0), (0.0, 1.0, 19.0)), 4.0 + 35 * STEP)])
    assert found[0].time == pytest.approx(4.0 + 40 * STEP, abs=STEP)
    assert np.array(found[0].matrix)[:, 2] == pytest.approx([50, 20], abs=0.7)


def test_the_moments_given_are_not_neighbours() -> None:
    frames = filmed(4, 10)
    found = moments_shown(still_of(frames[30]), stretch(frames), [(AS_IS, 4.0 + 30 * STEP)])
    times = sorted(one.time for one in found)
    assert len(times) > 1
    assert min(np.diff(times)) >= 0.5


def test_a_matrix_that_shows_nothing_of_the_still_gives_no_moment() -> None:
    away: Matrix = ((1.0, 0.0, 5000.0), (0.0, 1.0, 0.0))
    flat: Matrix = ((0.0, 0.0, 0.0), (0.0, 0.0, 0.0))
    frames = filmed(5, 3)
    for matrix in (away, flat):
        assert moments_shown(still_of(frames[5]), stretch(frames), [(matrix, 4.5)]) == []
    assert moments_shown(still_of(frames[5]), stretch(frames), []) == []
