"""Ends of stretches of picture put where a shot begins in one of the two videos.

Maps have eight moments a second, and what is shown at one of them may be a frame that comes half a moment later. Who
cuts a stretch out of a video, or puts it into another, leaves a change of shot there. Its time is that of the first
frame of the shot that was decoded: as a rule the very first, since most encoders begin anew at a change of shot.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from firstseen.match.moving.alignment import Shared
from firstseen.match.moving.timeline import common
from firstseen.match.places import Running

__all__ = ["at_cuts"]

NEAR: Final = 0.16
"""Seconds of the video in which a shot begins by which an end may lie beside it: a moment, and a frame. What it gives
is told in decision 26."""
LIKE: Final = 0.05
"""Seconds of b between shots of both videos that are one and the same: the cut is older than either."""
_AT_END: Final = 0.005
"""Seconds within which an end of a stretch is that of a video."""


def at_cuts(stretches: Sequence[Shared], a: Running, b: Running) -> list[Shared]:
    """The stretches, of which each end that is not that of one of the videos lies where a shot of one of them begins,
    if one does near it, in the other along the line of the stretch. None comes to lie over another by it."""
    moved = [_moved(one, a, b) for one in stretches]
    told: list[Shared] = []
    for number, (before, after) in enumerate(zip(stretches, moved, strict=True)):
        others = [place for place in range(len(moved)) if place != number]
        lies_over = any(_over(after, moved[place]) > _over(before, stretches[place]) for place in others)
        told.append(before if lies_over else after)
    return told


def _over(one: Shared, other: Shared) -> float:
    """Seconds of a, or of b, that two stretches have both, the more of the two, to a thousandth."""
    return round(max(common(one.a, other.a), common(one.b, other.b)), 3)


def _moved(shared: Shared, a: Running, b: Running) -> Shared:
    first, last = (_step(shared, a, b, end) for end in (0, 1))
    if shared.b[1] + last - shared.b[0] - first < NEAR:
        return shared
    return shared.moved(first, last)


def _step(shared: Shared, a: Running, b: Running, end: int) -> float:
    """Seconds of b by which an end of a stretch is moved."""
    at_a, at_b = shared.a[end], shared.b[end]
    room_a, room_b = (a.seconds - at_a, b.seconds - at_b) if end else (at_a, at_b)
    room = min(room_a / shared.speed, room_b)
    if room <= _AT_END:
        return 0.0
    of_a = [step / shared.speed for step in _near(at_a, a.shots)]
    of_b = _near(at_b, b.shots)
    steps = [step for step in of_a + of_b if (step if end else -step) <= room]
    own = [step for step in steps if not (_has_like(step, of_a) and _has_like(step, of_b))]
    return min(own or steps, key=lambda step: (round(abs(step), 6), step), default=0.0)


def _near(at: float, shots: Sequence[float]) -> list[float]:
    """Seconds from a time to the shots that begin near it, but for the first, which nothing comes before."""
    return [shot - at for shot in shots[1:] if abs(shot - at) <= NEAR]


def _has_like(step: float, steps: Iterable[float]) -> bool:
    return any(abs(step - other) <= LIKE for other in steps)
