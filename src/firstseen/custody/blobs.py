"""Content-addressed bytes: each blob is named by the SHA-256 of its bytes, written atomically, never changed."""

from __future__ import annotations

import errno
import hashlib
import os
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from io import BufferedReader
from pathlib import Path
from typing import BinaryIO

from firstseen.custody.durable import flush
from firstseen.errors import CaseDamagedError, RefusedError, StorageFullError, WrongUseError
from firstseen.model.identifiers import Digest, is_digest

__all__ = ["BlobStore", "Stored", "storage_error"]

_CHUNK = 1 << 20
_AT_ONCE = 16
"""Files that are flushed to the disk at one time: 200 of 150 kB took 1.1 s one after the other, 0.04 s like this."""
_INCOMING = ".incoming"
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT})


@dataclass(frozen=True, slots=True)
class Stored:
    """A blob that is in the store: its digest, its size in bytes, whether it was new, and its first bytes."""

    digest: Digest
    size: int
    new: bool
    head: bytes


def storage_error(error: OSError, folder: Path) -> Exception:
    """What a failed write means to a person: a full disk can be resumed, a missing permission is wrong use."""
    if error.errno in _FULL:
        return StorageFullError(
            f"the disk that holds {folder} is full",
            advice="Make room, then run the same command again: it goes on from here.",
        )
    if isinstance(error, PermissionError) or error.errno == errno.EROFS:
        return WrongUseError(f"no permission to write in {folder}", advice="Check who owns the folder.")
    return error


def _dealt(paths: list[Path]) -> list[list[Path]]:
    """The paths dealt out to the threads that flush them."""
    return [paths[start::_AT_ONCE] for start in range(min(_AT_ONCE, len(paths)))]


def _flush_all(paths: list[Path]) -> None:
    for path in paths:
        flush(path)


class BlobStore:
    """The folder `blobs/` of a case: `ab/ab12…` for the blob whose digest begins with ab."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._waiting: dict[Digest, Path] = {}
        """Blobs that were put and are not settled: where their bytes are, under passing names."""

    def create(self) -> None:
        """Makes the empty store."""
        (self.folder / _INCOMING).mkdir(parents=True, exist_ok=True)

    def clear_incoming(self) -> None:
        """Removes what a killed writer left half written. Only the holder of the case's lock may call it."""
        incoming = self.folder / _INCOMING
        incoming.mkdir(parents=True, exist_ok=True)
        for leftover in incoming.iterdir():
            if leftover.is_file() and not leftover.is_symlink():
                leftover.unlink()

    def path(self, digest: Digest) -> Path:
        """Where the blob is or would be."""
        if not is_digest(digest):
            raise ValueError(f"not a digest: {digest!r}")
        return self.folder / f"{digest[:2]}/{digest}"

    def has(self, digest: Digest) -> bool:
        """Whether the blob is in the store."""
        return self.path(digest).is_file()

    def put(self, stream: BinaryIO, *, name: str, limit: int, head_bytes: int = 65536, settled: bool = True) -> Stored:
        """Reads the stream to its end and keeps its bytes.

        `limit` is the largest size in bytes; `RefusedError` names `name` when it is passed or the stream breaks.
        Raises `StorageFullError` when the disk is full; nothing half written remains. With `settled` False the blob
        is in the store only after the next `settle`: many are flushed to the disk together at a fraction of the cost.
        """
        try:
            descriptor, temporary_name = tempfile.mkstemp(dir=self.folder / _INCOMING)
        except OSError as error:
            raise storage_error(error, self.folder) from error
        temporary, kept = Path(temporary_name), False
        try:
            with os.fdopen(descriptor, "wb") as target:
                digest, size, head = self._copy(stream, target, name, limit, head_bytes)
                os.fchmod(target.fileno(), 0o444)
            if digest in self._waiting or self.path(digest).exists():
                return Stored(digest, size, False, head)
            self._waiting[digest] = temporary
            kept = True
        except OSError as error:
            raise storage_error(error, self.folder) from error
        finally:
            if not kept:
                with suppress(FileNotFoundError):
                    temporary.unlink()
        if settled:
            self.settle()
        return Stored(digest, size, True, head)

    def settle(self) -> None:
        """Makes all that was put last through a power cut, then gives it its name: bytes first, names after them.

        Raises `StorageFullError` when the disk is full; what was waiting is then gone.
        """
        waiting, self._waiting = self._waiting, {}
        if not waiting:
            return
        try:
            # The disk flushes what it is asked for at one time together.
            with ThreadPoolExecutor(min(_AT_ONCE, len(waiting))) as threads:
                list(threads.map(_flush_all, _dealt(list(waiting.values()))))
                named = {self.path(digest): temporary for digest, temporary in waiting.items()}
                folders = {path.parent for path in named}
                for folder in folders:
                    folder.mkdir(exist_ok=True)
                for path, temporary in named.items():
                    temporary.replace(path)
                list(threads.map(_flush_all, _dealt([*folders, self.folder])))
        except OSError as error:
            raise storage_error(error, self.folder) from error
        finally:
            for temporary in waiting.values():
                with suppress(FileNotFoundError):
                    temporary.unlink()

    def _copy(
        self, stream: BinaryIO, target: BinaryIO, name: str, limit: int, head_bytes: int
    ) -> tuple[Digest, int, bytes]:
        state = hashlib.sha256()
        size = 0
        head = b""
        while chunk := self._read(stream, name):
            size += len(chunk)
            if size > limit:
                raise RefusedError(name, f"larger than {limit:,} bytes, the limit for one file")
            if len(head) < head_bytes:
                head += chunk[: head_bytes - len(head)]
            state.update(chunk)
            target.write(chunk)
        target.flush()
        return state.hexdigest(), size, head

    @staticmethod
    def _read(stream: BinaryIO, name: str) -> bytes:
        try:
            return stream.read(_CHUNK)
        except OSError as error:
            raise RefusedError(name, f"could not be read to its end: {error.strerror or error}") from error

    def open(self, digest: Digest) -> BufferedReader:
        """The bytes of a blob; `CaseDamagedError` if it is not there."""
        try:
            return self.path(digest).open("rb")
        except FileNotFoundError:
            raise CaseDamagedError(f"the stored bytes {digest} are missing from {self.folder}") from None

    def digests(self) -> Iterator[Digest]:
        """All blobs in the store, sorted."""
        for folder in sorted(self.folder.iterdir()):
            if folder.name != _INCOMING and folder.is_dir():
                yield from sorted(path.name for path in folder.iterdir() if is_digest(path.name))

    def is_unchanged(self, digest: Digest) -> bool:
        """Whether the bytes still have the digest they are named by."""
        with self.open(digest) as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest() == digest
