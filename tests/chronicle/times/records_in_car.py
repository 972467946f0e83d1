"""The records of a Bluesky repository (CAR 1, DAG-CBOR, MST), as far as the tests need them: for trusted files only."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import Any

__all__ = ["records_in_car"]


def records_in_car(data: bytes) -> Iterator[tuple[str, dict[str, Any]]]:
    """Path ("app.bsky.feed.post/3k...") and record of each record that the tree names and the file holds."""
    blocks = dict(_blocks(data))
    nodes = [node for node in blocks.values() if isinstance(node, dict) and isinstance(node.get("e"), list)]
    for node in nodes:
        path = b""
        for entry in node["e"]:
            path = path[: entry["p"]] + entry["k"]
            record = blocks.get(entry["v"])
            if isinstance(record, dict):
                yield path.decode(), record


def _varint(data: bytes, at: int) -> tuple[int, int]:
    value = shift = 0
    while True:
        value |= (data[at] & 127) << shift
        at, shift = at + 1, shift + 7
        if data[at - 1] < 128:
            return value, at


def _blocks(data: bytes) -> Iterator[tuple[bytes, Any]]:
    length, at = _varint(data, 0)
    at += length
    while at < len(data):
        length, start = _varint(data, at)
        at = start + length
        # A CID of version 1 with SHA-256 is 36 bytes long.
        yield data[start : start + 36], _value(data[start + 36 : at], 0)[0]


def _value(data: bytes, at: int) -> tuple[Any, int]:
    kind, size = data[at] >> 5, data[at] & 31
    at += 1
    if kind == 7:
        if size == 27:
            return struct.unpack(">d", data[at : at + 8])[0], at + 8
        return {20: False, 21: True}.get(size), at
    if size >= 24:
        width = 1 << (size - 24)
        size, at = int.from_bytes(data[at : at + width], "big"), at + width
    if kind in (0, 1):
        return (size if kind == 0 else -1 - size), at
    if kind in (2, 3):
        raw = data[at : at + size]
        return (raw if kind == 2 else raw.decode()), at + size
    if kind == 6:
        # Tag 42: a link, as bytes with a zero before them.
        value, at = _value(data, at)
        return value[1:], at
    found: list[Any] = []
    for _ in range(size if kind == 4 else 2 * size):
        value, at = _value(data, at)
        found.append(value)
    return (found if kind == 4 else dict(zip(found[::2], found[1::2], strict=True))), at
