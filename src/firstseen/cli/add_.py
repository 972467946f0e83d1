"""`firstseen add`: read sources."""

from __future__ import annotations

from pathlib import Path

import click

from firstseen.cli.output import emit, json_option, line, plural, refusals
from firstseen.cli.progress import shown_progress
from firstseen.errors import WrongUseError
from firstseen.intake.source import ReadOptions
from firstseen.pipeline.adding import AddReport, add

__all__ = ["command"]


def _columns(entries: tuple[str, ...]) -> dict[str, str]:
    columns = {}
    for entry in entries:
        ours, equals, theirs = entry.partition("=")
        if not (equals and ours.strip() and theirs.strip()):
            raise WrongUseError(f"--map {entry}: write it as published=created_at (our name, then the table's heading)")
        columns[ours.strip()] = theirs.strip()
    return columns


@click.command("add")
@click.argument("case", type=click.Path(path_type=Path))
@click.argument("sources", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="SOURCE...")
@click.option(
    "--map",
    "columns",
    multiple=True,
    metavar="OURS=THEIRS",
    help="The heading under which a table has one of our columns, e.g. published=created_at. May be repeated.",
)
@json_option
def command(case: Path, sources: tuple[Path, ...], columns: tuple[str, ...], as_json: bool) -> int:
    """Read each SOURCE into the CASE: a folder, zip, table of posts, saved page, web archive, or picture.

    Every byte is stored unchanged; what a source is, is decided by its content. Adding it again adds nothing.
    """
    options = ReadOptions(_columns(columns))
    with shown_progress(quiet=as_json) as progress:
        report = add(case, sources, options, progress)
    if as_json:
        emit(_json(report))
    else:
        _tell(case, report)
    return 1 if report.refusals else 0


def _json(report: AddReport) -> dict[str, object]:
    return {
        "read": {"items": report.read_items, "appearances": report.read_appearances},
        "without_bytes": report.without_bytes,
        "new": {"items": report.new.items, "media": report.new.media, "appearances": report.new.appearances},
        "sources": [{"name": name, "reader": reader} for name, reader in report.sources],
        "refused": [{"name": refusal.name, "reason": refusal.reason} for refusal in report.refusals],
    }


def _tell(case: Path, report: AddReport) -> None:
    new = report.new
    if not report.read_items:
        line("Nothing was read.")
        refusals([(refusal.name, refusal.reason) for refusal in report.refusals])
        return
    line(f"Read {plural(report.read_items, 'item')} with {plural(report.read_appearances, 'appearance')}.")
    if report.without_bytes:
        line(f"  {plural(report.without_bytes, 'appearance')} came without a picture and are kept as such.")
    if new.items or new.media or new.appearances:
        line(
            f"New in the case: {plural(new.items, 'item')}, {plural(new.media, 'medium', 'media')}, "
            f"{plural(new.appearances, 'appearance')}."
        )
        line(f"Next: firstseen trace {case}")
    else:
        line("Nothing new: the case holds all of it already.")
    refusals([(refusal.name, refusal.reason) for refusal in report.refusals])
