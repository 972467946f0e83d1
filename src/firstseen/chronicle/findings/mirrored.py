"""Mirrored copies: which versions of a picture are the others with left and right swapped, and which were seen first.

Never which of them is the right way round. One finding a group, however many pairs show it.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence

from firstseen.chronicle.findings.versions import Versions
from firstseen.chronicle.group import GroupKnown, Known
from firstseen.chronicle.wording import count
from firstseen.model.copies import JOINING, Copy
from firstseen.model.findings import Finding, FindingKind, Outcome
from firstseen.model.identifiers import Digest, finding_id

__all__ = ["METHOD", "VERSION", "mirrored"]

METHOD = "mirrored"
VERSION = "1"

_UNDECIDED = "Which of the two is the right way round cannot be told from this."


def mirrored(group: GroupKnown, known: Known) -> Finding | None:
    """The finding for a group from the copies among its media; None where none of them is mirrored.

    The versions fall into two sides, within which none is mirrored against another. Where the copies do not agree on
    the sides (a picture that holds another both ways), the two of the surest mirrored copy stand for them.
    """
    members = frozenset(group.media)
    joining = [copy for copy in group.copies if copy.relation in JOINING and members.issuperset((copy.a, copy.b))]
    pairs = [copy for copy in joining if copy.mirrored]
    if not pairs:
        return None
    versions = Versions(group, known)
    sides = _sides(joining, pairs[0]) or ([pairs[0].a], [pairs[0].b])
    firsts = versions.first_of(sides[0]), versions.first_of(sides[1])
    shown = [first.medium if first and first.medium else side[0] for side, first in zip(sides, firsts, strict=True)]
    names = versions.name(shown[0]), versions.name(shown[1])
    if names[0] == names[1]:
        names = f"{names[0]} ({sides[0][0][:12]}…)", f"{names[1]} ({sides[1][0][:12]}…)"
    both = " and ".join(_with_others(name, side) for name, side in zip(names, sides, strict=True))
    what = "video" if all(medium in known.moving for side in sides for medium in side) else "picture"
    reason = f"{both} show one {what} with left and right swapped. {versions.order_of(firsts, names)}"
    return Finding(
        finding_id(FindingKind.MIRRORED, [group.id], METHOD),
        FindingKind.MIRRORED,
        Outcome.FOUND,
        (group.id, *sides[0], *sides[1]) if len(sides[0]) == len(sides[1]) else (group.id, *min(sides, key=len)),
        f"{reason} {_UNDECIDED}",
        (*sides[0], *sides[1], *(first.appearance for first in firsts if first)),
        METHOD,
        VERSION,
    )


def _sides(copies: Sequence[Copy], start: Copy) -> tuple[list[Digest], list[Digest]] | None:
    """The versions reached from `start`, by whether they are mirrored against its a; None where copies disagree."""
    neighbours: dict[Digest, list[tuple[Digest, bool]]] = {}
    for copy in copies:
        neighbours.setdefault(copy.a, []).append((copy.b, copy.mirrored))
        neighbours.setdefault(copy.b, []).append((copy.a, copy.mirrored))
    swapped = {start.a: False}
    waiting = deque([start.a])
    while waiting:
        medium = waiting.popleft()
        for other, is_mirrored in neighbours[medium]:
            side = swapped[medium] != is_mirrored
            if other not in swapped:
                swapped[other] = side
                waiting.append(other)
            elif swapped[other] != side:
                return None
    return (
        sorted(medium for medium, side in swapped.items() if not side),
        sorted(medium for medium, side in swapped.items() if side),
    )


def _with_others(name: str, side: Sequence[Digest]) -> str:
    return name if len(side) == 1 else f"{name} (with {count(len(side) - 1, 'other version')})"
