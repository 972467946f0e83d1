"""Frames are hashed from reduced pictures as whole frames would be."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from tests.drawing import photograph

from firstseen.prints.moving.hashing import frame_hashes
from firstseen.prints.moving.sampled import distances
from firstseen.prints.pdq import pdq


@pytest.mark.parametrize("size", [(720, 1280), (1280, 720), (480, 640), (1080, 1920), (333, 517)])
def test_close_to_the_whole_frame(size: tuple[int, int]) -> None:
    whole = [photograph(seed, size[1], size[0]) for seed in (1, 2)]
    factor = 320 / max(size)
    small = (round(size[1] * factor), round(size[0] * factor))
    looks = np.stack(
        [cv2.resize(cv2.cvtColor(one, cv2.COLOR_RGB2GRAY), small, interpolation=cv2.INTER_AREA) for one in whole]
    )
    hashes, qualities = frame_hashes(looks, size)
    for number, picture in enumerate(whole):
        expected, quality = pdq(picture)
        assert distances(expected[0], hashes[number, :1])[0] <= 6
        assert distances(expected[5], hashes[number, 1:])[0] <= 6
        assert abs(quality - int(qualities[number])) <= 10


def test_a_part_is_hashed_as_a_picture_of_its_own() -> None:
    picture = photograph(3, 640, 360)
    framed = np.zeros((480, 640, 3), np.uint8)
    framed[60:420] = picture
    look = cv2.resize(cv2.cvtColor(framed, cv2.COLOR_RGB2GRAY), (320, 240), interpolation=cv2.INTER_AREA)
    hashes, _ = frame_hashes(look[None], (480, 640), (0, 30, 320, 210))
    assert distances(pdq(picture)[0][0], hashes[0, :1])[0] <= 6


def test_nothing_to_hash() -> None:
    hashes, qualities = frame_hashes(np.zeros((0, 10, 10), np.uint8), (10, 10))
    assert hashes.shape == (0, 2, 32) and qualities.shape == (0,)
    hashes, qualities = frame_hashes(np.full((2, 3, 90), 7, np.uint8), (3, 90))
    assert not hashes.any() and not qualities.any()
