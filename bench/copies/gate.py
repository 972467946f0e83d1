"""The figures of a run that are pinned, in floors (`bench.floors`): raised, never lowered."""

from __future__ import annotations

from math import isnan
from pathlib import Path

from bench.copies.report import Report
from bench.floors import Figures

__all__ = ["FLOORS", "figures_of"]

FLOORS = Path(__file__).resolve().parents[1] / "floors.json"


def figures_of(report: Report, corpus: str) -> Figures:
    """The figures of a run that are pinned."""
    program = report.program
    high = {
        "mean average precision": program.ranking.average_precision,
        "recall at 90 % precision": program.ranking.recall_at_90,
        "recall with no false alarm": program.ranking.recall_unmistaken,
    }
    for kind in report.kinds:
        high[f"found: {kind.kind}"] = kind.found
        for name, value in (("relation", kind.relation), ("box", kind.box), ("words", kind.words)):
            if not isnan(value):
                high[f"right {name}: {kind.kind}"] = value
    low = {"false alarms per million pairs": program.per_million, "calibration error": report.calibration_error}
    low.update({f"kinds in which {one.name} finds more": float(len(one.ahead)) for one in report.systems[1:]})
    low.update({f"trap called a copy: {trap.trap}": trap.joined / trap.pairs for trap in report.traps})
    return Figures(corpus, high, low)
