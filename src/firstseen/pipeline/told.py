"""What the custody log of a case tells, gathered for comparison with the catalogue, and for making it good."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from firstseen.custody.entries import Entry
from firstseen.model.decisions import Decision, Verdict
from firstseen.model.identifiers import Digest, short_id
from firstseen.pipeline.told_stamps import ToldStamp, told_stamp

__all__ = ["Told", "TracedDone", "decision_about", "decision_id", "told_by", "told_decision"]


@dataclass(frozen=True, slots=True)
class TracedDone:
    """The last thing told of `trace`: the entry, and what it says; `results` is None for a run that did not end."""

    entry: int
    results: dict[str, Any] | None
    revision: str | None


@dataclass(slots=True)
class Told:
    """What the entries tell. Items and sources by identifier; each with the number of the entry that told it last."""

    facts: dict[str, Any] = field(default_factory=dict)
    facts_entry: int = 0
    sources: dict[str, tuple[dict[str, Any], int]] = field(default_factory=dict)
    items: dict[str, tuple[Digest, ...]] = field(default_factory=dict)
    records: dict[str, Digest] = field(default_factory=dict)
    item_entries: dict[str, int] = field(default_factory=dict)
    digests: set[Digest] = field(default_factory=set)
    decisions: dict[str, Decision] = field(default_factory=dict)
    stamps: list[ToldStamp] = field(default_factory=list)
    traced: TracedDone | None = None
    added: int = 0
    """The last entry that tells of something added."""


def told_by(entries: Iterable[Entry]) -> Told:
    """Gathers what the entries tell; what a hostile log says in a shape that no entry has is passed over."""
    told = Told()
    for entry in entries:
        match entry.what:
            case "new" | "set":
                told.facts = {name: value for name, value in entry.about.items() if name != "id"}
                told.facts_entry = entry.number
            case "add":
                _add(told, entry)
            case "decide":
                decision = told_decision(entry)
                if decision:
                    told.decisions[decision.id] = decision
            case "stamp":
                stamp = told_stamp(entry)
                if stamp:
                    told.stamps.append(stamp)
            case "trace":
                told.traced = _traced(entry)
    return told


def _add(told: Told, entry: Entry) -> None:
    told.added = entry.number
    sources, items = entry.about.get("sources"), entry.about.get("items")
    for source in sources if isinstance(sources, list) else ():
        if not isinstance(source, dict):
            continue
        if isinstance(source.get("digest"), str):
            told.digests.add(source["digest"])
        if isinstance(source.get("id"), str):  # version 0.1 did not tell it
            told.sources[source["id"]] = (source, entry.number)
    records = entry.about.get("records")
    for id, digests in items.items() if isinstance(items, dict) else ():
        if not (isinstance(digests, list) and all(isinstance(digest, str) for digest in digests)):
            continue
        told.digests.update(digests)
        told.item_entries[id] = entry.number
        record = records.get(id) if isinstance(records, dict) else None
        if isinstance(record, str):
            told.items[id], told.records[id] = tuple(digests), record
        else:
            # Version 0.1 told what was new in an item, not all of it.
            told.items[id] = (*told.items.get(id, ()), *digests)
            told.records.pop(id, None)


def _traced(entry: Entry) -> TracedDone:
    results, revision = entry.about.get("results"), entry.about.get("catalogue")
    done = entry.about.get("state") != "began" and isinstance(results, dict)
    return TracedDone(entry.number, results if done else None, revision if isinstance(revision, str) else None)


def decision_about(decision: Decision) -> dict[str, Any]:
    """What the entry of a decision is about."""
    return {
        "decision": decision.id,
        "finding": decision.finding,
        "verdict": decision.verdict.value if decision.verdict else None,
        "note": decision.note,
        "by": decision.by,
        "kind": decision.kind,
        "said": decision.said,
    }


def told_decision(entry: Entry) -> Decision | None:
    """The decision that an entry tells of; None when it is not written as one."""
    about = entry.about
    words = [about.get(name) for name in ("decision", "finding", "by", "kind", "said")]
    if not all(isinstance(word, str) for word in words):
        return None
    id, finding, by, kind, said = map(str, words)
    verdict, note = about.get("verdict"), about.get("note")
    try:
        at = datetime.fromisoformat(entry.at)
        decided = Verdict(verdict) if verdict is not None else None
    except ValueError:
        return None
    note = note if isinstance(note, str) else None
    return Decision(id, finding, decided, note, by, at, kind, said, entry.number)


def decision_id(finding: str, by: str, number: int) -> str:
    """The identifier of a decision: the finding, who decided, and the number of the entry that tells of it."""
    return short_id("d", finding, by, str(number))
