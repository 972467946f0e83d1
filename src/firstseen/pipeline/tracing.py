"""`trace`: examine, match, group, date, order, find. It does only what is missing and can be stopped at any moment."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from firstseen.model.records import RefusalRecord
from firstseen.pipeline.case import WriteCase, writing_case
from firstseen.pipeline.examining import examine_waiting
from firstseen.pipeline.matching import match_waiting
from firstseen.pipeline.ordering import order_case
from firstseen.pipeline.progress import Progress, silent
from firstseen.pipeline.steps import EXAMINE, MATCH, ORDER

__all__ = ["TraceReport", "trace"]


@dataclass(frozen=True, slots=True)
class TraceReport:
    """What `trace` did, and every picture of the case that could not be examined."""

    examined: int
    matched: int
    ordered: bool
    refusals: tuple[RefusalRecord, ...]


def trace(folder: Path, progress: Progress = silent) -> TraceReport:
    """Brings everything that is worked out in the case at `folder` up to date."""
    with writing_case(folder, "trace") as case:
        report = TraceReport(
            examined=examine_waiting(case, progress),
            matched=match_waiting(case, progress),
            ordered=order_case(case, progress),
            refusals=tuple(refusal for refusal in case.reading.refusals() if refusal.step == "trace"),
        )
        _tell(case, report)
    return report


def _tell(case: WriteCase, report: TraceReport) -> None:
    if report.examined or report.matched or report.ordered:
        about = {
            "examined": report.examined,
            "matched": report.matched,
            "methods": dict((EXAMINE, MATCH, ORDER)),
            "holds": case.reading.counts(),
        }
        case.record("trace", about)
