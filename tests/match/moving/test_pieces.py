"""Of a page that shows a frame of a video the picture on it is compared, not the page."""

from __future__ import annotations

import hashlib

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from firstseen.match.moving.pieces import Piece
from firstseen.model.copies import Matrix
from firstseen.prints.describe import describe
from firstseen.prints.picture import PicturePrints

BOX = (60, 200, 540, 470)


@pytest.fixture(scope="module")
def page() -> PicturePrints:
    chance = np.random.default_rng(1)
    rgb: NDArray[np.uint8] = np.full((900, 600, 3), 245, np.uint8)
    noise = cv2.resize(chance.integers(0, 255, (27, 48, 3)).astype(np.uint8), (480, 270), interpolation=cv2.INTER_CUBIC)
    rgb[BOX[1] : BOX[3], BOX[0] : BOX[2]] = noise
    return describe(rgb, hashlib.sha256(rgb.tobytes()).hexdigest())


def test_the_picture_on_a_page_is_the_piece(page: PicturePrints) -> None:
    # The video is 960 pixels wide, twice as wide as on the page.
    matrix: Matrix = ((2.0, 0.0, -120.0), (0.0, 2.0, -400.0))
    piece = Piece.of(page, matrix, (960, 540))
    assert piece.box == pytest.approx(BOX, abs=4)
    assert piece.small.frames.shape[2] == 256
    assert np.array(piece.onto(matrix))[:, 2] == pytest.approx([0, 0], abs=8)
    assert (piece.small.width, piece.small.height) == pytest.approx((480, 270), abs=6)


def test_what_a_frame_covers_as_a_whole_is_whole(page: PicturePrints) -> None:
    matrix: Matrix = ((1.0, 0.0, 5.0), (0.0, 1.0, 5.0))
    piece = Piece.of(page, matrix, (600, 900))
    assert piece.box is None
    assert piece.onto(matrix) == matrix


@pytest.mark.parametrize("matrix", [((2.0, 0.0, -120.0), (0.0, 2.0, 900.0)), ((0.0, 0.0, 0.0), (0.0, 0.0, 0.0))])
def test_where_no_region_is_what_the_frame_covers_all_of_it_is_compared(page: PicturePrints, matrix: Matrix) -> None:
    assert Piece.of(page, matrix, (960, 540)).box is None
