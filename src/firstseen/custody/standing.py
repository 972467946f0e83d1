"""Where a custody log stands, for people: how far its newest checkpoint goes and who signed it. Nothing is verified."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from firstseen.custody.checkpoint import parse_checkpoint
from firstseen.custody.log import LogPlaces, Signing, key_entries
from firstseen.custody.note import NoteError
from firstseen.errors import CaseDamagedError

__all__ = ["Standing", "standing"]


@dataclass(frozen=True, slots=True)
class Standing:
    """The newest checkpoint by its number of entries (0: there is none), the key that signs it (vkey), or why none."""

    size: int
    key: str | None
    reason: str | None

    def as_json(self) -> dict[str, Any]:
        """The machine format, in `status`."""
        return {"checkpoint": self.size or None, "key": self.key, "not_signed": self.reason}


def standing(places: LogPlaces) -> Standing:
    """Reads the newest checkpoint, and what the log tells of its key."""
    try:
        checkpoint, note = parse_checkpoint(places.checkpoint.read_bytes())
    except FileNotFoundError:
        return Standing(0, None, "there is no checkpoint: the next command that writes makes one")
    except (OSError, NoteError):
        return Standing(0, None, "the newest checkpoint cannot be read: see firstseen verify")
    told: Signing | None = None
    try:
        for signing in key_entries(places):
            if signing.number <= checkpoint.size:
                told = signing
    except (OSError, CaseDamagedError):
        return Standing(checkpoint.size, None, "the journal cannot be read: see firstseen verify")
    if note.signatures and told and told.key:
        return Standing(checkpoint.size, told.key, None)
    reason = told.reason if told and told.reason else "the newest checkpoint has no signature: see firstseen verify"
    return Standing(checkpoint.size, None, reason.removeprefix("not signed: "))
