from __future__ import annotations

import numpy as np
import pytest
from bench.copies.corpus import Corpus
from bench.copies.traps import TRAPS, pair_of


@pytest.mark.parametrize("trap", list(TRAPS))
def test_a_trap_is_two_pictures_and_the_same_each_time(trap: str, corpus: Corpus) -> None:
    first, second = pair_of(trap, 0, corpus)
    again, _ = pair_of(trap, 0, corpus)
    assert np.array_equal(first, again)
    assert first.shape != second.shape or not np.array_equal(first, second)


def test_two_exposures_are_no_plane_transform_of_each_other(corpus: Corpus) -> None:
    first, second = pair_of("one scene taken twice", 1, corpus)
    common = min(first.shape[0], second.shape[0]), min(first.shape[1], second.shape[1])
    apart = first[: common[0], : common[1]].astype(int) - second[: common[0], : common[1]]
    assert np.abs(apart).mean() > 8
