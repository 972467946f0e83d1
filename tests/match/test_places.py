from __future__ import annotations

import numpy as np
import pytest

from firstseen.match.places import Running

RUNNING = Running(10.0, (0.0, 2.4, 5.6))


@pytest.mark.parametrize(
    ("time", "shot"),
    [
        (0.0, (0.0, 2.4)),
        (2.36, (0.0, 2.4)),
        (2.4, (2.4, 5.6)),
        (5.5, (2.4, 5.6)),
        (9.9, (5.6, 10.0)),
        (-1.0, (0.0, 2.4)),
    ],
)
def test_the_shot_that_is_shown_at_a_time(time: float, shot: tuple[float, float]) -> None:
    assert RUNNING.shot(time) == shot


@pytest.mark.parametrize("start", [1.4, 2.4, 5.6, 18.4])
def test_the_first_frame_of_a_shot_is_of_it_however_its_time_was_rounded(start: float) -> None:
    running = Running(60.0, (0.0, start))
    assert {running.shot(float(np.float32(start))), running.shot(round(start, 2))} == {(start, 60.0)}
    between = Running(60.0, (0.0, start + 0.0048))
    assert between.shot(round(start + 0.0048, 2)) == (start + 0.0048, 60.0)
    assert running.shot(start - 1 / 60)[0] == 0.0, "the frame before it, of a video of 60 a second, is not"


def test_without_shots_all_is_one() -> None:
    assert Running(7.0).shot(3.0) == (0.0, 7.0)
