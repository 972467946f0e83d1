from __future__ import annotations

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from firstseen.match.moving.alignment import align
from firstseen.match.moving.looked import Looked, Stretch, look
from firstseen.model.copies import Matrix

WIDE, HIGH = 96, 54
AS_IS: Matrix = ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0))
STEP = 0.25
Frames = NDArray[np.uint8]


def scene(seed: int, takes: int, count: int = 60) -> Frames:
    """A place (of `seed`) with blobs that move through it (of `takes`)."""
    place = cv2.GaussianBlur(np.random.default_rng(seed).integers(0, 255, (HIGH, WIDE)).astype(np.float32), (0, 0), 3)
    place = (place - place.min()) / np.ptp(place) * 200 + 20
    rng = np.random.default_rng(takes)
    paths = rng.uniform(0, 1, (6, 4))
    frames = []
    for number in range(count):
        image = place.copy()
        for x, y, across, down in paths:
            at = int((x + number * (across - 0.5) / 20) % 1 * WIDE), int((y + number * (down - 0.5) / 20) % 1 * HIGH)
            cv2.circle(image, at, 6, 250.0, -1)
        frames.append(image + rng.normal(0, 2, image.shape))
    shown: Frames = np.clip(np.stack(frames), 0, 255).astype(np.uint8)
    return shown


def stretch(frames: Frames, start: float = 0.0) -> Stretch:
    return Stretch(frames, start, STEP, frames.shape[2], frames.shape[1])


def lines(found: Looked) -> list[tuple[float, float, float, float]]:
    return [(*one.a, *one.b) for one in align(found.a, found.b, found.alike)]


def test_a_later_part_of_one_footage_is_found_where_it_belongs() -> None:
    whole = scene(1, 2)
    found = look(stretch(whole), stretch(whole[20:50]), AS_IS)
    assert found.moving
    (one,) = lines(found)
    assert one == pytest.approx((5.0, 12.5, 0.0, 7.5), abs=0.3)


def test_another_take_of_the_same_place_has_no_stretch_in_common() -> None:
    found = look(stretch(scene(1, 2)), stretch(scene(1, 3)), AS_IS)
    assert found.moving
    assert sum(one[1] - one[0] for one in lines(found)) < 2.0


def test_laid_into_another_picture_mirrored_and_small() -> None:
    whole = scene(4, 5)
    page = np.full((len(whole), 120, 160), 90, np.uint8)
    small = np.stack([cv2.resize(frame[:, ::-1], (64, 36), interpolation=cv2.INTER_AREA) for frame in whole])
    page[:, 40:76, 50:114] = small
    scale = 64 / WIDE
    matrix: Matrix = ((-scale, 0.0, 50 + 64.0), (0.0, 36 / HIGH, 40.0))
    found = look(stretch(whole), stretch(page[8:]), matrix)
    (one,) = lines(found)
    assert one == pytest.approx((2.0, 15.0, 0.0, 13.0), abs=0.3)


def test_where_nothing_moves_frames_are_compared_as_they_are() -> None:
    still = np.repeat(scene(6, 7, 1), 20, axis=0)
    found = look(stretch(still), stretch(still), AS_IS)
    assert found.moving is False
    assert len(found.alike.a) == 400
    other = np.repeat(scene(8, 9, 1), 20, axis=0)
    assert len(look(stretch(still), stretch(other), AS_IS).alike.a) == 0


def test_what_shares_no_pixels_cannot_be_compared() -> None:
    away: Matrix = ((1.0, 0.0, 5000.0), (0.0, 1.0, 0.0))
    found = look(stretch(scene(1, 2)), stretch(scene(1, 2)), away)
    assert found.moving is None
    assert len(found.alike.a) == 0
    nothing = stretch(scene(1, 2)[:0])
    assert look(nothing, nothing, AS_IS).moving is None
