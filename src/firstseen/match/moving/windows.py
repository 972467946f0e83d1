"""Parts of two videos of which one is long that are looked at together, around what leads there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from firstseen.match.moving.alignment import Shared

__all__ = ["BESIDE", "OVER", "WINDOW", "Span", "Window", "ahead_of", "around", "together"]

BESIDE: Final = 10.0
"""Seconds around a lead that are looked at."""
WINDOW: Final = 60.0
"""Seconds by which a stretch is followed at a time, and of a stretch told by hashes from which only its ends are looked
at: half a minute of frames half a second apart tells a line."""
OVER: Final = 5.0
"""Seconds by which a window reaches over what is known, and that a long stretch told by hashes leaves at its ends."""
AS_LARGE: Final = 0.5
"""Share of a window, on both clocks, that another within it has which shows nothing more: a smaller one is laid over
the other video by what is in it alone."""
EDGE: Final = 1.0
"""Seconds by which a window may reach over another that it lies within."""

Span = tuple[float, float]
"""From and to, in seconds."""


@dataclass(frozen=True, slots=True)
class Window:
    """A part of each video."""

    a: Span
    b: Span

    def holds(self, other: Window) -> bool:
        """Whether another lies within this one, and is not much smaller."""
        return _holds(self.a, other.a) and _holds(self.b, other.b)

    def united(self, other: Window) -> Window | None:
        """Both and what lies between; None where they do not touch on both clocks, or are too long together."""
        if not (_touch(self.a, other.a) and _touch(self.b, other.b)):
            return None
        both = Window(_both(self.a, other.a), _both(self.b, other.b))
        return both if max(both.a[1] - both.a[0], both.b[1] - both.b[0]) <= WINDOW else None


def around(start: Span, end: Span, seconds: Span) -> Window:
    """The window around two moments, each given as seconds of a and of b; `seconds`: the lengths of the two."""
    return Window(
        (max(0.0, start[0] - BESIDE), min(seconds[0], end[0] + BESIDE)),
        (max(0.0, start[1] - BESIDE), min(seconds[1], end[1] + BESIDE)),
    )


def together(windows: Sequence[Window]) -> tuple[Window, list[int]]:
    """The first window with those that it can be united with, one after the other, and which ones these are."""
    first, taken = windows[0], [0]
    for number, other in enumerate(windows[1:], start=1):
        both = first.united(other)
        if both is not None:
            first = both
            taken.append(number)
    return first, taken


def ahead_of(shared: Shared, seconds: Span, *, ahead: bool) -> Window:
    """The window in which a stretch would go on beyond its end (`ahead`), or before its beginning: as much of each
    video as there is something of the other for, at its speed."""
    at_a, at_b = (shared.a[1], shared.b[1]) if ahead else (shared.a[0], shared.b[0])
    left_a, left_b = (seconds[0] - at_a, seconds[1] - at_b) if ahead else (at_a, at_b)
    far_a = min(WINDOW, left_b * shared.speed + OVER)
    far_b = min(WINDOW, left_a / shared.speed + OVER)
    before, after = ((OVER, OVER), (far_a, far_b)) if ahead else ((far_a, far_b), (OVER, OVER))
    return Window(
        (max(0.0, at_a - before[0]), min(seconds[0], at_a + after[0])),
        (max(0.0, at_b - before[1]), min(seconds[1], at_b + after[1])),
    )


def _holds(one: Span, other: Span) -> bool:
    within = one[0] - EDGE <= other[0] and other[1] <= one[1] + EDGE
    return within and other[1] - other[0] >= AS_LARGE * (one[1] - one[0])


def _touch(one: Span, other: Span) -> bool:
    return one[0] <= other[1] and other[0] <= one[1]


def _both(one: Span, other: Span) -> Span:
    return min(one[0], other[0]), max(one[1], other[1])
