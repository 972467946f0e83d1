"""A close look tells a picture of a frame from one of another moment of the same place, by what is new in the frame."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from firstseen.match.moving.closely import Closely, looked_closely
from firstseen.match.moving.looked import Stretch
from firstseen.model.copies import Matrix

WIDE, HIGH, STEP, START = 480, 270, 1 / 25, 10.0
AS_IS: Matrix = ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0))
Picture = NDArray[np.uint8]


def filmed(takes: int, *, walks: bool = True) -> Picture:
    """Two seconds of one place by a camera that hangs still; others go by, and others is its noise, in each take."""
    place = cv2.GaussianBlur(np.random.default_rng(1).integers(0, 255, (HIGH, WIDE)).astype(np.float32), (0, 0), 4)
    place = (place - place.min()) / np.ptp(place) * 160 + 50
    chance = np.random.default_rng(takes)
    begins, paces = chance.uniform(0, WIDE, 5), chance.uniform(-4, 4, 5)
    frames = []
    for number in range(50):
        image = place + cv2.GaussianBlur(chance.normal(0, 9, place.shape).astype(np.float32), (0, 0), 1.2)
        for row, (begin, pace) in enumerate(zip(begins, paces, strict=True)):
            if walks:
                x = int(begin + pace * number) % WIDE
                cv2.rectangle(image, (x, 30 + 45 * row), (x + 25, 65 + 45 * row), 30.0 + 40 * row, -1)
        frames.append(image)
    shown: Picture = np.clip(np.stack(frames), 0, 255).astype(np.uint8)
    return shown


def saved(picture: Picture, quality: int = 86) -> Picture:
    """As a picture is saved and opened again."""
    _, coded = cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, quality])
    return np.asarray(cv2.imdecode(coded, cv2.IMREAD_GRAYSCALE), np.uint8)


def look(picture: Picture, video: Picture, matrix: Matrix = AS_IS, at: float = START + 1.0) -> Closely:
    still = Stretch(picture[None], 0.0, 1.0, picture.shape[1], picture.shape[0])
    found = looked_closely(still, Stretch(video, START, STEP, WIDE, HIGH), matrix, at)
    assert found is not None
    return found


@pytest.mark.parametrize("beside", [0, 3, -9])
def test_the_frame_itself_is_found_and_is_it(beside: int) -> None:
    video = filmed(2)
    found = look(saved(video[25]), video, at=START + (25 + beside) * STEP)
    assert found.time == pytest.approx(START + 25 * STEP, abs=0.001)
    assert found.is_it
    assert not found.is_another(written_over=False)
    assert found.share > 0.9


@pytest.mark.parametrize("beside", [-9, -4, 4, 6])
def test_frames_that_are_shown_twice_do_not_end_the_way_to_it(beside: int) -> None:
    video = np.repeat(filmed(2), 2, axis=0)
    still = Stretch(saved(video[50])[None], 0.0, 1.0, WIDE, HIGH)
    found = looked_closely(still, Stretch(video, START, STEP / 2, WIDE, HIGH), AS_IS, START + (50 + beside) * STEP / 2)
    assert found is not None
    assert START + 50 * STEP / 2 - 0.001 <= found.time <= START + 51 * STEP / 2 + 0.001
    assert found.is_it
    assert found.is_the_same


def test_a_still_with_words_in_another_tone_and_size_is_it() -> None:
    video = filmed(3)
    written = saved(np.clip(0.85 * video[25].astype(np.float32) + 15, 0, 255).astype(np.uint8))
    cv2.putText(written, "WORDS OVER IT ALL", (20, 60), cv2.FONT_HERSHEY_SIMPLEX, 1.4, 255, 4)
    found = look(written, video)
    assert found.is_it
    assert found.lacking > 0.01
    larger = cv2.resize(written, (720, 405), interpolation=cv2.INTER_AREA)
    assert look(np.asarray(larger, np.uint8), video, ((2 / 3, 0.0, 0.0), (0.0, 2 / 3, 0.0))).is_it


def test_another_moment_of_the_place_is_another() -> None:
    found = look(saved(filmed(5)[25]), filmed(4))
    assert found.is_another(written_over=False)
    assert found.is_another(written_over=True) is (found.lacking >= 0.08)
    assert not found.is_it
    assert found.share < 0.6
    assert found.lacking > 0.015


def test_where_nothing_moves_the_noise_of_the_frame_tells() -> None:
    video, other = filmed(6, walks=False), filmed(7, walks=False)
    assert look(saved(video[25]), video).is_it
    found = look(saved(other[25]), video)
    assert not found.is_it
    assert not found.is_another(written_over=False), "what nothing speaks against is not denied"


def test_a_picture_that_was_saved_badly_is_not_said_to_be_another() -> None:
    video = filmed(8)
    small = cv2.resize(saved(video[25], 40), (240, 135), interpolation=cv2.INTER_AREA)
    found = look(saved(np.asarray(small, np.uint8), 25), video, ((2.0, 0.0, 0.0), (0.0, 2.0, 0.0)))
    assert not found.is_another(written_over=False)
    assert found.time == pytest.approx(START + 25 * STEP, abs=0.1)


def test_what_cannot_be_laid_over_the_frames_is_not_looked_at() -> None:
    video = filmed(9)
    away: Matrix = ((1.0, 0.0, 9000.0), (0.0, 1.0, 0.0))
    still = Stretch(video[25][None], 0.0, 1.0, WIDE, HIGH)
    assert looked_closely(still, Stretch(video, START, STEP, WIDE, HIGH), away, START + 1.0) is None
    assert looked_closely(still, Stretch(video[:1], START, STEP, WIDE, HIGH), AS_IS, START) is None
