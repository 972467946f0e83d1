"""Digests over rows of the catalogue, so that the custody log can stand for what it holds.

A row is written as canonical JSON (RFC 8785) of its cells as SQLite holds them; cells that are bytes as the SHA-256 of
the bytes. Columns that are empty in a row are left out of it, so that a column that is added later changes no digest.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

import rfc8785
from sqlalchemy import Connection, Select, Table, select

from firstseen.catalog import tables
from firstseen.model.identifiers import Digest

__all__ = ["DERIVED", "ItemDigest", "TableDigest", "derived_digests", "item_digests"]

_BATCH: Final = 400
_SHOWN: Final = ("id", "ordinal", "medium", "name", "media_url", "caption", "alt", "credit", "missing", "times")
"""The columns of an appearance that come from its source; the others are worked out."""
_WORKED_OUT: Final = ("id", "region", "stretches", "earliest", "latest", "basis", "notes", "printed", "group")


@dataclass(frozen=True, slots=True)
class ItemDigest:
    """An item: the digest over its row and those of its appearances, and the digests of the media it shows."""

    digest: Digest
    media: tuple[Digest, ...]


@dataclass(frozen=True, slots=True)
class TableDigest:
    """A table of what was worked out: how many rows, and SHA-256 over their lines in the order of their keys."""

    rows: int
    digest: Digest

    def as_json(self) -> dict[str, Any]:
        """As the custody log tells it."""
        return {"rows": self.rows, "digest": self.digest}


def item_digests(connection: Connection, ids: Sequence[str] | None = None) -> Iterable[tuple[str, ItemDigest]]:
    """Each of these items (all of them by default, in the order of their identifiers) with its digest."""
    items, appearances = tables.items, tables.appearances
    if ids is None:
        ids = list(connection.execute(select(items.c.id).order_by(items.c.id)).scalars())
    columns = [column for column in items.c if column.name != "position"]
    for start in range(0, len(ids), _BATCH):
        some = ids[start : start + _BATCH]
        shown: dict[str, list[dict[str, Any]]] = {}
        query = (
            select(appearances.c["item"], *(appearances.c[name] for name in _SHOWN))
            .where(appearances.c["item"].in_(some), appearances.c.region.is_(None))
            .order_by(appearances.c["item"], appearances.c.ordinal, appearances.c.id)
        )
        for its in connection.execute(query):
            shown.setdefault(its[0], []).append(_row(_SHOWN, its[1:]))
        names = [column.name for column in columns]
        for cells in connection.execute(select(*columns).where(items.c.id.in_(some)).order_by(items.c.id)):
            row = _row(names, cells)
            showing = shown.get(row["id"], [])
            media = tuple(one["medium"] for one in showing if "medium" in one)
            yield row["id"], ItemDigest(hashlib.sha256(_json({"item": row, "appearances": showing})).hexdigest(), media)


def _derived() -> dict[str, Select[Any]]:
    """What is worked out, by the name that the log has for it: the rows, in an order that does not change."""
    appearances = tables.appearances
    found: dict[str, Select[Any]] = {
        "appearances": select(*(appearances.c[name] for name in _WORKED_OUT))
        .where(appearances.c.basis.is_not(None))
        .order_by(appearances.c.id)
    }
    whole: tuple[Table, ...] = (
        tables.results,
        tables.copies,
        tables.groups,
        tables.group_members,
        tables.findings,
        tables.spreads,
        tables.spread_versions,
        tables.spread_edges,
        tables.missing_ancestors,
    )
    for table in whole:
        columns = [column for column in table.c if column.name != "position"]
        key = [table.c.id] if table is tables.findings else list(table.primary_key)
        found[table.name] = select(*columns).order_by(*key)
    return found


DERIVED: Final = _derived()


def derived_digests(connection: Connection) -> dict[str, TableDigest]:
    """The digest of each table of what was worked out."""
    found = {}
    for name, query in DERIVED.items():
        names = [column.name for column in query.selected_columns]
        state, rows = hashlib.sha256(), 0
        for cells in connection.execute(query, execution_options={"yield_per": _BATCH}):
            state.update(_json(_row(names, cells)) + b"\n")
            rows += 1
        found[name] = TableDigest(rows, state.hexdigest())
    return found


def _row(names: Iterable[str], cells: Iterable[Any]) -> dict[str, Any]:
    return {name: _cell(cell) for name, cell in zip(names, cells, strict=True) if cell is not None}


def _cell(cell: Any) -> Any:
    if isinstance(cell, bytes):
        return hashlib.sha256(cell).hexdigest()
    return int(cell) if isinstance(cell, bool) else cell


def _json(value: dict[str, Any]) -> bytes:
    if any(isinstance(cell, float) for cell in value.values()):
        return rfc8785.dumps(value)
    # The same for everything else, and many times faster.
    words = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return words.encode("utf-8", "surrogatepass")
