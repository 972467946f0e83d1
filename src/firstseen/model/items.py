"""What a reader finds in a source: items, the media they show, and what was refused."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from enum import StrEnum
from typing import BinaryIO, Protocol

from firstseen.model.time import StatedTime

__all__ = [
    "Author",
    "Content",
    "Entity",
    "Item",
    "ItemKind",
    "Link",
    "LinkKind",
    "NoticeKind",
    "Noticed",
    "Refusal",
    "ShownMedium",
    "SourceRead",
]


class ItemKind(StrEnum):
    """What an item is."""

    POST = "post"
    PAGE = "page"
    MESSAGE = "message"
    FRONT_PAGE = "front_page"
    FILE = "file"


class LinkKind(StrEnum):
    """How an item refers to another."""

    REPOST_OF = "repost_of"
    REPLY_TO = "reply_to"
    QUOTES = "quotes"
    FORWARDED_FROM = "forwarded_from"
    EMBEDS = "embeds"


class NoticeKind(StrEnum):
    """What a reader noticed about a source that is neither an item nor a refusal, and that must not go unsaid."""

    UNKNOWN_FIELD = "unknown_field"
    """A field that the reader does not know; it is kept in the raw record."""
    UNKNOWN_RECORD = "unknown_record"
    """A kind of record that the reader does not know, or that is no item; its bytes are kept with the source."""
    SEALED = "sealed"
    """Private: counted, not read."""
    MISSING = "missing"
    """Named in the source, and not in it."""
    MENDED = "mended"
    """Broken in a way that is understood, and read all the same."""
    THUMBNAIL = "thumbnail"
    """A small version beside its original; no appearance of its own."""
    FURNITURE = "furniture"
    """A picture of the page itself (logo, icon, advert, related link); no appearance of its own."""
    LOST = "lost"
    """What the program that made the source leaves out."""


class Content(Protocol):
    """Bytes that can be read when they are wanted; each call opens them anew from the start.

    `open` raises `RefusedError` when the bytes cannot be had (broken member, limit passed).
    """

    def open(self) -> AbstractContextManager[BinaryIO]:
        """A binary stream over the bytes."""
        ...


@dataclass(frozen=True, slots=True)
class Author:
    """Who published an item, as the source names them."""

    id: str | None = None
    handle: str | None = None
    name: str | None = None

    def shown(self) -> str | None:
        """The one name to show: handle, else name, else identifier."""
        return self.handle or self.name or self.id


@dataclass(frozen=True, slots=True)
class Entity:
    """A stretch of an item's words that means something: `kind` is "link", "mention", "hashtag", "bold" and so on.

    `start` and `end` count characters of `text`. `target` is where a link leads, or who is mentioned.
    """

    kind: str
    start: int
    end: int
    target: str | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """A reference from an item to another, collected or not."""

    kind: LinkKind
    platform: str | None = None
    post_id: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class ShownMedium:
    """A medium as an item shows it: its name as collected, its bytes if they were, and the words beside it.

    `content` None means that it was not collected; `missing` then says why in a few words.
    `times` are times of this file's collection alone (the capture of this picture, a sidecar's date).
    """

    name: str
    content: Content | None
    url: str | None = None
    caption: str | None = None
    alt: str | None = None
    credit: str | None = None
    missing: str | None = None
    times: tuple[StatedTime, ...] = ()


@dataclass(frozen=True, slots=True)
class Item:
    """One post, page, message, front page or loose file found in a source.

    `key` names it inside its source and stays the same when the source is read again ("x:6653...", "a/b.jpg").
    `record` is the raw record it was read from, kept unchanged. `locator` says where that was ("row 12").
    `extra` holds further columns or fields by their own names.

    `summary` is what stands between title and text: a standfirst, a content warning. `language` is as the source
    states it. `sensitive` is the source's own flag. `counts` are the source's own figures by name ("likes", "views",
    "reposts", "replies", "quotes"), as of when it was collected. Items with the same `album` were published as one.
    """

    key: str
    kind: ItemKind
    record: bytes
    locator: str
    platform: str | None = None
    post_id: str | None = None
    url: str | None = None
    author: Author | None = None
    title: str | None = None
    text: str | None = None
    times: tuple[StatedTime, ...] = ()
    media: tuple[ShownMedium, ...] = ()
    links: tuple[Link, ...] = ()
    extra: Mapping[str, str] = field(default_factory=dict)
    summary: str | None = None
    language: str | None = None
    entities: tuple[Entity, ...] = ()
    sensitive: bool | None = None
    counts: Mapping[str, int] = field(default_factory=dict)
    album: str | None = None


@dataclass(frozen=True, slots=True)
class Refusal:
    """An input, or a piece of one, that could not be used: its name, and the reason as a sentence."""

    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class Noticed:
    """Something about a source that people should know, counted by name: `what` is a field ("message.foo"), a kind of
    record ("service message: pin_message"), or a sentence. `where` is the file it is about, None for the source.
    """

    kind: NoticeKind
    what: str
    count: int = 1
    where: str | None = None


@dataclass(frozen=True, slots=True)
class SourceRead:
    """Says that a reader has begun with a file: its name, which reader, and its bytes, to be kept unchanged.

    `content` None: the bytes are already kept as a part of another source. `companions` are the names of
    files in the same tree that belong to this one (the files folder of a saved page) and are no items.
    """

    name: str
    reader: str
    content: Content | None
    companions: tuple[str, ...] = ()
