"""The lock of a case: one writer at a time, any number of readers. It goes when its process ends, however it ends."""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from firstseen.custody.blobs import storage_error
from firstseen.errors import CaseLockedError

__all__ = ["writing"]


@contextmanager
def writing(path: Path, what: str) -> Iterator[None]:
    """Holds the lock file `path` while the block runs; `what` tells others what is being done.

    Raises `CaseLockedError`, naming the process that holds it, at once: it never waits.
    """
    try:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    except OSError as error:
        raise storage_error(error, path.parent) from error
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise CaseLockedError(
                f"{path.parent} is being written to by {_holder(path)}",
                advice="Wait until it is done. Reading commands (status, list, show, find) work meanwhile.",
            ) from None
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, json.dumps({"process": os.getpid(), "what": what}).encode(), 0)
        yield
    finally:
        os.close(descriptor)


def _holder(path: Path) -> str:
    try:
        said = json.loads(path.read_bytes())
        return f"process {int(said['process'])} (firstseen {said['what']})"
    except (ValueError, KeyError, TypeError, OSError):
        return "another process"
