"""`firstseen verify`: every stored byte and every log entry checked, offline."""

from __future__ import annotations

from pathlib import Path

import click

from firstseen.cli.output import emit, heading, json_option, line, plural
from firstseen.cli.progress import shown_progress
from firstseen.errors import CaseDamagedError
from firstseen.pipeline.verifying import verify

__all__ = ["command"]


@click.command("verify")
@click.argument("case", type=click.Path(path_type=Path))
@json_option
def command(case: Path, as_json: bool) -> int:
    """Check the CASE, offline: every stored byte against its digest, every entry of the custody log against tree,
    tiles, checkpoints and signatures, and the catalogue against what the log tells.

    What is wrong is named with its place (exit code 3); what cannot be checked is said.
    """
    with shown_progress(quiet=as_json) as progress:
        report = verify(case, progress)
    if as_json:
        emit(
            {
                "blobs": report.blobs,
                "log_entries": report.log_entries,
                "wrong": report.wrong,
                "unfinished": report.unfinished,
                "unchecked": report.unchecked,
                "checkpoints": {"all": report.checkpoints, "signed": report.signed, "keys": report.keys},
                "items": report.items,
                "decisions": report.decisions,
            }
        )
    else:
        entries = plural(report.log_entries, "log entry", "log entries")
        checkpoints = f"{plural(report.checkpoints, 'checkpoint')} ({report.signed:,} signed)"
        line(
            f"Checked {plural(report.blobs, 'stored file')}, {entries}, {checkpoints}, {plural(report.items, 'item')}."
        )
        for wrong in report.wrong:
            line(f"  WRONG  {wrong}")
        if report.unfinished:
            line(f"{plural(report.unfinished, 'stored file')} of an add that was stopped: add its source again.")
        if not report.wrong:
            line("Every file that the catalogue names has the bytes it is named by, and the log is unbroken.")
        for key in report.keys:
            line(f"Signed by the key {key}")
        if report.keys:
            line("  Whose key that is, this program cannot know: compare it with what the desk has made public.")
        if report.unchecked:
            heading("What cannot be checked")
            for sentence in report.unchecked:
                line(f"  {sentence}")
    return CaseDamagedError.exit_code if report.wrong else 0
