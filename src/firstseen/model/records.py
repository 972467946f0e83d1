"""What a case holds, as it is read back: one frozen record a row, and the view that cannot write.

`as_json` gives the machine formats: stable, `None` for unknown, digests in lower-case hexadecimal, times in RFC 3339.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol

from firstseen.model.copies import Copy
from firstseen.model.decisions import Decision
from firstseen.model.findings import Finding
from firstseen.model.identifiers import Digest
from firstseen.model.item_json import entities_json, links_json, times_json
from firstseen.model.items import Author, Entity, ItemKind, Link, Noticed
from firstseen.model.moving import MovingFacts, Stretch
from firstseen.model.pictures import Box, Metadata, PictureFacts
from firstseen.model.printed import Printed
from firstseen.model.spread import Spread
from firstseen.model.time import StatedTime, TimeSpan, rfc3339

__all__ = [
    "AppearanceRecord",
    "CaseFacts",
    "CaseReading",
    "CopyRecord",
    "FindingRecord",
    "GroupRecord",
    "ItemRecord",
    "Json",
    "MediumRecord",
    "NoticeRecord",
    "RefusalRecord",
    "SourceRecord",
]

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class CaseFacts:
    """What the case is about; every part of the event may be unknown. `start` and `end` are aware, in UTC."""

    name: str
    event: str | None = None
    place: str | None = None
    start: datetime | None = None
    end: datetime | None = None

    def as_json(self) -> Json:
        """The machine format."""
        return {
            "case": self.name,
            "event": self.event,
            "place": self.place,
            "from": rfc3339(self.start),
            "to": rfc3339(self.end),
        }


@dataclass(frozen=True, slots=True)
class SourceRecord:
    """Something handed to `add`, or a file inside it that a reader of its own read."""

    id: str
    name: str
    reader: str
    digest: Digest | None
    added_at: datetime
    items: int

    def as_json(self) -> Json:
        """The machine format."""
        return {
            "source": self.id,
            "name": self.name,
            "reader": self.reader,
            "digest": self.digest,
            "added_at": rfc3339(self.added_at),
            "items": self.items,
        }


@dataclass(frozen=True, slots=True)
class RefusalRecord:
    """An input that was refused: in which step ("add", "trace", "read"), its name, the reason."""

    step: str
    name: str
    reason: str
    digest: Digest | None = None

    def as_json(self) -> Json:
        """The machine format."""
        return {"step": self.step, "name": self.name, "reason": self.reason, "digest": self.digest}


@dataclass(frozen=True, slots=True)
class NoticeRecord:
    """What was noticed about a file of a source while it was read; `count` times."""

    source: str
    noticed: Noticed

    def as_json(self) -> Json:
        """The machine format."""
        return {
            "source": self.source,
            "kind": self.noticed.kind.value,
            "what": self.noticed.what,
            "count": self.noticed.count,
            "where": self.noticed.where,
        }


@dataclass(frozen=True, slots=True)
class ItemRecord:
    """An item as the case holds it; `appearances` counts what it shows."""

    id: str
    source: str
    kind: ItemKind
    locator: str
    platform: str | None
    post_id: str | None
    url: str | None
    author: Author | None
    title: str | None
    text: str | None
    times: tuple[StatedTime, ...]
    links: tuple[Link, ...]
    extra: Mapping[str, str]
    appearances: int
    summary: str | None = None
    language: str | None = None
    entities: tuple[Entity, ...] = ()
    sensitive: bool | None = None
    counts: Mapping[str, int] = field(default_factory=dict)
    album: str | None = None

    def as_json(self) -> Json:
        """The machine format."""
        return {
            "item": self.id,
            "source": self.source,
            "kind": self.kind.value,
            "locator": self.locator,
            "platform": self.platform,
            "post_id": self.post_id,
            "url": self.url,
            "author": self.author.shown() if self.author else None,
            "title": self.title,
            "text": self.text,
            "times": times_json(self.times),
            "links": links_json(self.links),
            "extra": dict(self.extra),
            "appearances": self.appearances,
            "summary": self.summary,
            "language": self.language,
            "entities": entities_json(self.entities),
            "sensitive": self.sensitive,
            "counts": dict(self.counts),
            "album": self.album,
        }


@dataclass(frozen=True, slots=True)
class MediumRecord:
    """A medium as the case holds it. `state`: "waiting", "examined" or "refused"; `reason` says why.

    A picture that was examined has `facts`, a video, a sound or an animated picture has `moving`.
    """

    digest: Digest
    bytes: int
    mime: str
    names: tuple[str, ...]
    state: str
    reason: str | None
    facts: PictureFacts | None
    group: str | None
    appearances: int
    moving: MovingFacts | None = None

    @property
    def said(self) -> Metadata | None:
        """What the file says about itself; None where it was not examined."""
        known = self.facts or self.moving
        return known.metadata if known else None

    @property
    def size(self) -> tuple[int, int] | None:
        """Width and height as shown, in pixels; None for sound and for what was not examined."""
        known = self.facts or self.moving
        return (known.width, known.height) if known and known.width > 0 else None

    def as_json(self) -> Json:
        """The machine format."""
        facts = self.facts
        known = self.facts or self.moving
        size = self.size
        metadata = self.said
        place = metadata.place if metadata else None
        return {
            "medium": self.digest,
            "bytes": self.bytes,
            "mime": self.mime,
            "names": list(self.names),
            "state": self.state,
            "reason": self.reason,
            "format": known.format if known else None,
            "width": size[0] if size else None,
            "height": size[1] if size else None,
            "orientation": facts.orientation if facts else None,
            "frames": facts.frames if facts else None,
            "pdq": facts.pdq if facts else None,
            "pdq_quality": facts.pdq_quality if facts else None,
            "times": times_json(metadata.times if metadata else ()),
            "place": {"latitude": place.latitude, "longitude": place.longitude, "words": place.words}
            if place
            else None,
            "device": metadata.device if metadata else None,
            "software": metadata.software if metadata else None,
            "credit": metadata.credit if metadata else None,
            "caption": metadata.caption if metadata else None,
            "digital_source_type": metadata.digital_source_type if metadata else None,
            "content_credentials": _credentials_json(metadata),
            "moving": _moving_json(self.moving),
            "group": self.group,
            "appearances": self.appearances,
        }


def _moving_json(moving: MovingFacts | None) -> Json | None:
    if moving is None:
        return None
    return {
        "seconds": moving.seconds,
        "rate": moving.rate,
        "rotation": moving.rotation,
        "shots": list(moving.shots),
        "tracks": [
            {
                "kind": track.kind,
                "codec": track.codec,
                "seconds": track.seconds,
                "width": track.width,
                "height": track.height,
                "rate": track.rate,
                "channels": track.channels,
                "language": track.language,
            }
            for track in moving.tracks
        ],
        "notes": list(moving.notes),
    }


def _credentials_json(metadata: Metadata | None) -> Json | None:
    credentials = metadata.content_credentials if metadata else None
    if credentials is None:
        return None
    return {
        "validation": credentials.validation,
        "claim_generator": credentials.claim_generator,
        "title": credentials.title,
        "signed_by": credentials.signed_by,
        "signed_at": credentials.signed_at,
        "digital_source_types": list(credentials.digital_source_types),
        "ingredients": list(credentials.ingredients),
        "claims": list(credentials.claims),
    }


@dataclass(frozen=True, slots=True)
class AppearanceRecord:
    """A medium (or region) shown by an item. `medium` None: named by the item, but not collected.

    `notes` says which of its stated times limit nothing, and why. `printed` are the words printed on the page next to
    what is shown; None when that cannot be said, because nobody read the page. `stretches`: when the region is seen, in
    a video (none: a still, or all of the time).
    """

    id: str
    medium: Digest | None
    region: Box | None
    group: str | None
    item: str
    name: str | None
    platform: str | None
    author: str | None
    url: str | None
    media_url: str | None
    text: str | None
    caption: str | None
    alt: str | None
    credit: str | None
    missing: str | None
    span: TimeSpan
    notes: tuple[str, ...] = ()
    printed: tuple[Printed, ...] | None = None
    stretches: tuple[Stretch, ...] = ()

    def as_json(self) -> Json:
        """The machine format of `list appearances`."""
        return {
            "appearance": self.id,
            "medium": self.medium,
            "region": list(self.region) if self.region else None,
            "stretches": [list(stretch) for stretch in self.stretches] or None,
            "group": self.group,
            "item": self.item,
            "name": self.name,
            "platform": self.platform,
            "author": self.author,
            "url": self.url,
            "media_url": self.media_url,
            "text": self.text,
            "caption": self.caption,
            "alt": self.alt,
            "credit": self.credit,
            "missing": self.missing,
            "earliest": rfc3339(self.span.earliest),
            "latest": rfc3339(self.span.latest),
            "basis": [
                {
                    "bound": bound.side.value,
                    "time": rfc3339(bound.time),
                    "kind": bound.kind.value,
                    "detail": bound.detail,
                }
                for bound in self.span.basis
            ],
            "notes": list(self.notes),
            "printed": None if self.printed is None else [words.as_json() for words in self.printed],
        }


@dataclass(frozen=True, slots=True)
class CopyRecord:
    """A copy with the names under which its two media were collected."""

    copy: Copy
    a_names: tuple[str, ...]
    b_names: tuple[str, ...]

    def as_json(self) -> Json:
        """The machine format of `list copies`."""
        copy = self.copy
        return {
            "a": copy.a,
            "b": copy.b,
            "a_names": list(self.a_names),
            "b_names": list(self.b_names),
            "relation": copy.relation.value,
            "confidence": copy.confidence,
            "mirrored": copy.mirrored,
            "box_a": list(copy.box_a) if copy.box_a else None,
            "box_b": list(copy.box_b) if copy.box_b else None,
            "transform": [list(row) for row in copy.transform] if copy.transform else None,
            "shows_more": copy.shows_more.value if copy.shows_more else None,
            "changes": list(copy.changes),
            "figures": copy.figures,
            "altered": {"box": list(copy.altered.box), "cells": list(copy.altered.cells)} if copy.altered else None,
            "segments": [segment.as_json() for segment in copy.segments],
            "reason": copy.reason,
        }


@dataclass(frozen=True, slots=True)
class GroupRecord:
    """Media joined by copy, part or altered. `media` are in order of showing; `first_seen` an appearance or None."""

    id: str
    media: tuple[Digest, ...]
    first_seen: str | None
    first_seen_span: TimeSpan
    first_seen_reason: str
    appearances: int

    def as_json(self) -> Json:
        """The machine format of `list groups`."""
        span = self.first_seen_span
        return {
            "group": self.id,
            "media": list(self.media),
            "first_seen": self.first_seen,
            "first_seen_span": {"earliest": rfc3339(span.earliest), "latest": rfc3339(span.latest)},
            "first_seen_reason": self.first_seen_reason,
            "appearances": self.appearances,
        }


@dataclass(frozen=True, slots=True)
class FindingRecord:
    """A finding as the case holds it, with what people decided about it, oldest first."""

    finding: Finding
    decisions: tuple[Decision, ...] = ()

    def as_json(self) -> Json:
        """The machine format of `list findings`."""
        finding = self.finding
        return {
            "finding": finding.id,
            "kind": finding.kind.value,
            "outcome": finding.outcome.value,
            "about": list(finding.about),
            "reason": finding.reason,
            "evidence": list(finding.evidence),
            "method": finding.method,
            "version": finding.version,
            "decisions": [decision.as_json() for decision in self.decisions],
        }


class CaseReading(Protocol):
    """A case as it can be read: no method writes. Iteration order is fixed (by time where there is one, then by id)."""

    def facts(self) -> CaseFacts:
        """What the case is about."""
        ...

    def sources(self) -> Iterator[SourceRecord]:
        """What was added, oldest first."""
        ...

    def refusals(self) -> Iterator[RefusalRecord]:
        """What was refused, in the order it happened."""
        ...

    def notices(self) -> Iterator[NoticeRecord]:
        """What readers noticed about the sources, in the order it was met."""
        ...

    def items(self) -> Iterator[ItemRecord]:
        """All items."""
        ...

    def item(self, id: str) -> ItemRecord | None:
        """One item."""
        ...

    def media(self) -> Iterator[MediumRecord]:
        """All media, by digest."""
        ...

    def medium(self, digest: Digest) -> MediumRecord | None:
        """One medium."""
        ...

    def appearances(self, *, group: str | None = None, medium: Digest | None = None) -> Iterator[AppearanceRecord]:
        """Appearances by time: all, or those of one group or one medium."""
        ...

    def copies(self, *, medium: Digest | None = None, group: str | None = None) -> Iterator[CopyRecord]:
        """Copies by digests: all, or those in which one medium, or any medium of one group, takes part."""
        ...

    def groups(self) -> Iterator[GroupRecord]:
        """Groups, the one first seen earliest first; groups without a time last."""
        ...

    def group(self, id: str) -> GroupRecord | None:
        """One group."""
        ...

    def spread(self, group: str) -> Spread | None:
        """The spread of one group; None where it was not worked out."""
        ...

    def spreads(self) -> Iterator[Spread]:
        """The spreads of all groups, in the order of the groups."""
        ...

    def findings(self) -> Iterator[FindingRecord]:
        """Findings: what was found first, then what cannot be said, then what was not; by weight."""
        ...

    def decisions(self) -> Iterator[Decision]:
        """What people decided, oldest first; also about findings that are gone."""
        ...

    def blob_path(self, digest: Digest) -> Path:
        """Where the stored bytes of a medium or source are. Hostile bytes: decode them only inside the sandbox."""
        ...
