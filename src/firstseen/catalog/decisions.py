"""Decisions in the catalogue: written once, never changed, kept when the finding they are about is gone."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection, select
from sqlalchemy.dialects.sqlite import insert

from firstseen.catalog import tables
from firstseen.catalog.cells import time_from_cell, time_to_cell
from firstseen.model.decisions import Decision, Verdict

__all__ = ["decisions_of", "put_decision"]


def put_decision(connection: Connection, decision: Decision) -> bool:
    """Stores a decision; False if it is there already."""
    row = {
        "entry": decision.entry,
        "id": decision.id,
        "finding": decision.finding,
        "verdict": decision.verdict.value if decision.verdict else None,
        "note": decision.note,
        "by": decision.by,
        "at": time_to_cell(decision.at),
        "kind": decision.kind,
        "said": decision.said,
    }
    return connection.execute(insert(tables.decisions).on_conflict_do_nothing(), row).rowcount > 0


def decisions_of(connection: Connection) -> Iterator[Decision]:
    """All decisions, oldest first."""
    for row in connection.execute(select(tables.decisions).order_by(tables.decisions.c.entry)):
        at = time_from_cell(row.at)
        assert at is not None
        verdict = Verdict(row.verdict) if row.verdict else None
        yield Decision(row.id, row.finding, verdict, row.note, row.by, at, row.kind, row.said, row.entry)
