from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import Engine, create_engine, func, insert, inspect, select
from tests.spreads_drawn import HOSTILE_REASON, edge, spread_over

from firstseen.catalog import engine as engines
from firstseen.catalog import tables
from firstseen.catalog.engine import open_for_reading, open_for_writing
from firstseen.catalog.reading import CatalogReading
from firstseen.catalog.results import GroupRow, put_order
from firstseen.catalog.spreads import spreads_of
from firstseen.custody.blobs import BlobStore
from firstseen.model.spread import Spread, Version
from firstseen.model.time import UNKNOWN_SPAN

MEDIA = [f"{number:064x}" for number in range(8)]
GROUPS = ("g-1", "g-2")


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    made = open_for_writing(tmp_path / "case.sqlite", new=True)
    with made.begin() as connection:
        rows = [{"digest": digest, "bytes": 1, "mime": "image/png", "medium": "picture"} for digest in MEDIA]
        connection.execute(insert(tables.media), rows)
    yield made
    made.dispose()


def put(engine: Engine, *spreads: Spread) -> None:
    members = {"g-1": tuple(MEDIA[:6]), "g-2": tuple(MEDIA[6:])}
    rows = [GroupRow(group, members[group], None, UNKNOWN_SPAN, "No appearance.", 0) for group in GROUPS]
    with engine.begin() as connection:
        put_order(
            connection, rows, regions=[], spans={}, notes={}, printed={}, group_of={}, findings=[], spreads=spreads
        )


def told() -> list[Spread]:
    # A lone surrogate cannot be stored in a catalogue: no sentence of our own holds one.
    reason = HOSTILE_REASON.replace("\udc80", "")
    first = spread_over("g-1", MEDIA[:6], region=(MEDIA[7], (10, 20, 300, 200)))
    mended = replace(
        first,
        edges=tuple(
            replace(one, reason=reason, signs=()) if one.reason == HOSTILE_REASON else one for one in first.edges
        ),
        missing=tuple(replace(one, reason=reason) for one in first.missing),
        taken=(edge("a-1", "a-2", "reposted", confidence=0.99), edge("a-1", "a-3", decided=False)),
    )
    return [mended, Spread("g-2", (), (), (), (), ())]


def test_a_spread_comes_back_as_it_was_stored(engine: Engine, tmp_path: Path) -> None:
    spreads = told()
    put(engine, *spreads)
    reader = open_for_reading(tmp_path / "case.sqlite")
    reading = CatalogReading(reader, BlobStore(tmp_path / "blobs"), ("examine", "1"), ("examine", "moving-1"), "read")
    assert list(reading.spreads()) == spreads
    assert reading.spread("g-1") == spreads[0]
    assert reading.spread("g-3") is None
    reader.dispose()
    with engine.connect() as connection:
        assert [one.group for one in spreads_of(connection, ["g-2", "g-0", "g-1"])] == ["g-2", "g-1"]


def test_a_new_order_replaces_what_was_there(engine: Engine) -> None:
    put(engine, *told())
    put(engine, Spread("g-1", (), (), (), (), ("n-1",)))
    with engine.connect() as connection:
        assert [one.roots for one in spreads_of(connection, GROUPS)] == [("n-1",)]
        for table in (tables.spread_versions, tables.spread_edges, tables.missing_ancestors):
            assert connection.execute(select(func.count()).select_from(table)).scalar() == 0


def test_a_spread_that_cannot_be_stored_leaves_the_old_order(engine: Engine) -> None:
    put(engine, *told())
    with pytest.raises(Exception, match="FOREIGN KEY"):
        put(engine, Spread("g-1", (Version("f" * 64, "f" * 64),), (), (), (), ()))
    with engine.connect() as connection:
        assert list(spreads_of(connection, GROUPS)) == told()


def test_an_older_catalogue_is_brought_up_to_date(tmp_path: Path) -> None:
    path = tmp_path / "old.sqlite"
    old = create_engine(f"sqlite:///{path}")
    with old.begin() as connection:
        engines.migrate(connection, "0002")
        rows = [{"digest": digest, "bytes": 1, "mime": "image/png", "medium": "picture"} for digest in MEDIA]
        connection.execute(insert(tables.media), rows)
        names = set(inspect(connection).get_table_names())
    old.dispose()
    assert "spreads" not in names
    again = open_for_writing(path)
    with again.connect() as connection:
        assert engines.revision(connection) == engines.NEWEST
        assert list(spreads_of(connection, GROUPS)) == []
        assert connection.execute(select(func.count()).select_from(tables.media)).scalar() == len(MEDIA)
    again.dispose()
