"""Signed notes (C2SP signed-note): a text and the Ed25519 signatures under it, and the text form of public keys.

A note is the text, which ends with a newline, an empty line, and lines `— name base64(key ID || signature)`. The key
ID is the first four bytes of SHA-256(name || 0x0A || 0x01 || public key); 0x01 is the type of an Ed25519 signature. A
public key is written `name+key ID in hex+base64(0x01 || public key)` (a "vkey").
"""

from __future__ import annotations

import binascii
import hashlib
from base64 import b64decode, b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

__all__ = ["Note", "NoteError", "NoteSignature", "VerifierKey", "parse_note", "sign_note", "unsigned_note"]

ED25519: Final = b"\x01"
MAX_NOTE: Final = 64 << 10
"""Bytes of a note; a checkpoint with sixteen signatures has fewer than three thousand."""
MAX_SIGNATURES: Final = 64
_DASH: Final = "\N{EM DASH} "
_KEY_BYTES: Final = 32


class NoteError(ValueError):
    """The text is not a note, or not a key; the message says why."""


@dataclass(frozen=True, slots=True)
class VerifierKey:
    """A public key with its name. `public` has 32 bytes."""

    name: str
    public: bytes

    @property
    def id(self) -> bytes:
        """The key ID, 4 bytes."""
        return hashlib.sha256(self.name.encode() + b"\n" + ED25519 + self.public).digest()[:4]

    def __str__(self) -> str:
        return f"{self.name}+{self.id.hex()}+{b64encode(ED25519 + self.public).decode()}"

    @classmethod
    def parse(cls, text: str) -> VerifierKey:
        """Reads the text form; raises `NoteError`."""
        parts = text.split("+", 2)
        if len(parts) != 3:
            raise NoteError("a key is written name+hash+base64")
        data = _base64(parts[2])
        if data[:1] != ED25519 or len(data) != 1 + _KEY_BYTES:
            raise NoteError("the key is not an Ed25519 public key")
        key = cls(_name(parts[0]), data[1:])
        if key.id.hex() != parts[1]:
            raise NoteError("the key does not have the hash that is written beside it")
        return key

    def verifies(self, text: bytes, signature: bytes) -> bool:
        """Whether `signature` (64 bytes) is this key's over `text`."""
        try:
            Ed25519PublicKey.from_public_bytes(self.public).verify(signature, text)
        except (InvalidSignature, ValueError):
            return False
        return True


@dataclass(frozen=True, slots=True)
class NoteSignature:
    """A signature line: the key it says it is of, by name and ID (4 bytes), and the signature."""

    name: str
    id: bytes
    signature: bytes


@dataclass(frozen=True, slots=True)
class Note:
    """A text with the signatures under it, none of them verified."""

    text: bytes
    signatures: tuple[NoteSignature, ...]

    def signed_by(self, key: VerifierKey) -> bool | None:
        """Whether the key's signature is right; None when the note has no signature of this key."""
        found = [one for one in self.signatures if (one.name, one.id) == (key.name, key.id)]
        return all(key.verifies(self.text, one.signature) for one in found) if found else None


def parse_note(data: bytes) -> Note:
    """Reads a note; one without any signature has an empty line at its end. Raises `NoteError`."""
    if len(data) > MAX_NOTE:
        raise NoteError(f"longer than {MAX_NOTE:,} bytes")
    if any(byte < 0x20 and byte != 0x0A for byte in data):
        raise NoteError("holds control characters")
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        raise NoteError("is not UTF-8") from None
    text, blank, lines = data.rpartition(b"\n\n")
    if not blank:
        raise NoteError("has no empty line between text and signatures")
    if lines and not lines.endswith(b"\n"):
        raise NoteError("does not end with a newline")
    found = lines.decode("utf-8").split("\n")[:-1]
    if len(found) > MAX_SIGNATURES:
        raise NoteError(f"has more than {MAX_SIGNATURES} signatures")
    return Note(text + b"\n", tuple(_signature(line) for line in found))


def _signature(line: str) -> NoteSignature:
    if not line.startswith(_DASH):
        raise NoteError("has a signature line that does not begin with a dash and a space")
    name, space, text = line[len(_DASH) :].partition(" ")
    data = _base64(text)
    if not space or len(data) <= 4:
        raise NoteError("has a signature line that is not a name and a signature")
    return NoteSignature(_name(name), data[:4], data[4:])


def sign_note(text: bytes, name: str, keys: Sequence[Ed25519PrivateKey]) -> bytes:
    """The note over `text`, which ends with a newline, signed with each of the keys under one name."""
    lines = [text.decode("utf-8"), "\n"]
    for private in keys:
        key = VerifierKey(_name(name), private.public_key().public_bytes_raw())
        lines.append(f"{_DASH}{key.name} {b64encode(key.id + private.sign(text)).decode()}\n")
    return "".join(lines).encode()


def unsigned_note(text: bytes) -> bytes:
    """The text and the empty line, with no signature under it: other programs refuse it, as they should."""
    return text + b"\n"


def _base64(text: str) -> bytes:
    try:
        data = b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise NoteError("holds something that is not base64") from None
    if b64encode(data).decode() != text:
        raise NoteError("holds base64 that is not written the one right way")
    return data


def _name(name: str) -> str:
    if not name or "+" in name or any(character.isspace() for character in name):
        raise NoteError("has a key name that is empty, or holds a space or a plus")
    return name
