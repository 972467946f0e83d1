"""Which pairs of a group are looked at: asked before the pages are written, for what is to be decoded, and by them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from firstseen.dossier.comparisons import Comparison, altered_of, comparison_of, comparisons_of
from firstseen.model.copies import JOINING, Copy
from firstseen.model.identifiers import Digest
from firstseen.model.records import AppearanceRecord, CaseReading, GroupRecord, MediumRecord

__all__ = ["GroupPairs", "cover_of", "group_pairs", "moving_pairs"]

_MOST_OTHER = 12  # pairs of one subject in different photographs that get a page; the others are listed


@dataclass(frozen=True, slots=True)
class GroupPairs:
    """The media of a group, the one it is shown by, and its pairs: side by side, altered, and of one subject.

    `closely`: all that get a page of their own, in this order; with these stand what share a stretch with a medium of
    another group.
    """

    media: dict[Digest, MediumRecord]
    cover: Digest
    chosen: list[Comparison]
    altered: list[Comparison]
    other: list[Copy]
    closely: list[Comparison]


def group_pairs(case: CaseReading, group: GroupRecord, first: AppearanceRecord | None) -> GroupPairs:
    """The pairs of a group; `first` is the appearance in which it was first seen."""
    found = ((digest, case.medium(digest)) for digest in group.media)
    media = {digest: medium for digest, medium in found if medium is not None}
    cover = cover_of(group, first, media)
    copies = [record.copy for record in case.copies(group=group.id)]
    chosen, other = comparisons_of(copies, group, cover, media)
    altered = altered_of(copies, group, media, chosen)
    elsewhere = [copy for copy in copies if copy.segments and copy.relation in JOINING and not _within(copy, media)]
    closely = [*chosen, *altered, *_of_other(case, media, [*other[:_MOST_OTHER], *elsewhere[:_MOST_OTHER]])]
    return GroupPairs(media, cover, chosen, altered, other, closely)


def _within(copy: Copy, media: Mapping[Digest, MediumRecord]) -> bool:
    """Whether both are in the group; else one holds the other's picture or sound among other things."""
    return copy.a in media and copy.b in media


def cover_of(group: GroupRecord, first: AppearanceRecord | None, media: Mapping[Digest, MediumRecord]) -> Digest:
    """The medium a group is shown by: that in which it was first seen."""
    if first is not None and first.medium is not None and first.medium in media:
        return first.medium
    return group.media[0]


def _of_other(case: CaseReading, media: Mapping[Digest, MediumRecord], copies: list[Copy]) -> Iterator[Comparison]:
    """Comparisons of copies one of whose media may belong to another group; the group's own is left."""
    for copy in copies:
        a, b = (media.get(digest) or case.medium(digest) for digest in (copy.a, copy.b))
        if a and b:
            left = a if a.digest in media else b
            yield comparison_of(copy, left.digest, {a.digest: a, b.digest: b})


def moving_pairs(case: CaseReading) -> tuple[list[Comparison], dict[Digest, MediumRecord]]:
    """All pairs that are looked at of which one moves, and all videos and sounds; those of groups of many first."""
    moving = {medium.digest: medium for medium in case.media() if medium.moving is not None}
    pairs: list[Comparison] = []
    ordered: dict[Digest, MediumRecord] = {}
    for group in case.groups() if moving else ():
        if not moving.keys() & set(group.media):
            continue
        shown = case.appearances(group=group.id)
        first = next((one for one in shown if one.id == group.first_seen), None)
        pairs += group_pairs(case, group, first).closely
        if len(group.media) > 1:
            ordered.update((digest, moving[digest]) for digest in group.media if digest in moving)
    return pairs, {**ordered, **moving}
