"""Footage that was cut: which seconds one version lacks of another, and what comes in another order."""

from __future__ import annotations

from firstseen.chronicle.findings.footage import finding_of, tracks
from firstseen.chronicle.group import GroupKnown, Known
from firstseen.chronicle.wording import listed
from firstseen.match.moving.timeline import Cuts, cuts
from firstseen.match.moving.wording import clock
from firstseen.model.copies import Copy, Relation
from firstseen.model.findings import Finding, FindingKind
from firstseen.model.moving import Stretch

__all__ = ["JOINED_WHOLE", "VERSION", "lacking", "recut"]

VERSION = "1"
WORDS = frozenset({"trimmed", "cut out", "reordered", "repeated"})
JOINED_WHOLE = frozenset({Relation.COPY, Relation.ALTERED})
"""A part is one piece among others: that the rest of its holder is lacking says nothing."""


def recut(group: GroupKnown, known: Known) -> Finding | None:
    """The finding for a group in which a version lacks seconds of another, or has them in another order."""
    pairs = [copy for copy in group.copies if copy.relation in JOINED_WHOLE and WORDS & set(copy.changes)]
    return finding_of(FindingKind.RECUT, group, known, pairs, version=VERSION, tell=_told)


def _told(pair: Copy, a: str, b: str) -> str:
    in_b = cuts(tracks(pair), pair.figures.get("seconds_a", 0.0), kept_by_b=True)
    in_a = cuts(tracks(pair), pair.figures.get("seconds_b", 0.0), kept_by_b=False)
    sentences = [*_lacks(b, a, in_b), *_lacks(a, b, in_a)]
    if in_b.reordered:
        sentences.append(f"{b} shows what it keeps of {a} in another order.")
    if in_b.repeated or in_a.repeated:
        twice = b if in_b.repeated else a
        sentences.append(f"{twice} shows some of it more than once.")
    return " ".join(sentences)


def lacking(found: Cuts) -> tuple[Stretch, ...]:
    """The seconds that are cut out, in order."""
    return tuple(stretch for stretch in (found.before, *found.between, found.after) if stretch is not None)


def _lacks(version: str, of: str, found: Cuts) -> list[str]:
    missing = lacking(found)
    if not missing:
        return []
    told = listed([f"{clock(start)} to {clock(end)}" for start, end in missing])
    seconds = round(sum(end - start for start, end in missing))
    return [f"{version} lacks {told} of {of} ({seconds} s in all)."]
