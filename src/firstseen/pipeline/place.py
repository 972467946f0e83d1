"""Where a package is made: in a folder with a passing name, from which it is moved to its place when it is whole."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from firstseen.custody.blobs import storage_error
from firstseen.custody.durable import flush_folder
from firstseen.errors import WrongUseError

__all__ = ["making", "must_be_free"]

_MARK: Final = "made-by-firstseen"
"""The file that says that a folder holds something unfinished of ours, and may be cleared away."""


def must_be_free(target: Path, case: Path) -> None:
    """Raises `WrongUseError` when something is at `target`, or it lies in the case."""
    place = target.resolve()
    if place.is_relative_to(case.resolve()) or any((above / "case.sqlite").exists() for above in place.parents):
        raise WrongUseError(f"{target} lies in a case", advice="Name a place outside the case.")
    if place.is_symlink() or place.is_file() or (place.is_dir() and any(place.iterdir())):
        raise WrongUseError(f"{target} is there already, and nothing of it was touched", advice="Name a new place.")


@contextmanager
def making(near: Path) -> Iterator[Path]:
    """An empty folder `.NAME.unfinished/new` beside `near`, while the block runs; what a killed run left is cleared.

    Raises `WrongUseError` or `StorageFullError` when it cannot be written.
    """
    near = near.resolve()
    unfinished = near.with_name(f".{near.name}.unfinished")
    try:
        near.parent.mkdir(parents=True, exist_ok=True)
        _clear(unfinished)
        unfinished.mkdir()
        (unfinished / _MARK).touch()
        (unfinished / "new").mkdir()
        try:
            yield unfinished / "new"
        finally:
            shutil.rmtree(unfinished, ignore_errors=True)
            flush_folder(near.parent)
    except OSError as error:
        raise storage_error(error, near.parent) from error


def _clear(unfinished: Path) -> None:
    if unfinished.is_dir() and not unfinished.is_symlink():
        if any(unfinished.iterdir()) and not (unfinished / _MARK).is_file():
            raise WrongUseError(f"{unfinished} is in the way", advice="Move it elsewhere, then run it again.")
        shutil.rmtree(unfinished)
