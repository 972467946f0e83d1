"""Seconds that a later version shows and an earlier one lacks: a version that shows them must have existed by then.

As for pictures (`findings/missing.py`): what an earlier version lacks was cut from it, unless a version that shows it
was collected from before.
"""

from __future__ import annotations

from firstseen.chronicle.findings.footage import finding_of, tracks
from firstseen.chronicle.findings.recut import JOINED_WHOLE, lacking
from firstseen.chronicle.findings.versions import Versions
from firstseen.chronicle.group import GroupKnown, Known
from firstseen.match.moving.timeline import cuts
from firstseen.model.copies import Copy
from firstseen.model.findings import Finding, FindingKind
from firstseen.model.identifiers import Digest
from firstseen.model.moving import Stretch

__all__ = ["METHOD", "VERSION", "missing_footage"]

METHOD = "missing_footage"
VERSION = "1"


def missing_footage(group: GroupKnown, known: Known) -> Finding | None:
    """The finding for a group in which the version that was seen first lacks seconds of a later one, if one does."""
    versions = Versions(group, known)
    lacks: dict[tuple[Digest, Digest], tuple[Digest, tuple[Stretch, ...]]] = {}
    for copy in group.copies:
        if copy.relation not in JOINED_WHOLE or not copy.segments:
            continue
        earlier = versions.earlier(copy.a, copy.b)
        if earlier is None:
            continue
        seconds = copy.figures.get("seconds_a" if earlier == copy.b else "seconds_b", 0.0)
        missing = lacking(cuts(tracks(copy), seconds, kept_by_b=earlier == copy.b))
        if missing:
            lacks[copy.a, copy.b] = earlier, missing
    fuller = {
        (copy.a, copy.b) for copy in group.copies if copy.segments and copy.relation in JOINED_WHOLE
    } - lacks.keys()
    pairs = [copy for copy in group.copies if (copy.a, copy.b) in lacks and not _held(copy, lacks, fuller, versions)]

    def told(pair: Copy, a: str, b: str) -> str:
        earlier, missing = lacks[pair.a, pair.b]
        first, later = (a, b) if earlier == pair.a else (b, a)
        seconds = round(sum(end - start for start, end in missing))
        return (
            f"{first} lacks {seconds} s that {later} shows, and was seen before it: a version that shows them must "
            "already have existed by then, and was not collected."
        )

    return finding_of(FindingKind.MISSING_ANCESTOR, group, known, pairs, version=VERSION, tell=told, method=METHOD)


def _held(
    pair: Copy,
    lacks: dict[tuple[Digest, Digest], tuple[Digest, tuple[Stretch, ...]]],
    fuller: set[tuple[Digest, Digest]],
    versions: Versions,
) -> bool:
    """Whether another version, seen before the one that lacks them, goes with the later one and lacks nothing of it."""
    earlier, _ = lacks[pair.a, pair.b]
    later = pair.b if earlier == pair.a else pair.a
    others = {one if other == later else other for one, other in fuller if later in (one, other)}
    return any(other != earlier and versions.earlier(other, earlier) == other for other in others)
