import numpy as np
import pytest
from numpy.typing import NDArray

from firstseen.dossier.differences import Difference, differences
from firstseen.dossier.explaining import Shown, explaining_picture
from firstseen.model.copies import Copy, Mask, Relation
from firstseen.model.records import CaseFacts

from . import drawn
from .fake_case import FakeCase

YELLOW, PINK = np.array([255, 210, 63]), np.array([255, 95, 162])


def near(picture: NDArray[np.uint8], colour: NDArray[np.int64]) -> int:
    return int((np.abs(picture.astype(int) - colour).max(axis=2) < 12).sum())


def explained(**given: object) -> NDArray[np.uint8]:
    case = FakeCase(CaseFacts("case"))
    changed = drawn.scene(1)
    changed[160:320, 400:640] = (40, 160, 60)
    a, b = case.add_medium("a.jpg", drawn.scene(1)), case.add_medium("c.jpg", drawn.in_screen(changed))
    values: dict[str, object] = {
        "relation": Relation.PART, "box_a": (0, 0, 960, 640), "box_b": (20, 300, 520, 633),
        "transform": ((500 / 960, 0.0, 20.0), (0.0, 500 / 960, 300.0)),
        "points": (((480.0, 60.0), (270.0, 331.25)),), **given,
    }  # fmt: skip
    case.add_copy(a, b, **values)
    copy = case.the_copies[0].copy
    (difference,) = differences([(copy, (960, 640), (540, 1080))], case.crops)
    return explaining_picture(copy, shown("a", case, a), shown("b", case, b), difference)


def shown(name: str, case: FakeCase, digest: str) -> Shown:
    pixels = case.pictures[digest]
    return Shown(f"{name} {digest[:12]}", pixels, pixels.shape[1], pixels.shape[0])


def test_outline_points_and_what_differs_are_in_the_picture() -> None:
    picture = explained()
    assert picture.dtype == np.uint8 and picture.shape[1:] == (1256, 3)
    assert near(picture, YELLOW) > 1000
    assert near(picture, PINK) > 60
    lower = picture[-330:].astype(int)
    orange = (lower[..., 0] - lower[..., 2] > 80) & (lower[..., 0] > 150)
    assert orange[:, 860:].sum() > 1000, "the sign stands out in the difference"


def test_without_points_there_are_none_and_the_cells_are_outlined() -> None:
    without = explained(points=())
    assert near(without, PINK) < 10
    mask = Mask((0, 0, 960, 640), ("0000", "0110", "0000"))
    masked = explained(points=(), relation=Relation.ALTERED, altered=mask)
    plain = explained(points=(), relation=Relation.ALTERED)
    assert near(masked, YELLOW) > near(plain, YELLOW) + 300


def test_what_is_not_the_part_is_dimmed() -> None:
    dimmed, bright = explained(), explained(relation=Relation.COPY)
    assert dimmed.shape == bright.shape
    assert dimmed.mean() < bright.mean() - 0.5


@pytest.mark.parametrize("size", [(1, 1), (4000, 20), (20, 4000)])
def test_pictures_of_any_shape_can_be_explained(size: tuple[int, int]) -> None:
    copy = Copy(
        "a" * 64, "b" * 64, Relation.COPY, 0.5, True, None, None, None, None, (), "Слова 言葉 \u202e words. " * 30
    )
    pixels = np.full((size[1], size[0], 3), 90, np.uint8)
    one = Shown("a", pixels, *size)
    picture = explaining_picture(copy, one, one, Difference(copy, None, None, "the two hardly overlap"))
    assert picture.shape[1] == 1256 and picture.shape[0] < 6000
