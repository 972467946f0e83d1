from __future__ import annotations

import cv2
import numpy as np
import pytest
from tests.match.moving.scenes import AS_IS, HIGH, STEP, WIDE, Frames, part, scene, stretch

from firstseen.match.moving.looked import Stretch, best_moment, laid
from firstseen.model.copies import Matrix


def test_frames_are_laid_over_each_other_where_they_share_something() -> None:
    whole = scene(1, 2, 3)
    page = np.full((len(whole), 120, 160), 90, np.uint8)
    page[:, 40:76, 50:114] = np.stack([cv2.resize(one, (64, 36), interpolation=cv2.INTER_AREA) for one in whole])
    scale = 64 / WIDE
    inset: Matrix = ((scale, 0.0, 50.0), (0.0, 36 / HIGH, 40.0))
    over = laid(stretch(whole), stretch(page), inset)
    assert over is not None
    first, second = over
    assert first.shape == second.shape
    assert np.corrcoef(first[5], second[5])[0, 1] > 0.95
    assert np.corrcoef(first[5], second[20])[0, 1] < 0.95


def test_what_shares_no_pixels_cannot_be_laid() -> None:
    away: Matrix = ((1.0, 0.0, 5000.0), (0.0, 1.0, 0.0))
    assert laid(stretch(scene(1, 2, 1)), stretch(scene(1, 2, 1)), away) is None
    nothing = stretch(scene(1, 2, 1)[:0])
    assert laid(nothing, nothing, AS_IS) is None


def test_the_moment_of_a_still_is_found() -> None:
    whole = scene(3, 4, 10)
    still = Stretch(part(whole, 6, 6.125), 0.0, 1.0, WIDE, HIGH)
    assert best_moment(still, stretch(whole, 20.0), AS_IS) == pytest.approx(26.0, abs=0.2)


def nearer(count: int, step: float) -> Frames:
    """A camera that comes nearer to a place where things move, by `step` of its first distance with each frame."""
    rng = np.random.default_rng(3)
    place = cv2.GaussianBlur(rng.integers(0, 255, (2 * HIGH, 2 * WIDE)).astype(np.float32), (0, 0), 2)
    place = (place - place.min()) / np.ptp(place) * 200
    begins, speeds = rng.uniform(0.6, 1.4, (4, 2)) * (WIDE, HIGH), rng.uniform(-1, 1, (4, 2))
    frames = []
    for number in range(count):
        now = place.copy()
        for x, y in begins + number * speeds:
            cv2.circle(now, (int(x), int(y)), 3, 255.0, -1)
        zoom = 0.5 * (1 + step * number)
        nearer = np.array([[zoom, 0, WIDE / 2 - zoom * WIDE], [0, zoom, HIGH / 2 - zoom * HIGH]])
        frames.append(cv2.warpAffine(now, nearer, (WIDE, HIGH), flags=cv2.INTER_AREA) + rng.normal(0, 2, (HIGH, WIDE)))
    shown: Frames = np.clip(np.stack(frames), 0, 255).astype(np.uint8)
    return shown


@pytest.mark.parametrize("moment", [0, 11, 16])
def test_a_still_is_placed_where_the_camera_had_come_as_near(moment: int) -> None:
    """The frame that led to the still is the first one, at another distance."""
    frames = nearer(40, 0.008)
    still = Stretch(frames[moment][None], 0.0, 1.0, WIDE, HIGH)
    scale = 1 / (1 + 0.008 * moment)
    to_first: Matrix = ((scale, 0.0, WIDE / 2 * (1 - scale)), (0.0, scale, HIGH / 2 * (1 - scale)))
    assert best_moment(still, stretch(frames, 2.0), to_first) == pytest.approx(2.0 + moment * STEP, abs=0.5)
