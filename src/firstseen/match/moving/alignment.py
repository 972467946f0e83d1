"""Two videos laid over each other in time: from moments that look alike to the stretches that are one footage.

Moments that look alike vote for a line: how fast the one runs against the other, and by how much it is moved. Along
the strongest lines the stretches are kept in which most moments agree; what they explain is taken away, and the next
line is looked for, so that any number of stretches in any order is found.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from firstseen.match.moving.timeline import within

__all__ = ["Alike", "Moments", "Shared", "align"]

SPEEDS: Final = (1.0, 0.96, 1.04, 0.9, 1.11, 0.8, 1.25, 0.67, 1.5, 0.5, 2.0)
"""How fast b is tried against a; a line found is then fitted, so that what lies between is found too."""
LANE: Final = 2.0
"""Steps of time that votes for one line may differ by."""
STRONG: Final = 2.2
"""Weight of votes from which a line is looked at: three moments that look alike and nothing else does."""
HITS: Final = 3
"""Moments in a stretch that must look alike at least."""
MISS: Final = 0.7
"""What a moment that does not look alike takes from a stretch, of what one that does adds: a stretch may hold some
frames that an edit covered, and ends where as much lies between two lucky moments."""
LINES: Final = 60
"""Lines that are looked at: a compilation of ten sources that was itself cut has fewer."""
OTHER_SPEED: Final = 0.7
"""What a vote for another speed counts against one for its own."""
OWN_SPEED: Final = 0.03
"""Relative difference from its own speed that cannot be told from it in a short stretch."""


@dataclass(frozen=True, slots=True, eq=False)
class Moments:
    """A video as moments at an even `step` (seconds) from 0. `tells` (n,) bool: whether each can be recognised."""

    step: float
    tells: NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Alike:
    """Pairs of moments that look alike: their numbers in `a` and `b` (v,) int64, and how much, `weight` (v,) 0 to 1."""

    a: NDArray[np.int64]
    b: NDArray[np.int64]
    weight: NDArray[np.float64]

    def only(self, mask: NDArray[np.bool_]) -> Alike:
        """Those of the mask."""
        return Alike(self.a[mask], self.b[mask], self.weight[mask])


@dataclass(frozen=True, slots=True)
class Shared:
    """A stretch: from and to in seconds of both, seconds of a for each of b (`speed`), and what share of it agrees."""

    a: tuple[float, float]
    b: tuple[float, float]
    speed: float
    agreeing: float
    hits: int

    def moved(self, first: float, last: float) -> Shared:
        """The same with its ends moved along its line, by so many seconds of b."""
        a = (self.a[0] + first * self.speed, self.a[1] + last * self.speed)
        return replace(self, a=a, b=(self.b[0] + first, self.b[1] + last))


def align(a: Moments, b: Moments, alike: Alike, *, strong: float = STRONG, hits: int = HITS) -> list[Shared]:
    """The stretches that two videos share, in order of a. Both have one `step`. With less than `STRONG` votes and
    `HITS` moments asked for, they are leads at best."""
    found: list[Shared] = []
    rest = alike
    for _ in range(LINES):
        line = _strongest(rest, strong)
        if line is None:
            break
        on_line = np.abs(rest.a - line[0] * rest.b - line[1]) <= LANE
        stretches = list(_along(a, b, rest.only(on_line), line, hits))
        explained = on_line
        for one in stretches:
            found.append(one)
            in_a = (rest.a * a.step >= one.a[0] - a.step) & (rest.a * a.step <= one.a[1])
            in_b = (rest.b * a.step >= one.b[0] - a.step) & (rest.b * a.step <= one.b[1])
            # Neighbours of a moment look like it: all that lies in both stretches is explained by them.
            explained = explained | (in_a & in_b)
        rest = rest.only(~explained)
    return sorted(_without_echoes(found), key=lambda one: (one.a, one.b))


def _strongest(alike: Alike, strong: float) -> tuple[float, float] | None:
    """The line that most votes lie on: a = speed * b + offset, in moments."""
    if not len(alike.a):
        return None
    # A moment that looks like many others says little of where it belongs.
    of_a, of_b = np.bincount(alike.a), np.bincount(alike.b)
    weight = alike.weight / np.sqrt(of_a[alike.a] * of_b[alike.b])
    best: tuple[float, float, float] | None = None
    for speed in SPEEDS:
        offset = alike.a - speed * alike.b
        lane = np.floor(offset / LANE).astype(np.int64)
        votes = np.bincount(lane - lane.min(), weights=weight, minlength=2)
        pairs = votes[:-1] + votes[1:]
        top = int(np.argmax(pairs))
        # At its own speed unless another is clearly better: in a short stretch, and where little moves, all fit.
        reached = float(pairs[top]) * (1.0 if speed == 1.0 else OTHER_SPEED)
        if best is None or reached > best[0] + 1e-9:
            best = (reached, speed, (top + int(lane.min()) + 1) * LANE)
    if best is None or best[0] < strong:
        return None
    return _fitted(alike, weight, best[1], best[2])


def _fitted(alike: Alike, weight: NDArray[np.float64], speed: float, offset: float) -> tuple[float, float]:
    """The line fitted to the votes near it, where they span enough time to tell its speed."""
    for _ in range(3):
        near = np.abs(alike.a - speed * alike.b - offset) <= LANE
        if np.count_nonzero(near) < HITS or np.ptp(alike.b[near]) < 8:
            break
        slope, moved = np.polyfit(alike.b[near], alike.a[near], 1, w=np.sqrt(weight[near]))
        if abs(slope / speed - 1.0) > 0.1:
            break
        speed, offset = float(slope), float(moved)
    if abs(speed - 1.0) < OWN_SPEED:
        near = np.abs(alike.a - alike.b - offset - (speed - 1.0) * float(np.mean(alike.b))) <= 3 * LANE
        if near.any():
            offset = float(np.average((alike.a - alike.b)[near], weights=weight[near]))
            speed = 1.0
    return speed, offset


def _along(a: Moments, b: Moments, alike: Alike, line: tuple[float, float], least: int = HITS) -> Iterator[Shared]:
    """The stretches along a line in which most moments that can be recognised look alike."""
    speed, offset = line
    hit = np.zeros(len(b.tells), np.bool_)
    hit[alike.b] = True
    first = max(0, int(np.ceil(-offset / speed)))
    last = min(len(b.tells) - 1, int(np.floor((len(a.tells) - 1 - offset) / speed)))
    if last < first:
        return
    numbers = np.arange(first, last + 1)
    there = np.clip(np.round(speed * numbers + offset).astype(np.int64), 0, len(a.tells) - 1)
    tells = b.tells[numbers] & a.tells[there]
    score = np.where(hit[numbers], 1.0, np.where(tells, -MISS, 0.0))
    for start, end in _runs(score):
        hits = int(np.count_nonzero(hit[numbers[start : end + 1]]))
        telling = int(np.count_nonzero(tells[start : end + 1] | hit[numbers[start : end + 1]]))
        if hits < least:
            continue
        b_from, b_to = float(numbers[start]) * b.step, float(numbers[end] + 1) * b.step
        a_from = max(0.0, b_from * speed + offset * a.step)
        a_to = min(len(a.tells) * a.step, b_to * speed + offset * a.step)
        if a_to - a_from > a.step:
            yield Shared((a_from, a_to), (b_from, b_to), speed, hits / max(1, telling), hits)


def _runs(score: NDArray[np.float64]) -> Iterator[tuple[int, int]]:
    """The stretches of greatest sum, each from its first to its last moment that adds, disjoint and in order."""
    start, total, best, end = -1, 0.0, 0.0, -1
    for number, value in enumerate([*score.tolist(), -np.inf]):
        if start < 0:
            if value > 0:
                start, total, best, end = number, value, value, number
            continue
        total += value
        if value > 0 and total >= best:
            best, end = total, number
        # So much that does not agree that what follows is better off alone.
        if total <= 0 or total < best - 4.0:
            yield start, end
            start, total, best = -1, 0.0, 0.0


def _without_echoes(found: Sequence[Shared]) -> list[Shared]:
    """Without those that lie, in a and in b, within a stronger one: a scene that hardly moves looks like itself."""
    kept: list[Shared] = []
    for one in sorted(found, key=lambda one: (-one.hits, one.a, one.b)):
        if not any(within(one.a, other.a) > 0.5 and within(one.b, other.b) > 0.5 for other in kept):
            kept.append(one)
    return kept
