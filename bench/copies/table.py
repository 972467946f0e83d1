"""The figures of a run as lines of text."""

from __future__ import annotations

from collections.abc import Iterator
from math import isnan

from bench.copies.report import Report

__all__ = ["lines_of"]

_HEADS = (
    f"{'':18}{'mAP':>7}{'R@P90':>7}{'R no FA':>8}{'recall':>8}{'FA':>5}{'per M':>8}"
    f"{'ms/query':>10}{'µs/pair':>10}{'KB each':>9}"
)


def _share(value: float) -> str:
    return "    -" if isnan(value) else f"{value:5.2f}"


def lines_of(report: Report) -> Iterator[str]:
    """The tables: systems over the whole run, then kinds, then traps and calibration."""
    yield (
        f"{report.queries} queries with an answer, {report.unanswered} without, "
        f"{report.references} references (templates among them)"
    )
    yield ""
    yield _HEADS
    for one in report.systems:
        r = one.ranking
        yield (
            f"{one.name:18}{r.average_precision:7.3f}{r.recall_at_90:7.3f}{r.recall_unmistaken:8.3f}{one.decided:8.3f}"
            f"{one.false_alarms:5d}{one.per_million:8.1f}{1e3 * one.seconds_query:10.1f}"
            f"{1e6 * one.seconds_pair:10.1f}{one.bytes_each / 1024:9.2f}"
        )
    yield ""
    heads = "".join(f"{name[:9]:>10}" for name in ("found", "relation", "box", "words", "mirrored"))
    rivals = report.systems[1:]
    yield f"{'kind':26}{'n':>4}{heads}   " + "".join(f"{one.name[:14]:>16}" for one in rivals)
    for kind in report.kinds:
        shares = (kind.found, kind.relation, kind.box, kind.words, kind.mirrored)
        told = "".join(f"{_share(value):>10}" for value in shares)
        others = "".join(f"{_share(one.by_kind.get(kind.kind, float('nan'))):>16}" for one in rivals)
        yield f"{kind.kind:26}{kind.queries:4d}{told}   {others}"
    for one in rivals:
        yield f"{one.name}: called a copy from a score of {one.threshold:.0f}"
        ahead = ", ".join(one.ahead) or "no kind"
        yield f"{one.name} finds more of the same queries than {report.program.name} in: {ahead}"
    if report.traps:
        yield ""
        yield f"{'traps (no copies): called copies':40}{'pairs':>6}" + "".join(
            f"{one.name[:14]:>16}" for one in report.systems
        )
        for trap in report.traps:
            counts = (trap.joined, *(trap.rivals[one.name] for one in rivals))
            yield f"{trap.trap:40}{trap.pairs:6d}" + "".join(f"{count:16d}" for count in counts)
    yield ""
    said = ", ".join(f"{one.said:.2f} said {one.right:.2f} right ({one.count})" for one in report.bins)
    yield f"confidence: {said}; expected calibration error {report.calibration_error:.3f}"
