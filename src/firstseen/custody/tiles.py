"""Tiles and entry bundles (C2SP tlog-tiles): a Merkle tree and its entries as files that are never changed once full.

    tile/<L>/<N>[.p/<W>]        hashes of level L: 256 of them, or W of a partial tile at the right edge
    tile/entries/<N>[.p/<W>]    the entries under tile/0/<N>, each after its length (big-endian uint16)

<N> is written in groups of three digits, all but the last with an x before it: 1234067 is x001/x234/067.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from firstseen.custody.merkle import HASH_BYTES, Tree

__all__ = ["ENTRIES", "MAX_ENTRY", "WIDTH", "Tile", "bundle", "hashes", "parse_tile", "tiles_of", "unbundled"]

WIDTH: Final = 256
HEIGHT: Final = 8
MAX_ENTRY: Final = 65_535
"""Bytes of an entry: its length is written in two bytes."""
ENTRIES: Final = -1
"""The level that stands for bundles of entries."""

_PATH: Final = re.compile(r"tile/(entries|[0-9]|[1-5][0-9]|6[0-3])/((?:x[0-9]{3}/)*[0-9]{3})(?:\.p/([1-9][0-9]{0,2}))?")


@dataclass(frozen=True, slots=True, order=True)
class Tile:
    """A tile by its level (`ENTRIES` for a bundle), its index and its width, 1 to 256."""

    level: int
    index: int
    width: int

    @property
    def path(self) -> str:
        """Where it lies under the log's folder."""
        groups = [f"{self.index % 1000:03d}"]
        rest = self.index // 1000
        while rest:
            groups.append(f"x{rest % 1000:03d}")
            rest //= 1000
        level = "entries" if self.level == ENTRIES else str(self.level)
        partial = "" if self.width == WIDTH else f".p/{self.width}"
        return f"tile/{level}/{'/'.join(reversed(groups))}{partial}"

    @property
    def is_full(self) -> bool:
        """Whether it will never change."""
        return self.width == WIDTH

    @property
    def first(self) -> int:
        """The first of the entries under it, counted from 0."""
        return (self.index * WIDTH) << (HEIGHT * max(self.level, 0))

    @property
    def end(self) -> int:
        """The entry after the last one under it: the smallest size of a tree that has this tile."""
        return self.first + (self.width << (HEIGHT * max(self.level, 0)))


def parse_tile(path: str) -> Tile | None:
    """The tile that lies at `path` under the log's folder; None if no tile does."""
    match = _PATH.fullmatch(path)
    if not match:
        return None
    level = ENTRIES if match[1] == "entries" else int(match[1])
    tile = Tile(level, int(match[2].replace("x", "").replace("/", "")), int(match[3] or WIDTH))
    return tile if tile.path == path else None


def tiles_of(size: int, after: int = 0) -> Iterator[Tile]:
    """The tiles of a tree of `size` leaves that one of `after` leaves does not have; bundles of entries first."""
    for level in range(ENTRIES, 64):
        shift = HEIGHT * max(level, 0)
        wide, had = size >> shift, after >> shift
        if wide == 0:
            return
        for index in range(had // WIDTH, -(-wide // WIDTH)):
            tile = Tile(level, index, min(WIDTH, wide - index * WIDTH))
            if index * WIDTH + tile.width > had:
                yield tile


def hashes(tree: Tree, tile: Tile) -> bytes:
    """The contents of a tile of hashes: 32 bytes for each of its width."""
    first = tile.index * WIDTH
    found = b"".join(tree.full(HEIGHT * tile.level, first, first + tile.width))
    if len(found) != tile.width * HASH_BYTES:
        raise ValueError(f"the tree is too small for {tile.path}")
    return found


def bundle(entries: Sequence[bytes]) -> bytes | None:
    """The contents of a bundle; None if one of the entries is too long for the format."""
    if any(len(entry) > MAX_ENTRY for entry in entries):
        return None
    return b"".join(len(entry).to_bytes(2, "big") + entry for entry in entries)


def unbundled(data: bytes) -> list[bytes] | None:
    """The entries of a bundle; None if it is not one."""
    entries = []
    place = 0
    while place < len(data):
        end = place + 2 + int.from_bytes(data[place : place + 2], "big")
        if end > len(data):
            return None
        entries.append(data[place + 2 : end])
        place = end
    return entries
