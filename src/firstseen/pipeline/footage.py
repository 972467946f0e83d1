"""Compares media of which at least one moves: gathers prints, frames and sound of both, and has them judged."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

from firstseen.index.pictures import Candidate
from firstseen.match.moving.footage import Decode, FrameCopy, Seen, footage
from firstseen.match.moving.judge import Side, judge
from firstseen.match.moving.looked import Stretch, best_moment
from firstseen.match.moving.sound import Heard, shared_sound
from firstseen.match.places import Running
from firstseen.match.verify import verify
from firstseen.model.copies import JOINING, Copy
from firstseen.model.identifiers import Digest
from firstseen.model.matrices import inverse
from firstseen.model.moving import MovingFacts, Segment, Track
from firstseen.pipeline.decoding import Frames
from firstseen.prints.moving.moving import MovingPrints
from firstseen.prints.moving.views import FrameView, views
from firstseen.prints.picture import PicturePrints

__all__ = ["Medium", "compared", "moving_medium", "still_medium"]

TRIED: Final = 24
"""Pairs of frames of two media that are compared as pictures at most."""
IN_VAIN: Final = 5
"""Of these in a row that are no copies, after which no more are: the best are compared first."""
STILL_RATE: Final = 4.0
TELLING: Final = 60
TELLING_A_SECOND: Final = 4.0
"""Peaks that a sound must have, and have in each second on average, for its absence elsewhere to say anything."""
AROUND: Final = 30.0
"""Seconds of a shot, to either side of the key frame that a still is a copy of, in which its moment is looked for."""


@dataclass(frozen=True, slots=True, eq=False)
class Medium:
    """One side of a comparison: a still (`still`), or a video or sound (`moving`) with its facts and its views."""

    digest: Digest
    still: PicturePrints | None = None
    moving: MovingPrints | None = None
    facts: MovingFacts | None = None
    views: tuple[FrameView, ...] = ()
    heard: Heard | None = None

    @property
    def running(self) -> Running | None:
        """Its time; None for a still."""
        if self.moving is None:
            return None
        return Running(self.moving.seconds, self.facts.shots if self.facts else ())

    @property
    def size(self) -> tuple[int, int]:
        """Width and height of what is shown; (0, 0) for sound alone."""
        shown = self.still or self.moving
        return (shown.width, shown.height) if shown else (0, 0)

    @property
    def sounds(self) -> bool | None:
        """Whether it has a sound that can be recognised; None where too little of it stands out to say."""
        if self.heard is None:
            return False
        peaks = len(self.heard.prints.times)
        return True if peaks >= max(TELLING, TELLING_A_SECOND * self.heard.prints.seconds) else None

    def frame(self, view: int) -> tuple[int, float, PicturePrints, int] | None:
        """The frame that a view of the index is of: its number, its time, its prints, and which view of it it is."""
        if self.still is not None:
            return 0, 0.0, self.still, view
        if self.moving is None or not 0 <= view < len(self.views):
            return None
        found = self.views[view]
        return found.key, found.time, self.moving.keys[found.key].prints, found.view


def still_medium(digest: Digest, prints: PicturePrints) -> Medium:
    """A picture as one side of a comparison."""
    return Medium(digest, still=prints)


def moving_medium(digest: Digest, prints: MovingPrints, facts: MovingFacts | None) -> Medium:
    """A video or sound as one side of a comparison."""
    heard = Heard(prints.sound) if prints.sound is not None and len(prints.sound.times) else None
    return Medium(digest, moving=prints, facts=facts, views=tuple(views(prints)), heard=heard)


def compared(one: Medium, other: Medium, candidate: Candidate | None, frames: Frames) -> Copy | None:
    """What two media are to each other, of which at least one moves; None where they share nothing.

    `candidate` is what the index of pictures told of `other` for `one`, None where only the sound spoke for it.
    """
    a, b = (one, other) if one.digest < other.digest else (other, one)
    pairs = list(candidate.views) if candidate else []
    if a is not one:
        pairs = [(theirs, own) for own, theirs in pairs]
    alike = _frame_copies(a, b, pairs)
    segments: list[Segment] = []
    another_take = False
    if a.moving and b.moving:
        if alike or (candidate is not None and candidate.by == "pdq"):
            found = footage(_seen(a), _seen(b), alike, _decoder(a.digest, b.digest, frames))
            segments += found.segments
            another_take = found.another_take
        if a.heard and b.heard:
            segments += shared_sound(a.heard, b.heard)
    else:
        segments += _still_segments(a, b, alike, frames)
    sides = [Side(side.digest, side.size, side.running, side.sounds) for side in (a, b)]
    return judge(sides[0], sides[1], segments, [frame.copy for frame in alike], another_take=another_take)


def _seen(medium: Medium) -> Seen:
    assert medium.moving is not None
    assert medium.running is not None
    return Seen(medium.moving.frames, medium.running, medium.size)


def _frame_copies(a: Medium, b: Medium, pairs: Sequence[tuple[int, int]]) -> list[FrameCopy]:
    """Key frames of the two (or the still) that are copies, of the pairs of views that the index told."""
    found: list[FrameCopy] = []
    seen: set[tuple[int, int]] = set()
    in_vain = 0
    for view_a, view_b in pairs:
        of_a, of_b = a.frame(view_a), b.frame(view_b)
        if of_a is None or of_b is None or (of_a[0], of_b[0]) in seen:
            continue
        seen.add((of_a[0], of_b[0]))
        copy = verify(
            a.digest, of_a[2], b.digest, of_b[2], views=[(of_a[3], of_b[3])], second_look=len(seen) <= IN_VAIN
        )
        if copy is not None and copy.relation in JOINING:
            found.append(FrameCopy(of_a[1], of_b[1], copy))
            in_vain = 0
        else:
            in_vain += 1
        if in_vain == IN_VAIN or len(seen) == TRIED:
            break
    return found


def _decoder(a: Digest, b: Digest, frames: Frames) -> Decode:
    def decode(which: Literal["a", "b"], first: float, last: float, rate: float) -> Stretch | None:
        return frames.stretch(a if which == "a" else b, first, last, rate)

    return decode


def _still_segments(a: Medium, b: Medium, alike: Sequence[FrameCopy], frames: Frames) -> list[Segment]:
    """The moments at which the video shows the still, one a shot."""
    still, video = (a, b) if a.still is not None else (b, a)
    if still.still is None or video.moving is None or video.running is None:
        return []
    found: list[Segment] = []
    shots: set[tuple[float, float]] = set()
    for frame in sorted(alike, key=lambda one: (-one.copy.confidence, one.time_a, one.time_b)):
        key_time = frame.time_b if still is a else frame.time_a
        shot = video.running.shot(key_time)
        if shot in shots:
            continue
        shots.add(shot)
        time = _moment(still, video, frame, (key_time, still is a), frames)
        at_a, at_b = (0.0, time) if still is a else (time, 0.0)
        copy = frame.copy
        found.append(
            Segment(at_a, at_a, at_b, at_b, 1.0, copy.mirrored, copy.box_a, copy.box_b, Track.PICTURE, copy.confidence)
        )
    return found


def _moment(still: Medium, video: Medium, frame: FrameCopy, key: tuple[float, bool], frames: Frames) -> float:
    """The time at which the shot around a key frame is most like the still."""
    key_time, still_is_a = key
    matrix = frame.copy.transform
    if matrix is not None and not still_is_a:
        matrix = inverse(matrix)
    if still.still is None or video.running is None or matrix is None:
        return round(key_time, 2)
    shot = video.running.shot(key_time)
    first, last = max(shot[0], key_time - AROUND), min(shot[1], key_time + AROUND)
    stretch = frames.stretch(video.digest, first, last, STILL_RATE)
    if stretch is None:
        return round(key_time, 2)
    picture = Stretch(still.still.small[None], 0.0, 1.0, *still.size)
    return round(best_moment(picture, stretch, matrix), 2)
