"""Streams that are packed as a whole (gzip, bzip2, xz), unpacked within limits."""

from __future__ import annotations

import bz2
import lzma
import zlib
from collections.abc import Iterator
from typing import Any, BinaryIO, Final

__all__ = ["MAX_RATIO", "RATIO_FREE_BYTES", "Broken", "packing", "unpacked", "unpacked_start"]

MAX_RATIO: Final = 300
"""How many times larger a stream may be than its packed form. Posts in xz stay below 60; gzip ends at 1,032."""
RATIO_FREE_BYTES: Final = 64 << 20
_MEMORY: Final = 256 << 20
_CHUNK: Final = 1 << 18
_PIECE: Final = 1 << 20
_MAGIC: Final = ((b"\x1f\x8b\x08", "gzip"), (b"BZh", "bzip2"), (b"\xfd7zXZ\x00", "xz"))
_LONGEST_MAGIC: Final = 6
_FAULTS: Final = (zlib.error, lzma.LZMAError, OSError, EOFError, ValueError)


class Broken(ValueError):  # noqa: N818 - a state of the bytes, not of the program
    """The stream cannot be unpacked any further; the message says why, as a clause."""


def packing(head: bytes) -> str | None:
    """ "gzip", "bzip2" or "xz", by the first bytes; None for what is not packed."""
    return next((name for magic, name in _MAGIC if head.startswith(magic)), None)


def _unpacker(kind: str) -> Any:
    if kind == "gzip":
        return zlib.decompressobj(zlib.MAX_WBITS | 16)
    return bz2.BZ2Decompressor() if kind == "bzip2" else lzma.LZMADecompressor(memlimit=_MEMORY)


def unpacked_start(head: bytes, size: int) -> bytes:
    """The first bytes of what is packed; empty where they cannot be unpacked."""
    kind = packing(head)
    if kind is None:
        return b""
    try:
        found: bytes = _unpacker(kind).decompress(head, size)
    except _FAULTS:
        return b""
    return found[:size]


def unpacked(stream: BinaryIO, kind: str) -> Iterator[bytes]:
    """What is packed, piece by piece, several packed streams behind each other as one. Raises `Broken`."""
    source = _Counted(stream)
    given = 0
    rest = source.more()
    while rest:
        unpacker = _unpacker(kind)
        for piece in _one(unpacker, source, rest):
            given += len(piece)
            if given > RATIO_FREE_BYTES and given > MAX_RATIO * source.taken:
                raise Broken(
                    f"it unpacks to more than {MAX_RATIO} times its size, as only what is made to do harm does"
                )
            yield piece
        rest = unpacker.unused_data
        while len(rest) < _LONGEST_MAGIC and (more := source.more()):
            rest += more
        if rest and packing(rest) != kind:
            _check_padding(rest, source)
            return


class _Counted:
    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self.taken = 0

    def more(self) -> bytes:
        data = self._stream.read(_CHUNK)
        self.taken += len(data)
        return data


def _one(unpacker: Any, source: _Counted, data: bytes) -> Iterator[bytes]:
    """One packed stream to its end."""
    while True:
        try:
            piece: bytes = unpacker.decompress(data, _PIECE)
        except _FAULTS as error:
            raise Broken(f"it is damaged ({error})") from None
        if piece:
            yield piece
        if unpacker.eof:
            return
        data = getattr(unpacker, "unconsumed_tail", b"")
        if not data and (getattr(unpacker, "needs_input", True) or not piece):
            data = source.more()
            if not data and not piece:
                raise Broken("it is cut off")


def _check_padding(rest: bytes, source: _Counted) -> None:
    """Zeros may follow the end: tapes and some programs leave them there."""
    while rest:
        if rest.strip(b"\0"):
            raise Broken("something else follows its end")
        rest = source.more()
