"""What two media are to each other, of which at least one is a video or a sound: from the stretches that they share."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from firstseen.match.moving.timeline import EDGE, Cuts, covered, cuts
from firstseen.match.moving.wording import reason
from firstseen.match.places import Running, Size, area
from firstseen.model.copies import JOINING, Copy, Relation, ShowsMore
from firstseen.model.identifiers import Digest
from firstseen.model.moving import Segment, Track
from firstseen.model.pictures import Box

__all__ = ["Side", "judge"]

WHOLE = 0.8
"""Share of a version's time that is shared from which it holds nothing else."""

MOSTLY = 0.5
"""Share of its time, in at least one of two versions that each have something of their own, from which they are copies
(a title was added to a trim) and not two that hold one piece."""

CUT = 0.5
"""Seconds between the border of a stretch and a change of shot that are one: a stretch that begins and ends where the
picture changes was put there, one that does not was cut out of what goes on before and after it."""

FASTER = 0.02
"""Relative difference in speed from which one runs faster: less is a change of frame rate (25 to 24 is 0.04)."""

SAME_SOUND = 0.5
"""Share of the shared stretches of picture whose sound must be shared too for the sound to be the same."""

IN_TIME = 2.0
"""Seconds that sound may run ahead of its picture, or after it, and still be the sound of these frames."""

WITHIN = 0.5
SPANS = 0.9
"""Share of its frame below which a shared picture is a piece among other things, where it fills the other's frame;
unless it is as wide or as high as the frame, as between bars and blurred sides."""


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two media. `running` None: a still. `heard`: whether it has a sound that can be recognised; None:
    it has one, of which too little stands out to say whether another is the same."""

    digest: Digest
    size: Size
    running: Running | None
    heard: bool | None = False

    @property
    def seconds(self) -> float:
        """Its length; 0 for a still."""
        return self.running.seconds if self.running else 0.0


@dataclass(frozen=True, slots=True)
class _Shared:
    """All that two media share: stretches, those of picture among them (`seen`), and frames compared as pictures."""

    a: Side
    b: Side
    segments: Sequence[Segment]
    frames: Sequence[Copy]

    @property
    def seen(self) -> Sequence[Segment]:
        """The stretches of picture."""
        return [segment for segment in self.segments if segment.track is Track.PICTURE]

    @property
    def tracks(self) -> Sequence[Segment]:
        """The stretches that tell how the two lie in time: of picture, or of sound where no picture is shared."""
        return self.seen or self.segments

    @property
    def has_still(self) -> bool:
        """Whether one of the two is a still."""
        return self.a.running is None or self.b.running is None

    def cuts(self) -> tuple[Cuts, Cuts]:
        """What b lacks of a, and a of b, in time."""
        return (
            cuts(self.tracks, self.a.seconds, kept_by_b=True),
            cuts(self.tracks, self.b.seconds, kept_by_b=False),
        )


def judge(
    a: Side, b: Side, segments: Sequence[Segment], frames: Sequence[Copy], *, another_take: bool = False
) -> Copy | None:
    """The copy between two media, `a` the smaller digest, or None when they share no stretch.

    `frames` are copies between frames of the two, or a still and frames, that were compared as pictures: they say what
    happened to the picture. `another_take`: what they share is one scene filmed twice. Sound alone joins nothing where
    both have pictures: songs go round under all kinds of pictures. Raises `ValueError` when `a` is not the smaller.
    """
    if not a.digest < b.digest:
        raise ValueError("a copy is between two digests, the smaller one first")
    if not segments:
        return None
    shared = _Shared(a, b, segments, frames)
    relation = Relation.SAME_SUBJECT if another_take else _relation(shared)
    joins = relation in JOINING
    shown = max(shared.tracks, key=lambda one: (one.a_to - one.a_from, one.confidence, -one.a_from))
    surest = max(frames, key=lambda frame: (frame.confidence, frame.relation in JOINING), default=None)
    more = _more(shared) if joins else None
    return Copy(
        a=a.digest,
        b=b.digest,
        relation=relation,
        confidence=round(max(one.confidence for one in shared.tracks), 4),
        mirrored=2 * sum(_long(one) for one in shared.seen if one.mirrored) > sum(map(_long, shared.seen)),
        box_a=shown.box_a,
        box_b=shown.box_b,
        transform=surest.transform if surest is not None else None,
        shows_more=more,
        changes=_changes(shared) if joins else (),
        reason=reason(relation, segments, (a.running is None, b.running is None), more),
        points=surest.points if surest is not None else (),
        figures=_figures(shared) if joins else {},
        segments=tuple(sorted(segments, key=lambda one: (one.track.value, one.a_from, one.b_from))),
    )


def _long(segment: Segment) -> float:
    """Seconds of a stretch; a still counts as a second."""
    return max(segment.a_to - segment.a_from, segment.b_to - segment.b_from) or 1.0


def _relation(shared: _Shared) -> Relation:
    a, b = shared.a, shared.b
    if not shared.seen and a.size[0] and b.size[0]:
        return Relation.SAME_SUBJECT
    if shared.has_still or _held(shared) or _beside_others(shared):
        return Relation.PART
    kinds = Counter(frame.relation for frame in shared.frames)
    return Relation.ALTERED if 2 * kinds[Relation.ALTERED] > sum(kinds.values()) else Relation.COPY


def _held(shared: _Shared) -> bool:
    """Whether one of the two holds what they share among other things, in time."""
    a, b, segments = shared.a, shared.b, shared.tracks
    in_a = [(one.a_from, one.a_to) for one in segments]
    in_b = [(one.b_from, one.b_to) for one in segments]
    whole_a, whole_b = covered(in_a, a.seconds) >= WHOLE, covered(in_b, b.seconds) >= WHOLE
    if whole_a and whole_b:
        return False
    if not whole_a and not whole_b:
        # A version that was cut out of another, and has something of its own as well, such as a title.
        return max(covered(in_a, a.seconds), covered(in_b, b.seconds)) < MOSTLY
    holder, stretches = (b, in_b) if whole_a else (a, in_a)
    return holder.running is not None and all(_put_there(holder.running, start, end) for start, end in stretches)


def _put_there(running: Running, start: float, end: float) -> bool:
    """Whether a stretch begins and ends where the picture changes or the video ends, with another shot beside it."""
    changes = [shot for shot in running.shots if CUT < shot < running.seconds - CUT]
    at_start = start <= EDGE or any(abs(shot - start) <= CUT for shot in changes)
    at_end = end >= running.seconds - EDGE or any(abs(shot - end) <= CUT for shot in changes)
    inner = start > EDGE or end < running.seconds - EDGE
    return inner and at_start and at_end


def _beside_others(shared: _Shared) -> bool:
    """Whether in one of the two the shared picture is a small piece of the frame, and in the other all of it."""
    in_a = [one.box_a for one in shared.seen if one.box_a is not None]
    in_b = [one.box_b for one in shared.seen if one.box_b is not None]
    if not in_a or not in_b:
        return False
    a, b = _share(in_a, shared.a.size), _share(in_b, shared.b.size)
    if min(a, b) >= WITHIN or max(a, b) < WITHIN:
        return False
    boxes, size = (in_a, shared.a.size) if a < b else (in_b, shared.b.size)
    wide = max((box[2] - box[0]) / max(1, size[0]) for box in boxes)
    high = max((box[3] - box[1]) / max(1, size[1]) for box in boxes)
    return max(wide, high) < SPANS


def _share(boxes: Sequence[Box], size: Size) -> float:
    return max(map(area, boxes)) / max(1, size[0] * size[1])


def _more(shared: _Shared) -> ShowsMore | None:
    """Which shows more: of the time where that differs, else of the frame. None where each has what the other lacks."""
    if shared.has_still:
        return ShowsMore.B if shared.a.running is None else ShowsMore.A
    lacks_b, lacks_a = map(_lacks, shared.cuts())
    if lacks_a != lacks_b:
        return ShowsMore.A if lacks_b else ShowsMore.B
    if lacks_a:
        return None
    told = Counter(frame.shows_more for frame in shared.frames if frame.shows_more is not None)
    return max(told, key=lambda more: (told[more], more.value)) if told else ShowsMore.SAME


def _lacks(found: Cuts) -> bool:
    return bool(found.before or found.between or found.after)


def _changes(shared: _Shared) -> tuple[str, ...]:
    """What happened to the picture (what most frames say), to the time, and to the sound."""
    said = Counter(word for frame in shared.frames for word in frame.changes)
    words = [word for frame in shared.frames for word in frame.changes if 2 * said[word] > len(shared.frames)]
    if not shared.has_still:
        found = shared.cuts()
        heard = shared.a.heard, shared.b.heard
        words += [
            word
            for word, is_so in (
                ("trimmed", any(one.before or one.after for one in found)),
                ("cut out", any(one.between for one in found)),
                ("reordered", any(one.reordered for one in found)),
                ("repeated", any(one.repeated for one in found)),
                ("speed changed", any(abs(one.speed - 1.0) > FASTER for one in shared.tracks)),
                ("other sound", bool(shared.seen) and all(heard) and not _heard_too(shared.seen, shared.segments)),
                ("sound removed", bool(shared.seen) and set(heard) == {True, False}),
            )
            if is_so
        ]
    return tuple(dict.fromkeys(words))


def _heard_too(seen: Sequence[Segment], segments: Sequence[Segment]) -> bool:
    """Whether the sound that goes with the shared picture is shared as well, at the same moments."""
    sound = [one for one in segments if one.track is Track.SOUND]
    together = sum(
        max(0.0, min(one.a_to, other.a_to) - max(one.a_from, other.a_from))
        for one in seen
        for other in sound
        if abs((one.b_from - one.a_from / one.speed) - (other.b_from - other.a_from / other.speed)) < IN_TIME
    )
    return together >= SAME_SOUND * sum(one.a_to - one.a_from for one in seen)


def _figures(shared: _Shared) -> dict[str, float]:
    """Lengths in seconds, shares of each that are shared ("time_a", "time_b"), and the longest stretch's "speed"."""
    in_a = covered([(one.a_from, one.a_to) for one in shared.tracks], shared.a.seconds)
    in_b = covered([(one.b_from, one.b_to) for one in shared.tracks], shared.b.seconds)
    longest = max(shared.tracks, key=_long)
    return {
        "seconds_a": round(shared.a.seconds, 3),
        "seconds_b": round(shared.b.seconds, 3),
        "time_a": round(in_a, 4),
        "time_b": round(in_b, 4),
        "speed": round(longest.speed, 4),
    }
