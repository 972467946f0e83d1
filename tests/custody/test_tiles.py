from __future__ import annotations

from typing import Any

import pytest

from firstseen.custody.merkle import Tree, leaf_hash, node_hash
from firstseen.custody.tiles import ENTRIES, Tile, bundle, hashes, parse_tile, tiles_of, unbundled


def test_the_tiles_of_the_tree_that_the_specification_describes() -> None:
    """C2SP tlog-tiles: a tree of 70,000 has 273 full and one partial tile of width 112 at level 0, and so on."""
    tiles = list(tiles_of(70_000))
    level = {number: [tile for tile in tiles if tile.level == number] for number in (ENTRIES, 0, 1, 2, 3)}
    for number in (ENTRIES, 0):
        assert [tile.is_full for tile in level[number]] == [True] * 273 + [False]
        assert level[number][-1].width == 112
    assert [tile.width for tile in level[1]] == [256, 17]
    assert [tile.width for tile in level[2]] == [1]
    assert not level[3]
    assert [tile.path for tile in tiles_of(256)] == ["tile/entries/000", "tile/0/000", "tile/1/000.p/1"]


@pytest.mark.parametrize(
    ("tile", "path"),
    [
        (Tile(0, 1_234_067, 256), "tile/0/x001/x234/067"),
        (Tile(ENTRIES, 5, 7), "tile/entries/005.p/7"),
        (Tile(2, 1000, 1), "tile/2/x001/000.p/1"),
    ],
)
def test_paths(tile: Tile, path: str) -> None:
    assert tile.path == path
    assert parse_tile(path) == tile


@pytest.mark.parametrize(
    "path",
    ["tile/0/1", "tile/00/001", "tile/64/001", "tile/0/001.p/0", "tile/0/001.p/256", "tile/0/x000/001", "tile/0/x"],
)
def test_what_is_no_tile(path: str) -> None:
    assert parse_tile(path) is None


def test_hashes_of_levels_are_roots_of_full_tiles() -> None:
    tree = Tree(leaf_hash(number.to_bytes(4, "big")) for number in range(700))
    below = hashes(tree, Tile(0, 1, 256))
    row = [below[place : place + 32] for place in range(0, len(below), 32)]
    while len(row) > 1:
        row = [node_hash(*row[place : place + 2]) for place in range(0, len(row), 2)]
    assert hashes(tree, Tile(1, 0, 2))[32:] == row[0]
    with pytest.raises(ValueError, match="too small"):
        hashes(tree, Tile(0, 2, 256))


@pytest.mark.parametrize("steps", [(1, 255, 256, 257), (300, 300, 1023), (66_000, 66_001)])
def test_growing_step_by_step_makes_the_tiles_of_the_end(steps: tuple[int, ...]) -> None:
    there: dict[str, Any] = {}
    before = 0
    for size in steps:
        for tile in tiles_of(size, before):
            there[tile.path] = tile
        before = size
    assert {tile.path for tile in tiles_of(steps[-1])} <= set(there)
    assert not list(tiles_of(steps[-1], steps[-1]))


def test_bundles() -> None:
    entries = [b"", b"a", b"b" * 65_535]
    packed = bundle(entries)
    assert packed is not None
    assert packed[:5] == b"\x00\x00\x00\x01a"
    assert unbundled(packed) == entries
    assert bundle([b"c" * 65_536]) is None
    assert unbundled(packed[:-1]) is None
