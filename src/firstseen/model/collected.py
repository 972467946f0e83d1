"""An item as it was collected, written as JSON and read back: the raw record, its words and times, what it showed.

One object an item, complete: the catalogue's items and appearances can be made anew from such lines, in the same case
or in another. Bytes of a record that are UTF-8 stand as text, others in base64.
"""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from firstseen.model.canonical import canonical_json
from firstseen.model.identifiers import Digest, is_digest
from firstseen.model.item_json import entities_json, links_json, times_json
from firstseen.model.items import Author, Entity, Item, ItemKind, Link, LinkKind, Refusal, ShownMedium
from firstseen.model.time import StatedTime, TimeRole

__all__ = [
    "Collected",
    "CollectedRefusal",
    "CollectedSource",
    "KeptMedium",
    "ShownHere",
    "batch_from_lines",
    "batch_lines",
    "collected_from_json",
    "source_from_json",
]

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class KeptMedium:
    """A medium whose bytes are in the store."""

    digest: Digest
    bytes: int
    mime: str
    medium: str


@dataclass(frozen=True, slots=True)
class ShownHere:
    """A medium as an item shows it, with its bytes once they are kept; `missing` says why they are not."""

    shown: ShownMedium
    kept: KeptMedium | None
    missing: str | None


@dataclass(frozen=True, slots=True)
class CollectedSource:
    """A source as it was added: `digest` is that of its bytes, None where they are kept as a part of another."""

    id: str
    name: str
    reader: str
    digest: Digest | None
    added_at: datetime

    def as_json(self) -> Json:
        """The form in which it is kept."""
        return {
            "id": self.id,
            "name": self.name,
            "reader": self.reader,
            "digest": self.digest,
            "added_at": self.added_at.astimezone(UTC).isoformat(),
        }


@dataclass(frozen=True, slots=True)
class Collected:
    """An item (whose own `media` are not used), the source it was read from, and what it showed, in its order."""

    source: str
    item: Item
    shown: tuple[ShownHere, ...]

    def as_json(self) -> Json:
        """The form in which it is kept."""
        item = self.item
        return {
            "source": self.source,
            "key": item.key,
            "kind": item.kind.value,
            "record": _record_json(item.record),
            "locator": item.locator,
            "platform": item.platform,
            "post_id": item.post_id,
            "url": item.url,
            "author": _author_json(item.author),
            "title": item.title,
            "text": item.text,
            "times": times_json(item.times),
            "links": links_json(item.links),
            "extra": dict(item.extra),
            "summary": item.summary,
            "language": item.language,
            "entities": entities_json(item.entities),
            "sensitive": item.sensitive,
            "counts": dict(item.counts),
            "album": item.album,
            "shown": [_shown_json(here) for here in self.shown],
        }


def _record_json(record: bytes) -> Json:
    try:
        return {"text": record.decode("utf-8")}
    except UnicodeDecodeError:
        return {"base64": base64.b64encode(record).decode("ascii")}


def _author_json(author: Author | None) -> Json | None:
    return None if author is None else {"id": author.id, "handle": author.handle, "name": author.name}


def _shown_json(here: ShownHere) -> Json:
    shown, kept = here.shown, here.kept
    return {
        "name": shown.name,
        "url": shown.url,
        "caption": shown.caption,
        "alt": shown.alt,
        "credit": shown.credit,
        "times": times_json(shown.times),
        "missing": here.missing,
        "medium": None
        if kept is None
        else {"digest": kept.digest, "bytes": kept.bytes, "mime": kept.mime, "kind": kept.medium},
    }


def collected_from_json(value: object) -> Collected:
    """What `as_json` wrote. The value may come from strangers: raises `ValueError` naming the first field that is not
    as it should be."""
    fields = _Fields(value, "item")
    item = Item(
        key=fields.text("key"),
        kind=ItemKind(fields.text("kind")),
        record=_record(fields.fields("record")),
        locator=fields.text("locator"),
        platform=fields.words("platform"),
        post_id=fields.words("post_id"),
        url=fields.words("url"),
        author=_author(fields.value.get("author")),
        title=fields.words("title"),
        text=fields.words("text"),
        times=_times(fields.list("times")),
        links=tuple(_link(_Fields(link, "link")) for link in fields.list("links")),
        extra=_extra(fields.fields("extra").value),
        summary=fields.words("summary"),
        language=fields.words("language"),
        entities=tuple(_entity(_Fields(entity, "entity")) for entity in fields.list("entities")),
        sensitive=_flag(fields.value.get("sensitive")),
        counts=_counts(fields.fields("counts").value),
        album=fields.words("album"),
    )
    return Collected(
        fields.text("source"), item, tuple(_shown(_Fields(here, "shown")) for here in fields.list("shown"))
    )


def source_from_json(value: object) -> CollectedSource:
    """What `CollectedSource.as_json` wrote; raises `ValueError` as `collected_from_json` does."""
    fields = _Fields(value, "source")
    digest = fields.words("digest")
    if digest is not None and not is_digest(digest):
        raise ValueError("source: its digest is not one")
    added_at = datetime.fromisoformat(fields.text("added_at"))
    if added_at.tzinfo is None:
        raise ValueError("source: its time has no zone")
    return CollectedSource(fields.text("id"), fields.text("name"), fields.text("reader"), digest, added_at)


@dataclass(frozen=True, slots=True)
class CollectedRefusal:
    """What was refused of a source, `given` as the person named it."""

    given: str
    refusal: Refusal


def batch_lines(
    sources: Iterable[CollectedSource], items: Iterable[Collected], given: str, refusals: Iterable[Refusal]
) -> bytes:
    """What a batch of `add` tells the catalogue, as canonical JSON lines: sources, items, refusals, in this order."""
    values: list[Json] = [{"source": source.as_json()} for source in sources]
    values += [{"item": item.as_json()} for item in items]
    values += [{"refusal": {"given": given, "name": one.name, "reason": one.reason}} for one in refusals]
    return b"".join(canonical_json(value) + b"\n" for value in values)


def batch_from_lines(lines: Iterable[bytes]) -> Iterator[CollectedSource | Collected | CollectedRefusal]:
    """What `batch_lines` wrote; raises `ValueError`."""
    for line in lines:
        value = json.loads(line)
        fields = _Fields(value, "line")
        if "source" in value:
            yield source_from_json(value["source"])
        elif "item" in value:
            yield collected_from_json(value["item"])
        else:
            refusal = fields.fields("refusal")
            yield CollectedRefusal(refusal.text("given"), Refusal(refusal.text("name"), refusal.text("reason")))


class _Fields:
    """A JSON object whose fields are taken with their types; `where` names it in errors."""

    def __init__(self, value: object, where: str) -> None:
        if not isinstance(value, dict):
            raise ValueError(f"{where} is not an object")
        self.value: Mapping[str, object] = value
        self._where = where

    def words(self, name: str) -> str | None:
        found = self.value.get(name)
        if found is not None and not isinstance(found, str):
            raise ValueError(f"{self._where}: {name} is not text")
        return found

    def text(self, name: str) -> str:
        found = self.words(name)
        if found is None:
            raise ValueError(f"{self._where}: {name} is missing")
        return found

    def number(self, name: str) -> int:
        found = self.value.get(name)
        if not isinstance(found, int) or isinstance(found, bool):
            raise ValueError(f"{self._where}: {name} is not a whole number")
        return found

    def list(self, name: str) -> list[object]:
        found = self.value.get(name)
        if not isinstance(found, list):
            raise ValueError(f"{self._where}: {name} is not a list")
        return found

    def fields(self, name: str) -> _Fields:
        return _Fields(self.value.get(name), f"{self._where}: {name}")


def _record(fields: _Fields) -> bytes:
    text = fields.words("text")
    if text is not None:
        return text.encode("utf-8")
    try:
        return base64.b64decode(fields.text("base64"), validate=True)
    except binascii.Error:
        raise ValueError("item: record is not base64") from None


def _author(value: object) -> Author | None:
    if value is None:
        return None
    fields = _Fields(value, "author")
    return Author(fields.words("id"), fields.words("handle"), fields.words("name"))


def _times(values: list[object]) -> tuple[StatedTime, ...]:
    each = (_Fields(value, "time") for value in values)
    return tuple(
        StatedTime(TimeRole(time.text("role")), time.text("text"), time.text("where"), time.words("zone"))
        for time in each
    )


def _link(fields: _Fields) -> Link:
    return Link(LinkKind(fields.text("kind")), fields.words("platform"), fields.words("post_id"), fields.words("url"))


def _extra(value: Mapping[str, object]) -> dict[str, str]:
    extra = {name: words for name, words in value.items() if isinstance(words, str)}
    if len(extra) != len(value):
        raise ValueError("item: extra holds something that is not text")
    return extra


def _entity(fields: _Fields) -> Entity:
    return Entity(fields.text("kind"), fields.number("start"), fields.number("end"), fields.words("target"))


def _flag(value: object) -> bool | None:
    if value is not None and not isinstance(value, bool):
        raise ValueError("item: sensitive is neither true nor false")
    return value


def _counts(value: Mapping[str, object]) -> dict[str, int]:
    fields = _Fields(value, "counts")
    return {name: fields.number(name) for name in value}


def _shown(fields: _Fields) -> ShownHere:
    shown = ShownMedium(
        name=fields.text("name"),
        content=None,
        url=fields.words("url"),
        caption=fields.words("caption"),
        alt=fields.words("alt"),
        credit=fields.words("credit"),
        missing=fields.words("missing"),
        times=_times(fields.list("times")),
    )
    kept = None if fields.value.get("medium") is None else _kept(fields.fields("medium"))
    return ShownHere(shown, kept, None if kept else fields.words("missing") or "not collected")


def _kept(fields: _Fields) -> KeptMedium:
    digest, size = fields.text("digest"), fields.number("bytes")
    if not is_digest(digest) or size < 0:
        raise ValueError("medium: its digest or size is not one")
    return KeptMedium(digest, size, fields.text("mime"), fields.text("kind"))
