"""Stretches that look alike, told apart: of one footage, of another take of the scene, and of which nothing is said."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from firstseen.match.moving.alignment import Shared
from firstseen.match.moving.lines import Piece, lies_over
from firstseen.match.moving.looked import Decode
from firstseen.match.moving.takes import AROUND, NOTHING, RATE, Agreement, Line, agreement
from firstseen.model.copies import Matrix

__all__ = ["Taken", "among_takes"]

LONGEST: Final = 12.0
"""Seconds in the middle of a stretch that are compared."""
MATRICES: Final = 4
"""Ways of laying one frame over the other that are tried: that of the key frames, the whole frame, and two others."""
STRETCHES: Final = 24
"""Stretches of a pair that are compared at most, the longest first: a compilation of ten sources has ten."""
OWN_SPEED: Final = (0.85, 1.18)
"""Speeds of a line that may be none: over a few seconds a line is fitted to what lies half a second beside it."""
BESIDE: Final = 0.01
"""Seconds that a line lies beside the truth from which it is moved there: less than jerks tell."""


@dataclass(frozen=True, slots=True)
class Taken:
    """Those of one footage (`sure`), of another take (`other`), and those that move too little to say."""

    sure: tuple[Piece, ...]
    unsaid: tuple[Piece, ...]
    other: tuple[Piece, ...]

    @classmethod
    def of(cls, one: Taken, more: Taken) -> Taken:
        """Both together."""
        return cls(one.sure + more.sure, one.unsaid + more.unsaid, one.other + more.other)

    @property
    def kept(self) -> tuple[Piece, ...]:
        """What two versions of one footage share. Where none is sure, what is unsaid makes no footage beside a longer
        stretch of another take: a scene that stands still for a moment looks like itself."""
        if self.sure or _seconds(self.unsaid) > _seconds(self.other):
            return self.sure + self.unsaid
        return ()


def _seconds(pieces: Sequence[Piece]) -> float:
    return sum(one.shared.b[1] - one.shared.b[0] for one in pieces)


def among_takes(
    pieces: Sequence[Piece],
    matrices: Callable[[Piece], Sequence[Matrix]],
    decode: Decode,
    seconds: tuple[float, float],
) -> Taken:
    """The pieces told apart; those of one footage on the line that their jerks tell. `matrices`: how the frames of a
    piece may lie over each other; `seconds`: of a and b."""
    sure: list[Piece] = []
    unsaid: list[Piece] = []
    other: list[Piece] = []
    for number, piece in enumerate(sorted(pieces, key=lambda one: (one.shared.b[0] - one.shared.b[1], one.shared.a))):
        if number >= STRETCHES:
            unsaid.append(piece)
            continue
        found, line = _compared(piece.shared, matrices(piece)[:MATRICES], decode)
        # Longer ones come first. What tells of the same seconds is a repetition, or the likeness of a moment.
        if found.one_take and not found.much and lies_over(piece, sure):
            other.append(piece)
        elif found.one_take:
            sure.append(replace(piece, shared=_moved(piece.shared, line, found.late, seconds)))
        else:
            (unsaid if found.one_take is None else other).append(piece)
    return Taken(tuple(sure), tuple(unsaid), tuple(other))


def _compared(shared: Shared, matrices: Sequence[Matrix], decode: Decode) -> tuple[Agreement, Line]:
    """How a stretch agrees along its line, or at its own speed along one through its middle: the first that is one
    footage, or the best."""
    middle = (shared.b[0] + shared.b[1]) / 2
    half = min(LONGEST, shared.b[1] - shared.b[0]) / 2
    line = Line(shared.a[0] + (middle - shared.b[0]) * shared.speed, middle, shared.speed)
    lines = [line]
    if shared.speed != 1.0 and OWN_SPEED[0] < shared.speed < OWN_SPEED[1]:
        lines.append(replace(line, speed=1.0))
    in_b = middle - half, middle + half
    wide = (half + AROUND) * max(one.speed for one in lines)
    one, other = decode("a", max(0.0, line.time_a - wide), line.time_a + wide, RATE), decode("b", *in_b, RATE)
    best = NOTHING, line
    if one is None or other is None:
        return best
    for matrix in matrices:
        for way in lines:
            found = agreement(one, other, way, matrix)
            if found.one_take:
                return found, way
            if found.moments > best[0].moments:
                best = found, way
    return best


def _moved(shared: Shared, line: Line, late: float, seconds: tuple[float, float]) -> Shared:
    """A stretch on the line that was found to be right, within both videos."""
    if abs(late) < BESIDE and line.speed == shared.speed:
        return shared
    moved = replace(line, time_a=line.time_a + late * line.speed)
    # As much of b as shows something of a.
    first = max(shared.b[0], line.time_b - moved.time_a / line.speed)
    last = min(shared.b[1], line.time_b + (seconds[0] - moved.time_a) / line.speed)
    if last <= first:
        return shared
    return replace(shared, a=(max(0.0, moved.at(first)), moved.at(last)), b=(first, last), speed=line.speed)
