"""The Merkle tree of RFC 6962, section 2.1: root, inclusion proofs and consistency proofs, made and verified.

A leaf is SHA-256(0x00 || entry), a node SHA-256(0x01 || left || right). The tree of n leaves is split at the largest
power of two below n. Pure: bytes in, bytes out. Proofs are verified as RFC 9162, 2.1.3.2 and 2.1.4.2, spell it out.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence

__all__ = ["EMPTY_ROOT", "HASH_BYTES", "Tree", "leaf_hash", "node_hash", "verify_consistency", "verify_inclusion"]

HASH_BYTES = 32
EMPTY_ROOT = hashlib.sha256(b"").digest()
"""The root of the tree without leaves."""


def leaf_hash(entry: bytes) -> bytes:
    """The hash of a leaf, 32 bytes."""
    return hashlib.sha256(b"\x00" + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash of a node over its two children, 32 bytes."""
    return hashlib.sha256(b"\x01" + left + right).digest()


class Tree:
    """A tree that grows by leaves and remembers the root of every full subtree, so that any proof is a look-up.

    It holds two hashes for each leaf: 100,000 entries take some 20 MB.
    """

    def __init__(self, leaves: Iterable[bytes] = ()) -> None:
        self._levels: list[list[bytes]] = [[]]
        for leaf in leaves:
            self.append(leaf)

    def __len__(self) -> int:
        return len(self._levels[0])

    def append(self, leaf: bytes) -> None:
        """Adds a leaf by its hash (`leaf_hash`)."""
        level = 0
        self._levels[0].append(leaf)
        while len(self._levels[level]) % 2 == 0:
            if level + 1 == len(self._levels):
                self._levels.append([])
            self._levels[level + 1].append(node_hash(self._levels[level][-2], self._levels[level][-1]))
            level += 1

    def full(self, height: int, start: int, end: int) -> list[bytes]:
        """Roots of full subtrees of 2**height leaves, those numbered from `start` up to `end`, as far as there are."""
        return self._levels[height][start:end] if height < len(self._levels) else []

    def root(self, size: int | None = None) -> bytes:
        """The root of the tree over the first `size` leaves (all of them by default)."""
        size = len(self) if size is None else self._within(size)
        return self._hash(0, size) if size else EMPTY_ROOT

    def inclusion_proof(self, index: int, size: int | None = None) -> list[bytes]:
        """The audit path of the leaf at `index`, counted from 0, in the tree over the first `size` leaves."""
        size = len(self) if size is None else self._within(size)
        if not 0 <= index < size:
            raise ValueError(f"no leaf {index} in a tree of {size}")
        path: list[bytes] = []
        start, end = 0, size
        while end - start > 1:
            middle = start + _split(end - start)
            if index < middle:
                path.append(self._hash(middle, end))
                end = middle
            else:
                path.append(self._hash(start, middle))
                start = middle
        return path[::-1]

    def consistency_proof(self, older: int, size: int | None = None) -> list[bytes]:
        """The proof that the tree over the first `older` leaves is a beginning of that over the first `size`."""
        size = len(self) if size is None else self._within(size)
        if not 0 <= older <= size:
            raise ValueError(f"a tree of {older} is not the beginning of one of {size}")
        if older in (0, size):
            return []
        path: list[bytes] = []
        start, end, whole = 0, size, True
        while older != end:
            middle = start + _split(end - start)
            if older <= middle:
                path.append(self._hash(middle, end))
                end = middle
            else:
                path.append(self._hash(start, middle))
                start, whole = middle, False
        if not whole:
            path.append(self._hash(start, end))
        return path[::-1]

    def _within(self, size: int) -> int:
        if not 0 <= size <= len(self):
            raise ValueError(f"no tree of {size} leaves: there are {len(self)}")
        return size

    def _hash(self, start: int, end: int) -> bytes:
        """The root over leaves `start` to `end`; `start` is a multiple of the power of two that spans them."""
        size = end - start
        if size & (size - 1) == 0:
            height = size.bit_length() - 1
            return self._levels[height][start >> height]
        middle = start + _split(size)
        return node_hash(self._hash(start, middle), self._hash(middle, end))


def _split(size: int) -> int:
    """The largest power of two below `size`, which is at least 2."""
    return 1 << ((size - 1).bit_length() - 1)


def verify_inclusion(leaf: bytes, index: int, size: int, path: Sequence[bytes], root: bytes) -> bool:
    """Whether the audit path shows that `leaf` (its hash) is at `index` in the tree of `size` leaves with this root."""
    if not 0 <= index < size:
        return False
    first, last, found = index, size - 1, leaf
    for other in path:
        if last == 0:
            return False
        if first & 1 or first == last:
            found = node_hash(other, found)
            while not first & 1 and first:
                first >>= 1
                last >>= 1
        else:
            found = node_hash(found, other)
        first >>= 1
        last >>= 1
    return last == 0 and found == root


def verify_consistency(older: int, size: int, path: Sequence[bytes], older_root: bytes, root: bytes) -> bool:
    """Whether the proof shows that the tree of `older` leaves is a beginning of that of `size` leaves."""
    if older == size:
        return not path and older_root == root
    if older == 0:
        return not path and older_root == EMPTY_ROOT
    if not 0 < older < size:
        return False
    steps = list(path)
    if older & (older - 1) == 0:
        steps.insert(0, older_root)
    if not steps:
        return False
    first, last = older - 1, size - 1
    while first & 1:
        first >>= 1
        last >>= 1
    found_older = found = steps[0]
    for other in steps[1:]:
        if last == 0:
            return False
        if first & 1 or first == last:
            found_older, found = node_hash(other, found_older), node_hash(other, found)
            while not first & 1 and first:
                first >>= 1
                last >>= 1
        else:
            found = node_hash(found, other)
        first >>= 1
        last >>= 1
    return last == 0 and found_older == older_root and found == root
