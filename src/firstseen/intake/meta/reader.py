"""The reader of Facebook's and Instagram's downloads: told by what is in a file, for their names change every year."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from firstseen.intake.json_lists import records
from firstseen.intake.json_stream import BrokenJsonError, JsonStream, Value
from firstseen.intake.meta.download import Download
from firstseen.intake.meta.facebook import album_items, is_album, is_post, photo_item, post_item
from firstseen.intake.meta.instagram import is_media_entry, media_item
from firstseen.intake.meta.messages import message_item
from firstseen.intake.source import Reading, ReadOptions, Source
from firstseen.model.items import Item, NoticeKind, Refusal, SourceRead

__all__ = ["MetaReader"]

_SPACE = r"[\s\ufeff]*"
_INSTAGRAM = re.compile(
    rf'{_SPACE}(?:\[{_SPACE})?\{{{_SPACE}"(?:ig_[a-z_]+"{_SPACE}:|media"{_SPACE}:{_SPACE}\[{_SPACE}\{{{_SPACE}"uri"{_SPACE}:)'
)
_FACEBOOK = re.compile(
    rf'{_SPACE}(?:\{{{_SPACE}"[a-z_]+_v\d"{_SPACE}:{_SPACE})?\[?{_SPACE}\{{[^{{}}]{{0,4000}}?"(?:timestamp"{_SPACE}:{_SPACE}\d|attachments"{_SPACE}:{_SPACE}\[)'
)
_FACEBOOK_ALSO = re.compile(r'"(?:data|attachments)"\s*:\s*\[')
_LIST = re.compile(rf'{_SPACE}\{{{_SPACE}"([a-z_]+_v\d)"{_SPACE}:{_SPACE}[\[{{]')
_ONE = re.compile(rf'{_SPACE}\{{{_SPACE}"(?:timestamp|attachments|data|media|uri)"{_SPACE}:')
"""A file with one record, which stands there without a list around it."""
_ALBUM = re.compile(rf'{_SPACE}\{{{_SPACE}"name"{_SPACE}:[^{{}}]{{0,4000}}"photos"{_SPACE}:{_SPACE}\[')
_CONVERSATION = ('"participants"', '"messages"', '"sender_name"', '"timestamp_ms"')
_TABLES = ('"string_list_data"', '"string_map_data"', '"label_values"')
_PUBLIC = re.compile(r"(?:ig_|.*photos|.*videos|.*posts|.*comments|.*status|.*albums|.*stories|.*reels|media$|photos$)")
_STARTS = {
    "message": re.compile(r'\{\s*"sender_name"\s*:'),
    "post": re.compile(r'\{\s*"(?:media"\s*:\s*\[|timestamp"\s*:\s*\d+\s*,\s*"(?:attachments|data|title|tags)")'),
    "medium": re.compile(r'\{\s*"uri"\s*:'),
}
"""Where a record begins, and nothing inside one does."""
_LONE = re.compile(r"ig_stories|ig_profile_picture|.*photos|.*videos")
_CONTACTS = re.compile(r"relationships|follow|friend|contact|blocked|address_book", re.I)


class MetaReader:
    """Reads the JSON files of a download; pictures are found from the folder of the file or one above."""

    name: ClassVar[str] = "Facebook or Instagram download"

    def fits(self, source: Source, head: bytes) -> bool:
        """Whether the beginning has the fields of one of these files."""
        text = head.decode("utf-8", "replace")
        if not text.lstrip("\ufeff \t\r\n").startswith(("{", "[")):
            return False
        if _INSTAGRAM.match(text) or (_ALBUM.match(text) and '"uri"' in text):
            return True
        if all(name in text for name in _CONVERSATION) or any(name in text for name in _TABLES):
            return True
        listed = _LIST.match(text)
        if listed is not None and ("timestamp" in text or listed[1].startswith("profile_v")):
            return True
        return _FACEBOOK.match(text) is not None and _FACEBOOK_ALSO.search(text) is not None

    def read(self, source: Source, options: ReadOptions) -> Reading:
        """The posts and media of the file; what is private is counted and not read."""
        yield SourceRead(source.name, self.name, source.content())
        head = source.head().decode("utf-8", "replace")
        instagram = bool(_INSTAGRAM.match(head)) or "instagram" in source.name.lower() or "your_instagram" in head
        download = Download(source, options, "instagram" if instagram else "facebook")
        try:
            with source.open() as raw:
                yield from _top(download, JsonStream(raw))
        except BrokenJsonError as error:
            reason = f"the JSON is broken here: {error.reason}; nothing after it was read"
            yield Refusal(f"{source.name}, after record {download.number}", reason)
        if download.mended:
            what = "text written as Latin-1 instead of UTF-8"
            download.notices.add(NoticeKind.MENDED, what, download.mended)
        if download.companions:
            yield SourceRead(source.name, self.name, None, tuple(download.companions))
        if download.number and _lists_posts(head):
            download.notices.lost("addresses and identifiers of posts, likes and shares: they are not in the download")
        yield from download.notices.told()


def _lists_posts(head: str) -> bool:
    return bool(_INSTAGRAM.match(head) or _FACEBOOK_ALSO.search(head))


def _top(download: Download, stream: JsonStream) -> Reading:
    if stream.peek() == "[":
        yield from _listed(download, stream, "posts")
        return
    if _ONE.match(download.source.head().decode("utf-8", "replace")):
        download.number += 1
        yield from _entry(download, stream.value(), "posts")
        return
    held: dict[str, Value] = {}
    for name in stream.fields():
        if stream.peek() == "[" and name != "photos":
            yield from _listed(download, stream, name)
        elif name in ("photos", "name", "description", "cover_photo", "last_modified_timestamp", "comments"):
            held[name] = stream.value()
        elif stream.peek() == "{":
            download.number += 1
            _seal(download, name)
        else:
            held[name] = stream.value()
    if "photos" in held and "name" in held:
        raw = "{" + ",".join(f'"{name}":{value.raw}' for name, value in held.items()) + "}"
        whole = Value({name: value.value for name, value in held.items()}, raw)
        download.number += 1
        yield from album_items(download, download.value(whole), whole)


def _listed(download: Download, stream: JsonStream, name: str) -> Reading:
    start = _STARTS["message" if name == "messages" else "medium" if _LONE.match(name) else "post"]
    for found in records(stream, f"{download.source.name}, {name}", download.notices, start):
        download.number += 1
        if isinstance(found, Refusal):
            yield found
        else:
            yield from _entry(download, found[1], name)


def _entry(download: Download, record: Value, kind: str) -> Iterator[Item | Refusal]:
    entry = download.value(record)
    private = download.options.include_private
    if not isinstance(entry, dict):
        if kind not in ("participants", "magic_words", "joinable_mode"):
            download.notices.unknown_record(f"{kind}: {type(entry).__name__}")
    elif kind == "messages" and "sender_name" in entry:
        if private:
            yield message_item(download, entry, record)
        else:
            download.notices.sealed("direct message")
    elif kind == "participants":
        return
    elif any(name in entry for name in ("string_list_data", "string_map_data", "label_values")) and not entry.get(
        "media"
    ):
        _seal(download, kind if kind != "posts" else download.source.name.rpartition("/")[2])
    elif is_album(entry):
        yield from album_items(download, entry, record)
    elif download.platform == "instagram" and is_media_entry(entry):
        yield media_item(download, entry, record, kind)
    elif is_post(entry):
        yield post_item(download, entry, record, kind)
    elif isinstance(entry.get("uri"), str) and _PUBLIC.match(kind):
        yield photo_item(download, entry, record, kind)
    else:
        _seal(download, kind)


def _seal(download: Download, kind: str) -> None:
    """Counts what is no post: contacts, logins, addresses, settings, by the name of their list."""
    if download.options.include_private:
        download.notices.unknown_record(f"entry of {kind}")
    else:
        download.notices.sealed("contact" if _CONTACTS.search(kind) else f"entry of {kind}")
