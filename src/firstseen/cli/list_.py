"""`firstseen list`: everything of one kind, as a table, JSON lines or CSV."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, Final

import click

from firstseen.catalog.reading import CatalogReading
from firstseen.cli.output import csv_lines, duration, emit, json_option, line, span, table
from firstseen.cli.summary import KIND_WORDS, first_seen_row
from firstseen.model.identifiers import is_digest
from firstseen.model.records import (
    AppearanceRecord,
    CopyRecord,
    FindingRecord,
    ItemRecord,
    Json,
    MediumRecord,
)
from firstseen.model.spread_records import SpreadLine, lines_of
from firstseen.pipeline.case import reading_case

__all__ = ["KINDS", "command"]

SHORT: Final = 12
"""Characters of a digest that are shown to people; `show` takes them too."""


def _copy_row(record: CopyRecord) -> tuple[object, ...]:
    copy = record.copy
    sure = f"{copy.confidence:.2f}"
    return (_first(record.a_names, copy.a), _first(record.b_names, copy.b), copy.relation.value, sure, copy.reason)


def _first(names: tuple[str, ...], digest: str) -> str:
    return names[0] if names else digest[:SHORT]


def _appearance_row(record: AppearanceRecord) -> tuple[object, ...]:
    who = " ".join(part for part in (record.platform, record.author) if part)
    name = record.name or (record.missing or "")
    return (
        record.id,
        span(record.span.earliest, record.span.latest),
        who or record.url,
        name,
        record.group,
        record.text,
    )


def _finding_row(record: FindingRecord) -> tuple[object, ...]:
    finding = record.finding
    decided = ", ".join(f"{one.by}: {one.verdict.value if one.verdict else 'note'}" for one in record.decisions)
    return (finding.id, finding.outcome.value.replace("_", " "), KIND_WORDS[finding.kind], finding.reason, decided)


def _item_row(record: ItemRecord) -> tuple[object, ...]:
    author = record.author.shown() if record.author else None
    return (record.id, record.kind.value, record.platform, author, record.locator, record.text or record.title)


def _medium_row(record: MediumRecord) -> tuple[object, ...]:
    size = f"{record.size[0]} x {record.size[1]}" if record.size else record.state
    if record.moving:
        size = ", ".join(part for part in (size if record.size else "", duration(record.moving.seconds)) if part)
    return (
        record.digest[:SHORT],
        _first(record.names, record.digest),
        size,
        record.appearances,
        record.group,
        record.reason,
    )


def _spread(reading: CatalogReading) -> Iterator[SpreadLine]:
    for spread in reading.spreads():
        yield from lines_of(spread)


def _spread_row(record: SpreadLine) -> tuple[object, ...]:
    edge, missing = record.edge, record.missing
    if edge is not None:
        came = "->" if edge.decided else "--"
        ends = f"{_short(edge.source)} {came} {_short(edge.target)}"
        why = ": ".join(part for part in (", ".join(edge.changes), edge.reason) if part)
        return (record.group, ends, f"{edge.confidence:.2f}", why)
    ends = f"missing -> {', '.join(map(_short, missing.versions))}" if missing else ""
    return (record.group, ends, None, record.reason)


def _short(id: str) -> str:
    return id[:SHORT] if is_digest(id) else id


Rows = tuple[tuple[str, ...], Callable[[CatalogReading, Any], tuple[object, ...]], tuple[str, ...]]

KINDS: Final[dict[str, tuple[Callable[[CatalogReading], Iterable[Any]], Rows]]] = {
    "copies": (
        CatalogReading.copies,
        (("a", "b", "relation", "sure", "reason"), lambda _, record: _copy_row(record), ("reason",)),
    ),
    "groups": (
        CatalogReading.groups,
        (("group", "versions", "shown", "first seen", "by", "as"), first_seen_row, ()),
    ),
    "appearances": (
        CatalogReading.appearances,
        (
            ("appearance", "when", "who", "as", "group", "words"),
            lambda _, record: _appearance_row(record),
            ("words",),
        ),
    ),
    "findings": (
        CatalogReading.findings,
        (
            ("finding", "outcome", "kind", "reason", "decided"),
            lambda _, record: _finding_row(record),
            ("reason", "decided"),
        ),
    ),
    "spread": (
        _spread,
        (
            ("group", "edge", "sure", "why"),
            lambda _, record: _spread_row(record),
            ("edge", "why"),
        ),
    ),
    "items": (
        CatalogReading.items,
        (("item", "kind", "platform", "author", "where", "words"), lambda _, record: _item_row(record), ("words",)),
    ),
    "media": (
        CatalogReading.media,
        (
            ("medium", "name", "size", "shown", "group", "why not"),
            lambda _, record: _medium_row(record),
            ("why not",),
        ),
    ),
}
"""What can be listed: how it is read, and its columns for people."""


@click.command("list")
@click.argument("case", type=click.Path(path_type=Path))
@click.argument("kind", type=click.Choice(list(KINDS)))
@click.option("--format", "form", type=click.Choice(["table", "jsonl", "csv"]), default="table", show_default=True)
@json_option
def command(case: Path, kind: str, form: str, as_json: bool) -> int:
    """List all copies, groups, appearances, findings, items or media of the CASE, or the spread of its groups.

    The spread has one line an edge (which version or appearance came from which) and one a missing ancestor.
    """
    read, (columns, row, wrap) = KINDS[kind]
    with reading_case(case) as opened:
        records = iter(read(opened.reading))
        if as_json or form == "jsonl":
            for record in records:
                emit(record.as_json())
        elif form == "csv":
            for text in _csv(record.as_json() for record in records):
                click.echo(text, nl=False)
        else:
            first = next(records, None)
            if first is None:
                line(f"The case has no {kind}.")
            else:
                table(columns, (row(opened.reading, record) for record in itertools.chain([first], records)), wrap=wrap)
    return 0


def _csv(records: Iterator[Json]) -> Iterable[str]:
    first = next(records, None)
    return () if first is None else csv_lines(list(first), itertools.chain([first], records))
