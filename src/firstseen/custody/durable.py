"""Files that are whole or not there: written under a passing name, flushed, renamed, and the folder flushed too."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import Final

__all__ = ["PASSING", "flush", "flush_folder", "write_whole"]

PASSING: Final = ".passing-"
"""How the names of files begin that are being written. What a kill leaves of them belongs to nobody."""


def flush_folder(folder: Path) -> None:
    """Makes the names in `folder` last through a power cut."""
    flush(folder, os.O_DIRECTORY)


def flush(path: Path, flags: int = 0) -> None:
    """Makes the bytes of a file, or the names in a folder, last through a power cut; `flags` for opening it."""
    descriptor = os.open(path, os.O_RDONLY | flags)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def write_whole(path: Path, data: bytes, *, mode: int = 0o644) -> None:
    """Writes the file at `path`, or takes the place of the one there; the folders above it are made as needed.

    Killed or out of power at any moment, the file holds what it held before, or all of `data`. Raises `OSError`.
    """
    _make_folders(path.parent)
    passing = path.with_name(f"{PASSING}{os.getpid()}-{path.name}")
    try:
        descriptor = os.open(passing, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW, mode)
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        passing.replace(path)
    except BaseException:
        with suppress(OSError):
            passing.unlink()
        raise
    flush_folder(path.parent)


def _make_folders(folder: Path) -> None:
    if folder.is_dir():
        return
    _make_folders(folder.parent)
    folder.mkdir(exist_ok=True)
    flush_folder(folder.parent)
