"""A part of something larger as a stream of its own, with a position of its own: several may be open at once."""

from __future__ import annotations

import io
from collections.abc import Callable

__all__ = ["Window"]


class Window(io.RawIOBase):
    """`read(at, wanted)` gives up to `wanted` bytes from `at` on, counted from its beginning. `size` in bytes."""

    def __init__(self, read: Callable[[int, int], bytes], size: int) -> None:
        super().__init__()
        self._read = read
        self._size = size
        self._position = 0

    def readable(self) -> bool:
        """Always."""
        return True

    def seekable(self) -> bool:
        """Always."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """Fills the buffer as far as the part goes."""
        data = self._read(self._position, max(0, min(len(buffer), self._size - self._position)))
        buffer[: len(data)] = data
        self._position += len(data)
        return len(data)

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Moves the position; never before the beginning."""
        base = (0, self._position, self._size)[whence]
        self._position = max(0, base + offset)
        return self._position

    def tell(self) -> int:
        """The position."""
        return self._position
