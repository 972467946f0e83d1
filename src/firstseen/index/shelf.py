"""The folder of segments: which are read, how a new one gets in, and what is swept out.

A segment is named by the first and last number of the additions it holds: `00000003-00000007.segment`. A merged one
bears the whole range of those it replaces, so the rename that brings it in is all there is to a merge: a reader takes
the widest ranges and passes over what lies inside them. Nothing is ever changed in place. A kill at any moment leaves
at most a file that nobody reads, which the next writer removes.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path

from firstseen.index.lists import MappedLists
from firstseen.index.segment import DamagedSegmentError, Part, Segment, read, write

__all__ = ["Shelved", "put", "shelved", "sweep"]

_NAME = re.compile(r"(\d{8})-(\d{8})\.segment")
_UNFINISHED = ".unfinished"
_LOOKS = 5
"""How often a reader looks again when a writer removes merged segments under its eyes."""


@dataclass(frozen=True, slots=True, eq=False)
class Shelved:
    """A segment in use: the range of additions it holds, its content, and its inverted lists."""

    first: int
    last: int
    segment: Segment
    lists: MappedLists


def shelved(folder: Path) -> list[Shelved]:
    """The sound segments of the folder, in the order of the additions; a damaged one is passed over.

    When a merged segment is damaged and those it was made of are still there, they are taken. Never writes.
    """
    for _ in range(_LOOKS - 1):
        try:
            return _look(folder)
        except FileNotFoundError:
            continue
    return _look(folder)


def put(folder: Path, part: Part, first: int, last: int) -> Shelved:
    """Writes a segment and brings it in. Durable when it returns; on any error before, nothing has changed."""
    path = folder / f"{first:08d}-{last:08d}.segment"
    unfinished = path.with_suffix(_UNFINISHED)
    with unfinished.open("wb") as stream:
        write(part, stream)
        stream.flush()
        os.fsync(stream.fileno())
    unfinished.replace(path)
    _settle(folder)
    segment = read(path)
    return Shelved(first, last, segment, MappedLists(segment))


def sweep(folder: Path, used: list[Shelved]) -> None:
    """Removes what is not in use: unfinished, merged and damaged segments. For the writer only."""
    kept = {item.segment.path.name for item in used}
    for path in sorted(folder.iterdir()):
        if path.name not in kept and (path.suffix == _UNFINISHED or _NAME.fullmatch(path.name)):
            path.unlink(missing_ok=True)


def _look(folder: Path) -> list[Shelved]:
    if not folder.is_dir():
        return []
    ranges = []
    for path in folder.iterdir():
        match = _NAME.fullmatch(path.name)
        if match and int(match[1]) <= int(match[2]):
            ranges.append((int(match[1]), int(match[2]), path))
    taken: list[Shelved] = []
    for first, last, path in sorted(ranges, key=lambda entry: (entry[0] - entry[1], entry[0])):
        if any(first <= other.last and other.first <= last for other in taken):
            continue
        try:
            segment = read(path)
        except DamagedSegmentError:
            continue
        taken.append(Shelved(first, last, segment, MappedLists(segment)))
    return sorted(taken, key=lambda item: item.first)


def _settle(folder: Path) -> None:
    """Makes the rename itself durable."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
