"""The folder a dossier is written to: made beside its place, moved there when it is whole, never over foreign files."""

from __future__ import annotations

import errno
import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from firstseen import __version__
from firstseen.errors import StorageFullError, WrongUseError

__all__ = ["MARKER", "is_dossier", "replacing"]

MARKER = "firstseen-dossier.json"
"""The file that says that a folder is a dossier, and may be replaced by a newer one."""


def is_dossier(folder: Path) -> bool:
    """Whether the folder was written by `publish`."""
    try:
        marker = json.loads((folder / MARKER).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    return isinstance(marker, dict) and marker.get("made_by") == "firstseen"


@contextmanager
def replacing(folder: Path) -> Iterator[Path]:
    """A new, empty folder beside `folder`, moved into its place when the block ends well, removed when it does not.

    Raises `WrongUseError` when `folder` is a file, or holds something that is not a dossier, or cannot be written
    beside, and `StorageFullError` when the disk is full.
    """
    place = folder.resolve()
    _check(place)
    new, old = place.with_name(f".{place.name}.unfinished"), place.with_name(f".{place.name}.replaced")
    with _told(folder):
        _clear(new, old, place)
        new.mkdir(parents=True)
        try:
            _mark(new)
            yield new
            _mark(new, finished=True)
            _swap(new, place, old)
        finally:
            shutil.rmtree(new, ignore_errors=True)


@contextmanager
def _told(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise StorageFullError(
                f"the disk that holds {folder} is full", advice="free some space, then publish again"
            ) from error
        raise WrongUseError(
            f"the dossier cannot be written to {folder}: {error.strerror or error}",
            advice="name a new folder inside a place you may write to",
        ) from error


def _check(place: Path) -> None:
    if not place.parent.name and not place.name:
        raise WrongUseError(f"{place} cannot be a dossier", advice="name a new folder")
    if place.exists() and not place.is_dir():
        raise WrongUseError(f"{place} is a file, not a folder", advice="name a folder that does not exist yet")
    if place.is_dir() and any(place.iterdir()) and not is_dossier(place):
        raise WrongUseError(
            f"{place} holds files that are not a dossier, and nothing of it was touched",
            advice="name a folder that does not exist yet, or an empty one, or the dossier to replace",
        )

    inside = next((above for above in (place, *place.parents) if (above / "case.sqlite").exists()), None)
    if inside is not None:
        raise WrongUseError(f"{place} lies in the case {inside}", advice="name a folder outside the case")
    foreign = _foreign(place) if place.is_dir() else None
    if foreign is not None:
        raise WrongUseError(
            f"{place} is a dossier, but {foreign} in it was not written by firstseen, and nothing of it was touched",
            advice="move that file elsewhere, or name another folder",
        )


def _foreign(place: Path) -> Path | None:
    """A file in the dossier that is not on the list which it was finished with; None when there is none."""
    try:
        listed = set(json.loads((place / MARKER).read_text(encoding="utf-8")).get("files", ()))
    except (OSError, ValueError, TypeError):
        return None
    present = (path for path in sorted(place.rglob("*")) if path.is_symlink() or not path.is_dir())
    return next((path for path in present if path.relative_to(place).as_posix() not in listed | {MARKER}), None)


def _clear(new: Path, old: Path, place: Path) -> None:
    """Clear what a run that was killed left behind; a dossier it had moved away, but not replaced, comes back."""
    for leftover in (new, old):
        if leftover.exists() and any(leftover.iterdir()) and not is_dossier(leftover):
            raise WrongUseError(f"{leftover} is in the way", advice="move it elsewhere, then publish again")
    if old.exists() and not place.exists():
        old.rename(place)
    for leftover in (new, old):
        if leftover.exists():
            shutil.rmtree(leftover)


def _mark(folder: Path, *, finished: bool = False) -> None:
    """Writes the marker; a finished dossier lists its files, so that nothing else is ever removed with it."""
    files = (
        sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()) if finished else []
    )
    marker = {"made_by": "firstseen", "version": __version__, "start": "index.html", "files": files}
    text = json.dumps(marker, indent=1)
    (folder / MARKER).write_text(text + "\n", encoding="utf-8")


def _swap(new: Path, place: Path, old: Path) -> None:
    if not place.exists():
        new.rename(place)
        return
    place.rename(old)
    try:
        new.rename(place)
    except OSError:
        old.rename(place)
        raise
    shutil.rmtree(old, ignore_errors=True)
