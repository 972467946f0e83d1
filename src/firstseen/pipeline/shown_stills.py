"""At which moments a video shows a still: frames around those that resemble it are decoded and looked at closely."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain
from typing import Final

from firstseen.match.moving.closely import Closely, looked_closely
from firstseen.match.moving.footage import FrameCopy
from firstseen.match.moving.hashed import shots_like
from firstseen.match.moving.looked import Stretch, best_moment
from firstseen.match.moving.pieces import Piece
from firstseen.match.moving.shown import Moment, moments_shown
from firstseen.match.moving.wording import UNSURE
from firstseen.match.verify import verify
from firstseen.model.copies import JOINING, Copy, Matrix, Relation
from firstseen.model.matrices import inverse
from firstseen.model.moving import Segment, Track
from firstseen.model.pictures import Box
from firstseen.pipeline.decoding import Frames
from firstseen.pipeline.medium import Medium
from firstseen.pipeline.scaled import scaled
from firstseen.prints.moving.views import as_frames

__all__ = ["is_no_news", "likeliest_first", "looked_at", "shown_still", "still_segment"]

LEADS: Final = 2
"""Frames of a shot from which the moment of a still is looked for."""
HASHED: Final = 4
"""Shots in which the frame whose hash is nearest leads to the moment: those in which it is nearest."""
STILL_RATE: Final = 8.0
CLOSE: Final = 1.2
"""Seconds to either side of a moment that are decoded in full for a close look."""
ENOUGH: Final = 3
"""Moments in a row at which a still shows the place otherwise, after which no more are looked at closely."""
FARTHER: Final = 2
"""Of them, the likest, around which the frame is looked for where none of them shows it."""
BESIDE, BETTER = 0.3, 0.9
"""Seconds between two moments, and how many times as much is unexplained at the one as at the other, from which the one
is worth a close look too."""
WRITTEN: Final = frozenset({"text added", "logo added"})
"""Changes by which a still shows more than the frame that it was taken from."""
SURE: Final = 0.9
"""Confidence at least where a still has what is new in the very frame."""
AROUND: Final = 50.0
"""Seconds of a shot, to either side of the key frame that a still is a copy of, in which its moment is looked for."""

Begun = tuple[Box | None, Moment]
"""The piece of a still that was looked for, and its likeliest moment."""


def shown_still(a: Medium, b: Medium, leads: Sequence[FrameCopy], frames: Frames) -> list[FrameCopy]:
    """The moments at which the video shows the still, one a shot: each with what still and frame are to each other.
    Where it shows the place alone, at another moment or by another camera, one that says so.

    A key frame of the same shot only leads to it, and so does a frame whose hash is near: the frame itself is looked
    for, decoded in full, and compared.
    """
    still, video = (a, b) if a.still is not None else (b, a)
    if still.still is None or video.running is None:
        return []
    sure: dict[tuple[float, float], FrameCopy] = {}
    unsure: dict[tuple[float, float], FrameCopy] = {}
    others: dict[tuple[float, float], FrameCopy] = {}
    looked: Counter[tuple[float, float]] = Counter()
    begun: dict[tuple[float, float], list[Begun]] = {}
    for lead in chain(_by_hash(still, video, frames), sorted(leads, key=likeliest_first)):
        shot = video.running.shot(_in_video(lead, still_is_a=still is a))
        if looked[shot] >= LEADS or shot in sure or shot in unsure:
            continue
        looked[shot] += 1
        told = _moment_and_copy(still, video, lead, frames, begun.setdefault(shot, []))
        if told is None:
            continue
        time, copy, is_another = told
        frame = _at(round(time, 2), copy, still_is_a=still is a)
        if is_another:
            others.setdefault(shot, frame)
        elif copy.relation in JOINING:
            (sure if copy.confidence > UNSURE else unsure).setdefault(shot, frame)
    if sure:
        return list(sure.values())
    return [frame for shot, frame in unsure.items() if shot not in others] or list(others.values())[:1]


def _by_hash(still: Medium, video: Medium, frames: Frames) -> Iterator[FrameCopy]:
    """Frames of the video whose hash is near to that of the still, or of what it contains, compared as pictures."""
    if still.still is None or video.moving is None:
        return
    for _, time in shots_like(as_frames(still.still), video.moving.frames)[:HASHED]:
        copy = _compared_frame(still, video, time, frames)
        if copy is not None:
            yield _at(time, copy, still_is_a=still.digest < video.digest)


def likeliest_first(lead: FrameCopy) -> tuple[bool, bool, float, float]:
    """Key frames that join before those of one scene; those in which nothing is otherwise before the others."""
    relation = lead.copy.relation
    return (
        relation not in JOINING,
        relation is Relation.ALTERED,
        -lead.copy.confidence,
        lead.time_a + lead.time_b,
    )


def _moment_and_copy(
    still: Medium, video: Medium, lead: FrameCopy, frames: Frames, begun: list[Begun]
) -> tuple[float, Copy, bool] | None:
    """The moment of the shot around a key frame at which the still is shown, what frame and still are then, and whether
    the still shows the same subject at another moment, or by another camera.

    `begun`: the likeliest moments to which other leads led, and for which piece of the still, to which this one's is
    added; None where it is one of them, and the still lies no better over it.
    """
    still_is_a = still.digest < video.digest
    key_time = _in_video(lead, still_is_a=still_is_a)
    matrix = _to_video(lead.copy, still_is_a=still_is_a)
    stretch = _around(video, key_time, frames) if matrix is not None else None
    if still.still is None or matrix is None or stretch is None:
        return key_time, _compared_frame(still, video, key_time, frames) or lead.copy, False
    piece = Piece.of(still.still, matrix, video.size)
    time = best_moment(piece.small, stretch, piece.onto(matrix))
    copy = _compared_frame(still, video, time, frames)
    starts = [(piece.onto(matrix), key_time)]
    then = _to_video(copy, still_is_a=still_is_a) if copy is not None and copy.relation in JOINING else None
    if then is not None:
        starts.append((piece.onto(then), time))
    copy = copy or lead.copy
    moments = moments_shown(piece.small, stretch, starts)
    if moments and any(box == piece.box and is_no_news(moments[0], other) for box, other in begun):
        return None
    begun += [(piece.box, one) for one in moments[:1]]
    # The words of a page are beside the picture on it.
    written_over = piece.box is None and not WRITTEN.isdisjoint(copy.changes)
    looked = looked_at(still, video, piece, moments, frames, written_over=written_over)
    if looked is None:
        return (moments[0].time, _unsure(copy), False) if moments else (time, copy, False)
    time = looked.time
    again = _compared_frame(still, video, time, frames)
    copy = again if again is not None and (again.relation in JOINING or copy.relation not in JOINING) else copy
    if looked.is_it:
        relation = copy.relation if copy.relation in JOINING else Relation.COPY
        return time, replace(copy, relation=relation, confidence=max(copy.confidence, SURE)), False
    if looked.is_another(written_over=written_over or (piece.box is None and not WRITTEN.isdisjoint(copy.changes))):
        return time, replace(copy, relation=Relation.SAME_SUBJECT), True
    return time, _unsure(copy), False


def is_no_news(moment: Moment, other: Moment) -> bool:
    """Whether a lead leads to a moment to which another led, and the still lies no better over it."""
    return abs(moment.time - other.time) < BESIDE and moment.unexplained > BETTER * other.unexplained


def looked_at(
    still: Medium, video: Medium, piece: Piece, moments: Sequence[Moment], frames: Frames, *, written_over: bool
) -> Closely | None:
    """The close look that tells most: the first that leaves nothing open, else that at the frame which is most like the
    still, of those that it may have been taken from or, where there are none, of all."""
    picture = frames.still(still.digest, piece.box) if moments else None
    if picture is None or video.running is None:
        return None
    whole = Stretch(picture[None], 0.0, 1.0, piece.small.width, piece.small.height)
    looks: list[tuple[Closely, Moment, Stretch]] = []
    for moment in moments:
        shot = video.running.shot(moment.time)
        first, last = max(shot[0], moment.time - CLOSE), min(shot[1], moment.time + CLOSE)
        near = frames.closely(video.digest, first, last)
        look = looked_closely(whole, near, moment.matrix, moment.time) if near is not None else None
        if look is None or near is None:
            continue
        if look.is_the_same:
            return look
        looks.append((look, moment, near))
        if len(looks) == ENOUGH and all(one.is_another(written_over=written_over) for one, *_ in looks):
            break
    looks.sort(key=lambda one: (not one[0].is_it, one[0].unlike))
    found = [look for look, *_ in looks]
    if found and found[0].is_it:
        return found[0]
    for _, moment, near in looks[:FARTHER]:
        look = looked_closely(whole, near, moment.matrix, moment.time, far=True)
        if look is not None and look.is_it:
            return look
        found += [look] if look is not None else []
    return min(found, key=lambda look: look.unlike, default=None)


def _unsure(copy: Copy) -> Copy:
    """A copy of which nothing shows that the still was taken from the video, and nothing that it was not."""
    return replace(copy, confidence=min(copy.confidence, UNSURE))


def _compared_frame(still: Medium, video: Medium, time: float, frames: Frames) -> Copy | None:
    """What a still and the frame at a time are to each other, in pixels of the shown frame."""
    described = frames.frame(video.digest, time)
    if described is None or still.still is None:
        return None
    prints, scale = described
    a, b = (
        ((still.digest, still.still), (video.digest, prints))
        if still.digest < video.digest
        else ((video.digest, prints), (still.digest, still.still))
    )
    copy = verify(*a, *b, moments=False)
    return None if copy is None else scaled(copy, scale, video_is_a=video.digest < still.digest)


def still_segment(frame: FrameCopy, *, still_is_a: bool) -> Segment:
    """What a still and a frame share, as a stretch that has no length."""
    at_a, at_b = (0.0, frame.time_b) if still_is_a else (frame.time_a, 0.0)
    copy = frame.copy
    return Segment(at_a, at_a, at_b, at_b, 1.0, copy.mirrored, copy.box_a, copy.box_b, Track.PICTURE, copy.confidence)


def _at(time: float, copy: Copy, *, still_is_a: bool) -> FrameCopy:
    """What a still and the frame at a second of the video are to each other."""
    return FrameCopy(0.0, time, copy) if still_is_a else FrameCopy(time, 0.0, copy)


def _in_video(frame: FrameCopy, *, still_is_a: bool) -> float:
    """The second of the video at which a still and a frame of it were compared."""
    return frame.time_b if still_is_a else frame.time_a


def _to_video(copy: Copy, *, still_is_a: bool) -> Matrix | None:
    """The matrix from pixels of the still to those of the frame."""
    return copy.transform if copy.transform is None or still_is_a else inverse(copy.transform)


def _around(video: Medium, time: float, frames: Frames) -> Stretch | None:
    """The frames of the shot around a moment."""
    if video.running is None:
        return None
    shot = video.running.shot(time)
    first, last = max(shot[0], time - AROUND), min(shot[1], time + AROUND)
    return frames.stretch(video.digest, first, last, STILL_RATE)
