"""How much of what is shared in time was told, and how much of what was told is shared.

As in VCSL (S. He and others, A Large-scale Comprehensive Dataset and Copy-overlap Aware Evaluation Protocol for
Segment-level Video Copy Detection, CVPR 2022): what is told and what is true are boxes in the plane of the two times;
what a pair of boxes has in common is projected on both axes. Recall is the product, over the two axes, of the share of
the true time that is so covered; precision that of the told time.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bench.video.truth import Spell

__all__ = ["Tally", "tally"]

Interval = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Tally:
    """Seconds on the axes of a and of b: of the truth, of it covered, of what was told, and of that covered."""

    true: tuple[float, float] = (0.0, 0.0)
    recalled: tuple[float, float] = (0.0, 0.0)
    told: tuple[float, float] = (0.0, 0.0)
    right: tuple[float, float] = (0.0, 0.0)

    def __add__(self, other: Tally) -> Tally:
        def both(one: tuple[float, float], two: tuple[float, float]) -> tuple[float, float]:
            return one[0] + two[0], one[1] + two[1]

        return Tally(
            both(self.true, other.true),
            both(self.recalled, other.recalled),
            both(self.told, other.told),
            both(self.right, other.right),
        )

    @property
    def recall(self) -> float:
        """Share of the true time that was told; NaN when nothing is true."""
        return _product(self.recalled, self.true)

    @property
    def precision(self) -> float:
        """Share of the told time that is true; NaN when nothing was told."""
        return _product(self.right, self.told)

    @property
    def f1(self) -> float:
        """Harmonic mean of the two; 0 when nothing was told, NaN when nothing is true and nothing was told."""
        if not any(self.true):
            return 0.0 if any(self.told) else float("nan")
        if not any(self.told):
            return 0.0
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


def tally(told: Sequence[Spell], true: Sequence[Spell]) -> Tally:
    """The seconds of one pair and one track; both see the pair in the same order."""
    return Tally(
        (sum(one.a_to - one.a_from for one in true), sum(one.b_to - one.b_from for one in true)),
        _covered(true, told),
        (sum(one.a_to - one.a_from for one in told), sum(one.b_to - one.b_from for one in told)),
        _covered(told, true),
    )


def _covered(some: Sequence[Spell], by: Sequence[Spell]) -> tuple[float, float]:
    """Seconds, on each axis, of some boxes that others have in common with them."""
    across = down = 0.0
    for one in some:
        shared = [
            (start, end)
            for other in by
            if (start := _common((one.a_from, one.a_to), (other.a_from, other.a_to)))
            and (end := _common((one.b_from, one.b_to), (other.b_from, other.b_to)))
        ]
        across += _length(start for start, _ in shared)
        down += _length(end for _, end in shared)
    return across, down


def _common(one: Interval, other: Interval) -> Interval | None:
    start, end = max(one[0], other[0]), min(one[1], other[1])
    return (start, end) if start < end else None


def _length(intervals: Iterable[Interval]) -> float:
    total, reached = 0.0, float("-inf")
    for start, end in sorted(intervals):
        total += max(0.0, end - max(start, reached))
        reached = max(reached, end)
    return total


def _product(part: tuple[float, float], whole: tuple[float, float]) -> float:
    if not all(whole):
        return float("nan")
    return (part[0] / whole[0]) * (part[1] / whole[1])
