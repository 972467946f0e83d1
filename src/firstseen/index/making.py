"""Segments made of pictures, and of other segments, list by list."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import BinaryIO

import numpy as np
from numpy.typing import NDArray

from firstseen.index.labels import GEOMETRY, LARGEST_SEGMENT, VIEW_SHIFT, geometry_of, label, read_view
from firstseen.index.segment import Block, Names, Segment, write
from firstseen.index.vocabulary import LISTS, list_of, shortened
from firstseen.model.identifiers import Digest
from firstseen.prints.picture import PicturePrints

__all__ = ["views_of", "write_merged", "write_pictures"]

_POINTS_AT_ONCE = 1 << 19
"""Points merged in one step, unless one list alone is longer: about 60 MB of memory."""
_MOST_VIEWS = 1 << 16
"""Views of one picture that a segment can tell apart."""


def views_of(prints: PicturePrints) -> list[PicturePrints]:
    """A picture as its whole and as each of its regions: what is entered, and what is searched for."""
    return [prints, *(region.prints for region in prints.regions)][:_MOST_VIEWS]


def write_pictures(entries: Sequence[tuple[Digest, PicturePrints]], stream: BinaryIO) -> None:
    """Writes a segment of these pictures; their order changes nothing."""
    ordered = sorted(entries, key=lambda entry: entry[0])
    views = [views_of(prints) for _, prints in ordered]
    flat = [view for some in views for view in some]
    if len(flat) >= LARGEST_SEGMENT:
        raise ValueError(f"a segment holds fewer than {LARGEST_SEGMENT} views")
    codes = np.concatenate([np.zeros((0, 32), np.uint8), *(view.descriptors for view in flat)])
    labels = np.concatenate(
        [np.zeros(0, np.int64), *(label(place, geometry_of(view)) for place, view in enumerate(flat))]
    )
    lists = list_of(codes)
    counts = [len(some) for some in views]
    names = Names(
        digests=np.array([list(bytes.fromhex(digest)) for digest, _ in ordered], np.uint8).reshape(-1, 32),
        pictures=np.repeat(np.arange(len(views), dtype=np.uint32), counts),
        numbers=np.array([number for count in counts for number in range(count)], np.uint16),
        qualities=np.array([view.pdq_quality for view in flat], np.uint8),
        hashes=np.array([view.pdq[0] for view in flat], np.uint8).reshape(-1, 32),
    )
    order = np.lexsort((labels, lists))
    sizes = np.bincount(lists, minlength=LISTS)
    write(names, sizes, [Block(sizes, shortened(codes)[order], labels[order])], stream)


def write_merged(segments: Sequence[Segment], stream: BinaryIO) -> None:
    """Writes one segment of the content of several: the same bytes as if their pictures had been written at once."""
    names, renumbered = _joined([segment.names for segment in segments])
    if len(names.pictures) >= LARGEST_SEGMENT:
        raise ValueError(f"a segment holds fewer than {LARGEST_SEGMENT} views")
    sizes = np.sum([segment.sizes for segment in segments], axis=0)
    write(names, sizes, _blocks(segments, renumbered, sizes), stream)


def _joined(parts: Sequence[Names]) -> tuple[Names, list[NDArray[np.int64]]]:
    """The names in the order of the digests, and for each part the new number of each of its views."""
    digests = np.concatenate([part.digests for part in parts])
    order = np.argsort(np.ascontiguousarray(digests).view("S32")[:, 0], kind="stable")
    place = np.empty(len(order), np.int64)
    place[order] = np.arange(len(order))
    before = np.cumsum([0, *(len(part.digests) for part in parts)])
    owners = np.concatenate(
        [place[part.pictures.astype(np.int64) + int(first)] for part, first in zip(parts, before, strict=False)]
    )
    rows = np.argsort(owners, kind="stable")
    renumbered = np.empty(len(rows), np.int64)
    renumbered[rows] = np.arange(len(rows))
    names = Names(
        digests=digests[order],
        pictures=owners[rows].astype(np.uint32),
        numbers=np.concatenate([part.numbers for part in parts])[rows],
        qualities=np.concatenate([part.qualities for part in parts])[rows],
        hashes=np.concatenate([part.hashes for part in parts])[rows],
    )
    return names, np.split(renumbered, np.cumsum([len(part.pictures) for part in parts])[:-1])


def _blocks(
    segments: Sequence[Segment], renumbered: Sequence[NDArray[np.int64]], sizes: NDArray[np.int64]
) -> Iterator[Block]:
    """The merged lists, some at a time."""
    first, after = 0, np.cumsum(sizes)
    while first < LISTS:
        done = int(after[first - 1]) if first else 0
        end = max(first + 1, int(np.searchsorted(after, done + _POINTS_AT_ONCE, side="right")))
        yield _block(segments, renumbered, sizes, slice(first, end))
        first = end


def _block(
    segments: Sequence[Segment], renumbered: Sequence[NDArray[np.int64]], sizes: NDArray[np.int64], lists: slice
) -> Block:
    parts = [segment.block(lists.start, lists.stop) for segment in segments]
    labels = []
    for part, numbers in zip(parts, renumbered, strict=True):
        # A damaged label could name a view that is not there: it is given to the first.
        views = read_view(part.labels)
        sound = (views >= 0) & (views < len(numbers))
        labels.append((numbers[np.where(sound, views, 0)] << VIEW_SHIFT) | (part.labels & GEOMETRY))
    which = np.concatenate([np.repeat(np.arange(len(part.sizes)), part.sizes) for part in parts])
    together = np.concatenate(labels)
    order = np.lexsort((together, which))
    return Block(sizes[lists], np.concatenate([part.codes for part in parts])[order], together[order])
