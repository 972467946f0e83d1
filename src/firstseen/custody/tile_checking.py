"""Checking tiles and bundles of entries against the tree they are cut from."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path

from firstseen.custody.durable import PASSING
from firstseen.custody.merkle import HASH_BYTES, Tree, leaf_hash
from firstseen.custody.tiles import ENTRIES, WIDTH, Tile, hashes, parse_tile, tiles_of, unbundled

__all__ = ["TileCheck", "leaves_of_tiles"]


def leaves_of_tiles(folder: Path) -> Iterator[bytes]:
    """The leaf hashes that the tiles of level 0 under the log's folder hold, up to the first tile that is missing."""
    index = 0
    while (path := folder / Tile(0, index, WIDTH).path).is_file():
        yield from _cut(path.read_bytes())
        index += 1
    partial = folder / f"{Tile(0, index, WIDTH).path}.p"
    widths = [int(path.name) for path in partial.iterdir() if path.name.isdigit()] if partial.is_dir() else []
    if widths:
        yield from _cut((partial / str(max(widths))).read_bytes())


def _cut(data: bytes) -> Iterator[bytes]:
    for start in range(0, len(data), HASH_BYTES):
        yield data[start : start + HASH_BYTES]


class TileCheck:
    """Every tile there is, and every one that should be, against a tree."""

    def __init__(self, folder: Path, tree: Tree, long: Collection[int], *, whole: bool) -> None:
        """`long`: entries, counted from 0, that no bundle can hold. `whole`: whether the tree is the journal's."""
        self.wrong: list[str] = []
        self.unchecked: list[str] = []
        self._folder = folder
        self._tree = tree
        self._long = long
        self._whole = whole

    def run(self, size: int) -> None:
        """Checks the tiles; those of a tree of `size` leaves must be there."""
        found = {path.relative_to(self._folder).as_posix() for path in _files(self._folder / "tile")}
        for name in sorted(found):
            tile = parse_tile(name)
            if tile is not None:
                self._check(tile, self._folder / name)
            elif not Path(name).name.startswith(PASSING):
                self.unchecked.append(f"{self._folder / name}: is no part of the log")
        for tile in tiles_of(size):
            if tile.path not in found:
                self._missing(tile)

    def _missing(self, tile: Tile) -> None:
        path = self._folder / tile.path
        long = [number + 1 for number in range(tile.first, tile.end) if number in self._long]
        if tile.level == ENTRIES and long:
            self.unchecked.append(
                f"{path}: cannot be written, because entry {long[0]}, of an older version, is too long for a bundle; "
                "the journal holds it"
            )
        else:
            self.wrong.append(f"{path}: is missing")

    def _check(self, tile: Tile, path: Path) -> None:
        if tile.end > len(self._tree):
            if self._whole:
                self.wrong.append(f"{path}: stands for entries that the journal does not have")
            return
        data = path.read_bytes()
        if tile.level == ENTRIES:
            self._check_bundle(tile, path, data)
            return
        if data == hashes(self._tree, tile):
            return
        if len(data) != tile.width * HASH_BYTES:
            self.wrong.append(f"{path}: has {len(data)} bytes, not {tile.width * HASH_BYTES}")
            return
        pairs = zip(_cut(data), _cut(hashes(self._tree, tile)), strict=True)
        place = next(number for number, (ours, theirs) in enumerate(pairs) if ours != theirs)
        under = Tile(tile.level, tile.index, place + 1)
        first = Tile(tile.level, tile.index, place).end + 1 if place else tile.first + 1
        entries = f"entry {first}" if tile.level == 0 else f"entries {first} to {under.end}"
        self.wrong.append(f"{path}: hash {place + 1} is not that of {entries}")

    def _check_bundle(self, tile: Tile, path: Path, data: bytes) -> None:
        entries = unbundled(data)
        if entries is None or len(entries) != tile.width:
            self.wrong.append(f"{path}: is not a bundle of {tile.width} entries")
            return
        for number, (entry, leaf) in enumerate(
            zip(entries, self._tree.full(0, tile.first, tile.end), strict=True), start=tile.first + 1
        ):
            if leaf_hash(entry) != leaf:
                self.wrong.append(f"{path}: entry {number} is not that of the journal")
                return


def _files(folder: Path) -> Iterator[Path]:
    return (path for path in folder.rglob("*") if path.is_file() or path.is_symlink())
