"""Regions on the pages they were found on: the box of each appearance that is a part of its medium."""

from __future__ import annotations

from collections.abc import Iterable

from firstseen.dossier.overlay import Overlay, of_box
from firstseen.model.identifiers import Digest
from firstseen.model.records import AppearanceRecord, CaseReading, MediumRecord

__all__ = ["region_boxes", "region_overlays"]


def region_overlays(case: CaseReading, rows: Iterable[AppearanceRecord]) -> dict[str, Overlay]:
    """By appearance, the box of its region over its medium; appearances without a region are left out."""
    sizes: dict[Digest, tuple[int, int] | None] = {}
    found: dict[str, Overlay] = {}
    for row in rows:
        if row.region is None or row.medium is None:
            continue
        if row.medium not in sizes:
            medium = case.medium(row.medium)
            sizes[row.medium] = medium.size if medium else None
        size = sizes[row.medium]
        if size:
            found[row.id] = of_box(row.region, size)
    return found


def region_boxes(medium: MediumRecord, rows: Iterable[AppearanceRecord]) -> list[Overlay]:
    """The boxes of all regions of a medium that its appearances name, each once."""
    size = medium.size
    if size is None:
        return []
    return [of_box(box, size) for box in dict.fromkeys(row.region for row in rows) if box is not None]
