"""Cuts are found one frame late; motion and flashes are none."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray
from tests.drawing import photograph

from firstseen.prints.moving.shots import CutFinder

Picture = NDArray[np.uint8]


def glances(seed: int, count: int, step: float = 1.0) -> list[Picture]:
    wide = cv2.resize(cv2.cvtColor(photograph(seed, 900, 400), cv2.COLOR_RGB2GRAY), (120, 27))
    return [np.ascontiguousarray(wide[:, int(n * step) : int(n * step) + 48]) for n in range(count)]


def cuts(frames: list[Picture]) -> list[int]:
    """The frames that were said to begin a shot."""
    finder = CutFinder()
    return [number - 1 for number, frame in enumerate(frames) if finder.feed(frame)]


def test_cuts() -> None:
    assert cuts(glances(1, 20) + glances(2, 20) + glances(3, 20)) == [20, 40]


def test_a_moving_camera_is_no_cut() -> None:
    assert cuts(glances(4, 14, step=5.0)) == []


def test_a_flash_is_no_cut() -> None:
    frames = glances(5, 30)
    frames[12] = np.clip(frames[12].astype(int) + 120, 0, 255).astype(np.uint8)
    assert cuts(frames) == []


def test_a_white_frame_between_is_no_cut() -> None:
    frames = glances(6, 30)
    frames[12] = np.full_like(frames[12], 255)
    assert cuts(frames) == []


def test_a_fade_to_black_is_no_cut() -> None:
    frames = [np.asarray(frame * (1 - n / 20), np.uint8) for n, frame in enumerate(glances(7, 20))]
    assert cuts(frames) == []


def test_another_size_is_another_shot() -> None:
    finder = CutFinder()
    finder.feed(np.zeros((27, 48), np.uint8))
    assert finder.feed(np.zeros((48, 27), np.uint8))
