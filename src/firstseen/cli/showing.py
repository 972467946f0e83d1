"""How one thing is told to people: a group in the order an editor asks, and whatever it is made of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from firstseen.catalog.reading import CatalogReading
from firstseen.cli.output import clean, heading, line, plural, span, table
from firstseen.cli.summary import KIND_WORDS
from firstseen.model.findings import Finding, Outcome
from firstseen.model.printed import PRINTED_WORDS
from firstseen.model.records import (
    AppearanceRecord,
    CopyRecord,
    FindingRecord,
    GroupRecord,
    ItemRecord,
    Json,
    MediumRecord,
)

__all__ = ["WholeGroup", "tell_appearance", "tell_finding", "tell_group", "tell_item", "tell_medium", "whole_group"]

_OUTCOMES: Final = {Outcome.FOUND: "found", Outcome.NOT_FOUND: "not found", Outcome.CANNOT_SAY: "cannot say"}
_MOST_APPEARANCES: Final = 60
_SHORT: Final = 12


@dataclass(frozen=True, slots=True)
class WholeGroup:
    """A group with its versions, their copies, its appearances and what was found about it."""

    group: GroupRecord
    media: tuple[MediumRecord, ...]
    copies: tuple[CopyRecord, ...]
    appearances: tuple[AppearanceRecord, ...]
    findings: tuple[FindingRecord, ...]

    def as_json(self) -> Json:
        """The machine format of the group, with all its parts."""
        return {
            **self.group.as_json(),
            "versions": [medium.as_json() for medium in self.media],
            "copies": [copy.as_json() for copy in self.copies],
            "shown": [appearance.as_json() for appearance in self.appearances],
            "findings": [finding.as_json() for finding in self.findings],
        }


def whole_group(reading: CatalogReading, group: GroupRecord) -> WholeGroup:
    """Everything of a group."""
    members = set(group.media)
    copies = {
        (record.copy.a, record.copy.b): record for medium in group.media for record in reading.copies(medium=medium)
    }
    media = (reading.medium(digest) for digest in group.media)
    return WholeGroup(
        group,
        tuple(medium for medium in media if medium is not None),
        tuple(record for pair, record in sorted(copies.items()) if members.issuperset(pair)),
        tuple(reading.appearances(group=group.id)),
        tuple(record for record in reading.findings() if group.id in record.finding.about),
    )


def tell_group(reading: CatalogReading, whole: WholeGroup) -> None:
    """A group: what it is, how old at least, where first seen and how sure, what does not fit, then the rest."""
    group = whole.group
    line(f"Group {group.id}: {plural(len(group.media), 'version')}, shown {plural(group.appearances, 'time')}")
    heading("First seen")
    line(f"  {span(group.first_seen_span.earliest, group.first_seen_span.latest)}")
    first = reading.appearance(group.first_seen) if group.first_seen else None
    if first:
        line("  " + "  ".join(part for part in (first.platform, first.author, first.url, first.name) if part))
        if first.text:
            line(f"  “{' '.join(first.text.split())[:300]}”")
    line(f"  {group.first_seen_reason}")
    heading("What does not fit")
    for record in whole.findings:
        finding = record.finding
        if finding.outcome is not Outcome.NOT_FOUND:
            line(f"  {KIND_WORDS[finding.kind].upper()} ({_OUTCOMES[finding.outcome]})  {finding.reason}")
    if all(record.finding.outcome is Outcome.NOT_FOUND for record in whole.findings):
        line("  Nothing was found.")
    heading("Versions, in the order they were shown")
    table(("medium", "name", "size", "shown"), [_version(medium) for medium in whole.media])
    if whole.copies:
        heading("Why they are one group")
        _tell_copies(whole.copies)
    _tell_appearances(whole.appearances)


def _version(medium: MediumRecord) -> tuple[object, ...]:
    size = f"{medium.facts.width} x {medium.facts.height}" if medium.facts else (medium.reason or medium.state)
    return (medium.digest[:_SHORT], ", ".join(medium.names), size, medium.appearances)


def _tell_copies(copies: Sequence[CopyRecord]) -> None:
    table(("a", "b", "relation", "sure", "why"), [_pair(record) for record in copies], wrap=("why",))
    line("  More on two of them, also as a picture: firstseen show CASE A B --picture why.png")


def _pair(record: CopyRecord) -> tuple[object, ...]:
    copy = record.copy
    return (copy.a[:_SHORT], copy.b[:_SHORT], copy.relation.value, f"{copy.confidence:.2f}", copy.reason)


def _tell_appearances(shown: tuple[AppearanceRecord, ...] | list[AppearanceRecord]) -> None:
    heading("Appearances, in the order of time")
    rows = [
        (
            record.id,
            span(record.span.earliest, record.span.latest),
            " ".join(part for part in (record.platform, record.author) if part) or record.url,
            record.name,
            record.caption or record.text,
        )
        for record in shown[:_MOST_APPEARANCES]
    ]
    table(("appearance", "when", "who", "as", "words"), rows, wrap=("words",))
    if len(shown) > _MOST_APPEARANCES:
        line(f"… and {len(shown) - _MOST_APPEARANCES:,} more: firstseen list CASE appearances")


def _fields(pairs: list[tuple[str, object]]) -> None:
    for name, value in pairs:
        if value:
            words = " ".join(clean(value).split())
            line(f"  {name + ':':<22}{words}")


def tell_appearance(record: AppearanceRecord) -> None:
    """An appearance and every bound of its span, with what it rests on."""
    line(f"Appearance {record.id}")
    _fields(
        [
            ("when", span(record.span.earliest, record.span.latest)),
            ("platform", record.platform),
            ("author", record.author),
            ("url", record.url),
            ("words", record.text),
            ("caption", record.caption),
            ("alt text", record.alt),
            ("credit", record.credit),
            ("file", record.name),
            ("not collected", record.missing),
            ("medium", record.medium),
            ("group", record.group),
            ("item", record.item),
        ]
    )
    _tell_printed(record)
    heading("What its time rests on")
    for bound in record.span.basis:
        line(f"  {bound.side.value:<9} {bound.time.isoformat()}  {bound.kind.value}: {bound.detail}")
    if not record.span.basis:
        line("  Nothing says when it was.")
    if record.notes:
        heading("What was not used")
        for note in record.notes:
            line(f"  {note}")


def _tell_printed(record: AppearanceRecord) -> None:
    """The words printed on the page around what is shown. Nothing is said of a picture that is no page."""
    if record.printed is None and record.region is None:
        return
    heading("Words printed next to it, as read by a machine")
    if record.printed is None:
        line("  Cannot say: the page was not read.")
    for printed in record.printed or ():
        line(f"  {PRINTED_WORDS[printed.kind] + ':':<22}{printed.text}  (sure: {printed.confidence:.2f})")
    if record.printed == ():
        line("  None.")


def tell_item(item: ItemRecord, shown: list[AppearanceRecord]) -> None:
    """An item as it was read."""
    line(f"Item {item.id} ({item.kind.value}, {item.locator})")
    _fields(
        [
            ("platform", item.platform),
            ("identifier", item.post_id),
            ("author", item.author.shown() if item.author else None),
            ("url", item.url),
            ("title", item.title),
            ("words", item.text),
            *((time.where, f"{time.text} {time.zone or ''}") for time in item.times),
            *item.extra.items(),
        ]
    )
    _tell_appearances(shown)


def tell_finding(finding: Finding) -> None:
    """A finding with its inputs, method and version."""
    line(f"{KIND_WORDS[finding.kind].upper()} ({_OUTCOMES[finding.outcome]})")
    line(f"  {finding.reason}")
    _fields(
        [
            ("about", ", ".join(finding.about)),
            ("rests on", ", ".join(finding.evidence)),
            ("method", f"{finding.method}, version {finding.version}"),
        ]
    )


def tell_medium(medium: MediumRecord, copies: list[CopyRecord], shown: list[AppearanceRecord]) -> None:
    """A medium: what it is, what it says about itself, what it is a copy of, where it was shown."""
    line(f"Medium {medium.digest}")
    facts = medium.facts
    _fields(
        [
            ("collected as", ", ".join(medium.names)),
            ("state", f"{medium.state}: {medium.reason}" if medium.reason else medium.state),
            ("bytes", f"{medium.bytes:,}"),
            ("type", medium.mime),
            ("group", medium.group),
        ]
    )
    if facts:
        said = facts.metadata
        place = said.place
        at = f"{place.latitude}, {place.longitude}" if place and place.latitude is not None else ""
        _fields(
            [
                ("size", f"{facts.width} x {facts.height} pixels"),
                ("frames", facts.frames if facts.frames > 1 else None),
                ("PDQ", f"{facts.pdq} (quality {facts.pdq_quality})"),
            ]
        )
        heading("What the file says about itself (not checked against the world)")
        credentials = said.content_credentials
        _fields(
            [
                *((time.where, f"{time.text} {time.zone or 'no zone'}") for time in said.times),
                ("place", " ".join(part for part in (at, place.words if place else None) if part)),
                ("device", said.device),
                ("software", said.software),
                ("credit", said.credit),
                ("caption", said.caption),
                ("digital source type", said.digital_source_type),
                ("Content Credentials", credentials.validation if credentials else None),
                *(("", claim) for claim in (credentials.claims if credentials else ())),
                *(("note", note) for note in said.notes),
            ]
        )
    if copies:
        heading("Copies")
        _tell_copies(copies)
    _tell_appearances(shown)
