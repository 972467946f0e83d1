"""The same sound under different pictures. Never which of the pictures it belongs to.

Such videos are no copies and join no group: songs go round under all kinds of pictures. So one finding stands for all
that share one sound, whichever groups they are in.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from firstseen.chronicle.findings.footage import TOLD
from firstseen.chronicle.findings.versions import Versions
from firstseen.chronicle.group import GroupKnown, Known
from firstseen.chronicle.wording import count
from firstseen.match.moving.wording import clock
from firstseen.model.copies import Copy, Relation
from firstseen.model.findings import Finding, FindingKind, Outcome
from firstseen.model.identifiers import Digest, finding_id
from firstseen.model.moving import Track

__all__ = ["METHOD", "VERSION", "same_sound"]

METHOD = "same_sound"
VERSION = "1"
LEAST = 3.0
"""Seconds of one sound from which it is told: the shortest clip that is looked for; less may be a jingle."""


def same_sound(copies: Iterable[Copy], groups: Sequence[GroupKnown], known: Known) -> list[Finding]:
    """The findings for all videos that have a sound in common and no picture, one for each set of them."""
    pairs = sorted((copy for copy in copies if _is_one(copy)), key=lambda copy: (-copy.confidence, copy.a, copy.b))
    group_of = {medium: group for group in groups for medium in group.media}
    return [_finding(some, group_of, known) for some in _together(pairs)]


def _is_one(copy: Copy) -> bool:
    heard = [one for one in copy.segments if one.track is Track.SOUND]
    alone = copy.relation is Relation.SAME_SUBJECT and bool(heard) and len(heard) == len(copy.segments)
    return alone and max(one.a_to - one.a_from for one in heard) >= LEAST


def _together(pairs: Sequence[Copy]) -> list[list[Copy]]:
    """Pairs that are linked by a medium, by their smallest medium."""
    sets: list[tuple[set[Digest], list[Copy]]] = []
    for pair in pairs:
        touched = [one for one in sets if {pair.a, pair.b} & one[0]]
        media = {pair.a, pair.b}.union(*(one[0] for one in touched))
        sets = [one for one in sets if one not in touched]
        sets.append((media, [copy for one in touched for copy in one[1]] + [pair]))
    return [some for _, some in sorted(sets, key=lambda one: min(one[0]))]


def _finding(pairs: Sequence[Copy], group_of: dict[Digest, GroupKnown], known: Known) -> Finding:
    ordered = sorted(pairs, key=lambda pair: (-pair.confidence, pair.a, pair.b))
    media = tuple(dict.fromkeys(medium for pair in ordered for medium in (pair.a, pair.b)))
    groups = {group.id: group for medium in media if (group := group_of.get(medium)) is not None}
    shown = tuple(one for group in groups.values() for one in group.shown)
    first = next(iter(groups.values()), None)
    versions = Versions(replace(first, shown=shown), known) if first else None
    sentences = [_told(pair, versions) for pair in ordered[:TOLD]]
    if len(ordered) > TOLD:
        sentences.append(f"So it is with {count(len(ordered) - TOLD, 'more pair')}.")
    sentences.append("Which of the pictures the sound belongs to cannot be told from this.")
    seen = versions.appearances(*media) if versions else ()
    return Finding(
        finding_id(FindingKind.OTHER_SOUND, [min(media)], METHOD),
        FindingKind.OTHER_SOUND,
        Outcome.FOUND,
        (*groups, *media),
        " ".join(sentences),
        (*media, *seen),
        METHOD,
        VERSION,
    )


def _told(pair: Copy, versions: Versions | None) -> str:
    a, b = versions.names(pair.a, pair.b) if versions else (pair.a[:12], pair.b[:12])
    one = max(pair.segments, key=lambda one: one.a_to - one.a_from)
    where = f"{clock(one.a_from)} to {clock(one.a_to)} of {a}, {clock(one.b_from)} to {clock(one.b_to)} of {b}"
    order = f" {versions.order(pair.a, pair.b)}" if versions else ""
    return f"{a} and {b} have the same sound ({where}) under different pictures.{order}"
