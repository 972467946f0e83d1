"""Where in a medium something of another is: a box of its frame, and for a video the stretches of its time."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from firstseen.match.moving.timeline import common, merged
from firstseen.model.copies import Copy
from firstseen.model.moving import Stretch, Track
from firstseen.model.pictures import Box

__all__ = ["Running", "Size", "Spot", "area", "fills", "one_spot", "spots_of"]

Size = tuple[int, int]
"""Width and height in pixels of the stored picture, after its EXIF orientation, or of a video's frame as shown."""

FILLS = 0.85
"""Share of its frame, and of its time, that a medium's shared place covers at least when it is the piece, and not what
holds it."""

ONE_SPOT = 0.5
"""Share of the smaller of two places that lies in the other when both are one place of the medium."""

GAP = 1.0
"""Seconds between two stretches that are told as one: cuts of single frames, and what lies between two prints."""

ROUNDED = 0.006
"""Seconds by which times are rounded, as they are told to hundredths: less than a frame lasts up to 160 a second."""


@dataclass(frozen=True, slots=True)
class Running:
    """A video or sound in time: its length in seconds, and where its shots begin, in order, the first at 0."""

    seconds: float
    shots: tuple[float, ...] = ()

    def shot(self, time: float) -> Stretch:
        """The shot that is shown at a time, from its start to its end: that of its first frame, too, whose time was
        rounded."""
        starts = self.shots or (0.0,)
        ends = (*starts[1:], self.seconds)
        shown = [(start, end) for start, end in zip(starts, ends, strict=True) if start <= time + ROUNDED]
        return shown[-1] if shown else (0.0, ends[0])


@dataclass(frozen=True, slots=True, order=True)
class Spot:
    """A box (None: the whole frame, or not known) during `stretches` (none: a still, or all of the time)."""

    box: Box | None
    stretches: tuple[Stretch, ...] = ()


def spots_of(copy: Copy, running: tuple[Running | None, Running | None]) -> tuple[Spot, Spot]:
    """What two media share as a place in a and a place in b.

    What a still shares with a video is there for the whole of its shot: its frames are one photograph of one scene.
    """
    # Where pictures agree, the sound does not say where they do.
    tracks = [segment for segment in copy.segments if segment.track is Track.PICTURE] or copy.segments
    a = _stretches(((one.a_from, one.a_to) for one in tracks), running[0])
    b = _stretches(((one.b_from, one.b_to) for one in tracks), running[1])
    return Spot(copy.box_a, a), Spot(copy.box_b, b)


def fills(spot: Spot, size: Size | None, running: Running | None) -> bool:
    """Whether a place is as good as the whole medium; also where the size or the length is not known."""
    if spot.box is not None and size is not None and area(spot.box) < FILLS * size[0] * size[1]:
        return False
    return not spot.stretches or running is None or _length(spot.stretches) >= FILLS * running.seconds


def one_spot(one: Spot, other: Spot) -> bool:
    """Whether two places of a medium are one: most of the smaller, in frame and in time, lies in the other."""
    if one.box is not None and other.box is not None:
        shared = (
            max(one.box[0], other.box[0]),
            max(one.box[1], other.box[1]),
            min(one.box[2], other.box[2]),
            min(one.box[3], other.box[3]),
        )
        if not area(shared) > ONE_SPOT * min(area(one.box), area(other.box)):
            return False
    if not one.stretches or not other.stretches:
        return True
    together = sum(common(first, second) for first in one.stretches for second in other.stretches)
    return together > ONE_SPOT * min(_length(one.stretches), _length(other.stretches))


def area(box: Box) -> int:
    """Square pixels; 0 for a box that is turned inside out."""
    return max(0, box[2] - box[0]) * max(0, box[3] - box[1])


def _stretches(found: Iterable[Stretch], running: Running | None) -> tuple[Stretch, ...]:
    """Stretches in order, those that touch joined; none for a still."""
    if running is None:
        return ()
    return merged((running.shot(start) if end <= start else (start, end) for start, end in found), GAP)


def _length(stretches: tuple[Stretch, ...]) -> float:
    return sum(end - start for start, end in stretches)
