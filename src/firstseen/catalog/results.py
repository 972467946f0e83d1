"""Writing what the steps worked out: results by medium, copies, groups, spans, findings.

A result is stored under (digest, step, version): work is never done twice, and a new version of a step redoes
only its own results.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection, Table, bindparam, delete, exists, func, insert, literal, select, update
from sqlalchemy.dialects.sqlite import insert as upsert

from firstseen.catalog import tables
from firstseen.catalog.cells import Bounds, PrintedWords, Region, Stretches, Texts, time_to_cell, to_cell
from firstseen.catalog.spreads import forget_spreads, put_spreads
from firstseen.model.copies import Copy
from firstseen.model.findings import Finding
from firstseen.model.identifiers import Digest
from firstseen.model.moving import Stretch
from firstseen.model.pictures import Box
from firstseen.model.printed import Printed
from firstseen.model.spread import Spread
from firstseen.model.time import TimeSpan

__all__ = [
    "EXAMINED_KINDS",
    "GroupRow",
    "RegionRow",
    "StepResult",
    "forget_old_copies",
    "get_state",
    "put_copies",
    "put_order",
    "put_results",
    "result_beginnings",
    "result_bytes",
    "set_state",
    "unexamined",
    "waiting",
    "with_result",
]


# Built once: composing a statement takes longer than running it.
_FORGET_OTHERS: Final = delete(tables.results).where(
    tables.results.c.digest == bindparam("of"),
    tables.results.c.step == bindparam("by"),
    tables.results.c.version != bindparam("in_version"),
)
_PUT_RESULT: Final = upsert(tables.results).on_conflict_do_nothing()


EXAMINED_KINDS: Final = ("picture", "unknown", "video", "sound")
"""Kinds of media that are examined, as their first bytes tell them; "unknown" is looked at too."""


@dataclass(frozen=True, slots=True)
class StepResult:
    """What a step gave for a medium: values as JSON and bytes, or the reason why it was refused."""

    digest: Digest
    step: str
    version: str
    refused: str | None = None
    values: str | None = None
    bytes: bytes | None = None


@dataclass(frozen=True, slots=True)
class GroupRow:
    """A group as it is written."""

    id: str
    media: tuple[Digest, ...]
    first_seen: str | None
    span: TimeSpan
    reason: str
    appearances: int


@dataclass(frozen=True, slots=True)
class RegionRow:
    """An appearance of a region as it is written: its identifier, the appearance of the whole medium, its box, and
    in a video the stretches of time."""

    id: str
    of: str
    box: Box
    stretches: tuple[Stretch, ...] = ()


def waiting(connection: Connection, step: str, version: str, *, after: tuple[str, str]) -> list[Digest]:
    """Media without a result of this step in this version, sorted.

    `after` names a step and version whose result, not refused, must be there first.
    """
    media, results = tables.media, tables.results
    done = exists().where(results.c.digest == media.c.digest, results.c.step == step, results.c.version == version)
    earlier = results.alias()
    ready = exists().where(
        earlier.c.digest == media.c.digest,
        earlier.c.step == after[0],
        earlier.c.version == after[1],
        earlier.c.refused.is_(None),
    )
    query = select(media.c.digest).where(~done, ready).order_by(media.c.digest)
    return list(connection.execute(query).scalars())


def unexamined(connection: Connection, step: str, versions: Sequence[str], kinds: Sequence[str]) -> list[Digest]:
    """Media of these kinds ("picture", "unknown", "video", "sound") without a result of a step in any of these
    versions, sorted."""
    media, results = tables.media, tables.results
    done = exists().where(results.c.digest == media.c.digest, results.c.step == step, results.c.version.in_(versions))
    query = select(media.c.digest).where(~done, media.c.medium.in_(kinds)).order_by(media.c.digest)
    return list(connection.execute(query).scalars())


def with_result(connection: Connection, step: str, version: str) -> list[Digest]:
    """Media with a result of this step that was not refused, sorted."""
    results = tables.results
    query = select(results.c.digest).where(
        results.c.step == step, results.c.version == version, results.c.refused.is_(None)
    )
    return list(connection.execute(query.order_by(results.c.digest)).scalars())


def put_results(connection: Connection, rows: Sequence[StepResult]) -> None:
    """Stores results; those of other versions of the same step are replaced."""
    if not rows:
        return
    connection.execute(_FORGET_OTHERS, [{"of": row.digest, "by": row.step, "in_version": row.version} for row in rows])
    # Not asdict: it would copy the bytes of every picture's prints.
    connection.execute(
        _PUT_RESULT,
        [
            {
                "digest": row.digest,
                "step": row.step,
                "version": row.version,
                "refused": row.refused,
                "values": row.values,
                "bytes": row.bytes,
            }
            for row in rows
        ],
    )


def result_bytes(
    connection: Connection, step: str, version: str, digests: Sequence[Digest]
) -> Iterator[tuple[Digest, bytes]]:
    """The bytes that a step stored for these media, in the order of their digests."""
    results = tables.results
    for start in range(0, len(digests), 400):
        some = digests[start : start + 400]
        query = (
            select(results.c.digest, results.c.bytes)
            .where(results.c.digest.in_(some), results.c.step == step, results.c.version == version)
            .order_by(results.c.digest)
        )
        for digest, data in connection.execute(query):
            if data is not None:
                yield digest, data


def result_beginnings(connection: Connection, step: str, version: str, length: int) -> Iterator[tuple[Digest, bytes]]:
    """The first `length` bytes of what a step stored for each medium, where it stored any."""
    results = tables.results
    query = select(results.c.digest, func.substr(results.c.bytes, 1, length)).where(
        results.c.step == step, results.c.version == version, results.c.bytes.is_not(None)
    )
    yield from ((digest, data) for digest, data in connection.execute(query))


def put_copies(connection: Connection, version: str, copies: Iterable[Copy]) -> None:
    """Stores copies. The first one found for a pair stands: another query may see the same two pictures differently,
    and which of the two comes first must not depend on when a run was stopped."""
    for copy in copies:
        values = {
            "a": copy.a,
            "b": copy.b,
            "version": version,
            "relation": copy.relation.value,
            "values": to_cell(Copy, copy),
        }
        statement = upsert(tables.copies).values(values)
        connection.execute(statement.on_conflict_do_nothing())


def forget_old_copies(connection: Connection, *versions: str) -> None:
    """Forgets copies that other versions of the method found than these."""
    connection.execute(delete(tables.copies).where(tables.copies.c.version.not_in(versions)))


def put_order(
    connection: Connection,
    groups: Sequence[GroupRow],
    *,
    regions: Sequence[RegionRow],
    spans: Mapping[str, TimeSpan],
    notes: Mapping[str, tuple[str, ...]],
    printed: Mapping[str, tuple[Printed, ...]],
    group_of: Mapping[str, str],
    findings: Sequence[Finding],
    spreads: Sequence[Spread] = (),
) -> None:
    """Replaces what was worked out: regions, groups, spreads, findings, and spans, notes, printed words and group by
    appearance."""
    _put_regions(connection, regions)
    forget_spreads(connection)
    connection.execute(delete(tables.findings))
    connection.execute(delete(tables.group_members))
    connection.execute(delete(tables.groups))
    _many(connection, tables.groups, [_group_row(group) for group in groups])
    members = [
        {"group": group.id, "medium": medium, "ordinal": ordinal}
        for group in groups
        for ordinal, medium in enumerate(group.media)
    ]
    _many(connection, tables.group_members, members)
    put_spreads(connection, spreads)
    appearances = tables.appearances
    written = [
        {
            "of": id,
            "earliest": time_to_cell(span.earliest),
            "latest": time_to_cell(span.latest),
            "basis": to_cell(Bounds, span.basis),
            "notes": to_cell(Texts, notes[id]) if id in notes else None,
            "printed": to_cell(PrintedWords, printed[id]) if id in printed else None,
            "group": group_of.get(id),
        }
        for id, span in spans.items()
    ]
    if written:
        connection.execute(update(appearances).where(appearances.c.id == bindparam("of")), written)
    _many(connection, tables.findings, [_finding_row(finding) for finding in findings])


def _put_regions(connection: Connection, regions: Sequence[RegionRow]) -> None:
    """Replaces the appearances of regions: each is that of its whole medium, seen at one place of it."""
    appearances = tables.appearances
    connection.execute(delete(appearances).where(appearances.c.region.is_not(None)))
    carried = [
        appearances.c[name]
        for name in ("item", "ordinal", "medium", "name", "media_url", "caption", "alt", "credit", "times")
    ]
    for region in regions:
        whole = select(
            literal(region.id),
            literal(to_cell(Region, region.box)),
            literal(to_cell(Stretches, region.stretches) if region.stretches else None),
            *carried,
        )
        connection.execute(
            insert(appearances).from_select(
                ["id", "region", "stretches", *(column.name for column in carried)],
                whole.where(appearances.c.id == region.of),
            )
        )


def _many(connection: Connection, table: Table, rows: list[dict[str, object]]) -> None:
    if rows:
        connection.execute(insert(table), rows)


def _group_row(group: GroupRow) -> dict[str, object]:
    return {
        "id": group.id,
        "first_seen": group.first_seen,
        "earliest": time_to_cell(group.span.earliest),
        "latest": time_to_cell(group.span.latest),
        "basis": to_cell(Bounds, group.span.basis),
        "reason": group.reason,
        "appearances": group.appearances,
    }


def _finding_row(finding: Finding) -> dict[str, object]:
    return {
        "id": finding.id,
        "kind": finding.kind.value,
        "outcome": finding.outcome.value,
        "about": to_cell(Texts, finding.about),
        "reason": finding.reason,
        "evidence": to_cell(Texts, finding.evidence),
        "method": finding.method,
        "version": finding.version,
    }


def get_state(connection: Connection, key: str) -> str | None:
    """A value that a step left for itself."""
    return connection.execute(select(tables.state.c.value).where(tables.state.c.key == key)).scalar()


def set_state(connection: Connection, key: str, value: str) -> None:
    """Leaves a value for a later run of the same step."""
    statement = upsert(tables.state).values(key=key, value=value)
    connection.execute(statement.on_conflict_do_update(index_elements=["key"], set_={"value": value}))
