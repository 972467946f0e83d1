"""Two videos in, the stretches of picture that they share out: by the hashes of their frames, by key frames that were
compared as pictures, and by small frames that are decoded where these leave something open."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

import numpy as np

from firstseen.match.moving.alignment import HITS, STRONG, Alike, Moments, Shared, align
from firstseen.match.moving.contest import Entrant, Won, apart, at_once, contest, entrants
from firstseen.match.moving.cuts import at_cuts
from firstseen.match.moving.ends import carried_on
from firstseen.match.moving.framings import Framing, framings, laid_along, laid_better, whole
from firstseen.match.moving.hashed import alike_by_hash
from firstseen.match.moving.likeness import likeness
from firstseen.match.moving.lines import Piece, joined, lies_over, on_line, without_echoes
from firstseen.match.moving.looked import Decode, Stretch
from firstseen.match.moving.one_take import Taken, among_takes
from firstseen.match.moving.timeline import covered
from firstseen.match.moving.windows import OVER, WINDOW, Span, Window, ahead_of, around, together
from firstseen.match.places import Running
from firstseen.model.copies import JOINING, Copy, Matrix
from firstseen.model.moving import Segment, Track
from firstseen.model.pictures import Box
from firstseen.prints.moving.moving import FramePrints

__all__ = ["Decode", "Footage", "FrameCopy", "Seen", "footage"]

MAP_RATE: Final = 8.0
"""Frames a second of a map of all moments."""
MAPPED: Final = 120.0
"""Seconds of the longer of two videos up to which all moments are compared: a million pairs, a second of computing."""
GOES_ON: Final = 1.0
"""Seconds before the end of a window in which a stretch that ends there may go on."""
WINDOWS: Final = 16
"""Parts of a pair that are decoded at most, so that a pair that agrees nowhere well costs seconds, not minutes."""
LEAD: Final = 1.2
LEAD_HITS: Final = 2
LEADS: Final = 3
"""Votes and moments of a stretch told by hashes that is a lead only, and how many of these are followed: three seconds
have six moments, of which few are near where the camera moves."""
FRAMES: Final = 8
"""Pairs of frames along a line by which it is put right how one lies over the other."""
LIKELIEST: Final = 2
"""Ways of laying one frame over the other by which all moments are compared."""
WELL: Final = 0.85
LONG_AND_WELL: Final = 12.0
MOSTLY: Final = 0.8
"""Likeness along a line, and how much of it in all (see `contest.py`), from which no other way is tried and none is put
right: four seconds of a copy; of a crop, where it is so much of the shorter of the two parts that are compared."""
MOMENT: Final = 0.13
"""Seconds between an end of a stretch and that of a video that are nothing: a step of a map."""
AT_ONCE: Final = 0.3
"""Seconds between two frames of one moment: where the camera moves, others lie beside each other."""

EXPLAINED: Final = 1.0
"""Seconds of the shorter of two videos that may be left over where all of it was found: then only hashes that clearly
agree lead to another place where it is shown again."""


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
    short = max(a.running.seconds, b.running.seconds) <= MAPPED
    taken = search.among_takes(search.by_map() if short else search.by_windows())
    kept = taken.kept
    pieces = joined(search.carried_on(taken) if kept else taken.other)
    if not pieces:
        return Footage(())
    within = [_to_the_ends(piece.shared, a.running.seconds, b.running.seconds) for piece in pieces]
    told = zip(at_cuts(within, a.running, b.running), pieces, strict=True)
    segments = tuple(_segment(a, b, shared, piece) for shared, piece in told)
    together = tuple(
        frame.copy
        for frame in frames
        if frame.copy.relation in JOINING
        and any(on_line(piece.shared, frame.time_a, frame.time_b, AT_ONCE) for piece in pieces)
    )
    # Where too little moves to tell by jerks, what agrees clearly for long enough is one footage.
    another_take = not kept or not (taken.sure or any(piece.clear is not False for piece in taken.unsaid))
    return Footage(segments, another_take, together)


@dataclass(slots=True)
class _Search:
    a: Seen
    b: Seen
    frames: Sequence[FrameCopy]
    decode: Decode
    windows: int = field(default=0)
    looked: dict[bool, list[Window]] = field(default_factory=lambda: {False: [], True: []})
    """Windows that were looked at, as it is and mirrored."""
    found: list[Piece] = field(default_factory=list)
    near: dict[bool, tuple[Moments, Moments, Alike]] = field(default_factory=dict)
    """What hashes say, as it is and mirrored: of hours it takes a second."""

    def by_hash(self, strong: float = STRONG, hits: int = HITS) -> Iterator[Piece]:
        """Stretches in which the hashes of frames are near."""
        for mirrored in (False, True):
            if mirrored not in self.near:
                self.near[mirrored] = alike_by_hash(self.a.frames, self.b.frames, mirrored=mirrored)
            for shared in align(*self.near[mirrored], strong=strong, hits=hits):
                yield Piece(shared, mirrored, self._frame_of(shared, mirrored))

    def by_windows(self) -> list[Piece]:
        """Stretches found in maps of what lies around leads: stretches told by hashes, and key frames that are copies.
        Of one that is longer than a map its ends are looked at."""
        strong, weak = self._leads()
        for lead in strong:
            self._follow(lead)
        for lead in weak:
            if not self._explained():
                self._follow(lead)
        for mirrored in (False, True):
            self._follow_frames(mirrored=mirrored)
        return without_echoes(joined(self.found))

    def _leads(self) -> tuple[list[Piece], list[Piece]]:
        """Stretches told by hashes, the longest first; and the best of those that are leads only."""
        strong = joined(self.by_hash())
        weak = [
            one
            for one in joined(self.by_hash(LEAD, LEAD_HITS))
            if not any(_holds(two, *_middle(one.shared), mirrored=one.mirrored) for two in strong)
        ]
        return _longest_first(strong), _longest_first(weak)[:LEADS]

    def _follow(self, lead: Piece) -> None:
        """Looks around a stretch told by hashes, or around its ends."""
        start, end = (lead.shared.a[0], lead.shared.b[0]), (lead.shared.a[1], lead.shared.b[1])
        if end[1] - start[1] > WINDOW:
            inner = _inner(lead.shared)
            self.found.append(replace(lead, shared=inner))
            for at in (start, end):
                ends = self._around(around(at, at, self._seconds), mirrored=lead.mirrored)
                self.found += [one for one in ends if _on(one.shared, inner)]
        elif not any(_holds(one, *_middle(lead.shared), mirrored=lead.mirrored) for one in self.found):
            self.found += self._around(around(start, end, self._seconds), mirrored=lead.mirrored)

    def _follow_frames(self, *, mirrored: bool) -> None:
        """Looks around key frames that are copies, the surest first, those that lie near each other at once."""
        some = [one for one in self.frames if one.copy.transform is not None and one.copy.mirrored == mirrored]
        left = sorted(some, key=lambda one: (-one.copy.confidence, one.time_a, one.time_b))
        while not self._explained():
            left = [one for one in left if not self._has_found(one)]
            if not left:
                break
            at = [(one.time_a, one.time_b) for one in left]
            window, taken = together([around(one, one, self._seconds) for one in at])
            self.found += self._around(window, mirrored=mirrored)
            left = [one for number, one in enumerate(left) if number not in taken]

    def _has_found(self, frame: FrameCopy) -> bool:
        return any(_holds(one, frame.time_a, frame.time_b, mirrored=frame.copy.mirrored) for one in self.found)

    def _explained(self) -> bool:
        """Whether all of the shorter of the two was found in the longer one, and surely."""
        sure = [one.shared for one in self.found if one.clear is not False]
        shorter = min(self._seconds)
        spans = [one.a if self._seconds[0] == shorter else one.b for one in sure]
        return covered(spans, shorter) * shorter >= shorter - EXPLAINED

    @property
    def _seconds(self) -> Span:
        return self.a.running.seconds, self.b.running.seconds

    def _around(self, window: Window, *, mirrored: bool) -> list[Piece]:
        """The stretches in a map of a window, and on where these go on; none where it was looked at before."""
        if any(one.holds(window) for one in self.looked[mirrored]):
            return []
        found = self._in_window(window, mirrored=mirrored)
        for one in list(found):
            for ahead in (True, False):
                found += self._onward(one, window, found, ahead=ahead)
        return found

    def _in_window(self, window: Window, *, mirrored: bool) -> list[Piece]:
        if self.windows >= WINDOWS:
            return []
        self.windows += 1
        self.looked[mirrored].append(window)
        return self._mapped(window.a, window.b, (mirrored,))

    def _onward(self, piece: Piece, window: Window, known: Sequence[Piece], *, ahead: bool) -> list[Piece]:
        """How a stretch that ends where looking ended goes on; nothing where that is known."""
        found: list[Piece] = []
        while True:
            at_a, at_b = (piece.shared.a[1], piece.shared.b[1]) if ahead else (piece.shared.a[0], piece.shared.b[0])
            goes_on = (
                at_a < self.a.running.seconds - GOES_ON and at_b < self.b.running.seconds - GOES_ON
                if ahead
                else min(at_a, at_b) > GOES_ON
            )
            if not goes_on or min(abs(at_a - window.a[ahead]), abs(at_b - window.b[ahead])) > GOES_ON:
                break
            if any(_goes_farther(one, piece, ahead=ahead) for one in (*self.found, *known)):
                break
            window = ahead_of(piece.shared, self._seconds, ahead=ahead)
            more = [one for one in self._in_window(window, mirrored=piece.mirrored) if _on(one.shared, piece.shared)]
            if not more:
                break
            piece = max(more, key=lambda one: one.shared.b[1] if ahead else -one.shared.b[0])
            found.append(piece)
        return found

    def by_map(self) -> list[Piece]:
        """Stretches found in a map of all moments of both."""
        ways = {piece.mirrored for piece in self.by_hash()} | {frame.copy.mirrored for frame in self.frames}
        # Of a camera that stands still each moment looks like each: no line of them stands out.
        ways |= {mirrored for mirrored, near in self.near.items() if len(near[2].a) >= HITS}
        return joined(self._mapped((0.0, self.a.running.seconds), (0.0, self.b.running.seconds), sorted(ways)))

    def _mapped(self, in_a: Span, in_b: Span, ways: Sequence[bool]) -> list[Piece]:
        """Stretches found in a map of all moments of a part of each; `ways`: mirrored or not."""
        one, other = self.decode("a", *in_a, MAP_RATE), self.decode("b", *in_b, MAP_RATE)
        if one is None or other is None:
            return []
        found: list[Piece] = []
        copies = [frame.copy for frame in self.frames]
        for mirrored in ways:
            tried = self._framings(one, other, copies, mirrored=mirrored)
            some: list[Entrant] = []
            for number, framing in enumerate(tried):
                like = likeness(one, other, framing.matrix, framing.box)
                if like is not None:
                    some += entrants(like, number)
            some = apart(some)
            if some and some[0].level < WELL:
                some = self._put_right(one, other, tried, some)
            found += [self._piece(each, tried[each.entrant.framing]) for each in contest(some)]
        return found

    @staticmethod
    def _put_right(one: Stretch, other: Stretch, tried: list[Framing], some: Sequence[Entrant]) -> list[Entrant]:
        """The lines that contend, with those of framings that are put right by the frames along the best of each;
        these are added to those that were tried."""
        found = list(some)
        best_of = {entrant.framing: entrant for entrant in reversed(some)}
        for entrant in sorted(best_of.values(), key=lambda entrant: -entrant.gain)[:LIKELIEST]:
            best = laid_better(tried[entrant.framing], one, other, at_once(entrant, FRAMES))
            like = None if best is None else likeness(one, other, best.matrix, best.box)
            if best is not None and like is not None:
                tried.append(best)
                found += entrants(like, len(tried) - 1)
        return apart(found)

    def _framings(self, one: Stretch, other: Stretch, copies: Sequence[Copy], *, mirrored: bool) -> list[Framing]:
        """The likeliest ways in which the frames of one lie over those of the other, by every second moment of both."""
        half_one, half_other = _every_second(one), _every_second(other)
        ranked: list[tuple[Entrant, Framing]] = []
        for number, framing in enumerate(framings(self.a.size, self.b.size, copies, mirrored=mirrored)):
            like = likeness(half_one, half_other, framing.matrix, framing.box)
            best = max(entrants(like), key=lambda entrant: entrant.gain, default=None) if like is not None else None
            if best is None:
                continue
            # A camera that turns sees the same a moment later as a crop beside it: where one is tried it tells most.
            span = best.last + 1 - best.first
            shares = span / len(half_other.frames), span * best.line.speed / len(half_one.frames)
            if _is_well(best) and (number == 0 or max(shares) >= MOSTLY):
                return [framing]
            ranked.append((best, framing))
        ranked.sort(key=lambda one: -one[0].gain)
        return [framing for _, framing in ranked[: 1 if ranked and _is_well(ranked[0][0]) else LIKELIEST]]

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

    def among_takes(self, pieces: Sequence[Piece]) -> Taken:
        """The stretches told apart: of one footage, and of another take of the scene."""
        return among_takes(pieces, self._matrices, self.decode, self._seconds)

    def carried_on(self, taken: Taken) -> list[Piece]:
        """What is kept, and of it what is surely one footage as far as it goes; without what is neither sure nor clear
        and then lies over that."""
        clear = [piece for piece in taken.unsaid if piece.clear is not False]
        held = [piece.shared for piece in clear]
        sure = carried_on(taken.sure, held, self._along, self.decode, self._seconds)
        rest = (piece for piece in taken.unsaid if piece.clear is False)
        return [*sure, *clear, *(piece for piece in rest if not lies_over(piece, sure))]

    def _along(self, piece: Piece) -> Matrix:
        framing = Framing(self._matrix(piece), piece.mirrored, piece.frame)
        return laid_along(framing, piece.shared, self.decode).matrix

    def _matrices(self, piece: Piece) -> list[Matrix]:
        """How one frame may lie over the other, the likeliest first: key frames are a moment apart, and what moved in
        between misleads."""
        plain = self._matrix(replace(piece, frame=None, matrix=None))
        surest = sorted(self.frames, key=lambda one: (one.copy.relation not in JOINING, -one.copy.confidence))
        others = [one.copy.transform for one in surest if one.copy.mirrored == piece.mirrored]
        return list(dict.fromkeys([self._matrix(piece), plain, *(one for one in others if one is not None)]))

    def _matrix(self, piece: Piece) -> Matrix:
        """From pixels of a to those of b; the whole frame onto the whole frame where no frame tells better."""
        if piece.matrix is not None:
            return piece.matrix
        if piece.frame is not None and piece.frame.transform is not None:
            return piece.frame.transform
        return whole(self.a.size, self.b.size, mirrored=piece.mirrored).matrix


def _is_well(best: Entrant) -> bool:
    """Whether a line agrees well, and for long, as that of the right way of laying frames over each other does."""
    return best.level >= WELL and best.gain >= LONG_AND_WELL


def _every_second(stretch: Stretch) -> Stretch:
    return replace(stretch, frames=stretch.frames[::2], step=2 * stretch.step)


def _longest_first(pieces: Sequence[Piece]) -> list[Piece]:
    return sorted(pieces, key=lambda one: (-one.shared.hits, one.shared.a, one.shared.b))


def _middle(shared: Shared) -> tuple[float, float]:
    return sum(shared.a) / 2, sum(shared.b) / 2


def _holds(piece: Piece, time_a: float, time_b: float, *, mirrored: bool) -> bool:
    """Whether a stretch holds two moments: that they are not on its line is nothing where little moves."""
    a, b = piece.shared.a, piece.shared.b
    return piece.mirrored == mirrored and a[0] - 1 <= time_a <= a[1] + 1 and b[0] - 1 <= time_b <= b[1] + 1


def _on(one: Shared, other: Shared) -> bool:
    """Whether a stretch is on the line of another that it overlaps or goes on from."""
    return on_line(other, one.a[0], one.b[0]) or on_line(one, other.a[0], other.b[0])


def _goes_farther(one: Piece, other: Piece, *, ahead: bool) -> bool:
    """Whether a stretch is on the line of another and reaches farther."""
    beyond = one.shared.b[1] - other.shared.b[1] if ahead else other.shared.b[0] - one.shared.b[0]
    return one.mirrored == other.mirrored and beyond > GOES_ON and _on(other.shared, one.shared)


def _inner(shared: Shared) -> Shared:
    """A long stretch without its ends, which hashes tell to seconds only."""
    return shared.moved(OVER, -OVER)


def _to_the_ends(shared: Shared, seconds_a: float, seconds_b: float) -> Shared:
    """A stretch without what lies beyond the ends of one of the videos, in either of them; one that ends a moment
    before one of them ends, up to there."""
    first = min(shared.a[0] / shared.speed, shared.b[0])
    last = min((seconds_a - shared.a[1]) / shared.speed, seconds_b - shared.b[1])
    first, last = (room if room < MOMENT else 0.0 for room in (first, last))
    return shared.moved(-first, last)


def _segment(a: Seen, b: Seen, shared: Shared, piece: Piece) -> Segment:
    frame = piece.frame
    by_time = 1.0 - 0.5 * float(np.exp(-(shared.hits - 2) / 4.0))
    sure = max(by_time * shared.agreeing**0.5, frame.confidence if frame and frame.relation in JOINING else 0.0)
    return Segment(
        a_from=round(shared.a[0], 2),
        a_to=round(shared.a[1], 2),
        b_from=round(shared.b[0], 2),
        b_to=round(shared.b[1], 2),
        speed=round(shared.speed, 3),
        mirrored=piece.mirrored,
        box_a=frame.box_a if frame and frame.box_a else a.whole,
        box_b=frame.box_b if frame and frame.box_b else b.whole,
        track=Track.PICTURE,
        confidence=round(min(sure, 0.99), 4),
    )
