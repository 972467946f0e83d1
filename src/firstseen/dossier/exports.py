"""The machine formats beside the pages: the same lines as `firstseen list ... --format jsonl` gives, and the spread
of all groups as GraphML and as PROV-JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Protocol

from firstseen.dossier.graphml import write_graphml
from firstseen.dossier.prov import write_prov
from firstseen.dossier.spread_parts import all_parts
from firstseen.model.records import CaseReading
from firstseen.model.spread_records import lines_of

__all__ = ["write_exports"]


class _Record(Protocol):
    def as_json(self) -> dict[str, Any]: ...


def write_exports(case: CaseReading, folder: Path) -> None:
    """Write `folder`/data: one JSON object a line, in UTF-8, in the case's order.

    Items are left out: their further columns may hold notes that were never meant to be published.
    """
    data = folder / "data"
    data.mkdir()
    _write(data / "case.jsonl", [case.facts()])
    _write(data / "sources.jsonl", case.sources())
    _write(data / "media.jsonl", case.media())
    _write(data / "appearances.jsonl", case.appearances())
    _write(data / "copies.jsonl", case.copies())
    _write(data / "groups.jsonl", case.groups())
    _write(data / "findings.jsonl", case.findings())
    _write(data / "refusals.jsonl", case.refusals())
    _write(data / "spread.jsonl", (line for spread in case.spreads() for line in lines_of(spread)))
    write_graphml(all_parts(case), data / "spread.graphml")
    write_prov(all_parts(case), data / "spread.prov.json")


def _write(path: Path, records: Iterable[_Record]) -> None:
    # Lone surrogates (file names that are not UTF-8) become \udcXX, which is how JSON writes them.
    with path.open("w", encoding="utf-8", errors="backslashreplace", newline="\n") as file:
        for record in records:
            file.write(json.dumps(record.as_json(), ensure_ascii=False, separators=(", ", ": ")) + "\n")
