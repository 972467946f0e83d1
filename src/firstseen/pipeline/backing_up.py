"""`backup`: a case copied whole while other commands run.

The copy is what a kill at one moment would have left: the catalogue as of a moment at which the journal of the custody
log did not grow, that journal, the checkpoints there were just before, and every stored file that either names. It
verifies, and goes on like any case. What a running command did after that moment is not in it.
"""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from sqlalchemy import select
from sqlalchemy.exc import OperationalError

from firstseen.catalog import tables
from firstseen.catalog.engine import catalog_error
from firstseen.custody.bag import settle
from firstseen.custody.blobs import BlobStore
from firstseen.custody.durable import PASSING, flush_folder
from firstseen.custody.entries import named_digests
from firstseen.custody.sealing import restore_tiles
from firstseen.errors import CaseDamagedError, StoppedError
from firstseen.model.identifiers import Digest
from firstseen.pipeline.case import Case, ReadCase, reading_case
from firstseen.pipeline.place import making, must_be_free
from firstseen.pipeline.progress import Progress, silent
from firstseen.pipeline.tar_stream import TarStream

__all__ = ["BackupReport", "backup"]

_TRIES: Final = 200
_PAUSE: Final = 0.02
"""A moment without a new entry is found at once: `add` writes some a second at most."""
_CHUNK: Final = 1 << 20


@dataclass(frozen=True, slots=True)
class BackupReport:
    """What was copied: stored files, their bytes, and how many entries of the log."""

    blobs: int
    bytes: int
    log_entries: int


def backup(folder: Path, target: Path, *, link: bool = False, progress: Progress = silent) -> BackupReport:
    """Copies the case at `folder` to the folder `target`, or, when its name ends in `.tar`, into that one file.

    `link`: stored files become hard links where the disk is the same, which takes no room, and protects a case from
    being deleted, not from a broken disk. Raises `WrongUseError` when something is there, `CaseDamagedError` when
    stored bytes are not what they are named by, `StorageFullError` when the disk is full.
    """
    must_be_free(target, folder)
    place = target.resolve()
    with reading_case(folder) as case, making(target) as work:
        as_tar = target.name.endswith(".tar")
        copy = work / place.name.removesuffix(".tar")
        copy.mkdir()
        report = _copy(case, copy, link=link or as_tar, progress=progress)
        if as_tar:
            copy = _packed(copy, work / "packed")
        settle(work)
        copy.rename(place)
        flush_folder(place.parent)
    return report


def _packed(copy: Path, target: Path) -> Path:
    stream = TarStream(copy, copy.name, int(time.time()))
    with target.open("xb") as file:
        while chunk := stream.read(_CHUNK):
            file.write(chunk)
    return target


def _copy(case: ReadCase, target: Path, *, link: bool, progress: Progress) -> BackupReport:
    made = Case(target)
    made.blobs.create()
    made.index.mkdir()
    made.log.places.folder.mkdir()
    sealed = _snapshot(case, made)
    _copy_log(case, made, sealed)
    made.log.open()
    restore_tiles(made.log)
    wanted = sorted(_wanted(case.blobs, made))
    size = 0
    for done, digest in enumerate(wanted, start=1):
        size += _copy_blob(case.blobs, made.blobs, digest, link=link)
        progress("copying stored files", done, len(wanted))
    made.lock.touch()
    return BackupReport(len(wanted), size, len(made.log.tree))


def _snapshot(case: ReadCase, made: Case) -> int:
    """Copies catalogue and journal as of one moment; gives the size of the newest checkpoint just before it."""
    connection = case.read_engine.raw_connection()
    try:
        source = connection.driver_connection
        assert isinstance(source, sqlite3.Connection)
        for _ in range(_TRIES):
            sealed = max(case.log.places.sealed_sizes(), default=0)
            before = case.log.path.stat().st_size
            source.execute("BEGIN")
            source.execute("SELECT count(*) FROM case_facts").fetchone()  # what is read from here on is of this moment
            if case.log.path.stat().st_size == before:
                break
            source.execute("ROLLBACK")
            time.sleep(_PAUSE)
        else:
            raise StoppedError(f"{case.folder} is written to without a pause", advice="Run it again a little later.")
        _copy_catalogue(source, made.catalogue)
        source.execute("ROLLBACK")
    finally:
        connection.close()
    _copy_start(case.log.path, made.log.path, before)
    return sealed


def _copy_catalogue(source: sqlite3.Connection, path: Path) -> None:
    try:
        with closing(sqlite3.connect(path)) as target:
            source.backup(target)
    except sqlite3.Error as error:
        raise catalog_error(OperationalError("backup", None, error), path) from error


def _copy_start(source: Path, target: Path, size: int) -> None:
    """The first `size` bytes of the journal, up to its last whole line."""
    with source.open("rb") as stream, target.open("xb") as file:
        left = size
        while left and (chunk := stream.read(min(left, _CHUNK))):
            file.write(chunk)
            left -= len(chunk)


def _copy_log(case: ReadCase, made: Case, sealed: int) -> None:
    """Checkpoints up to the size `sealed`, keys, and time stamps over them. Tiles are made anew from the journal."""
    ours, theirs = case.log.places, made.log.places
    kept = [ours.checkpoints / str(size) for size in ours.sealed_sizes() if size <= sealed]
    for path in (*kept, *_files(ours.keys), *_files(ours.timestamps)):
        if path.is_relative_to(ours.timestamps) and _size_of(path) > sealed:
            continue
        _copy_file(path, theirs.folder / path.relative_to(ours.folder))
    if kept:
        _copy_file(kept[-1], theirs.checkpoint)


def _size_of(path: Path) -> int:
    size = path.name.partition("-")[0]
    return int(size) if size.isascii() and size.isdigit() else 0


def _files(folder: Path) -> Iterator[Path]:
    return (path for path in sorted(folder.rglob("*")) if path.is_file() and not path.name.startswith(PASSING))


def _copy_file(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(source.read_bytes())


def _wanted(blobs: BlobStore, made: Case) -> set[Digest]:
    """What the catalogue names must be there; what only the log names may be no stored file at all."""
    wanted = {digest for digest in named_digests(made.log.entries()) if blobs.has(digest)}
    with reading_case(made.folder) as copy, copy.read_engine.connect() as connection:
        wanted.update(connection.execute(select(tables.media.c.digest)).scalars())
        sources = tables.sources.c.digest
        wanted.update(connection.execute(select(sources).where(sources.is_not(None))).scalars())
    return wanted


def _copy_blob(ours: BlobStore, theirs: BlobStore, digest: Digest, *, link: bool) -> int:
    path = ours.path(digest)
    if path.is_symlink():
        raise CaseDamagedError(f"{path} is a link to another place; a case holds all of its parts itself")
    if link and _linked(path, theirs.path(digest)):
        return path.stat().st_size
    with ours.open(digest) as stream:
        stored = theirs.put(stream, name=str(path), limit=1 << 62)
    if stored.digest != digest:
        raise CaseDamagedError(f"{path}: the stored bytes no longer have the digest they are named by")
    return stored.size


def _linked(path: Path, target: Path) -> bool:
    target.parent.mkdir(exist_ok=True)
    try:
        os.link(path, target)
    except FileNotFoundError:
        raise CaseDamagedError(f"{path}: the stored bytes are missing") from None
    except OSError:
        return False
    return True
