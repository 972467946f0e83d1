"""JSON from strangers, and JSON that is always written the same."""

from __future__ import annotations

import json
from typing import Any

from firstseen.model.canonical import canonical_json

__all__ = ["canonical_json", "clean", "cleaned", "load_json"]


def clean(text: str) -> str:
    """The text with halves of surrogate pairs, which no database or file can hold, written out as `\\ud83d`."""
    return text if text.isascii() else text.encode("utf-8", "backslashreplace").decode("utf-8")


def load_json(text: str | bytes) -> Any:
    """The value that `text` is JSON of, its strings cleaned; raises `ValueError` with the reason otherwise."""
    try:
        return cleaned(json.loads(text))
    except RecursionError:
        raise ValueError("nested too deeply") from None


def cleaned(value: Any) -> Any:
    """The value with all its strings cleaned."""
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, list):
        return [cleaned(inner) for inner in value]
    if isinstance(value, dict):
        return {clean(name): cleaned(inner) for name, inner in value.items()}
    return value
