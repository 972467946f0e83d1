"""The same footage at another speed."""

from __future__ import annotations

from firstseen.chronicle.findings.footage import finding_of, tracks
from firstseen.chronicle.group import GroupKnown, Known
from firstseen.model.copies import JOINING, Copy
from firstseen.model.findings import Finding, FindingKind

__all__ = ["VERSION", "speed_changed"]

VERSION = "1"


def speed_changed(group: GroupKnown, known: Known) -> Finding | None:
    """The finding for a group in which one version runs faster than another; None where none does."""
    pairs = [copy for copy in group.copies if copy.relation in JOINING and "speed changed" in copy.changes]
    return finding_of(FindingKind.SPEED_CHANGED, group, known, pairs, version=VERSION, tell=_told)


def _told(pair: Copy, a: str, b: str) -> str:
    # The stretch that differs most: most of the footage may run at its own speed.
    speed = max((one.speed for one in tracks(pair)), key=lambda speed: max(speed, 1 / speed))
    faster, slower, factor = (b, a, speed) if speed > 1 else (a, b, 1 / speed)
    return f"{faster} shows the same footage as {slower} at {factor:.2f} times the speed."
