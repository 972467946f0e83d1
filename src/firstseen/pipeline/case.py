"""A case on disk: its folder, who may write in it, and how it is opened.

CASE/case.sqlite   the catalogue
CASE/blobs/        stored bytes, by digest
CASE/index/        what candidates are searched in; can be made anew from the catalogue
CASE/log/          the custody log: journal, tiles, checkpoints, public keys, trusted time (docs/custody.md)
CASE/case.lock     held by the one process that writes
"""

from __future__ import annotations

import getpass
import os
import secrets
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from sqlalchemy import Engine
from sqlalchemy.exc import DatabaseError

from firstseen import __version__
from firstseen.catalog.engine import catalog_error, open_for_reading, open_for_writing
from firstseen.catalog.facts import change_facts, put_facts
from firstseen.catalog.reading import CatalogReading
from firstseen.custody.blobs import BlobStore, storage_error
from firstseen.custody.entries import Entry
from firstseen.custody.keys import desk_key
from firstseen.custody.lock import writing
from firstseen.custody.log import CustodyLog
from firstseen.custody.sealing import is_sealed, seal
from firstseen.errors import CaseDamagedError, CaseExistsError, NotACaseError, WrongUseError
from firstseen.model.records import CaseFacts
from firstseen.pipeline.finishing import finish
from firstseen.pipeline.steps import EXAMINE, EXAMINE_MOVING, READ
from firstseen.settings import settings

__all__ = [
    "Case",
    "ReadCase",
    "WriteCase",
    "create",
    "must_hold_its_parts",
    "operator",
    "reading_case",
    "record",
    "seal_log",
    "set_facts",
    "writing_case",
]


class Case:
    """Where the parts of a case are."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.catalogue = folder / "case.sqlite"
        self.blobs = BlobStore(folder / "blobs")
        self.index = folder / "index"
        self.log = CustodyLog(folder / "log" / "custody.jsonl")
        self.lock = folder / "case.lock"


class ReadCase(Case):
    """A case open for reading."""

    def __init__(self, folder: Path, read_engine: Engine) -> None:
        super().__init__(folder)
        self.read_engine = read_engine
        self.reading = CatalogReading(read_engine, self.blobs, EXAMINE, EXAMINE_MOVING, READ[0])


class WriteCase(ReadCase):
    """A case open for its one writer: every transaction of `engine` takes the write lock of the catalogue."""

    def __init__(self, folder: Path, engine: Engine, read_engine: Engine, log: CustodyLog) -> None:
        super().__init__(folder, read_engine)
        self.engine = engine
        self.log = log

    def record(self, what: str, about: Mapping[str, Any]) -> Entry:
        """Writes an entry into the custody log; gives it."""
        return record(self, what, about)


def record(case: Case, what: str, about: Mapping[str, Any]) -> Entry:
    """Writes an entry into the custody log of a case, whose lock this process holds; gives it."""
    return case.log.append(what, operator(), f"firstseen {__version__}", about, settings().machine or None)


def seal_log(case: Case) -> None:
    """Brings tiles and checkpoint of the case's log to the end of its journal."""
    if len(case.log.tree) and not is_sealed(case.log):
        key = desk_key(settings().key_dir, case.folder)
        seal(case.log, key, lambda what, about: record(case, what, about))


def operator() -> str:
    """Who works on the case: as the settings name them, else the account."""
    if settings().operator:
        return settings().operator
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return f"account {os.getuid()}"


def create(folder: Path, facts: CaseFacts) -> None:
    """Makes an empty case at `folder`, which must not exist or be empty.

    Raises `CaseExistsError` or `WrongUseError`; a half-made case is completed by calling it again.
    """
    case = Case(folder)
    check_window(facts)
    if case.catalogue.exists():
        raise CaseExistsError(f"{folder} is a case already", advice="Use `firstseen set` to change what it is about.")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _must_not_have_lost_its_catalogue(case)
        if any(entry.name not in _OWN for entry in folder.iterdir()):
            raise CaseExistsError(
                f"{folder} is not empty", advice="Choose a new folder: a case never mixes with other files."
            )
        with writing(case.lock, "new"):
            case.blobs.create()
            case.index.mkdir(exist_ok=True)
            # The catalogue comes last and under a passing name: where it stands, the case is whole.
            making = folder / "case.sqlite.new"
            _clear(making)
            engine = open_for_writing(making, new=True)
            with engine.begin() as connection:
                put_facts(connection, facts)
            # The last connection to close moves everything from the write-ahead log into the file.
            engine.dispose()
            # The log has a name of its own, however alike two cases are that are made at once.
            record(case, "new", {**facts.as_json(), "id": secrets.token_hex(8)})
            seal_log(case)
            making.replace(case.catalogue)
            _clear(making)
    except FileExistsError:
        raise WrongUseError(f"{folder} is a file", advice="Name a folder for the case.") from None
    except OSError as error:
        raise storage_error(error, folder) from error


_OWN = frozenset(
    {"case.lock", "case.sqlite.new", "case.sqlite.new-wal", "case.sqlite.new-shm", "blobs", "index", "log"}
)


def _clear(making: Path) -> None:
    for name in (making.name, f"{making.name}-wal", f"{making.name}-shm"):
        making.with_name(name).unlink(missing_ok=True)


def check_window(facts: CaseFacts) -> None:
    """Raises `WrongUseError` when the event's window ends before it begins."""
    if facts.start and facts.end and facts.end < facts.start:
        raise WrongUseError("the event's window ends before it begins", advice="Exchange --from and --to.")


@contextmanager
def reading_case(folder: Path) -> Iterator[ReadCase]:
    """The case at `folder`, for reading, while the block runs; a writer may be at work meanwhile.

    Raises `NotACaseError`, `CaseDamagedError` or `WrongUseError`.
    """
    _must_be_case(folder)
    engine = open_for_reading(folder / "case.sqlite")
    try:
        yield ReadCase(folder, engine)
    except DatabaseError as error:
        raise catalog_error(error, folder / "case.sqlite") from error
    finally:
        engine.dispose()


@contextmanager
def writing_case(folder: Path, what: str) -> Iterator[WriteCase]:
    """The case at `folder`, for writing, while the block runs. Raises also `CaseLockedError` and `StoppedError`."""
    settings()  # a setting that cannot be is told before anything is done
    _must_be_case(folder)
    case = Case(folder)
    with writing(case.lock, what), ExitStack() as engines:
        case.blobs.clear_incoming()
        case.log.open()
        engine = open_for_writing(case.catalogue)
        engines.callback(engine.dispose)
        read_engine = open_for_reading(case.catalogue)
        engines.callback(read_engine.dispose)
        try:
            finish(case.log, engine)
            seal_log(case)  # a killed writer may have left entries that no checkpoint stands for
            opened = WriteCase(folder, engine, read_engine, case.log)
            yield opened
            # What was stopped half-way is left to the next writer: it may have told of what is not in the catalogue.
            seal_log(opened)
        except DatabaseError as error:
            raise catalog_error(error, case.catalogue) from error


_LOG_PARTS = ("tile", "tile/0", "tile/entries", "checkpoint", "checkpoints", "keys", "timestamps")


def must_hold_its_parts(case: Case) -> None:
    """Raises `CaseDamagedError` when a part of the case is a link to another place."""
    for part in (
        case.catalogue,
        case.blobs.folder,
        case.blobs.folder / ".incoming",
        case.index,
        case.log.path.parent,
        case.log.path,
        case.lock,
        *(case.log.places.folder / name for name in _LOG_PARTS),
    ):
        if part.is_symlink():
            raise CaseDamagedError(
                f"{part} is a link to another place; a case holds all of its parts itself",
                advice="Do not use a case that was changed in this way: writing in it would change files outside it.",
            )


def _must_be_case(folder: Path) -> None:
    case = Case(folder)
    must_hold_its_parts(case)
    if case.catalogue.is_file():
        if not case.blobs.folder.is_dir():
            raise CaseDamagedError(f"{folder} has a catalogue, but its folder of stored bytes (blobs/) is missing")
        return
    if not folder.exists():
        raise NotACaseError(f"{folder} does not exist", advice=f"Make a case with: firstseen new {folder}")
    _must_not_have_lost_its_catalogue(case)
    raise NotACaseError(f"{folder} is not a case", advice=f"Make a case with: firstseen new {folder}")


def _must_not_have_lost_its_catalogue(case: Case) -> None:
    """Raises `CaseDamagedError` for a folder without a catalogue that holds what only a case holds."""
    if case.blobs.folder.is_dir() and case.log.path.is_file() and any(case.blobs.digests()):
        raise CaseDamagedError(
            f"{case.folder} has stored bytes and a log, but its catalogue (case.sqlite) is missing",
            advice=f"Make it anew from these: firstseen repair {case.folder}",
        )


def set_facts(folder: Path, changes: Mapping[str, Any]) -> CaseFacts:
    """Changes what a case is about (fields of `CaseFacts`; None takes a value away) and gives the result."""
    with writing_case(folder, "set") as case:
        facts = replace(case.reading.facts(), **changes)
        check_window(facts)
        case.record("set", facts.as_json())
        with case.engine.begin() as connection:
            change_facts(connection, facts)
        return facts
