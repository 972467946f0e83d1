"""What the walk through a source sees of readers that work apart: the same contract, and a folder that knows of it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import cast

from firstseen.errors import RefusedError
from firstseen.intake.apart.asking import Apart
from firstseen.intake.detect import is_general
from firstseen.intake.source import Reader, Reading, ReadOptions, Source
from firstseen.intake.tree import FolderTree

__all__ = ["ApartTree", "readers_apart"]


class ApartTree(FolderTree):
    """A folder whose sidecars are read apart too (see `firstseen.intake.loose`, `firstseen.intake.sidecars`)."""

    def __init__(self, path: Path, apart: Apart) -> None:
        super().__init__(path)
        self.apart = apart


def readers_apart(readers: Sequence[Reader], apart: Apart) -> tuple[Reader, ...]:
    """The same readers, in the same order, at work in a worker."""
    failed: dict[str, str] = {}
    given = [_ReaderApart(reader, apart, failed, first=reader is readers[0]) for reader in readers]
    return tuple(cast(Reader, reader) for reader in given)


class _ReaderApart:
    """One reader, by its name, and with its place among those of a general shape."""

    def __init__(self, reader: Reader, apart: Apart, failed: dict[str, str], *, first: bool) -> None:
        self.name = reader.name
        self.general = is_general(reader)
        self._apart = apart
        self._failed = failed
        self._first = first

    def fits(self, source: Source, head: bytes) -> bool:
        """Whether the reader fits. A file that brings the worker down is taken by the first, which refuses it."""
        if source.name in self._failed:
            return self._first
        try:
            return self.name in self._apart.fits(source, head)
        except RefusedError as refused:
            self._failed.clear()
            self._failed[source.name] = refused.reason
            return self._first

    def read(self, source: Source, options: ReadOptions) -> Reading:
        """What the reader yields; raises `RefusedError`."""
        if source.name in self._failed:
            raise RefusedError(source.name, self._failed[source.name])
        return self._apart.read(source, self.name, options)
