"""The custody log: what entered the case and what was done with it, append-only, each entry naming the one before.

One canonical JSON object (RFC 8785) a line. `before` is the SHA-256 of the previous line, so that a changed, removed
or inserted entry breaks the chain at a place that can be named. An entry is written and flushed to the disk before
the catalogue is changed: what the catalogue holds, the log has told.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import rfc8785

from firstseen.custody.blobs import storage_error
from firstseen.errors import CaseDamagedError
from firstseen.model.identifiers import sha256_hex
from firstseen.model.time import rfc3339

__all__ = ["START", "CustodyLog"]

START = "0" * 64
"""What the first entry names as the one before it."""

_TAIL = 1 << 16


class CustodyLog:
    """The file `log/custody.jsonl` of a case. Only the holder of the case's lock appends."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def append(self, what: str, who: str, program: str, about: Mapping[str, Any]) -> str:
        """Adds an entry and flushes it to the disk; gives its digest. `about` holds JSON values."""
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with self.path.open("a+b") as file:
                number, before = self._last(file.fileno())
                entry = {
                    "number": number + 1,
                    "at": rfc3339(datetime.now(UTC)),
                    "what": what,
                    "who": who,
                    "program": program,
                    "about": dict(about),
                    "before": before,
                }
                line = rfc8785.dumps(entry)
                file.write(line + b"\n")
                file.flush()
                os.fsync(file.fileno())
        except OSError as error:
            raise storage_error(error, self.path.parent) from error
        return sha256_hex(line)

    def _last(self, descriptor: int) -> tuple[int, str]:
        """Number and digest of the last whole entry; a line cut off by a power failure is taken away."""
        size = os.fstat(descriptor).st_size
        reach = _TAIL
        while True:
            start = max(0, size - reach)
            tail = os.pread(descriptor, size - start, start)
            end = tail.rfind(b"\n")
            before_last = tail.rfind(b"\n", 0, end) if end > 0 else -1
            if start == 0 or before_last >= 0:
                break
            reach *= 4
        if start + end + 1 < size:
            os.ftruncate(descriptor, start + end + 1)
        if end < 0:
            return 0, START
        line = tail[before_last + 1 : end]
        return _number(line, self.path), sha256_hex(line)

    def check(self) -> Iterator[bytes]:
        """Yields each line after checking that it follows the one before; `CaseDamagedError` names the first break."""
        before = START
        try:
            with self.path.open("rb") as file:
                for number, raw in enumerate(file, start=1):
                    line = raw.rstrip(b"\n")
                    if _number(line, self.path) != number or f'"before":"{before}"'.encode() not in line:
                        raise CaseDamagedError(f"{self.path}: entry {number} does not follow the one before it")
                    before = sha256_hex(line)
                    yield line
        except FileNotFoundError:
            raise CaseDamagedError(f"{self.path} is missing") from None


def _number(line: bytes, path: Path) -> int:
    try:
        return int(json.loads(line)["number"])
    except (ValueError, KeyError, TypeError):
        raise CaseDamagedError(f"{path}: a line of the custody log is not an entry") from None
