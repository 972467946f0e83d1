import io

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image
from tests.drawing import jpeg, photograph

from firstseen.match.difference import FORGIVEN, Laid, between_crops, lay_over, painted
from firstseen.model.copies import Matrix

SAME: Matrix = ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0))


def encoded(picture: NDArray[np.uint8], quality: int) -> NDArray[np.uint8]:
    return np.asarray(Image.open(io.BytesIO(jpeg(picture, quality))))


def laid(first: NDArray[np.uint8], second: NDArray[np.uint8], move: Matrix) -> Laid:
    done = lay_over(first, second, move)
    assert done is not None
    return done


def turned(picture: NDArray[np.uint8], degrees: float, scale: float) -> tuple[NDArray[np.uint8], Matrix]:
    """The picture turned and resized, and the matrix from pixels of the picture to pixels of that."""
    height, width = picture.shape[:2]
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, scale)
    first, second = (tuple(float(value) for value in row) for row in matrix)
    moved = cv2.warpAffine(picture, matrix, (width, height), flags=cv2.INTER_AREA)
    return np.asarray(moved, np.uint8), ((first[0], first[1], first[2]), (second[0], second[1], second[2]))


@pytest.mark.parametrize("quality", [60, 75, 90])
@pytest.mark.parametrize("seed", range(3))
def test_nothing_is_left_of_a_copy_that_was_encoded_again(seed: int, quality: int) -> None:
    base = photograph(seed)
    left = laid(base, encoded(base, quality), SAME).difference
    assert np.percentile(left, 99) < FORGIVEN
    assert left.mean() < 1.5


@pytest.mark.parametrize(("degrees", "scale"), [(0.0, 0.5), (4.0, 0.8), (-12.0, 0.6), (2.0, 1.3)])
def test_a_turned_and_resized_copy_is_brought_back(degrees: float, scale: float) -> None:
    base = photograph(4)
    moved, matrix = turned(base, degrees, scale)
    done = laid(base, encoded(moved, 85), matrix)
    assert done.covered.mean() > 0.5
    assert np.percentile(done.difference[done.covered], 98) < FORGIVEN
    apart = laid(base, encoded(moved, 85), SAME)
    assert apart.difference.mean() > 5 * done.difference.mean(), "without the transform they do not lie on each other"


@pytest.mark.parametrize("smaller", [4, 8])
def test_fine_detail_that_a_small_copy_cannot_hold_is_no_difference(smaller: int) -> None:
    stripes = np.where(np.arange(480)[:, None] // 3 % 2 == 0, 40, -40)[..., None]
    base = np.clip(photograph(14).astype(int) + stripes, 0, 255).astype(np.uint8)
    small = cv2.resize(base, None, fx=1 / smaller, fy=1 / smaller, interpolation=cv2.INTER_AREA)
    shift = 0.5 / smaller - 0.5
    small_to_large: Matrix = ((smaller, 0.0, smaller / 2 - 0.5), (0.0, smaller, smaller / 2 - 0.5))
    large_to_small: Matrix = ((1 / smaller, 0.0, shift), (0.0, 1 / smaller, shift))
    for first, second, move in ((base, small, large_to_small), (small, base, small_to_large)):
        done = laid(first, np.asarray(second, np.uint8), move)
        assert np.percentile(done.difference, 97) < FORGIVEN
    assert np.abs(done.second.astype(int) - small).mean() < 12, "the large one is shown as reduced, not as sampled"


def test_what_was_planted_is_what_is_left() -> None:
    base = photograph(5)
    other = base.copy()
    other[100:220, 200:380] = photograph(77)[100:220, 200:380]
    left = laid(base, encoded(other, 80), SAME).difference
    inside = np.zeros(left.shape, np.bool_)
    inside[104:216, 204:376] = True
    near = cv2.dilate(inside.astype(np.uint8), np.ones((15, 15), np.uint8)) > 0
    assert (left[inside] > FORGIVEN).mean() > 0.5
    assert (left[~near] > FORGIVEN).mean() < 0.005


def test_letters_are_left() -> None:
    base = photograph(6)
    other = base.copy()
    cv2.putText(other, "NOT HERE", (120, 240), cv2.FONT_HERSHEY_SIMPLEX, 2.0, (255, 255, 255), 5, cv2.LINE_AA)
    left = laid(base, encoded(other, 75), SAME).difference
    assert (left[195:245, 120:450] > FORGIVEN).mean() > 0.15
    assert (left[300:] > FORGIVEN).mean() < 0.005


def test_another_tone_or_no_colour_is_no_difference() -> None:
    base = photograph(7)
    dark = np.clip(base.astype(np.float32) * 0.6 + 20, 0, 255).astype(np.uint8)
    grey = np.repeat(base.mean(axis=2, keepdims=True).astype(np.uint8), 3, axis=2)
    for other in (dark, grey):
        assert np.percentile(laid(base, other, SAME).difference, 98) < FORGIVEN


def test_colour_alone_is_a_difference() -> None:
    base = photograph(8)
    other = base.copy()
    other[100:200, 100:200] = base[100:200, 100:200, ::-1]
    left = laid(base, other, SAME).difference
    assert left[110:190, 110:190].mean() > 5 * left[300:].mean() + 5


def test_a_mirrored_copy_is_turned_back() -> None:
    base = photograph(9)
    move: Matrix = ((-1.0, 0.0, base.shape[1] - 1.0), (0.0, 1.0, 0.0))
    done = laid(base, np.ascontiguousarray(base[:, ::-1]), move)
    assert done.difference.max() < FORGIVEN
    assert np.array_equal(done.second, base)


def test_where_one_shows_nothing_nothing_is_compared() -> None:
    base = photograph(10)
    done = laid(base, np.ascontiguousarray(base[:, 320:]), ((1.0, 0.0, -320.0), (0.0, 1.0, 0.0)))
    assert not done.covered[:, :318].any() and done.covered[:, 322:].all()
    assert done.difference.max() < FORGIVEN
    assert len(np.unique(painted(done)[:, :300].reshape(-1, 3), axis=0)) == 1


def test_a_matrix_that_is_no_use_gives_nothing() -> None:
    base = photograph(11)
    assert lay_over(base, base, ((0.0, 0.0, 0.0), (0.0, 0.0, 0.0))) is None
    assert lay_over(base, base, ((1.0, 0.0, 9000.0), (0.0, 1.0, 0.0))) is None
    assert lay_over(base, base, ((float("nan"), 0.0, 0.0), (0.0, 1.0, 0.0))) is None


def test_a_uniform_picture_harms_nothing() -> None:
    plain = np.full((80, 120, 3), 128, np.uint8)
    assert laid(plain, plain, SAME).difference.max() == 0
    assert laid(plain, photograph(3, 120, 80), SAME).difference.max() > FORGIVEN


def test_crops_at_other_sizes_find_their_way() -> None:
    base = photograph(12)
    other = np.asarray(Image.fromarray(base).resize((320, 240), Image.Resampling.BOX))
    # b is half of a: the centre of pixel (0, 0) of b lies between pixels 0 and 1 of a.
    transform: Matrix = ((0.5, 0.0, -0.25), (0.0, 0.5, -0.25))
    box_a, box_b = (100, 60, 500, 360), (50, 30, 250, 180)
    first = Image.fromarray(base[60:360, 100:500]).resize((200, 150), Image.Resampling.BOX)
    second = other[30:180, 50:250]
    move = between_crops(transform, box_a, (150, 200), box_b, second.shape[:2])
    assert np.allclose(move, SAME, atol=1e-9)
    done = laid(np.asarray(first), np.ascontiguousarray(second), move)
    assert done.difference.max() < 3


def test_what_differs_is_painted_and_the_rest_is_pale() -> None:
    base = photograph(13)
    other = base.copy()
    other[200:300, 300:420] = 255 - base[200:300, 300:420]
    picture = painted(laid(base, other, SAME)).astype(int)
    colour = picture[..., 0] - picture[..., 2]
    assert colour[220:280, 320:400].mean() > 60
    assert abs(colour[320:]).max() < 10 and picture[320:].min() > 120
