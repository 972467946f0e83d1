from __future__ import annotations

import numpy as np
import pytest

from firstseen.chronicle.spread.strips import beside_of, fitting, photographed_reach, thick_of
from firstseen.model.pictures import Box

WHOLE: Box = (0, 0, 400, 500)
BELOW: Box = (0, 100, 400, 500)
"""All but 100 pixels above."""
OVER = 1.25
"""What a picture shows of which the shared part is `BELOW`, where all of it is photograph."""


def cells(*, above: bool, below: bool = True) -> np.ndarray:
    """16 x 16: whether the topmost fifth, and the rest, is photographed."""
    made = np.full((16, 16), below)
    made[:3] = above
    return made


def test_a_strip_of_letters_is_none_of_the_photograph() -> None:
    assert photographed_reach(BELOW, WHOLE, OVER, cells(above=False)) == 1.0


def test_a_strip_in_which_something_is_photographed_stays() -> None:
    assert photographed_reach(BELOW, WHOLE, OVER, cells(above=True)) == OVER
    little = cells(above=False)
    little[1, :6] = True
    assert photographed_reach(BELOW, WHOLE, OVER, little) == OVER


def test_a_plain_side_counts_where_another_is_photographed() -> None:
    box: Box = (80, 100, 400, 500)
    reach = 1.25 * 1.25
    plain_above = cells(above=False)
    assert photographed_reach(box, WHOLE, reach, plain_above) == reach
    assert photographed_reach(box, WHOLE, reach, np.zeros((16, 16), np.bool_)) == 1.0


def test_what_fits_no_choice_of_sides_stays_as_it_was() -> None:
    assert photographed_reach(BELOW, WHOLE, 1.6, cells(above=False)) == 1.6


def test_a_strip_thinner_than_a_cell_stays_as_it_was() -> None:
    assert photographed_reach((0, 12, 400, 500), WHOLE, 500 / 488, np.zeros((16, 16), np.bool_)) == 500 / 488


@pytest.mark.parametrize(("right", "reach"), [(374, 1.0), (340, 1 + 60 / 318)])
def test_what_is_as_thick_as_the_border_on_the_other_sides_is_that_border(right: int, reach: float) -> None:
    box: Box = (22, 23, right, 478)
    measured = 1 + (400 - right) / (right - 22)
    assert photographed_reach(box, WHOLE, measured, np.ones((16, 16), np.bool_)) == pytest.approx(reach)


def test_the_sides_are_those_that_fit_the_measure() -> None:
    beside = beside_of((80, 100, 400, 400), WHOLE)
    assert beside == pytest.approx((0.25, 1 / 3, 0.0, 1 / 3))
    assert beside is not None
    assert fitting(beside, thick_of(beside), 1.25) == (0,)
    assert fitting(beside, thick_of(beside), 1.25 * 5 / 3) == (0, 1, 3)
    assert fitting(beside, thick_of(beside), 1.0) == ()
    assert fitting(beside, thick_of(beside), 3.0) is None
    assert beside_of((80, 100, 80, 400), WHOLE) is None
