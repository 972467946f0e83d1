"""What a case says, as an editor asks: what does not fit first, then the groups and where each was first seen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any, Final

from firstseen.catalog.reading import CatalogReading
from firstseen.cli.output import heading, line, plural, span, table
from firstseen.model.findings import Finding, FindingKind, Outcome
from firstseen.model.records import GroupRecord
from firstseen.pipeline.reading import Unread

__all__ = ["KIND_WORDS", "first_seen_row", "summary_json", "tell_summary", "tell_unread"]

MOST_FINDINGS: Final = 14
MOST_OF_KIND: Final = 2
"""Findings told of one kind: ten pictures that were cut off must not hide the film with another sound."""
MOST_GROUPS: Final = 12

KIND_WORDS: Final = {
    FindingKind.OLDER_THAN_EVENT: "older than the event",
    FindingKind.TIME_CONTRADICTION: "times contradict",
    FindingKind.DECLARED_SOURCE: "says what it is",
    FindingKind.ALTERED: "altered",
    FindingKind.CONFLICTING_WORDS: "words conflict",
    FindingKind.DAYLIGHT: "daylight",
    FindingKind.CROPPED_CONTEXT: "cut off",
    FindingKind.MISSING_ANCESTOR: "missing ancestor",
    FindingKind.MIRRORED: "mirrored",
    FindingKind.OTHER_SOUND: "other sound",
    FindingKind.RECUT: "recut",
    FindingKind.SPEED_CHANGED: "other speed",
    FindingKind.STILL_FROM_VIDEO: "still of a video",
}


def summary_json(reading: CatalogReading) -> dict[str, Any]:
    """Counts of what the case holds and of what was found, by kind."""
    found = Counter(
        record.finding.kind.value for record in reading.findings() if record.finding.outcome is Outcome.FOUND
    )
    unsure = Counter(
        record.finding.kind.value for record in reading.findings() if record.finding.outcome is Outcome.CANNOT_SAY
    )
    return {"holds": reading.counts(), "found": dict(sorted(found.items())), "cannot_say": dict(sorted(unsure.items()))}


def tell_summary(reading: CatalogReading) -> None:
    """The summary for people."""
    facts, counts = reading.facts(), reading.counts()
    title = facts.event or facts.name
    line(
        f"{title}: {plural(counts['media'], 'medium', 'media')} in {plural(counts['groups'], 'group')}, "
        f"{plural(counts['appearances'], 'appearance')}, {plural(counts['copies'], 'pair')} of related media."
    )
    _tell_findings(reading, has_event=facts.start is not None)
    groups = [group for group in reading.groups() if group.appearances > 1 or len(group.media) > 1]
    if not groups:
        heading("Nothing was found twice")
        return
    heading(f"Groups: {len(groups):,} shown more than once, most shown first")
    groups.sort(key=lambda group: -group.appearances)
    table(
        ("group", "versions", "shown", "first seen", "by", "as"),
        [first_seen_row(reading, group) for group in groups[:MOST_GROUPS]],
    )
    if len(groups) > MOST_GROUPS:
        line(f"… and {len(groups) - MOST_GROUPS:,} more: firstseen list CASE groups")
    line("First seen is the earliest appearance known here, not the source.")


def tell_unread(unread: Unread) -> None:
    """Says which words cannot be said, and which package is missing; nothing when there are none."""
    if unread.pages and unread.missing:
        line(f"The words printed on {plural(unread.pages, 'page')} cannot be said: {unread.missing}.")


def _tell_findings(reading: CatalogReading, *, has_event: bool) -> None:
    findings = [record.finding for record in reading.findings()]
    found = [finding for finding in findings if finding.outcome is Outcome.FOUND]
    unsure = sum(finding.outcome is Outcome.CANNOT_SAY for finding in findings)
    if found:
        heading(f"What does not fit: {plural(len(found), 'finding')}")
        told = _told_first(found)
        for number, finding in enumerate(told):
            line(f"  {KIND_WORDS[finding.kind].upper()}  {finding.reason}")
            if all(other.kind is not finding.kind for other in told[number + 1 :]):
                more = sum(other.kind is finding.kind for other in found) - sum(
                    one.kind is finding.kind for one in told
                )
                if more:
                    line(f"    … and {more:,} more of this kind")
        if len(found) > len(told):
            line("  All of them: firstseen list CASE findings")
    else:
        heading("Nothing was found that does not fit")
    if unsure:
        line(f"  For {plural(unsure, 'question')} the answer is: cannot say (firstseen list CASE findings).")
    if not has_event:
        line("  Whether a picture is older than the event was not asked: set its start with firstseen set CASE --from.")


def _told_first(found: Sequence[Finding]) -> list[Finding]:
    """The first findings of each kind, in the order they are in."""
    counts: Counter[FindingKind] = Counter()
    told = []
    for finding in found:
        counts[finding.kind] += 1
        if counts[finding.kind] <= MOST_OF_KIND:
            told.append(finding)
    return told[:MOST_FINDINGS]


def first_seen_row(reading: CatalogReading, group: GroupRecord) -> tuple[object, ...]:
    """A group as a row for people: id, versions, appearances, when, by whom, as which file."""
    first = reading.appearance(group.first_seen) if group.first_seen else None
    who = " ".join(part for part in ((first.platform, first.author) if first else ()) if part)
    return (
        group.id,
        len(group.media),
        group.appearances,
        span(group.first_seen_span.earliest, group.first_seen_span.latest),
        who or (first.url if first else None),
        first.name if first else None,
    )
