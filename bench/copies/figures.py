"""Figures of a run: precision and recall of ranked answers, per kind and over all, and how sure was how right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

__all__ = ["Bin", "Guess", "Ranking", "calibration", "overlap", "ranking"]


@dataclass(frozen=True, slots=True)
class Guess:
    """One (query, reference) that was told, with its score, and whether it is true."""

    score: float
    true: bool


@dataclass(frozen=True, slots=True)
class Ranking:
    """All guesses of a run pooled and ranked. `curve`: (recall, precision) from the surest guess on.

    `average_precision` is that of DISC21 (micro: pooled over queries). Guesses of equal score count as one step.
    """

    average_precision: float
    recall_at_90: float
    recall_unmistaken: float
    curve: tuple[tuple[float, float], ...]


def ranking(guesses: Sequence[Guess], answers: int) -> Ranking:
    """The ranking of guesses about queries of which `answers` have an answer (one each)."""
    ordered = sorted(guesses, key=lambda guess: -guess.score)
    true = told = 0
    curve: list[tuple[float, float]] = []
    area = at_90 = unmistaken = 0.0
    for _, tied in groupby(ordered, key=lambda guess: guess.score):
        group = list(tied)
        right = sum(guess.true for guess in group)
        told += len(group)
        true += right
        recall, precision = true / max(answers, 1), true / told
        area += precision * right / max(answers, 1)
        at_90 = recall if precision >= 0.9 else at_90
        unmistaken = recall if true == told else unmistaken
        curve.append((recall, precision))
    return Ranking(area, at_90, unmistaken, tuple(curve))


@dataclass(frozen=True, slots=True)
class Bin:
    """Guesses of about one confidence: how many, the mean of what was said, and the share that was right."""

    count: int
    said: float
    right: float


def calibration(guesses: Sequence[Guess], bins: int = 10) -> tuple[list[Bin], float]:
    """Bins of equal width that hold any guess, and the expected calibration error."""
    out = []
    for at in range(bins):
        some = [g for g in guesses if at / bins <= g.score < (at + 1) / bins or (at == bins - 1 and g.score >= 1.0)]
        if some:
            said = sum(guess.score for guess in some) / len(some)
            out.append(Bin(len(some), said, sum(guess.true for guess in some) / len(some)))
    error = sum(one.count * abs(one.said - one.right) for one in out) / max(len(guesses), 1)
    return out, error


def overlap(one: Sequence[int] | None, other: Sequence[int]) -> float:
    """Intersection over union of two boxes; 0 for none."""
    if one is None:
        return 0.0
    wide = min(one[2], other[2]) - max(one[0], other[0])
    tall = min(one[3], other[3]) - max(one[1], other[1])
    if wide <= 0 or tall <= 0:
        return 0.0
    areas = [(box[2] - box[0]) * (box[3] - box[1]) for box in (one, other)]
    return wide * tall / (sum(areas) - wide * tall)
