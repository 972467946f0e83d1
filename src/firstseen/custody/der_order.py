"""Certificates of a time-stamp in the order that DER asks for (X.690, 11.6: members of a SET are sorted).

Authorities write them leaf first, and strict readers refuse that. The order is no part of what is signed: sorting them
changes no signature, and the stored reply stays as it came.
"""

from __future__ import annotations

from collections.abc import Iterator

__all__ = ["certificates_in_order"]

_SEQUENCE, _CONTEXT_0 = 0x30, 0xA0


def certificates_in_order(reply: bytes) -> bytes:
    """The reply (TimeStampResp, RFC 3161) with its certificates sorted; what is built otherwise comes back as it is."""
    try:
        start, end = _inside(reply, 0, _SEQUENCE)  # TimeStampResp
        token = _members(reply, start, end)[1]
        start, end = _inside(reply, token[0], _SEQUENCE)  # ContentInfo
        content = _members(reply, start, end)[1]
        start, end = _inside(reply, content[0], _CONTEXT_0)
        start, end = _inside(reply, start, _SEQUENCE)  # SignedData
        certificates = next(one for one in _members(reply, start, end) if reply[one[0]] == _CONTEXT_0)
        start, end = _inside(reply, certificates[0], _CONTEXT_0)
        found = [reply[one[0] : one[1]] for one in _members(reply, start, end)]
    except (IndexError, StopIteration, ValueError):
        return reply
    return reply[:start] + b"".join(sorted(found)) + reply[end:]


def _inside(data: bytes, place: int, tag: int) -> tuple[int, int]:
    """Where the contents of the value at `place` begin and end."""
    if data[place] != tag:
        raise ValueError("another tag")
    length, start = data[place + 1], place + 2
    if length & 0x80:
        count = length & 0x7F
        if not 1 <= count <= 4:
            raise ValueError("a length that DER does not have")
        length, start = int.from_bytes(data[start : start + count], "big"), start + count
    if start + length > len(data):
        raise ValueError("cut off")
    return start, start + length


def _members(data: bytes, start: int, end: int) -> list[tuple[int, int]]:
    """Where each value between `start` and `end` begins and ends."""
    return list(_each(data, start, end))


def _each(data: bytes, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end:
        _, after = _inside(data, start, data[start])
        if after > end:
            raise ValueError("a member that ends outside")
        yield start, after
        start = after
