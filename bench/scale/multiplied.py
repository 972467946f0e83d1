"""`python -m bench.scale.multiplied INDEX TIMES`: an index so many times as large, within minutes.

Grows what `bench.scale --work` grew, where a million pictures would take an hour or more to be entered: the segments
become one, and beside it are written as many like it as are asked for. In each of them every picture has the same
descriptors, so lists are as long and chance pairs as many as if other mixed pictures had been entered, but its points
lie at other places and angles, its hash is chance, and the last byte of its digest tells which copy it is. Points that
come near a query by chance do so in all copies at once: times and numbers of candidates scatter more, their means stay.
"""

from __future__ import annotations

import argparse
from collections.abc import Collection, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import BinaryIO

import numpy as np
from numpy.typing import NDArray

from firstseen.index.labels import GEOMETRY, geometry_of, label, read_geometry
from firstseen.index.making import write_merged
from firstseen.index.segment import Block, Segment, write
from firstseen.index.shelf import put, shelved, sweep
from firstseen.index.vocabulary import LISTS
from firstseen.model.identifiers import Digest
from firstseen.prints.picture import PicturePrints

__all__ = ["MOST", "copy_name", "elsewhere", "first_name", "moved", "multiply"]

MOST = 200
"""Copies that one byte tells apart."""
_LISTS_AT_ONCE = 256
_HEIGHT_SHARE = 682
"""Height of a mixed picture in 1024ths of its width: no point lies below."""
_MIX = np.array([0x9E3779B97F4A7C15, 0xBF58476D1CE4E5B9, 0x94D049BB133111EB], np.uint64)
"""Of SplitMix64 (Steele, Lea and Flood 2014)."""


def copy_name(name: Digest, number: int) -> Digest:
    """The digest of a picture's copy of that number (0: itself); the same way back."""
    return f"{name[:62]}{int(name[62:], 16) ^ number:02x}"


def first_name(name: Digest, known: Collection[Digest]) -> tuple[Digest, int]:
    """Which of the known pictures this is a copy of, and its number; raises `KeyError` for none."""
    for number in range(MOST + 1):
        if (original := copy_name(name, number)) in known:
            return original, number
    raise KeyError(name)


def moved(labels: NDArray[np.int64], number: int) -> NDArray[np.int64]:
    """The labels with other places and angles; views and sizes stay."""
    mixed = labels.astype(np.uint64) & np.uint64(GEOMETRY)
    mixed = (mixed + np.uint64(number)) * _MIX[0]
    mixed = (mixed ^ (mixed >> np.uint64(30))) * _MIX[1]
    mixed = (mixed ^ (mixed >> np.uint64(27))) * _MIX[2]
    chance = (mixed ^ (mixed >> np.uint64(31))).astype(np.int64) & GEOMETRY
    across, down = chance >> 26, ((chance >> 16) & 1023) * _HEIGHT_SHARE >> 10
    return np.asarray((labels & ~(GEOMETRY ^ 0xFF00)) | (across << 26) | (down << 16) | (chance & 0xFF), np.int64)


def elsewhere(prints: PicturePrints, number: int) -> PicturePrints:
    """The prints that the copy of that number has."""
    geometry = read_geometry(moved(label(0, geometry_of(prints)), number))
    points = prints.points.copy()
    longer = max(prints.width, prints.height)
    points[:, 0], points[:, 1], points[:, 3] = geometry.x * longer, geometry.y * longer, geometry.turn * 360
    hashes = np.random.default_rng(number).integers(0, 256, prints.pdq.shape, np.uint8)
    regions = tuple(replace(one, prints=elsewhere(one.prints, number)) for one in prints.regions)
    return replace(prints, points=points, pdq=hashes, regions=regions)


def _copied(segment: Segment, number: int, stream: BinaryIO) -> None:
    digests = segment.names.digests.copy()
    digests[:, 31] ^= number
    hashes = np.random.default_rng(number).integers(0, 256, segment.names.hashes.shape, np.uint8)
    names = replace(segment.names, digests=digests, hashes=hashes)
    write(names, segment.sizes, _blocks(segment, number), stream)


def _blocks(segment: Segment, number: int) -> Iterator[Block]:
    for first in range(0, LISTS, _LISTS_AT_ONCE):
        block = segment.block(first, min(first + _LISTS_AT_ONCE, LISTS))
        yield replace(block, labels=moved(block.labels, number))


def multiply(folder: Path, times: int) -> Iterator[int]:
    """Makes the index in a folder so many times as large; tells after each copy how many pictures there are."""
    shelf = shelved(folder)
    last = shelf[-1].last
    writing = partial(write_merged, [item.segment for item in shelf])
    whole = put(folder, writing, shelf[0].first, last) if len(shelf) > 1 else shelf[0]
    kept = [whole]
    sweep(folder, kept)
    for number in range(1, times):
        kept.append(put(folder, partial(_copied, whole.segment, number), last + number, last + number))
        yield sum(len(item.segment.names.digests) for item in kept)


def main() -> None:
    """Writes the copies and tells how many pictures there are."""
    parser = argparse.ArgumentParser(prog="python -m bench.scale.multiplied", description=__doc__)
    parser.add_argument("index", type=Path)
    parser.add_argument("times", type=int)
    chosen = parser.parse_args()
    if not 1 < chosen.times <= MOST:
        parser.error(f"between 2 and {MOST} times")
    for pictures in multiply(chosen.index, chosen.times):
        print(f"{pictures:,} pictures", flush=True)


if __name__ == "__main__":
    main()
