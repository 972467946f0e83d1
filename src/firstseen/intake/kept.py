"""Bytes that a reader works out while it reads (a drawn page, an unpacked attachment), kept until they are stored."""

from __future__ import annotations

import io
import os
import tempfile
import weakref
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import BinaryIO, cast

__all__ = ["Kept", "KeptContent"]


class Kept:
    """One temporary file without a name, written at its end; gone when nothing refers to it any more.

    A batch of items may wait before it is stored: their bytes wait on the disk, so that memory does not grow.
    """

    def __init__(self) -> None:
        self._file = cast(BinaryIO, tempfile.TemporaryFile(prefix="firstseen-"))  # noqa: SIM115 - closed when forgotten
        weakref.finalize(self, self._file.close)
        self._end = 0

    def put(self, data: bytes | bytearray | memoryview) -> KeptContent:
        """The bytes as content of a medium."""
        begin = self._end
        self._file.seek(begin)
        self._file.write(data)
        self._file.flush()
        self._end = begin + len(data)
        return KeptContent(self, begin, len(data))

    def copy(self, stream: BinaryIO, limit: int) -> KeptContent | None:
        """All that is left of a stream as content; None, and nothing kept, where that is more than `limit` bytes."""
        begin = self._end
        self._file.seek(begin)
        size = 0
        while chunk := stream.read(1 << 20):
            size += len(chunk)
            if size > limit:
                self._file.truncate(begin)
                return None
            self._file.write(chunk)
        self._file.flush()
        self._end = begin + size
        return KeptContent(self, begin, size)

    def read(self, begin: int, size: int) -> bytes:
        """A part of what is kept; moves nothing, so that several parts can be read at once."""
        return os.pread(self._file.fileno(), size, begin)


@dataclass(frozen=True, slots=True)
class KeptContent:
    """A part of a `Kept` (a `firstseen.model.items.Content`): where it begins, and its size in bytes."""

    kept: Kept
    begin: int
    size: int

    def open(self) -> AbstractContextManager[BinaryIO]:
        """A seekable binary stream over the bytes."""
        return cast(AbstractContextManager[BinaryIO], io.BufferedReader(_Part(self), 1 << 16))


class _Part(io.RawIOBase):
    def __init__(self, content: KeptContent) -> None:
        super().__init__()
        self._content = content
        self._position = 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        left = self._content.size - self._position
        data = self._content.kept.read(self._content.begin + self._position, max(0, min(len(buffer), left)))
        buffer[: len(data)] = data
        self._position += len(data)
        return len(data)

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        base = (0, self._position, self._content.size)[whence]
        self._position = max(0, base + offset)
        return self._position

    def tell(self) -> int:
        return self._position
