"""The spread of each group, written as rows and read back: versions, edges between them and between appearances,
missing ancestors."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

from sqlalchemy import Connection, Table, delete, insert, select

from firstseen.catalog import tables
from firstseen.catalog.cells import Outlines, Region, Signs, Texts, from_cell, time_from_cell, time_to_cell, to_cell
from firstseen.model.spread import Edge, MissingAncestor, Spread, Version

__all__ = ["forget_spreads", "put_spreads", "spreads_of"]

_VERSIONS: Final = "versions"
_APPEARANCES: Final = "appearances"
_PARTS: Final = (tables.spread_versions, tables.spread_edges, tables.missing_ancestors)


def forget_spreads(connection: Connection) -> None:
    """Forgets the spreads of all groups; groups can be replaced only after that."""
    for table in (*_PARTS, tables.spreads):
        connection.execute(delete(table))


def put_spreads(connection: Connection, spreads: Iterable[Spread]) -> None:
    """Stores spreads; their groups and media are there already."""
    rows: dict[Table, list[dict[str, object]]] = {tables.spreads: [], **{table: [] for table in _PARTS}}
    for spread in spreads:
        rows[tables.spreads].append({"group": spread.group, "roots": to_cell(Texts, spread.roots)})
        edges = [*((_VERSIONS, edge) for edge in spread.edges), *((_APPEARANCES, edge) for edge in spread.taken)]
        for table, found in (
            (tables.spread_versions, map(_version_row, spread.versions)),
            (tables.spread_edges, (_edge_row(*one) for one in edges)),
            (tables.missing_ancestors, map(_missing_row, spread.missing)),
        ):
            rows[table] += [{"group": spread.group, "ordinal": place, **row} for place, row in enumerate(found)]
    for table, some in rows.items():
        if some:
            connection.execute(insert(table), some)


def _version_row(version: Version) -> dict[str, object]:
    box = to_cell(Region, version.box) if version.box else None
    return {"id": version.id, "medium": version.medium, "box": box}


def _edge_row(between: str, edge: Edge) -> dict[str, object]:
    return {
        "between": between,
        "source": edge.source,
        "target": edge.target,
        "decided": int(edge.decided),
        "confidence": edge.confidence,
        "changes": to_cell(Texts, edge.changes),
        "signs": to_cell(Signs, edge.signs),
        "reason": edge.reason,
    }


def _missing_row(missing: MissingAncestor) -> dict[str, object]:
    return {
        "id": missing.id,
        "versions": to_cell(Texts, missing.versions),
        "outlines": to_cell(Outlines, missing.outlines),
        "before": time_to_cell(missing.before),
        "reason": missing.reason,
    }


def spreads_of(connection: Connection, groups: Sequence[str]) -> Iterator[Spread]:
    """The spreads of some groups (a few hundred at most), in the order given; groups without one are left out."""
    heads = select(tables.spreads).where(tables.spreads.c.group.in_(groups))
    roots = {row.group: from_cell(Texts, row.roots) for row in connection.execute(heads)}
    versions, edges, missing = (_rows_of(connection, table, groups) for table in _PARTS)
    for group in groups:
        if group not in roots:
            continue
        yield Spread(
            group,
            tuple(_version(row) for row in versions.get(group, ())),
            tuple(_edge(row) for row in edges.get(group, ()) if row.between == _VERSIONS),
            tuple(_edge(row) for row in edges.get(group, ()) if row.between == _APPEARANCES),
            tuple(_missing(row) for row in missing.get(group, ())),
            roots[group],
        )


def _rows_of(connection: Connection, table: Table, groups: Sequence[str]) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {}
    query = select(table).where(table.c.group.in_(groups)).order_by(table.c.group, table.c.ordinal)
    for row in connection.execute(query):
        found.setdefault(row.group, []).append(row)
    return found


def _version(row: Any) -> Version:
    return Version(row.id, row.medium, from_cell(Region, row.box) if row.box else None)


def _edge(row: Any) -> Edge:
    changes, signs = from_cell(Texts, row.changes), from_cell(Signs, row.signs)
    return Edge(row.source, row.target, bool(row.decided), row.confidence, changes, signs, row.reason)


def _missing(row: Any) -> MissingAncestor:
    versions, outlines = from_cell(Texts, row.versions), from_cell(Outlines, row.outlines)
    return MissingAncestor(row.id, versions, outlines, time_from_cell(row.before), row.reason)
