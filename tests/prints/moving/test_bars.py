"""Bars and blurred sides are taken away where they are, and nowhere else."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray
from tests.drawing import photograph

from firstseen.prints.moving.bars import shown_part

Picture = NDArray[np.uint8]


def moving(seed: int, rows: int, columns: int, count: int = 6) -> list[Picture]:
    wide = cv2.cvtColor(photograph(seed, columns + 80, rows + 20), cv2.COLOR_RGB2GRAY)
    return [np.ascontiguousarray(wide[10 : 10 + rows, 12 * n : 12 * n + columns]) for n in range(count)]


def noisy(looks: list[Picture]) -> NDArray[np.uint8]:
    """With what compression does: a level or two up or down."""
    chance = np.random.default_rng(3)
    stack = np.stack(looks).astype(np.int16)
    return np.asarray(np.clip(stack + chance.integers(-2, 3, stack.shape), 0, 255), np.uint8)


@pytest.mark.parametrize("level", [0, 16, 128, 255])
@pytest.mark.parametrize("upright", [False, True])
def test_plain_bars(level: int, upright: bool) -> None:
    framed = [np.pad(look, ((24, 24), (0, 0)), constant_values=level) for look in moving(1, 132, 320)]
    looks = noisy([look.T.copy() if upright else look for look in framed])
    left, top, right, bottom = shown_part(looks)
    expected = (24, 0, 156, 320) if upright else (0, 24, 320, 156)
    assert np.abs(np.array((left, top, right, bottom)) - expected).max() <= 1


def test_bars_all_round() -> None:
    looks = noisy([np.pad(look, ((20, 20), (40, 40))) for look in moving(2, 140, 240)])
    assert np.abs(np.array(shown_part(looks)) - (40, 20, 280, 160)).max() <= 1


def test_letters_in_a_bar() -> None:
    framed = [np.pad(look, ((60, 0), (0, 0)), constant_values=250) for look in moving(3, 120, 320)]
    for look in framed:
        cv2.putText(look, "WHEN YOU SEE IT", (20, 40), cv2.FONT_HERSHEY_SIMPLEX, 0.8, 0, 2)
    left, top, right, bottom = shown_part(noisy(framed))
    assert (left, right, bottom) == (0, 320, 180) and abs(top - 60) <= 1


@pytest.mark.parametrize("upright", [False, True])
def test_blurred_sides(upright: bool) -> None:
    """A tall picture in a wide frame, on an enlarged and blurred copy of itself."""
    looks = []
    for inner in moving(4, 180, 102):
        ground = cv2.GaussianBlur(cv2.resize(inner, (320, 565))[190:370], (0, 0), 6)
        ground[:, 109:211] = inner
        looks.append(ground.T.copy() if upright else ground)
    box = shown_part(noisy(looks))
    expected = (0, 109, 180, 211) if upright else (109, 0, 211, 180)
    assert np.abs(np.array(box) - expected).max() <= 2


@pytest.mark.parametrize("seed", range(5, 17))
def test_a_picture_without_bars_stays_whole(seed: int) -> None:
    assert shown_part(noisy(moving(seed, 180, 320))) == (0, 0, 320, 180)


def test_a_dark_sky_is_no_bar() -> None:
    looks = []
    for look in moving(20, 180, 320):
        dark = look.copy()
        dark[:70] = 6
        looks.append(dark)
    assert shown_part(noisy(looks)) == (0, 0, 320, 180)


def test_soft_margins_are_no_blurred_sides() -> None:
    """A lens that is sharp in the middle alone has no seam."""
    looks = []
    for look in moving(21, 180, 320):
        soft = cv2.GaussianBlur(look, (0, 0), 6).astype(np.float32)
        sharp = np.exp(-(((np.arange(320) - 160) / 70.0) ** 4))[None, :]
        looks.append((look * sharp + soft * (1 - sharp)).astype(np.uint8))
    assert shown_part(noisy(looks)) == (0, 0, 320, 180)


def test_one_black_frame() -> None:
    assert shown_part(np.zeros((1, 180, 320), np.uint8)) == (0, 0, 320, 180)
