"""Footage that was cut: which seconds one version lacks of another, and what comes in another order."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from itertools import combinations

from firstseen.chronicle.findings.footage import finding_of
from firstseen.chronicle.group import GroupKnown, Known
from firstseen.chronicle.in_time import beyond, has_picture, stretches, without
from firstseen.chronicle.wording import listed
from firstseen.match.moving.timeline import Cuts, cuts, merged
from firstseen.match.moving.wording import clock
from firstseen.model.copies import Copy, Relation
from firstseen.model.findings import Finding, FindingKind
from firstseen.model.moving import Stretch

__all__ = ["VERSION", "recut"]

VERSION = "2"
REPEATED = 3.0
"""Seconds that must be there twice: the border of a stretch is sometimes found a second or two too late, where little
moves."""
WORDS = frozenset({"trimmed", "cut out", "reordered", "repeated"})
JOINED_WHOLE = frozenset({Relation.COPY, Relation.ALTERED})
"""A part is one piece among others: that the rest of its holder is lacking says nothing."""


def recut(group: GroupKnown, known: Known) -> Finding | None:
    """The finding for a group in which a version lacks seconds of another, or has them in another order."""
    told = partial(_told, known=known)
    pairs = [
        copy
        for copy in group.copies
        if copy.relation in JOINED_WHOLE
        and WORDS & set(copy.changes)
        and has_picture(copy.a, known.moving) == has_picture(copy.b, known.moving)
        and told(copy, "a", "b")
    ]
    return finding_of(FindingKind.RECUT, group, known, pairs, version=VERSION, tell=told)


def _told(pair: Copy, a: str, b: str, *, known: Known) -> str:
    kept = stretches(pair, known.moving)
    in_b = cuts(kept, pair.figures.get("seconds_a", 0.0), kept_by_b=True)
    in_a = cuts(kept, pair.figures.get("seconds_b", 0.0), kept_by_b=False)
    if has_picture(pair.a, known.moving) and has_picture(pair.b, known.moving):
        more = beyond(pair, known.moving)
        sentences = [*_lacks(b, a, in_b, more.a), *_lacks(a, b, in_a, more.b)]
    else:
        # Of a sound nothing says where it was cut: all that one has more of is told as lacking.
        sentences = [*_lacks(b, a, in_b, _ends(in_b)), *_lacks(a, b, in_a, _ends(in_a))]
    if in_b.reordered:
        sentences.append(f"{b} shows what it keeps of {a} in another order.")
    for twice, sources in (
        (b, [(one.a_from, one.a_to) for one in kept]),
        (a, [(one.b_from, one.b_to) for one in kept]),
    ):
        if _repeated(sources):
            sentences.append(f"{twice} shows some of it more than once.")
    return " ".join(sentences)


def _repeated(sources: Sequence[Stretch]) -> bool:
    """Whether some of what one version has is in the other more than once."""
    return any(min(one[1], other[1]) - max(one[0], other[0]) >= REPEATED for one, other in combinations(sources, 2))


def _ends(found: Cuts) -> tuple[Stretch, ...]:
    return tuple(stretch for stretch in (found.before, found.after) if stretch is not None)


def _lacks(version: str, of: str, found: Cuts, goes_on: Sequence[Stretch]) -> list[str]:
    """What a version lacks of another: between what it keeps, and where the other goes on; what else that one has."""
    missing = merged([*found.between, *(one for end in _ends(found) for one in _inside(end, goes_on))])
    others = [one for end in _ends(found) for one in without(end, missing)]
    sentences = []
    if missing:
        seconds = round(sum(end - start for start, end in missing))
        sentences.append(f"{version} lacks {_clocks(missing)} of {of} ({seconds} s in all).")
    if others:
        sentences.append(
            f"{of} also has {_clocks(others)}, which {version} does not show; whether it is of the same "
            "recording cannot be said."
        )
    return sentences


def _inside(end: Stretch, stretches: Sequence[Stretch]) -> list[Stretch]:
    found = [(max(end[0], one[0]), min(end[1], one[1])) for one in stretches]
    return [one for one in found if one[1] > one[0]]


def _clocks(stretches: Sequence[Stretch]) -> str:
    return listed([f"{clock(start)} to {clock(end)}" for start, end in stretches])
