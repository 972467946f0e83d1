"""Two videos in, the stretches of picture that they share out: by the hashes of their frames, by key frames that were
compared as pictures, and by small frames that are decoded where these leave something open."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

import numpy as np

from firstseen.match.moving.alignment import Shared, align
from firstseen.match.moving.contest import Entrant, Won, apart, at_once, contest, entrants
from firstseen.match.moving.framings import Framing, framings, laid_better
from firstseen.match.moving.hashed import alike_by_hash
from firstseen.match.moving.likeness import likeness
from firstseen.match.moving.lines import Piece, joined, on_line, without_echoes
from firstseen.match.moving.looked import Decode, look
from firstseen.match.moving.one_take import Taken, among_takes
from firstseen.match.places import Running
from firstseen.model.copies import JOINING, Copy, Matrix
from firstseen.model.moving import Segment, Track
from firstseen.model.pictures import Box
from firstseen.prints.moving.moving import FramePrints

__all__ = ["Decode", "Footage", "FrameCopy", "Seen", "footage"]

RATE: Final = 4.0
SHORT: Final = 16.0
LONG: Final = 40.0
LONGEST: Final = 120.0
MAPPED: Final = 120.0
FRAMES: Final = 8
"""Seconds of a stretch that are decoded at twice `RATE` frames a second, at `RATE`, and at most, at half of it."""
BESIDE_SHOT: Final = 3.0
"""Seconds around a shot that are decoded with it: the borders of shots are not found in every version."""
ONWARD: Final = 15.0
"""Seconds by which a stretch is followed at a time."""
AT_ONCE: Final = 0.3
"""Seconds between two frames of one moment: where the camera moves, others lie beside each other."""
MOST: Final = 0.6
"""Share of a stretch found by hashes that a closer look must find, to stand in its place."""
TAKE: Final = 12.0
"""Seconds in the middle of a stretch in which is looked whether it is one take."""
LOOKS: Final = 16
"""Stretches of a pair that are decoded at most, so that a pair that agrees nowhere well costs seconds, not minutes."""
FEW: Final = 0.35
"""Share of moments along a stretch found by hash that must agree when it is looked at, for it to be one take."""


@dataclass(frozen=True, slots=True)
class FrameCopy:
    """Two key frames that were compared as pictures: at which times, and what they are to each other. Of footage that
    moves they are a moment apart, and then often one scene (`same_subject`), no more."""

    time_a: float
    time_b: float
    copy: Copy


@dataclass(frozen=True, slots=True)
class Seen:
    """The picture of one of the two: hashes of its frames, its time and shots, and the size of its frame."""

    frames: FramePrints
    running: Running
    size: tuple[int, int]

    @property
    def whole(self) -> Box:
        """The whole frame."""
        return (0, 0, *self.size)


@dataclass(frozen=True, slots=True)
class Footage:
    """The stretches of picture that two videos share, and whether they are two takes of one scene. `frames` are the
    copies of key frames that were shown at one moment of a stretch: they say what happened to the picture."""

    segments: tuple[Segment, ...]
    another_take: bool = False
    frames: tuple[Copy, ...] = ()


def footage(a: Seen, b: Seen, frames: Sequence[FrameCopy], decode: Decode) -> Footage:
    """The stretches that two videos share. `frames` are key frames of both that are copies, or of one scene."""
    search = _Search(a, b, frames, decode)
    mapped = max(a.running.seconds, b.running.seconds) <= MAPPED
    if mapped:
        taken = search.among_takes(search.by_map())
        pieces = list(taken.kept or taken.other)
    else:
        by_hash = search.among_takes([search.completed(piece) for piece in joined(search.by_hash())])
        # What is no take of one footage explains no frame: these may belong to what is.
        by_looking = search.among_takes(search.by_looking(by_hash.kept))
        taken = Taken.of(by_hash, by_looking)
        pieces = without_echoes(joined(taken.kept or taken.other))
    if not pieces:
        return Footage(())
    segments = tuple(_segment(a, b, piece) for piece in pieces)
    together = tuple(
        frame.copy
        for frame in frames
        if frame.copy.relation in JOINING
        and any(on_line(piece.shared, frame.time_a, frame.time_b, AT_ONCE) for piece in pieces)
    )
    if not mapped:
        another_take = not taken.kept or (not taken.sure and search.is_another_take(pieces))
    else:
        # Where too little moves to tell by jerks, what agrees clearly for long enough is one footage.
        another_take = not taken.kept or not (taken.sure or any(piece.clear for piece in taken.unsaid))
    return Footage(segments, another_take, together)


@dataclass(slots=True)
class _Search:
    a: Seen
    b: Seen
    frames: Sequence[FrameCopy]
    decode: Decode
    looks: int = field(default=0)

    def by_hash(self) -> Iterator[Piece]:
        """Stretches in which the hashes of frames are near."""
        for mirrored in (False, True):
            for shared in align(*alike_by_hash(self.a.frames, self.b.frames, mirrored=mirrored)):
                yield Piece(shared, mirrored, self._frame_of(shared, mirrored))

    def completed(self, piece: Piece) -> Piece:
        """A stretch found by hashes, looked at, and followed to both sides.

        Hashes of frames half a second apart tell the line of a long stretch, not that of a short one; and those of
        frames that move a lot are far apart soon.
        """
        shared, matrix = piece.shared, self._matrix(piece)
        if shared.b[1] - shared.b[0] <= LONG and self.looks < LOOKS:
            around_a = max(0.0, shared.a[0] - BESIDE_SHOT), min(self.a.running.seconds, shared.a[1] + BESIDE_SHOT)
            around_b = max(0.0, shared.b[0] - BESIDE_SHOT), min(self.b.running.seconds, shared.b[1] + BESIDE_SHOT)
            closer = max(self._looked(around_a, around_b, matrix), key=lambda one: one.hits, default=None)
            if closer is not None and closer.b[1] - closer.b[0] >= MOST * (shared.b[1] - shared.b[0]):
                piece = Piece(closer, piece.mirrored, self._frame_of(closer, piece.mirrored) or piece.frame)
        return self._followed(piece, matrix)

    def by_map(self) -> list[Piece]:
        """Stretches found in a map of all moments of both."""
        one = self.decode("a", 0.0, self.a.running.seconds, 2 * RATE)
        other = self.decode("b", 0.0, self.b.running.seconds, 2 * RATE)
        if one is None or other is None:
            return []
        found: list[Piece] = []
        copies = [frame.copy for frame in self.frames]
        ways = {piece.mirrored for piece in self.by_hash()} | {copy.mirrored for copy in copies}
        for mirrored in sorted(ways):
            tried = framings(self.a.size, self.b.size, copies, mirrored=mirrored)
            some: list[Entrant] = []
            for number, framing in enumerate(tried):
                like = likeness(one, other, framing.matrix)
                if like is not None:
                    some += entrants(like, number)
            some = apart(some)
            if some:
                best = laid_better(tried[some[0].framing], one, other, at_once(some[0], FRAMES))
                like = None if best is None else likeness(one, other, best.matrix)
                if best is not None and like is not None:
                    tried.append(best)
                    some = apart([*some, *entrants(like, len(tried) - 1)])
            found += [self._piece(one, tried[one.entrant.framing]) for one in contest(some)]
        return joined(found)

    def _piece(self, won: Won, framing: Framing) -> Piece:
        frame = self._frame_of(won.shared, framing.mirrored) or framing.frame
        return Piece(won.shared, framing.mirrored, frame, framing.matrix, won.clear)

    def _frame_of(self, shared: Shared, mirrored: bool) -> Copy | None:
        """The surest copy of key frames that are shown at one moment of a stretch."""
        inside = (
            frame.copy
            for frame in self.frames
            if frame.copy.mirrored == mirrored and on_line(shared, frame.time_a, frame.time_b, AT_ONCE)
        )
        return max(inside, key=lambda copy: (copy.relation in JOINING, copy.confidence), default=None)

    def by_looking(self, known: Sequence[Piece]) -> list[Piece]:
        """Stretches around key frames that are copies, where no hash speaks for them: crops, pieces of the frame."""
        found: list[Piece] = []
        for frame in sorted(self.frames, key=lambda one: (-one.copy.confidence, one.time_a, one.time_b)):
            if any(self._explains(piece, frame) for piece in (*known, *found)) or frame.copy.transform is None:
                continue
            if self.looks >= LOOKS:
                break
            matrix, mirrored = frame.copy.transform, frame.copy.mirrored
            around_a = _around(self.a.running, frame.time_a)
            around_b = _around(self.b.running, frame.time_b)
            pieces = [Piece(one, mirrored, frame.copy) for one in self._looked(around_a, around_b, matrix)]
            found += [self._followed(piece, matrix) for piece in pieces]
        return found

    @staticmethod
    def _explains(piece: Piece, frame: FrameCopy) -> bool:
        """Whether a stretch holds both frames: that they are not on its line is nothing where little moves."""
        a, b = piece.shared.a, piece.shared.b
        inside = a[0] - 1 <= frame.time_a <= a[1] + 1 and b[0] - 1 <= frame.time_b <= b[1] + 1
        return piece.mirrored == frame.copy.mirrored and inside

    def _looked(self, in_a: tuple[float, float], in_b: tuple[float, float], matrix: Matrix) -> list[Shared]:
        self.looks += 1
        seconds = max(in_a[1] - in_a[0], in_b[1] - in_b[0])
        rate = RATE / 2 if seconds > LONG else RATE if seconds > SHORT else 2 * RATE
        one, other = self.decode("a", *in_a, rate), self.decode("b", *in_b, rate)
        if one is None or other is None:
            return []
        seen = look(one, other, matrix)
        return [
            Shared(
                (shared.a[0] + one.start, shared.a[1] + one.start),
                (shared.b[0] + other.start, shared.b[1] + other.start),
                shared.speed,
                shared.agreeing,
                shared.hits,
            )
            for shared in align(seen.a, seen.b, seen.alike)
        ]

    def _followed(self, piece: Piece, matrix: Matrix) -> Piece:
        """A stretch that ends where looking ended, followed along its line to both sides as long as it agrees."""
        for ahead in (True, False):
            while self.looks < LOOKS:
                shared = piece.shared
                at_b = shared.b[1] if ahead else shared.b[0] - ONWARD
                at_a = shared.a[1] if ahead else shared.a[0] - ONWARD * shared.speed
                in_b = max(0.0, at_b - 2), min(self.b.running.seconds, at_b + ONWARD + 2)
                in_a = max(0.0, at_a - 2), min(self.a.running.seconds, at_a + ONWARD * shared.speed + 2)
                if in_b[1] - in_b[0] < 3 or in_a[1] - in_a[0] < 3:
                    break
                onward = [
                    Piece(one, piece.mirrored, piece.frame)
                    for one in self._looked(in_a, in_b, matrix)
                    if on_line(shared, one.a[0], one.b[0], 1.0) or on_line(one, *_end(shared, ahead), 1.0)
                ]
                together = joined([piece, *onward])
                longer = max(together, key=lambda one: one.shared.a[1] - one.shared.a[0])
                gained = (longer.shared.b[1] - longer.shared.b[0]) - (shared.b[1] - shared.b[0])
                if gained < 1.0:
                    break
                piece = longer
                if gained < ONWARD / 2:
                    break
        return piece

    def among_takes(self, pieces: Sequence[Piece]) -> Taken:
        """The stretches told apart: of one footage, and of another take of the scene."""
        sizes = self.a.running.seconds, self.b.running.seconds
        return among_takes(pieces, self._matrices, self.decode, sizes)

    def _matrices(self, piece: Piece) -> list[Matrix]:
        """How one frame may lie over the other, the likeliest first: key frames are a moment apart, and what moved in
        between misleads."""
        whole = self._matrix(replace(piece, frame=None, matrix=None))
        surest = sorted(self.frames, key=lambda one: (one.copy.relation not in JOINING, -one.copy.confidence))
        others = [one.copy.transform for one in surest if one.copy.mirrored == piece.mirrored]
        return list(dict.fromkeys([self._matrix(piece), whole, *(one for one in others if one is not None)]))

    def is_another_take(self, pieces: Sequence[Piece]) -> bool:
        """Whether what looks alike is one scene filmed twice, where too little moves to tell by jerks: in the longest
        stretch what moves does not agree."""
        longest = max(pieces, key=lambda one: one.shared.a[1] - one.shared.a[0])
        shared = longest.shared
        middle = (shared.b[0] + shared.b[1]) / 2
        half = min(TAKE, shared.b[1] - shared.b[0]) / 2
        if half < 1.0:
            return False
        in_b = middle - half, middle + half
        in_a = tuple(shared.a[0] + (time - shared.b[0]) * shared.speed for time in in_b)
        one, other = self.decode("a", in_a[0], in_a[1], RATE), self.decode("b", *in_b, RATE)
        if one is None or other is None:
            return False
        seen = look(one, other, self._matrix(longest))
        if not seen.moving:
            return False
        # Moments that look alike near the line, of those that there are.
        on = np.abs(seen.alike.a - shared.speed * seen.alike.b) <= 4
        agreeing = len(np.unique(seen.alike.b[on]))
        return agreeing < FEW * len(other.frames)

    def _matrix(self, piece: Piece) -> Matrix:
        """From pixels of a to those of b; the whole frame onto the whole frame where no frame tells better."""
        if piece.matrix is not None:
            return piece.matrix
        if piece.frame is not None and piece.frame.transform is not None:
            return piece.frame.transform
        across, down = self.b.size[0] / max(1, self.a.size[0]), self.b.size[1] / max(1, self.a.size[1])
        if piece.mirrored:
            return (-across, 0.0, float(self.b.size[0] - 1)), (0.0, down, 0.0)
        return (across, 0.0, 0.0), (0.0, down, 0.0)


def _end(shared: Shared, ahead: bool) -> tuple[float, float]:
    return (shared.a[1], shared.b[1]) if ahead else (shared.a[0], shared.b[0])


def _around(running: Running, time: float) -> tuple[float, float]:
    """The shot that is shown at a time, and a little around it; of a very long one what lies about the time."""
    start, end = running.shot(time)
    start, end = max(start, time - LONGEST / 2), min(end, time + LONGEST / 2)
    return max(0.0, start - BESIDE_SHOT), min(running.seconds, end + BESIDE_SHOT)


def _segment(a: Seen, b: Seen, piece: Piece) -> Segment:
    shared, frame = piece.shared, piece.frame
    by_time = 1.0 - 0.5 * float(np.exp(-(shared.hits - 2) / 4.0))
    sure = max(by_time * shared.agreeing**0.5, frame.confidence if frame and frame.relation in JOINING else 0.0)
    return Segment(
        a_from=round(shared.a[0], 2),
        a_to=round(min(shared.a[1], a.running.seconds), 2),
        b_from=round(shared.b[0], 2),
        b_to=round(min(shared.b[1], b.running.seconds), 2),
        speed=round(shared.speed, 3),
        mirrored=piece.mirrored,
        box_a=frame.box_a if frame and frame.box_a else a.whole,
        box_b=frame.box_b if frame and frame.box_b else b.whole,
        track=Track.PICTURE,
        confidence=round(min(sure, 0.99), 4),
    )
