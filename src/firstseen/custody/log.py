"""The custody log: what entered the case and what was done with it; append-only, one entry a line.

The journal `log/custody.jsonl` is the truth. Over its lines stands a Merkle tree (`merkle.py`), kept beside it as tiles
with signed checkpoints (`sealing.py`). An entry is written and flushed to the disk before the catalogue is changed:
what the catalogue holds, the log has told.

Logs of version 0.1 chained their lines: each named the SHA-256 of the one before. Such a log goes on as it is: its old
lines are leaves of the tree like the new ones, which name no line before them.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from firstseen.custody.blobs import storage_error
from firstseen.custody.checkpoint import Checkpoint, origin_of, parse_checkpoint
from firstseen.custody.durable import flush_folder
from firstseen.custody.entries import Entry, EntryError, Written, entry_lines, parse_line, whole_entries
from firstseen.custody.merkle import Tree, leaf_hash
from firstseen.custody.note import NoteError
from firstseen.custody.tiles import WIDTH
from firstseen.errors import CaseDamagedError
from firstseen.model.time import rfc3339

__all__ = ["CustodyLog", "LogPlaces", "Signing", "key_entries", "signing_of"]

_KEY_MARK: Final = b'"what":"key"'
_TRACE_MARK: Final = b'"what":"trace"'
_ADVICE: Final = "Nothing was written. `firstseen verify` names each place that was changed."


@dataclass(frozen=True, slots=True)
class LogPlaces:
    """Where the parts of a log are, under the folder `log/` of a case."""

    folder: Path

    @property
    def journal(self) -> Path:
        """The entries, one a line."""
        return self.folder / "custody.jsonl"

    @property
    def checkpoint(self) -> Path:
        """The newest checkpoint."""
        return self.folder / "checkpoint"

    @property
    def checkpoints(self) -> Path:
        """Every checkpoint, named by its size."""
        return self.folder / "checkpoints"

    @property
    def keys(self) -> Path:
        """Public keys that signed checkpoints of this log, named by their IDs."""
        return self.folder / "keys"

    @property
    def timestamps(self) -> Path:
        """Trusted time: requests, replies, and the certificates that the case trusts."""
        return self.folder / "timestamps"

    def sealed_sizes(self) -> list[int]:
        """The sizes of the checkpoints, smallest first."""
        if not self.checkpoints.is_dir():
            return []
        return sorted(
            int(path.name) for path in self.checkpoints.iterdir() if path.name.isascii() and path.name.isdigit()
        )


@dataclass(frozen=True, slots=True)
class Signing:
    """What an entry says of the signatures from it on: the public key in text form, or None and why there is none."""

    number: int
    key: str | None
    reason: str | None


def signing_of(entry: Entry) -> Signing | None:
    """What a `key` entry says; None for any other."""
    if entry.what != "key":
        return None
    key, reason = entry.about.get("key"), entry.about.get("reason")
    return Signing(entry.number, key if isinstance(key, str) else None, reason if isinstance(reason, str) else None)


def key_entries(places: LogPlaces) -> Iterator[Signing]:
    """What the log tells of signatures, in order."""
    lines = (line for line in CustodyLog(places.journal).lines() if _KEY_MARK in line)
    return (found for entry in whole_entries(lines) if (found := signing_of(entry)))


class CustodyLog:
    """The log of a case. Only the holder of the case's lock appends."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.places = LogPlaces(path.parent)
        self.tree = Tree()
        self.sealed: Checkpoint | None = None
        self.signing: Signing | None = None
        self.last_trace: Entry | None = None
        self.origin = ""
        self._starts: list[int] = []
        self._end = 0
        self._opened = False

    def open(self) -> None:
        """Reads the journal for a writer: hashes every line, and takes away a last line that a power cut cut off.

        Raises `CaseDamagedError` when the journal does not begin with what the newest checkpoint stands for: a log that
        was changed is neither written nor signed any more.
        """
        if self._opened:
            return
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            made = not self.path.exists()
            with self.path.open("a+b") as file:
                if made:
                    flush_folder(self.path.parent)
                self._read(file.fileno())
        except OSError as error:
            raise storage_error(error, self.path.parent) from error
        self._check_sealed()
        self._opened = True

    def _read(self, descriptor: int) -> None:
        with os.fdopen(os.dup(descriptor), "rb") as file:
            file.seek(0)
            last = b""
            for line in file:
                if not line.endswith(b"\n"):
                    break
                last = line[:-1]
                self._took(last)
                self._end += len(line)
        if last:
            try:
                number = parse_line(last)["number"]
            except EntryError:
                number = None
            if number != len(self.tree):
                raise CaseDamagedError(
                    f"{self.path}: line {len(self.tree)} is not entry {len(self.tree)}", advice=_ADVICE
                )
        if self._end < os.fstat(descriptor).st_size:
            os.ftruncate(descriptor, self._end)
            os.fsync(descriptor)

    def _took(self, line: bytes) -> None:
        """Notes a line that is in the journal, which ended at `_end` before it."""
        if len(self.tree) % WIDTH == 0:
            self._starts.append(self._end)
        if not len(self.tree):
            self.origin = origin_of(line)
        self.tree.append(leaf_hash(line))
        if _KEY_MARK in line or _TRACE_MARK in line:
            for entry in whole_entries([line]):
                self.signing = signing_of(entry) or self.signing
                self.last_trace = entry if entry.what == "trace" else self.last_trace

    def _check_sealed(self) -> None:
        sizes = self.places.sealed_sizes()
        if not sizes:
            return
        path = self.places.checkpoints / str(sizes[-1])
        try:
            checkpoint, _ = parse_checkpoint(path.read_bytes())
        except OSError as error:
            raise storage_error(error, self.path.parent) from error
        except NoteError as error:
            raise CaseDamagedError(f"{path} {error}", advice=_ADVICE) from None
        if checkpoint.size > len(self.tree):
            raise CaseDamagedError(
                f"{self.path} has {len(self.tree)} entries, {path} tells of {checkpoint.size}: some were taken away",
                advice=_ADVICE,
            )
        if checkpoint.origin != self.origin or checkpoint.root != self.tree.root(checkpoint.size):
            raise CaseDamagedError(f"{self.path} was changed after {path} was written over it", advice=_ADVICE)
        self.sealed = checkpoint

    def append(self, what: str, who: str, program: str, about: Mapping[str, Any], machine: str | None = None) -> Entry:
        """Adds an entry and flushes it to the disk; gives it. `about` holds JSON values.

        An entry that is longer than 65,535 bytes becomes several, marked as parts of one.
        """
        self.open()
        number = len(self.tree) + 1
        written = Written(rfc3339(datetime.now(UTC)) or "", what, who, program, machine)
        lines = entry_lines(number, written, about)
        data = b"".join(line + b"\n" for line in lines)
        try:
            with self.path.open("r+b", buffering=0) as file:
                if file.seek(0, os.SEEK_END) != self._end:
                    raise CaseDamagedError(f"{self.path} was changed by another program while this one held the case")
                try:
                    _write_all(file.fileno(), data)
                    os.fsync(file.fileno())
                except OSError:
                    # A full disk may have taken half a line: what was not told must not be there.
                    with suppress(OSError):
                        file.truncate(self._end)
                    raise
        except OSError as error:
            raise storage_error(error, self.path.parent) from error
        for line in lines:
            self._took(line)
            self._end += len(line) + 1
        return next(whole_entries(lines))

    def lines(self, first: int = 0) -> Iterator[bytes]:
        """The whole lines of the journal (without newline), from the bundle that holds entry `first` (counted from 0).

        For a writer `first` may be any entry; for a reader, who has not opened the log, only 0.
        """
        start = self._starts[first // WIDTH] if first else 0
        try:
            with self.path.open("rb") as file:
                file.seek(start)
                for line in file:
                    if line.endswith(b"\n"):
                        yield line[:-1]
        except FileNotFoundError:
            raise CaseDamagedError(f"{self.path} is missing") from None

    def entries(self, first: int = 0) -> Iterator[Entry]:
        """The entries, parts joined; what is no entry is left out. Nothing is checked: that is `checking.py`.

        `first` as in `lines`.
        """
        return whole_entries(self.lines(first))


def _write_all(descriptor: int, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(descriptor, view) :]
