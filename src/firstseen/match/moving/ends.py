"""The ends of stretches, carried on as long as the two videos differ only as they do within the stretch.

A stretch is lost where hardly anything moves but a ticker, or where another way of laying the one frame over the other
happened to agree better for a while. What surely is one footage up to a moment likely is so beyond it. That is no
proof: something else may have been laid over the picture, or put in its place. So the moments beyond are looked at once
more, in the one way of laying the frames over each other, up to where another stretch has them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from firstseen.match.moving.alignment import Shared
from firstseen.match.moving.likeness import likeness
from firstseen.match.moving.lines import Piece
from firstseen.match.moving.looked import Decode, laid_within
from firstseen.match.tones import toned
from firstseen.model.copies import Matrix
from firstseen.model.moving import Stretch as Span

__all__ = ["carried_on"]

RATE: Final = 8.0
"""Frames a second that are compared."""
AT_ONCE: Final = 8.0
"""Seconds of b that are looked at beyond an end; as many again while all of them are shared."""
WITHIN: Final = 4.0
"""Seconds of the stretch up to its end that tell how the two videos differ where they are one footage: words that run
along the foot have then been everywhere there."""
LEAST: Final = 0.6
"""Seconds by which a stretch is carried on at least."""
AGREES: Final = 0.4
"""Likeness from which a moment is shared, beyond the end of a stretch that is."""
MOSTLY: Final = 0.9
"""Share of these seconds in which a place differs by no more than it usually does."""
CHANGES, STANDS = 12.0, 0.8
"""Grey levels by which a place has changed, and share of them that have not where a camera stands still. Of a moving
one likeness alone tells. At moments of bench sources (tuning, drawn anew three times) that went on 0.91 had not changed
at the least, at those beyond a cut 0.75 at the most."""
OTHERWISE: Final = 14.0
"""Grey levels by which a place differs more than it does within the stretch, where something else is shown."""
NOWHERE: Final = 0.006
"""Share of the frame in which something else may be shown, for a moment in which hardly anything moves to be shared: a
person who goes by far off takes more."""
MISS: Final = 9.0
"""What a moment that is not shared counts against one that is: nine of ten must be."""
AROUND: Final = 5
"""Small pixels, across and down, around a place in which it may differ as it does itself: words run on."""


def carried_on(
    pieces: Iterable[Piece], matrix_of: Callable[[Piece], Matrix], decode: Decode, seconds: Span
) -> list[Piece]:
    """The pieces, the longest first, each carried on at both ends as far as it goes. `matrix_of` gives how the frames
    of a piece lie over each other; `seconds`: of a and b."""
    found = sorted(pieces, key=lambda one: (one.shared.b[0] - one.shared.b[1], one.shared.a))
    for number, piece in enumerate(found):
        others = [other.shared for other in found if other is not piece]
        rooms = [_room(piece.shared, others, seconds, ahead=ahead) for ahead in (False, True)]
        if max(rooms) < LEAST:
            continue
        matrix = matrix_of(piece)
        for ahead in (False, True):
            shared = _farther(found[number].shared, rooms[ahead], matrix, decode, ahead=ahead)
            found[number] = replace(piece, shared=shared)
    return found


def _farther(shared: Shared, room: float, matrix: Matrix, decode: Decode, *, ahead: bool) -> Shared:
    """A stretch carried on at an end, by as much room as there is at most."""
    while room >= LEAST:
        agree = _agreeing(shared, min(room, AT_ONCE), matrix, decode, ahead=ahead)
        by, hits = _as_far(agree, min(room, AT_ONCE))
        if by < LEAST:
            break
        end = int(ahead)
        shared = replace(
            shared,
            a=_moved(shared.a, end, by * shared.speed),
            b=_moved(shared.b, end, by),
            hits=shared.hits + hits // 2,
        )
        if by < AT_ONCE:
            break
        room -= by
    return shared


def _moved(span: Span, end: int, by: float) -> Span:
    """A span made longer at one of its ends."""
    return (span[0], span[1] + by) if end else (max(0.0, span[0] - by), span[1])


def _room(shared: Shared, others: Sequence[Shared], seconds: Span, *, ahead: bool) -> float:
    """Seconds of b beyond an end of a stretch that no other one has, in either video, and that both videos have."""

    def left(span: Span, whole: float, held: Sequence[Span]) -> float:
        if ahead:
            return min([whole, *(max(one[0], span[1]) for one in held if one[1] > span[1])]) - span[1]
        return span[0] - max([0.0, *(min(one[1], span[0]) for one in held if one[0] < span[0])])

    in_a = left(shared.a, seconds[0], [one.a for one in others])
    return min(in_a / shared.speed, left(shared.b, seconds[1], [one.b for one in others]))


def _as_far(agree: NDArray[np.bool_], room: float) -> tuple[float, int]:
    """How many seconds of that room are shared, of whether each moment of it is, outward; and how many moments are."""
    if not len(agree):
        return 0.0, 0
    total = np.cumsum(np.where(agree, 1.0, -MISS))
    last = int(np.argmax(total))
    if total[last] <= 0:
        return 0.0, 0
    by = room if last == len(agree) - 1 else (last + 1) / RATE
    return by, int(agree[: last + 1].sum())


def _agreeing(shared: Shared, room: float, matrix: Matrix, decode: Decode, *, ahead: bool) -> NDArray[np.bool_]:
    """(n,) whether each moment of b beyond an end shows what a does, outward; none where they cannot be compared."""
    within = min(WITHIN, shared.b[1] - shared.b[0])
    before, beyond = (within, room) if ahead else (room, within)
    at_a, at_b = (shared.a[1], shared.b[1]) if ahead else (shared.a[0], shared.b[0])
    one = decode("a", max(0.0, at_a - before * shared.speed), at_a + beyond * shared.speed, RATE)
    other = decode("b", max(0.0, at_b - before), at_b + beyond, RATE)
    like = None if one is None or other is None else likeness(one, other, matrix)
    laid = None if one is None or other is None else laid_within(one, other, matrix)
    if one is None or other is None or like is None or laid is None:
        return np.zeros(0, np.bool_)
    times = other.start + np.arange(len(other.frames)) * other.step
    places = (at_a + (times - at_b) * shared.speed - one.start) / one.step
    numbers = np.clip(np.round(places).astype(np.int64), 0, len(one.frames) - 1)
    outside = times >= at_b if ahead else times < at_b
    alike = like.values[numbers, np.arange(len(times))] >= AGREES
    agree = np.asarray((alike | _as_within(laid[0][numbers], laid[1], laid[2], outside))[outside], np.bool_)
    return agree if ahead else agree[::-1]


def _as_within(
    a: NDArray[np.float32], b: NDArray[np.float32], inside: NDArray[np.bool_], outside: NDArray[np.bool_]
) -> NDArray[np.bool_]:
    """(n,) whether both go on showing, at each moment, what they show at those that are not `outside`, and differ
    nowhere but where they do then."""
    if outside.all():
        return np.zeros(len(a), np.bool_)
    usual = np.zeros(inside.shape, np.float32)
    differs = _apart(a, b)
    usual[inside] = np.quantile(differs[~outside], MOSTLY, axis=0)
    usual = np.asarray(cv2.dilate(usual, np.ones((AROUND, AROUND), np.uint8)))
    stands = [(_apart(one, np.median(one[~outside], axis=0)[None]) <= CHANGES).mean(axis=1) >= STANDS for one in (a, b)]
    as_usual = (differs > usual[inside] + OTHERWISE).mean(axis=1) <= NOWHERE
    return np.asarray(stands[0] & stands[1] & as_usual)


def _apart(some: NDArray[np.float32], others: NDArray[np.float32]) -> NDArray[np.float32]:
    """(n, p) by how many grey levels frames differ from others, or all from one, in the tone of these."""
    every = np.ones(some.shape[1], np.bool_)
    pairs = zip(some, np.broadcast_to(others, some.shape), strict=True)
    return np.stack([np.abs(toned(one, other, every)[0] - other) for one, other in pairs])
