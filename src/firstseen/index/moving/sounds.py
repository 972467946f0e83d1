"""Which recordings may share a stretch of sound: landmarks that are equal vote for how one runs against the other.

A landmark of a query is looked up as it is, and as it would be at other speeds and pitches (`VARIANTS`). In a large
index each has thousands of equals by chance, so what is read is bounded: within each stretch of the query the rarest
landmarks are looked up. What they speak for most is then looked at by all peaks (`agreeing.py`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from firstseen.index.moving import segment
from firstseen.index.moving.agreeing import Places, Query
from firstseen.index.moving.segment import GRID, Part
from firstseen.model.identifiers import Digest
from firstseen.prints.moving.landmarks import VARIANTS, Landmarks, Variant, dense_landmarks, landmarks, like, lookups
from firstseen.prints.moving.moving import SoundPrints
from firstseen.prints.moving.sound import BINS, HOPS_A_SECOND

__all__ = ["Agreed", "Landmarked", "is_short"]

LANE: Final = 8
"""Hops (0.2 s) within which landmarks speak for one offset, with those of the next lane."""
VOTES: Final = 8
"""Landmarks of one recording that must agree on an offset at least."""
READ_AS_IS: Final = 6_000_000
READ_CHANGED: Final = 150_000
"""Entries read of the lists for the sound as it is, and for each of the 64 other variants: the first are 24 MB."""
SHORT: Final = 40.0
"""Seconds up to which what landmarks speak for is looked at by all peaks, before it is a candidate."""
CHECKED: Final = 1500
"""Offsets that are looked at so."""
AGREE: Final = 15.0
"""Peaks that must agree beyond chance. Of 10 s under speech as loud, among 90 minutes of other music, speech and
streets, 36 true recordings had 20 to 125 (median 53), the best chance one of each search 32 (median) and at most 54. Of
5 s so, among 50 minutes, 24 had 18 at least. Measured once, with tuning sounds of `bench/video`."""
PLACES, APART = 4, 1.0
"""Places of a recording that are told for a short query, and seconds within which two of like variants are one."""
BLOCK: Final = 10.0
"""Seconds of the query that have the same share of what may be read."""
_DENSE: Final = 8
"""Lanes for each vote up to which all of them are counted in a table; beyond, votes are sorted."""
_TABLE, _MANY = 1 << 15, 4000
"""Cells, a power of two, in which votes are counted by the last bits of their lanes before they are sorted, and votes
from which they are."""
_HALF: Final = 2**31
"""Below it numbers of half as many bytes are enough."""
_NUMBERS: Final = BINS * BINS * 64
"""Landmarks are numbered below this (`prints/moving/landmarks.py`)."""


@dataclass(frozen=True, slots=True)
class Agreed:
    """How much speaks for a recording; and, of a short query, the seconds of it at which the query would begin (below 0
    where it begins before), in which way: those where most peaks agree, and the one for which most landmarks of the
    sound as it is speak."""

    score: float
    places: tuple[tuple[float, Variant], ...] = ()

    def at(self, begin: float, variant: Variant) -> Agreed:
        """The same with one more place, where it is not one of the others: about then, and in hardly another way."""
        known = any(abs(begin - one) < APART and variant in like(way) for one, way in self.places)
        return self if known else Agreed(self.score, (*self.places, (begin, variant)))


_Lanes = NDArray[np.signedinteger]
"""Which lane each vote is for."""


class Landmarked:
    """The landmarks of all recordings of the parts; nothing is read before it is searched."""

    def __init__(self, parts: Sequence[Part]) -> None:
        self._lists: list[_Lists] = []
        self._counts = np.zeros(_NUMBERS, np.int64)
        for part in parts:
            if not len(part.entries):
                continue
            rows = np.full(_NUMBERS, -1, np.int32)
            inside = part.landmarks < _NUMBERS
            rows[part.landmarks[inside]] = np.flatnonzero(inside)
            owner = np.repeat(np.arange(len(part.digests), dtype=np.int32), np.diff(part.hops) // GRID)
            self._lists.append(_Lists(part, rows, owner))
            # Damage may tell of lists that lie outside.
            self._counts[part.landmarks[inside]] += np.clip(np.diff(part.starts)[inside], 0, len(part.entries))

    def candidates(self, prints: SoundPrints, leave_out: Digest | None = None) -> dict[Digest, Agreed]:
        """The recordings that may share a stretch with a sound, and what speaks for each. `leave_out` is not among
        them."""
        query = landmarks(prints)
        if not self._lists or not len(query.hashes):
            return {}
        short = is_short(prints)
        # A clip may lie under something else: then the peaks that stand out in it are those of what was laid over it.
        found = self._places(query, dense_landmarks(prints) if short and len(prints.faint_times) else query)
        if short:
            found = _most(found)
            map_ = Query(prints, VARIANTS)
            scores = [map_.agreement(one.part, places) for one, places in zip(self._lists, found, strict=True)]
            least = AGREE
        else:
            scores = [places.votes.astype(np.float64) for places in found]
            least = float(VOTES)
        best: dict[Digest, Agreed] = {}
        for one, places, reached in zip(self._lists, found, scores, strict=True):
            for owner, agreed in _agreed(one.part, places, reached, least, placed=short).items():
                best[bytes(one.part.digests[owner]).hex()] = agreed
        if leave_out is not None:
            best.pop(leave_out, None)
        return best

    def _places(self, query: Landmarks, as_is: Landmarks) -> list[Places]:
        """For each part, where so many landmarks agree, in any variant; `as_is`: those for the sound as it is."""
        found: list[list[Places]] = [[] for _ in self._lists]
        for number, variant in enumerate(VARIANTS):
            asked = query if number else as_is
            hashes, which = lookups(asked, variant)
            blocks = (asked.times[which] / (BLOCK * HOPS_A_SECOND)).astype(np.int64)
            kept = self._within(hashes, blocks, READ_CHANGED if number else READ_AS_IS)
            if not len(kept):
                continue
            hashes, times = hashes[kept], asked.times[which[kept]] / variant.speed
            for one, places in zip(self._lists, found, strict=True):
                places.append(one.voted(hashes, times, number))
        return [_together(places) for places in found]

    def _within(self, hashes: NDArray[np.uint32], blocks: NDArray[np.int64], most: int) -> NDArray[np.int64]:
        """Which of the landmarks are looked up: all where that reads no more than allowed, else of each block the
        rarest."""
        counts = self._counts[hashes]
        there = np.flatnonzero(counts)
        if int(counts.sum()) <= most:
            return there
        order = there[np.lexsort((counts[there], blocks[there]))]
        read = np.cumsum(counts[order])
        begins = np.searchsorted(blocks[order], blocks[order])
        before = np.where(begins > 0, read[np.maximum(begins, 1) - 1], 0)
        share = most // max(1, len(np.unique(blocks)))
        return np.sort(order[read - before <= share])


@dataclass(frozen=True, slots=True, eq=False)
class _Lists:
    """The lists of a part: which of its landmarks each number is (-1: none), and whose each `GRID` hops are."""

    part: Part
    row: NDArray[np.int32]
    owner: NDArray[np.int32]

    def voted(self, hashes: NDArray[np.uint32], times: NDArray[np.float64], variant: int) -> Places:
        """Where at least `VOTES` landmarks agree on one offset."""
        rows = self.row[hashes]
        here = np.flatnonzero(rows >= 0)
        entries, counts = segment.gathered(self.part, rows[here].astype(np.int64))
        if len(entries) < VOTES or not len(self.owner):
            return _together([])
        # Damage may tell of hops that are nobody's: they count for the last.
        entries = np.minimum(entries, len(self.owner) * GRID - 1)
        # Lanes of one recording keep clear of those of the next, whatever the query begins before.
        clear = int(times.max() // LANE) + 3
        media = len(self.part.digests)
        span = int(self.part.hops[-1]) // LANE + (media + 1) * clear
        # Half as large numbers, where they are enough, take half the time.
        small = max(span, len(self.owner) * GRID) < _HALF
        kind = np.dtype(np.int32 if small else np.int64)
        lanes = entries.astype(kind)
        # Entries are whole hops: the lane of a difference is that of the whole hops in it.
        lanes -= np.repeat(np.ceil(times[here]).astype(kind), counts)
        lanes //= LANE
        lanes += (self.owner.take(entries // GRID).astype(kind) + 1) * clear
        reached, votes = _full(lanes, span)
        begins = self.part.hops[:-1] // LANE + np.arange(media) * clear
        of_lane = np.searchsorted(begins, reached, side="right") - 1
        return Places(of_lane, (reached - (of_lane + 1) * clear) * LANE, np.full(len(reached), variant), votes)


def is_short(prints: SoundPrints) -> bool:
    """Whether of a sound it is told where recordings agree with it."""
    return prints.seconds <= SHORT


def _agreed(
    part: Part, places: Places, scores: NDArray[np.float64], least: float, *, placed: bool
) -> dict[int, Agreed]:
    """What speaks for those recordings of a part for which so much does; `placed`: and where."""
    begins = (places.hops - part.hops[places.owners]) / HOPS_A_SECOND
    best: dict[int, Agreed] = {}
    for row in np.lexsort((begins, -scores)).tolist():
        if scores[row] < least:
            break
        owner = int(places.owners[row])
        told = best.get(owner) or Agreed(float(scores[row]))
        if placed and len(told.places) < PLACES:
            told = told.at(float(begins[row]), VARIANTS[places.variants[row]])
        best[owner] = told
    if placed:
        rising = np.lexsort((-begins, places.votes)).tolist()
        as_is = {int(places.owners[row]): row for row in rising if places.variants[row] == 0}
        for owner in best.keys() & as_is.keys():
            best[owner] = best[owner].at(float(begins[as_is[owner]]), VARIANTS[0])
    return best


def _together(places: Sequence[Places]) -> Places:
    nothing = np.zeros(0, np.int64)
    return Places(
        np.concatenate([nothing, *(one.owners for one in places)]),
        np.concatenate([nothing, *(one.hops for one in places)]),
        np.concatenate([nothing, *(one.variants for one in places)]),
        np.concatenate([nothing, *(one.votes for one in places)]),
    )


def _most(places: Sequence[Places]) -> list[Places]:
    """Those for which most landmarks speak, `CHECKED` in all and those that are equal to the last."""
    votes = np.concatenate([np.zeros(0, np.int64), *(one.votes for one in places)])
    if len(votes) <= CHECKED:
        return list(places)
    least = int(np.partition(votes, -CHECKED)[-CHECKED])
    # So many may be equal that they are left out instead: nothing may depend on the order of the parts.
    least += int(np.count_nonzero(votes >= least) > 2 * CHECKED)
    return [one.only(one.votes >= least) for one in places]


def _full(lanes: _Lanes, span: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The lanes in which, with the next one, at least `VOTES` votes are, and how many."""
    if len(lanes) * _DENSE > span:
        held = np.bincount(lanes, minlength=span + 1)
        held[:-1] += held[1:]
        numbers = np.flatnonzero(held >= VOTES)
        return numbers, held[numbers]
    numbers, held = np.unique(_crowded(lanes) if len(lanes) > _MANY else lanes, return_counts=True)
    follows = np.append(np.diff(numbers) == 1, False)
    held = held + np.where(follows, np.append(held[1:], 0), 0)
    full = held >= VOTES
    return numbers[full].astype(np.int64), held[full]


def _crowded(lanes: _Lanes) -> _Lanes:
    """The lanes without most that are not full with one beside, in any order: of two that are, one has half the votes.
    They are counted by their last bits, which takes a third of the time of sorting them."""
    last = lanes & (_TABLE - 1)
    half = np.bincount(last, minlength=_TABLE) >= VOTES // 2
    near = half.copy()
    near[1:] |= half[:-1]
    near[:-1] |= half[1:]
    near[0] |= half[-1]
    near[-1] |= half[0]
    crowded: _Lanes = lanes[near[last]]
    return crowded
