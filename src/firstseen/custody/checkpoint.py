"""Checkpoints (C2SP tlog-checkpoint): three lines that name a log, its size and its root; the text of a signed note."""

from __future__ import annotations

import re
from base64 import b64decode, b64encode
from dataclasses import dataclass
from typing import Final

from firstseen.custody.merkle import HASH_BYTES, leaf_hash
from firstseen.custody.note import Note, NoteError, parse_note

__all__ = ["Checkpoint", "origin_of", "parse_checkpoint"]

_SIZE: Final = re.compile("0|[1-9][0-9]{0,15}")


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """A log by its origin, with its number of entries and its root hash (32 bytes)."""

    origin: str
    size: int
    root: bytes

    def text(self) -> bytes:
        """The text of the note."""
        return f"{self.origin}\n{self.size}\n{b64encode(self.root).decode()}\n".encode()


def origin_of(first_entry: bytes) -> str:
    """The origin of a case's log: it follows from its first entry (the line without its newline)."""
    return f"firstseen/case/{leaf_hash(first_entry).hex()[:16]}"


def parse_checkpoint(data: bytes) -> tuple[Checkpoint, Note]:
    """Reads a checkpoint and the note that carries it; raises `NoteError`. No signature is verified."""
    note = parse_note(data)
    lines = note.text.decode("utf-8").split("\n")[:-1]
    if len(lines) < 3 or not all(lines):
        raise NoteError("is not a checkpoint: origin, size and root are missing")
    if len(lines) > 3:
        raise NoteError("is a checkpoint with extension lines, which this program never writes")
    origin, size, root = lines
    if not _SIZE.fullmatch(size):
        raise NoteError("is a checkpoint whose size is not a number")
    try:
        digest = b64decode(root, validate=True)
    except ValueError:
        raise NoteError("is a checkpoint whose root is not base64") from None
    if len(digest) != HASH_BYTES or b64encode(digest).decode() != root:
        raise NoteError("is a checkpoint whose root is not a hash")
    return Checkpoint(origin, int(size), digest), note
