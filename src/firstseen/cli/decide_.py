"""`firstseen decide`: what a person concluded about a finding."""

from __future__ import annotations

from pathlib import Path

import click

from firstseen.cli.output import emit, json_option, line
from firstseen.cli.showing import tell_decision
from firstseen.model.decisions import Verdict
from firstseen.pipeline.deciding import decide

__all__ = ["command"]


@click.command("decide")
@click.argument("case", type=click.Path(path_type=Path))
@click.argument("finding", metavar="FINDING")
@click.option("--agree", "verdict", flag_value=Verdict.AGREE.value, help="It is so.")
@click.option("--disagree", "verdict", flag_value=Verdict.DISAGREE.value, help="It is not so.")
@click.option("--note", metavar="WORDS", help="Why, or what else is known about it.")
@click.option("--by", metavar="NAME", help="Who decides; by default FIRSTSEEN_OPERATOR, or the name of the account.")
@json_option
def command(case: Path, finding: str, verdict: str | None, note: str | None, by: str | None, as_json: bool) -> int:
    """Keep what a person concluded about a FINDING of the CASE, with their name and reason.

    A decision changes nothing that was worked out. It is told in the custody log, cannot be taken back (decide again:
    the last one is shown last), and stays when a new trace no longer comes to the finding.
    """
    decision = decide(case, finding, Verdict(verdict) if verdict else None, note, by)
    if as_json:
        emit({"finding": decision.finding, **decision.as_json()})
    else:
        line(f"Kept with finding {decision.finding}:")
        tell_decision(decision)
    return 0
