"""The whole order of a case: spans of all appearances, first seen of all groups, and what does not fit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime

from firstseen.chronicle.evidence import Chronicle, ShownEvidence
from firstseen.chronicle.findings import older
from firstseen.chronicle.findings.comparisons import compare
from firstseen.chronicle.findings.contradictions import Compared, contradictions
from firstseen.chronicle.findings.mirrored import mirrored
from firstseen.chronicle.first_seen import first_seen
from firstseen.chronicle.times.gathering import gather
from firstseen.chronicle.times.spans import Dated, date
from firstseen.model.copies import Copy
from firstseen.model.findings import Finding
from firstseen.model.identifiers import Digest
from firstseen.model.records import CaseFacts

__all__ = ["order"]


def order(
    case: CaseFacts,
    shown: Sequence[ShownEvidence],
    groups: Mapping[str, tuple[Digest, ...]],
    copies: Sequence[Copy],
    *,
    now: datetime | None = None,
) -> Chronicle:
    """Dates every appearance, finds first seen for every group, and works out the findings.

    `groups` maps a group's identifier to its media. Times later than a day after `now` (aware; the present if None)
    are not believed; apart from that the result follows from the input alone, whatever its order. Cost grows with
    n log n of the appearances. Texts from outside may be anything: nothing is raised for them.
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
    by_group: dict[str, list[ShownEvidence]] = {group: [] for group in groups}
    by_medium: dict[Digest, list[ShownEvidence]] = {}
    for one in appearances:
        if one.group is not None:
            by_group.setdefault(one.group, []).append(one)
        if one.medium is not None:
            by_medium.setdefault(one.medium, []).append(one)
    firsts = {group: first_seen(members, dated) for group, members in by_group.items()}
    findings = [*contradictions(compared), *_mirrored(groups, copies, by_medium, dated)]
    if case.start is not None:
        start = case.start
        findings += [
            older.older_than_event(group, start, firsts[group], members, dated) for group, members in by_group.items()
        ]
    spans = {appearance: one.span for appearance, one in dated.items()}
    return Chronicle(spans, firsts, tuple(sorted(findings, key=lambda finding: finding.id)), notes)


def _mirrored(
    groups: Mapping[str, tuple[Digest, ...]],
    copies: Sequence[Copy],
    shown: Mapping[Digest, Sequence[ShownEvidence]],
    dated: Mapping[str, Dated],
) -> Iterator[Finding]:
    group_of = {medium: group for group, media in groups.items() for medium in media}
    within: dict[str, list[Copy]] = {}
    for copy in copies:
        if copy.a in group_of and group_of[copy.a] == group_of.get(copy.b):
            within.setdefault(group_of[copy.a], []).append(copy)
    for group, some in within.items():
        finding = mirrored(group, some, shown, dated)
        if finding is not None:
            yield finding
