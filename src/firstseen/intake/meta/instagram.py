"""Posts, stories, reels and other media of an Instagram download."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from firstseen.intake.json_fields import dicts_of, int_of, shown, text_of
from firstseen.intake.json_stream import Value
from firstseen.intake.meta.download import Download, moment
from firstseen.model.items import Item, ItemKind
from firstseen.model.time import TimeRole

__all__ = ["is_media_entry", "media_item"]

_POST_FIELDS = frozenset(
    {"media", "title", "creation_timestamp", "media_map_data", "string_map_data", "string_list_data"}
)


def is_media_entry(entry: Mapping[str, Any]) -> bool:
    """Whether this is a post with its media, or one medium by itself."""
    return isinstance(entry.get("media"), list) or isinstance(entry.get("uri"), str)


def media_item(download: Download, entry: Mapping[str, Any], record: Value, kind: str) -> Item:
    """The item of a post; `kind` says in which list it stood ("ig_stories")."""
    media = [*dicts_of(entry, "media")] if isinstance(entry.get("media"), list) else [entry]
    if entry is not media[0] if media else True:
        download.notices.unknown_fields(entry, _POST_FIELDS, "post.")
    own = text_of(entry, "title")
    captions = [text_of(medium, "title") for medium in media]
    text = own or (captions[0] if len(media) == 1 else None)
    published = moment(entry, TimeRole.PUBLISHED, "creation_timestamp")
    if not published and media:
        published = moment(media[0], TimeRole.PUBLISHED, "creation_timestamp")
    seconds = int(published[0].text) if published else None
    extra = {} if kind == "posts" else {"kind": kind}
    told = []
    for medium, caption in zip(media, captions, strict=True):
        one = download.medium(medium, seconds, caption if caption != text else None)
        told.append(one)
        extra |= dict(download.said_of(medium, one.name))
        if source := shown(medium.get("cross_post_source")):
            extra["cross-posted from"] = source
    place = text_of(media[0], "uri") if media else None
    return Item(
        key=f"instagram:{place or download.locator}@{seconds or int_of(entry, 'creation_timestamp') or 'no time'}",
        kind=ItemKind.POST,
        record=download.record(record),
        locator=download.locator,
        platform="instagram",
        author=download.author(),
        text=text,
        times=published,
        media=tuple(told),
        extra=extra,
        album=f"instagram:{place}" if len(told) > 1 and place else None,
    )
