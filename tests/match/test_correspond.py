from __future__ import annotations

import numpy as np

from firstseen.match.correspond import MAX_PAIRS, distances, pair_up

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
    pairs = pair_up(distances(a, b))
    assert len(pairs.rows_a) == MAX_PAIRS
    assert np.array_equal(pairs.rows_a, pairs.rows_b)
    assert pairs.rows_a.max() < 200
    assert len(np.unique(pairs.rows_a)) == len(pairs.rows_a)


def test_a_place_that_looks_like_many_others_has_no_partner() -> None:
    a = np.zeros((1, 32), np.uint8)
    b = np.zeros((20, 32), np.uint8)
    assert len(pair_up(distances(a, b)).rows_a) > 0  # each of the twenty sees only one point
    assert len(pair_up(distances(np.zeros((20, 32), np.uint8), b)).rows_a) == 0


def test_nothing_to_pair() -> None:
    none = np.zeros((0, 32), np.uint8)
    some = CHANCE.integers(0, 256, (4, 32)).astype(np.uint8)
    assert len(pair_up(distances(none, some)).rows_a) == 0
    assert len(pair_up(distances(some, ~some)).rows_a) == 0
