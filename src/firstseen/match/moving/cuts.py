"""Ends of stretches of picture put where a shot begins in one of the two videos, to the frame.

Maps have eight moments a second, and what is shown at one of them may be a frame that comes half a moment later. Who
cuts a stretch out of a video, or puts it into another, leaves a change of shot there, and its time is known exactly.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from firstseen.match.moving.alignment import Shared
from firstseen.match.places import Running

__all__ = ["at_cuts"]

NEAR: Final = 0.16
"""Seconds of the video in which a shot begins by which an end may lie beside it: a moment, and a frame."""
_AT_END: Final = 0.005
"""Seconds within which an end of a stretch is that of a video."""


def at_cuts(shared: Shared, a: Running, b: Running) -> Shared:
    """A stretch of which each end that is not that of one of the videos lies where a shot of one of them begins, if one
    does near it, in the other along its line."""
    first, last = (_moved(shared, a, b, end) for end in (0, 1))
    if shared.b[1] + last - shared.b[0] - first < NEAR:
        return shared
    return replace(
        shared,
        a=(shared.a[0] + first * shared.speed, shared.a[1] + last * shared.speed),
        b=(shared.b[0] + first, shared.b[1] + last),
    )


def _moved(shared: Shared, a: Running, b: Running, end: int) -> float:
    """Seconds of b by which an end of a stretch is moved."""
    at_a, at_b = shared.a[end], shared.b[end]
    room_a, room_b = (a.seconds - at_a, b.seconds - at_b) if end else (at_a, at_b)
    room = min(room_a / shared.speed, room_b)
    if room <= _AT_END:
        return 0.0
    steps = [step / shared.speed for step in _steps(at_a, a.shots)] + _steps(at_b, b.shots)
    return min((step for step in steps if (step if end else -step) <= room), key=abs, default=0.0)


def _steps(at: float, shots: Sequence[float]) -> list[float]:
    """Seconds from a time to the shots that begin near it, but for the first, which nothing comes before."""
    return [shot - at for shot in shots[1:] if abs(shot - at) <= NEAR]
