"""`firstseen add`: read sources."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import click

from firstseen.cli.notices import notices_json, tell_notices
from firstseen.cli.output import emit, json_option, line, plural, refusals
from firstseen.cli.progress import shown_progress
from firstseen.errors import WrongUseError
from firstseen.intake.source import ReadOptions
from firstseen.pipeline.adding import AddReport, add, look
from firstseen.pipeline.case import reading_case

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
@click.option(
    "--include",
    "included",
    type=click.Choice(["private"]),
    multiple=True,
    help="Read the private parts of exports too (direct messages, contacts, phone numbers); else they stay sealed.",
)
@click.option("--as", "reader", metavar="NAME", help="The reader to use, where two fit or none does.")
@click.option("--dry-run", is_flag=True, help="Say what would be read; nothing is stored or written.")
@json_option
def command(
    case: Path,
    sources: tuple[Path, ...],
    columns: tuple[str, ...],
    included: tuple[str, ...],
    reader: str | None,
    dry_run: bool,
    as_json: bool,
) -> int:
    """Read each SOURCE into the CASE: an export, archive, table of posts, saved page, folder, or picture.

    Every byte is stored unchanged; what a source is, is decided by its content. Adding it again adds nothing.
    docs/sources.md says what is read of each kind of source.
    """
    options = ReadOptions(_columns(columns), include_private="private" in included, reader=reader)
    with shown_progress(quiet=as_json) as progress:
        if dry_run:
            with reading_case(case):
                report = look(sources, options, progress)
        else:
            report = add(case, sources, options, progress)
    if as_json:
        emit({**_json(report), "dry_run": dry_run})
    else:
        _tell(case, report, dry_run=dry_run)
    return 1 if report.refusals else 0


def _json(report: AddReport) -> dict[str, object]:
    return {
        "read": {"items": report.read_items, "appearances": report.read_appearances},
        "without_bytes": report.without_bytes,
        "new": {"items": report.new.items, "media": report.new.media, "appearances": report.new.appearances},
        "noticed": notices_json(report.noticed),
        "sources": [{"name": name, "reader": reader} for name, reader in report.sources],
        "refused": [{"name": refusal.name, "reason": refusal.reason} for refusal in report.refusals],
    }


def _tell(case: Path, report: AddReport, *, dry_run: bool) -> None:
    if not report.read_items:
        line("Nothing was read.")
    else:
        would = "Would read" if dry_run else "Read"
        line(f"{would} {plural(report.read_items, 'item')} with {plural(report.read_appearances, 'appearance')}.")
        if report.without_bytes:
            line(f"  {plural(report.without_bytes, 'appearance')} came without a picture and are kept as such.")
    _tell_readers(report)
    tell_notices(report.noticed)
    refusals([(refusal.name, refusal.reason) for refusal in report.refusals])
    if dry_run:
        line("Nothing was written: this was a dry run.")
    elif report.read_items:
        _tell_new(case, report)


def _tell_readers(report: AddReport) -> None:
    """Which readers read how many files, where it was not one reader alone that read one file."""
    readers = Counter(reader for _, reader in report.sources)
    if len(report.sources) > 1 or (readers and not report.read_items):
        line("  By: " + ", ".join(f"{reader} ({number:,})" for reader, number in readers.most_common()) + ".")


def _tell_new(case: Path, report: AddReport) -> None:
    new = report.new
    if new.items or new.media or new.appearances:
        line(
            f"New in the case: {plural(new.items, 'item')}, {plural(new.media, 'medium', 'media')}, "
            f"{plural(new.appearances, 'appearance')}."
        )
        line(f"Next: firstseen trace {case}")
    else:
        line("Nothing new: the case holds all of it already.")
