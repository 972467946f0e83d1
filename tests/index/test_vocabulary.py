"""The vocabulary that ships with the program."""

from __future__ import annotations

import numpy as np
import pytest
from tests.index.prints_drawn import random_prints

from firstseen.index import vocabulary as vocabulary_module
from firstseen.index.vocabulary import (
    CODE_BYTES,
    LISTS,
    fine_centroids,
    list_of,
    lists_of,
    shortened,
    vocabulary_digest,
)  # fmt: skip


def test_the_vocabulary_has_that_many_different_centroids() -> None:
    assert fine_centroids().shape == (LISTS, 32)
    # Cells of few descriptors may share one.
    assert len(np.unique(fine_centroids(), axis=0)) > 0.999 * LISTS
    assert len(vocabulary_digest()) == 32


def test_most_centroids_are_entered_and_looked_for_in_their_own_list() -> None:
    some = np.arange(0, LISTS, 331)
    lists, distances = lists_of(fine_centroids()[some], 1)
    assert (lists[:, 0] == some).mean() > 0.95
    assert (list_of(fine_centroids()[some]) == some).mean() > 0.95
    assert distances.min() == 0


def test_the_lists_looked_into_are_the_nearest_of_the_nearest_families() -> None:
    codes = random_prints(3, 30).descriptors
    lists, distances = lists_of(codes, 12)
    every = np.bitwise_count(codes[:, None] ^ fine_centroids()[None]).sum(axis=2)
    assert np.array_equal(np.take_along_axis(every, lists, axis=1), distances)
    assert (np.diff(distances, axis=1) >= 0).all()
    assert all(len(set(row)) == 12 for row in lists.tolist())
    # Not all of the nearest: those under the nearest coarse centroids.
    assert (distances[:, 0] <= np.sort(every, axis=1)[:, 40]).all()


def test_the_lists_do_not_depend_on_what_else_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    codes = random_prints(4, 40).descriptors
    lists, entered = lists_of(codes, 4)[0], list_of(codes)
    monkeypatch.setattr(vocabulary_module, "_AT_ONCE", 3)
    monkeypatch.setattr(vocabulary_module, "_SEARCHED_AT_ONCE", 7)
    assert lists_of(codes, 4)[0].tolist() == lists.tolist()
    assert list_of(codes).tolist() == entered.tolist()
    for row in range(40):
        assert lists_of(codes[row : row + 1], 4)[0][0].tolist() == lists[row].tolist()
        assert list_of(codes[row : row + 1]).tolist() == [entered[row]]


def test_of_lists_equally_near_those_with_the_smaller_numbers_are_looked_into() -> None:
    codes = random_prints(6, 60).descriptors
    wide, apart = lists_of(codes, 60)
    narrow, _ = lists_of(codes, 12)
    assert np.array_equal(wide[:, :12], narrow)
    # The case is there: the twelfth and the thirteenth list of some points are equally near.
    assert (apart[:, 11] == apart[:, 12]).any()
    assert (np.diff(wide, axis=1)[np.diff(apart, axis=1) == 0] > 0).all()


def test_a_point_is_mostly_looked_for_where_it_was_entered() -> None:
    codes = random_prints(5, 400).descriptors
    assert (lists_of(codes, 12)[0] == list_of(codes)[:, None]).any(axis=1).mean() > 0.9


def test_nothing_is_entered_nowhere() -> None:
    assert list_of(np.zeros((0, 32), np.uint8)).shape == (0,)
    assert shortened(np.ones((2, 32), np.uint8)).shape == (2, CODE_BYTES)
