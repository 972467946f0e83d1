"""Text that Meta's exporter writes wrongly: the bytes of UTF-8, each as the Latin-1 letter of that number."""

from __future__ import annotations

from typing import Any

__all__ = ["repaired", "repaired_text"]


def repaired_text(text: str) -> str:
    """The text as it was meant; text that is not written this way stays as it is."""
    if text.isascii():
        return text
    try:
        return text.encode("latin-1").decode("utf-8")
    except (UnicodeEncodeError, UnicodeDecodeError):
        return text


def repaired(value: Any) -> tuple[Any, int]:
    """(value with every text repaired, names of fields too; how many texts were written wrongly)."""
    if isinstance(value, str):
        text = repaired_text(value)
        return text, int(text != value)
    if isinstance(value, list):
        pairs = [repaired(one) for one in value]
        return [one for one, _ in pairs], sum(count for _, count in pairs)
    if isinstance(value, dict):
        found: dict[str, Any] = {}
        total = 0
        for name, inner in value.items():
            found[repaired_text(name)], count = repaired(inner)
            total += count
        return found, total
    return value, 0
