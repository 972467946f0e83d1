"""The rows of the catalogue against what the custody log tells: facts, sources, items, decisions, findings."""

from __future__ import annotations

from dataclasses import dataclass, field

from firstseen.catalog.digests import derived_digests, item_digests
from firstseen.catalog.engine import NEWEST
from firstseen.model.decisions import Decision
from firstseen.pipeline.case import ReadCase
from firstseen.pipeline.told import Told, decision_about

__all__ = ["RowCheck", "check_rows"]

_MOST_NAMED = 100
"""Sentences of one kind: what is wrong throughout is not told row by row."""


@dataclass(slots=True)
class RowCheck:
    """What was compared, and what came of it, as sentences."""

    items: int = 0
    decisions: int = 0
    wrong: list[str] = field(default_factory=list)
    unchecked: list[str] = field(default_factory=list)


def check_rows(case: ReadCase, told: Told, sealed: int) -> RowCheck:
    """Compares. Entries after the first `sealed` may be of a command that was stopped before it did what they tell."""
    check = RowCheck()
    _check_facts(case, told, sealed, check)
    _check_sources(case, told, check)
    _check_items(case, told, check)
    _check_decisions(case, told, sealed, check)
    _check_derived(case, told, check)
    return check


def _check_facts(case: ReadCase, told: Told, sealed: int, check: RowCheck) -> None:
    facts = case.reading.facts().as_json()
    if facts == told.facts:
        return
    names = ", ".join(name for name in facts if facts[name] != told.facts.get(name)) or "facts"
    if told.facts_entry > sealed:
        check.unchecked.append(f"{case.catalogue}: {_stopped(told.facts_entry)}")
    else:
        check.wrong.append(
            f"{case.catalogue}: what the case is about ({names}) is not what entry {told.facts_entry} of the log tells"
        )


def _stopped(entry: int) -> str:
    return f"entry {entry} of the log was told and not carried out: the next command that writes does it"


def _check_sources(case: ReadCase, told: Told, check: RowCheck) -> None:
    for source in case.reading.sources():
        said = told.sources.get(source.id)
        if said is None:
            if told.records:
                check.unchecked.append(f"{case.catalogue}: no entry names source {source.id} ({source.name})")
            continue
        about, entry = said
        if (about.get("name"), about.get("reader"), about.get("digest")) != (source.name, source.reader, source.digest):
            check.wrong.append(f"{case.catalogue}: source {source.id} is not as entry {entry} of the log tells")


def _check_items(case: ReadCase, told: Told, check: RowCheck) -> None:
    old = 0
    seen = set()
    wrong = []
    with case.read_engine.connect() as connection:
        for id, item in item_digests(connection):
            check.items += 1
            seen.add(id)
            entry = told.item_entries.get(id)
            if entry is None:
                wrong.append(f"{case.catalogue}: the log does not tell of item {id}")
            elif not set(item.media) <= set(told.items[id]):
                wrong.append(f"{case.catalogue}: item {id} shows other media than entry {entry} of the log tells")
            elif id not in told.records:
                old += 1
            elif item.digest != told.records[id]:
                wrong.append(f"{case.catalogue}: item {id} or what it shows was changed after entry {entry} told of it")
    _name(check, wrong)
    if old:
        check.unchecked.append(
            f"{case.catalogue}: {old:,} items were added by version 0.1, which told only what they show"
        )
    gone = sorted(set(told.items) - seen)
    if gone:
        check.unchecked.append(
            f"{case.catalogue}: {len(gone):,} items that the log tells of are not in it ({gone[0]} first): an add was "
            "stopped before it was done; add the source again"
        )


def _name(check: RowCheck, sentences: list[str]) -> None:
    check.wrong += sentences[:_MOST_NAMED]
    if len(sentences) > _MOST_NAMED:
        check.wrong.append(f"… and {len(sentences) - _MOST_NAMED:,} more of this kind")


def _check_decisions(case: ReadCase, told: Told, sealed: int, check: RowCheck) -> None:
    held = {decision.id: decision for decision in case.reading.decisions()}
    check.decisions = len(held)
    for id, decision in told.decisions.items():
        ours = held.pop(id, None)
        if ours is None and decision.entry > sealed:
            check.unchecked.append(f"{case.catalogue}: {_stopped(decision.entry)}")
        elif ours is None:
            check.wrong.append(f"{case.catalogue}: decision {id}, which entry {decision.entry} tells of, is gone")
        elif not _same(ours, decision):
            check.wrong.append(f"{case.catalogue}: decision {id} is not as entry {decision.entry} of the log tells")
    check.wrong += [f"{case.catalogue}: the log does not tell of decision {id}" for id in held]


def _same(ours: Decision, told: Decision) -> bool:
    return decision_about(ours) == decision_about(told) and (ours.entry, ours.at) == (told.entry, told.at)


def _check_derived(case: ReadCase, told: Told, check: RowCheck) -> None:
    traced = told.traced
    counts = case.reading.counts()
    if traced is None:
        if counts["copies"] or counts["groups"] or counts["findings"]:
            check.wrong.append(f"{case.catalogue}: holds what trace works out, but no entry tells of a trace")
        return
    if traced.results is None:
        check.unchecked.append(
            f"{case.catalogue}: what was worked out cannot be compared with the log: the trace of entry {traced.entry} "
            "was stopped, or is of version 0.1; run trace, then verify again"
        )
        return
    if traced.revision != NEWEST:
        check.unchecked.append(
            f"{case.catalogue}: what was worked out was told of by another version (entry {traced.entry}); run trace, "
            "then verify again"
        )
        return
    with case.read_engine.connect() as connection:
        found = derived_digests(connection)
    for name, digest in found.items():
        if digest.as_json() == traced.results.get(name):
            continue
        if name == "appearances" and told.added > traced.entry:
            check.unchecked.append(
                f"{case.catalogue}: {name} worked out before more was added cannot be compared; run trace"
            )
        else:
            check.wrong.append(
                f"{case.catalogue}: what was worked out ({name}) is not what entry {traced.entry} of the log stands for"
            )
