"""Cells: photographs are photographed, letters and plain areas are not."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray
from tests.drawing import photograph
from tests.layouts_drawn import LAYOUTS, columns_of_text, login_screen

from firstseen.prints.describe import describe
from firstseen.prints.layout.cells import CELLS


def cells(rgb: NDArray[np.uint8]) -> NDArray[np.bool_]:
    return describe(np.ascontiguousarray(rgb), "0" * 64).photographed


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("size", [(480, 360), (640, 480), (1600, 1200)])
def test_a_photograph_is_photographed(seed: int, size: tuple[int, int]) -> None:
    found = cells(photograph(seed, *size))
    assert found.shape == (CELLS, CELLS)
    assert found.mean() >= 0.85


@pytest.mark.parametrize("width", [600, 1200, 2400])
def test_text_is_not(width: int) -> None:
    assert cells(columns_of_text(3, width, width * 4 // 3, width // 300)).mean() <= 0.06


def test_a_login_screen_hardly_is() -> None:
    assert cells(login_screen()).mean() <= 0.1


@pytest.mark.parametrize("value", [0, 128, 255])
def test_a_plain_area_is_not(value: int) -> None:
    assert not cells(np.full((300, 400, 3), value, np.uint8)).any()


def test_on_a_page_only_the_photograph_is() -> None:
    drawn = LAYOUTS["page of columns"](40)
    height, width = drawn.rgb.shape[:2]
    left, top, right, bottom = drawn.boxes[0]
    x, y = (np.arange(CELLS) + 0.5) * width / CELLS, (np.arange(CELLS) + 0.5) * height / CELLS
    half_x, half_y = width / CELLS / 2, height / CELLS / 2
    within = np.outer(
        (y >= top + half_y) & (y <= bottom - half_y),
        (x >= left + half_x) & (x <= right - half_x),
    )
    beyond = np.outer((y < top - half_y) | (y > bottom + half_y), np.ones(CELLS, np.bool_)) > 0
    found = cells(drawn.rgb)
    assert within.sum() >= 20 and beyond.sum() >= 20
    assert found[within].mean() >= 0.95
    assert found[beyond].mean() <= 0.06


def test_a_blurred_photograph_stays_one_and_a_picture_too_small_for_cells_does_no_harm() -> None:
    assert cells(np.asarray(cv2.GaussianBlur(photograph(5), (0, 0), 3), np.uint8)).mean() >= 0.8
    assert cells(photograph(6)[:5, :9]).shape == (CELLS, CELLS)
