"""A web archive inside a zip, opened so that its records can be read in any order at the cost of the record alone.

A member that the zip only stores is read in place. A packed one would be unpacked from its start for each record,
so it is unpacked once, into a temporary file that no name leads to and that goes with the last who can read it.
"""

from __future__ import annotations

import io
import shutil
import tempfile
import weakref
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import BinaryIO

from firstseen.intake.source import Source, Tree
from firstseen.model.items import Content

__all__ = ["seekable"]

_IN_MEMORY = 8 << 20
_LOCAL_HEADER = 30


def seekable(source: Source, tree: Tree, name: str) -> Content:
    """The bytes of the member `name` of the zip `source`, whose inside is `tree`."""
    start = _stored_at(source, name)
    if start is not None:
        return _Stored(source, start, tree.size(name))
    spool = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115  closed when the last content goes
    content = _Unpacked(spool, tree.size(name))
    weakref.finalize(content, spool.close)
    with tree.open(name) as packed:
        shutil.copyfileobj(packed, spool, 1 << 20)
    return content


def _stored_at(source: Source, name: str) -> int | None:
    """Where the bytes of a member begin in the zip, None when they are packed."""
    with source.open() as stream:
        try:
            with zipfile.ZipFile(stream) as zipped:
                entry = zipped.getinfo(name)
        except (zipfile.BadZipFile, KeyError, ValueError, OSError, EOFError, NotImplementedError):
            return None
        if entry.compress_type != zipfile.ZIP_STORED or entry.compress_size != entry.file_size:
            return None
        stream.seek(entry.header_offset)
        header = stream.read(_LOCAL_HEADER)
    if len(header) < _LOCAL_HEADER:
        return None
    lengths = int.from_bytes(header[26:28], "little") + int.from_bytes(header[28:30], "little")
    return entry.header_offset + _LOCAL_HEADER + lengths


@dataclass(frozen=True, slots=True)
class _Stored:
    source: Source
    start: int
    size: int

    @contextmanager
    def open(self) -> Iterator[BinaryIO]:
        with self.source.open() as stream:
            yield io.BufferedReader(_Window(stream, self.start, self.size))


@dataclass(frozen=True, slots=True, weakref_slot=True)
class _Unpacked:
    spool: tempfile.SpooledTemporaryFile[bytes]
    size: int

    @contextmanager
    def open(self) -> Iterator[BinaryIO]:
        yield io.BufferedReader(_Window(self.spool, 0, self.size))  # type: ignore[arg-type]


class _Window(io.RawIOBase):
    """A part of a stream, with a position of its own: several may be open over one stream."""

    def __init__(self, stream: BinaryIO, start: int, size: int) -> None:
        super().__init__()
        self._stream = stream
        self._start = start
        self._size = size
        self._at = 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        self._stream.seek(self._start + self._at)
        data = self._stream.read(max(0, min(len(buffer), self._size - self._at)))
        self._at += len(data)
        buffer[: len(data)] = data
        return len(data)

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        base = 0 if whence == io.SEEK_SET else self._at if whence == io.SEEK_CUR else self._size
        self._at = max(0, base + offset)
        return self._at

    def tell(self) -> int:
        return self._at
