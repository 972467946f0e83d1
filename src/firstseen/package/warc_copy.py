"""Records of web archives copied as they are into one `.warc.gz`, each in a gzip member of its own."""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import BinaryIO, Final
from urllib.parse import urlsplit

from firstseen.intake.webarchive.captures import same_address
from firstseen.intake.webarchive.messages import parse_response
from firstseen.intake.webarchive.records import Record, records
from firstseen.intake.webarchive.unpacking import Unpacked
from firstseen.model.items import Content

__all__ = ["Copied", "addresses_wanted", "copy_records", "surt"]

_CAPTURES: Final = frozenset({"response", "revisit", "resource", "conversion"})
_CHUNK: Final = 1 << 20


@dataclass(frozen=True, slots=True)
class Copied:
    """A record that was copied and is a capture: what it is of, and its gzip member in the new file."""

    url: str
    date: str
    kind: str
    mime: str
    status: int | None
    digest: str | None
    offset: int
    length: int

    @property
    def is_page(self) -> bool:
        """Whether a browser shows it as a page."""
        return self.mime in ("text/html", "application/xhtml+xml") and self.status in (None, 200)


def addresses_wanted(contents: list[Content], addresses: set[str]) -> Callable[[Record], bool]:
    """Whether a record is of one of these addresses (`same_address`), or holds what a revisit of one refers to."""
    digests = set()
    for content in contents:
        with content.open() as stream:
            for record in _whole(stream):
                if record.kind == "revisit" and same_address(_url(record)) in addresses:
                    digests.add(record.fields.get("warc-payload-digest"))
    digests.discard(None)

    def wanted(record: Record) -> bool:
        if record.kind == "warcinfo":
            return True
        return same_address(_url(record)) in addresses or record.fields.get("warc-payload-digest") in digests

    return wanted


def copy_records(content: Content, target: BinaryIO, wanted: Callable[[Record], bool]) -> Iterator[Copied]:
    """Appends the records that are wanted to `target`; gives those that are captures. Damaged places are passed over,
    and so are ARC records, which no WACZ can hold."""
    with content.open() as stream, content.open() as again:
        for record in _whole(stream):
            if not wanted(record):
                continue
            offset = target.tell()
            _copy(again, record, target)
            url = _url(record)
            if record.kind in _CAPTURES and url:
                yield _copied(record, url, offset, target.tell() - offset)


def _whole(stream: BinaryIO) -> Iterator[Record]:
    return (record for record in records(stream) if isinstance(record, Record) and not record.cut and not record.arc)


def _url(record: Record) -> str:
    return (record.fields.get("warc-target-uri") or "").strip().strip("<>")


def _copy(stream: BinaryIO, record: Record, target: BinaryIO) -> None:
    reader = Unpacked(stream, record.position)
    left = record.block + record.length
    with gzip.GzipFile(fileobj=target, mode="wb", mtime=0, filename="") as packed:
        while left and (data := reader.read(min(left, _CHUNK))):
            packed.write(data)
            left -= len(data)
        packed.write(b"\r\n\r\n")


def _copied(record: Record, url: str, offset: int, length: int) -> Copied:
    response = parse_response(record.head) if record.kind in ("response", "revisit") else None
    stated = (record.fields.get("content-type") or "").partition(";")[0].strip().lower()
    mime = response.mime() if response else stated
    return Copied(
        url=url,
        date=record.fields.get("warc-date") or "",
        kind=record.kind,
        mime="warc/revisit" if record.kind == "revisit" else mime or "unk",
        status=response.status if response else None,
        digest=record.fields.get("warc-payload-digest"),
        offset=offset,
        length=length,
    )


def surt(url: str) -> str:
    """The key by which an index of captures is sorted (SURT): host reversed, without www, all in small letters."""
    try:
        parts = urlsplit(url.strip())
        host, port = (parts.hostname or "").lower(), parts.port
    except ValueError:
        return url.strip().lower()
    if parts.scheme not in ("http", "https"):
        return url.strip()
    host = re.sub(r"^www\d*\.", "", host)
    key = ",".join(reversed(host.split(".")))
    if port not in (None, 80, 443):
        key += f":{port}"
    path = parts.path.lower().rstrip("/") or "/"
    query = "&".join(sorted(parts.query.lower().split("&"))) if parts.query else ""
    return f"{key}){path}" + (f"?{query}" if query else "")
