"""The folder of segments: which are read, how a new one gets in, and what is swept out.

A segment is named by the first and last number of the additions it holds: `00000003-00000007.segment`. A merged one
bears the whole range of those it replaces, so the rename that brings it in is all there is to a merge: a reader takes
the widest ranges and passes over what lies inside them. Nothing is ever changed in place. A kill at any moment leaves
at most a file that nobody reads, which the next writer removes.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Protocol, TypeVar

from firstseen.index.lists import MappedLists
from firstseen.index.segment import DamagedSegmentError, Segment, check, read

__all__ = ["Ranged", "Shelved", "bring", "name_of", "problems", "put", "shelved", "sweep", "taken", "taken_in"]

_NAME = re.compile(r"(\d{8})-(\d{8})\.segment")
_UNFINISHED = ".unfinished"
_LOOKS = 5
"""How often a reader looks again when a writer removes merged segments under its eyes."""


class Ranged(Protocol):
    """A segment in use: the range of additions that it holds, and where it lies."""

    @property
    def first(self) -> int:
        """The first addition."""
        ...

    @property
    def last(self) -> int:
        """The last addition."""
        ...

    @property
    def path(self) -> Path:
        """Its file."""
        ...


Found = TypeVar("Found", bound=Ranged)


@dataclass(frozen=True, slots=True, eq=False)
class Shelved:
    """A segment in use: the range of additions it holds, its content, and its inverted lists."""

    first: int
    last: int
    segment: Segment
    lists: MappedLists

    @property
    def path(self) -> Path:
        """Its file."""
        return self.segment.path


def shelved(folder: Path) -> list[Shelved]:
    """The sound segments of the folder, in the order of the additions; a damaged one is passed over.

    When a merged segment is damaged and those it was made of are still there, they are taken. Never writes.
    """
    return taken(folder, _opened)


def taken(folder: Path, opened: Callable[[Path, int, int], Found]) -> list[Found]:
    """As `shelved`, for segments of any kind: `opened` is told file, first and last addition, and raises
    `DamagedSegmentError` for one to be passed over."""
    for _ in range(_LOOKS - 1):
        try:
            return _look(folder, opened)
        except FileNotFoundError:
            continue
    return _look(folder, opened)


def name_of(first: int, last: int) -> str:
    """The file name of the segment of these additions."""
    return f"{first:08d}-{last:08d}.segment"


def bring(folder: Path, write: Callable[[BinaryIO], None], first: int, last: int) -> Path:
    """Has a segment written and brings it in. Durable when it returns; on any error before, nothing has changed."""
    path = folder / name_of(first, last)
    unfinished = path.with_suffix(_UNFINISHED)
    with unfinished.open("wb") as stream:
        write(stream)
        stream.flush()
        os.fsync(stream.fileno())
    unfinished.replace(path)
    _settle(folder)
    return path


def put(folder: Path, write: Callable[[BinaryIO], None], first: int, last: int) -> Shelved:
    """As `bring`, and opens it."""
    return _opened(bring(folder, write, first, last), first, last)


def taken_in(folder: Path, shelf: list[Shelved], first: int, last: int) -> list[Shelved]:
    """The shelf with the merged segment of these additions in the place of those that it was made of."""
    merged = _opened(folder / name_of(first, last), first, last)
    before = [item for item in shelf if item.last < first]
    return [*before, merged, *(item for item in shelf if item.first > last)]


def problems(folder: Path, used: Sequence[Ranged], check: Callable[[Path], None] = check) -> list[str]:
    """What is wrong with the segments in use, read as a whole, and with those that were passed over as damaged."""
    paths = [item.path for item in used]
    for path in sorted(folder.iterdir()) if folder.is_dir() else []:
        match = _NAME.fullmatch(path.name)
        # One that lies inside another was replaced by it.
        if match and not any(item.first <= int(match[1]) and int(match[2]) <= item.last for item in used):
            paths.append(path)
    found = []
    for path in paths:
        try:
            check(path)
        except DamagedSegmentError as error:
            found.append(str(error))
        except FileNotFoundError:
            found.append(f"{path.name}: is no longer there")
    return found


def sweep(folder: Path, used: Sequence[Ranged], coming: Iterable[str] = ()) -> None:
    """Removes what is not in use: unfinished, merged and damaged segments. For the writer only.

    `coming`: names of segments that are being written meanwhile.
    """
    kept = {item.path.name for item in used} | set(coming)
    kept |= {Path(name).with_suffix(_UNFINISHED).name for name in coming}
    for path in sorted(folder.iterdir()):
        if path.name not in kept and (path.suffix == _UNFINISHED or _NAME.fullmatch(path.name)):
            path.unlink(missing_ok=True)


def _look(folder: Path, opened: Callable[[Path, int, int], Found]) -> list[Found]:
    if not folder.is_dir():
        return []
    ranges = []
    for path in folder.iterdir():
        match = _NAME.fullmatch(path.name)
        if match and int(match[1]) <= int(match[2]):
            ranges.append((int(match[1]), int(match[2]), path))
    found: list[Found] = []
    for first, last, path in sorted(ranges, key=lambda entry: (entry[0] - entry[1], entry[0])):
        if any(first <= other.last and other.first <= last for other in found):
            continue
        try:
            found.append(opened(path, first, last))
        except DamagedSegmentError:
            continue
    return sorted(found, key=lambda item: item.first)


def _opened(path: Path, first: int, last: int) -> Shelved:
    segment = read(path)
    return Shelved(first, last, segment, MappedLists(segment))


def _settle(folder: Path) -> None:
    """Makes the rename itself durable."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
