"""The central directory of a zip, read by its published layout (PKWARE APPNOTE 6.3.10) and with limits.

The standard library's reader gives up on the whole archive for one bad name and holds a directory of any
size in memory; here one bad entry costs itself alone.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO

from firstseen.errors import RefusedError

__all__ = ["MAX_DIRECTORY_BYTES", "Member", "read_directory"]

MAX_DIRECTORY_BYTES = 64 * 1024 * 1024
"""Directories larger than this are refused: about half a million members with names of ordinary length."""

_END = struct.Struct("<4s4H2LH")
_END64_LOCATOR = struct.Struct("<4sLQL")
_END64 = struct.Struct("<4sQ2H2L4Q")
_ENTRY = struct.Struct("<4s6H3L5H2L")
_LONGEST_COMMENT = 65535
_UTF8_FLAG = 0x800
_UNICODE_PATH = 0x7075
_ZIP64 = 0x0001
_FULL32 = 0xFFFFFFFF


@dataclass(frozen=True, slots=True)
class Member:
    """One entry of the directory, nothing in it checked yet. `offset` is that of its local header."""

    raw_name: bytes
    method: int
    flags: int
    crc: int
    packed: int
    size: int
    offset: int
    unix_mode: int


def read_directory(stream: BinaryIO, name: str) -> Iterator[Member]:
    """The members in the order of the directory. Raises `RefusedError` naming `name` when there is no directory."""
    entries, shift = _directory_bytes(stream, name)
    position = 0
    while position + _ENTRY.size <= len(entries):
        fields = _ENTRY.unpack_from(entries, position)
        if fields[0] != b"PK\x01\x02":
            raise RefusedError(name, "the archive's list of members is damaged")
        name_length, extra_length, comment_length = fields[10:13]
        start = position + _ENTRY.size
        raw = entries[start : start + name_length]
        extra = entries[start + name_length : start + name_length + extra_length]
        position = start + name_length + extra_length + comment_length
        yield _member(fields, raw, extra, shift)


def _member(fields: tuple[Any, ...], raw: bytes, extra: bytes, shift: int) -> Member:
    made_by, flags, method = fields[1], fields[3], fields[4]
    crc, packed, size = fields[7:10]
    external, offset = fields[15], fields[16]
    for tag, value in _extra_fields(extra):
        if tag == _ZIP64:
            wide = iter(struct.unpack(f"<{len(value) // 8}Q", value[: len(value) // 8 * 8]))
            size = next(wide, size) if size == _FULL32 else size
            packed = next(wide, packed) if packed == _FULL32 else packed
            offset = next(wide, offset) if offset == _FULL32 else offset
        elif tag == _UNICODE_PATH and len(value) > 5 and not flags & _UTF8_FLAG:
            raw = value[5:]
    mode = external >> 16 if made_by >> 8 == 3 else 0
    return Member(raw, method, flags, crc, packed, size, offset + shift, mode)


def _extra_fields(extra: bytes) -> Iterator[tuple[int, bytes]]:
    position = 0
    while position + 4 <= len(extra):
        tag, length = struct.unpack_from("<HH", extra, position)
        yield tag, extra[position + 4 : position + 4 + length]
        position += 4 + length


def _directory_bytes(stream: BinaryIO, name: str) -> tuple[bytes, int]:
    """The bytes of the directory, and how far the offsets in it are off (bytes put before the archive)."""
    end = stream.seek(0, 2)
    tail_start = max(0, end - _END.size - _LONGEST_COMMENT)
    stream.seek(tail_start)
    tail = stream.read(_END.size + _LONGEST_COMMENT)
    at = tail.rfind(b"PK\x05\x06")
    if at < 0 or at + _END.size > len(tail):
        raise RefusedError(name, "the archive's list of members is missing: the file is cut off or damaged")
    fields = _END.unpack_from(tail, at)
    length, offset, stop = fields[5], fields[6], tail_start + at
    if _FULL32 in (length, offset) or fields[4] == 0xFFFF:
        length, offset, stop = _wide_end(stream, stop, (length, offset, stop), name)
    if length > MAX_DIRECTORY_BYTES:
        raise RefusedError(name, f"the archive's list of members is larger than {MAX_DIRECTORY_BYTES >> 20} MiB")
    start = stop - length
    if start < 0 or start < offset:
        raise RefusedError(name, "the archive's list of members is damaged")
    stream.seek(start)
    return stream.read(length), start - offset


def _wide_end(stream: BinaryIO, stop: int, narrow: tuple[int, int, int], name: str) -> tuple[int, int, int]:
    """Length and offset of the directory and where it stops, from the zip64 records when there are any."""
    if stop < _END64_LOCATOR.size:
        return narrow
    stream.seek(stop - _END64_LOCATOR.size)
    locator = _END64_LOCATOR.unpack(stream.read(_END64_LOCATOR.size))
    if locator[0] != b"PK\x06\x07":
        return narrow
    at = stop - _END64_LOCATOR.size - _END64.size
    if at < 0:
        raise RefusedError(name, "the archive's list of members is damaged")
    stream.seek(at)
    record = _END64.unpack(stream.read(_END64.size))
    if record[0] != b"PK\x06\x06":
        raise RefusedError(name, "the archive's list of members is damaged")
    return record[8], record[9], at
