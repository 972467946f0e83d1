"""`firstseen trace`: everything that is worked out."""

from __future__ import annotations

from pathlib import Path

import click

from firstseen.cli.output import emit, json_option, line, plural, refusals
from firstseen.cli.progress import shown_progress
from firstseen.cli.summary import summary_json, tell_summary, tell_unread
from firstseen.pipeline.case import reading_case
from firstseen.pipeline.tracing import trace

__all__ = ["command"]


@click.command("trace")
@click.argument("case", type=click.Path(path_type=Path))
@json_option
def command(case: Path, as_json: bool) -> int:
    """Examine, match, read, group, date and order what is in the CASE, and say what does not fit.

    Does only what is missing; can be stopped with Ctrl-C at any moment and goes on where it was.
    """
    with shown_progress(quiet=as_json) as progress:
        report = trace(case, progress)
    with reading_case(case) as opened:
        if as_json:
            emit(
                {
                    "examined": report.examined,
                    "matched": report.matched,
                    "measured": report.measured,
                    "read": report.read,
                    "ordered": report.ordered,
                    "unread": report.unread.as_json(),
                    **summary_json(opened.reading),
                    "refused": [refusal.as_json() for refusal in report.refusals],
                }
            )
        else:
            if not (report.examined or report.matched or report.measured or report.read or report.ordered):
                line("Everything was up to date.")
            elif report.examined:
                line(f"Examined {plural(report.examined, 'medium', 'media')}.")
            tell_summary(opened.reading)
            tell_unread(report.unread)
            refusals([(refusal.name, refusal.reason) for refusal in report.refusals])
            line()
            line(f"Next: firstseen publish {case} DIR, or firstseen show {case} GROUP")
    return 1 if report.refusals else 0
