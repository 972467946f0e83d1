from __future__ import annotations

import numpy as np
import pytest
from bench.copies.rivals import RIVALS, Rival
from tests.drawing import photograph


@pytest.mark.parametrize("rival", RIVALS, ids=lambda rival: str(rival.name))
def test_each_rival_puts_the_copy_first(rival: Rival) -> None:
    references = [(str(seed), rival.prints(photograph(seed))) for seed in range(5)]
    copy = np.ascontiguousarray(photograph(3)[::2, ::2])
    scored = rival.scores(copy, references)
    assert scored.ranked[0][0] == "3"
    assert scored.ranked[0][1] > scored.ranked[1][1]
    assert scored.pairs == 5
    assert rival.threshold is None or scored.ranked[0][1] >= rival.threshold > scored.ranked[1][1]
    assert rival.size(references[0][1]) > 0


def test_sift_finds_the_mirror_image() -> None:
    sift = RIVALS[2]
    references = [(str(seed), sift.prints(photograph(seed))) for seed in range(3)]
    assert sift.scores(np.ascontiguousarray(photograph(1)[:, ::-1]), references).ranked[0][1] > 50
