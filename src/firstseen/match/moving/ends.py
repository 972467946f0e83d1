"""The ends of stretches of one footage, carried on as far as the two videos go on to agree.

A stretch is lost where hardly anything moves but a ticker, or where another way of laying the one frame over the other
happened to agree better for a while. What surely is one footage up to a moment likely is so beyond it. That is no
proof: something else may have been laid over the picture, or put in its place. So the moments beyond are looked at once
more, in the one way of laying the frames over each other, up to where another stretch has them: what moves must agree,
and where all stands, nothing may differ but what did within the stretch.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from firstseen.match.moving.alignment import Shared
from firstseen.match.moving.likeness import agreements
from firstseen.match.moving.lines import Piece
from firstseen.match.moving.looked import Decode, laid_within
from firstseen.match.moving.takes import RATE, Line
from firstseen.match.tones import toned
from firstseen.model.copies import JOINING, Matrix
from firstseen.model.moving import Stretch as Span
from firstseen.model.pictures import Box

__all__ = ["carried_on"]

AT_ONCE: Final = 8.0
FARTHEST: Final = 64.0
"""Seconds of b that are looked at beyond an end; as many again while all of them are shared, up to so many in all."""
WITHIN: Final = 4.0
"""Seconds of the stretch up to its end that tell how the two videos differ where they are one footage: words that run
along the foot have then been everywhere there."""
LEAST: Final = 0.6
"""Seconds by which a stretch is carried on at least."""
MOVES_ALIKE, STANDS_ALIKE = 0.4, 0.7
"""Likeness from which a moment is shared, beyond the end of a stretch that is, and where the camera stands still: there
what stands is much of it, and has 0.55 although someone goes by in the one only."""
CHANGES, STANDS = 12.0, 0.8
"""Grey levels by which a place has changed, and share of them that have not where a camera stands still. At moments of
bench sources (tuning, drawn anew three times) that went on 0.91 had not changed at the least, at those beyond a cut
0.75 at the most."""
CONTRAST: Final = 10.0
"""Grey levels (standard deviation) of the picture from which it tells that it has not changed: the dark looks like the
dark."""
MOSTLY: Final = 0.9
"""Share of the seconds up to the end in which a place differs by no more than it usually does."""
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
    pieces: Iterable[Piece],
    held: Iterable[Shared],
    matrix_of: Callable[[Piece], Matrix],
    decode: Decode,
    seconds: Span,
) -> list[Piece]:
    """The pieces, the longest first, each carried on at both ends as far as it goes, but not over another one, or what
    else is `held`. `matrix_of` gives how the frames of a piece lie over each other; `seconds`: of a and b."""
    found = sorted(pieces, key=lambda one: (one.shared.b[0] - one.shared.b[1], one.shared.a))
    fixed = list(held)
    for number, piece in enumerate(found):
        others = [*fixed, *(other.shared for other in found if other is not piece)]
        rooms = [_room(piece.shared, others, seconds, ahead=ahead) for ahead in (False, True)]
        if max(rooms) < LEAST:
            continue
        beyond = _Beyond(matrix_of(piece), _box(piece), decode)
        shared = piece.shared
        for ahead in (False, True):
            shared = beyond.farther(shared, rooms[ahead], ahead=ahead)
        found[number] = replace(piece, shared=shared)
    return found


def _box(piece: Piece) -> Box | None:
    """The part of b's frame in which the two are one picture, where a copy of frames tells: not what stands beside."""
    return piece.frame.box_b if piece.frame is not None and piece.frame.relation in JOINING else None


def _room(shared: Shared, others: Sequence[Shared], seconds: Span, *, ahead: bool) -> float:
    """Seconds of b beyond an end of a stretch that no other one has, in either video, and that both videos have."""

    def left(span: Span, whole: float, held: Sequence[Span]) -> float:
        if ahead:
            return min([whole, *(max(one[0], span[1]) for one in held if one[1] > span[1])]) - span[1]
        return span[0] - max([0.0, *(min(one[1], span[0]) for one in held if one[0] < span[0])])

    in_a = left(shared.a, seconds[0], [one.a for one in others])
    return min(in_a / shared.speed, left(shared.b, seconds[1], [one.b for one in others]), FARTHEST)


@dataclass(frozen=True, slots=True)
class _Beyond:
    """Looks at what is beyond the ends of one stretch."""

    matrix: Matrix
    box: Box | None
    decode: Decode

    def farther(self, shared: Shared, room: float, *, ahead: bool) -> Shared:
        """The stretch carried on at an end, by as much room as there is at most."""
        while room >= LEAST:
            looked = min(room, AT_ONCE)
            by = _as_far(self._agreeing(shared, looked, ahead=ahead), looked)
            if by < LEAST:
                break
            shared = _longer(shared, by, ahead=ahead)
            if by < AT_ONCE:
                break
            room -= by
        return shared

    def _agreeing(self, shared: Shared, room: float, *, ahead: bool) -> NDArray[np.bool_]:
        """(n,) whether each moment of b beyond an end shows what a does, outward; none where they cannot be
        compared."""
        within = min(WITHIN, shared.b[1] - shared.b[0])
        before, beyond = (within, room) if ahead else (room, within)
        at_b = shared.b[1] if ahead else shared.b[0]
        line = Line(shared.a[0], shared.b[0], shared.speed)
        one = self.decode("a", max(0.0, line.at(at_b - before)), line.at(at_b + beyond), RATE)
        other = self.decode("b", max(0.0, at_b - before), at_b + beyond, RATE)
        laid = None if one is None or other is None else laid_within(one, other, self.matrix, self.box)
        if one is None or other is None or laid is None:
            return np.zeros(0, np.bool_)
        times = other.start + np.arange(len(other.frames)) * other.step
        places = (line.at(0.0) + times * line.speed - one.start) / one.step
        numbers = np.clip(np.round(places).astype(np.int64), 0, len(one.frames) - 1)
        outside = times >= at_b if ahead else times < at_b
        # Frames may be missing, and then are missing at the end.
        if not outside.any() or (not ahead and times[-1] < at_b):
            return np.zeros(0, np.bool_)
        stands, as_usual = _as_within(laid[0][numbers], laid[1], laid[2], outside)
        alike = agreements(laid[0], laid[1], other.step)[0][numbers, np.arange(len(times))]
        agree = np.where(stands, as_usual | (alike >= STANDS_ALIKE), alike >= MOVES_ALIKE)
        agree &= places <= len(one.frames) - 0.5
        return agree[outside] if ahead else agree[outside][::-1]


def _longer(shared: Shared, by: float, *, ahead: bool) -> Shared:
    """A stretch made longer at one of its ends, by so many seconds of b."""
    if ahead:
        until = shared.a[0] + (shared.b[1] + by - shared.b[0]) * shared.speed
        return replace(shared, a=(shared.a[0], until), b=(shared.b[0], shared.b[1] + by))
    since = max(0.0, shared.a[0] - by * shared.speed)
    return replace(shared, a=(since, shared.a[1]), b=(shared.b[0] - by, shared.b[1]))


def _as_far(agree: NDArray[np.bool_], room: float) -> float:
    """How many seconds of that room are shared, of whether each moment of it is, outward."""
    if not len(agree):
        return 0.0
    total = np.cumsum(np.where(agree, 1.0, -MISS))
    last = int(np.argmax(total))
    if total[last] <= 0:
        return 0.0
    # The room ends between two moments.
    return room if last + 1 >= int(room * RATE) else (last + 1) / RATE


def _as_within(
    a: NDArray[np.float32], b: NDArray[np.float32], inside: NDArray[np.bool_], outside: NDArray[np.bool_]
) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """(n,) whether both go on showing, at each moment, what they show at those that are not `outside`; and whether the
    two differ nowhere but where they do then."""
    nothing = np.zeros(len(a), np.bool_)
    if outside.all():
        return nothing, nothing
    shown = [np.median(one[~outside], axis=0) for one in (a, b)]
    if min(float(one.std()) for one in shown) < CONTRAST:
        return nothing, nothing
    stands = np.ones(len(a), np.bool_)
    for one, usually in zip((a, b), shown, strict=True):
        stands &= (_apart(one, usually[None]) <= CHANGES).mean(axis=1) >= STANDS
    differs, usual = _apart(a, b), np.zeros(inside.shape, np.float32)
    usual[inside] = np.quantile(differs[~outside], MOSTLY, axis=0)
    usual = np.asarray(cv2.dilate(usual, np.ones((AROUND, AROUND), np.uint8)))
    as_usual = (differs > usual[inside] + OTHERWISE).mean(axis=1) <= NOWHERE
    return stands, np.asarray(as_usual)


def _apart(some: NDArray[np.float32], others: NDArray[np.float32]) -> NDArray[np.float32]:
    """(n, p) by how many grey levels frames differ from others, or all from one, in the tone of these."""
    every = np.ones(some.shape[1], np.bool_)
    pairs = zip(some, np.broadcast_to(others, some.shape), strict=True)
    return np.stack([np.abs(toned(one, other, every)[0] - other) for one, other in pairs])
