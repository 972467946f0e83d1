"""How records are written into cells of the catalogue, and read back: JSON for structures, sortable text for times."""

from __future__ import annotations

from collections.abc import Hashable
from datetime import UTC, datetime
from functools import cache
from typing import Any, cast

from pydantic import TypeAdapter

from firstseen.model.items import Entity, Link
from firstseen.model.pictures import Box
from firstseen.model.printed import Printed
from firstseen.model.spread import Sign
from firstseen.model.time import Bound, StatedTime

__all__ = [
    "Bounds",
    "Counts",
    "Entities",
    "Links",
    "Mapped",
    "Outlines",
    "PrintedWords",
    "Region",
    "Signs",
    "Stretches",
    "Texts",
    "Times",
    "from_cell",
    "time_from_cell",
    "time_to_cell",
    "to_cell",
]

Times = tuple[StatedTime, ...]
Links = tuple[Link, ...]
Bounds = tuple[Bound, ...]
PrintedWords = tuple[Printed, ...]
Texts = tuple[str, ...]
Mapped = dict[str, str]
Counts = dict[str, int]
Entities = tuple[Entity, ...]
Region = tuple[int, int, int, int]
Stretches = tuple[tuple[float, float], ...]
Signs = tuple[Sign, ...]
Outlines = tuple[tuple[str, Box], ...]


@cache
def _adapter(kind: Hashable) -> TypeAdapter[Any]:
    return TypeAdapter(cast(Any, kind))


def to_cell(kind: Hashable, value: object) -> str:
    """The value as JSON. `kind` is a dataclass of the model or one of the tuple types of this module."""
    return _adapter(kind).dump_json(value).decode("utf-8")


def from_cell(kind: Hashable, cell: str) -> Any:
    """The value that `to_cell` wrote."""
    return _adapter(kind).validate_json(cell)


def time_to_cell(time: datetime | None) -> str | None:
    """Sortable text: RFC 3339 in UTC with microseconds and a four-digit year."""
    if time is None:
        return None
    return time.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ").rjust(27, "0")


def time_from_cell(cell: str | None) -> datetime | None:
    """The time that `time_to_cell` wrote."""
    return None if cell is None else datetime.fromisoformat(cell)
