"""The shots of a video in which a frame's hash is near to that of a still."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from firstseen.match.moving.hashed import NEAR, shots_like
from firstseen.prints.moving.moving import FramePrints

TIMES = (0.0, 0.5, 1.0, 1.5, 2.0, 2.5)
SHOTS = (0, 0, 1, 1, 2, 2)


def frames(seed: int, times: tuple[float, ...] = TIMES, shots: tuple[int, ...] = SHOTS) -> FramePrints:
    chance = np.random.default_rng(seed)
    start = np.array(times, np.float32)
    pdq = chance.integers(0, 256, (len(times), 2, 32), np.uint8)
    return FramePrints(
        start, start + np.float32(0.5), pdq, np.full(len(times), 100, np.uint8), np.array(shots, np.uint16)
    )


VIDEO = frames(1)


def still(frame: int, bits: int, *, mirrored: bool = False, quality: int = 100) -> FramePrints:
    """A frame of the video as a still with so many bits turned round."""
    shown = frames(100 + frame, (0.0,), (0,))
    plain = np.unpackbits(VIDEO.pdq[frame, 0])
    plain[:bits] ^= 1
    pdq = shown.pdq.copy()
    pdq[0, int(mirrored)] = np.packbits(plain)
    return replace(shown, pdq=pdq, quality=np.array([quality], np.uint8))


@pytest.mark.parametrize("mirrored", [False, True])
def test_the_nearest_frame_of_a_shot_is_told_with_its_bits(mirrored: bool) -> None:
    assert shots_like(still(3, NEAR, mirrored=mirrored), VIDEO) == [(NEAR, 1.5)]
    assert shots_like(still(3, NEAR + 1, mirrored=mirrored), VIDEO) == []


def test_shots_come_nearest_first_and_each_once() -> None:
    pdq = VIDEO.pdq.copy()
    pdq[[0, 1, 5]] = pdq[3]
    plain = np.unpackbits(pdq[5, 0])
    plain[200:203] ^= 1
    pdq[5, 0] = np.packbits(plain)
    assert shots_like(still(3, 9), replace(VIDEO, pdq=pdq)) == [(9, 0.0), (9, 1.5), (12, 2.5)]


def test_what_tells_nothing_is_like_nothing() -> None:
    assert shots_like(still(3, 0, quality=5), VIDEO) == []
    assert shots_like(still(3, 0), replace(VIDEO, quality=np.zeros(6, np.uint8))) == []
    assert shots_like(still(3, 0), frames(2, (), ())) == []
