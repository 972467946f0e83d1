"""What is altered is named, and marked where it is; words over a picture are no alteration."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray
from tests.drawing import photograph

from firstseen.model.copies import Copy, Relation
from firstseen.model.pictures import Box

from .drawing import Picture, compare, write


def marked(copy: Copy, width: int, height: int) -> NDArray[np.bool_]:
    """(height, width): the pixels of a that the mask marks."""
    assert copy.altered is not None
    left, top, right, bottom = copy.altered.box
    grid = np.array([[cell == "1" for cell in row] for row in copy.altered.cells])
    rows = np.floor((np.arange(height) - top) * grid.shape[0] / (bottom - top)).astype(np.intp)
    columns = np.floor((np.arange(width) - left) * grid.shape[1] / (right - left)).astype(np.intp)
    inside = np.outer((rows >= 0) & (rows < grid.shape[0]), (columns >= 0) & (columns < grid.shape[1]))
    spread = grid[np.clip(rows, 0, grid.shape[0] - 1)][:, np.clip(columns, 0, grid.shape[1] - 1)]
    return np.asarray(spread & inside, np.bool_)


def replaced(picture: Picture, box: Box, by: Picture) -> Picture:
    left, top, right, bottom = box
    out = picture.copy()
    out[top:bottom, left:right] = by[top:bottom, left:right]
    return out


def shares(copy: Copy, box: Box) -> tuple[float, float]:
    """Of the box the share that is marked, and of what is marked the share that lies elsewhere."""
    found = marked(copy, 640, 480)
    there = np.zeros((480, 640), np.bool_)
    there[box[1] : box[3], box[0] : box[2]] = True
    return float(found[there].mean()), float((found & ~there).sum() / max(int(found.sum()), 1))


BOXES: list[Box] = [(240, 160, 440, 340), (60, 60, 240, 220), (400, 260, 560, 420)]


@pytest.mark.parametrize(
    ("seed", "box"), [(109, BOXES[0]), (109, BOXES[2]), (115, BOXES[0]), (115, BOXES[1]), (118, BOXES[1])]
)
def test_other_content_in_a_place_is_marked_there_and_nowhere_else(seed: int, box: Box) -> None:
    picture = photograph(seed)
    copy = compare(picture, replaced(picture, box, photograph(seed + 81)))
    assert copy is not None and copy.relation is Relation.ALTERED
    covered, elsewhere = shares(copy, box)
    assert covered >= 0.6
    assert elsewhere <= 0.12


def test_the_mask_is_in_pixels_of_a_when_b_is_a_crop_of_another_size() -> None:
    picture = photograph(109)
    changed = replaced(picture, BOXES[0], photograph(190))[60:440, 80:600]
    copy = compare(picture, changed[::2, ::2])
    assert copy is not None and copy.relation is Relation.ALTERED
    covered, elsewhere = shares(copy, BOXES[0])
    assert covered >= 0.6
    assert elsewhere <= 0.12


def test_words_over_a_picture_are_no_alteration() -> None:
    picture = photograph(120)
    over = write(picture, "THEY NEVER TOLD YOU THIS", 20, 30, 44, (255, 255, 255))
    copy = compare(picture, write(over, "share it before it is gone", 30, 380, 46, (255, 240, 0)))
    assert copy is not None and copy.relation is Relation.COPY
    assert copy.altered is None
    assert "text added" in copy.changes


def test_a_plain_copy_has_no_mask() -> None:
    picture = photograph(121)
    copy = compare(picture, picture[20:, 40:])
    assert copy is not None and copy.relation is Relation.COPY
    assert copy.altered is None
