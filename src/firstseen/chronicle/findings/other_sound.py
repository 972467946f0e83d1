"""The same footage with another sound, or with none. Never which of the two sounds is the right one."""

from __future__ import annotations

from functools import partial

from firstseen.chronicle.findings.footage import finding_of
from firstseen.chronicle.group import GroupKnown, Known
from firstseen.chronicle.in_time import stretches
from firstseen.match.moving.wording import clock
from firstseen.model.copies import JOINING, Copy
from firstseen.model.findings import Finding, FindingKind

__all__ = ["VERSION", "other_sound"]

VERSION = "2"
OTHER, REMOVED = "other sound", "sound removed"


def other_sound(group: GroupKnown, known: Known) -> Finding | None:
    """The finding for a group in which versions of one footage have different sound; None where none have."""
    pairs = [copy for copy in group.copies if copy.relation in JOINING and {OTHER, REMOVED} & set(copy.changes)]
    return finding_of(FindingKind.OTHER_SOUND, group, known, pairs, version=VERSION, tell=partial(_told, known=known))


def _told(pair: Copy, a: str, b: str, *, known: Known) -> str:
    shown = max(stretches(pair, known.moving), key=lambda one: one.a_to - one.a_from)
    where = f"{clock(shown.a_from)} to {clock(shown.a_to)} of {a}, {clock(shown.b_from)} to {clock(shown.b_to)} of {b}"
    heard = "but what is heard is not the same" if OTHER in pair.changes else f"but {_silent(pair, a, b, known)}"
    return f"{a} and {b} show the same footage ({where}), {heard}."


def _silent(pair: Copy, a: str, b: str, known: Known) -> str:
    """Which of the two has no sound; a track on which nothing can be told from silence counts as none."""
    loud = [
        name
        for medium, name in ((pair.a, a), (pair.b, b))
        if (facts := known.moving.get(medium)) and any(track.kind == "sound" for track in facts.tracks)
    ]
    if len(loud) == 1:
        return f"{b if loud == [a] else a} has no sound"
    return "only one of them has a sound"
