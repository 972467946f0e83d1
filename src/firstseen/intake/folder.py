"""The one way in: a path given by a person becomes items, refusals and the sources they were read from."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path

from firstseen.custody.packaged import is_package, seems_encrypted
from firstseen.errors import RefusedError, WrongUseError
from firstseen.intake import known_readers
from firstseen.intake.apart.asking import Apart
from firstseen.intake.apart.readers import ApartTree, readers_apart
from firstseen.intake.evidence_package import read_package
from firstseen.intake.names import shown_name
from firstseen.intake.posts_columns import COLUMNS
from firstseen.intake.source import Reader, Reading, ReadOptions, Source
from firstseen.intake.tree import FolderTree
from firstseen.intake.walk import forced, told, walk

__all__ = ["read_path"]


def read_path(path: Path, options: ReadOptions, apart: Apart | None = None) -> Reading:
    """All that is in the file or folder at `path`, as it goes; each item belongs to the `SourceRead` before it.

    A file is read with the folder it lies in as its tree, so that the media it names are found, and nothing else
    of that folder is. Raises `RefusedError` when the path itself cannot be used, and `WrongUseError` for a mapping
    of columns that do not exist; a fault inside is yielded as a `Refusal` and the rest goes on.

    With `apart`, every reader works in a walled worker, and the contents of what was found can be opened until the next
    is asked for. Without, readers work in this process: for what is trusted, and for tests.
    """
    _check_columns(options.columns)
    readers = known_readers()
    _check_reader(options.reader, readers)
    if apart is not None:
        readers = readers_apart(readers, apart)
    shown = shown_name(os.fsencode(path))
    try:
        real = path.resolve(strict=True)
        folder, regular = real.is_dir(), real.is_file()
    except FileNotFoundError as error:
        raise RefusedError(shown, "no such file or folder", advice="check the path and its spelling") from error
    except (OSError, ValueError, RuntimeError) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        raise RefusedError(shown, f"cannot be read: {reason}") from error
    if folder:
        tree = _tree(real, apart)
        if is_package(real) and options.reader is None:
            return read_package(real, tree)
        return walk(tree, tree.name, "folder", options, readers)
    if not regular:
        raise RefusedError(shown, "a pipe, socket or device, not a file or folder")
    if seems_encrypted(real):
        raise RefusedError(shown, "is encrypted (age): open it, and add what is in it")
    source = Source(_tree(real.parent, apart), shown_name(os.fsencode(real.name)))
    return told(source, options, readers) if options.reader is None else forced(source, options, readers)


def _tree(path: Path, apart: Apart | None) -> FolderTree:
    return FolderTree(path) if apart is None else ApartTree(path, apart)


def _check_columns(columns: Mapping[str, str]) -> None:
    for ours in columns:
        if ours not in COLUMNS:
            raise WrongUseError(f"there is no column {ours!r}", advice=f"the columns are {', '.join(COLUMNS)}")


def _check_reader(name: str | None, readers: Sequence[Reader]) -> None:
    if name is not None and all(reader.name != name for reader in readers):
        names = ", ".join(repr(reader.name) for reader in readers)
        raise WrongUseError(f"there is no reader {name!r}", advice=f"The readers are {names}.")
