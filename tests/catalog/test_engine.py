from __future__ import annotations

from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import insert, select, text

from firstseen.catalog import tables
from firstseen.catalog.engine import open_for_reading, open_for_writing
from firstseen.errors import CaseDamagedError, WrongUseError


def test_the_migrations_make_exactly_the_tables(tmp_path: Path) -> None:
    engine = open_for_writing(tmp_path / "case.sqlite", new=True)
    with engine.connect() as connection:
        differences = compare_metadata(MigrationContext.configure(connection), tables.metadata)
        assert differences == []
        assert connection.execute(text("PRAGMA journal_mode")).scalar() == "wal"
        assert connection.execute(text("PRAGMA foreign_keys")).scalar() == 1
    engine.dispose()


def test_a_reader_cannot_write_and_does_not_wait_for_the_writer(tmp_path: Path) -> None:
    path = tmp_path / "case.sqlite"
    writer = open_for_writing(path, new=True)
    with writer.begin() as writing:
        writing.execute(insert(tables.state).values(key="a", value="b"))
        reader = open_for_reading(path)
        with reader.connect() as reading:
            assert reading.execute(select(tables.state)).all() == []
            with pytest.raises(Exception, match="readonly"):
                reading.execute(insert(tables.state).values(key="c", value="d"))
        reader.dispose()
    writer.dispose()


def test_a_catalogue_of_another_version_is_named(tmp_path: Path) -> None:
    path = tmp_path / "case.sqlite"
    engine = open_for_writing(path, new=True)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    engine.dispose()
    with pytest.raises(WrongUseError, match=r"another version of firstseen \(9999"):
        open_for_reading(path)


def test_a_file_that_is_no_database_is_damage(tmp_path: Path) -> None:
    path = tmp_path / "case.sqlite"
    path.write_bytes(b"no database" * 1000)
    with pytest.raises(CaseDamagedError, match="not a database"):
        open_for_reading(path)
    with pytest.raises(CaseDamagedError, match="not a database"):
        open_for_writing(path)


def test_an_unknown_medium_cannot_be_shown(tmp_path: Path) -> None:
    engine = open_for_writing(tmp_path / "case.sqlite", new=True)
    with engine.connect() as connection, pytest.raises(Exception, match="FOREIGN KEY"):
        connection.execute(
            insert(tables.copies).values(a="0" * 64, b="1" * 64, version="1", relation="copy", values="{}")
        )
    engine.dispose()
