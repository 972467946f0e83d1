"""Parts of an item as JSON: the same in the machine formats and where items are kept as they were collected."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from firstseen.model.items import Entity, Link
from firstseen.model.time import StatedTime

__all__ = ["entities_json", "links_json", "times_json"]

Json = dict[str, Any]


def times_json(times: Iterable[StatedTime]) -> list[Json]:
    """Stated times, as written."""
    return [{"role": time.role.value, "text": time.text, "where": time.where, "zone": time.zone} for time in times]


def links_json(links: Iterable[Link]) -> list[Json]:
    """References to other items."""
    return [
        {"kind": link.kind.value, "platform": link.platform, "post_id": link.post_id, "url": link.url} for link in links
    ]


def entities_json(entities: Iterable[Entity]) -> list[Json]:
    """Stretches of words that mean something."""
    return [
        {"kind": entity.kind, "start": entity.start, "end": entity.end, "target": entity.target} for entity in entities
    ]
