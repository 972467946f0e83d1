"""What goes into this room and what comes out: appearances with their times, and the order found in them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from firstseen.model.findings import Finding
from firstseen.model.identifiers import Digest
from firstseen.model.items import ItemKind, Link
from firstseen.model.pictures import Box, Metadata
from firstseen.model.spread import Spread
from firstseen.model.stamps import Covered
from firstseen.model.time import StatedTime, TimeSpan

__all__ = ["Chronicle", "FirstSeen", "ShownEvidence"]


@dataclass(frozen=True, slots=True)
class ShownEvidence:
    """One appearance and everything that may say when it was.

    `url` is that of the item, `media_url` that of the picture. `times` are those of the item and of the shown file,
    `file_metadata` is what the file says of itself, `name` the file's name as collected. `group` None: not collected.
    `text`, `title` and `links` are the item's, `caption` is written at this picture. `region`: where on the medium the
    group's picture is, None for the whole medium. `covered`: what trusted time says of the log that tells of it, None
    where no time-stamp is over it.
    """

    appearance: str
    item: str
    medium: Digest | None
    group: str | None
    platform: str | None = None
    post_id: str | None = None
    url: str | None = None
    times: tuple[StatedTime, ...] = ()
    name: str | None = None
    file_metadata: Metadata | None = None
    author: str | None = None
    media_url: str | None = None
    kind: ItemKind = ItemKind.FILE
    title: str | None = None
    text: str | None = None
    caption: str | None = None
    links: tuple[Link, ...] = ()
    region: Box | None = None
    covered: Covered | None = None


@dataclass(frozen=True, slots=True)
class FirstSeen:
    """The earliest known appearance of a group, never called the original. `appearance` None: none has a time."""

    appearance: str | None
    span: TimeSpan
    reason: str


@dataclass(frozen=True, slots=True)
class Chronicle:
    """The order of a case: a span for each appearance, first seen for each group, and the findings, sorted by id.

    `notes` says, for an appearance, which of its stated times could not be used, and why (plain sentences).
    `made` says by version (digest, or identifier of a part or missing ancestor) when it was made, as far as known.
    """

    spans: Mapping[str, TimeSpan]
    first_seen: Mapping[str, FirstSeen]
    findings: tuple[Finding, ...]
    notes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    spreads: tuple[Spread, ...] = ()
    made: Mapping[str, TimeSpan] = field(default_factory=dict)
