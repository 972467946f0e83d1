"""Zeeschuimer's NDJSON: a line for each object that a platform sent to the browser, with when and where it was seen."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, ClassVar, Final

from firstseen.intake.json_fields import dict_of, text_of
from firstseen.intake.json_lines import Line, json_lines
from firstseen.intake.media_beside import Beside
from firstseen.intake.notices import Notices
from firstseen.intake.source import Reading, ReadOptions, Source
from firstseen.intake.x.interface import status_post
from firstseen.intake.x.post import Carrier, post_items
from firstseen.intake.x.web import status_of
from firstseen.intake.zeeschuimer.collected import Post
from firstseen.intake.zeeschuimer.generic import generic_post
from firstseen.intake.zeeschuimer.instagram import instagram_post
from firstseen.intake.zeeschuimer.tiktok import tiktok_post
from firstseen.model.items import Item, ItemKind, Refusal, SourceRead
from firstseen.model.time import StatedTime, TimeRole

__all__ = ["ZeeschuimerReader"]

_NAMES: Final = tuple(
    re.compile(rf'"{name}"\s*:') for name in ("item_id", "timestamp_collected", "source_platform", "data")
)
_READ: Final = frozenset(
    {"nav_index", "item_id", "timestamp_collected", "source_platform", "source_platform_url", "source_url",
     "user_agent", "data", "id", "last_updated"}
)  # fmt: skip


class ZeeschuimerReader:
    """Reads lines of {item_id, timestamp_collected, source_platform, data: the platform's own object}."""

    name: ClassVar[str] = "Zeeschuimer"

    def fits(self, source: Source, head: bytes) -> bool:
        """Whether the first line is an object with Zeeschuimer's fields."""
        text = head.lstrip(b"\xef\xbb\xbf \t\r\n").partition(b"\n")[0].decode("utf-8", "replace")
        return text.startswith("{") and all(name.search(text) for name in _NAMES)

    def read(self, source: Source, options: ReadOptions) -> Reading:
        """The posts in the order of the lines, each followed by earlier posts that it carries."""
        yield SourceRead(source.name, self.name, source.content())
        notices = Notices()
        carrier = Carrier(Beside(source), notices)
        with source.open() as stream:
            for line in json_lines(stream, source.name):
                if isinstance(line, Refusal):
                    yield line
                else:
                    yield from _items(line, source.name, carrier)
        if carrier.companions:
            yield SourceRead(source.name, self.name, None, tuple(sorted(carrier.companions)))
        yield from notices.told()


def _items(line: Line, name: str, carrier: Carrier) -> Iterator[Item | Refusal]:
    record, notices = line.value, carrier.notices
    platform, data = text_of(record, "source_platform"), dict_of(record, "data")
    if platform is None or not data:
        yield Refusal(f"{name}, {line.locator}", "no object of a platform in it")
        return
    notices.unknown_fields(record, _READ, "line.")
    if line.read.mended is not None:
        notices.mended(line.read.mended)
    times, extra = _collected(record)
    host = platform.lower().removeprefix("www.")
    if host in ("twitter.com", "x.com"):
        status = status_of(data, notices) if "legacy" in data or "__typename" in data else data
        post = status_post(status, notices) if status is not None else None
        if post is not None:
            yield from post_items(post, carrier, line.read.record, line.locator, times=times, extra=extra)
            return
        if status is None:
            # Counted by its name: a post that is gone, an advert without a post.
            return
    yield _item(_post(host, data, record, notices), line, carrier, times, extra)


def _post(host: str, data: dict[str, Any], record: dict[str, Any], notices: Notices) -> Post:
    post: Post | None = None
    if host == "tiktok.com":
        post = tiktok_post(data, notices)
    elif host == "instagram.com":
        post = instagram_post(data, notices)
    else:
        notices.unknown_record(f"object of {host}, read as a post of no particular platform")
    return post or generic_post(data, text_of(record, "item_id") or "", host, notices)


def _collected(record: dict[str, Any]) -> tuple[tuple[StatedTime, ...], dict[str, str]]:
    """When it was collected, and on which page."""
    stated = text_of(record, "timestamp_collected")
    times = (StatedTime(TimeRole.CAPTURED, stated, "timestamp_collected of Zeeschuimer"),) if stated else ()
    page = text_of(record, "source_platform_url")
    return times, {"collected on": page} if page else {}


def _item(post: Post, line: Line, carrier: Carrier, times: tuple[StatedTime, ...], extra: dict[str, str]) -> Item:
    return Item(
        key=f"{post.platform}:{post.post_id}" if post.post_id else line.locator,
        kind=ItemKind.POST,
        record=line.read.record,
        locator=line.locator,
        platform=post.platform,
        post_id=post.post_id or None,
        url=post.url,
        author=post.author,
        title=post.title,
        text=post.text,
        entities=post.entities,
        times=(*post.times, *times),
        media=tuple(carrier.media(post.media)),
        links=post.links,
        language=post.language,
        sensitive=post.sensitive,
        counts=post.counts,
        extra={**extra, **post.extra},
    )
