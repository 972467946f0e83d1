"""`firstseen repair`: a lost or damaged catalogue made anew."""

from __future__ import annotations

from pathlib import Path

import click

from firstseen.cli.output import emit, json_option, line, plural
from firstseen.pipeline.repairing import RepairReport, repair

__all__ = ["command"]


@click.command("repair")
@click.argument("case", type=click.Path(path_type=Path))
@json_option
def command(case: Path, as_json: bool) -> int:
    """Make the catalogue of the CASE anew, from the custody log and the stored bytes, if it is lost or damaged.

    What was worked out is worked out again by `trace`. Files that are replaced are kept under another name.
    """
    report = repair(case)
    if as_json:
        emit(
            {
                "found": report.found,
                "catalogue": report.catalogue,
                "tiles": report.tiles,
                "sources": report.sources,
                "items": report.items,
                "decisions": report.decisions,
                "kept": report.kept,
                "lost": report.lost,
            }
        )
    else:
        _tell(case, report)
    return 1 if report.lost else 0


def _tell(case: Path, report: RepairReport) -> None:
    for found in report.found:
        line(f"  WRONG  {found}")
    if report.tiles:
        line("The tiles of the custody log were made anew from its journal.")
    if not report.catalogue and report.items:
        line(f"{plural(report.items, 'item')} of an add that was stopped were brought into the catalogue.")
        line(f"Next: firstseen trace {case}")
        return
    if not report.catalogue:
        line("The catalogue is whole and as the log tells: it was left as it is.")
        return
    made = f"{plural(report.sources, 'source')}, {plural(report.items, 'item')}, {plural(report.decisions, 'decision')}"
    line(f"The catalogue was made anew: {made}.")
    if report.kept:
        line(f"Kept: {', '.join(report.kept)}")
    for lost in report.lost:
        line(f"  LOST   {lost}")
    line(f"Next: firstseen trace {case}")
