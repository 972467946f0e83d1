"""What a list of shared stretches says about two timelines: how much is shared, what is cut out, in which order."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from firstseen.model.moving import Segment, Stretch

__all__ = ["Cuts", "common", "covered", "cuts", "merged", "within"]

EDGE = 0.75
"""Seconds at either end of a video, or between two stretches, that count as nothing: borders are found to less, to
0.5 in a fade or a dissolve and to 0.2 elsewhere."""


@dataclass(frozen=True, slots=True)
class Cuts:
    """What one version lacks of another, in seconds of the other: before, between and after what it keeps.

    `reordered`: what it keeps comes in another order; `repeated`: some of it more than once.
    """

    before: Stretch | None
    between: tuple[Stretch, ...]
    after: Stretch | None
    reordered: bool
    repeated: bool


def merged(stretches: Iterable[Stretch], gap: float = 0.0) -> tuple[Stretch, ...]:
    """Stretches in order of time, those that are at most `gap` seconds apart joined."""
    joined: list[Stretch] = []
    for start, end in sorted(stretches):
        if joined and start <= joined[-1][1] + gap:
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((start, end))
    return tuple(joined)


def common(one: Stretch, other: Stretch) -> float:
    """Seconds that lie in both."""
    return max(0.0, min(one[1], other[1]) - max(one[0], other[0]))


def within(one: Stretch, other: Stretch) -> float:
    """Share of the one stretch that lies in the other, 0 to 1."""
    return common(one, other) / max(one[1] - one[0], 1e-9)


def covered(stretches: Iterable[Stretch], seconds: float) -> float:
    """Share of a length that these stretches cover, 0 to 1."""
    if seconds <= 0:
        return 0.0
    return min(1.0, sum(end - start for start, end in merged(stretches)) / seconds)


def cuts(segments: Sequence[Segment], seconds: float, *, kept_by_b: bool) -> Cuts:
    """What b keeps of a, which is `seconds` long; the other way round where `kept_by_b` is False."""
    pairs = [
        ((one.a_from, one.a_to), (one.b_from, one.b_to))
        if kept_by_b
        else ((one.b_from, one.b_to), (one.a_from, one.a_to))
        for one in segments
    ]
    kept = merged((source for source, _ in pairs), EDGE)
    in_order = [source for source, _ in sorted(pairs, key=lambda pair: pair[1])]
    repeated = any(
        min(one[1], other[1]) - max(one[0], other[0]) > EDGE
        for number, one in enumerate(in_order)
        for other in in_order[number + 1 :]
    )
    reordered = any(later[0] < earlier[0] - EDGE for earlier, later in pairwise(in_order))
    first, last = kept[0][0], kept[-1][1]
    return Cuts(
        (0.0, first) if first > EDGE else None,
        tuple((one[1], other[0]) for one, other in pairwise(kept)),
        (last, seconds) if seconds - last > EDGE else None,
        reordered,
        repeated,
    )
