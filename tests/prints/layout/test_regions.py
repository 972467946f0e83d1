"""Regions are where the photographs are, on pages, in screenshots and collages; and nowhere else."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray
from tests.drawing import photograph
from tests.layouts_drawn import LAYOUTS, checkerboard, columns_of_text, login_screen, noise, overlap, write

from firstseen.model.pictures import Box
from firstseen.prints.layout.regions import MOST_REGIONS, find_regions
from firstseen.prints.scaling import WORKING_SIDE, fine_grey, grey, scaled


def regions(rgb: NDArray[np.uint8]) -> tuple[Box, ...]:
    full = grey(np.ascontiguousarray(rgb))
    fine = fine_grey(full)
    return find_regions(fine, scaled(fine, WORKING_SIDE), (full.shape[0], full.shape[1]))


@pytest.mark.parametrize("seed", [10, 30, 50])
@pytest.mark.parametrize("name", LAYOUTS)
def test_every_photograph_of_a_layout_is_a_region(name: str, seed: int) -> None:
    drawn = LAYOUTS[name](seed)
    found = regions(drawn.rgb)
    assert len(found) <= MOST_REGIONS
    for box in drawn.boxes:
        assert max((overlap(box, other) for other in found), default=0.0) >= 0.85, (box, found)


def test_boxes_are_in_pixels_of_the_stored_picture() -> None:
    drawn = LAYOUTS["screenshot"](11)
    large = np.repeat(np.repeat(drawn.rgb, 3, axis=0), 3, axis=1)
    left, top, right, bottom = (3 * side for side in drawn.boxes[0])
    assert max(overlap((left, top, right, bottom), other) for other in regions(large)) >= 0.95


@pytest.mark.parametrize("shape", [(640, 480), (480, 640), (1600, 900), (200, 150)])
def test_a_plain_photograph_has_hardly_a_region(shape: tuple[int, int]) -> None:
    assert sum(len(regions(photograph(seed, *shape))) for seed in range(8)) <= 2


@pytest.mark.parametrize("columns", [1, 2, 3, 5])
def test_columns_of_text_are_no_regions(columns: int) -> None:
    assert regions(columns_of_text(columns, 1200, 1600, columns)) == ()


def test_columns_beside_a_photograph_are_no_regions() -> None:
    drawn = LAYOUTS["page of columns"](21)
    (box,) = drawn.boxes
    for other in regions(drawn.rgb):
        shared = max(0, min(box[2], other[2]) - max(box[0], other[0])) * max(
            0, min(box[3], other[3]) - max(box[1], other[1])
        )
        assert shared >= 0.9 * min((b[2] - b[0]) * (b[3] - b[1]) for b in (box, other)), other


WITHOUT = {
    "uniform": np.full((600, 800, 3), 90, np.uint8),
    "one pixel": np.zeros((1, 1, 3), np.uint8),
    "one row": photograph(1)[:1],
    "noise": noise(1, 800, 600),
    "checkerboard": checkerboard(40, 800),
    "small checkerboard": checkerboard(7, 800),
    "panorama": photograph(2, 12_000, 600),
    "tower": photograph(3, 300, 6_000),
    "login screen": login_screen(),
    "smaller than two regions": photograph(4, 120, 120),
}


@pytest.mark.parametrize("name", WITHOUT)
def test_what_holds_no_picture_of_its_own_has_no_regions(name: str) -> None:
    assert regions(WITHOUT[name]) == ()


@pytest.mark.parametrize("corner", [(540, 330), (90, 260), (420, 60)])
@pytest.mark.parametrize("seed", [12, 13])
def test_a_small_picture_over_stripes_is_a_region(seed: int, corner: tuple[int, int]) -> None:
    """The stripes are longer edges than the upright sides of the picture, in most columns."""
    cloth = photograph(seed + 50, 900, 640) // 4 + 90
    for x in range(7, 900, 26):
        cloth[:, x : x + 9] = cloth[:, x : x + 9] // 2 + 20
    left, top = corner
    box = (left, top, left + 180, top + 135)
    cloth[top - 3 : top + 138, left - 3 : left + 183] = 250
    cloth[top : top + 135, left : left + 180] = photograph(seed, 180, 135)
    assert max((overlap(box, other) for other in regions(cloth)), default=0.0) >= 0.85


def dull(seed: int) -> NDArray[np.uint8]:
    """A photograph, 600 x 340, in which there is little to see: a few soft shades of one tone."""
    soft = cv2.GaussianBlur(photograph(seed, 600, 340).astype(np.float32), (0, 0), 9)
    return np.asarray(70 + (soft - soft.mean()) / 3, np.float32).round().astype(np.uint8)


@pytest.mark.parametrize("seed", range(40, 46))
def test_a_dull_picture_on_a_page_is_a_region(seed: int) -> None:
    box = (120, 200, 720, 540)
    page = np.full((1080, 860, 3), (236, 232, 240), np.uint8)
    page[box[1] : box[3], box[0] : box[2]] = dull(seed)
    for row in range(600, 1000, 30):
        page = write(page, "the river took the bridge today, and nobody answered", (120, row), 22)
    assert max((overlap(box, other) for other in regions(page)), default=0.0) >= 0.9


def test_a_card_of_letters_on_a_page_is_no_region() -> None:
    page = np.full((1080, 860, 3), (236, 232, 240), np.uint8)
    page[200:540, 120:720] = (70, 80, 96)
    for row in range(220, 520, 30):
        page = write(page, "the river took the bridge today, and nobody", (140, row), 22, (250, 250, 250))
    assert regions(page) == ()


@pytest.mark.parametrize("seed", range(40, 46))
def test_a_dull_rectangle_within_a_photograph_is_no_region(seed: int) -> None:
    """A window, a board, a car's side: without a ground round it nothing says that it is a picture of its own."""
    scene = photograph(seed + 20, 1000, 750)
    scene[200:540, 200:800] = dull(seed)
    assert regions(scene) == ()
