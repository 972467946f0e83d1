"""The sentence that tells which stretches two media share."""

from __future__ import annotations

from collections.abc import Sequence

from firstseen.model.copies import Relation, ShowsMore
from firstseen.model.moving import Segment, Track

__all__ = ["UNSURE", "clock", "reason"]

NEARLY = 2.0
"""Seconds by which the ends of picture and sound may differ to be told as one."""
UNSURE = 0.4
"""Confidence at most of a still of which nothing tells whether it was taken from the video: another picture of a place
where nothing moves looks the same."""
TOLD = 3
"""Stretches that are told one by one; the rest are counted."""


def clock(seconds: float) -> str:
    """A moment of a video as players show it, with tenths: 0:07.5, 1:02:03.0."""
    tenths = round(max(0.0, seconds) * 10)
    minutes, rest = divmod(tenths, 600)
    hours, minutes = divmod(minutes, 60)
    text = f"{minutes:02d}:{rest // 10:02d}.{rest % 10}" if hours else f"{minutes}:{rest // 10:02d}.{rest % 10}"
    return f"{hours}:{text}" if hours else text


def reason(relation: Relation, segments: Sequence[Segment], stills: tuple[bool, bool], more: ShowsMore | None) -> str:
    """One or two sentences with the stretches they rest on; a and b are named as in the machine format."""
    seen = [one for one in segments if one.track is Track.PICTURE]
    heard = [one for one in segments if one.track is Track.SOUND]
    if any(stills):
        return _still(relation, seen or segments, "a" if stills[0] else "b")
    if relation is Relation.SAME_SUBJECT:
        if seen:
            return (
                f"One place or moment in different footage: {_stretches(seen)} look alike, but are not the same frames."
            )
        return f"The same sound under other pictures: {_stretches(heard)}."
    what = "The same footage" if seen else "The same sound"
    sentence = f"{what}: {_stretches(seen or heard)}"
    if more in (ShowsMore.A, ShowsMore.B):
        sentence += f"; {more.value} shows more"
    if relation is Relation.PART:
        sentence += "; in one of them it is a piece among other things"
    if seen and heard:
        sentence += ". The sound too" if _together(seen, heard) else f". The sound too: {_stretches(heard)}"
    return sentence + "."


def _together(seen: Sequence[Segment], heard: Sequence[Segment]) -> bool:
    """Whether the sound is shared where the picture is, so that naming its seconds would say the same again."""
    ends = [(one[0].a_from, one[-1].a_to, one[0].b_from, one[-1].b_to) for one in (seen, heard)]
    return len(seen) == len(heard) == 1 and all(abs(a - b) < NEARLY for a, b in zip(*ends, strict=True))


def _still(relation: Relation, segments: Sequence[Segment], still: str) -> str:
    """A picture that is a frame of a video, or of what it shows."""
    video = "b" if still == "a" else "a"
    times = sorted({(one.b_from if still == "a" else one.a_from) for one in segments})
    told = ", ".join(clock(time) for time in times[:TOLD])
    mirrored = ", mirrored" if all(one.mirrored for one in segments) else ""
    if relation is Relation.SAME_SUBJECT:
        return (
            f"One place at two moments, or by two cameras: {still} looks like {video} at {told}, but is no frame of it."
        )
    if all(one.confidence <= UNSURE for one in segments):
        return (
            f"Like a frame of a video{mirrored}: {still} looks like {video} at {told}; nothing tells whether it was "
            "taken there, or shows the place at another moment."
        )
    return f"A frame of a video{mirrored}: {still} is what {video} shows at {told}."


def _stretches(segments: Sequence[Segment]) -> str:
    ordered = sorted(segments, key=lambda one: (one.a_from, one.b_from))
    told = "; ".join(_stretch(one) for one in ordered[:TOLD])
    return told if len(ordered) <= TOLD else f"{told}; and {len(ordered) - TOLD} more"


def _stretch(one: Segment) -> str:
    text = f"{clock(one.a_from)} to {clock(one.a_to)} in a is {clock(one.b_from)} to {clock(one.b_to)} in b"
    if one.mirrored:
        text += ", mirrored"
    if abs(one.speed - 1.0) > 0.02:
        text += f", at {one.speed:.2f} times the speed"
    return text
