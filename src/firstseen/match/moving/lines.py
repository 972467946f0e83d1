"""Stretches found in pieces, put together: those that lie on one line, and touch, are one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

from firstseen.match.moving.alignment import Shared
from firstseen.match.moving.timeline import within
from firstseen.model.copies import Copy, Matrix

__all__ = ["Piece", "joined", "lies_over", "on_line", "without_echoes"]

TOUCH: Final = 2.0
"""Seconds between two stretches of one line that are one: a burst of frames that a fade or a title covered."""
BESIDE: Final = 0.8
"""Seconds that two stretches may lie beside one line."""
ALIKE_SPEED: Final = 0.04
OVER: Final = 0.4
"""Share of a stretch that lies over another, in one of the two videos, from which both tell of the same seconds."""
AS_SURE: Final = 0.85
AS_LONG: Final = 3.0
"""Share of moments that agree, as part of that of the stretch it lies over, and seconds, from which such a stretch is
a repetition, and not a likeness of what moves steadily."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch with the copy of frames that speaks for it, if any (`frame`), as it is or mirrored. Where all moments
    were compared: from which pixels of a to which of b (`matrix`), and whether it is `clear` that it is one footage."""

    shared: Shared
    mirrored: bool
    frame: Copy | None
    matrix: Matrix | None = None
    clear: bool | None = None


def on_line(shared: Shared, time_a: float, time_b: float, slack: float = BESIDE) -> bool:
    """Whether two moments are shown at once along a stretch, within it or near to its ends."""
    along = shared.a[0] + (time_b - shared.b[0]) * shared.speed
    near = shared.b[0] - TOUCH <= time_b <= shared.b[1] + TOUCH
    return near and abs(along - time_a) <= slack


def joined(pieces: Iterable[Piece]) -> list[Piece]:
    """The pieces, in order of a, those of one line that touch or overlap made one."""
    found: list[Piece] = []
    for piece in sorted(pieces, key=lambda one: (one.shared.a, one.shared.b)):
        for number, other in enumerate(found):
            if _one_line(other, piece):
                found[number] = _together(other, piece)
                break
        else:
            found.append(piece)
    return found


def _one_line(one: Piece, other: Piece) -> bool:
    a, b = one.shared, other.shared
    if one.mirrored != other.mirrored or abs(a.speed / b.speed - 1.0) > ALIKE_SPEED:
        return False
    # Where the one goes on as the other begins, on both clocks.
    return (
        b.a[0] <= a.a[1] + TOUCH
        and b.b[0] <= a.b[1] + TOUCH
        and a.b[0] <= b.b[1] + TOUCH
        and abs(a.a[0] + (b.b[0] - a.b[0]) * a.speed - b.a[0]) <= BESIDE
    )


def _together(one: Piece, other: Piece) -> Piece:
    a, b = one.shared, other.shared
    longer = a if a.a[1] - a.a[0] >= b.a[1] - b.a[0] else b
    hits = max(a.hits, b.hits) if _nested(a, b) else a.hits + b.hits
    shared = Shared(
        (min(a.a[0], b.a[0]), max(a.a[1], b.a[1])),
        (min(a.b[0], b.b[0]), max(a.b[1], b.b[1])),
        longer.speed,
        max(a.agreeing, b.agreeing),
        hits,
    )
    frame = max((one.frame, other.frame), key=lambda copy: copy.confidence if copy else 0.0)
    clear = one.clear or other.clear
    return replace(one, shared=shared, frame=frame, clear=clear)


def _nested(a: Shared, b: Shared) -> bool:
    return min(a.b[1], b.b[1]) - max(a.b[0], b.b[0]) > 0.5 * min(a.b[1] - a.b[0], b.b[1] - b.b[0])


def lies_over(piece: Piece, others: Iterable[Piece]) -> bool:
    """Whether a stretch tells of the same seconds as one of some others on another line, in one of the two videos."""
    return any(_over(piece.shared, other.shared) and not _one_line(other, piece) for other in others)


def without_echoes(pieces: Iterable[Piece]) -> list[Piece]:
    """Without those that tell of the same seconds as a stronger one, and are no clear repetition of it."""
    kept: list[Piece] = []
    for piece in sorted(pieces, key=lambda one: (-one.shared.hits, one.shared.a, one.shared.b)):
        shared = piece.shared
        over = [other.shared for other in kept if _over(shared, other.shared)]
        clear = shared.b[1] - shared.b[0] >= AS_LONG
        if all(clear and shared.agreeing >= AS_SURE * other.agreeing and _apart(shared, other) for other in over):
            kept.append(piece)
    return sorted(kept, key=lambda one: (one.shared.a, one.shared.b))


def _over(one: Shared, other: Shared) -> bool:
    """Whether much of a stretch lies over another, in one of the two videos."""
    return max(within(one.a, other.a), within(one.b, other.b)) > OVER


def _apart(one: Shared, other: Shared) -> bool:
    """Whether two stretches lie over each other in one of the two videos only: then it shows the same twice."""
    return min(within(one.a, other.a), within(one.b, other.b)) < 1 - OVER
