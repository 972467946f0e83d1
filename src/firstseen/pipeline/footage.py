"""Compares media of which at least one moves: gathers prints, frames and sound of both, and has them judged."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Final, Literal

from firstseen.index.pictures import Candidate
from firstseen.match.moving.footage import Decode, FrameCopy, Seen, footage
from firstseen.match.moving.judge import Side, judge
from firstseen.match.moving.listening import Listen, listened
from firstseen.match.moving.looked import Stretch
from firstseen.match.moving.sound import SharedSound, shared_sound
from firstseen.match.moving.waves import Samples
from firstseen.match.verify import verify
from firstseen.model.copies import JOINING, Copy
from firstseen.model.identifiers import Digest
from firstseen.model.moving import Segment
from firstseen.pipeline.decoding import Frames
from firstseen.pipeline.medium import Medium
from firstseen.pipeline.scaled import scaled
from firstseen.pipeline.shown_stills import shown_still, still_segment

__all__ = ["compared"]

TRIED: Final = 24
"""Pairs of frames of two media that are compared as pictures at most."""
IN_VAIN: Final = 5
"""Of these in a row that are no copies, after which no more are: the best are compared first."""
MOMENTS: Final = (0.35, 0.7)
MORE_MOMENTS: Final = (0.1, 0.9, 0.55, 0.2)
"""Where in a stretch, of picture or of sound, its frames are compared as pictures; and, of a stretch of sound, where
else while none is a copy: of a screen that was filmed every second frame is not."""


def compared(
    one: Medium,
    other: Medium,
    candidate: Candidate | None,
    frames: Frames,
    sound_too: Callable[[], bool] = lambda: True,
) -> Copy | None:
    """What two media are to each other, of which at least one moves; None where they share nothing.

    `candidate` is what the index of pictures told of `other` for `one`, None where only the sound spoke for it;
    `sound_too`: whether their sounds are worth comparing where their pictures are not.
    """
    a, b = (one, other) if one.digest < other.digest else (other, one)
    pairs = list(candidate.views) if candidate else []
    if a is not one:
        pairs = [(theirs, own) for own, theirs in pairs]
    segments: list[Segment] = []
    spoken: list[Copy] = []
    another_take = False
    if a.moving and b.moving:
        alike = _frame_copies(a, b, pairs)
        seen = bool(alike) or (candidate is not None and candidate.by == "pdq")
        # Sounds are compared while frames are waited for that a worker decodes.
        with ThreadPoolExecutor(1) as beside:
            both = (a.heard, b.heard) if a.heard and b.heard and (seen or sound_too()) else None
            hearing = None if both is None else beside.submit(shared_sound, *both)
            if seen:
                segments, spoken, another_take = _shared_picture(a, b, alike, frames)
            heard = _heard(a, b, hearing.result(), frames) if hearing is not None else []
        if heard and not segments and (alike := _seen_where_heard(a, b, heard, frames)):
            segments, spoken, another_take = _shared_picture(a, b, alike, frames)
        segments += heard
    else:
        shown = shown_still(a, b, _frame_copies(a, b, pairs), frames)
        spoken = [frame.copy for frame in shown]
        another_take = bool(shown) and all(copy.relation not in JOINING for copy in spoken)
        segments = [still_segment(frame, still_is_a=a.still is not None) for frame in shown]
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
            whole = scaled(scaled(copy, of_a[1], video_is_a=True), of_b[1], video_is_a=False)
            found.append(FrameCopy(time_a, time_b, whole))
    return found


def _heard(a: Medium, b: Medium, found: SharedSound, frames: Frames) -> list[Segment]:
    """The stretches of sound that two media share; what is in doubt is listened to."""
    assert a.heard is not None
    assert b.heard is not None
    return listened(found, a.heard, b.heard, _listener(a.digest, b.digest, frames))


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


def _listener(a: Digest, b: Digest, frames: Frames) -> Listen:
    def listen(which: Literal["a", "b"], first: float, last: float) -> Samples | None:
        return frames.sound(a if which == "a" else b, first, last)

    return listen
