"""What two versions of a recording share and lack in time, held against where their shots begin.

A recording that goes on within a shot beyond what two versions share is the same recording; behind a change of shot
there may be anything, such as another clip of a compilation.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from firstseen.match.moving.timeline import EDGE, merged, within
from firstseen.match.places import Running
from firstseen.model.copies import Copy
from firstseen.model.identifiers import Digest
from firstseen.model.moving import MovingFacts, Segment, Stretch, Track

__all__ = ["Beyond", "beyond", "has_picture", "stretches", "without"]

CUT: Final = 0.75
"""Seconds between the border of a stretch and a change of shot that are one, as frames are sampled twice a second, and
borders are found to half a second (as `CUT` in `match/moving/judge.py`, with the half of a sample)."""
TOLD_ALREADY: Final = 0.8
"""Share of a stretch that longer ones cover, in both versions, from which it says nothing of its own: where little
moves, each moment resembles its neighbours."""


@dataclass(frozen=True, slots=True)
class Beyond:
    """What each of two versions surely has of the recording that the other lacks, in seconds of each.

    Empty for what cannot be said: it may be another recording that lies there.
    """

    a: tuple[Stretch, ...] = ()
    b: tuple[Stretch, ...] = ()


def has_picture(medium: Digest, moving: Mapping[Digest, MovingFacts]) -> bool:
    """Whether a video or sound is known to have a picture."""
    facts = moving.get(medium)
    return facts is not None and facts.width > 0


def stretches(copy: Copy, moving: Mapping[Digest, MovingFacts]) -> list[Segment]:
    """The stretches that tell how two versions lie in time: of picture, or of sound where no picture is shared.

    Left out beside longer ones: those that the longer ones tell already, and those that begin and end within a shot of
    both versions. A cut makes one of the two change there; where neither does, a moment was taken for another one.
    """
    running = [Running(facts.seconds, facts.shots) if (facts := moving.get(end)) else None for end in (copy.a, copy.b)]
    seen = [one for one in copy.segments if one.track is Track.PICTURE] or list(copy.segments)
    seen.sort(key=lambda one: (one.a_from - one.a_to, one.a_from, one.b_from))
    kept: list[Segment] = []
    for one in seen:
        in_a = merged((other.a_from, other.a_to) for other in kept)
        in_b = merged((other.b_from, other.b_to) for other in kept)
        a, b = (one.a_from, one.a_to), (one.b_from, one.b_to)
        still = one.a_to <= one.a_from or one.b_to <= one.b_from
        if kept and not still and _cut_nowhere(one, running):
            continue
        if still or min(_covered(a, in_a), _covered(b, in_b)) < TOLD_ALREADY:
            kept.append(one)
    return sorted(kept, key=lambda one: (one.a_from, one.b_from))


def _cut_nowhere(one: Segment, running: Sequence[Running | None]) -> bool:
    """Whether at both borders of a stretch of picture both versions go on as if nothing was."""
    a, b = running
    if a is None or b is None or one.track is not Track.PICTURE:
        return False
    return all(
        _goes_on(a, at_a, (), after=after) is not None and _goes_on(b, at_b, (), after=after) is not None
        for at_a, at_b, after in ((one.a_from, one.b_from, False), (one.a_to, one.b_to, True))
    )


def _covered(stretch: Stretch, by: Sequence[Stretch]) -> float:
    return sum(within(stretch, other) for other in by)


def beyond(copy: Copy, moving: Mapping[Digest, MovingFacts]) -> Beyond:
    """What each of two versions shows beyond what they share, within a shot that goes on from there.

    Where both seem to go on at one border, neither is believed: one recording cannot go on in two ways, so the border
    was not found, or it is not one recording.
    """
    facts_a, facts_b = moving.get(copy.a), moving.get(copy.b)
    shared = [one for one in stretches(copy, moving) if one.track is Track.PICTURE and one.a_to > one.a_from]
    if facts_a is None or facts_b is None or not shared:
        return Beyond()
    a, b = (Running(facts.seconds, facts.shots) for facts in (facts_a, facts_b))
    kept_a = merged(((one.a_from, one.a_to) for one in shared), EDGE)
    kept_b = merged(((one.b_from, one.b_to) for one in shared), EDGE)
    more_a: list[Stretch] = []
    more_b: list[Stretch] = []
    for one in shared:
        for at_a, at_b, after in ((one.a_from, one.b_from, False), (one.a_to, one.b_to, True)):
            on_a, on_b = _goes_on(a, at_a, kept_a, after=after), _goes_on(b, at_b, kept_b, after=after)
            if on_a and on_b:
                continue
            more_a += [on_a] if on_a else []
            more_b += [on_b] if on_b else []
    return Beyond(merged(more_a), merged(more_b))


def _goes_on(running: Running, border: float, kept: Iterable[Stretch], *, after: bool) -> Stretch | None:
    """What a version shows next to a border, up to what is shared again or to the next change of shot."""
    if any(abs(shot - border) <= CUT for shot in running.shots if CUT < shot < running.seconds - CUT):
        return None
    inside = border + (EDGE / 2 if after else -EDGE / 2)
    if not 0 < inside < running.seconds or any(start < inside < end for start, end in kept):
        return None
    shot = running.shot(border)
    if after:
        end = min([shot[1], *(start for start, _ in kept if start > border)])
        return (border, end) if end - border > EDGE else None
    start = max([shot[0], *(end for _, end in kept if end < border)])
    return (start, border) if border - start > EDGE else None


def without(stretch: Stretch, taken: Sequence[Stretch]) -> Iterator[Stretch]:
    """What of a stretch none of the others, in order of time, covers; scraps of a second are none."""
    start = stretch[0]
    for other in (*taken, (stretch[1], stretch[1])):
        if other[0] - start > EDGE:
            yield start, min(other[0], stretch[1])
        start = max(start, other[1])
        if start >= stretch[1]:
            return
