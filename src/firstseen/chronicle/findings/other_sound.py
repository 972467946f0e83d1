"""The same footage with another sound, or with none. Never which of the two sounds is the right one."""

from __future__ import annotations

from firstseen.chronicle.findings.footage import finding_of, tracks
from firstseen.chronicle.group import GroupKnown, Known
from firstseen.match.moving.wording import clock
from firstseen.model.copies import JOINING, Copy
from firstseen.model.findings import Finding, FindingKind

__all__ = ["VERSION", "other_sound"]

VERSION = "1"
OTHER, REMOVED = "other sound", "sound removed"


def other_sound(group: GroupKnown, known: Known) -> Finding | None:
    """The finding for a group in which versions of one footage have different sound; None where none have."""
    pairs = [copy for copy in group.copies if copy.relation in JOINING and {OTHER, REMOVED} & set(copy.changes)]
    return finding_of(FindingKind.OTHER_SOUND, group, known, pairs, version=VERSION, tell=_told)


def _told(pair: Copy, a: str, b: str) -> str:
    shown = max(tracks(pair), key=lambda one: one.a_to - one.a_from)
    where = f"{clock(shown.a_from)} to {clock(shown.a_to)} of {a}, {clock(shown.b_from)} to {clock(shown.b_to)} of {b}"
    heard = "but what is heard is not the same" if OTHER in pair.changes else "but only one of them has a sound"
    return f"{a} and {b} show the same footage ({where}), {heard}."
