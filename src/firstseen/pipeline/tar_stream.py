"""A folder as a tar archive (POSIX pax), read like a file. It is made as it is read: nothing is held or stored."""

from __future__ import annotations

import io
import tarfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final

__all__ = ["TarStream"]

_CHUNK: Final = 1 << 20
_BLOCK: Final = tarfile.BLOCKSIZE


class TarStream(io.RawIOBase):
    """The files below `folder`, under the name `top`, all with one time and no owner: same files, same bytes."""

    def __init__(self, folder: Path, top: str, mtime: int) -> None:
        super().__init__()
        self._chunks = _chunks(folder, top, mtime)
        self._left = b""

    def readable(self) -> bool:
        """It is."""
        return True

    def read(self, size: int = -1) -> bytes:
        """The next bytes, at most `size`; empty at the end."""
        if size is None or size < 0:
            data, self._left = self._left + b"".join(self._chunks), b""
            return data
        while not self._left:
            chunk = next(self._chunks, None)
            if chunk is None:
                return b""
            self._left = chunk
        data, self._left = self._left[:size], self._left[size:]
        return data


def _chunks(folder: Path, top: str, mtime: int) -> Iterator[bytes]:
    for path in sorted(folder.rglob("*")):
        if path.is_dir():
            continue
        member = tarfile.TarInfo(f"{top}/{path.relative_to(folder).as_posix()}")
        member.size, member.mtime, member.mode = path.stat().st_size, mtime, 0o644
        yield member.tobuf(tarfile.PAX_FORMAT)
        with path.open("rb") as file:
            while chunk := file.read(_CHUNK):
                yield chunk
        yield b"\0" * (-member.size % _BLOCK)
    yield b"\0" * (2 * _BLOCK)
