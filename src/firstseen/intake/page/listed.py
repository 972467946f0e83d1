"""Words and names that are listed in the code, several on a line."""

from __future__ import annotations

__all__ = ["split_words"]


def split_words(text: str) -> frozenset[str]:
    """The words of a text, each once."""
    return frozenset(text.split())
