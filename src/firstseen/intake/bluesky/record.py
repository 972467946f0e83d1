"""A record of Bluesky (lexicon app.bsky), from JSON or DAG-CBOR alike: what a post says, shows and refers to."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import islice
from typing import Any

from firstseen.intake.bluesky.addresses import POST, at_parts, cid_text, post_link
from firstseen.intake.bluesky.words import entities_of
from firstseen.intake.json_fields import as_text, dict_of, dicts_of, list_of, text_of
from firstseen.intake.media_beside import NOT_COLLECTED, file_name_of
from firstseen.intake.notices import Notices
from firstseen.intake.source import Source, TreeContent
from firstseen.model.items import Content, Entity, Link, LinkKind, ShownMedium
from firstseen.model.time import StatedTime, TimeRole

__all__ = ["CREATED", "NOT_INSIDE", "Blobs", "Said", "is_sensitive", "labels_of", "said"]

CREATED = "createdAt, set by the author's program"
NOT_INSIDE = "not collected: pictures are no part of a repository"
_POST_FIELDS = frozenset(
    {"$type", "text", "createdAt", "embed", "facets", "entities", "langs", "reply", "labels", "tags", "via"}
)
_SENSITIVE = frozenset(
    {"porn", "sexual", "nudity", "graphic-media", "gore", "corpse", "self-harm", "!warn", "!hide", "nsfl", "intolerant"}
)
_CID = re.compile(r"baf[a-z2-7]{40,80}")
_MOST_FILES = 200_000
"""Files of the tree that are looked through by name, once."""


class Blobs:
    """Where the bytes of pictures may be: files beside the source named by their identifier, or `inside` the source."""

    def __init__(self, source: Source, inside: Mapping[str, Content]) -> None:
        self._source = source
        self._inside = inside

    @cached_property
    def _beside(self) -> dict[str, str]:
        """Names by the identifier that they are named by, the nearest to the source first."""
        folder = self._source.name.rpartition("/")[0]
        found: dict[str, str] = {}
        for name in islice(self._source.tree.names(), _MOST_FILES):
            stem = name.rpartition("/")[2].partition(".")[0]
            if _CID.fullmatch(stem) and (stem not in found or name.rpartition("/")[0] == folder):
                found[stem] = name
        return found

    def find(self, cid: str | None, medium: ShownMedium) -> ShownMedium:
        """The medium with its bytes, where they were collected, under the name they have there."""
        if cid is None:
            return medium
        if cid in self._inside:
            return replace(medium, name=cid, content=self._inside[cid], missing=None)
        name = self._beside.get(cid)
        if name is None:
            return medium
        return replace(medium, name=name, content=TreeContent(self._source.tree, name), missing=None)


@dataclass(frozen=True, slots=True)
class Said:
    """What a post's record says."""

    text: str | None
    entities: tuple[Entity, ...]
    language: str | None
    times: tuple[StatedTime, ...]
    media: tuple[ShownMedium, ...]
    links: tuple[Link, ...]
    labels: tuple[str, ...]
    extra: dict[str, str]


def said(record: Mapping[str, Any], blobs: Blobs, notices: Notices, view: Mapping[str, Any] | None = None) -> Said:
    """What the record of a post says; `view` is the embed as the server shows it."""
    notices.unknown_fields(record, _POST_FIELDS, "post.")
    text = record.get("text") if isinstance(record.get("text"), str) and record["text"] else None
    created = text_of(record, "createdAt")
    extra: dict[str, str] = {}
    tags = [tag for one in list_of(record, "tags") if (tag := as_text(one))]
    if tags:
        extra["tags"] = ", ".join(tags)
    embed, shown = dict_of(record, "embed"), view or {}
    media = tuple(blobs.find(cid, medium) for cid, medium in _media(embed or shown, shown, notices, extra))
    languages = [one for item in list_of(record, "langs") if (one := as_text(item))]
    return Said(
        text=text,
        entities=entities_of(record, text or ""),
        language=", ".join(languages) or None,
        times=(StatedTime(TimeRole.PUBLISHED, created, CREATED),) if created else (),
        media=media,
        links=tuple(_links(record, embed or shown, extra)),
        labels=tuple(labels_of(dict_of(record, "labels").get("values"))),
        extra=extra,
    )


def is_sensitive(labels: Iterable[str]) -> bool | None:
    """True where a label says so; nothing is said otherwise."""
    return True if _SENSITIVE.intersection(labels) else None


def labels_of(labels: object) -> Iterator[str]:
    """The names of labels, from a list of them; those that were taken back are left out."""
    for one in labels if isinstance(labels, list) else []:
        name = text_of(one, "val") if isinstance(one, dict) else None
        if name and one.get("neg") is not True:
            yield name


def _kind(embed: Mapping[str, Any]) -> str:
    return (text_of(embed, "$type") or "").removeprefix("app.bsky.embed.").removesuffix("#view")


def _media(
    embed: Mapping[str, Any], view: Mapping[str, Any], notices: Notices, extra: dict[str, str]
) -> Iterator[tuple[str | None, ShownMedium]]:
    """(identifier of the bytes, medium) for each picture and video, with the address the server shows it at."""
    kind = _kind(embed)
    if kind == "recordWithMedia":
        yield from _media(dict_of(embed, "media"), dict_of(view, "media"), notices, extra)
    elif kind == "images":
        shown = list(dicts_of(view, "images"))
        images = list(dicts_of(embed, "images"))
        for number, image in enumerate(images):
            seen = shown[number] if len(shown) == len(images) else {}
            url = text_of(seen, "fullsize") or text_of(image, "fullsize")
            cid = cid_text(image.get("image"))
            yield cid, _shown(cid, url, f"picture {number + 1}", text_of(image, "alt") or text_of(seen, "alt"))
    elif kind == "video":
        cid = cid_text(embed.get("video")) or cid_text(embed.get("cid"))
        yield cid, _shown(cid, text_of(view, "playlist"), "video", text_of(embed, "alt") or text_of(view, "alt"))
    elif kind == "external":
        card, seen = dict_of(embed, "external"), dict_of(view, "external")
        if address := text_of(card, "uri"):
            extra["link card"] = address
        if about := text_of(card, "description"):
            extra["link card's words"] = about
        cid, url = cid_text(card.get("thumb")), text_of(seen, "thumb")
        if cid or url:
            yield cid, replace(_shown(cid, url, "picture of the link card", None), caption=text_of(card, "title"))
        elif title := text_of(card, "title"):
            extra["link card's title"] = title
    elif kind and kind != "record":
        notices.unknown_record(f"embed {kind}")


def _shown(cid: str | None, url: str | None, what: str, alt: str | None) -> ShownMedium:
    name = cid or (file_name_of(url) if url else what)
    missing = NOT_COLLECTED if url else NOT_INSIDE
    return ShownMedium(name, None, url, alt=alt, missing=missing)


def _links(record: Mapping[str, Any], embed: Mapping[str, Any], extra: dict[str, str]) -> Iterator[Link]:
    reply = dict_of(record, "reply")
    if answered := text_of(dict_of(reply, "parent"), "uri"):
        yield Link(LinkKind.REPLY_TO, "bluesky", *post_link(answered))
    root = text_of(dict_of(reply, "root"), "uri")
    if root and root != answered:
        extra["thread begins with"] = root
    quoted = dict_of(embed, "record")
    if _kind(embed) == "recordWithMedia":
        quoted = dict_of(quoted, "record")
    uri = text_of(quoted, "uri")
    if uri is None or _kind(embed) not in ("record", "recordWithMedia"):
        return
    parts = at_parts(uri)
    kind = LinkKind.QUOTES if parts is not None and parts[1] == POST else LinkKind.EMBEDS
    yield Link(kind, "bluesky", *post_link(uri))
