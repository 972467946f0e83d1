"""The same footage at another speed."""

from __future__ import annotations

from functools import partial

from firstseen.chronicle.findings.footage import finding_of
from firstseen.chronicle.group import GroupKnown, Known
from firstseen.chronicle.in_time import stretches
from firstseen.model.copies import JOINING, Copy
from firstseen.model.findings import Finding, FindingKind
from firstseen.model.moving import Segment

__all__ = ["VERSION", "speed_changed"]

VERSION = "2"
LEAST = 0.5
"""Seconds by which a stretch is longer in one version from which its speed differs: borders are found to half a second
(2.4 s of one still scene were taken for 2.6 s of it, 4 % slower)."""


def speed_changed(group: GroupKnown, known: Known) -> Finding | None:
    """The finding for a group in which one version runs faster than another; None where none does."""
    pairs = [
        copy
        for copy in group.copies
        if copy.relation in JOINING
        and "speed changed" in copy.changes
        and any(map(_differs, stretches(copy, known.moving)))
    ]
    return finding_of(FindingKind.SPEED_CHANGED, group, known, pairs, version=VERSION, tell=partial(_told, known=known))


def _differs(one: Segment) -> bool:
    return abs((one.a_to - one.a_from) - (one.b_to - one.b_from)) >= LEAST


def _told(pair: Copy, a: str, b: str, *, known: Known) -> str:
    # The stretch that differs most: most of the footage may run at its own speed.
    differing = [one.speed for one in stretches(pair, known.moving) if _differs(one)]
    speed = max(differing, key=lambda speed: max(speed, 1 / speed))
    faster, slower, factor = (b, a, speed) if speed > 1 else (a, b, 1 / speed)
    return f"{faster} shows the same footage as {slower} at {factor:.2f} times the speed."
