"""Which versions of a group are shown side by side: each beside the one it was most surely compared with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from firstseen.dossier.overlay import Overlay, overlays
from firstseen.model.copies import JOINING, Copy, Relation
from firstseen.model.identifiers import Digest
from firstseen.model.records import GroupRecord, MediumRecord

__all__ = ["MOST_COMPARISONS", "Comparison", "altered_of", "comparison_of", "comparisons_of"]

MOST_COMPARISONS = 24
"""Pairs drawn on the page of a group; the others are on the pages of their media. Keeps a page printable."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two media of a copy with what is drawn over them; `left` is the one to start from. `left_is_a`: which of the
    copy's two it is. Overlays are None where a picture's size is not known."""

    copy: Copy
    left: MediumRecord
    right: MediumRecord
    left_is_a: bool
    left_overlay: Overlay | None
    right_overlay: Overlay | None

    @property
    def points(self) -> int:
        """How many matched points can be drawn."""
        return len(self.copy.points) if self.left_overlay else 0


def comparison_of(copy: Copy, left: Digest, media: Mapping[Digest, MediumRecord]) -> Comparison:
    """The comparison of a copy with `left` first; `media` holds both."""
    a, b = media[copy.a], media[copy.b]
    over_a, over_b = None, None
    if a.facts and b.facts:
        over_a, over_b = overlays(copy, (a.facts.width, a.facts.height), (b.facts.width, b.facts.height))
    if left == copy.a:
        return Comparison(copy, a, b, True, over_a, over_b)
    return Comparison(copy, b, a, False, over_b, over_a)


def comparisons_of(
    copies: Sequence[Copy], group: GroupRecord, first: Digest, media: Mapping[Digest, MediumRecord]
) -> tuple[list[Comparison], list[Copy]]:
    """Each other version beside `first`, or, where the two were not found to be copies, beside the version it was
    most surely found to be a copy of; and the `same_subject` relations of the group's media. `copies` are those of the
    group."""
    joined: dict[Digest, list[Copy]] = {digest: [] for digest in media}
    other: dict[tuple[Digest, Digest], Copy] = {}
    for copy in copies:
        if copy.relation is Relation.SAME_SUBJECT:
            other[copy.a, copy.b] = copy
        elif copy.relation in JOINING and copy.a in joined and copy.b in joined:
            joined[copy.a].append(copy)
            joined[copy.b].append(copy)
    shown, left_over = {first}, [digest for digest in group.media if digest != first]
    chosen: list[Comparison] = []
    while left_over and len(chosen) < MOST_COMPARISONS:
        found = None
        for digest in left_over:
            found = _surest(joined.get(digest, []), digest, shown, first)
            if found:
                chosen.append(comparison_of(found, found.b if found.a == digest else found.a, media))
                shown.add(digest)
                left_over.remove(digest)
                break
        if found is None:
            break
    return chosen, [other[key] for key in sorted(other)]


def altered_of(
    copies: Sequence[Copy], group: GroupRecord, media: Mapping[Digest, MediumRecord], chosen: Sequence[Comparison]
) -> list[Comparison]:
    """The surest altered copies in a group that do not stand side by side already: each is worth looking at."""
    known = {(one.copy.a, one.copy.b) for one in chosen}
    found: dict[tuple[Digest, Digest], Copy] = {}
    for copy in copies:
        if copy.relation is Relation.ALTERED and copy.a in media and copy.b in media:
            found.setdefault((copy.a, copy.b), copy)
    places = {digest: place for place, digest in enumerate(group.media)}
    further = [copy for pair, copy in found.items() if pair not in known]
    further.sort(key=lambda copy: (-copy.confidence, copy.a, copy.b))
    return [
        comparison_of(copy, min((copy.a, copy.b), key=lambda digest: places[digest]), media)
        for copy in further[:MOST_COMPARISONS]
    ]


def _surest(copies: list[Copy], digest: Digest, shown: set[Digest], first: Digest) -> Copy | None:
    possible = [copy for copy in copies if (copy.b if copy.a == digest else copy.a) in shown]
    return max(
        possible,
        key=lambda copy: (first in (copy.a, copy.b), copy.confidence, copy.b, copy.a),
        default=None,
    )
