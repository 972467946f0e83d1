"""`firstseen status`: what is in a case, what is left to do, what went wrong."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import click

from firstseen.cli.notices import notices_json, tell_notices
from firstseen.cli.output import duration, emit, heading, json_option, line, moment, plural, refusals, table
from firstseen.cli.summary import tell_unread
from firstseen.custody.standing import Standing, standing
from firstseen.errors import WrongUseError
from firstseen.model.items import NoticeKind
from firstseen.model.records import CaseFacts
from firstseen.pipeline.case import reading_case
from firstseen.pipeline.examining import examination_pool
from firstseen.pipeline.left import left_to_do
from firstseen.pipeline.reading import unread

__all__ = ["command"]


@click.command("status")
@click.argument("case", type=click.Path(path_type=Path), required=False)
@click.option(
    "--protections", is_flag=True, help="What the processes that open files cannot do here, each tried; needs no CASE."
)
@click.option("--all", "show_all", is_flag=True, help="Every refusal and every notice, not only the first.")
@json_option
def command(case: Path | None, protections: bool, show_all: bool, as_json: bool) -> int:
    """Say what is in the CASE, what is left to do, and what went wrong."""
    if protections:
        return _tell_protections(as_json)
    if case is None:
        raise WrongUseError("no case was named", advice="firstseen status CASE, or firstseen status --protections")
    with reading_case(case) as opened:
        facts, counts = opened.reading.facts(), opened.reading.counts()
        waiting = unread(opened)
        left = left_to_do(opened)
        decisions = list(opened.reading.decisions())
        findings = {record.finding.id for record in opened.reading.findings()}
        gone = sum(decision.finding not in findings for decision in decisions)
        custody = standing(opened.log.places)
        refused = [(record.name, record.reason) for record in opened.reading.refusals()]
        media = list(opened.reading.media())
        states = Counter(record.state for record in media)
        moving = [record.moving for record in media if record.moving]
        noticed = Counter[tuple[NoticeKind, str]]()
        for record in opened.reading.notices():
            noticed[record.noticed.kind, record.noticed.what] += record.noticed.count
        if as_json:
            emit(
                {
                    **facts.as_json(),
                    "holds": counts,
                    "media_states": dict(sorted(states.items())),
                    "moving": {"media": len(moving), "seconds": round(sum(one.seconds for one in moving), 3)},
                    "left": left,
                    "decisions": {"all": len(decisions), "about_findings_that_are_gone": gone},
                    "custody": custody.as_json(),
                    "unread": waiting.as_json(),
                    "noticed": notices_json(noticed),
                    "refused": [record.as_json() for record in opened.reading.refusals()],
                }
            )
            return 0
        _tell_facts(facts)
        heading("Holds")
        table(("what", "how many"), list(counts.items()))
        if moving:
            length = duration(sum(one.seconds for one in moving))
            line(f"{plural(len(moving), 'video or sound', 'videos and sounds')} of these, {length} in all.")
        if decisions:
            _tell_decisions(len(decisions), gone)
        _tell_custody(custody)
        heading("Left to do")
        words = [f"{number} to {step}" for step, number in left.items() if number]
        line("  " + (", ".join(words) + f": firstseen trace {case}" if words else "nothing: everything is up to date"))
        tell_unread(waiting)
        tell_notices(noticed, everything=show_all)
        refusals(refused, most=len(refused) if show_all else 20)
    return 0


def _tell_decisions(all_of_them: int, gone: int) -> None:
    words = f"{plural(all_of_them, 'decision')} about findings"
    line(f"{words}, {gone:,} of them about findings that are no longer there." if gone else f"{words}.")


def _tell_custody(custody: Standing) -> None:
    heading("Custody log")
    if custody.key:
        line(f"  {plural(custody.size, 'entry', 'entries')} signed, key {custody.key.split('+')[1]}.")
    else:
        line(f"  Not signed: {custody.reason}")


def _tell_protections(as_json: bool) -> int:
    """One worker is started, and tries what none may: what is told was refused to it a moment ago."""
    with examination_pool(1) as pool:
        tried, words = pool.tried, pool.protections
    held = {protection.words for protection in tried}
    limits = [word for word in words if word not in held]
    if as_json:
        emit({"tried": {protection.deed: protection.active for protection in tried}, "limits": limits})
        return 0
    heading("Tried by a worker just now")
    rows = [(protection.words, "refused" if protection.active else "NOT PROTECTED") for protection in tried]
    table(("protection", "when tried"), rows)
    heading("Limits")
    for word in limits:
        line(f"  {word}")
    return 0


def _tell_facts(facts: CaseFacts) -> None:
    line(f"Case: {facts.name}")
    if facts.event:
        line(f"Event: {facts.event}")
    if facts.place:
        line(f"Place: {facts.place}")
    if facts.start or facts.end:
        line(f"Window: {moment(facts.start)} to {moment(facts.end)}")
