"""The source as a reading worker sees it: files by name, which the program opens and hands over."""

from __future__ import annotations

import io
import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, BinaryIO, Final, cast

from firstseen.errors import RefusedError
from firstseen.sandbox.telling import Teller

__all__ = ["HandedTree"]

_BUFFER: Final = 1 << 16


class HandedTree:
    """A `firstseen.intake.source.Tree` whose every answer comes from the program."""

    def __init__(self, name: str, teller: Teller) -> None:
        self.name = name
        self._teller = teller

    def names(self) -> Iterator[str]:
        """All files, in sorted order."""
        start = 0
        while True:
            answer, _ = self._teller.want({"want": "names", "from": start})
            yield from answer["names"]
            start += len(answer["names"])
            if not answer["more"]:
                return

    def has(self, name: str) -> bool:
        """Whether there is a file of this name."""
        return bool(self._teller.want({"want": "has", "name": name})[0]["has"])

    def size(self, name: str) -> int:
        """Its size in bytes; raises `RefusedError` when there is no such file."""
        answer, _ = self._teller.want({"want": "size", "name": name})
        _refuse(answer)
        return int(answer["size"])

    @contextmanager
    def open(self, name: str) -> Iterator[BinaryIO]:
        """The file as a seekable stream; raises `RefusedError` naming it."""
        answer, file = self._teller.want({"want": "open", "name": name})
        _refuse(answer)
        if file is None:
            raise RefusedError(name, "cannot be read: it was not handed over")
        with io.BufferedReader(_Read(file, self._teller), _BUFFER) as stream:
            yield cast(BinaryIO, stream)


def _refuse(answer: dict[str, Any]) -> None:
    if "refused" in answer:
        raise RefusedError(*answer["refused"])


class _Read(io.RawIOBase):
    """A descriptor as a stream that tells the program of its progress."""

    def __init__(self, file: int, teller: Teller) -> None:
        super().__init__()
        self._file = os.fdopen(file, "rb", buffering=0)
        self._teller = teller

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def fileno(self) -> int:
        return self._file.fileno()

    def readinto(self, buffer: Any) -> int:
        self._teller.alive()
        return self._file.readinto(buffer) or 0

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        return self._file.seek(offset, whence)

    def tell(self) -> int:
        return self._file.tell()

    def close(self) -> None:
        if not self.closed:
            self._file.close()
        super().close()
