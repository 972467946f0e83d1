"""The section of docs/benchmarks.md that a run writes, and its plots."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from bench.copies import plots
from bench.copies.report import Report
from bench.section import write_section

__all__ = ["BEGIN", "END", "write_page"]

BEGIN, END = "<!-- copies: written by make bench-copies -->", "<!-- copies: end -->"


def write_page(report: Report, docs: Path, command: str, corpus: str) -> list[Path]:
    """Writes the section between its markers (or adds it at the end), and the plots; gives what was written."""
    drawings = {
        "copies-by-kind.svg": plots.by_kind(report),
        "copies-precision.svg": plots.precision_recall(report),
        "copies-reliability.svg": plots.reliability(report.bins, report.calibration_error),
    }
    return write_section(docs, (BEGIN, END), _section(report, command, corpus), drawings)


def _section(report: Report, command: str, corpus: str) -> Iterator[str]:
    yield "## Copies"
    yield ""
    yield f"`{command}` wrote this section. Corpus {corpus[:12]}: {report.queries} queries with an answer in"
    yield f"{len(report.kinds)} kinds, {report.unanswered} without, {report.references} references, among them"
    yield "photographs that carry the same page frames, badges and captions as the queries. Thresholds and rules were"
    yield "set with two others (`--set tuning`, `--set second`), and the false alarms of one that was reported before"
    yield "(`--set third`) were looked at and mended. They share no layout, font or phrase with this one. Photographs"
    yield "are the same in all, in other roles: what is drawn of them is new here, they are not."
    yield ""
    yield from _systems(report)
    yield ""
    yield "![Share found by kind](benchmarks/copies-by-kind.svg)"
    yield "![Precision and recall](benchmarks/copies-precision.svg)"
    yield "![Reliability of the confidence](benchmarks/copies-reliability.svg)"
    yield ""
    yield from _kinds(report)
    yield ""
    yield from _traps(report)


def _systems(report: Report) -> Iterator[str]:
    heads = ["", "mean average precision", "recall at 90 % precision", "recall with no false alarm"]
    heads += ["found by its own decision", "false alarms", "per million pairs", "ms a query", "µs a pair"]
    yield "| " + " | ".join([*heads, "KB a reference"]) + " |"
    yield "|---|---|---|---|---|---|---|---|---|---|"
    for one in report.systems:
        r = one.ranking
        cells = [f"{value:.3f}" for value in (r.average_precision, r.recall_at_90, r.recall_unmistaken, one.decided)]
        cells += [str(one.false_alarms), f"{one.per_million:.1f}", f"{1e3 * one.seconds_query:.1f}"]
        cells += [f"{1e6 * one.seconds_pair:.1f}", f"{one.bytes_each / 1024:.2f}"]
        yield f"| {one.name} | " + " | ".join(cells) + " |"
    yield ""
    for one in report.systems[1:]:
        ahead = ", ".join(one.ahead) or "no kind"
        yield f"{one.name} finds more of the same queries than {report.program.name} in: {ahead}."
    yield "SIFT is asked about some of the queries, and compared with the true reference and a fixed few others: all"
    yield "with all takes hours, so its figures are better than they would be. Its threshold is chosen on its own wrong"
    yield "answers about plain photographs, so that it makes no false alarm there. Times are processor seconds, without"
    yield "those for drawing the query."


def _kinds(report: Report) -> Iterator[str]:
    rivals = report.systems[1:]
    yield "| kind | queries | found | relation | box | words | mirrored | " + " | ".join(r.name for r in rivals) + " |"
    yield "|---|" + "---|" * (6 + len(rivals))
    for kind in report.kinds:
        shares = (kind.found, kind.relation, kind.box, kind.words, kind.mirrored)
        cells = [str(kind.queries), *(f"{share:.2f}" for share in shares)]
        cells += [f"{rival.by_kind.get(kind.kind, 0.0):.2f}" for rival in rivals]
        yield f"| {kind.kind} | " + " | ".join(cells) + " |"
    yield ""
    yield "Relation, box (intersection over union of at least 0.5 in both pictures), words (every change made is named)"
    yield "and mirrored are shares of those found."


def _traps(report: Report) -> Iterator[str]:
    if not report.traps:
        return
    yield "| pairs that are no copies | pairs | " + " | ".join(one.name for one in report.systems) + " |"
    yield "|---|---|" + "---|" * len(report.systems)
    for trap in report.traps:
        counts = [trap.joined, *(trap.rivals[one.name] for one in report.systems[1:])]
        yield f"| {trap.trap} | {trap.pairs} | " + " | ".join(map(str, counts)) + " |"
    yield ""
    yield "The numbers are of pairs called copies. Second exposures are made from layers of one photograph."
