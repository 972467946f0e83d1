"""The tree against the vectors of the certificate-transparency project, and against the words of RFC 6962."""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as some

from firstseen.custody.merkle import EMPTY_ROOT, Tree, leaf_hash, verify_consistency, verify_inclusion

ENTRIES = [
    bytes.fromhex(text)
    for text in (
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    )
]
ROOTS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
"""Roots over the first 0 to 8 of the entries above."""


def _mth(entries: list[bytes]) -> bytes:
    """MTH of RFC 6962, 2.1, written as it stands there."""
    if not entries:
        return hashlib.sha256(b"").digest()
    if len(entries) == 1:
        return hashlib.sha256(b"\x00" + entries[0]).digest()
    k = 1
    while k * 2 < len(entries):
        k *= 2
    return hashlib.sha256(b"\x01" + _mth(entries[:k]) + _mth(entries[k:])).digest()


def _path(m: int, entries: list[bytes]) -> list[bytes]:
    """PATH of RFC 6962, 2.1.1."""
    if len(entries) == 1:
        return []
    k = 1
    while k * 2 < len(entries):
        k *= 2
    if m < k:
        return [*_path(m, entries[:k]), _mth(entries[k:])]
    return [*_path(m - k, entries[k:]), _mth(entries[:k])]


def _proof(m: int, entries: list[bytes], whole: bool = True) -> list[bytes]:
    """PROOF and SUBPROOF of RFC 6962, 2.1.2."""
    if m == len(entries):
        return [] if whole else [_mth(entries)]
    k = 1
    while k * 2 < len(entries):
        k *= 2
    if m <= k:
        return [*_proof(m, entries[:k], whole), _mth(entries[k:])]
    return [*_proof(m - k, entries[k:], False), _mth(entries[:k])]


def _tree(entries: list[bytes]) -> Tree:
    return Tree(map(leaf_hash, entries))


@pytest.mark.parametrize("size", range(9))
def test_roots_of_the_known_vectors(size: int) -> None:
    assert _tree(ENTRIES).root(size).hex() == ROOTS[size] == _mth(ENTRIES[:size]).hex()
    assert _tree(ENTRIES[:size]).root().hex() == ROOTS[size]


def test_every_proof_up_to_forty_leaves_is_that_of_the_rfc_and_verifies() -> None:
    entries = [bytes([number]) * number for number in range(40)]
    tree = _tree(entries)
    for size in range(1, 41):
        root = _mth(entries[:size])
        for index in range(size):
            path = tree.inclusion_proof(index, size)
            assert path == _path(index, entries[:size])
            assert verify_inclusion(leaf_hash(entries[index]), index, size, path, root)
        for older in range(size + 1):
            proof = tree.consistency_proof(older, size)
            assert older == 0 or proof == _proof(older, entries[:size])
            assert verify_consistency(older, size, proof, _mth(entries[:older]), root)


@given(size=some.integers(2, 200), data=some.data())
def test_a_proof_of_something_else_is_refused(size: int, data: some.DataObject) -> None:
    entries = [number.to_bytes(2, "big") for number in range(size)]
    tree = _tree(entries)
    root = tree.root()
    index = data.draw(some.integers(0, size - 1))
    other = data.draw(some.integers(0, size - 1).filter(lambda value: value != index))
    path = tree.inclusion_proof(index)
    leaf = leaf_hash(entries[index])
    assert not verify_inclusion(leaf_hash(entries[other]), index, size, path, root)
    assert not verify_inclusion(leaf, other, size, path, root)
    assert not verify_inclusion(leaf, index, size, path[:-1], root)
    assert not verify_inclusion(leaf, index, size, [*path, path[-1]], root)
    assert not verify_inclusion(leaf, index, size, path, EMPTY_ROOT)
    older = data.draw(some.integers(1, size - 1))
    proof = tree.consistency_proof(older)
    assert not verify_consistency(older, size, proof, EMPTY_ROOT, root)
    assert not verify_consistency(older, size, proof[:-1], tree.root(older), root)
    assert not verify_consistency(older, size, [*proof, root], tree.root(older), root)
    turned = [bytes([proof[0][0] ^ 1]) + proof[0][1:], *proof[1:]]
    assert not verify_consistency(older, size, turned, tree.root(older), root)


def test_sizes_and_places_that_are_not_there() -> None:
    tree = _tree(ENTRIES)
    for wrong in (lambda: tree.root(9), lambda: tree.inclusion_proof(8), lambda: tree.consistency_proof(5, 4)):
        with pytest.raises(ValueError, match="tree"):
            wrong()
    assert not verify_inclusion(leaf_hash(b""), 8, 8, [], tree.root())
    assert not verify_consistency(9, 8, [], tree.root(), tree.root())
    assert not verify_consistency(3, 8, [], tree.root(3), tree.root())
