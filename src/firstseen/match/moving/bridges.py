"""What lies between two stretches of one line: shared as well, where the two videos differ as they do beside it only.

A stretch is lost for a while where hardly anything moves but a ticker, or where another way of laying the one frame
over the other happened to agree as well. That the same goes on before and after it is no proof: something else may have
been laid over the picture, or put in its place. So all moments in between are looked at once more, in one way of laying
the frames over each other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from firstseen.match.moving.alignment import Shared
from firstseen.match.moving.likeness import likeness
from firstseen.match.moving.lines import TOUCH, Piece, same_line
from firstseen.match.moving.looked import Decode, laid_within
from firstseen.match.moving.timeline import within
from firstseen.match.tones import toned
from firstseen.model.copies import Matrix

__all__ = ["bridges"]

RATE: Final = 8.0
"""Frames a second that are compared."""
LONGEST: Final = 30.0
"""Seconds of b between two stretches that are looked at, at most."""
BESIDE: Final = 2.0
"""Seconds of the stretches before and after that tell how the two videos differ where they are one footage."""
AGREES: Final = 0.4
"""Likeness from which a moment is shared, between two stretches that are."""
OTHERWISE: Final = 14.0
"""Grey levels by which a place differs more than it does beside, where something else is shown."""
NOWHERE: Final = 0.006
"""Share of the frame in which something else may be shown, for a moment in which hardly anything moves to be shared: a
person who goes by far off takes more."""
MOST: Final = 0.9
"""Share of the moments in between that must be shared."""
CLAIMED: Final = 0.2
"""Share of what lies in between that another stretch may hold, in either video."""
AROUND: Final = 5
"""Small pixels, across and down, around a place in which it may differ as it does beside: words run on."""


def bridges(pieces: Sequence[Piece], matrix_of: Callable[[Piece], Matrix], decode: Decode) -> list[Piece]:
    """The stretches between two of the pieces that are shared as well; `matrix_of` gives how the frames of a piece lie
    over each other."""
    found: list[Piece] = []
    for one, other in _neighbours(pieces):
        between = _between(one.shared, other.shared)
        rest = (piece.shared for piece in pieces if piece is not one and piece is not other)
        if any(max(within(between.a, held.a), within(between.b, held.b)) > CLAIMED for held in rest):
            continue
        agree = _agreeing(between, matrix_of(one), decode)
        if len(agree) and agree.mean() >= MOST:
            shared = Shared(between.a, between.b, between.speed, float(agree.mean()), int(agree.sum()) // 2)
            found.append(Piece(shared, one.mirrored, None, one.matrix))
    return found


def _neighbours(pieces: Sequence[Piece]) -> Iterator[tuple[Piece, Piece]]:
    """Each with the next one on its line, where something lies between them on both clocks."""
    in_time = sorted(pieces, key=lambda piece: piece.shared.b)
    for number, one in enumerate(in_time):
        for other in in_time[number + 1 :]:
            apart = other.shared.b[0] - one.shared.b[1]
            if apart > LONGEST:
                break
            if apart > TOUCH and one.mirrored == other.mirrored and same_line(one.shared, other.shared):
                yield one, other
                break


def _between(one: Shared, other: Shared) -> Shared:
    """What lies between two stretches, on a line from the end of the one to the beginning of the other."""
    a, b = (one.a[1], other.a[0]), (one.b[1], other.b[0])
    return Shared(a, b, (a[1] - a[0]) / (b[1] - b[0]), 0.0, 0)


def _agreeing(between: Shared, matrix: Matrix, decode: Decode) -> NDArray[np.bool_]:
    """(n,) whether each moment of b in between shows what a does; none where they cannot be compared."""
    beside = BESIDE * between.speed
    one = decode("a", max(0.0, between.a[0] - beside), between.a[1] + beside, RATE)
    other = decode("b", max(0.0, between.b[0] - BESIDE), between.b[1] + BESIDE, RATE)
    like = None if one is None or other is None else likeness(one, other, matrix)
    laid = None if one is None or other is None else laid_within(one, other, matrix)
    if one is None or other is None or like is None or laid is None:
        return np.zeros(0, np.bool_)
    times = other.start + np.arange(len(other.frames)) * other.step
    at_a = between.a[0] + (times - between.b[0]) * between.speed
    numbers = np.clip(np.round((at_a - one.start) / one.step).astype(np.int64), 0, len(one.frames) - 1)
    inner = (between.b[0] <= times) & (times <= between.b[1])
    alike = like.values[numbers, np.arange(len(times))] >= AGREES
    return np.asarray((alike | _as_beside(laid[0][numbers], laid[1], laid[2], inner))[inner], np.bool_)


def _as_beside(
    a: NDArray[np.float32], b: NDArray[np.float32], inside: NDArray[np.bool_], inner: NDArray[np.bool_]
) -> NDArray[np.bool_]:
    """(n,) whether the two differ, at each moment, nowhere but where they do at moments that are not `inner`."""
    if inner.all():
        return np.zeros(len(a), np.bool_)
    every = np.ones(a.shape[1], np.bool_)
    differs = np.stack([np.abs(toned(one, other, every)[0] - other) for one, other in zip(a, b, strict=True)])
    usual = np.zeros(inside.shape, np.float32)
    usual[inside] = differs[~inner].max(axis=0)
    usual = np.asarray(cv2.dilate(usual, np.ones((AROUND, AROUND), np.uint8)))
    return np.asarray((differs > usual[inside] + OTHERWISE).mean(axis=1) <= NOWHERE)
