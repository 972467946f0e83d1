"""Identifiers: made from content alone, so that the same thing has the same name in every run and on every machine."""

from __future__ import annotations

import hashlib
import re

__all__ = [
    "Digest",
    "appearance_id",
    "finding_id",
    "group_id",
    "is_digest",
    "item_id",
    "sha256_hex",
    "short_id",
]

Digest = str
"""Lower-case hexadecimal SHA-256 of the bytes of a medium: 64 characters."""

_DIGEST = re.compile(r"[0-9a-f]{64}")
_SHORT = 16


def sha256_hex(data: bytes) -> Digest:
    """Lower-case hexadecimal SHA-256 of `data`."""
    return hashlib.sha256(data).hexdigest()


def is_digest(text: str) -> bool:
    """Whether `text` is written as digests are: 64 lower-case hexadecimal digits."""
    return _DIGEST.fullmatch(text) is not None


def short_id(prefix: str, *parts: str | bytes) -> str:
    """An identifier `prefix-` + 16 hexadecimal digits from the SHA-256 of the parts, each preceded by its length."""
    state = hashlib.sha256()
    for part in parts:
        data = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        state.update(len(data).to_bytes(8, "big"))
        state.update(data)
    return f"{prefix}-{state.hexdigest()[:_SHORT]}"


def item_id(key: str, record: bytes) -> str:
    """The identifier of an item: `key` names it inside its source, `record` is the raw record it was read from."""
    return short_id("i", key, record)


def appearance_id(item: str, position: int, shown: str) -> str:
    """The identifier of the appearance at `position` in `item`; `shown`: a digest, or a name or URL if not held."""
    return short_id("a", item, str(position), shown)


def group_id(members: list[Digest]) -> str:
    """The identifier of a group: follows from its smallest digest, so it stays when larger ones join."""
    return short_id("g", min(members))


def finding_id(kind: str, about: list[str], method: str) -> str:
    """The identifier of a finding: its kind, what it is about, and the method that found it."""
    return short_id("f", kind, method, *sorted(about))
