"""Peaks of sound in, landmarks out: pairs of peaks that follow each other, by which sound is looked up."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from firstseen.prints.moving.moving import SoundPrints
from firstseen.prints.moving.sound import BINS, STEPS

__all__ = ["VARIANTS", "Landmarks", "Variant", "dense_landmarks", "landmarks", "like", "lookups", "places_of_runs"]

FAN: Final = 5
"""Peaks that each is paired with: the next ones in its reach."""
REACH: Final = (4, 62)
"""Hops between the two of a pair (0.1 to 1.4 s), from and below."""
SPREAD: Final = 30
"""Steps between the two of a pair, at most (1.25 octaves)."""
APART: Final = 2
"""Hops that are told as one distance: a peak moves by one under noise and other encodings."""
LOOKED_AT: Final = 24
"""Peaks after each that are looked at for its pairs."""
NEXT: Final = 0.06
"""Octaves within which the next speed lies."""
DENSE: Final = (16, 80)
"""The same two where all peaks are paired, also those that another sound put between two of a pair."""


@dataclass(frozen=True, slots=True, eq=False)
class Landmarks:
    """m pairs of peaks, in order of time: `hashes` (m,) uint32, `times` (m,) int32 in hops: the first of the two.

    `steps` (m, 2) int16 are their frequencies, `apart` (m,) int16 the hops between them.
    """

    hashes: NDArray[np.uint32]
    times: NDArray[np.int32]
    steps: NDArray[np.int16]
    apart: NDArray[np.int16]


@dataclass(frozen=True, slots=True)
class Variant:
    """A way in which one sound may be another: `speed` times as fast, and `shift` steps higher."""

    speed: float
    shift: int


def _variants() -> tuple[Variant, ...]:
    speeds = [1.0, *(factor for n in range(1, 7) for factor in (1.038**n, 1.038**-n))]
    found = [Variant(1.0, 0)]
    for speed in speeds:
        played = STEPS * float(np.log2(speed))
        # Played faster all tones rise; stretched in time they stay, give or take the 3 % (a step) that is asked for.
        shifts = {-1, 0, 1, int(np.floor(played)), int(np.ceil(played))}
        found += [Variant(speed, shift) for shift in sorted(shifts)]
    return tuple(dict.fromkeys(found))


VARIANTS: Final = _variants()
"""From 0.8 to 1.25 times the speed in steps of 3.8 %, played or stretched; the first is the sound as it is."""


@cache
def like(variant: Variant) -> tuple[Variant, ...]:
    """The variants that are hardly another: of the next speeds, and a step higher or lower."""
    return tuple(
        one
        for one in VARIANTS
        if abs(np.log2(one.speed / variant.speed)) < NEXT and abs(one.shift - variant.shift) <= 1
    )


def landmarks(prints: SoundPrints) -> Landmarks:
    """The landmarks of a sound, of the peaks that stand out. How many there are: at most `FAN` times these."""
    return _paired(prints, FAN, LOOKED_AT)


def dense_landmarks(prints: SoundPrints) -> Landmarks:
    """The landmarks of all peaks of a sound, some 1,000 a second: those of a sound laid under another among them."""
    return _paired(prints.every(), *DENSE)


def _paired(prints: SoundPrints, fan: int, looked_at: int) -> Landmarks:
    """Pairs of the peaks that stand out: each with the next `fan` in its reach, of the `looked_at` after it."""
    times, steps = prints.times.astype(np.int64), prints.bins.astype(np.int64)
    count = len(times)
    firsts, seconds = [np.zeros(0, np.int64)], [np.zeros(0, np.int64)]
    taken = np.zeros(count, np.int64)
    for ahead in range(1, looked_at + 1):
        if ahead >= count:
            break
        one = np.arange(count - ahead)
        gap = times[ahead:] - times[:-ahead]
        near = np.abs(steps[ahead:] - steps[:-ahead]) <= SPREAD
        good = (gap >= REACH[0]) & (gap < REACH[1]) & near & (taken[: count - ahead] < fan)
        firsts.append(one[good])
        seconds.append(one[good] + ahead)
        taken[: count - ahead] += good
    first, second = np.concatenate(firsts), np.concatenate(seconds)
    # The nearest came first.
    order = np.argsort(first, kind="stable")
    first, second = first[order], second[order]
    pairs = np.column_stack([steps[first], steps[second]])
    apart = times[second] - times[first]
    return Landmarks(
        _hash(pairs, apart // APART),
        times[first].astype(np.int32),
        pairs.astype(np.int16),
        apart.astype(np.int16),
    )


def lookups(found: Landmarks, variant: Variant) -> tuple[NDArray[np.uint32], NDArray[np.int64]]:
    """The hashes that these landmarks would have in another version of the sound, and which of them each is of.

    `variant` is how the other version runs against this one. A distance that lies near the border of two is looked up
    as both.
    """
    pairs = found.steps.astype(np.int64) + variant.shift
    inside = ((pairs >= 0) & (pairs < BINS)).all(axis=1)
    exact = found.apart / variant.speed
    which = np.flatnonzero(inside)
    low = np.floor((exact[which] - 0.5) / APART).astype(np.int64)
    high = np.floor((exact[which] + 0.5) / APART).astype(np.int64)
    both = np.concatenate([which, which[low != high]])
    apart = np.concatenate([low, high[low != high]])
    return _hash(pairs[both], apart), both


def places_of_runs(first: NDArray[np.int64], counts: NDArray[np.int64]) -> NDArray[np.int64]:
    """The places first, first + 1 ... of each run of so many (`counts`), one run after the other."""
    inner = np.arange(int(counts.sum())) - np.repeat(np.cumsum(counts) - counts, counts)
    places: NDArray[np.int64] = np.repeat(first, counts) + inner
    return places


def _hash(pairs: NDArray[np.int64], apart: NDArray[np.int64]) -> NDArray[np.uint32]:
    """One number for two frequencies and a distance."""
    return ((pairs[:, 0] * BINS + pairs[:, 1]) * 64 + np.clip(apart, 0, 63)).astype(np.uint32)
