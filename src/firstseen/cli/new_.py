"""`firstseen new`: an empty case."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from firstseen.cli.output import emit, json_option, line
from firstseen.cli.times import WINDOW_END, WINDOW_START
from firstseen.model.records import CaseFacts
from firstseen.pipeline.case import create

__all__ = ["command"]


@click.command("new")
@click.argument("case", type=click.Path(path_type=Path))
@click.option("--event", help="What the case is about, in a few words.")
@click.option("--place", help="Where it was.")
@click.option("--from", "start", type=WINDOW_START, help="When it began: a day, or a time with zone (else UTC).")
@click.option("--to", "end", type=WINDOW_END, help="When it ended: a day is meant whole.")
@json_option
def command(
    case: Path, event: str | None, place: str | None, start: datetime | None, end: datetime | None, as_json: bool
) -> int:
    """Make an empty CASE: a folder that will hold the catalogue, every stored byte and the custody log."""
    facts = CaseFacts(case.resolve().name, event or None, place or None, start, end)
    create(case, facts)
    if as_json:
        emit({**facts.as_json(), "folder": str(case)})
    else:
        line(f"New case: {case}")
        line(f"Next: firstseen add {case} SOURCE…")
    return 0
