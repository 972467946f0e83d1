"""`trace`: examine, match, measure, read, group, date, order, find; only what is missing; can be stopped any moment."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from firstseen.model.records import RefusalRecord
from firstseen.pipeline.case import WriteCase, writing_case
from firstseen.pipeline.examining import examine_waiting
from firstseen.pipeline.matching import match_waiting
from firstseen.pipeline.measuring import measure_waiting
from firstseen.pipeline.ordering import order_case
from firstseen.pipeline.progress import Progress, silent
from firstseen.pipeline.reading import Unread, read_waiting
from firstseen.pipeline.steps import EXAMINE, EXAMINE_MOVING, GENERATION, MATCH, ORDER, READ

__all__ = ["TraceReport", "trace"]


@dataclass(frozen=True, slots=True)
class TraceReport:
    """What `trace` did, every picture of the case that could not be examined or read, and what nobody could read."""

    examined: int
    matched: int
    read: int
    ordered: bool
    unread: Unread
    refusals: tuple[RefusalRecord, ...]
    measured: int = 0


def trace(folder: Path, progress: Progress = silent) -> TraceReport:
    """Brings everything that is worked out in the case at `folder` up to date."""
    with writing_case(folder, "trace") as case:
        examined = examine_waiting(case, progress)
        matched = match_waiting(case, progress)
        measured = measure_waiting(case, progress)
        read, unread = read_waiting(case, progress)
        report = TraceReport(
            examined=examined,
            matched=matched,
            read=read,
            ordered=order_case(case, progress),
            unread=unread,
            refusals=tuple(refusal for refusal in case.reading.refusals() if refusal.step in ("trace", "read")),
            measured=measured,
        )
        _tell(case, report)
    return report


def _tell(case: WriteCase, report: TraceReport) -> None:
    if report.examined or report.matched or report.measured or report.read or report.ordered:
        about = {
            "examined": report.examined,
            "matched": report.matched,
            "measured": report.measured,
            "read": report.read,
            "methods": {**dict((EXAMINE, MATCH, GENERATION, READ, ORDER)), "examine moving": EXAMINE_MOVING[1]},
            "holds": case.reading.counts(),
        }
        case.record("trace", about)
