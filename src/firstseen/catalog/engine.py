"""Opening the catalogue: SQLite in WAL mode, foreign keys on, migrated to the newest version by its writer."""

from __future__ import annotations

import os
import sqlite3
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

from sqlalchemy import Connection, Engine, create_engine, event, inspect, text
from sqlalchemy.exc import DatabaseError, OperationalError
from sqlalchemy.pool import QueuePool

from firstseen.custody.blobs import storage_error
from firstseen.errors import CaseDamagedError, FirstseenError, StorageFullError, WrongUseError

__all__ = ["NEWEST", "catalog_error", "migrate", "open_for_reading", "open_for_writing"]

NEWEST = "0006"
"""The revision that this version of the program reads and writes."""

_REPAIR: Final = (
    "The stored bytes in blobs/ are not touched by this; `firstseen repair` makes the catalogue anew from them and "
    "from the custody log."
)


def open_for_writing(path: Path, *, new: bool = False) -> Engine:
    """The catalogue at `path`, migrated as needed; `new`: made if it is not there.

    Only the holder of the case's lock may call it. Raises `CaseDamagedError` for one that holds nothing and is not new.
    """
    if not new and (not path.exists() or path.stat().st_size == 0):
        raise _empty(path)
    engine = _engine(f"file:{quote(os.fsencode(path))}?mode=rwc", writing=True)
    try:
        with engine.begin() as connection:
            if revision(connection) != NEWEST:
                migrate(connection)
    except DatabaseError as error:
        raise catalog_error(error, path) from error
    return engine


def open_for_reading(path: Path) -> Engine:
    """The catalogue at `path` as a reader: it cannot write, and never waits for the writer."""
    # A folder without write permission cannot hold the shared-memory file that WAL readers use.
    immutable = "" if os.access(path.parent, os.W_OK) else "&immutable=1"
    engine = _engine(f"file:{quote(os.fsencode(path))}?mode=ro{immutable}", writing=False)
    try:
        with engine.connect() as connection:
            found = revision(connection)
    except DatabaseError as error:
        raise catalog_error(error, path) from error
    if found is None:
        raise _empty(path)
    if found != NEWEST:
        raise WrongUseError(
            f"{path} was made by another version of firstseen ({found or 'unknown'}, this one reads {NEWEST})",
            advice="Run `firstseen trace` on the case once: it brings an older catalogue up to date.",
        )
    return engine


def _empty(path: Path) -> CaseDamagedError:
    return CaseDamagedError(f"{path} is empty: the catalogue is lost", advice=_REPAIR)


def _engine(address: str, *, writing: bool) -> Engine:
    def connect() -> sqlite3.Connection:
        return sqlite3.connect(address, uri=True, timeout=30.0, check_same_thread=False)

    engine = create_engine("sqlite://", creator=connect, poolclass=QueuePool, pool_size=2)

    @event.listens_for(engine, "connect")
    def prepare(connection: sqlite3.Connection, _record: Any) -> None:
        # The driver's own transaction handling is switched off so that BEGIN is ours (also around DDL).
        connection.isolation_level = None
        connection.execute("PRAGMA foreign_keys = ON")
        if writing:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = FULL")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")

    return engine


def revision(connection: Connection) -> str | None:
    """The revision that the catalogue is at; None for an empty one."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def migrate(connection: Connection, to: str = "head") -> None:
    """Brings the catalogue to the newest revision, or to the revision `to`, within the open transaction."""
    # Imported here: alembic takes longer to load than a whole `status` takes to run.
    from alembic import command  # noqa: PLC0415
    from alembic.config import Config  # noqa: PLC0415

    with as_file(files("firstseen.catalog") / "migrations") as folder:
        config = Config()
        config.set_main_option("script_location", str(folder))
        config.attributes["connection"] = connection
        command.upgrade(config, to)


def catalog_error(error: DatabaseError, path: Path) -> FirstseenError:
    """What an error of the database means to a person."""
    words = str(error.orig)
    if "full" in words:
        full = storage_error(OSError(28, words), path.parent)
        assert isinstance(full, StorageFullError)
        return full
    if isinstance(error, OperationalError) and any(sign in words for sign in ("readonly", "unable to open", "locked")):
        return WrongUseError(f"{path} cannot be opened: {words}", advice="Check the permissions of the case's folder.")
    return CaseDamagedError(
        f"{path} is damaged: {words}",
        advice=_REPAIR,
    )
