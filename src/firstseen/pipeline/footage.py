"""Compares media of which at least one moves: gathers prints, frames and sound of both, and has them judged."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import Final, Literal

from firstseen.index.pictures import Candidate
from firstseen.match.moving.closely import Closely, looked_closely
from firstseen.match.moving.footage import Decode, FrameCopy, Seen, footage
from firstseen.match.moving.judge import Side, judge
from firstseen.match.moving.looked import Stretch, best_moment
from firstseen.match.moving.pieces import Piece
from firstseen.match.moving.shown import Moment, moments_shown
from firstseen.match.moving.sound import Heard, shared_sound
from firstseen.match.moving.wording import UNSURE
from firstseen.match.places import Running
from firstseen.match.verify import verify
from firstseen.model.copies import JOINING, Copy, Matrix, Relation
from firstseen.model.identifiers import Digest
from firstseen.model.matrices import inverse
from firstseen.model.moving import MovingFacts, Segment, Track
from firstseen.model.pictures import Box
from firstseen.pipeline.decoding import Frames
from firstseen.prints.moving.moving import MovingPrints
from firstseen.prints.moving.views import FrameView, views
from firstseen.prints.picture import PicturePrints

__all__ = ["Medium", "compared", "likeliest_first", "moving_medium", "still_medium"]

TRIED: Final = 24
"""Pairs of frames of two media that are compared as pictures at most."""
IN_VAIN: Final = 5
"""Of these in a row that are no copies, after which no more are: the best are compared first."""
LEADS: Final = 2
"""Key frames of a shot from which the moment of a still is looked for."""
MOMENTS: Final = (0.35, 0.7)
MORE_MOMENTS: Final = (0.1, 0.9, 0.55, 0.2)
"""Where in a stretch, of picture or of sound, its frames are compared as pictures; and, of a stretch of sound, where
else while none is a copy: of a screen that was filmed every second frame is not."""
STILL_RATE: Final = 8.0
TELLING: Final = 60
TELLING_A_SECOND: Final = 4.0
"""Peaks that a sound must have, and have in each second on average, for its absence elsewhere to say anything."""
CLOSE: Final = 1.2
"""Seconds to either side of a moment that are decoded in full for a close look."""
ENOUGH: Final = 3
"""Moments in a row at which a still shows the place otherwise, after which no more are looked at closely."""
FARTHER: Final = 2
"""Of them, the likest, around which the frame is looked for where none of them shows it."""
WRITTEN: Final = frozenset({"text added", "logo added"})
"""Changes by which a still shows more than the frame that it was taken from."""
SURE: Final = 0.9
"""Confidence at least where a still has what is new in the very frame."""
AROUND: Final = 50.0
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
    segments: list[Segment] = []
    spoken: list[Copy] = []
    another_take = False
    if a.moving and b.moving:
        # Sounds are compared while frames are waited for that a worker decodes.
        with ThreadPoolExecutor(1) as beside:
            hearing = beside.submit(shared_sound, a.heard, b.heard) if a.heard and b.heard else None
            alike = _frame_copies(a, b, pairs)
            if alike or (candidate is not None and candidate.by == "pdq"):
                segments, spoken, another_take = _shared_picture(a, b, alike, frames)
            heard = hearing.result() if hearing is not None else []
        if heard and not segments and (alike := _seen_where_heard(a, b, heard, frames)):
            segments, spoken, another_take = _shared_picture(a, b, alike, frames)
        segments += heard
    else:
        shown = _shown_still(a, b, _frame_copies(a, b, pairs), frames)
        spoken = [frame.copy for frame in shown]
        another_take = bool(shown) and all(copy.relation not in JOINING for copy in spoken)
        segments = [_still_segment(frame, still_is_a=a.still is not None) for frame in shown]
    sides = [Side(side.digest, side.size, side.running, side.sounds) for side in (a, b)]
    return judge(sides[0], sides[1], segments, spoken, another_take=another_take)


def _shared_picture(
    a: Medium, b: Medium, alike: Sequence[FrameCopy], frames: Frames
) -> tuple[list[Segment], list[Copy], bool]:
    """The stretches of picture that two videos share, copies of frames that say what happened to it, and whether they
    are two takes of one scene."""
    found = footage(_seen(a), _seen(b), alike, _decoder(a.digest, b.digest, frames))
    segments, spoken = list(found.segments), list(found.frames)
    if segments and not spoken and not found.another_take:
        segments, spoken = _looked_at(a, b, segments, frames)
    return segments, spoken, found.another_take


def _looked_at(a: Medium, b: Medium, segments: Sequence[Segment], frames: Frames) -> tuple[list[Segment], list[Copy]]:
    """Two moments of the longest stretch compared as pictures: what happened to the frames, and where they are in each
    other."""
    found = [frame.copy for frame in _at_moments(a, b, segments, frames)]
    if not found:
        return list(segments), []
    best = max(found, key=lambda copy: copy.confidence)
    return [
        replace(one, box_a=best.box_a, box_b=best.box_b) if one.mirrored == best.mirrored else one for one in segments
    ], found


def _seen_where_heard(a: Medium, b: Medium, heard: Sequence[Segment], frames: Frames) -> list[FrameCopy]:
    """Frames of both at moments of the longest stretch of sound that they share, where they are copies: key frames of a
    clip and of a long video are rarely of one moment, and a crop has no hash in common with the whole."""
    if not all(a.size) or not all(b.size):
        return []
    found = _at_moments(a, b, heard, frames)
    for share in MORE_MOMENTS:
        found += [] if found else _at_moments(a, b, heard, frames, (share,))
    return found


def _at_moments(
    a: Medium, b: Medium, segments: Sequence[Segment], frames: Frames, shares: Sequence[float] = MOMENTS
) -> list[FrameCopy]:
    """Frames of both at moments of the longest stretch that are copies, in pixels of the shown frames."""
    longest = max(segments, key=lambda one: one.b_to - one.b_from)
    found: list[FrameCopy] = []
    for share in shares:
        time_b = longest.b_from + share * (longest.b_to - longest.b_from)
        time_a = longest.a_from + share * (longest.a_to - longest.a_from)
        of_a, of_b = frames.frame(a.digest, time_a), frames.frame(b.digest, time_b)
        if of_a is None or of_b is None:
            continue
        copy = verify(a.digest, of_a[0], b.digest, of_b[0], moments=False)
        if copy is not None and copy.relation in JOINING:
            whole = _scaled(_scaled(copy, of_a[1], video_is_a=True), of_b[1], video_is_a=False)
            found.append(FrameCopy(time_a, time_b, whole))
    return found


def _seen(medium: Medium) -> Seen:
    assert medium.moving is not None
    assert medium.running is not None
    return Seen(medium.moving.frames, medium.running, medium.size)


def _frame_copies(a: Medium, b: Medium, pairs: Sequence[tuple[int, int]]) -> list[FrameCopy]:
    """Key frames of the two (or the still) that are copies, or of one scene, as those of one footage often are."""
    found: list[FrameCopy] = []
    seen: set[tuple[int, int]] = set()
    in_vain = 0
    for view_a, view_b in pairs:
        of_a, of_b = a.frame(view_a), b.frame(view_b)
        if of_a is None or of_b is None or (of_a[0], of_b[0]) in seen:
            continue
        seen.add((of_a[0], of_b[0]))
        copy = verify(
            a.digest,
            of_a[2],
            b.digest,
            of_b[2],
            views=[(of_a[3], of_b[3])],
            second_look=len(seen) <= IN_VAIN,
            moments=False,
        )
        if copy is not None:
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


def _shown_still(a: Medium, b: Medium, leads: Sequence[FrameCopy], frames: Frames) -> list[FrameCopy]:
    """The moments at which the video shows the still, one a shot: each with what still and frame are to each other.
    Where it shows the place alone, at another moment or by another camera, one that says so.

    A key frame of the same shot only leads to it: the frame itself is looked for, decoded in full, and compared.
    """
    still, video = (a, b) if a.still is not None else (b, a)
    if still.still is None or video.running is None:
        return []
    sure: dict[tuple[float, float], FrameCopy] = {}
    unsure: dict[tuple[float, float], FrameCopy] = {}
    others: dict[tuple[float, float], FrameCopy] = {}
    looked: Counter[tuple[float, float]] = Counter()
    for lead in sorted(leads, key=likeliest_first):
        key_time = lead.time_b if still is a else lead.time_a
        shot = video.running.shot(key_time)
        if looked[shot] >= LEADS or shot in sure:
            continue
        looked[shot] += 1
        time, copy, is_another = _moment_and_copy(still, video, lead, (key_time, still is a), frames)
        frame = FrameCopy(0.0, time, copy) if still is a else FrameCopy(time, 0.0, copy)
        if is_another:
            others.setdefault(shot, frame)
        elif copy.relation in JOINING:
            (sure if copy.confidence > UNSURE else unsure).setdefault(shot, frame)
    if sure:
        return list(sure.values())
    return [frame for shot, frame in unsure.items() if shot not in others] or list(others.values())[:1]


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
    still: Medium, video: Medium, lead: FrameCopy, key: tuple[float, bool], frames: Frames
) -> tuple[float, Copy, bool]:
    """The moment of the shot around a key frame at which the still is shown, what frame and still are then, and whether
    the still shows the same subject at another moment, or by another camera."""
    key_time, still_is_a = key
    matrix = _to_video(lead.copy, still_is_a=still_is_a)
    stretch = _around(video, key_time, frames) if matrix is not None else None
    if still.still is None or matrix is None or stretch is None:
        return round(key_time, 2), _compared_frame(still, video, round(key_time, 2), frames) or lead.copy, False
    piece = Piece.of(still.still, matrix, video.size)
    time = round(best_moment(piece.small, stretch, piece.onto(matrix)), 2)
    copy = _compared_frame(still, video, time, frames)
    starts = [(piece.onto(matrix), key_time)]
    then = _to_video(copy, still_is_a=still_is_a) if copy is not None and copy.relation in JOINING else None
    if then is not None:
        starts.append((piece.onto(then), time))
    copy = copy or lead.copy
    moments = moments_shown(piece.small, stretch, starts)
    # The words of a page are beside the picture on it.
    written_over = piece.box is None and not WRITTEN.isdisjoint(copy.changes)
    looked = _looked(still, video, piece, moments, frames, written_over=written_over)
    if looked is None:
        return (round(moments[0].time, 2), _unsure(copy), False) if moments else (time, copy, False)
    time = round(looked.time, 2)
    again = _compared_frame(still, video, time, frames)
    copy = again if again is not None and (again.relation in JOINING or copy.relation not in JOINING) else copy
    if looked.is_it:
        relation = copy.relation if copy.relation in JOINING else Relation.COPY
        return time, replace(copy, relation=relation, confidence=max(copy.confidence, SURE)), False
    if looked.is_another(written_over=written_over or (piece.box is None and not WRITTEN.isdisjoint(copy.changes))):
        return time, replace(copy, relation=Relation.SAME_SUBJECT), True
    return time, _unsure(copy), False


def _looked(
    still: Medium, video: Medium, piece: Piece, moments: Sequence[Moment], frames: Frames, *, written_over: bool
) -> Closely | None:
    """The close look that tells most: the first that shows that the still was taken then, else that at the frame which
    is most like it."""
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
        if look.is_it:
            return look
        looks.append((look, moment, near))
        if len(looks) == ENOUGH and all(one.is_another(written_over=written_over) for one, *_ in looks):
            break
    looks.sort(key=lambda one: one[0].unlike)
    found = [look for look, *_ in looks]
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
    return None if copy is None else _scaled(copy, scale, video_is_a=video.digest < still.digest)


def _scaled(copy: Copy, scale: float, *, video_is_a: bool) -> Copy:
    """A copy between a still and a frame that was decoded smaller than it is shown, in pixels of the shown frame."""
    if scale == 1.0:
        return copy
    matrix = copy.transform
    if video_is_a:
        if matrix is not None:
            (p, q, r), (s, t, u) = matrix
            matrix = (p / scale, q / scale, r), (s / scale, t / scale, u)
        return replace(copy, transform=matrix, box_a=_larger(copy.box_a, scale))
    if matrix is not None:
        (p, q, r), (s, t, u) = matrix
        matrix = (p * scale, q * scale, r * scale), (s * scale, t * scale, u * scale)
    return replace(copy, transform=matrix, box_b=_larger(copy.box_b, scale))


def _larger(box: Box | None, scale: float) -> Box | None:
    if box is None:
        return None
    left, top, right, bottom = (round(edge * scale) for edge in box)
    return left, top, right, bottom


def _still_segment(frame: FrameCopy, *, still_is_a: bool) -> Segment:
    at_a, at_b = (0.0, frame.time_b) if still_is_a else (frame.time_a, 0.0)
    copy = frame.copy
    return Segment(at_a, at_a, at_b, at_b, 1.0, copy.mirrored, copy.box_a, copy.box_b, Track.PICTURE, copy.confidence)


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
