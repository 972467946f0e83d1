"""Near pairs are those within the bound, whatever the segments; work on what is in everything is bounded."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

import numpy as np
import pytest
from tests.index.prints_drawn import copy_of, digest, random_prints

from firstseen.index import pairs as pairs_module
from firstseen.index.making import write_pictures
from firstseen.index.pairs import NEAR, NEAR_AT, Pairs, Reading, near_among
from firstseen.index.shelf import Shelved, put
from firstseen.index.worth import within_budget
from firstseen.prints.picture import PicturePrints

NONE = (0, 0)
TEMPLATE = random_prints(1, 30)
ALIKE = {digest(n): replace(copy_of(TEMPLATE, 100 + n, kept=30, flips=4)) for n in range(64)}


def shelf_of(folder: Path, batches: Sequence[dict[str, PicturePrints]]) -> list[Shelved]:
    folder.mkdir(exist_ok=True)
    return [
        put(folder, partial(write_pictures, list(batch.items())), place, place) for place, batch in enumerate(batches)
    ]


def named(shelf: list[Shelved], pairs: Pairs) -> set[tuple[int, str]]:
    """Which point met which picture."""
    digests = [bytes(d).hex() for item in shelf for d in item.segment.names.digests]
    return {(row, digests[view]) for row, view in zip(pairs.rows.tolist(), pairs.views.tolist(), strict=True)}


def test_near_points_are_found_in_all_segments(tmp_path: Path) -> None:
    query = random_prints(5, 20)
    near = replace(query, descriptors=query.descriptors ^ np.array([255, 255] + [0] * 30, np.uint8))
    far = replace(query, descriptors=query.descriptors ^ np.array([255, 255, 255] + [0] * 29, np.uint8))
    shelf = shelf_of(tmp_path, [{digest(1): query}, {digest(2): near, digest(3): far}])
    pairs = Reading(shelf).pairs(query.descriptors, NONE)
    found = named(shelf, pairs)
    assert {(row, digest(1)) for row in range(20)} <= found
    assert len({row for row, name in found if name == digest(2)}) >= 5
    assert not any(name == digest(3) for _, name in found)
    assert pairs.rows.tolist() == sorted(pairs.rows.tolist())
    assert set(pairs.distances.tolist()) == {0, 16}
    assert pairs.many.tolist() == np.bincount(pairs.rows, minlength=20).tolist()


def test_hidden_views_are_passed_over(tmp_path: Path) -> None:
    query = random_prints(5, 20)
    reading = Reading(shelf_of(tmp_path, [{digest(1): query}, {digest(2): query}]))
    assert set(reading.pairs(query.descriptors, (1, 2)).views.tolist()) == {0}
    assert reading.pairs(query.descriptors, (1, 2)).many.max() == 1


def test_a_range_of_points_is_counted_from_its_first(tmp_path: Path) -> None:
    query = random_prints(5, 20)
    pairs = Reading(shelf_of(tmp_path, [{digest(1): query}])).pairs(query.descriptors, NONE)
    part = pairs.of(5, 12)
    assert part.rows.tolist() == list(range(7))
    assert len(part.many) == 7


def test_no_points_and_no_segments(tmp_path: Path) -> None:
    reading = Reading([])
    assert len(reading.pairs(TEMPLATE.descriptors, NONE).rows) == 0
    filled = Reading(shelf_of(tmp_path, [{digest(1): TEMPLATE}]))
    assert len(filled.pairs(np.zeros((0, 32), np.uint8), NONE).rows) == 0


def test_reading_in_steps_finds_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shelf = shelf_of(tmp_path, [ALIKE])
    whole = named(shelf, Reading(shelf).pairs(TEMPLATE.descriptors, NONE))
    monkeypatch.setattr(pairs_module, "_READ_AT_ONCE", 100)
    assert named(shelf, Reading(shelf).pairs(TEMPLATE.descriptors, NONE)) == whole
    assert len(whole) > 1000


def test_of_a_point_in_everything_a_sample_of_pictures_keeps_all_its_pairs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf = shelf_of(tmp_path, [ALIKE])
    whole = named(shelf, Reading(shelf).pairs(TEMPLATE.descriptors, NONE))
    monkeypatch.setattr(pairs_module, "MOST_PAIRS", 16)
    pairs = Reading(shelf).pairs(TEMPLATE.descriptors, NONE)
    sampled = named(shelf, pairs)
    assert np.bincount(pairs.rows).max() <= 40
    assert pairs.many.max() > 40
    # At most two halvings of 64: the first quarter of the digests is always in the sample.
    assert {(row, name) for row, name in whole if name < "4"} <= sampled < whole


def test_of_a_list_that_is_too_long_a_sample_of_pictures_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one_point = replace(TEMPLATE, points=TEMPLATE.points[:1], descriptors=TEMPLATE.descriptors[:1])
    shelf = shelf_of(
        tmp_path, [{digest(n): one_point for n in range(40)}, {digest(n): one_point for n in range(40, 64)}]
    )
    assert len(Reading(shelf).pairs(one_point.descriptors, NONE).rows) == 64
    monkeypatch.setattr(pairs_module, "LONGEST_READ", 16)
    assert named(shelf, Reading(shelf).pairs(one_point.descriptors, NONE)) == {
        (0, digest(n)) for n in range(64) if digest(n) < "4"
    }
    monkeypatch.setattr(pairs_module, "LONGEST_READ", 64)
    assert len(Reading(shelf).pairs(one_point.descriptors, NONE).rows) == 64


def test_a_point_reads_its_nearest_list_and_others_up_to_a_bound(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf = shelf_of(tmp_path, [ALIKE])
    found = []
    for bound in (1 << 16, 20, 0):
        monkeypatch.setattr(pairs_module, "MOST_READ", bound)
        found.append(named(shelf, Reading(shelf).pairs(TEMPLATE.descriptors, NONE)))
    assert found[0] > found[1] > found[2]
    # The nearest list holds most of what was made from the point.
    assert {row for row, _ in found[2]} == set(range(30))


@pytest.mark.parametrize("bound", ["MOST_PAIRS", "LONGEST_READ"])
def test_the_sample_does_not_depend_on_the_segments(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, bound: str
) -> None:
    monkeypatch.setattr(pairs_module, bound, 16)
    names = sorted(ALIKE, key=lambda name: name[::-1])
    split = [{name: ALIKE[name] for name in names[start : start + 13]} for start in range(0, 64, 13)]
    one, many = shelf_of(tmp_path / "one", [ALIKE]), shelf_of(tmp_path / "many", split)
    found = [named(shelf, Reading(shelf).pairs(TEMPLATE.descriptors, NONE)) for shelf in (one, many)]
    assert found[0] == found[1]


def test_a_damaged_label_is_passed_over(tmp_path: Path) -> None:
    shelf = shelf_of(tmp_path, [{digest(1): TEMPLATE}])
    path = shelf[0].segment.path
    content = bytearray(path.read_bytes())
    sound = Reading(shelf).pairs(TEMPLATE.descriptors, NONE)
    content[-8:] = b"\x7f" * 8
    path.write_bytes(content)
    damaged = Reading(shelf).pairs(TEMPLATE.descriptors, NONE)
    assert len(damaged.rows) == len(sound.rows) - 1
    assert set(damaged.views.tolist()) == {0}


def test_the_bound_tightens_more_slowly_than_the_views_grow() -> None:
    assert near_among(0) == near_among(NEAR_AT) == NEAR
    assert near_among(NEAR_AT + 1) == near_among(3 * NEAR_AT) == NEAR - 1
    assert near_among(32 * NEAR_AT) == NEAR - 3
    assert near_among(1 << 60) > 0


def test_bounds_of_reading_grow_with_the_index() -> None:
    for bound in (pairs_module.longest_among, pairs_module.read_among, pairs_module.most_among):
        assert bound(0) == bound(5000) < bound(1_200_000)
    assert pairs_module.longest_among(1 << 30) == pairs_module.MOST_OF_A_LIST
    assert pairs_module.read_among(1 << 30) == pairs_module.MOST_READ
    assert pairs_module.most_among(4 * NEAR_AT) == 2 * pairs_module.MOST_PAIRS


def test_of_a_query_that_would_read_too_much_the_strong_points_are_looked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf = shelf_of(tmp_path, [ALIKE])
    strength = np.r_[np.zeros(15), np.ones(15)]
    whole = named(shelf, Reading(shelf).pairs(TEMPLATE.descriptors, NONE, strength))
    monkeypatch.setattr(pairs_module, "within_budget", partial(within_budget, most=800))
    some = named(shelf, Reading(shelf).pairs(TEMPLATE.descriptors, NONE, strength))
    assert some < whole
    # A list that a strong point looks into is read for all the points that do.
    assert len({row for row, _ in some if row >= 15}) > 3 * len({row for row, _ in some if row < 15})
    assert len(some) <= 800
