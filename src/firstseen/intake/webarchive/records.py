"""The records of a WARC (ISO 28500:2017, and 0.17 to 1.0) or ARC file, one after another, with where each one is.

Damage costs the damaged record: reading goes on at the next place where a record begins. A record whose end is
missing is given as far as it goes, with `cut` set.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from firstseen.intake.webarchive.fields import Fields, parse_fields
from firstseen.intake.webarchive.unpacking import GZIP_MAGIC, ArchiveBrokenError, Position, Unpacked

__all__ = ["HEAD_LIMIT", "Gap", "Record", "archive_format", "records"]

HEAD_LIMIT = 1 << 16
"""How much of a record's block is looked at while the archive is indexed: its HTTP header and first bytes."""
_MAX_HEADER = 1 << 18
_MAX_SHARED_MEMBER = 1 << 26
"""A gzip member with several records is read up to this many unpacked bytes: each later look into it starts anew."""
_MAX_GAPS = 100
_MAX_MAGIC_TRIES = 10_000

_ARC_LINE = re.compile(rb"(\S[^\r\n]*) (\S+) (\d{4,20}) (\S+)(?: \d{3} \S+ \S+ \d+ \S+)? (\S+)\s*")
_ARC_START = re.compile(rb"[a-z][a-z0-9+.-]{1,20}:\S[^\r\n]* \d{4,20} [^\s]+(?: \d{3} \S+ \S+ \d+ \S+)? -?\w+\s*", re.I)
_VERSION_LINE = re.compile(rb"WARC/\d\.\d+\s*")

_RECOMPRESS = "compress it record by record first: `warcio recompress OLD NEW`"


@dataclass(frozen=True, slots=True)
class Record:
    """One record. `block` bytes after `position` its block begins, `length` bytes long as stated.

    `kind` is the WARC-Type ("response", "request", "revisit", "resource", "metadata", "warcinfo", "conversion").
    `head` holds the first `HEAD_LIMIT` bytes of the block; `cut` says that the file ends before the block does.
    """

    position: Position
    kind: str
    fields: Fields
    block: int
    length: int
    head: bytes
    cut: bool
    arc: bool = False


@dataclass(frozen=True, slots=True)
class Gap:
    """A place where no record could be read, and why. `last`: reading did not go on after it."""

    position: Position
    reason: str
    last: bool = False


def archive_format(head: bytes) -> str | None:
    """ "WARC" or "ARC" when unpacked bytes begin as these do, else None."""
    start = head.lstrip(b"\r\n")
    if _VERSION_LINE.match(start):
        return "WARC"
    return "ARC" if start.startswith(b"filedesc://") else None


def records(stream: BinaryIO) -> Iterator[Record | Gap]:
    """All records of a seekable stream, and a gap for each place that could not be read."""
    stream.seek(0)
    gzip = stream.read(2) == GZIP_MAGIC
    reader = Unpacked(stream, Position(0, gzip=gzip))
    gaps = 0
    while True:
        position: Position | None = None
        try:
            position = _next_start(reader)
            if position is None:
                return
            if position.skip > _MAX_SHARED_MEMBER:
                yield Gap(position, f"the rest is one large gzip member with many records; {_RECOMPRESS}", last=True)
                return
            record = _read_record(reader, position)
        except ArchiveBrokenError as error:
            gaps += 1
            following = _resume(stream, reader, error) if gaps < _MAX_GAPS else None
            yield Gap(position or error.position, error.reason, last=following is None)
            if following is None:
                return
            reader = following
            continue
        yield record
        if record.cut:
            return


def _next_start(reader: Unpacked) -> Position | None:
    """Passes over blank lines between records; None at the end of the file."""
    if reader.skip_blank():
        return reader.tell()
    if reader.cut:
        raise ArchiveBrokenError(reader.tell(), "the file ends inside a compressed record")
    return None


def _read_record(reader: Unpacked, position: Position) -> Record:
    line = reader.readline()
    if _VERSION_LINE.fullmatch(line):
        fields, size = _read_header(reader, position)
        arc = False
    else:
        fields = _arc_fields(line, position)
        size, arc = 0, True
    length = _length(fields, position)
    head = reader.read_fully(min(length, HEAD_LIMIT))
    held = len(head) + (reader.skip(length - len(head)) if len(head) < length else 0)
    kind = (fields.get("warc-type") or "").strip().lower()
    return Record(position, kind, fields, len(line) + size, length, head, cut=held < length, arc=arc)


def _read_header(reader: Unpacked, position: Position) -> tuple[Fields, int]:
    whole = reader.header()
    if whole is not None:
        return parse_fields(whole[0]), whole[1]
    lines: list[bytes] = []
    size = 0
    while line := reader.readline():
        size += len(line)
        if size > _MAX_HEADER:
            raise ArchiveBrokenError(position, f"a record header is longer than {_MAX_HEADER} bytes")
        if not line.strip():
            return parse_fields(b"".join(lines)), size
        lines.append(line)
    raise ArchiveBrokenError(position, "the file ends inside a record header")


def _length(fields: Fields, position: Position) -> int:
    stated = (fields.get("content-length") or "").strip()
    if not stated:
        raise ArchiveBrokenError(position, "a record states no length")
    if not stated.isascii() or not stated.isdigit() or len(stated) > 18:
        raise ArchiveBrokenError(position, f"the length of a record, {stated[:40]!r}, is not a number of bytes")
    return int(stated)


def _arc_fields(line: bytes, position: Position) -> Fields:
    """The five (or ten) fields of an ARC record's line, under the names that WARC gives them."""
    match = _ARC_LINE.fullmatch(line)
    if match is None:
        found = line[:60].decode("ascii", "backslashreplace").strip()
        raise ArchiveBrokenError(position, f"no record begins where one should; found {found!r}")
    url, address, date, mime, length = (part.decode("utf-8", "backslashreplace") for part in match.groups())
    kind = "warcinfo" if url.startswith("filedesc://") else "response"
    return Fields(
        [
            ("WARC-Type", kind),
            ("WARC-Target-URI", url),
            ("WARC-IP-Address", address),
            ("WARC-Date", _arc_date(date)),
            ("Content-Type", mime),
            ("Content-Length", length),
        ]
    )


def _arc_date(digits: str) -> str:
    """YYYYMMDDhhmmss, which ARC writes in GMT, as WARC-Date writes it; other lengths stay as they are."""
    if len(digits) < 14:
        return digits
    d = digits
    return f"{d[:4]}-{d[4:6]}-{d[6:8]}T{d[8:10]}:{d[10:12]}:{d[12:14]}Z"


def _resume(stream: BinaryIO, reader: Unpacked, error: ArchiveBrokenError) -> Unpacked | None:
    """A reader at the next place where a record begins, None when there is none."""
    while True:
        if error.damaged:
            return _resume_at_member(stream, error.position.offset)
        try:
            position = reader.tell()
            line = reader.readline()
        except ArchiveBrokenError as further:
            error = further
            continue
        if not line:
            return None
        if _VERSION_LINE.fullmatch(line) or _ARC_START.fullmatch(line):
            return Unpacked(stream, position)


def _resume_at_member(stream: BinaryIO, offset: int) -> Unpacked | None:
    """The next gzip member after the one at `offset` that begins like a record."""
    at = offset + 1
    tries = 0
    while tries < _MAX_MAGIC_TRIES:
        stream.seek(at)
        data = stream.read(HEAD_LIMIT)
        found = data.find(GZIP_MAGIC + b"\x08")
        if found < 0:
            if len(data) < HEAD_LIMIT:
                return None
            at += len(data) - 2
            continue
        tries += 1
        at += found
        position = Position(at, gzip=True)
        try:
            line = Unpacked(stream, position).readline()
        except ArchiveBrokenError:
            line = b""
        if _VERSION_LINE.fullmatch(line) or _ARC_START.fullmatch(line):
            return Unpacked(stream, position)
        at += 1
    return None
