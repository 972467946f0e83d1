"""Which moments of two videos are shown side by side: the same instants of what they share, spread over all of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from firstseen.model.copies import Copy
from firstseen.model.moving import Segment, Track
from firstseen.model.pictures import Box

__all__ = ["MOST_MOMENTS", "Moment", "moments_of"]

MOST_MOMENTS: Final = 4
"""Shown of one pair: two rows on a screen, and few enough for a telephone."""


@dataclass(frozen=True, slots=True)
class Moment:
    """One instant in a and in b, in seconds of each (of a still: 0), and what is shared as seen in each then."""

    at_a: float
    at_b: float
    box_a: Box | None
    box_b: Box | None
    mirrored: bool


def moments_of(copy: Copy, most: int = MOST_MOMENTS) -> tuple[Moment, ...]:
    """The moments of a pair in the order of a, at most `most`; none where no picture is shared.

    Each stretch of picture, the longest first, has one at least as far as there is room; the rest go to the longest.
    """
    seen = [one for one in copy.segments if one.track is Track.PICTURE]
    seen.sort(key=lambda one: (-_long(one), one.a_from, one.b_from))
    counts = [0] * len(seen)
    for _ in range(most):
        # The stretch that has most seconds for each of its moments, as if it had one more, gets the next one.
        worth = [
            _long(one) / (2 * count + 1) if count else float("inf") for one, count in zip(seen, counts, strict=True)
        ]
        open_ones = [at for at, one in enumerate(seen) if _long(one) > 0 or counts[at] == 0]
        if not open_ones:
            break
        counts[max(open_ones, key=lambda at: (worth[at], -at))] += 1
    found = [moment for one, count in zip(seen, counts, strict=True) for moment in _within(one, count)]
    return tuple(sorted(found, key=lambda one: (one.at_a, one.at_b)))


def _long(segment: Segment) -> float:
    return min(segment.a_to - segment.a_from, segment.b_to - segment.b_from)


def _within(segment: Segment, count: int) -> list[Moment]:
    """Moments in the middle of equal pieces: the very ends of a stretch are the least sure."""
    shares = [(2 * number + 1) / (2 * count) for number in range(count)]
    return [
        Moment(
            segment.a_from + share * (segment.a_to - segment.a_from),
            segment.b_from + share * (segment.b_to - segment.b_from),
            segment.box_a,
            segment.box_b,
            segment.mirrored,
        )
        for share in shares
    ]
