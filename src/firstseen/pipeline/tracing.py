"""`trace`: examine, match, measure, read, group, date, order, find; only what is missing; can be stopped any moment."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from firstseen.catalog.digests import derived_digests
from firstseen.catalog.engine import NEWEST
from firstseen.model.records import RefusalRecord
from firstseen.pipeline.case import WriteCase, writing_case
from firstseen.pipeline.examining import examine_waiting
from firstseen.pipeline.left import left_to_do
from firstseen.pipeline.matching_waiting import match_waiting
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
        _tell_begin(case)
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


def _tell_begin(case: WriteCase) -> None:
    """Tells that what was worked out is about to change: until the end is told, no digest stands for it."""
    if any(left_to_do(case).values()) and not _is_open(case):
        case.record("trace", {"state": "began"})


def _is_open(case: WriteCase) -> bool:
    return case.log.last_trace is not None and case.log.last_trace.about.get("state") == "began"


def _tell(case: WriteCase, report: TraceReport) -> None:
    last = case.log.last_trace
    # An older version told of it in another way: it is told anew, though nothing was worked out anew.
    is_old = last is not None and last.about.get("catalogue") != NEWEST
    if _is_open(case) or is_old:
        with case.read_engine.connect() as connection:
            results = {name: digest.as_json() for name, digest in derived_digests(connection).items()}
        about = {
            "state": "done",
            "catalogue": NEWEST,
            "results": results,
            "examined": report.examined,
            "matched": report.matched,
            "measured": report.measured,
            "read": report.read,
            "methods": {**dict((EXAMINE, MATCH, GENERATION, READ, ORDER)), "examine moving": EXAMINE_MOVING[1]},
            "holds": case.reading.counts(),
        }
        case.record("trace", about)
