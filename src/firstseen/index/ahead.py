"""Reading from the disk what a search is going to look into, all of it at once, before it is looked at.

A mapped page that is not in memory is waited for when it is touched, and the system reads as much round it as it does
for a file that is read from end to end: a search of a million pictures read all 11 GB of the index, of which it needed
a tenth. So the system is told that the mapping is read here and there, and what is needed is asked for, in the order in
which it lies. (1,000,000 pictures in ten segments, 8 MB read ahead: 3.2 to 8.6 s became 0.6 to 1.5.)
"""

from __future__ import annotations

import ctypes
import mmap
import os
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

__all__ = ["ask_for", "read_here_and_there"]

GAP: Final = 1 << 14
"""Bytes between two ranges up to which they are asked for as one, unless told otherwise."""
AT_ONCE: Final = 1 << 19
"""Bytes asked for in one call: of more the system may drop the rest."""
TRIED: Final = 64
"""Ranges of which the first byte is tried."""
IN_MEMORY: Final = 62
"""Of these, so many must be in memory for nothing to be asked for: to ask takes as long as to search."""


def read_here_and_there(address: int, length: int) -> None:
    """Tells the system that of this mapping only what is touched is to be read. A wish: what fails changes nothing."""
    ctypes.CDLL(None, use_errno=True).madvise(
        ctypes.c_void_p(address), ctypes.c_size_t(length), ctypes.c_int(mmap.MADV_RANDOM)
    )


def ask_for(path: Path, starts: NDArray[Any], ends: NDArray[Any], gap: int = GAP) -> None:
    """Has the ranges of a file read into memory, unless most of them are there. A wish, as above.

    `starts`, `ends` (n,): bytes from the beginning of the file, in any order. `gap`: bytes between two of them up to
    which they are asked for as one.
    """
    filled = np.flatnonzero(ends > starts)
    if not len(filled):
        return
    try:
        file = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    except OSError:
        return
    try:
        # Before they are put in order, which takes longer: mostly, nothing need be asked for.
        if _in_memory(file, starts[filled]):
            return
        starts, ends = _together(starts, ends, gap)
        for start, end in zip(starts.tolist(), ends.tolist(), strict=True):
            for part in range(start, end, AT_ONCE):
                os.posix_fadvise(file, part, min(AT_ONCE, end - part), os.POSIX_FADV_WILLNEED)
    except OSError:
        return
    finally:
        os.close(file)


def _together(starts: NDArray[Any], ends: NDArray[Any], gap: int = GAP) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The ranges in their order, those that are near to each other as one, empty ones left out."""
    starts, ends = starts.astype(np.int64), ends.astype(np.int64)
    order = np.argsort(starts, kind="stable")
    order = order[(ends > starts)[order]]
    starts, ends = starts[order], np.maximum.accumulate(ends[order])
    first = np.flatnonzero(np.r_[True, starts[1:] > ends[:-1] + gap][: len(starts)])
    return starts[first], np.maximum.reduceat(ends, first) if len(first) else ends


def _in_memory(file: int, starts: NDArray[Any]) -> bool:
    """Whether what lies at the beginnings of the ranges is in memory, by a sample of them."""
    # None is tried twice: to try what is not there may have it read.
    places = np.unique(np.linspace(0, len(starts) - 1, TRIED).astype(np.int64))
    byte = bytearray(1)
    there = 0
    for start in starts[places].tolist():
        try:
            os.preadv(file, [byte], start, os.RWF_NOWAIT)
        except BlockingIOError:
            continue
        there += 1
    return there * TRIED >= IN_MEMORY * len(places)
