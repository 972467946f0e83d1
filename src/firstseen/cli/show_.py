"""`firstseen show`: one thing with everything known about it and why."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Final

import click

from firstseen.catalog.reading import CatalogReading
from firstseen.cli import showing
from firstseen.cli.output import emit, json_option
from firstseen.errors import WrongUseError
from firstseen.model.records import Json
from firstseen.pipeline.case import reading_case

__all__ = ["command"]

Shown = tuple[Json, Callable[[], None]]

_SHORTEST: Final = 6
_IDENTIFIER: Final = re.compile("[gaif]-[0-9a-f]{16}")


@click.command("show")
@click.argument("case", type=click.Path(path_type=Path))
@click.argument("id", metavar="ID")
@json_option
def command(case: Path, id: str, as_json: bool) -> int:
    """Show the group, medium, appearance, item or finding ID of the CASE, with everything known about it and why.

    A medium may be named by the first characters of its digest (six at least) or by its file name.
    """
    with reading_case(case) as opened:
        record, tell = _shown(opened.reading, id)
        if as_json:
            emit(record)
        else:
            tell()
    return 0


def _shown(reading: CatalogReading, id: str) -> Shown:
    kinds = {"g": _group, "a": _appearance, "i": _item, "f": _finding}
    found = kinds[id[0]](reading, id) if _IDENTIFIER.fullmatch(id) else _medium(reading, id)
    if found is None:
        raise WrongUseError(
            f"{id}: the case has no such thing",
            advice="Identifiers are listed by: firstseen list CASE groups (or media, appearances, items, findings).",
        )
    return found


def _group(reading: CatalogReading, id: str) -> Shown | None:
    group = reading.group(id)
    if group is None:
        return None
    whole = showing.whole_group(reading, group)
    return whole.as_json(), lambda: showing.tell_group(reading, whole)


def _appearance(reading: CatalogReading, id: str) -> Shown | None:
    appearance = reading.appearance(id)
    return None if appearance is None else (appearance.as_json(), lambda: showing.tell_appearance(appearance))


def _item(reading: CatalogReading, id: str) -> Shown | None:
    item = reading.item(id)
    if item is None:
        return None
    shown = list(reading.appearances_of_item(id))
    record = {**item.as_json(), "shows": [appearance.as_json() for appearance in shown]}
    raw = reading.record(id)
    record["record"] = None if raw is None else raw.decode("utf-8", "backslashreplace")
    return record, lambda: showing.tell_item(item, shown)


def _finding(reading: CatalogReading, id: str) -> Shown | None:
    found = next((record for record in reading.findings() if record.finding.id == id), None)
    return None if found is None else (found.as_json(), lambda: showing.tell_finding(found.finding))


def _medium(reading: CatalogReading, id: str) -> Shown | None:
    digests = reading.digests_like(id) if len(id) >= _SHORTEST else []
    if not digests:
        digests = [medium.digest for medium in reading.media() if id in medium.names]
    if len(digests) > 1:
        listed = ", ".join(digest[:16] for digest in digests[:5])
        raise WrongUseError(f"{id} names {len(digests)} media: {listed} …", advice="Give more of the digest.")
    medium = reading.medium(digests[0]) if digests else None
    if medium is None:
        return None
    copies = list(reading.copies(medium=medium.digest))
    shown = list(reading.appearances(medium=medium.digest))
    record = {
        **medium.as_json(),
        "copies": [copy.as_json() for copy in copies],
        "shown": [appearance.as_json() for appearance in shown],
    }
    return record, lambda: showing.tell_medium(medium, copies, shown)
