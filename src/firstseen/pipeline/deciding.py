"""`decide`: what a person concluded about a finding, told in the custody log and kept in the catalogue."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from firstseen.catalog.decisions import put_decision
from firstseen.errors import WrongUseError
from firstseen.model.decisions import Decision, Verdict
from firstseen.model.records import FindingRecord
from firstseen.pipeline.case import ReadCase, WriteCase, operator, writing_case
from firstseen.pipeline.told import decision_about, decision_id, told_decision

__all__ = ["MAX_NOTE", "decide"]

MAX_NOTE: Final = 20_000
"""Characters of a reason: some eight printed pages."""
MAX_NAME: Final = 200


def decide(folder: Path, finding: str, verdict: Verdict | None, note: str | None, by: str | None = None) -> Decision:
    """Keeps a decision about a finding of the case at `folder`; gives it. `by` is who works on the case by default.

    Raises `WrongUseError` for a finding that the case does not have now, and for one without verdict or note.
    """
    note, by = _words("--note", note, MAX_NOTE), _words("--by", by, MAX_NAME)
    if verdict is None and note is None:
        raise WrongUseError("nothing is decided", advice="Use --agree or --disagree, or say something with --note.")
    with writing_case(folder, "decide") as case:
        record = _finding(case, finding)
        return _keep(case, record, verdict, note, by or operator())


def _words(option: str, words: str | None, most: int) -> str | None:
    text = (words or "").strip()
    if len(text) > most:
        raise WrongUseError(f"{option} is longer than {most:,} characters")
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        raise WrongUseError(f"{option} is not text: it holds bytes that are not UTF-8") from None
    return text or None


def _finding(case: ReadCase, id: str) -> FindingRecord:
    found = next((record for record in case.reading.findings() if record.finding.id == id), None)
    if found is None:
        raise WrongUseError(f"{id}: the case has no such finding", advice="See: firstseen list CASE findings")
    return found


def _keep(case: WriteCase, record: FindingRecord, verdict: Verdict | None, note: str | None, by: str) -> Decision:
    finding = record.finding
    number = len(case.log.tree) + 1
    about = {
        "decision": decision_id(finding.id, by, number),
        "finding": finding.id,
        "verdict": verdict.value if verdict else None,
        "note": note,
        "by": by,
        "kind": finding.kind.value,
        "said": finding.reason,
    }
    decision = told_decision(case.record("decide", about))
    assert decision is not None and decision_about(decision) == about
    with case.engine.begin() as connection:
        put_decision(connection, decision)
    return decision
