"""Conversations of a Facebook or Instagram download: sealed, and read only where they are asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from firstseen.intake.json_fields import dicts_of, int_of, text_of
from firstseen.intake.json_stream import Value
from firstseen.intake.meta.download import Download
from firstseen.model.items import Author, Item, ItemKind
from firstseen.model.time import StatedTime, TimeRole

__all__ = ["message_item"]

_MEDIA = ("photos", "videos", "audio_files", "gifs", "files")
_FIELDS = frozenset(
    {"sender_name", "timestamp_ms", "content", "share", "reactions", "sticker", "is_geoblocked_for_viewer",
     "is_unsent_image_by_messenger_kid_parent", "call_duration", "type", "bumped_message_metadata", *_MEDIA}
)  # fmt: skip


def message_item(download: Download, entry: Mapping[str, Any], record: Value) -> Item:
    """The item of a message."""
    download.notices.unknown_fields(entry, _FIELDS, "message.")
    milliseconds = int_of(entry, "timestamp_ms")
    sender = text_of(entry, "sender_name")
    media = [medium for kind in _MEDIA for medium in dicts_of(entry, kind)]
    return Item(
        key=f"{download.platform}:{download.source.name}#{download.number}",
        kind=ItemKind.MESSAGE,
        record=download.record(record),
        locator=download.locator,
        platform=download.platform,
        author=Author(name=sender) if sender else None,
        text=text_of(entry, "content"),
        times=tuple(_times(milliseconds)),
        media=tuple(download.medium(medium, milliseconds // 1000 if milliseconds else None, None) for medium in media),
    )


def _times(milliseconds: int | None) -> Iterator[StatedTime]:
    if milliseconds:
        yield StatedTime(TimeRole.PUBLISHED, str(milliseconds), "timestamp_ms")
