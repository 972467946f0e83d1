"""Fields of records from strangers: asked for by name, given only where they have the shape that is expected."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from typing import Any

from firstseen.intake.json_text import canonical_json

__all__ = ["as_text", "dict_of", "dicts_of", "int_of", "list_of", "shown", "text_of"]

Record = Mapping[str, Any]

_NUMBER = re.compile(r"-?\d{1,18}")
_LONGEST_SHOWN = 4000
"""Characters of a further field that are shown; all of it stays in the record."""


def as_text(value: Any) -> str | None:
    """A text or number as text; None for all else, and for what is empty."""
    if isinstance(value, str):
        return value if value.strip() else None
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value) if -(10**30) < value < 10**30 else None
    if isinstance(value, float) and math.isfinite(value):
        return str(int(value)) if value.is_integer() and abs(value) < 2**53 else repr(value)
    return None


def text_of(record: Record, *names: str) -> str | None:
    """The first of these fields that holds a text or number."""
    return next((text for name in names if (text := as_text(record.get(name))) is not None), None)


def int_of(record: Record, *names: str) -> int | None:
    """The first of these fields that is a whole number, also where it is written as text."""
    for name in names:
        text = as_text(record.get(name))
        if text is not None and _NUMBER.fullmatch(text.strip()):
            return int(text)
    return None


def dict_of(record: Record, *names: str) -> dict[str, Any]:
    """The object that these names lead to, one inside the other; empty where there is none."""
    value: Any = record
    for name in names:
        value = value.get(name) if isinstance(value, dict) else None
    return value if isinstance(value, dict) else {}


def list_of(record: Record, name: str) -> list[Any]:
    """The list of this name; empty where there is none."""
    value = record.get(name)
    return value if isinstance(value, list) else []


def dicts_of(record: Record, name: str) -> Iterator[dict[str, Any]]:
    """The objects in the list of this name."""
    return (one for one in list_of(record, name) if isinstance(one, dict))


def shown(value: Any) -> str | None:
    """A further field as it is shown beside an item; None where it says nothing."""
    if value is None or value == "" or value == [] or value == {}:
        return None
    text = value if isinstance(value, str) else canonical_json(value).decode("utf-8")
    return text if len(text) <= _LONGEST_SHOWN else f"{text[:_LONGEST_SHOWN]}…"
