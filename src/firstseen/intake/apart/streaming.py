"""Bytes that come from a worker piece by piece; while one is used, the next is already asked for."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

from firstseen.intake.apart.answering import CHUNK

__all__ = ["ContentStream"]


class ContentStream(io.RawIOBase):
    """Reads from start to end. `ask` asks for the next piece without waiting, `answer` waits for it; a piece shorter
    than `CHUNK` is the last."""

    def __init__(self, first: bytes, ask: Callable[[], None], answer: Callable[[], bytes]) -> None:
        super().__init__()
        self._ask = ask
        self._answer = answer
        self._piece = memoryview(b"")
        self._coming = False
        self._take(first)

    def _take(self, piece: bytes) -> None:
        self._piece = memoryview(piece)
        self._coming = len(piece) >= CHUNK
        if self._coming:
            self._ask()

    def readable(self) -> bool:
        """True."""
        return True

    def read(self, size: int = -1) -> bytes:
        """Up to `size` bytes, as many as are there of a piece; all of them when `size` is negative."""
        if size < 0:
            return self.readall()
        piece = self._there()[:size]
        self._piece = self._piece[len(piece) :]
        return piece.tobytes()

    def readinto(self, buffer: Any) -> int:
        """Fills the buffer with what is there of a piece; 0 at the end."""
        piece = self._there()[: len(buffer)]
        buffer[: len(piece)] = piece
        self._piece = self._piece[len(piece) :]
        return len(piece)

    def _there(self) -> memoryview:
        """What is there of a piece, which is waited for when nothing is."""
        if not self._piece and self._coming:
            self._take(self._answer())
        return self._piece
