"""`firstseen find`: where is this picture, video or sound in the case?"""

from __future__ import annotations

from pathlib import Path

import click

from firstseen.cli.output import emit, heading, json_option, line, plural, span, table
from firstseen.dossier.wording import between
from firstseen.errors import WrongUseError
from firstseen.model.copies import JOINING
from firstseen.model.identifiers import Digest
from firstseen.pipeline.case import reading_case
from firstseen.pipeline.searching import Match, Searcher, Sought
from firstseen.pipeline.steps import EXAMINE, EXAMINE_MOVING, MATCH, MATCH_MOVING

__all__ = ["command"]


@click.command("find")
@click.argument("case", type=click.Path(path_type=Path))
@click.argument("file", type=click.Path(path_type=Path))
@json_option
def command(case: Path, file: Path, as_json: bool) -> int:
    """Say where the picture, video or sound in FILE is in the CASE. The file is not added, and nothing is changed."""
    if not file.exists():
        raise WrongUseError(f"{file}: there is no such file")
    with reading_case(case) as opened, Searcher(opened) as searcher:
        waiting = opened.reading.unexamined() + opened.reading.waiting(*MATCH, after=EXAMINE)
        waiting += opened.reading.waiting(*MATCH_MOVING, after=EXAMINE_MOVING)
        sought = searcher.find(file)
        if as_json:
            for record in sought.as_json():
                emit(record)
            return 0
        _tell(sought)
        if waiting:
            line()
            line(f"{plural(waiting, 'medium', 'media')} of the case wait to be traced and were perhaps not searched.")
            line(f"Run: firstseen trace {case}")
    return 0


def _tell(sought: Sought) -> None:
    copies = [match for match in sought.matches if match.copy.relation in JOINING]
    others = [match for match in sought.matches if match.copy.relation not in JOINING]
    if not copies:
        line(f"{sought.name} is not in the case: no copy of it was found.")
    for group in dict.fromkeys(match.medium.group for match in copies):
        _tell_group([match for match in copies if match.medium.group == group], sought.digest)
    if others:
        heading("The same subject in other photographs or footage (not copies)")
        _tell_matches(others, sought.digest)


def _tell_group(matches: list[Match], sought: Digest) -> None:
    group, first = matches[0].group, matches[0].first_seen
    if group is None:
        heading("In the case, not yet ordered")
    else:
        seen = span(group.first_seen_span.earliest, group.first_seen_span.latest)
        who = " ".join(part for part in (first.platform, first.author) if part) if first else ""
        heading(f"In group {group.id}, first seen {seen}{f' by {who}' if who else ''}")
        line(f"  {plural(len(group.media), 'version')}, shown {plural(group.appearances, 'time')}.")
    _tell_matches(matches, sought)


def _tell_matches(matches: list[Match], sought: Digest) -> None:
    rows = [
        (
            match.medium.names[0] if match.medium.names else match.medium.digest[:12],
            match.copy.relation.value,
            f"{match.copy.confidence:.2f}",
            _why(match, sought),
        )
        for match in matches
    ]
    table(("medium", "relation", "sure", "why"), rows, wrap=("why",))


def _why(match: Match, sought: Digest) -> str:
    """The reason with the names of the two, and where in the medium of the case it is, unless that is all of it."""
    copy, medium = match.copy, match.medium
    is_a = copy.a == sought
    told = between(copy.reason, "The file sought", medium.names[0] if medium.names else medium.digest[:12], is_a)
    box = copy.box_b if is_a else copy.box_a
    if box is None or copy.relation not in JOINING or box == (0, 0, *(medium.size or (0, 0))):
        return told
    return f"{told} In it at {', '.join(map(str, box))} (left, top, right, bottom)."
