import pytest

from firstseen.dossier.overlay import Overlay
from firstseen.dossier.side_by_side import TALLEST, WIDTH, side_by_side, stacked


def overlay(width: int, height: int, *points: tuple[float, float]) -> Overlay:
    return Overlay(width, height, None, (), points)


@pytest.mark.parametrize(("left", "right"), [((960, 640), (540, 1080)), ((640, 640), (3000, 2000)), ((9, 16), (9, 16))])
def test_in_a_row_both_have_one_height_and_their_own_shape(left: tuple[int, int], right: tuple[int, int]) -> None:
    drawing = side_by_side(overlay(*left), overlay(*right))
    assert drawing.in_a_row and drawing.left.height == drawing.right.height <= TALLEST
    for placed, (width, height) in ((drawing.left, left), (drawing.right, right)):
        assert placed.width / placed.height == pytest.approx(width / height)
    assert drawing.left.x >= 0 and drawing.right.x > drawing.left.x + drawing.left.width
    assert drawing.right.x + drawing.right.width <= WIDTH + 1e-6


def test_a_panorama_stands_above_the_other() -> None:
    drawing = side_by_side(overlay(6000, 1000), overlay(600, 400))
    assert not drawing.in_a_row
    assert drawing.left.width == WIDTH
    assert drawing.right.y > drawing.left.height
    assert drawing.height == pytest.approx(drawing.right.y + drawing.right.height)


def test_lines_join_the_same_points() -> None:
    one, other = overlay(100, 50, (0, 0), (100, 50)), overlay(200, 100, (0, 0), (200, 100))
    for drawing in (side_by_side(one, other), stacked(one, other)):
        (x1, y1, x2, y2), (x3, y3, x4, y4) = drawing.lines
        assert (x1, y1, x2, y2) == (drawing.left.x, drawing.left.y, drawing.right.x, drawing.right.y)
        assert (x3 - x1, y3 - y1) == pytest.approx((drawing.left.width, drawing.left.height))
        assert (x4 - x2, y4 - y2) == pytest.approx((drawing.right.width, drawing.right.height))
