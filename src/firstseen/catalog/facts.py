"""What a case is about, in the catalogue: one row."""

from __future__ import annotations

from sqlalchemy import Connection, insert, update

from firstseen.catalog import tables
from firstseen.catalog.cells import time_to_cell
from firstseen.model.records import CaseFacts

__all__ = ["change_facts", "put_facts"]


def put_facts(connection: Connection, facts: CaseFacts) -> None:
    """Writes the facts of a new case."""
    connection.execute(insert(tables.case).values(id=1, **_row(facts)))


def change_facts(connection: Connection, facts: CaseFacts) -> None:
    """Writes new facts in place of those there are."""
    connection.execute(update(tables.case).values(**_row(facts)))


def _row(facts: CaseFacts) -> dict[str, object]:
    return {
        "name": facts.name,
        "event": facts.event,
        "place": facts.place,
        "start": time_to_cell(facts.start),
        "end": time_to_cell(facts.end),
    }
