"""Two sounds in, the stretches that are one recording out: by landmarks that follow each other in the same way in both.
Where their peaks do not settle it, the stretch is doubtful, and has to be listened to (`listening.py`).

Landmarks that are equal vote for how the one runs against the other: by which offset, at which speed. Votes count
where they lie close together in time as well, so that an hour of music has no more chance hits than a minute.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final, Literal

import numpy as np
from numpy.typing import NDArray

from firstseen.match.moving.peaks import (
    AS_IS,
    BORDER,
    CHANGED,
    SHARE,
    Heard,
    Line,
    Probes,
    best_window,
    probed,
    shifts,
    under,
)
from firstseen.match.moving.sound_ends import SHORTEST, apart, put_right
from firstseen.model.moving import Segment, Stretch, Track
from firstseen.prints.moving.landmarks import VARIANTS, Landmarks, Variant, lookups, places_of_runs
from firstseen.prints.moving.sound import HOPS_A_SECOND

__all__ = ["SHORTEST", "Doubt", "Heard", "SharedSound", "shared_as", "shared_sound", "sound_segment", "within_both"]

OFFSET: Final = 4
"""Hops (0.09 s) that votes for one offset may differ by."""
BLOCK: Final = 108
"""Hops (2.5 s) in which votes are counted together with those of the block after it."""
SEEDS: Final = 8
"""Votes in two blocks that make a stretch worth looking at."""
LEAST: Final = 12
"""Landmarks of a that must agree, at distinct times, for a stretch."""
A_SECOND: Final = 1.5
"""Of them in each second of it at least: chance hits of long sounds are spread thinly."""
BREAK: Final = 4.0
"""Seconds without a landmark that agrees, after which a stretch has ended."""
PLAIN: Final = 0.55
"""Share of the peaks that agree from which nothing is laid over a stretch that comes and goes, as a voice does: where
they cease to agree it ends."""
LEFT: Final = 0.5
"""Seconds of a stretch, of which another took a part, below which it is told no more."""
REACHES: Final = 0.4
"""Seconds that a landmark reaches beyond its first peak, on average: added at the end of a stretch."""
SURE: Final = 60.0
"""Peaks beyond chance from which a stretch is as sure as can be."""
BESIDE: Final = 1.0
"""Seconds before and after a stretch of landmarks in which its peaks are looked for as well."""
ECHO: Final = 0.75
"""Share of the peaks of a stretch that agree, of those of a stronger one in the same place, below which it is an echo
of that one: of music that repeats itself half as many agree."""
SAME_SPEED: Final = 0.01
"""What stands within a hundredth of its own speed runs at it: no fit over a few seconds tells more."""
MOST: Final = 200
"""Stretches between two sounds at most."""
LONGER: Final = 4
"""How many times as many landmarks b has where a is looked up in b instead, in all variants: a clip of 10 s and an hour
take 0.08 s so, and 2.5 s the other way."""
CLIP: Final = 40.0
"""Seconds up to which a sound is a clip, which may lie as a whole under something that leaves little of it."""
CHANCES: Final = 3
"""Places in which most landmarks of a clip agree that are in doubt, however few they are. Of 36 stretches of 5 s under
speech that is 1, 2, 4 and 8 times as loud the right one was among them for 36, 34, 28 and 25: measured once, with the
sounds of `python -m bench.listening --again third`."""
AT_ONCE: Final = 2_000_000
"""Equal landmarks looked at for one variant at most: a loop an hour long repeats itself without end."""


@dataclass(frozen=True, slots=True, eq=False)
class _Votes:
    """Landmarks that are equal: `a` and `b` (v,) their times in hops, and which of each (`of_a`, `of_b`)."""

    a: NDArray[np.float64]
    b: NDArray[np.float64]
    of_a: NDArray[np.int64]
    of_b: NDArray[np.int64]

    def only(self, mask: NDArray[np.bool_] | NDArray[np.int64] | slice) -> _Votes:
        """Those of the mask, or of these numbers."""
        return _Votes(self.a[mask], self.b[mask], self.of_a[mask], self.of_b[mask])


@dataclass(frozen=True, slots=True, eq=False)
class _Stretch:
    """A stretch that landmarks speak for: from and to in seconds of a and of b, and the landmarks of each: of the peaks
    that stand out, or of all peaks of a or of b (`dense`)."""

    a: tuple[float, float]
    b: tuple[float, float]
    line: Line
    votes: int
    of_a: NDArray[np.int64]
    of_b: NDArray[np.int64]
    dense: Literal["", "a", "b"] = ""


@dataclass(frozen=True, slots=True)
class _Kept:
    """A stretch that was told, its line, and the share of its peaks that agree."""

    segment: Segment
    line: Line
    share: float


@dataclass(frozen=True, slots=True)
class Doubt:
    """A stretch of b, in seconds, for which landmarks speak as it is, `votes` of them (0: not counted), and which its
    peaks do not settle: seconds of a = seconds of b + `offset`."""

    offset: float
    b: Stretch
    votes: int = 0


@dataclass(frozen=True, slots=True)
class SharedSound:
    """The stretches that two sounds share, in order of a, and those in doubt, the likeliest first."""

    segments: tuple[Segment, ...] = ()
    doubts: tuple[Doubt, ...] = ()


def shared_sound(a: Heard, b: Heard) -> SharedSound:
    """The stretches of sound that two recordings share; a and b may be one recording's two copies.

    A performance that was played and recorded a second time is another recording. Times in seconds.
    """
    if len(b.landmarks.hashes) > LONGER * len(a.landmarks.hashes):
        return _turned(shared_as(b, a, VARIANTS))
    return shared_as(a, b, VARIANTS)


def shared_as(a: Heard, b: Heard, variants: Iterable[Variant]) -> SharedSound:
    """The same, where a may run against b in these ways alone. Of the two b is the one whose landmarks are looked up in
    all of them: the shorter one takes less time."""
    of_a, of_b = a.landmarks, b.landmarks
    if not len(of_a.hashes) or not len(of_b.hashes):
        return SharedSound()
    by_hash = _sorted(of_a)
    found: list[_Stretch] = []
    for variant in variants:
        # How b runs against a: b's landmarks are looked up as a would have them.
        hashes, which = lookups(of_b, variant)
        found += _stretches(_equal(by_hash, hashes, which, of_a, of_b), 1.0 / variant.speed)
    under_other = _votes_under(a, b, by_hash)
    found += _laid_under(under_other)
    taken: dict[str, NDArray[np.bool_]] = {}
    kept: list[_Kept] = []
    doubts: list[Doubt] = []
    for one in sorted(found, key=lambda one: (-one.votes, one.a, one.b)):
        # What a stronger stretch explains on both sides is an echo of it: a chorus, a beat.
        taken_a, taken_b = _taken(taken, a, one.dense == "a", "a"), _taken(taken, b, one.dense == "b", "b")
        fresh = ~(taken_a[one.of_a] & taken_b[one.of_b])
        if fresh.sum() < max(LEAST, 0.5 * len(fresh)):
            continue
        checked = _checked(a, b, one, _asked_of(one, kept, a.prints.seconds, b.prints.seconds))
        if checked is None and abs(one.line.factor - 1.0) < SAME_SPEED:
            doubts.append(_doubt(one))
        if checked is None or any(_echoes(checked, stronger) for stronger in kept):
            continue
        taken_a[one.of_a] = True
        taken_b[one.of_b] = True
        kept.append(checked)
        if len(kept) == MOST:
            break
    if not kept:
        doubts += _chances(a, b, under_other)
    segments = apart(a, b, [(one.segment, one.line) for one in kept])
    long = (one for one in segments if min(one.a_to - one.a_from, one.b_to - one.b_from) >= LEFT)
    return SharedSound(_in_order(long), tuple(doubts))


def _chances(a: Heard, b: Heard, votes: Mapping[_Side, _Votes]) -> Iterator[Doubt]:
    """Where most landmarks of a clip agree with those of the other sound as it is, whether by chance or not: under
    something much louder too few are left to stand out from chance. `votes`: `_votes_under`."""
    if min(a.prints.seconds, b.prints.seconds) > CLIP or len(votes) < 2:
        return
    for offset in _fullest(votes["b" if b.prints.seconds <= a.prints.seconds else "a"]):
        yield Doubt(offset, within_both(a, b, (0.0, b.prints.seconds), Line(1.0, offset, 0)))


def _fullest(votes: _Votes) -> list[float]:
    """The offsets, in seconds, for which most votes are, a lane and the next one together; the fullest first."""
    if not len(votes.a):
        return []
    lane = np.floor((votes.a - votes.b) / OFFSET).astype(np.int64)
    first = int(lane.min())
    held = np.bincount(lane - first, minlength=2)
    both = held[:-1] + held[1:]
    found: list[int] = []
    for one in np.argsort(-both, kind="stable")[: 4 * CHANCES].tolist():
        if all(abs(one - other) > 2 for other in found):
            found.append(one)
    return [(first + one + 1) * OFFSET / HOPS_A_SECOND for one in found[:CHANCES]]


def _in_order(segments: Iterable[Segment]) -> tuple[Segment, ...]:
    return tuple(sorted(segments, key=lambda one: (one.a_from, one.b_from)))


def _doubt(one: _Stretch) -> Doubt:
    """A line through few landmarks leans: it runs as it is through the middle."""
    middle = (one.b[0] + one.b[1]) / 2
    return Doubt(middle * (one.line.factor - 1.0) + one.line.offset, one.b, one.votes)


_Side = Literal["a", "b"]


def _votes_under(a: Heard, b: Heard, by_hash: _Sorted) -> dict[_Side, _Votes]:
    """Landmarks of the one that are equal to some of all peaks of the other, which is named, as it is. `by_hash`: the
    landmarks of a."""
    votes: dict[_Side, _Votes] = {}
    if b.dense is not None:
        votes["b"] = _equal(by_hash, *lookups(b.dense, VARIANTS[0]), a.landmarks, b.dense)
    if a.dense is not None:
        votes["a"] = _equal(_sorted(a.dense), *lookups(b.landmarks, VARIANTS[0]), a.dense, b.landmarks)
    return votes


def _laid_under(votes: Mapping[_Side, _Votes]) -> Iterator[_Stretch]:
    """Stretches, as they are, of which something laid over the one leaves few peaks that stand out: those that stand
    out in the other are looked for among all of the one."""
    for side, some in votes.items():
        for one in _stretches(some, 1.0):
            yield replace(one, dense=side)


def _taken(taken: dict[str, NDArray[np.bool_]], sound: Heard, dense: bool, name: str) -> NDArray[np.bool_]:
    """Which landmarks of a sound a stronger stretch explains."""
    of = sound.dense if dense and sound.dense is not None else sound.landmarks
    return taken.setdefault(f"{name} {dense}", np.zeros(len(of.hashes), np.bool_))


def _turned(found: SharedSound) -> SharedSound:
    """The same with a and b exchanged."""
    doubts = (
        replace(one, offset=-one.offset, b=(one.b[0] + one.offset, one.b[1] + one.offset)) for one in found.doubts
    )
    return SharedSound(_in_order(map(_turned_segment, found.segments)), tuple(doubts))


def _turned_segment(one: Segment) -> Segment:
    return replace(
        one,
        a_from=one.b_from,
        a_to=one.b_to,
        b_from=one.a_from,
        b_to=one.a_to,
        speed=1.0 if one.speed == 1.0 else round(1.0 / one.speed, 3),
    )


def _echoes(weaker: _Kept, stronger: _Kept) -> bool:
    """Whether a stretch is another once more, or like it as music that repeats itself is: then clearly fewer agree."""
    one, other = weaker.segment, stronger.segment
    in_a = min(one.a_to, other.a_to) - max(one.a_from, other.a_from) > 0.3 * (one.a_to - one.a_from)
    in_b = min(one.b_to, other.b_to) - max(one.b_from, other.b_from) > 0.3 * (one.b_to - one.b_from)
    along = other.a_from + (one.b_from - other.b_from) * other.speed
    again = in_a and in_b and abs(along - one.a_from) < REACHES
    return again or ((in_a or in_b) and weaker.share < ECHO * stronger.share)


def _asked_of(one: _Stretch, kept: Iterable[_Kept], seconds_a: float, seconds_b: float) -> float:
    """The share of its peaks that a stretch needs at least not to be the echo of one that holds all around it."""
    of_a, of_b = _around(one.a, seconds_a), _around(one.b, seconds_b)
    return max(
        (
            ECHO * other.share
            for other in kept
            if _within(of_a, (other.segment.a_from, other.segment.a_to))
            or _within(of_b, (other.segment.b_from, other.segment.b_to))
        ),
        default=0.0,
    )


def _around(stretch: Stretch, seconds: float) -> Stretch:
    """All that may be told where landmarks speak for a stretch of a sound that is so long."""
    return max(0.0, stretch[0] - BREAK), min(stretch[1] + BREAK, seconds)


def _within(one: Stretch, other: Stretch) -> bool:
    return other[0] - BORDER <= one[0] and one[1] <= other[1] + BORDER


def _checked(a: Heard, b: Heard, one: _Stretch, asked: float) -> _Kept | None:
    """The stretch as a segment, if more of its peaks agree than chance explains. `asked`: the share of them that must
    at least; one at another speed that has it in no part of it is not looked into."""
    # Landmarks begin and end some peaks within what is shared.
    wide = within_both(a, b, (one.b[0] - BESIDE, one.b[1] + BESIDE), one.line)
    changed = abs(one.line.factor - 1.0) >= SAME_SPEED
    if changed and asked and best_window(a, b, wide, one.line, shifts(one.line.factor)) < asked:
        return None
    by_shift = ((shift, probed(a, b, one.b, replace(one.line, shift=shift))) for shift in shifts(one.line.factor))
    shift, probes = max(by_shift, key=lambda pair: (pair[1].beyond_chance, pair[1].share, pair[0]))
    line = replace(one.line, shift=shift)
    within = probed(a, b, wide, line).core(wide)
    probes = probes if within == one.b else probed(a, b, within, line)
    as_is = shift == 0 and not changed
    if probes.beyond_chance >= (AS_IS if as_is else CHANGED) and probes.share >= SHARE:
        return _kept(a, b, probes.trimmed(within), probes, line)
    line = replace(one.line, shift=0)
    if changed:
        return None
    # Landmarks tell where the voice is silent; what lies under it goes on beside.
    wide = within_both(a, b, (one.b[0] - BREAK, one.b[1] + BREAK), line)
    probes, line = under(a, b, wide, line)
    # A voice comes and goes: no window of what lies under it is like the next.
    within = probes.trimmed(wide)
    if within[1] - within[0] < SHORTEST:
        return None
    if within != wide:
        probes, line = under(a, b, within, line)
    longer = max(a.prints.seconds, b.prints.seconds)
    return _kept(a, b, within, probes, line) if probes.stand_out(longer) else None


def within_both(a: Heard, b: Heard, stretch: Stretch, line: Line) -> Stretch:
    """As much of a stretch of b as is within both sounds."""
    first = max(stretch[0], 0.0, -line.offset / line.factor)
    return first, max(first, min(stretch[1], b.prints.seconds, (a.prints.seconds - line.offset) / line.factor))


def _kept(a: Heard, b: Heard, within: Stretch, probes: Probes, line: Line) -> _Kept:
    if probes.share >= PLAIN:
        within = put_right(a, b, within, line, within_both(a, b, (0.0, b.prints.seconds), line))
    best = probes.beyond_chance
    sure = 1.0 - 0.5 * float(np.exp((min(AS_IS, best) - best) / SURE * 2))
    return _Kept(sound_segment(a, b, within, line, sure), line, probes.share)


def sound_segment(a: Heard, b: Heard, within: Stretch, line: Line, confidence: float) -> Segment:
    """A stretch of b that runs along a line as a segment; it is never quite sure."""
    return Segment(
        a_from=round(max(0.0, within[0] * line.factor + line.offset), 2),
        a_to=round(min(within[1] * line.factor + line.offset, a.prints.seconds), 2),
        b_from=round(within[0], 2),
        b_to=round(min(within[1], b.prints.seconds), 2),
        speed=1.0 if abs(line.factor - 1.0) < SAME_SPEED else round(line.factor, 3),
        mirrored=False,
        box_a=None,
        box_b=None,
        track=Track.SOUND,
        confidence=round(min(0.99, confidence), 4),
    )


_Sorted = tuple[NDArray[np.uint32], NDArray[np.int64]]
"""The hashes of landmarks in order, and the number of the landmark of each."""


def _sorted(of: Landmarks) -> _Sorted:
    # Sorted as one number each, which takes a quarter of the time that sorting their order takes.
    both = np.sort((of.hashes.astype(np.uint64) << np.uint64(32)) | np.arange(len(of.hashes), dtype=np.uint64))
    return (both >> np.uint64(32)).astype(np.uint32), (both & np.uint64(0xFFFFFFFF)).astype(np.int64)


def _equal(
    by_hash: _Sorted, hashes: NDArray[np.uint32], which: NDArray[np.int64], a: Landmarks, b: Landmarks
) -> _Votes:
    """All pairs of a landmark of a and one of b with equal hashes."""
    ordered, order = by_hash
    low, high = np.searchsorted(ordered, hashes, "left"), np.searchsorted(ordered, hashes, "right")
    counts = high - low
    if counts.sum() > AT_ONCE:
        # The commonest landmarks say the least.
        common = np.argsort(counts, kind="stable")
        kept = np.sort(common[np.cumsum(counts[common]) <= AT_ONCE])
        low, counts, which = low[kept], counts[kept], which[kept]
    from_b = np.repeat(which, counts)
    of_a = order[places_of_runs(low, counts)]
    return _Votes(a.times[of_a].astype(np.float64), b.times[from_b].astype(np.float64), of_a, from_b)


def _stretches(votes: _Votes, factor: float) -> Iterator[_Stretch]:
    """Stretches along lines a = factor * b + offset."""
    if len(votes.a) < LEAST:
        return
    offset = votes.a - factor * votes.b
    lane = np.floor(offset / OFFSET).astype(np.int64)
    block = np.floor(votes.a / BLOCK).astype(np.int64)
    seeds = _seeds(lane, block)
    if not seeds:
        return
    by_offset = np.argsort(offset, kind="stable")
    ordered = offset[by_offset]
    looked: set[int] = set()
    for lane_number in seeds:
        if lane_number in looked:
            continue
        looked.update((lane_number - 1, lane_number, lane_number + 1))
        middle = (lane_number + 0.5) * OFFSET
        first = np.searchsorted(ordered, middle - 3 * OFFSET)
        after = np.searchsorted(ordered, middle + 3 * OFFSET, side="right")
        if after - first >= LEAST:
            near = np.sort(by_offset[first:after])
            yield from _along(votes.only(near), factor, middle)


def _seeds(lane: NDArray[np.int64], block: NDArray[np.int64]) -> list[int]:
    """Lanes of offset that have enough votes close together in time, the strongest first."""
    blocks = int(block.max()) + 2
    cells, counts = np.unique((lane - lane.min() + 1) * (blocks + 1) + block, return_counts=True)
    total = counts.copy()
    # A line that runs at a little other speed drifts from lane to lane: neighbours in offset and time count as well.
    for step in (1, blocks + 1, blocks + 2, -(blocks + 1), -blocks):
        place = np.searchsorted(cells, cells + step)
        place[place == len(cells)] = 0
        total += np.where(cells[place] == cells + step, counts[place], 0)
    strong = total >= SEEDS
    ordered = np.argsort(-total[strong], kind="stable")
    lanes = cells[strong][ordered] // (blocks + 1) + lane.min() - 1
    return [int(one) for one in dict.fromkeys(lanes.tolist())][: 4 * MOST]


def _along(votes: _Votes, factor: float, offset: float) -> Iterator[_Stretch]:
    """The stretches among votes near one line, its speed and offset fitted to each."""
    order = np.argsort(votes.a, kind="stable")
    votes = _Votes(votes.a[order], votes.b[order], votes.of_a[order], votes.of_b[order])
    for part in _parts(votes.a):
        some = votes.only(part)
        line = _fitted(some, factor, offset)
        good = np.abs(some.a - line[0] * some.b - line[1]) <= OFFSET
        some = some.only(good)
        for inner in _parts(some.a):
            one = some.only(inner)
            distinct = min(len(np.unique(one.of_a)), len(np.unique(one.of_b)), len(np.unique(one.a)) * 3)
            start, end = float(one.a.min()) / HOPS_A_SECOND, float(one.a.max()) / HOPS_A_SECOND + REACHES
            if distinct < max(LEAST, A_SECOND * (end - start)) or end - start < SHORTEST:
                continue
            b = float(one.b.min()) / HOPS_A_SECOND, float(one.b.max()) / HOPS_A_SECOND + REACHES / line[0]
            along = Line(line[0], line[1] / HOPS_A_SECOND, 0)
            yield _Stretch((start, end), b, along, distinct, one.of_a, one.of_b)


def _parts(times: NDArray[np.float64]) -> Iterator[slice]:
    """Runs of votes, in order of time, that have no break between them, and are enough for a stretch."""
    breaks = np.flatnonzero(np.diff(times) > BREAK * HOPS_A_SECOND) + 1
    for first, after in pairwise([0, *breaks.tolist(), len(times)]):
        if after - first >= LEAST:
            yield slice(first, after)


def _fitted(votes: _Votes, factor: float, offset: float) -> tuple[float, float]:
    """The line that most votes lie on, near the one given: its factor and offset."""
    line = (factor, offset)
    for reach in (3.0, 1.5, 1.0):
        good = np.abs(votes.a - line[0] * votes.b - line[1]) <= reach * OFFSET
        if good.sum() < LEAST or np.ptp(votes.b[good]) < HOPS_A_SECOND:
            return line
        a, b = votes.a[good], votes.b[good]
        mean_a, mean_b = np.add.reduce(a) / len(a), np.add.reduce(b) / len(b)
        from_a, from_b = a - mean_a, b - mean_b
        slope = float(from_b @ from_a / (from_b @ from_b))
        if abs(slope / factor - 1.0) > 0.04:
            return line
        line = (slope, float(mean_a - slope * mean_b))
    return line
