"""The figures of a run that are pinned, in floors (`bench.floors`): raised, never lowered."""

from __future__ import annotations

from math import isnan
from pathlib import Path

from bench.floors import Figures
from bench.video.corpus import EXCERPT_KINDS
from bench.video.edits.stills import STILLS
from bench.video.figures import Tally
from bench.video.report import KindReport, Report

__all__ = ["FLOORS", "figures_of"]

FLOORS = Path(__file__).resolve().parents[1] / "floors-video.json"


def figures_of(report: Report, corpus: str) -> Figures:
    """What a run reached; `corpus` is the digest of what it was asked. Times and sizes are not pinned."""
    program = report.program
    high = {
        "pairs found with no false alarm": program.ranking.recall_unmistaken,
        "pairs found by its own decision": program.decided,
        "segments, F1": program.both.f1,
        "segments of picture, F1": program.picture.f1,
        "segments of sound, F1": program.sound.f1,
    }
    for name, kind in program.kinds.items():
        high[f"found: {name}"] = kind.found
        if name in {*STILLS, *EXCERPT_KINDS}:
            high[f"in time: {name}"] = kind.in_time
        else:
            high.update({f"F1 {track}: {name}": value.f1 for track, value in _tracks(kind) if not isnan(value.f1)})
    low = {"false alarms": float(program.false_alarms)}
    low.update({f"joined: {kind}": float(joined) for kind, (joined, _) in program.joined.items()})
    low.update({f"kinds in which {one.name} finds more": float(len(one.ahead)) for one in report.systems[1:]})
    return Figures(corpus, high, low)


def _tracks(kind: KindReport) -> tuple[tuple[str, Tally], ...]:
    return (("picture", kind.picture), ("sound", kind.sound))
