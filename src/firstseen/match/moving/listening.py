"""Listens to the stretches of two sounds of which peaks do not tell whether they are one recording."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from typing import Final, Literal

from firstseen.match.moving.peaks import BORDER, Line
from firstseen.match.moving.sound import (
    SHORTEST,
    Doubt,
    Heard,
    SharedSound,
    shared_as,
    sound_segment,
    within_both,
)
from firstseen.match.moving.timeline import common, merged
from firstseen.match.moving.waves import FITS, REACH, Samples, waves
from firstseen.model.moving import Segment, Stretch
from firstseen.prints.moving.landmarks import Variant, like

__all__ = ["LONG", "Listen", "listened", "may_share"]

Listen = Callable[[Literal["a", "b"], float, float], Samples | None]
"""Gives what is heard in a or b between two seconds, which may lie beyond its ends; None where it cannot be decoded."""

LOOKS: Final = 6
"""Stretches in doubt that are listened to, the likeliest."""
LONG: Final = 900.0
STANDS_OUT: Final = 26
"""Seconds from which a sound is so long that landmarks agree with a clip in many places by chance: then only the
likeliest is listened to, and where so many agree; and `find` looks at parts of it first (`may_share`). Of 72 stretches
of 5 s under speech as loud, in 27 minutes, peaks left 10 in doubt; the right place was the likeliest of all, and had 26
landmarks or more for 9. Of 36 that were not there the likeliest had 20 in the median, 34 at most. Measured once, with
tuning sounds of `bench/video`."""
BESIDE: Final = 1.0
"""Seconds before and after what landmarks speak for by which it is told whether the two are one recording."""
BEYOND: Final = 10.0
"""The same in which they are listened to, to see where what they share begins and ends."""
SLOWEST: Final = 1.25
"""How many times as long as a clip a part of a recording is that is the clip more slowly."""
LONGEST: Final = 60.0
"""Seconds of b that are listened to at once, at most."""
AGAIN: Final = 0.15
"""Seconds by which two offsets differ at most that are one place: a little more than that of the votes for one."""
OVERLAP: Final = 0.3
"""Share of a stretch that another explains, from which it is not told a second time."""
UNTOLD: Final = 0.5
"""Seconds of what may be shared that the segments do not tell of, below which it is not listened to: a stretch is
`SHORTEST` long at least and lies `REACH` beside at most, so that just more than `OVERLAP` of it is explained."""


def listened(found: SharedSound, a: Heard, b: Heard, listen: Listen) -> list[Segment]:
    """The stretches that two sounds share, those in doubt that turn out to be one recording among them, in order of a.

    Where nothing can be decoded, what the peaks settled stands alone.
    """
    segments = list(found.segments)
    hear = cache(listen)
    doubts = _places(found.doubts, segments)[:LOOKS]
    if max(a.prints.seconds, b.prints.seconds) > LONG:
        doubts = [doubt for doubt in doubts[:1] if doubt.votes >= STANDS_OUT]
    for doubt in doubts:
        line = Line(1.0, doubt.offset, 0)
        within = within_both(a, b, (0.0, b.prints.seconds), line)
        core = _shortened(within_both(a, b, _widened(doubt.b, BESIDE), line), LONGEST)
        wide = within_both(a, b, _widened(core, min(BEYOND, (LONGEST - (core[1] - core[0])) / 2)), line)
        # A stretch that nearly reaches to an end of what both can share is told as reaching to it.
        most = max(within[0], wide[0] - BORDER), min(within[1], wide[1] + BORDER)
        if core[1] - core[0] < SHORTEST or _all_told(most, doubt.offset, segments):
            continue
        of_b = hear("b", *wide)
        of_a = None if of_b is None else hear("a", wide[0] + doubt.offset - REACH, wide[1] + doubt.offset + REACH)
        if of_a is None or of_b is None:
            continue
        fit = waves(of_a, of_b, (core[0] - wide[0], core[1] - wide[0]))
        if fit is None:
            continue
        start, end = wide[0] + fit.within[0], min(wide[1], wide[0] + fit.within[1])
        start = within[0] if start - within[0] < BORDER else start
        end = within[1] if within[1] - end < BORDER else end
        line = Line(1.0, doubt.offset + fit.later, 0)
        one = sound_segment(a, b, (start, end), line, 1.0 - 0.5 * math.exp(FITS - fit.times_as_well))
        if end - start >= SHORTEST and not _explained(one, segments):
            segments.append(one)
    return sorted(segments, key=lambda one: (one.a_from, one.b_from))


def may_share(clip: Heard, other: Heard, places: Sequence[tuple[float, Variant]]) -> bool:
    """Whether a clip and a sound that is longer than `LONG` may share a stretch, by the parts of it in which the clip
    would begin at these seconds, in about these ways: a third of a second of work becomes a tenth of that."""
    for begin, variant in places:
        part = other.part(begin - BEYOND, begin + SLOWEST * clip.prints.seconds + BEYOND)
        found = shared_as(part, clip, like(variant))
        if found.segments or any(doubt.votes >= STANDS_OUT for doubt in found.doubts):
            return True
    return False


def _places(doubts: Sequence[Doubt], known: Sequence[Segment]) -> list[Doubt]:
    """The doubts without those that are a place once more, or of which the segments tell already."""
    found: list[Doubt] = []
    for doubt in doubts:
        told = any(
            abs(one.a_from - one.b_from - doubt.offset) < AGAIN and common((one.b_from, one.b_to), doubt.b)
            for one in known
        )
        again = any(abs(one.offset - doubt.offset) < AGAIN and common(one.b, doubt.b) for one in found)
        if not (told or again):
            found.append(doubt)
    return found


def _widened(stretch: Stretch, by: float) -> Stretch:
    """So much wider to either side."""
    return stretch[0] - by, stretch[1] + by


def _shortened(stretch: Stretch, most: float) -> Stretch:
    """Its middle, where it is longer than that."""
    beyond = max(0.0, stretch[1] - stretch[0] - most) / 2
    return stretch[0] + beyond, stretch[1] - beyond


def _all_told(of_b: Stretch, offset: float, segments: Sequence[Segment]) -> bool:
    """Whether whatever could be told of these seconds of b, or of those of a that are heard with them, would be
    explained (`_explained`) by the segments."""
    of_a = of_b[0] + offset, of_b[1] + offset
    in_a = sum(common(of_a, one) for one in merged((one.a_from, one.a_to) for one in segments))
    in_b = sum(common(of_b, one) for one in merged((one.b_from, one.b_to) for one in segments))
    return of_b[1] - of_b[0] - max(in_a, in_b) < UNTOLD


def _explained(one: Segment, others: Iterable[Segment]) -> bool:
    """Whether others hold much of a stretch, in the one sound or in the other: it is their echo."""
    in_a = sum(common((one.a_from, one.a_to), (other.a_from, other.a_to)) for other in others)
    in_b = sum(common((one.b_from, one.b_to), (other.b_from, other.b_to)) for other in others)
    return max(in_a, in_b) > OVERLAP * (one.b_to - one.b_from)
