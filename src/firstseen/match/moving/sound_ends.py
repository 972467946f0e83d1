"""Where a stretch of sound that two recordings share begins and ends, and where one ends as another begins.

Landmarks tell it to a second. So the peaks around each end are looked at one by one, those of either sound in the
other; and where two stretches lay claim to the same seconds of a sound, as where one fades into the next, those of
these seconds tell from where on they are of the second.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations
from typing import Final

import numpy as np
from numpy.typing import NDArray

from firstseen.match.moving.peaks import (
    BORDER,
    ELSEWHERE,
    Heard,
    Line,
    Probes,
    between,
    peaks_in_a,
    peaks_in_b,
    probed,
    probed_back,
)
from firstseen.model.moving import Segment, Stretch

__all__ = ["SHORTEST", "apart", "put_right"]

SHORTEST: Final = 1.5
"""Seconds below which no stretch is told."""
BEYOND: Final = 2.5
"""Seconds beyond an end of a stretch in which it may end in truth."""
TELLS: Final = 0.1
"""Share of peaks by which more agree than by chance, from which they tell where a stretch ends."""
FADED: Final = 0.7
"""What is beyond chance at the ends, of what is in the mean: a voice comes and goes."""
AFTER: Final = 0.15
"""Seconds beyond its last peak that a stretch reaches at most."""
CLAIMED: Final = 2 * BEYOND
BOTH: Final = 0.85
"""Seconds that two stretches lay claim to at most where one of them ends, as each may reach too far: what two share for
longer may be heard twice at once. And how many of the peaks there agree along either line, of those that agree where
the one gives way to the other: then it is shown again, or heard twice, and neither gives way."""


def put_right(a: Heard, b: Heard, stretch: Stretch, line: Line, limits: Stretch) -> Stretch:
    """A stretch of b with its ends where peaks cease to agree: those of either sound, looked for in the other, each
    telling as much as it is likelier in what is shared than by chance. `limits`: what of b is within both sounds. As it
    is where nothing tells, or too little would be left of it (`SHORTEST`)."""
    wide = max(limits[0], stretch[0] - BEYOND), min(limits[1], stretch[1] + BEYOND)
    told = [_told(look(a, b, wide, line), stretch) for look in (probed, probed_back)]
    seconds, tells = (np.concatenate(column) for column in zip(*told, strict=True))
    order = np.argsort(seconds, kind="stable")
    seconds, tells = seconds[order], tells[order]
    middle = int(np.searchsorted(seconds, (stretch[0] + stretch[1]) / 2))
    if not tells.any() or not 0 < middle < len(seconds):
        return stretch
    first = middle - 1 - int(np.argmax(np.cumsum(tells[:middle][::-1])))
    last = middle + int(np.argmax(np.cumsum(tells[middle:])))
    before, after = np.diff(seconds, prepend=-np.inf), np.diff(seconds, append=np.inf)
    start, end = seconds[first] - min(AFTER, before[first] / 2), seconds[last] + min(AFTER, after[last] / 2)
    found = (
        limits[0] if seconds[first] - limits[0] < BORDER else float(start),
        limits[1] if limits[1] - seconds[last] < BORDER else float(end),
    )
    return found if found[1] - found[0] >= SHORTEST else stretch


def _told(probes: Probes, stretch: Stretch) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Times of peaks, and how much each tells for (or against) being within what is shared."""
    inside = (probes.seconds >= stretch[0]) & (probes.seconds <= stretch[1])
    nothing = np.zeros(len(probes.seconds))
    if not inside.any():
        return probes.seconds, nothing
    shared = float(np.clip(probes.there[inside].mean(), 0.02, 0.98))
    chance = float(np.clip(probes.agree(ELSEWHERE[:, None])[:, inside].mean(), 0.02, 0.98))
    if shared - chance < TELLS:
        return probes.seconds, nothing
    shared = chance + FADED * (shared - chance)
    tells = np.where(probes.there, math.log(shared / chance), math.log((1 - shared) / (1 - chance)))
    return probes.seconds, tells


def apart(a: Heard, b: Heard, found: Sequence[tuple[Segment, Line]]) -> list[Segment]:
    """Stretches, each with its line, none of which ends within another that begins before its end, in either sound."""
    segments = [segment for segment, _ in found]
    for one, other in combinations(range(len(found)), 2):
        for in_b in (True, False):
            spans = [_span(segments[number], in_b=in_b) for number in (one, other)]
            first, then = (one, other) if spans[0] < spans[1] else (other, one)
            (since, until), (begins, ends) = sorted(spans)
            if since < begins < until < ends and until - begins <= CLAIMED:
                lines = found[first][1], found[then][1]
                at = _gives_way(a, b, (begins, until), lines, in_b=in_b)
                if at is not None:
                    segments[first] = _cut(segments[first], lines[0], at, in_b=in_b, ahead=True)
                    segments[then] = _cut(segments[then], lines[1], at, in_b=in_b, ahead=False)
    return segments


def _span(segment: Segment, *, in_b: bool) -> Stretch:
    return (segment.b_from, segment.b_to) if in_b else (segment.a_from, segment.a_to)


def _gives_way(a: Heard, b: Heard, claimed: Stretch, lines: tuple[Line, Line], *, in_b: bool) -> float | None:
    """The second of b, or of a, at which what runs along the first line gives way to what runs along the second: of the
    peaks of that sound most are then where each of them says. None where as many are all along either."""
    of = b if in_b else a
    some = between(of, claimed)
    there = [(peaks_in_a(a.near, *some, line) if in_b else peaks_in_b(b.near, *some, line)).there for line in lines]
    of_first = np.cumsum(np.concatenate([[0], there[0].astype(np.int64) - there[1]]))
    most = int(of_first.max())
    if min(int(one.sum()) for one in there) >= BOTH * (int(there[1].sum()) + most):
        return None
    # Between the last peak before it and the first one after it; where several do as well, in their middle.
    best = int(np.argmax(of_first))
    last = best + int(np.argmin(np.append(of_first[best:] == most, False))) - 1
    bounds = np.concatenate([[claimed[0]], some[0], [claimed[1]]])
    return float((bounds[best] + bounds[last + 1]) / 2)


def _cut(segment: Segment, line: Line, at: float, *, in_b: bool, ahead: bool) -> Segment:
    """A segment that ends, or begins, at a second of b, or of a."""
    at_b = at if in_b else (at - line.offset) / line.factor
    at_a, at_b = round(at_b * line.factor + line.offset, 2), round(at_b, 2)
    return replace(segment, a_to=at_a, b_to=at_b) if ahead else replace(segment, a_from=at_a, b_from=at_b)
