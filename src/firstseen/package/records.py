"""What was collected and what was worked out, as JSON lines: the stable formats of `firstseen list`."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator
from typing import Any, Final, Protocol

from firstseen.custody.bag import BagWriter
from firstseen.model.collected import Collected
from firstseen.model.identifiers import Digest
from firstseen.model.records import CaseReading, MediumRecord
from firstseen.model.spread_records import lines_of

__all__ = ["FOLDER", "CollectedReading", "write_originals", "write_records"]

FOLDER: Final = "data/records/"
_FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t", "\r")


class _Record(Protocol):
    def as_json(self) -> dict[str, Any]: ...


class CollectedReading(CaseReading, Protocol):
    """A case that also tells its items as they were collected."""

    def collected(self) -> Iterator[Collected]:
        """All items with their raw records, in the order they were read."""
        ...


def write_records(case: CollectedReading, bag: BagWriter) -> dict[str, int]:
    """Writes `data/records/`: one object a line, in the case's order. Gives how many there are of each kind."""
    counts = {}
    spread = (line for spread in case.spreads() for line in lines_of(spread))
    kinds: tuple[tuple[str, Iterable[_Record]], ...] = (
        ("collected", case.collected()),
        ("case", [case.facts()]),
        ("sources", case.sources()),
        ("items", case.items()),
        ("media", case.media()),
        ("appearances", case.appearances()),
        ("copies", case.copies()),
        ("groups", case.groups()),
        ("findings", case.findings()),
        ("refusals", case.refusals()),
        ("notices", case.notices()),
        ("spread", spread),
    )
    for kind, records in kinds:
        counts[kind] = _write(bag, kind, (record.as_json() for record in records))
    decisions = ({"finding": decision.finding, **decision.as_json()} for decision in case.decisions())
    counts["decisions"] = _write(bag, "decisions", decisions)
    return counts


def _write(bag: BagWriter, kind: str, values: Iterable[dict[str, Any]]) -> int:
    count = 0
    with bag.writing(f"{FOLDER}{kind}.jsonl") as file:
        for value in values:
            file.write(_line(value))
            count += 1
    return count


def _line(value: dict[str, Any]) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode("utf-8", "backslashreplace") + b"\n"


def write_originals(media: Iterable[MediumRecord], included: set[Digest], bag: BagWriter) -> None:
    """Writes `data/originals.csv`: which stored file was collected under which names."""
    with bag.writing("data/originals.csv") as file:
        file.write(_row("file", "sha256", "bytes", "kind", "names as collected"))
        for medium in media:
            place = f"data/blobs/{medium.digest[:2]}/{medium.digest}" if medium.digest in included else ""
            file.write(_row(place, medium.digest, str(medium.bytes), medium.mime, "; ".join(medium.names)))


def _row(*cells: str) -> bytes:
    buffer = io.StringIO()
    guarded = (f"'{cell}" if cell.startswith(_FORMULA_STARTS) else cell for cell in cells)
    csv.writer(buffer, lineterminator="\n").writerow(guarded)
    return buffer.getvalue().encode("utf-8", "backslashreplace")
