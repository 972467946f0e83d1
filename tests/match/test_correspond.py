from __future__ import annotations

import numpy as np

from firstseen.match.correspond import LISTED, MAX_PAIRS, distances, first_of_each, near, pair_up

CHANCE = np.random.default_rng(3)


def test_distances_are_those_of_hamming() -> None:
    a, b = (CHANCE.integers(0, 256, (n, 32)).astype(np.uint8) for n in (7, 5))
    counted = np.unpackbits(a[:, None] ^ b[None], axis=2).sum(axis=2)
    assert np.array_equal(distances(a, b), counted)
    assert distances(a, b[:0]).shape == (7, 0)


def test_each_point_is_in_one_pair_and_far_ones_in_none() -> None:
    a = CHANCE.integers(0, 256, (300, 32)).astype(np.uint8)
    b = a.copy()
    b[:, 0] ^= 0b111
    b[200:] = CHANCE.integers(0, 256, (100, 32))
    pairs = pair_up(near(distances(a, b)))
    assert len(pairs.rows_a) == MAX_PAIRS
    assert np.array_equal(pairs.rows_a, pairs.rows_b)
    assert pairs.rows_a.max() < 200
    assert len(np.unique(pairs.rows_a)) == len(pairs.rows_a)


def test_a_place_that_looks_like_many_others_has_no_partner() -> None:
    a = np.zeros((1, 32), np.uint8)
    b = np.zeros((20, 32), np.uint8)
    assert len(pair_up(near(distances(a, b))).rows_a) > 0  # each of the twenty sees only one point
    assert len(pair_up(near(distances(np.zeros((20, 32), np.uint8), b))).rows_a) == 0


def test_nothing_to_pair() -> None:
    none = np.zeros((0, 32), np.uint8)
    some = CHANCE.integers(0, 256, (4, 32)).astype(np.uint8)
    assert len(pair_up(near(distances(none, some))).rows_a) == 0
    assert len(pair_up(near(distances(some, ~some))).rows_a) == 0


def test_near_pairs_come_nearest_first_and_equal_ones_by_their_rows() -> None:
    between = CHANCE.integers(0, 100, (30, 20)).astype(np.int32)
    found = near(between)
    wanted = sorted((between[i, j], i, j) for i in range(30) for j in range(20) if between[i, j] < LISTED)
    assert list(zip(found.apart.tolist(), found.rows_a.tolist(), found.rows_b.tolist(), strict=True)) == wanted
    assert found.below(10).apart.max() == 9
    assert len(found.below(0).rows_a) == 0


def test_where_each_number_stands_first() -> None:
    assert first_of_each(np.array([3, 1, 3, 0, 1]), 5).tolist() == [0, 1, 3]
    assert len(first_of_each(np.zeros(0, np.intp), 5)) == 0


def test_the_pairs_are_those_that_the_definition_gives() -> None:
    between = CHANCE.integers(20, 110, (40, 50)).astype(np.int32)
    between[CHANCE.random((40, 50)) < 0.9] = 120
    chosen = set()
    for i in range(40):
        for j in range(50):
            row, column = between[i], between[:, j]
            first_in_row = j == row.argmin() and row[j] < 0.85 * np.sort(row)[5]
            first_in_column = i == column.argmin() and column[i] < 0.85 * np.sort(column)[5]
            if between[i, j] < 64 and (first_in_row or first_in_column):
                chosen.add((int(between[i, j]), i, j))
    used_a: set[int] = set()
    used_b: set[int] = set()
    wanted = []
    for _, i, j in sorted(chosen):
        if i not in used_a and j not in used_b:
            wanted.append((i, j))
            used_a.add(i)
            used_b.add(j)
    pairs = pair_up(near(between))
    assert list(zip(pairs.rows_a.tolist(), pairs.rows_b.tolist(), strict=True)) == wanted
    assert len(wanted) > 20
