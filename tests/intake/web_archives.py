"""Small web archives written byte by byte, as crawlers and recorders write them, and how they are read in tests."""

from __future__ import annotations

import gzip
import io
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import BinaryIO

from firstseen.errors import RefusedError
from firstseen.intake.webarchive.items import ListedPage, archive_items
from firstseen.model.items import Content, Item, Refusal

__all__ = ["DAY", "Bytes", "http", "media_bytes", "png", "read_archive", "record", "request", "response", "zipped"]

DAY = "2022-02-24T05:07:09Z"


@dataclass(frozen=True)
class Bytes:
    """Bytes as a content."""

    data: bytes

    def open(self) -> AbstractContextManager[BinaryIO]:
        return io.BytesIO(self.data)


def png(seed: int) -> bytes:
    """Bytes that begin as a PNG does, other ones for each seed; nothing in the readers looks further."""
    return b"\x89PNG\r\n\x1a\n" + bytes((seed * 7 + n) % 256 for n in range(300))


def record(kind: str, url: str | None, block: bytes, date: str = DAY, **fields: str) -> bytes:
    """One WARC record; `fields` give further names, with "_" for "-"."""
    lines = ["WARC/1.1", f"WARC-Type: {kind}", f"WARC-Date: {date}"]
    if url is not None:
        lines.append(f"WARC-Target-URI: {url}")
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in fields.items()]
    lines.append(f"Content-Length: {len(block)}")
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + block + b"\r\n\r\n"


def http(body: bytes, kind: str = "text/html; charset=utf-8", status: str = "200 OK", **fields: str) -> bytes:
    """A response as a server sends it."""
    lines = [f"HTTP/1.1 {status}"]
    if kind:
        lines.append(f"Content-Type: {kind}")
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in fields.items()]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def response(
    url: str, body: bytes | str, kind: str = "text/html; charset=utf-8", date: str = DAY, **fields: str
) -> bytes:
    """A response record."""
    data = body.encode() if isinstance(body, str) else body
    return record("response", url, http(data, kind, **fields), date)


def request(url: str, referer: str | None, date: str = DAY) -> bytes:
    """A request record."""
    lines = ["GET / HTTP/1.1", "Host: a.example"] + ([f"Referer: {referer}"] if referer else [])
    return record("request", url, "\r\n".join(lines).encode() + b"\r\n\r\n", date)


def zipped(*records: bytes) -> bytes:
    """The records as a .warc.gz holds them: each in a gzip member of its own."""
    return b"".join(gzip.compress(one, mtime=0) for one in records)


def read_archive(data: bytes, listed: dict[str, ListedPage] | None = None) -> tuple[list[Item], list[str]]:
    """The items, and the reasons of the refusals, that of a refused archive among them."""
    items: list[Item] = []
    reasons: list[str] = []
    try:
        for found in archive_items("case.warc", Bytes(data), listed):
            if isinstance(found, Refusal):
                reasons.append(found.reason)
            elif isinstance(found, Item):
                items.append(found)
    except RefusedError as error:
        reasons.append(error.reason)
    return items, reasons


def media_bytes(item: Item) -> dict[str, bytes | None]:
    """The media of an item by name, None for those without bytes."""
    return {medium.name: _bytes(medium.content) for medium in item.media}


def _bytes(content: Content | None) -> bytes | None:
    if content is None:
        return None
    with content.open() as stream:
        return stream.read()
