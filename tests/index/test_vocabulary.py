"""The vocabulary that ships with the program."""

from __future__ import annotations

import numpy as np
from tests.index.prints_drawn import random_prints

from firstseen.index.vocabulary import LISTS, centroids, lists_of, vocabulary_digest


def test_the_vocabulary_has_that_many_different_centroids() -> None:
    assert centroids().shape == (LISTS, 32)
    assert len(np.unique(centroids(), axis=0)) == LISTS
    assert len(vocabulary_digest()) == 32


def test_a_centroid_is_its_own_nearest() -> None:
    lists, distances = lists_of(centroids()[:50], 1)
    assert lists[:, 0].tolist() == list(range(50))
    assert not distances.any()


def test_the_nearest_lists_are_the_nearest_and_do_not_depend_on_the_batch() -> None:
    codes = random_prints(3, 30).descriptors
    lists, distances = lists_of(codes, 4)
    every = np.unpackbits(codes[:, None] ^ centroids()[None], axis=2).sum(axis=2)
    assert np.array_equal(np.sort(every, axis=1)[:, :4], distances)
    for row in range(30):
        assert lists_of(codes[row : row + 1], 4)[0][0].tolist() == lists[row].tolist()
