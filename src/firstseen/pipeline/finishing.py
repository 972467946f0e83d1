"""What a killed command told in the log and did not bring into the catalogue any more: the next writer does it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Engine

from firstseen.catalog.decisions import put_decision
from firstseen.catalog.facts import change_facts
from firstseen.custody.log import CustodyLog
from firstseen.model.records import CaseFacts
from firstseen.pipeline.told import told_by

__all__ = ["facts_from_json", "finish"]


def finish(log: CustodyLog, engine: Engine) -> None:
    """Brings facts and decisions that no checkpoint stands for yet into the catalogue. The log is open for writing.

    Items are not: their rows come from the source, and `add` of the same source goes on.
    """
    if log.sealed is None or log.sealed.size == len(log.tree):
        return
    told = told_by(entry for entry in log.entries(log.sealed.size) if entry.number > log.sealed.size)
    facts = facts_from_json(told.facts)
    if not (facts or told.decisions):
        return
    with engine.begin() as connection:
        if facts:
            change_facts(connection, facts)
        for decision in told.decisions.values():
            put_decision(connection, decision)


def facts_from_json(said: dict[str, Any]) -> CaseFacts | None:
    """The facts that `CaseFacts.as_json` gave; None when they are not written so."""
    name, event, place = (said.get(key) for key in ("case", "event", "place"))
    if not isinstance(name, str):
        return None
    try:
        start, end = (datetime.fromisoformat(said[key]) if said.get(key) else None for key in ("from", "to"))
    except (TypeError, ValueError):
        return None
    return CaseFacts(
        name, event if isinstance(event, str) else None, place if isinstance(place, str) else None, start, end
    )
