"""Whose signatures are expected: public keys that were made known elsewhere, against those that signed a log."""

from __future__ import annotations

import binascii
from base64 import b64decode
from collections.abc import Collection, Iterable
from pathlib import Path

from firstseen.custody.note import ED25519, NoteError, VerifierKey
from firstseen.errors import WrongUseError

__all__ = ["public_keys", "strange_keys"]


def public_keys(texts: Iterable[str]) -> frozenset[bytes]:
    """The keys (32 bytes each) of these texts: a vkey, or its base64 alone. Raises `WrongUseError`."""
    return frozenset(map(_public, texts))


def _public(text: str) -> bytes:
    text = text.strip()
    try:
        return VerifierKey.parse(text).public
    except NoteError:
        pass
    try:
        data = b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        data = b""
    if len(data) != 33 or data[:1] != ED25519:
        raise WrongUseError(f"{text} is not a public key", advice="Give what stands in a file of log/keys/.")
    return data[1:]


def strange_keys(folder: Path, signed: Iterable[str], expected: Collection[bytes]) -> list[str]:
    """A sentence for each key (vkey) that signed and is not expected, and one when none did; none where nothing is
    expected."""
    if not expected:
        return []
    keys = list(signed)
    if not keys:
        return [f"{folder}: no checkpoint is signed, and a signature is expected"]
    return [
        f"{folder}: was signed with {key}, which is not expected"
        for key in keys
        if VerifierKey.parse(key).public not in expected
    ]
