"""Text out of files, made safe to keep and to show: no control characters, whole characters, bounded length."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from typing import Final

__all__ = ["MAX_CHARACTERS", "clean", "decoded", "distinct"]

MAX_CHARACTERS: Final = 4000
"""Of one value. The longest caption among the real samples has 1,146."""

_KEPT_FORMATS: Final = frozenset("\u200c\u200d")
"""Joiners that Persian, Indic scripts and emoji are written with; other invisible characters only mislead."""
_UNWANTED: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})


def clean(text: str) -> str | None:
    """One line of readable text, or None when nothing readable is left."""
    kept = (
        c if c in _KEPT_FORMATS or unicodedata.category(c) not in _UNWANTED else (" " if c.isspace() else "")
        for c in text[: 4 * MAX_CHARACTERS]
    )
    line = " ".join("".join(kept).split()).strip(" \u200c\u200d")
    return line[:MAX_CHARACTERS].rstrip() or None


def decoded(raw: object) -> str | None:
    """Clean text from whatever a tag holds: text, bytes in UTF-8 or Latin-1, UTF-8 that was read as Latin-1."""
    if isinstance(raw, bytes):
        start = raw[: 4 * MAX_CHARACTERS].split(b"\x00", 1)[0]
        whole = start.decode("utf-8", errors="ignore")
        # Text in UTF-8 may be cut within its last character. Plain letters and one odd byte are Latin-1 ("caf\xe9").
        cut = start.startswith(whole.encode()) and len(start) - len(whole.encode()) <= 3 and not whole.isascii()
        utf8 = cut or len(whole.encode()) == len(start)
        return clean(whole if utf8 else start.decode("cp1252", errors="replace"))
    if isinstance(raw, str):
        return clean(_repaired(raw[: 4 * MAX_CHARACTERS]))
    return None


def _repaired(text: str) -> str:
    if text.isascii():
        return text
    try:
        return text.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return text


def distinct(values: Iterable[str | None], separator: str) -> str | None:
    """The values in their order, each once, one that is contained in an earlier one left out; None when empty."""
    kept: list[str] = []
    for value in values:
        if value and not any(value.casefold() in earlier.casefold() for earlier in kept):
            kept.append(value)
    return separator.join(kept)[:MAX_CHARACTERS] or None
