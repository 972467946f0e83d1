"""`repair`: a catalogue that is lost or damaged is made anew from the custody log and the stored bytes it names.

Each `add` entry names stored bytes that hold what the catalogue was told (`firstseen.model.collected`); facts and
decisions are in the entries themselves. What was worked out is not taken from anywhere: `trace` works it out again.
Nothing is thrown away: what is replaced gets the name of what it was, with `.damaged` behind it.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, select
from sqlalchemy.exc import DatabaseError

from firstseen.catalog import intake as written
from firstseen.catalog import tables
from firstseen.catalog.decisions import put_decision
from firstseen.catalog.engine import open_for_writing
from firstseen.catalog.facts import put_facts
from firstseen.custody.blobs import storage_error
from firstseen.custody.entries import Entry
from firstseen.custody.lock import writing
from firstseen.custody.sealing import restore_tiles
from firstseen.custody.tile_checking import TileCheck
from firstseen.errors import CaseDamagedError, FirstseenError, NotACaseError
from firstseen.model.collected import Collected, CollectedRefusal, CollectedSource, batch_from_lines
from firstseen.model.identifiers import is_digest
from firstseen.pipeline.case import Case, must_hold_its_parts, reading_case, record, seal_log
from firstseen.pipeline.finishing import facts_from_json
from firstseen.pipeline.told import told_by
from firstseen.pipeline.verifying_rows import check_rows

__all__ = ["RepairReport", "repair"]

_MOST_TOLD: Final = 20
"""Sentences that the log tells of what was wrong."""
_CATALOGUE_FILES: Final = ("case.sqlite", "case.sqlite-wal", "case.sqlite-shm")


@dataclass(slots=True)
class RepairReport:
    """What was found wrong, what was made anew, and what could not be, each as a sentence."""

    found: list[str] = field(default_factory=list)
    tiles: bool = False
    catalogue: bool = False
    sources: int = 0
    items: int = 0
    decisions: int = 0
    kept: list[str] = field(default_factory=list)
    """Names of the files that were replaced and kept."""
    lost: list[str] = field(default_factory=list)


def repair(folder: Path) -> RepairReport:
    """Makes the tiles of the log and the catalogue of the case at `folder` anew where they are not what they should be.

    Raises `CaseDamagedError` when the journal itself is not what its newest checkpoint stands for: then nothing can be
    made from it, and nothing is touched.
    """
    case = Case(folder)
    must_hold_its_parts(case)
    if not (case.log.path.is_file() and case.blobs.folder.is_dir()):
        raise NotACaseError(
            f"{folder} has no custody log (log/custody.jsonl) or no stored bytes (blobs/)",
            advice="A catalogue is made anew from these two; take them from a backup.",
        )
    report = RepairReport()
    with writing(case.lock, "repair"):
        case.blobs.clear_incoming()
        case.log.open()
        try:
            _repair_tiles(case, report)
            report.found += _wrong_with_catalogue(case)
            if report.found:
                _make_catalogue(case, report)
            else:
                _complete(case, report)
            if report.tiles and not report.catalogue:
                _tell(case, report)
            seal_log(case)
        except OSError as error:
            raise storage_error(error, folder) from error
    return report


def _repair_tiles(case: Case, report: RepairReport) -> None:
    """Takes away tiles that do not hold what the journal gives, and writes those that are missing."""
    sealed = case.log.sealed
    if sealed is None:
        return
    folder = case.log.places.folder
    check = TileCheck(folder, case.log.tree, _long(case), whole=True)
    check.run(sealed.size)
    if check.wrong:
        if (folder / "tile").exists():
            kept = _free_name(folder / "tile")
            (folder / "tile").rename(kept)
            shutil.rmtree(kept)  # made from the journal, and made again: nothing of it is evidence
        restore_tiles(case.log)
        report.tiles = True


def _long(case: Case) -> set[int]:
    return {number for number, line in enumerate(case.log.lines()) if len(line) > 65_535}


def _wrong_with_catalogue(case: Case) -> list[str]:
    """What is wrong with the catalogue, as sentences; none when it is whole and is as the log tells."""
    if not case.catalogue.is_file():
        return [f"{case.catalogue} is missing"]
    try:
        with reading_case(case.folder) as opened:
            with opened.read_engine.connect() as connection:
                said = connection.exec_driver_sql("PRAGMA integrity_check").scalar_one()
                if said != "ok":
                    return [f"{case.catalogue}: {said}"]
            told = told_by(opened.log.entries())
            check = check_rows(opened, told, case.log.sealed.size if case.log.sealed else 0)
            return check.wrong
    except CaseDamagedError as error:
        return [error.message]
    except (DatabaseError, ValueError, LookupError) as error:
        return [f"{case.catalogue} cannot be read: {error}"]


def _complete(case: Case, report: RepairReport) -> None:
    """Brings what was told of whole, and is not in a catalogue that is well otherwise, into it."""
    engine = open_for_writing(case.catalogue)
    try:
        with engine.begin() as connection:
            _put_collected(case, connection, report)
    finally:
        engine.dispose()


def _make_catalogue(case: Case, report: RepairReport) -> None:
    told = told_by(case.log.entries())
    facts = facts_from_json(told.facts)
    if facts is None:
        raise CaseDamagedError(f"{case.log.path}: no entry tells what the case is about")
    making = case.folder / "case.sqlite.new"
    for name in (making.name, f"{making.name}-wal", f"{making.name}-shm"):
        making.with_name(name).unlink(missing_ok=True)
    engine = open_for_writing(making, new=True)
    try:
        with engine.begin() as connection:
            put_facts(connection, facts)
            _put_collected(case, connection, report)
            for decision in told.decisions.values():
                report.decisions += put_decision(connection, decision)
            items = set(connection.execute(select(tables.items.c.id)).scalars())
    finally:
        engine.dispose()  # moves everything from the write-ahead log into the file
    missing = sorted(set(told.items) - items)
    if missing:
        report.lost.append(
            f"{len(missing):,} items that the log tells of, but names no stored bytes for ({missing[0]} first): their "
            "add was stopped, or was made by an older version; add their sources again"
        )
    report.catalogue = True
    _tell(case, report)
    if told.traced is not None:
        # What was worked out is gone with the old catalogue: from here on no digest stands for it.
        record(case, "trace", {"state": "began"})
    _put_in_place(case, making, report)


def _tell(case: Case, report: RepairReport) -> None:
    about = {"tiles": report.tiles, "catalogue": report.catalogue, "items": report.items, "decisions": report.decisions}
    record(case, "repair", {**about, "found": report.found[:_MOST_TOLD], "lost": report.lost[:_MOST_TOLD]})


def _put_collected(case: Case, connection: Connection, report: RepairReport) -> None:
    for entry in case.log.entries():
        for found in _batch(case, entry, report.lost):
            match found:
                case CollectedSource():
                    report.sources += written.add_source(connection, found)
                case Collected():
                    report.items += written.add_item(connection, found.source, found.item, found.shown).items
                case CollectedRefusal():
                    written.add_refusals(connection, found.given, [found.refusal])


def _batch(case: Case, entry: Entry, lost: list[str]) -> Iterator[CollectedSource | Collected | CollectedRefusal]:
    """What an entry's stored bytes hold; when they are missing or changed, that is added to `lost`."""
    digest = entry.about.get("collected") if entry.what == "add" else None
    if not (isinstance(digest, str) and is_digest(digest)):
        return
    path = case.blobs.path(digest)
    try:
        if path.is_symlink() or not case.blobs.is_unchanged(digest):
            lost.append(f"what entry {entry.number} added: {path} was changed")
            return
        with path.open("rb") as lines:
            yield from batch_from_lines(lines)
    except (FirstseenError, ValueError) as error:
        lost.append(f"what entry {entry.number} added: {path} cannot be read: {error}")


def _put_in_place(case: Case, making: Path, report: RepairReport) -> None:
    for name in _CATALOGUE_FILES:
        path = case.folder / name
        if path.exists():
            kept = _free_name(path)
            path.rename(kept)
            report.kept.append(kept.name)
    making.rename(case.catalogue)
    # The index is made from the catalogue's results, which are worked out anew.
    shutil.rmtree(case.index, ignore_errors=True)
    case.index.mkdir(exist_ok=True)


def _free_name(path: Path) -> Path:
    names = (path.with_name(f"{path.name}.damaged{number or ''}") for number in range(10_000))
    return next(name for name in names if not name.exists())
