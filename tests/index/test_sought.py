"""Codes first, then labels: the same pairs as a search of one segment after the other, and no more than is allowed."""

from __future__ import annotations

import gc
import os
from functools import partial
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from tests.index.prints_drawn import copy_of, digest, random_prints
from tests.index.test_pairs import ALIKE, NONE, TEMPLATE, named, shelf_of

from firstseen.index import pairs as pairs_module
from firstseen.index import sought
from firstseen.index.lists import MappedLists
from firstseen.index.pairs import Reading
from firstseen.index.sought import near_points
from firstseen.index.vocabulary import CODE_BYTES, lists_of, shortened
from firstseen.index.worth import within_budget

QUERY = random_prints(5, 60)
BATCHES = [
    {digest(1): QUERY, digest(2): random_prints(6, 200)},
    {digest(3): copy_of(QUERY, 7, kept=50, flips=6), digest(4): copy_of(QUERY, 8, kept=40, flips=12)},
    {digest(5): random_prints(9, 1)},
]
CODES = shortened(QUERY.descriptors)
BOUND = 20


def lists_for(descriptors: NDArray[np.uint8], probed: int = 6) -> tuple[NDArray[np.int64], NDArray[np.int32]]:
    """Six lists of each point, of some fewer."""
    lists, distances = lists_of(descriptors, probed)
    lists[::7, 1:] = -1
    lists[3] = -1
    return lists, distances


def one_after_the_other(
    segments: list[MappedLists], lists: NDArray[np.int64], distances: NDArray[np.int32]
) -> list[set[tuple[int, int, int]]]:
    return [triples(*segment.near(CODES, lists, distances, BOUND)) for segment in segments]


def triples(
    rows: NDArray[np.intp], distances: NDArray[np.int32], labels: NDArray[np.int64]
) -> set[tuple[int, int, int]]:
    return set(zip(rows.tolist(), distances.tolist(), labels.tolist(), strict=True))


@pytest.mark.parametrize("at_once", [1 << 18, 1])
def test_the_same_as_a_search_of_each_segment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at_once: int) -> None:
    monkeypatch.setattr(sought, "_COMPARED_AT_ONCE", at_once)
    segments = [item.lists for item in shelf_of(tmp_path, BATCHES)]
    lists, distances = lists_for(QUERY.descriptors)
    found = near_points(segments, CODES, lists, BOUND, 1000)
    assert found is not None
    assert [triples(*of_one) for of_one in found] == one_after_the_other(segments, lists, distances)
    assert sum(len(of_one.rows) for of_one in found) > 100
    assert len(found[2].rows) == 0


def test_lists_that_were_shortened_are_read_so_far_only(tmp_path: Path) -> None:
    segments = [item.lists for item in shelf_of(tmp_path, BATCHES)]
    lists, distances = lists_for(QUERY.descriptors)
    whole = near_points(segments, CODES, lists, BOUND, 1000)
    segments[0].shorten(dict.fromkeys(lists[lists >= 0].tolist(), 0))
    found = near_points(segments, CODES, lists, BOUND, 1000)
    assert found is not None
    assert whole is not None
    assert len(whole[0].rows) > len(found[0].rows) == 0
    assert [triples(*of_one) for of_one in found] == one_after_the_other(segments, lists, distances)


def test_more_than_is_allowed_is_not_gathered(tmp_path: Path) -> None:
    segments = [item.lists for item in shelf_of(tmp_path, BATCHES)]
    lists, _ = lists_for(QUERY.descriptors)
    found = near_points(segments, CODES, lists, BOUND, 1000)
    assert found is not None
    exactly = sum(len(of_one.rows) for of_one in found)
    assert near_points(segments, CODES, lists, BOUND, exactly) is not None
    assert near_points(segments, CODES, lists, BOUND, exactly - 1) is None


def test_nothing_to_look_into(tmp_path: Path) -> None:
    segments = [item.lists for item in shelf_of(tmp_path, BATCHES)]
    found = near_points(segments, CODES, np.full((len(CODES), 3), -1), BOUND, 1000)
    assert found is not None
    assert [len(of_one.rows) for of_one in found] == [0, 0, 0]


def test_pairs_of_a_query_that_reads_a_part_are_the_same_either_way(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = sorted(ALIKE)
    shelf = shelf_of(tmp_path, [{name: ALIKE[name] for name in names[start::3]} for start in range(3)])
    monkeypatch.setattr(pairs_module, "within_budget", partial(within_budget, most=1500))
    monkeypatch.setattr(pairs_module, "LISTWISE", 0)
    ways: list[int] = []

    def counted(*told: object) -> object:
        found = near_points(*told)  # type: ignore[arg-type]
        ways.append(found is not None)
        return found

    monkeypatch.setattr(pairs_module, "near_points", counted)
    listwise = Reading(shelf).pairs(TEMPLATE.descriptors, (5, 9))
    monkeypatch.setattr(pairs_module, "_READ_AT_ONCE", 100)
    pointwise = Reading(shelf).pairs(TEMPLATE.descriptors, (5, 9))
    monkeypatch.setattr(pairs_module, "LISTWISE", 1 << 20)
    monkeypatch.setattr(pairs_module, "_READ_AT_ONCE", 1 << 22)
    short = Reading(shelf).pairs(TEMPLATE.descriptors, (5, 9))
    # The third time it is not tried: the lists are short.
    assert ways == [True, False]
    assert named(shelf, short) == named(shelf, listwise)
    assert named(shelf, listwise) == named(shelf, pointwise)
    assert listwise.many.tolist() == pointwise.many.tolist()
    assert listwise.rows.tolist() == sorted(listwise.rows.tolist())
    assert 100 < len(listwise.rows) < len(Reading(shelf).pairs(TEMPLATE.descriptors, NONE).rows) * 64


def test_a_list_in_a_file_that_became_shorter_gives_what_is_there(tmp_path: Path) -> None:
    (item,) = shelf_of(tmp_path, [{digest(2): random_prints(6, 200)}])
    number = int(item.segment.sizes.argmax())
    os.truncate(item.path, int(item.segment.starts[number]) + 20)
    room = np.zeros((item.lists.size(number), CODE_BYTES), np.uint8)
    assert item.lists.read_codes(number, room) == 1
    found = near_points([item.lists], CODES, np.full((len(CODES), 1), number), BOUND, 1000)
    assert found is not None
    assert len(found[0].rows) == 0


def test_the_file_is_closed_when_the_lists_are_no_longer_used(tmp_path: Path) -> None:
    def opened() -> int:
        return sum(path.resolve().parent == tmp_path for path in Path("/proc/self/fd").iterdir())

    shelf = shelf_of(tmp_path, [{digest(1): QUERY}])
    assert opened() > 0
    del shelf
    gc.collect()
    assert opened() == 0
