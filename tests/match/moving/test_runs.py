"""The run of neighbours that speaks most for something."""

from __future__ import annotations

import numpy as np
import pytest

from firstseen.match.moving.runs import strongest_run


@pytest.mark.parametrize(
    ("speaks", "run"),
    [
        ([1.0], (0, 0)),
        ([-1.0, 2.0, -0.5, 2.0, -1.0], (1, 3)),
        ([2.0, -5.0, 1.0], (0, 0)),
        ([1.0, -3.0, 1.0], (0, 0)),
        ([-2.0, -1.0, -3.0], (1, 1)),
    ],
    ids=["one", "over a gap", "the greater", "of equal ones the first", "the least bad"],
)
def test_the_run_of_the_greatest_sum(speaks: list[float], run: tuple[int, int]) -> None:
    assert strongest_run(np.array(speaks)) == run


def test_of_nothing_there_is_none() -> None:
    with pytest.raises(ValueError, match="empty"):
        strongest_run(np.zeros(0))
