"""What is heard in two versions, one above the other: which seconds are drawn, and where they lie in the drawing."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

from firstseen.dossier.spectrogram import HIGHEST
from firstseen.model.copies import Copy
from firstseen.model.moving import Segment, Stretch, Track

__all__ = ["PITCHES", "Scale", "Window", "scale_of", "window_of"]

LONGEST: Final = 30.0
"""Seconds drawn of the shared stretch: a word has 10 units of the drawing's width."""
AROUND: Final = 2.0
"""Seconds drawn before and after it, so that it can be seen where it begins and ends."""
STEPS: Final = (0.5, 1, 2, 5, 10)
MOST_TICKS: Final = 10
PITCHES: Final = tuple((hertz, f"{hertz:,}") for hertz in range(1000, int(HIGHEST), 1000))
"""Marks on the scale of pitch: Hz, and in words."""


@dataclass(frozen=True, slots=True)
class Window:
    """Which seconds of a and of b are drawn, and which of them are shared.

    `shown` begins before 0, or ends after the end, where the other has sound and this one has none: both drawings
    are equally wide, and the shared stretch stands at one place. `same`: the shared stretch sounds the same; else its
    picture is the same and what is heard is not. `cut`: the stretch goes on beyond what is drawn.
    """

    shown_a: Stretch
    shown_b: Stretch
    shared_a: Stretch
    shared_b: Stretch
    same: bool
    cut: bool


@dataclass(frozen=True, slots=True)
class Scale:
    """One of the two drawings, in shares of its width: where its sound lies, the shared stretch, and its seconds."""

    filled: Stretch
    shared: Stretch
    ticks: tuple[tuple[float, str], ...]


def window_of(copy: Copy, seconds_a: float, seconds_b: float) -> Window | None:
    """What to draw of a pair; None where nothing can be compared by ear. Lengths are those of the two media."""
    heard = [one for one in copy.segments if one.track is Track.SOUND]
    other = [one for one in copy.segments if one.track is Track.PICTURE] if "other sound" in copy.changes else []
    chosen = heard or other
    if not chosen or seconds_a <= 0 or seconds_b <= 0:
        return None
    one = max(chosen, key=lambda one: (one.a_to - one.a_from, one.confidence, -one.a_from))
    if one.a_to <= one.a_from or one.b_to <= one.b_from:
        return None
    share = min(1.0, LONGEST / (one.a_to - one.a_from))
    end_a, end_b = (start + share * (end - start) for start, end in ((one.a_from, one.a_to), (one.b_from, one.b_to)))
    before, after = _around(one, seconds_a, seconds_b, share < 1)
    slow = (one.a_to - one.a_from) / (one.b_to - one.b_from)
    return Window(
        (one.a_from - before, end_a + after),
        (one.b_from - before / slow, end_b + after / slow),
        (one.a_from, end_a),
        (one.b_from, end_b),
        bool(heard),
        share < 1,
    )


def _around(one: Segment, seconds_a: float, seconds_b: float, cut: bool) -> tuple[float, float]:
    """Seconds to draw before and after: none where neither has any."""
    before = min(AROUND, max(one.a_from, one.b_from))
    after = 0.0 if cut else min(AROUND, max(seconds_a - one.a_to, seconds_b - one.b_to, 0.0))
    return before, after


def scale_of(shown: Stretch, shared: Stretch, seconds: float) -> Scale:
    """Where what lies, for one of the two; `seconds` is the length of the medium."""
    start, long = shown[0], shown[1] - shown[0]

    def at(time: float) -> float:
        return min(1.0, max(0.0, (time - start) / long))

    step = next((step for step in STEPS if long / step <= MOST_TICKS), 15)
    first = math.ceil(max(0.0, start) / step)
    last = math.floor(min(seconds, shown[1]) / step + 1e-9)
    ticks = tuple((at(number * step), _clock(number * step)) for number in range(first, last + 1))
    return Scale((at(max(0.0, start)), at(min(seconds, shown[1]))), (at(shared[0]), at(shared[1])), ticks)


def _clock(seconds: float) -> str:
    whole = int(seconds)
    tenth = f".{round(seconds * 10) % 10}" if seconds != whole else ""
    minutes, rest = divmod(whole, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02d}:{rest:02d}{tenth}" if hours else f"{minutes}:{rest:02d}{tenth}"
