"""`firstseen backup`: a whole copy of a case, while other commands run."""

from __future__ import annotations

from pathlib import Path

import click

from firstseen.cli.output import emit, json_option, line, plural
from firstseen.cli.progress import shown_progress
from firstseen.pipeline.backing_up import backup

__all__ = ["command"]


@click.command("backup")
@click.argument("case", type=click.Path(path_type=Path))
@click.argument("target", metavar="DIR|FILE.tar", type=click.Path(path_type=Path))
@click.option("--link", is_flag=True, help="Hard links instead of copies of stored files, where the disk is the same.")
@json_option
def command(case: Path, target: Path, link: bool, as_json: bool) -> int:
    """Copy the CASE whole to DIR, or into one file whose name ends in .tar, also while another command writes in it.

    The copy is a case: `firstseen verify` checks it, and every command works on it. Every byte is checked on the way.
    """
    with shown_progress(quiet=as_json) as progress:
        report = backup(case, target, link=link, progress=progress)
    if as_json:
        emit(
            {
                "backup": str(target),
                "stored_files": report.blobs,
                "bytes": report.bytes,
                "log_entries": report.log_entries,
            }
        )
        return 0
    entries = plural(report.log_entries, "log entry", "log entries")
    line(f"Copied to {target}: {plural(report.blobs, 'stored file')} ({report.bytes:,} bytes), {entries}.")
    return 0
