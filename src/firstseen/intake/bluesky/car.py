"""CAR version 1 (IPLD): a header with the roots, then blocks, each under the identifier (CID) of its content."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO

import libipld

from firstseen.errors import RefusedError

__all__ = ["DAG_CBOR", "RAW", "Block", "blocks", "decoded", "header"]

DAG_CBOR, RAW = 0x71, 0x55
_MAX_HEADER = 1 << 20
_MAX_BLOCK = 64 << 20
"""Bytes. Records of the AT Protocol end at 1 MiB; pictures and videos may lie beside them."""
_SHA256 = 0x12


@dataclass(frozen=True, slots=True)
class Block:
    """A block: its identifier, what it is coded in, where its content begins in the file, and the content.

    `agrees`: whether the content has the digest that its identifier states; None where that is of another kind.
    """

    cid: bytes
    codec: int
    begin: int
    data: bytes
    agrees: bool | None


def decoded(data: bytes) -> Any:
    """The value of DAG-CBOR bytes; raises `ValueError`."""
    try:
        return libipld.decode_dag_cbor(data)
    except (RecursionError, OverflowError, MemoryError) as error:
        raise ValueError(str(error)) from None


def header(head: bytes) -> list[bytes] | None:
    """The roots, from the first bytes of a file; None when it is no CAR of version 1."""
    length, at = _varint(head, 0)
    if length is None or not 8 <= length <= _MAX_HEADER or at + length > len(head):
        return None
    try:
        value = decoded(head[at : at + length])
    except ValueError:
        return None
    if not isinstance(value, dict) or value.get("version") != 1 or not isinstance(value.get("roots"), list):
        return None
    return [root for root in value["roots"] if isinstance(root, bytes)]


def blocks(stream: BinaryIO, name: str) -> Iterator[Block]:
    """The blocks in the order of the file; raises `RefusedError` naming `name` where it breaks off."""
    length, at = _next(stream, name, 0)
    if length is None:
        raise RefusedError(name, "an empty CAR")
    at += len(stream.read(min(length, _MAX_HEADER)))
    while True:
        length, at = _next(stream, name, at)
        if length is None:
            return
        if length > _MAX_BLOCK:
            raise RefusedError(
                name, f"a block at byte {at} is larger than {_MAX_BLOCK >> 20} MiB; nothing after it was read"
            )
        section = stream.read(length)
        if len(section) < length:
            raise RefusedError(name, f"it ends in the middle of the block at byte {at}")
        parsed = _cid(section)
        if parsed is None:
            raise RefusedError(
                name, f"the block at byte {at} has no identifier that can be read; nothing after it was read"
            )
        size, codec, digest = parsed
        content = section[size:]
        agrees = hashlib.sha256(content).digest() == digest if digest is not None else None
        yield Block(section[:size], codec, at + size, content, agrees)
        at += length


def _next(stream: BinaryIO, name: str, at: int) -> tuple[int | None, int]:
    """(a number of variable length, where the file goes on); None at the end of the file."""
    value = shift = 0
    while True:
        byte = stream.read(1)
        if not byte:
            if shift:
                raise RefusedError(name, f"it ends at byte {at}, in the middle of a block")
            return None, at
        at += 1
        value |= (byte[0] & 0x7F) << shift
        if byte[0] < 0x80:
            return value, at
        shift += 7
        if shift > 56:
            raise RefusedError(name, f"no block begins at byte {at}; nothing after it was read")


def _varint(data: bytes, at: int) -> tuple[int | None, int]:
    value = shift = 0
    while at < len(data) and shift <= 56:
        value |= (data[at] & 0x7F) << shift
        shift += 7
        at += 1
        if data[at - 1] < 0x80:
            return value, at
    return None, at


def _cid(data: bytes) -> tuple[int, int, bytes | None] | None:
    """(size of the identifier, codec, digest if it is SHA-256) at the beginning of a block."""
    if data[:2] == b"\x12\x20" and len(data) >= 34:
        return 34, 0x70, data[2:34]
    version, at = _varint(data, 0)
    codec, at = _varint(data, at)
    function, at = _varint(data, at)
    size, at = _varint(data, at)
    if version != 1 or codec is None or function is None or size is None or size > 128 or at + size > len(data):
        return None
    return at + size, codec, data[at : at + size] if function == _SHA256 and size == 32 else None
