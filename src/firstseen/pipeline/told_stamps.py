"""What the custody log tells of trusted time."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from firstseen.custody.entries import Entry
from firstseen.model.identifiers import is_digest

__all__ = ["KINDS", "ToldStamp", "told_stamp"]

KINDS: Final = ("request", "reply", "ots", "trust")
_NAME: Final = re.compile(r"(?:trust/)?[0-9a-z][0-9a-z.-]{0,80}")


@dataclass(frozen=True, slots=True)
class ToldStamp:
    """What a `stamp` entry tells: a file of `log/timestamps/` by name and digest, and the checkpoint it is about."""

    entry: int
    kind: str
    file: str
    digest: str
    size: int | None
    root: str | None
    nonce: str | None


def told_stamp(entry: Entry) -> ToldStamp | None:
    """What the entry tells; None for other entries, and for one that is not written as they are."""
    about = entry.about
    kind, file, digest = about.get("kind"), about.get("file"), about.get("digest")
    if entry.what != "stamp" or kind not in KINDS or not isinstance(file, str) or not _NAME.fullmatch(file):
        return None
    if not isinstance(digest, str) or not is_digest(digest):
        return None
    checkpoint = about.get("checkpoint")
    at: Mapping[str, Any] = checkpoint if isinstance(checkpoint, dict) else {}
    size, root, nonce = at.get("size"), at.get("root"), about.get("nonce")
    return ToldStamp(
        entry.number,
        str(kind),
        file,
        digest,
        size if type(size) is int else None,
        root if isinstance(root, str) else None,
        nonce if isinstance(nonce, str) else None,
    )
