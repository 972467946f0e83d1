"""`firstseen set`: change what a case is about."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from firstseen.cli.output import emit, json_option, line, moment
from firstseen.cli.times import WINDOW_END, WINDOW_START
from firstseen.errors import WrongUseError
from firstseen.pipeline.case import set_facts

__all__ = ["command"]


@click.command("set")
@click.argument("case", type=click.Path(path_type=Path))
@click.option("--event", help="What the case is about; an empty text takes it away.")
@click.option("--place", help="Where it was.")
@click.option("--from", "start", type=WINDOW_START, help="When it began; an empty text takes it away.")
@click.option("--to", "end", type=WINDOW_END, help="When it ended.")
@json_option
@click.pass_context
def command(
    ctx: click.Context,
    case: Path,
    event: str | None,
    place: str | None,
    start: datetime | None,
    end: datetime | None,
    as_json: bool,
) -> int:
    """Change the event of a CASE: its name, place or window. Run `trace` again for findings that rest on them."""
    given = {"event": event or None, "place": place or None, "start": start, "end": end}
    said = {
        name: value
        for name, value in given.items()
        if ctx.get_parameter_source(name) is click.core.ParameterSource.COMMANDLINE
    }
    if not said:
        raise WrongUseError("nothing to set", advice="Use --event, --place, --from or --to.")
    facts = set_facts(case, said)
    if as_json:
        emit(facts.as_json())
        return 0
    line(f"Event: {facts.event or 'not set'}")
    line(f"Place: {facts.place or 'not set'}")
    line(f"From:  {moment(facts.start) if facts.start else 'not set'}")
    line(f"To:    {moment(facts.end) if facts.end else 'not set'}")
    return 0
