from __future__ import annotations

import numpy as np
import pytest
from bench.copies.edits.canvas import bordered, covering, cropped, flipped, placed, project, resized, shift, start
from tests.drawing import photograph

BASE = photograph(1, 200, 100)


def _at(move: np.ndarray[tuple[int, ...], np.dtype[np.float64]], x: float, y: float) -> tuple[float, float]:
    to_x, to_y = project(move, np.array([[x, y]]))[0]
    return float(to_x), float(to_y)


def test_a_photograph_is_an_edit_that_changes_nothing() -> None:
    edited = start(BASE)
    assert edited.box == edited.box_shown == (0, 0, 200, 100)
    assert edited.shown == 1.0
    assert edited.words == frozenset()


def test_pixels_go_where_the_move_says() -> None:
    edited = flipped(cropped(start(BASE), (50, 20, 150, 80)))
    assert np.array_equal(edited.picture, BASE[20:80, 50:150][:, ::-1])
    x, y = _at(edited.move, 60, 30)
    assert np.array_equal(edited.picture[round(y), round(x)], BASE[30, 60])
    assert edited.box_shown == (50, 20, 150, 80)
    assert edited.shown == pytest.approx(0.3)
    assert edited.words == {"cropped", "mirrored"}


def test_corners_keep_their_place_when_resized() -> None:
    edited = resized(start(BASE), 100)
    assert _at(edited.move, -0.5, -0.5) == pytest.approx((-0.5, -0.5))
    assert _at(edited.move, 199.5, 99.5) == pytest.approx((99.5, 49.5))
    assert edited.box == (0, 0, 100, 50)


def test_only_what_lies_on_the_page_is_shown() -> None:
    page = np.zeros((100, 100, 3), np.uint8)
    edited = placed(start(BASE), page, -120, 40)
    assert edited.box == (0, 40, 80, 100)
    assert edited.box_shown == (120, 0, 200, 60)
    assert edited.part and edited.relations == ("part",)
    assert np.array_equal(edited.picture[40:, :80], BASE[:60, 120:])


def test_a_border_is_no_part() -> None:
    edited = bordered(start(BASE), 255, 5, 6, 7, 8)
    assert edited.picture.shape == (111, 215, 3)
    assert edited.box == (7, 5, 207, 105)
    assert not edited.part


def test_covering_cuts_what_is_too_long() -> None:
    edited = covering(start(BASE), 50, 50)
    assert edited.picture.shape == (50, 50, 3)
    assert edited.box_shown == (50, 0, 150, 100)


def test_a_photograph_that_is_cut_away_is_refused() -> None:
    framed = bordered(start(BASE), 0, 0, 0, 100, 0)
    with pytest.raises(ValueError, match="nothing of the photograph"):
        cropped(framed, (0, 0, 90, 90))


def test_shift_scales_about_the_corner() -> None:
    assert _at(shift(10, 20, 2.0), -0.5, -0.5) == pytest.approx((9.5, 19.5))
