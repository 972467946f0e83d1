"""Which segments are merged when, and the thread that merges large ones while pictures are added and searched.

Small segments are merged at once, so that a small case has few. Large ones are merged by fours of about one size: a
point is written again once for every fourfold growth, and a million pictures lie in about 15 segments. A merge that
is killed has cost nothing: the segments it was to replace are there, and the next writer begins it again.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from firstseen.index.making import write_merged
from firstseen.index.segment import Segment
from firstseen.index.shelf import Shelved, bring, name_of

__all__ = ["AT_ONCE", "BackgroundMerge", "due", "with_before"]

AT_ONCE = 4096
"""Pictures that a segment may have to be merged while the one who adds waits: about half a second."""
_GROWTH = 2
"""A small segment is merged with what follows when it is less than this many times as large."""
_TOGETHER = 4
"""Large segments of one level that are merged into one of the next."""


def with_before(sizes: Sequence[int], pictures: int) -> int:
    """How many of the last segments (`sizes` in pictures) an addition of so many pictures is merged with at once."""
    taken = 0
    for size in reversed(sizes):
        if size >= _GROWTH * pictures or size + pictures > AT_ONCE:
            break
        pictures += size
        taken += 1
    return taken


def due(sizes: Sequence[int]) -> int:
    """How many of the last segments are to be merged into a large one: 0, or those up to a level that is full."""
    levels = [_level(size) for size in sizes]
    for level in sorted(set(levels) - {0}, reverse=True):
        taken = next((place for place, other in enumerate(reversed(levels)) if other > level), len(levels))
        if levels[len(levels) - taken :].count(level) >= _TOGETHER:
            return taken
    return 0


def _level(pictures: int) -> int:
    level = 0
    while pictures >= AT_ONCE // 2:
        pictures //= _TOGETHER
        level += 1
    return level


class BackgroundMerge:
    """Segments being merged by a thread of their own, which ends with the program; what it leaves then is swept."""

    def __init__(self, folder: Path, items: Sequence[Shelved]) -> None:
        """Starts merging. `items` are neighbours on the shelf."""
        self.first, self.last = items[0].first, items[-1].last
        self._folder = folder
        self._segments: list[Segment] = [item.segment for item in items]
        self._error: OSError | None = None
        self._thread = threading.Thread(target=self._run, name="merging the index", daemon=True)
        self._thread.start()

    @property
    def name(self) -> str:
        """The file that it brings in."""
        return name_of(self.first, self.last)

    def done(self, *, wait: bool = False) -> bool:
        """Whether it has ended. Raises the `OSError` that ended it, such as of a full disk."""
        if wait:
            self._thread.join()
        if self._thread.is_alive():
            return False
        if self._error is not None:
            raise self._error
        return True

    def _run(self) -> None:
        try:
            bring(self._folder, partial(write_merged, self._segments), self.first, self.last)
        except OSError as error:
            self._error = error
