import pytest

from firstseen.dossier.overlay import of_box, overlays
from firstseen.model.copies import Copy, Matrix, Relation
from firstseen.model.matrices import inverse, transformed


def copy(transform: Matrix | None) -> Copy:
    points = (((10.0, 20.0), (5.0, 10.0)),)
    return Copy(
        "a" * 64, "b" * 64, Relation.COPY, 0.9, False, (0, 0, 100, 50), (0, 0, 50, 25), transform, None, (), "", points
    )


def test_the_frame_of_each_is_carried_to_the_other() -> None:
    over_a, over_b = overlays(copy(((0.5, 0.0, 4.0), (0.0, 0.5, 2.0))), (100, 50), (60, 40))
    assert over_b.frame == ((4.0, 2.0), (54.0, 2.0), (54.0, 27.0), (4.0, 27.0))
    assert over_a.frame[0] == pytest.approx((-8.0, -4.0))
    assert over_a.frame[2] == pytest.approx((112.0, 76.0))
    assert (over_a.box, over_b.box) == ((0, 0, 100, 50), (0, 0, 50, 25))
    assert (over_a.points, over_b.points) == (((10.0, 20.0),), ((5.0, 10.0),))


def test_there_and_back_is_the_same_place() -> None:
    matrix: Matrix = ((-0.8, 0.3, 500.0), (0.2, 1.1, -40.0))
    back = inverse(matrix)
    assert back is not None
    assert transformed(back, transformed(matrix, ((12.0, 34.0),)))[0] == pytest.approx((12.0, 34.0))


def test_a_flat_matrix_or_none_leaves_the_frame_away() -> None:
    assert inverse(((1.0, 1.0, 0.0), (1.0, 1.0, 0.0))) is None
    assert overlays(copy(((1.0, 1.0, 0.0), (1.0, 1.0, 0.0))), (9, 9), (9, 9))[0].frame == ()
    assert overlays(copy(None), (9, 9), (9, 9))[1].frame == ()


def test_the_outline_lies_in_b_as_it_is_turned_there() -> None:
    over_a, over_b = overlays(copy(((0.0, -0.5, 60.0), (0.5, 0.0, 0.0))), (120, 80), (60, 60))
    assert over_a.outline == ((0.0, 0.0), (100.0, 0.0), (100.0, 50.0), (0.0, 50.0))
    assert over_b.outline == ((60.0, 0.0), (60.0, 50.0), (35.0, 50.0), (35.0, 0.0))
    assert overlays(copy(None), (120, 80), (60, 60))[1].outline == ()


def test_a_single_box_is_an_overlay_too() -> None:
    assert of_box((10, 20, 40, 30), (100, 50)).box == (10, 20, 30, 10)
