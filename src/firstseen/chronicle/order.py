"""The whole order of a case: spans of all appearances, first seen of all groups, and what does not fit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime

import numpy as np
from numpy.typing import NDArray

from firstseen.chronicle.bounds.network import parts_of
from firstseen.chronicle.bounds.together import dated_by_links, solve_together
from firstseen.chronicle.evidence import Chronicle, ShownEvidence
from firstseen.chronicle.findings.altered import altered
from firstseen.chronicle.findings.comparisons import compare
from firstseen.chronicle.findings.conflicting import conflicting_words
from firstseen.chronicle.findings.contradictions import Compared, contradictions
from firstseen.chronicle.findings.cropped import cropped_context
from firstseen.chronicle.findings.daylight import daylight
from firstseen.chronicle.findings.declared import declared_source
from firstseen.chronicle.findings.held import HeldSources
from firstseen.chronicle.findings.mirrored import mirrored
from firstseen.chronicle.findings.missing import missing_ancestor
from firstseen.chronicle.findings.older import older_than_event
from firstseen.chronicle.findings.orders import orders
from firstseen.chronicle.findings.other_sound import other_sound
from firstseen.chronicle.findings.recut import recut
from firstseen.chronicle.findings.same_sound import same_sound
from firstseen.chronicle.findings.speed_changed import speed_changed
from firstseen.chronicle.findings.still_from_video import still_from_video
from firstseen.chronicle.first_seen import first_seen
from firstseen.chronicle.group import GroupKnown, Known
from firstseen.chronicle.spread.extents import Extents
from firstseen.chronicle.spread.solve import spread_of
from firstseen.chronicle.times.gathering import gather
from firstseen.chronicle.times.spans import Dated, date
from firstseen.model.copies import Copy
from firstseen.model.findings import Finding
from firstseen.model.generation import Generation
from firstseen.model.identifiers import Digest
from firstseen.model.moving import MovingFacts
from firstseen.model.pictures import PictureFacts
from firstseen.model.records import CaseFacts
from firstseen.model.spread import Spread

__all__ = ["order"]


def order(
    case: CaseFacts,
    shown: Sequence[ShownEvidence],
    groups: Mapping[str, tuple[Digest, ...]],
    copies: Sequence[Copy],
    *,
    facts: Mapping[Digest, PictureFacts] | None = None,
    moving: Mapping[Digest, MovingFacts] | None = None,
    generations: Mapping[Digest, Generation] | None = None,
    photographed: Mapping[Digest, NDArray[np.bool_]] | None = None,
    now: datetime | None = None,
) -> Chronicle:
    """Dates every appearance, finds first seen for every group, and works out the findings.

    `groups` maps a group's identifier to its media; `facts` are those of pictures, `moving` those of videos and sounds,
    `photographed` which cells of each picture show neither letters nor a plain area, as its prints have them.
    Times later than a day after `now` (aware; the present if None) are not believed; apart from that the result follows
    from the input alone, whatever its order. Cost grows with n log n of the appearances. Texts from outside may be
    anything: nothing is raised for them.
    """
    present = now or datetime.now(UTC)
    appearances = sorted(shown, key=lambda one: one.appearance)
    dated: dict[str, Dated] = {}
    notes: dict[str, tuple[str, ...]] = {}
    compared: list[Compared] = []
    for one in appearances:
        gathered = gather(one, now=present)
        dated[one.appearance] = date(gathered)
        if gathered.notes:
            notes[one.appearance] = gathered.notes
        compared.extend(Compared(one, found) for found in compare(gathered, dated[one.appearance]))
    by_links = dated_by_links(appearances, dated, now=present)
    known = Known(case, by_links, facts or {}, generations or {}, moving=moving or {}, photographed=photographed or {})
    all_groups = _groups(appearances, groups, copies, by_links)
    found = {group.id: spread_of(group, known) for group in sorted(all_groups, key=lambda group: group.id)}
    spreads = {group: spread for group, (spread, _) in found.items()}
    together = solve_together(appearances, dated, tuple(spreads.values()), now=present)
    parts = parts_of(tuple(spreads.values()))
    known = replace(known, dated=together.dated, made=together.made, parts=parts)
    all_groups = [replace(group, first=first_seen(group.shown, known.dated)) for group in all_groups]
    findings = [*contradictions(compared), *orders(together.conflicts, appearances)]
    held = HeldSources({**known.facts, **known.moving})
    for group in all_groups:
        findings += _in_group(group, known, held, *found[group.id])
    findings += same_sound(copies, all_groups, known)
    spans = {appearance: one.span for appearance, one in known.dated.items()}
    firsts = {group.id: group.first for group in all_groups}
    made = {version: one.span for version, one in known.made.items()}
    sorted_findings = tuple(sorted(findings, key=lambda finding: finding.id))
    return Chronicle(spans, firsts, sorted_findings, notes, tuple(spreads.values()), made)


def _groups(
    appearances: Sequence[ShownEvidence],
    groups: Mapping[str, tuple[Digest, ...]],
    copies: Sequence[Copy],
    dated: Mapping[str, Dated],
) -> list[GroupKnown]:
    by_group: dict[str, list[ShownEvidence]] = {group: [] for group in groups}
    groups_of: dict[Digest, set[str]] = {}
    for group, media in groups.items():
        for medium in media:
            groups_of.setdefault(medium, set()).add(group)
    for one in appearances:
        if one.group is not None:
            by_group.setdefault(one.group, []).append(one)
            if one.medium is not None:
                groups_of.setdefault(one.medium, set()).add(one.group)
    within: dict[str, list[Copy]] = {}
    for copy in copies:
        for group in sorted(groups_of.get(copy.a, set()) & groups_of.get(copy.b, set())):
            within.setdefault(group, []).append(copy)
    return [
        GroupKnown(group, groups.get(group, ()), tuple(some), tuple(within.get(group, ())), first_seen(some, dated))
        for group, some in by_group.items()
    ]


def _in_group(
    group: GroupKnown, known: Known, held: HeldSources, spread: Spread, extents: Extents
) -> Iterator[Finding]:
    """The findings about one group."""
    found = [
        altered(group, known),
        cropped_context(group, known, spread, extents),
        daylight(group, known),
        declared_source(group, known, held),
        mirrored(group, known),
        missing_ancestor(group, known, spread, extents),
        older_than_event(group, known),
        other_sound(group, known),
        recut(group, known),
        speed_changed(group, known),
        still_from_video(group, known),
    ]
    yield from (finding for finding in found if finding is not None)
    yield from conflicting_words(group, known)
