"""Pictures that are frames of a video that is held. That the video came first is not said: only times say that."""

from __future__ import annotations

from firstseen.chronicle.findings.footage import finding_of
from firstseen.chronicle.group import GroupKnown, Known
from firstseen.chronicle.in_time import stretches
from firstseen.match.moving.wording import UNSURE, clock
from firstseen.model.copies import JOINING, Copy
from firstseen.model.findings import Finding, FindingKind

__all__ = ["VERSION", "still_from_video"]

VERSION = "2"


def still_from_video(group: GroupKnown, known: Known) -> Finding | None:
    """The finding for a group in which a picture surely is a frame of a video; None where none is."""
    pairs = [
        copy
        for copy in group.copies
        if copy.relation in JOINING and copy.confidence > UNSURE and _still(copy) is not None
    ]
    return finding_of(FindingKind.STILL_FROM_VIDEO, group, known, pairs, version=VERSION, tell=_told)


def _still(pair: Copy) -> str | None:
    """Which of the two is the still, "a" or "b"; None where both move."""
    shown = stretches(pair, {})
    if not shown or any(one.a_to > one.a_from or one.b_to > one.b_from for one in shown):
        return None
    return "a" if pair.figures.get("seconds_a") == 0 else "b"


def _told(pair: Copy, a: str, b: str) -> str:
    shown = stretches(pair, {})[0]
    still, video, time = (a, b, shown.b_from) if _still(pair) == "a" else (b, a, shown.a_from)
    mirrored = ", with left and right swapped" if pair.mirrored else ""
    return f"{still} is the frame of {video} at {clock(time)}{mirrored}."
