"""The index of a case's videos and sounds: all their frames by hash, all they sound like by landmarks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Final

from firstseen.index.moving.frames import alike_frames, nearest_frames
from firstseen.index.moving.segment import Part, check, part_of, read, write
from firstseen.index.moving.sounds import Agreed, Landmarked
from firstseen.index.shelf import bring, problems, sweep, taken
from firstseen.model.identifiers import Digest
from firstseen.prints.moving.moving import FramePrints, MovingPrints, SoundPrints

__all__ = ["FOLDER", "MovingIndex"]

FOLDER: Final = "moving"
"""Where its segments lie in the folder of the index of pictures."""
LARGEST: Final = 48_000_000
"""Entries and frames of a segment to which no more is added: 190 MB, about 100 hours. Each is written again at most as
often as it doubles."""
_AT_ONCE: Final = 32
"""Media written as one segment at most when many are added: 64 hours and more of memory are not wanted."""


@dataclass(frozen=True, slots=True, eq=False)
class _Shelved:
    """A segment in use: the range of additions it holds, its file and its content."""

    first: int
    last: int
    path: Path
    part: Part

    @property
    def size(self) -> int:
        """Entries and frames."""
        return len(self.part.entries) + len(self.part.hashes)


class MovingIndex:
    """Videos and sounds by their prints, in a folder of sealed segments. One writer at a time, any number of readers.

    What an opened index holds is what was there when it was opened, plus what is added through it. The same set of
    media gives the same candidates in whatever order and batches they were added.
    """

    def __init__(self, folder: Path, shelf: list[_Shelved]) -> None:
        self._folder = folder
        self._shelf = shelf
        self._sounds: Landmarked | None = None

    @classmethod
    def open(cls, folder: Path) -> MovingIndex:
        """Opens the index in the folder; an absent folder is an empty index. Never writes.

        A segment that is missing or damaged is left out: add the media again that `digests` does not name.
        """
        return cls(folder, taken(folder, _opened))

    def digests(self) -> set[Digest]:
        """The media it holds."""
        return {digest for item in self._shelf for digest in item.part.names()}

    def check(self) -> list[str]:
        """Reads every byte of the index; says of each segment that is not as it was written what is wrong with it."""
        return [f"{self._folder.name}/{problem}" for problem in problems(self._folder, self._shelf, check)]

    def add(self, entries: Iterable[tuple[Digest, MovingPrints]]) -> None:
        """Adds media; those it holds already are passed over. Written and durable when it returns."""
        self._folder.mkdir(parents=True, exist_ok=True)
        held = self.digests()
        fresh = ((digest, prints) for digest, prints in entries if digest not in held)
        while batch := dict(islice(fresh, _AT_ONCE)):
            held |= batch.keys()
            self._append([part_of(digest, prints) for digest, prints in sorted(batch.items())])

    def by_frames(self, query: FramePrints, *, leave_out: Digest | None = None) -> dict[Digest, float]:
        """The videos that may share frames with one, and how much speaks for each (frames that agree)."""
        return alike_frames([item.part for item in self._shelf], query, leave_out)

    def by_still(self, still: FramePrints) -> dict[Digest, int]:
        """The videos of which a frame is near to a still, or to a picture in it (`as_frames`), and by how many bits the
        nearest differs."""
        return nearest_frames([item.part for item in self._shelf], still)

    def by_sound(self, query: SoundPrints, *, leave_out: Digest | None = None) -> dict[Digest, Agreed]:
        """The recordings that may share a stretch with one, and what speaks for each."""
        if self._sounds is None:
            self._sounds = Landmarked([item.part for item in self._shelf])
        return self._sounds.candidates(query, leave_out)

    def _append(self, parts: list[Part]) -> None:
        """Writes one more segment, with the small ones before it."""
        number = self._shelf[-1].last + 1 if self._shelf else 0
        first, size, kept = number, sum(len(part.entries) + len(part.hashes) for part in parts), list(self._shelf)
        while kept and kept[-1].size < 2 * size and kept[-1].size + size <= LARGEST:
            before = kept.pop()
            first, size = before.first, size + before.size
            parts = [before.part, *parts]
        path = bring(self._folder, partial(write, parts), first, number)
        self._shelf = [*kept, _opened(path, first, number)]
        self._sounds = None
        sweep(self._folder, self._shelf)


def _opened(path: Path, first: int, last: int) -> _Shelved:
    return _Shelved(first, last, path, read(path))
