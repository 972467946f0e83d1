"""The bytes of a WARC or ARC file as they are after gzip, with positions that can be found again.

A compressed web archive holds each record in a gzip member of its own (WARC 1.1, annex D), so that a record can
be read without those before it. Files that were compressed as a whole are read too, within a limit.
"""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass
from io import SEEK_END
from typing import BinaryIO

__all__ = ["GZIP_MAGIC", "ArchiveBrokenError", "Position", "Unpacked"]

GZIP_MAGIC = b"\x1f\x8b"

_CHUNK = 1 << 16
_STEP = 1 << 15
"""Packed bytes that are inflated at once: what of them follows the end of a member is copied each time."""
_MAX_OUTPUT = 1 << 18
"""Most bytes that one step of inflating gives: bounds memory whatever the compression ratio."""
_SMALL_CHUNK, _SMALL_OUTPUT = 1 << 12, 1 << 14
"""The same where only a header is wanted."""
_MAX_LINE = 1 << 16
"""Longest line of a record header. The longest address in the sample archives has 802 bytes."""


_BLANK_LINE = re.compile(rb"\n[ \t\r\v\f]*\n")


class ArchiveBrokenError(Exception):
    """The archive cannot be read on from `position`; `reason` is a part of a sentence.

    `damaged`: the gzip member that begins at `position.offset` cannot be unpacked any further.
    """

    def __init__(self, position: Position, reason: str, *, damaged: bool = False) -> None:
        super().__init__(reason)
        self.damaged = damaged
        self.position = position
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Position:
    """A place in an archive: `skip` bytes after what begins at byte `offset` of the file.

    In a gzip file `offset` is where a member begins and `skip` counts its unpacked bytes; otherwise `skip` is 0.
    """

    offset: int
    skip: int = 0
    gzip: bool = False

    def __str__(self) -> str:
        inside = f" + {self.skip} unpacked" if self.skip else ""
        return f"byte {self.offset}{inside}"


class Unpacked:
    """A forward reader from a position. `cut` is set when the file ends inside a gzip member.

    `small`: little will be read. The stream is sought before each read, so that others may read from it in between.
    """

    def __init__(self, stream: BinaryIO, position: Position, *, small: bool = False) -> None:
        self._stream = stream
        self._chunk, self._most = (_SMALL_CHUNK, _SMALL_OUTPUT) if small else (_CHUNK, _MAX_OUTPUT)
        self._inflater = zlib.decompressobj(zlib.MAX_WBITS | 16) if position.gzip else None
        self._end = position.offset
        self._packed = b""
        self._taken = 0
        self._member = position.offset
        self._unpacked = 0
        self._buffer = b""
        self._at = 0
        self.cut = False
        if position.skip:
            self.skip(position.skip)

    def tell(self) -> Position:
        """Where the next byte is; at the end of a gzip member that is the beginning of the next one."""
        if self._inflater is None:
            return Position(self._end - (len(self._buffer) - self._at))
        self._fill()
        return Position(self._member, self._unpacked - (len(self._buffer) - self._at), gzip=True)

    def read(self, size: int) -> bytes:
        """Up to `size` bytes, as many as are at hand; empty only at the end of the file."""
        if not self._fill():
            return b""
        data = self._buffer[self._at : self._at + size]
        self._at += len(data)
        return data

    def skip_blank(self) -> bool:
        """Passes over line ends; False when nothing else follows."""
        while self._fill():
            if self._buffer[self._at] not in b"\r\n":
                return True
            rest = self._buffer[self._at :].lstrip(b"\r\n")
            self._at = len(self._buffer) - len(rest)
        return False

    def read_fully(self, size: int) -> bytes:
        """`size` bytes, or fewer when the file ends before."""
        pieces: list[bytes] = []
        while size > 0 and (data := self.read(min(size, _CHUNK))):
            pieces.append(data)
            size -= len(data)
        return b"".join(pieces)

    def skip(self, size: int) -> int:
        """Passes over `size` bytes, and returns how many there were."""
        if self._inflater is None:
            start = self._end - (len(self._buffer) - self._at)
            if size <= len(self._buffer) - self._at:
                self._at += size
                return size
            self._end = min(start + size, self._stream.seek(0, SEEK_END))
            self._buffer, self._at = b"", 0
            return self._end - start
        left = size
        while left > 0 and self._fill():
            passed = min(left, len(self._buffer) - self._at)
            self._at += passed
            left -= passed
        return size - left

    def readline(self) -> bytes:
        """The next line with its end; raises `ArchiveBrokenError` for one longer than headers have."""
        pieces: list[bytes] = []
        length = 0
        while self._fill():
            end = self._buffer.find(b"\n", self._at) + 1
            piece = self._buffer[self._at : end or len(self._buffer)]
            self._at += len(piece)
            pieces.append(piece)
            length += len(piece)
            if end:
                break
            if length > _MAX_LINE:
                raise ArchiveBrokenError(self.tell(), f"a line of a record header is longer than {_MAX_LINE} bytes")
        return pieces[0] if len(pieces) == 1 else b"".join(pieces)

    def header(self) -> tuple[bytes, int] | None:
        """The lines up to a blank one that are at hand, and the size with it; None when they are not all at hand, or
        longer than one line may be. To be asked for after a line was read."""
        if not self._at:
            return None
        found = _BLANK_LINE.search(self._buffer, self._at - 1, self._at + _MAX_LINE)
        if found is None:
            return None
        lines, size = self._buffer[self._at : found.start() + 1], found.end() - self._at
        self._at = found.end()
        return lines, size

    def _fill(self) -> bool:
        """Makes sure that a byte is at hand; False at the end of the file."""
        if self._at < len(self._buffer):
            return True
        self._buffer, self._at = b"", 0
        if self._inflater is None:
            self._buffer = self._next()
        else:
            self._inflate(self._inflater)
        return bool(self._buffer)

    def _next(self) -> bytes:
        """The bytes of the file after those that were read last."""
        self._stream.seek(self._end)
        data = self._stream.read(self._chunk)
        self._end += len(data)
        return data

    def _next_packed(self) -> bytes:
        """What is to be inflated next."""
        if self._taken >= len(self._packed):
            self._packed, self._taken = self._next(), 0
        data = self._packed[self._taken : self._taken + _STEP]
        self._taken += len(data)
        return data

    def _inflate(self, inflater: zlib._Decompress) -> None:
        while not self._buffer:
            if inflater.eof:
                following = self._next_member(inflater)
                if following is None:
                    return
                inflater = following
            data = inflater.unconsumed_tail or self._next_packed()
            if not data:
                self.cut = True
                return
            try:
                self._buffer = inflater.decompress(data, self._most)
            except zlib.error as error:
                here = Position(self._member, self._unpacked, gzip=True)
                raise ArchiveBrokenError(here, f"the compressed data is damaged ({error})", damaged=True) from error
            self._unpacked += len(self._buffer)

    def _next_member(self, inflater: zlib._Decompress) -> zlib._Decompress | None:
        self._taken -= len(inflater.unused_data)
        while True:
            # Zeros between members are passed over.
            while self._packed[self._taken : self._taken + 1] == b"\0":
                rest = self._packed[self._taken :].lstrip(b"\0")
                self._taken = len(self._packed) - len(rest)
            left = self._packed[self._taken : self._taken + len(GZIP_MAGIC)]
            if len(left) == len(GZIP_MAGIC):
                break
            more = self._next()
            if not more:
                break
            self._packed, self._taken = left + more, 0
        if not left:
            return None
        offset = self._end - (len(self._packed) - self._taken)
        if left != GZIP_MAGIC:
            reason = "what follows a compressed record is not compressed"
            raise ArchiveBrokenError(Position(offset, gzip=True), reason, damaged=True)
        self._member, self._unpacked = offset, 0
        self._inflater = zlib.decompressobj(zlib.MAX_WBITS | 16)
        return self._inflater
