import numpy as np
import pytest

from firstseen.dossier.differences import cells_of, differences
from firstseen.match.difference import FORGIVEN
from firstseen.model.copies import Mask, Relation
from firstseen.model.records import CaseFacts

from . import drawn
from .fake_case import FakeCase


def pair_of(case: FakeCase, number: int = 0):  # type: ignore[no-untyped-def]
    copy = case.the_copies[number].copy
    sizes = []
    for digest in (copy.a, copy.b):
        facts = case.the_media[digest].facts
        assert facts is not None
        sizes.append((facts.width, facts.height))
    return copy, sizes[0], sizes[1]


def case_with(other: np.ndarray, **given: object) -> FakeCase:
    case = FakeCase(CaseFacts("case"))
    a, b = case.add_medium("a.jpg", drawn.scene(1)), case.add_medium("c.jpg", other)
    assert a < b
    case.add_copy(a, b, **given)
    return case


def test_a_crop_laid_over_its_picture_leaves_nothing() -> None:
    case = case_with(
        drawn.crop(drawn.scene(1), (120, 60, 900, 600)),
        box_a=(120, 60, 900, 600), transform=((1.0, 0.0, -120.0), (0.0, 1.0, -60.0)),
    )  # fmt: skip
    (one,) = differences([pair_of(case)], case.crops)
    assert one.laid is not None and one.reason is None and one.cells is None
    assert max(one.laid.first.shape) == 720
    assert (one.laid.difference > FORGIVEN).mean() < 0.001


def test_the_cells_lie_where_the_change_was_planted() -> None:
    changed = drawn.scene(1)
    changed[160:320, 400:640] = (220, 40, 40)
    cells = ["0" * 12] * 2 + ["000001110000"] * 2 + ["0" * 12] * 4
    case = case_with(
        changed, relation=Relation.ALTERED, box_a=(0, 0, 960, 640), transform=((1.0, 0.0, 0.0), (0.0, 1.0, 0.0)),
        altered=Mask((0, 0, 960, 640), tuple(cells)),
    )  # fmt: skip
    (one,) = differences([pair_of(case)], case.crops)
    assert one.laid is not None and one.cells is not None
    high, wide = one.laid.difference.shape
    xs = [x for segment in one.cells.segments for x in segment[::2]]
    ys = [y for segment in one.cells.segments for y in segment[1::2]]
    inside = (slice(int(min(ys) * high), int(max(ys) * high)), slice(int(min(xs) * wide), int(max(xs) * wide)))
    assert (one.laid.difference[inside] > FORGIVEN).mean() > 0.8
    outside = one.laid.difference.copy()
    outside[inside] = 0
    assert (outside > FORGIVEN).mean() < 0.01
    assert (one.cells.count, one.cells.total) == (6, 96)


def test_edges_between_two_cells_are_left_out() -> None:
    cells = cells_of(Mask((10, 10, 30, 20), ("11", "00")), (0, 0, 40, 40))
    assert len(cells.segments) == 6
    assert sorted(cells.segments)[0] == pytest.approx((0.25, 0.25, 0.25, 0.375))
    assert cells_of(Mask((0, 0, 10, 10), ()), (0, 0, 10, 10)).segments == ()


def test_the_answers_of_many_pairs_are_not_mixed_up() -> None:
    case = FakeCase(CaseFacts("case"))
    media = sorted(case.add_medium(f"{n}.jpg", drawn.scene(n)) for n in range(4))
    twins = sorted(case.add_medium(f"{n} again.jpg", case.pictures[digest]) for n, digest in enumerate(media))
    for digest in media:
        twin = next(two for two in twins if np.array_equal(case.pictures[two], case.pictures[digest]))
        case.add_copy(digest, twin, box_a=(0, 0, 960, 640), transform=((1.0, 0.0, 0.0), (0.0, 1.0, 0.0)))
    done = list(differences([pair_of(case, n) for n in range(4)], case.crops))
    assert {(one.copy.a, one.copy.b) for one in done} == {(r.copy.a, r.copy.b) for r in case.the_copies}
    assert all(one.laid is not None and one.laid.difference.max() < 1 for one in done)


def test_an_exact_copy_needs_no_transform() -> None:
    case = case_with(drawn.scene(1), relation=Relation.EXACT)
    (one,) = differences([pair_of(case)], case.crops)
    assert one.laid is not None and one.laid.difference.max() < 1


def test_what_cannot_be_laid_over_says_why() -> None:
    case = FakeCase(CaseFacts("case"))
    a, b = case.add_medium("a.jpg", drawn.scene(1)), case.add_medium("c.jpg", None)
    case.add_copy(a, b, box_a=(0, 0, 960, 640), transform=((1.0, 0.0, 0.0), (0.0, 1.0, 0.0)))
    case.add_copy(a, b, box_a=(0, 0, 960, 640), transform=((1.0, 0.0, 5000.0), (0.0, 1.0, 0.0)))
    undecoded, outside = sorted(
        differences([pair_of(case, 0), pair_of(case, 1)], case.crops), key=lambda one: one.reason or ""
    )[::-1]
    assert undecoded.laid is None and outside.laid is None
    assert {undecoded.reason, outside.reason} == {
        "the picture is cut off after 12 of 640 rows", "the shared part lies outside one of the two",
    }  # fmt: skip
