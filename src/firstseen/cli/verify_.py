"""`firstseen verify`: every stored byte and every log entry checked, offline."""

from __future__ import annotations

from pathlib import Path

import click

from firstseen.cli.output import emit, json_option, line, plural
from firstseen.cli.progress import shown_progress
from firstseen.errors import CaseDamagedError
from firstseen.pipeline.verifying import verify

__all__ = ["command"]


@click.command("verify")
@click.argument("case", type=click.Path(path_type=Path))
@json_option
def command(case: Path, as_json: bool) -> int:
    """Check every stored byte of the CASE against its digest, and the custody log from its first entry to its last."""
    with shown_progress(quiet=as_json) as progress:
        report = verify(case, progress)
    if as_json:
        emit(
            {
                "blobs": report.blobs,
                "log_entries": report.log_entries,
                "wrong": report.wrong,
                "unfinished": report.unfinished,
            }
        )
    else:
        entries = plural(report.log_entries, "log entry", "log entries")
        line(f"Checked {plural(report.blobs, 'stored file')} and {entries}.")
        for wrong in report.wrong:
            line(f"  WRONG  {wrong}")
        if report.unfinished:
            line(f"{plural(report.unfinished, 'stored file')} of an add that was stopped: add its source again.")
        if not report.wrong:
            line("Every file that the catalogue names has the bytes it is named by, and the log is unbroken.")
    return CaseDamagedError.exit_code if report.wrong else 0
