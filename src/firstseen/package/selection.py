"""A part of a case: the groups and findings that were asked for, and only what they need. A view that cannot write."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from firstseen.catalog.reading import CatalogReading
from firstseen.errors import WrongUseError
from firstseen.model.collected import Collected
from firstseen.model.decisions import Decision
from firstseen.model.identifiers import Digest, is_digest, item_id
from firstseen.model.records import (
    AppearanceRecord,
    CaseFacts,
    CopyRecord,
    FindingRecord,
    GroupRecord,
    ItemRecord,
    MediumRecord,
    NoticeRecord,
    RefusalRecord,
    SourceRecord,
)
from firstseen.model.spread import Spread

__all__ = ["SelectedReading", "Selection", "select"]


@dataclass(slots=True)
class Selection:
    """What is in a package: identifiers of each kind."""

    groups: set[str] = field(default_factory=set)
    media: set[Digest] = field(default_factory=set)
    appearances: set[str] = field(default_factory=set)
    items: set[str] = field(default_factory=set)
    sources: set[str] = field(default_factory=set)


def select(reading: CatalogReading, groups: Sequence[str], findings: Sequence[str]) -> Selection:
    """The groups, with those that the findings are about or rest on; their media and appearances; and the items that
    show them. Raises `WrongUseError` for an identifier that the case does not hold."""
    chosen = Selection(groups=set(groups))
    for group in groups:
        if reading.group(group) is None:
            raise WrongUseError(f"the case has no group {group}", advice="See: firstseen list CASE groups")
    if findings:
        known = {record.finding.id: record.finding for record in reading.findings()}
        for id in findings:
            if id not in known:
                raise WrongUseError(f"the case has no finding {id}", advice="See: firstseen list CASE findings")
            for named in (*known[id].about, *known[id].evidence):
                _take(reading, named, chosen)
    for group in sorted(chosen.groups):
        record = reading.group(group)
        chosen.media.update(record.media if record else ())
        for appearance in reading.appearances(group=group):
            _take_appearance(appearance, chosen)
    for id in sorted(chosen.items):
        item = reading.item(id)
        chosen.sources.update([item.source] if item else ())
    return chosen


def _take(reading: CatalogReading, named: str, chosen: Selection) -> None:
    """What a finding names: a group, a medium, an appearance or an item."""
    if is_digest(named):
        medium = reading.medium(named)
        if medium is not None:
            chosen.media.add(named)
            chosen.groups.update([medium.group] if medium.group else ())
    elif reading.group(named) is not None:
        chosen.groups.add(named)
    elif (appearance := reading.appearance(named)) is not None:
        _take_appearance(appearance, chosen)
        chosen.groups.update([appearance.group] if appearance.group else ())
    elif reading.item(named) is not None:
        chosen.items.add(named)


def _take_appearance(appearance: AppearanceRecord, chosen: Selection) -> None:
    chosen.appearances.add(appearance.id)
    chosen.items.add(appearance.item)
    chosen.media.update([appearance.medium] if appearance.medium else ())


class SelectedReading:
    """A case as if it held only what was selected (a `firstseen.model.records.CaseReading`).

    A finding is in it when all that it is about is; so those that speak against another are never left away.
    """

    def __init__(self, reading: CatalogReading, chosen: Selection) -> None:
        self._reading = reading
        self._chosen = chosen

    def facts(self) -> CaseFacts:
        """What the case is about."""
        return self._reading.facts()

    def sources(self) -> Iterator[SourceRecord]:
        """The sources of the items selected."""
        return (source for source in self._reading.sources() if source.id in self._chosen.sources)

    def refusals(self) -> Iterator[RefusalRecord]:
        """What was refused of the media selected."""
        return (refusal for refusal in self._reading.refusals() if refusal.digest in self._chosen.media)

    def notices(self) -> Iterator[NoticeRecord]:
        """None: they are about whole sources."""
        return iter(())

    def items(self) -> Iterator[ItemRecord]:
        """The items selected."""
        return (item for item in self._reading.items() if item.id in self._chosen.items)

    def item(self, id: str) -> ItemRecord | None:
        """One item."""
        return self._reading.item(id) if id in self._chosen.items else None

    def collected(self) -> Iterator[Collected]:
        """The items selected as they were collected."""
        return (
            one for one in self._reading.collected() if item_id(one.item.key, one.item.record) in self._chosen.items
        )

    def media(self) -> Iterator[MediumRecord]:
        """The media selected."""
        return (medium for medium in self._reading.media() if medium.digest in self._chosen.media)

    def medium(self, digest: Digest) -> MediumRecord | None:
        """One medium."""
        return self._reading.medium(digest) if digest in self._chosen.media else None

    def appearances(self, *, group: str | None = None, medium: Digest | None = None) -> Iterator[AppearanceRecord]:
        """The appearances selected: all, or those of one group or one medium."""
        found = self._reading.appearances(group=group, medium=medium)
        return (appearance for appearance in found if appearance.id in self._chosen.appearances)

    def copies(self, *, medium: Digest | None = None, group: str | None = None) -> Iterator[CopyRecord]:
        """Copies between media that are selected."""
        found = self._reading.copies(medium=medium, group=group)
        return (record for record in found if self._has(record.copy.a, record.copy.b))

    def _has(self, *media: Digest) -> bool:
        return self._chosen.media.issuperset(media)

    def groups(self) -> Iterator[GroupRecord]:
        """The groups selected."""
        return (group for group in self._reading.groups() if group.id in self._chosen.groups)

    def group(self, id: str) -> GroupRecord | None:
        """One group."""
        return self._reading.group(id) if id in self._chosen.groups else None

    def spread(self, group: str) -> Spread | None:
        """The spread of one group."""
        return self._reading.spread(group) if group in self._chosen.groups else None

    def spreads(self) -> Iterator[Spread]:
        """The spreads of the groups selected."""
        return (spread for spread in self._reading.spreads() if spread.group in self._chosen.groups)

    def findings(self) -> Iterator[FindingRecord]:
        """The findings about what is selected."""
        return (record for record in self._reading.findings() if self._is_about(record.finding.about))

    def _is_about(self, about: Iterable[str]) -> bool:
        chosen = self._chosen
        return all(
            id in chosen.media or id in chosen.groups or id in chosen.appearances or id in chosen.items for id in about
        )

    def decisions(self) -> Iterator[Decision]:
        """The decisions about the findings selected."""
        held = {record.finding.id for record in self.findings()}
        return (decision for decision in self._reading.decisions() if decision.finding in held)

    def blob_path(self, digest: Digest) -> Path:
        """Where the stored bytes are."""
        return self._reading.blob_path(digest)
