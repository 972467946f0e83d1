"""Time inside identifiers that follow a published standard: UUID (RFC 9562), ULID, MongoDB ObjectId, AT Protocol TID.

Each function gives the instant as whole microseconds since 1970-01-01 UTC, or None where the text is not of that
kind. Whether the instant makes sense is judged by the caller.
"""

from __future__ import annotations

import re

__all__ = ["object_id_microseconds", "tid_microseconds", "ulid_microseconds", "uuid_microseconds"]

_UUID = re.compile(
    r"(?:urn:uuid:)?([0-9a-f]{8})-([0-9a-f]{4})-([1-8])([0-9a-f]{3})-[89ab][0-9a-f]{3}-[0-9a-f]{12}", re.I
)
_ULID = re.compile(r"[0-7][0-9A-HJKMNP-TV-Z]{25}", re.I)
_CROCKFORD = {sign: value for value, sign in enumerate("0123456789ABCDEFGHJKMNPQRSTVWXYZ")}
_OBJECT_ID = re.compile(r"(?=[0-9]*[a-f])[0-9a-f]{24}")
_SORTABLE = {sign: value for value, sign in enumerate("234567abcdefghijklmnopqrstuvwxyz")}
_TID = re.compile(r"[2-7a-j][2-7a-z]{12}")

_GREGORIAN_TO_UNIX = 0x01B21DD213814000
"""100-nanosecond steps from 1582-10-15, where UUID versions 1 and 6 begin, to 1970-01-01 (RFC 9562, section 5.1)."""


def uuid_microseconds(text: str) -> int | None:
    """The time field of a UUID of version 1, 6 or 7 (written with hyphens); other versions carry none."""
    match = _UUID.fullmatch(text)
    if match is None:
        return None
    first, second, version, third = match[1], match[2], match[3], match[4]
    if version == "7":
        return int(first + second, 16) * 1000
    if version == "1":
        return (int(third + second + first, 16) - _GREGORIAN_TO_UNIX) // 10
    if version == "6":
        return (int(first + second + third, 16) - _GREGORIAN_TO_UNIX) // 10
    return None


def ulid_microseconds(text: str) -> int | None:
    """The 48-bit millisecond field of a ULID (26 signs of Crockford's base 32)."""
    if not text.isascii() or _ULID.fullmatch(text) is None:
        return None
    milliseconds = 0
    for sign in text[:10].upper():
        milliseconds = milliseconds * 32 + _CROCKFORD[sign]
    return milliseconds * 1000


def object_id_microseconds(text: str) -> int | None:
    """The seconds in the first four bytes of a MongoDB ObjectId (24 lower-case hexadecimal digits, not all numbers)."""
    if _OBJECT_ID.fullmatch(text) is None:
        return None
    return int(text[:8], 16) * 1_000_000


def tid_microseconds(text: str) -> int | None:
    """The 53-bit microsecond field of a timestamp identifier of the AT Protocol (13 signs, base32-sortable)."""
    if _TID.fullmatch(text) is None:
        return None
    value = 0
    for sign in text:
        value = value * 32 + _SORTABLE[sign]
    return value >> 10
