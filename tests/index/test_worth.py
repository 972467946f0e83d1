"""Of a query that would read too much, those lists are read that promise most for their length."""

from __future__ import annotations

import numpy as np

from firstseen.index.vocabulary import LISTS
from firstseen.index.worth import strengths, within_budget

NEAR = np.array([[10, 11, 12]], np.int32)
"""Distances of a point to three lists."""


def sizes(**lists: int) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """The lengths of the lists named: `l7=100`."""
    lengths = np.zeros(LISTS, np.int64)
    for name, size in lists.items():
        lengths[int(name[1:])] = size
    return lengths


def test_what_fits_is_read_as_it_is() -> None:
    lists = np.array([[7, 8, -1], [8, 9, 7]])
    kept = within_budget(lists, np.repeat(NEAR, 2, 0), np.ones(2), sizes(l7=100, l8=100, l9=100), 300)
    assert np.array_equal(kept, lists)


def test_a_list_counts_once_however_many_points_look_into_it() -> None:
    lists = np.array([[7, 8, 9]] * 50)
    distances = np.repeat(NEAR, 50, 0)
    assert np.array_equal(within_budget(lists, distances, np.ones(50), sizes(l7=100, l8=100, l9=100), 300), lists)


def test_the_nearest_lists_are_read_first() -> None:
    kept = within_budget(np.array([[7, 8, 9]]), NEAR, np.ones(1), sizes(l7=5000, l8=5000, l9=5000), 10_000)
    assert kept.tolist() == [[7, 8, -1]]
    # Of two points as strong the list is read that is nearest to its own.
    lists, distances = np.array([[7, 8], [9, 8]]), np.array([[10, 40], [10, 40]], np.int32)
    kept = within_budget(lists, distances, np.ones(2), sizes(l7=5000, l8=5000, l9=5000), 10_000)
    assert kept.tolist() == [[7, -1], [9, -1]]


def test_a_short_list_is_read_before_a_long_one() -> None:
    kept = within_budget(np.array([[7, 8, 9]]), NEAR, np.ones(1), sizes(l7=90_000, l8=5000, l9=5000), 10_000)
    assert kept.tolist() == [[-1, 8, 9]]


def test_a_list_that_many_points_look_into_is_read_before_one_of_few() -> None:
    lists = np.array([[7], [8], [8], [8]])
    distances = np.full((4, 1), 10, np.int32)
    kept = within_budget(lists, distances, np.ones(4), sizes(l7=5000, l8=6000), 6000)
    assert kept.tolist() == [[-1], [8], [8], [8]]


def test_the_strong_points_of_a_picture_come_first() -> None:
    lists, distances = np.arange(10)[:, None], np.full((10, 1), 10, np.int32)
    lengths = sizes(**{f"l{number}": 1000 for number in range(10)})
    kept = within_budget(lists, distances, strengths([5, 5]), lengths, 4000)
    assert np.flatnonzero(kept[:, 0] >= 0).tolist() == [0, 1, 5, 6]


def test_strengths_fall_within_each_picture() -> None:
    told = strengths([4, 0, 2])
    assert told.tolist() == [1.5, 1.25, 1.0, 0.75, 1.5, 1.0]
    assert len(strengths([])) == 0


def test_a_budget_smaller_than_any_list_reads_nothing() -> None:
    assert within_budget(np.array([[7, 8]]), NEAR[:, :2], np.ones(1), sizes(l7=100, l8=100), 50).tolist() == [[-1, -1]]
