"""`firstseen show`: one thing with everything known about it and why."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

import click

from firstseen.catalog.reading import CatalogReading
from firstseen.cli import group_showing, pairs, showing
from firstseen.cli.output import emit, json_option, line
from firstseen.dossier.graphml import write_graphml
from firstseen.dossier.prov import write_prov
from firstseen.dossier.spread_parts import parts_of
from firstseen.errors import WrongUseError
from firstseen.model.identifiers import Digest
from firstseen.model.records import Json, MediumRecord
from firstseen.pipeline.case import reading_case

__all__ = ["command"]

Shown = tuple[Json, Callable[[], None]]

_SHORTEST: Final = 6
_SPREAD_WRITERS: Final = {"graphml": write_graphml, "prov": write_prov}
_SPREAD_WORDS: Final = {"graphml": "GraphML", "prov": "PROV-JSON"}
_IDENTIFIER: Final = re.compile("[gaif]-[0-9a-f]{16}")


@click.command("show")
@click.argument("case", type=click.Path(path_type=Path))
@click.argument("id", metavar="ID")
@click.argument("other", metavar="[ID]", required=False)
@click.option(
    "--picture",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="For a pair: write a picture (.png or .jpg) that shows why, to be put in a report.",
)
@click.option(
    "--graphml",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="For a group: write its spread as GraphML, for programs that draw graphs.",
)
@click.option(
    "--prov",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="For a group: write its spread as W3C PROV-JSON.",
)
@json_option
def command(
    case: Path,
    id: str,
    other: str | None,
    picture: Path | None,
    graphml: Path | None,
    prov: Path | None,
    as_json: bool,
) -> int:
    """Show the group, medium, appearance, item or finding ID of the CASE, with everything known about it and why.

    A medium may be named by the first characters of its digest (six at least) or by its file name. Two media (also as
    one, A..B) are shown as a pair: what was found between them, and what that rests on.
    """
    with reading_case(case) as opened:
        pair = _pair(opened.reading, id, other)
        if pair is None and picture:
            raise WrongUseError(
                "a picture explains a pair, and this is one thing", advice="Give two media: firstseen show CASE A B"
            )
        spread_files = {"graphml": graphml, "prov": prov}
        if any(spread_files.values()):
            return _write_spread(case, opened.reading, id, spread_files, as_json)
        record, tell = _told_pair(case, pair) if pair else _shown(opened.reading, id)
        if pair and picture:
            pairs.check_picture(case, picture)
            pairs.write_picture(opened, pair, picture)
            record = {**record, "picture": str(picture)}
        if as_json:
            emit(record)
        elif picture:
            line(f"Picture: {picture}")
        else:
            tell()
    return 0


def _write_spread(
    case: Path, reading: CatalogReading, id: str, wanted: Mapping[str, Path | None], as_json: bool
) -> int:
    """Writes the spread of a group to the files that were asked for, and names them."""
    spread = reading.spread(id) if _IDENTIFIER.fullmatch(id) else None
    if spread is None:
        raise WrongUseError(
            f"{id}: no group with a spread", advice="Name a group of: firstseen list CASE groups (after trace)."
        )
    files = {name: file for name, file in wanted.items() if file is not None}
    for file in files.values():
        pairs.check_new_file(case, file)
    parts = parts_of(reading, spread)
    for name, file in files.items():
        _SPREAD_WRITERS[name]([parts], file)
    if as_json:
        emit({"group": id, **{name: str(file) for name, file in files.items()}})
    else:
        for name, file in files.items():
            line(f"{_SPREAD_WORDS[name]}: {file}")
    return 0


def _pair(reading: CatalogReading, id: str, other: str | None) -> pairs.WholePair | None:
    """The pair that is meant, None when only one thing is named."""
    if other is not None:
        return pairs.whole_pair(reading, _only_medium(reading, id), _only_medium(reading, other))
    one, dots, two = id.partition("..")
    if not (one and dots and two) or _media_called(reading, id):
        return None
    return pairs.whole_pair(reading, _only_medium(reading, one), _only_medium(reading, two))


def _told_pair(case: Path, pair: pairs.WholePair) -> Shown:
    return pair.as_json(), lambda: pairs.tell_pair(case, pair)


def _shown(reading: CatalogReading, id: str) -> Shown:
    kinds = {"g": _group, "a": _appearance, "i": _item, "f": _finding}
    found = kinds[id[0]](reading, id) if _IDENTIFIER.fullmatch(id) else _medium(reading, id)
    if found is None:
        raise _unknown(id)
    return found


def _unknown(id: str) -> WrongUseError:
    return WrongUseError(
        f"{id}: the case has no such thing",
        advice="Identifiers are listed by: firstseen list CASE groups (or media, appearances, items, findings).",
    )


def _group(reading: CatalogReading, id: str) -> Shown | None:
    group = reading.group(id)
    if group is None:
        return None
    whole = group_showing.whole_group(reading, group)
    return whole.as_json(), lambda: group_showing.tell_group(whole, reading.facts())


def _appearance(reading: CatalogReading, id: str) -> Shown | None:
    appearance = reading.appearance(id)
    return None if appearance is None else (appearance.as_json(), lambda: showing.tell_appearance(appearance))


def _item(reading: CatalogReading, id: str) -> Shown | None:
    item = reading.item(id)
    if item is None:
        return None
    shown = list(reading.appearances_of_item(id))
    record = {**item.as_json(), "shows": [appearance.as_json() for appearance in shown]}
    raw = reading.record(id)
    record["record"] = None if raw is None else raw.decode("utf-8", "backslashreplace")
    return record, lambda: showing.tell_item(item, shown)


def _finding(reading: CatalogReading, id: str) -> Shown | None:
    found = next((record for record in reading.findings() if record.finding.id == id), None)
    if found is not None:
        return found.as_json(), lambda: showing.tell_finding(found)
    decisions = [decision for decision in reading.decisions() if decision.finding == id]
    if not decisions:
        return None
    record = {"finding": id, "kind": decisions[-1].kind, "gone": True}
    return {**record, "decisions": [decision.as_json() for decision in decisions]}, lambda: showing.tell_gone_finding(
        decisions
    )


def _media_called(reading: CatalogReading, id: str) -> list[Digest]:
    """The media whose digest begins so, else those of that name."""
    digests = reading.digests_like(id) if len(id) >= _SHORTEST else []
    return digests or [medium.digest for medium in reading.media() if id in medium.names]


def _one_medium(reading: CatalogReading, id: str) -> MediumRecord | None:
    digests = _media_called(reading, id)
    if len(digests) > 1:
        listed = ", ".join(digest[:16] for digest in digests[:5])
        raise WrongUseError(f"{id} names {len(digests)} media: {listed} …", advice="Give more of the digest.")
    return reading.medium(digests[0]) if digests else None


def _only_medium(reading: CatalogReading, id: str) -> MediumRecord:
    medium = _one_medium(reading, id)
    if medium is None:
        raise WrongUseError(
            f"{id}: the case has no such medium",
            advice="A pair is two media, each named by six characters of its digest at least, or by its file name.",
        )
    return medium


def _medium(reading: CatalogReading, id: str) -> Shown | None:
    medium = _one_medium(reading, id)
    if medium is None:
        return None
    copies = list(reading.copies(medium=medium.digest))
    shown = list(reading.appearances(medium=medium.digest))
    record = {
        **medium.as_json(),
        "copies": [copy.as_json() for copy in copies],
        "shown": [appearance.as_json() for appearance in shown],
    }
    return record, lambda: showing.tell_medium(medium, copies, shown)
