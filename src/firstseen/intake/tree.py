"""A folder on disk as a tree of named files. Nothing outside the folder is ever opened, whatever a link says.

Names are bytes here, which pathlib does not take: a name need not be UTF-8.
"""

# ruff: noqa: PTH116, PTH118, PTH119, PTH123

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Protocol

from firstseen.errors import RefusedError
from firstseen.intake.names import is_furniture, order, raw_name, safe_name, shown_name
from firstseen.intake.source import Tree
from firstseen.intake.zip_tree import ZipTree
from firstseen.model.items import Refusal

__all__ = ["FolderTree", "WalkedTree", "ZipTree"]

_KINDS = {
    stat.S_IFIFO: "a named pipe, not a file",
    stat.S_IFSOCK: "a socket, not a file",
    stat.S_IFCHR: "a device, not a file",
    stat.S_IFBLK: "a device, not a file",
    stat.S_IFDIR: "a folder, not a file",
    stat.S_IFLNK: "a link that leads round in a circle",
}


class WalkedTree(Tree, Protocol):
    """A tree that also says what in it cannot be read."""

    passed_over: int
    """Files of the system (`.DS_Store`, `__MACOSX`) that the walk left out."""

    def walk(self) -> Iterator[str | Refusal]:
        """All names, as `names` gives them, and in their place the refusals of what is no readable file."""
        ...


class FolderTree:
    """The files of a folder. Links are followed only when they end at a file inside the folder."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.passed_over = 0
        self._root = os.path.realpath(os.fsencode(path))
        self.name = shown_name(os.path.basename(self._root)) or "/"

    def names(self) -> Iterator[str]:
        """All files by name, those of a folder before those of its subfolders."""
        return (entry for entry in self.walk() if isinstance(entry, str))

    def walk(self) -> Iterator[str | Refusal]:
        """All names in order, and refusals of links that lead out, pipes, devices and folders that cannot be read."""
        self.passed_over = 0
        waiting = [b""]
        while waiting:
            folder = waiting.pop()
            try:
                with os.scandir(os.path.join(self._root, folder)) as entries:
                    found = sorted(entries, key=lambda entry: order(shown_name(entry.name)))
            except OSError as error:
                yield Refusal(shown_name(folder) or self.name, f"folder cannot be read: {_why(error)}")
                continue
            made_by_us = _made_by_us({entry.name for entry in found})
            if made_by_us:
                yield Refusal(shown_name(folder) or self.name, made_by_us)
                continue
            below = []
            for entry in found:
                relative = os.path.join(folder, entry.name)
                if is_furniture(shown_name(entry.name)):
                    self.passed_over += 1
                elif entry.is_dir(follow_symlinks=False):
                    below.append(relative)
                else:
                    yield self._seen(relative, entry)
            waiting.extend(reversed(below))

    def _seen(self, relative: bytes, entry: os.DirEntry[bytes]) -> str | Refusal:
        name = shown_name(relative)
        try:
            mode = entry.stat(follow_symlinks=False).st_mode
            if stat.S_ISLNK(mode):
                target = os.path.realpath(entry.path)
                if not self._inside(target):
                    return Refusal(name, "a link that leads out of the source; it was not followed")
                mode = os.stat(target, follow_symlinks=False).st_mode
                if stat.S_ISDIR(mode):
                    return Refusal(name, "a link to a folder of the same source, which is read under its own name")
        except OSError as error:
            return Refusal(name, f"cannot be read: {_why(error)}")
        return name if stat.S_ISREG(mode) else Refusal(name, _KINDS.get(stat.S_IFMT(mode), "not a file"))

    def has(self, name: str) -> bool:
        """Whether there is a regular file of this name inside the folder."""
        try:
            return stat.S_ISREG(os.stat(self._real(name), follow_symlinks=False).st_mode)
        except (OSError, ValueError, RefusedError):
            return False

    def size(self, name: str) -> int:
        """Its size in bytes; raises `RefusedError` when there is no such file."""
        try:
            return os.stat(self._real(name), follow_symlinks=False).st_size
        except (OSError, ValueError) as error:
            raise RefusedError(name, f"cannot be read: {_why(error)}") from error

    @contextmanager
    def open(self, name: str) -> Iterator[BinaryIO]:
        """The file as a binary stream; a pipe or device put in its place is not waited for."""
        try:
            handle = os.open(self._real(name), os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
        except (OSError, ValueError) as error:
            raise RefusedError(name, f"cannot be read: {_why(error)}") from error
        mode = os.fstat(handle).st_mode
        if not stat.S_ISREG(mode):
            os.close(handle)
            raise RefusedError(name, _KINDS.get(stat.S_IFMT(mode), "not a file"))
        with open(handle, "rb") as stream:
            yield stream

    def _real(self, name: str) -> bytes:
        """Where the file really is; raises `RefusedError` when that is outside the folder."""
        if not safe_name(name):
            raise RefusedError(name, "the path leads out of the source")
        target = os.path.realpath(os.path.join(self._root, raw_name(name)))
        if not self._inside(target):
            raise RefusedError(name, "a link that leads out of the source; it was not followed")
        return target

    def _inside(self, target: bytes) -> bool:
        return target == self._root or target.startswith(self._root.rstrip(b"/") + b"/")


def _made_by_us(names: set[bytes]) -> str | None:
    """Why a folder with these files in it is not read, when firstseen itself made it."""
    if {b"case.sqlite", b"blobs"} <= names:
        return "a firstseen case, not a source: add what it was made from"
    if b"firstseen-dossier.json" in names:
        return "a dossier of firstseen, not a source: add what it was made from"
    return None


def _why(error: OSError | ValueError) -> str:
    return (error.strerror or str(error)).lower() if isinstance(error, OSError) else str(error)
