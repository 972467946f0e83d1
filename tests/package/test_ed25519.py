"""The signatures and the tree of `verify.py` against the vectors of the RFCs, and against other implementations."""

from __future__ import annotations

import random
import runpy
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from tests.package.conftest import VERIFY

from firstseen.custody.merkle import Tree, leaf_hash
from firstseen.custody.note import VerifierKey

# RFC 8032, section 7.1: public key, message, signature of tests 1 to 3.
VECTORS = [
    (
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "",
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155"
        "5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
    ),
    (
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "72",
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
        "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
    ),
    (
        "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
        "af82",
        "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac"
        "18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a",
    ),
]


@pytest.fixture(scope="module")
def names() -> dict[str, Any]:
    return runpy.run_path(str(VERIFY))


@pytest.mark.parametrize(("public", "message", "signature"), VECTORS)
def test_the_vectors_of_rfc_8032(names: dict[str, Any], public: str, message: str, signature: str) -> None:
    key, data, signed = (bytes.fromhex(text) for text in (public, message, signature))
    assert names["signed_by"](key, data, signed)
    assert not names["signed_by"](key, data + b"x", signed)
    assert not names["signed_by"](key[::-1], data, signed)


def test_the_same_answers_as_another_implementation(names: dict[str, Any]) -> None:
    chance = random.Random(8032)
    for number in range(60):
        private = Ed25519PrivateKey.from_private_bytes(chance.randbytes(32))
        key = VerifierKey("k", private.public_key().public_bytes_raw())
        message = chance.randbytes(chance.randrange(200))
        signature = bytearray(private.sign(message))
        if number % 3:
            signature[chance.randrange(64)] ^= 1 << chance.randrange(8)
        assert names["signed_by"](key.public, message, bytes(signature)) == key.verifies(message, bytes(signature))
        assert names["signed_by"](key.public, message, bytes(signature)) == (number % 3 == 0)


def test_a_signature_has_one_form(names: dict[str, Any]) -> None:
    """S + L is the same number modulo L: RFC 8032 refuses it, else a signature could be changed and stay one."""
    private = Ed25519PrivateKey.from_private_bytes(bytes(32))
    signature = private.sign(b"text")
    public = private.public_key().public_bytes_raw()
    other = signature[:32] + (int.from_bytes(signature[32:], "little") + names["L"]).to_bytes(32, "little")
    assert names["signed_by"](public, b"text", signature)
    assert not names["signed_by"](public, b"text", other)
    for data in (b"", signature[:63], signature + b"\0", bytes(64), b"\xff" * 64):
        assert not names["signed_by"](public, b"text", data)
    assert not names["signed_by"](b"\xff" * 32, b"text", signature), "y is not below the prime"


def test_the_tree_is_that_of_another_implementation(names: dict[str, Any]) -> None:
    ours, theirs = names["Tree"](), Tree()
    for number in range(1100):
        entry = b"entry %d" % number
        ours.grow(0, names["leaf"](entry))
        theirs.append(leaf_hash(entry))
        assert ours.root() == theirs.root()
