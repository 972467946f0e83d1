"""Which stills are compared with a video: by the hashes of its frames, and by few points."""

from __future__ import annotations

import numpy as np

from firstseen.index.pictures import Candidate
from firstseen.index.votes import FLOOR
from firstseen.pipeline.matching_footage import OF_A_SHOT, STILLS, WEAK, few_of_a_shot, few_weak
from firstseen.prints.moving.moving import FramePrints

SHOTS = 100


def frames() -> FramePrints:
    """A hundred shots of two frames."""
    times = np.arange(2 * SHOTS, dtype=np.float32)
    pdq, quality = np.zeros((2 * SHOTS, 2, 32), np.uint8), np.full(2 * SHOTS, 100, np.uint8)
    return FramePrints(times, times + 1, pdq, quality, np.arange(2 * SHOTS, dtype=np.uint16) // 2)


def test_many_pictures_of_one_shot_leave_room_for_those_of_others() -> None:
    of_one = {f"a{number:03}": (number % 5, number % 2) for number in range(200)}
    others = {f"b{shot:03}": (40, 2 * shot) for shot in range(1, 11)}
    kept = few_of_a_shot(of_one | others, frames())
    assert others.keys() <= kept.keys()
    assert [name for name in kept if name.startswith("a")] == ["a000", "a010", "a020"][:OF_A_SHOT]
    assert kept["a000"] == 0


def test_the_nearest_are_kept_whatever_they_are_called() -> None:
    stills = {f"{SHOTS - shot:03}": (shot % 45, 2 * shot) for shot in range(SHOTS)}
    kept = few_of_a_shot(stills, frames())
    assert len(kept) == STILLS
    assert max(kept.values()) <= min(bits for name, (bits, _) in stills.items() if name not in kept)


def test_few_weak_candidates_are_kept_and_all_that_are_not() -> None:
    strong = [Candidate(f"s{number}", FLOOR + number, None, "points") for number in range(20)]
    weak = [Candidate(f"w{number}", FLOOR - 0.1 * number, None, "points") for number in range(1, 10)]
    assert list(few_weak([*reversed(strong), *weak])) == [*reversed(strong), *weak[:WEAK]]
