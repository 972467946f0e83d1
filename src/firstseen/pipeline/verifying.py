"""`verify`: stored bytes against their digests, the custody log against itself, the catalogue against both, and the
index against its own sums."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from sqlalchemy import select

from firstseen.catalog import tables
from firstseen.custody.checking import check_log
from firstseen.index.moving.media import FOLDER, MovingIndex
from firstseen.index.pictures import PictureIndex
from firstseen.model.identifiers import Digest, is_digest
from firstseen.pipeline.case import ReadCase, reading_case
from firstseen.pipeline.progress import Progress, silent
from firstseen.pipeline.told import Told, told_by
from firstseen.pipeline.verifying_rows import check_rows
from firstseen.pipeline.verifying_stamps import CheckedStamp, check_stamps

__all__ = ["VerifyReport", "verify"]

_TRIES: Final = 3


@dataclass(slots=True)
class VerifyReport:
    """What was checked, each thing that is wrong as a sentence that names it, and each that cannot be checked."""

    blobs: int = 0
    log_entries: int = 0
    checkpoints: int = 0
    signed: int = 0
    items: int = 0
    decisions: int = 0
    keys: list[str] = field(default_factory=list)
    """The public keys that signed, as text (C2SP vkey). Whose they are, only a person can know."""
    stamps: list[CheckedStamp] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    unchecked: list[str] = field(default_factory=list)
    unfinished: int = 0
    """Files that are stored and told of, but not catalogued: an `add` was stopped between the two."""


def verify(folder: Path, progress: Progress = silent) -> VerifyReport:
    """Checks the case at `folder`; reads only, so it can run while another process writes."""
    report = VerifyReport()
    with reading_case(folder) as case:
        with case.read_engine.connect() as connection:
            check = connection.exec_driver_sql("PRAGMA integrity_check").scalar_one()
            if check != "ok":
                report.wrong.append(f"{case.catalogue}: the catalogue is damaged: {check}")
            named = set(connection.execute(select(tables.media.c.digest)).scalars())
            sources = tables.sources.c.digest
            named |= set(connection.execute(select(sources).where(sources.is_not(None))).scalars())
        told = _check_told(case, report)
        for digest in sorted(told - named):
            if case.blobs.has(digest):
                report.unfinished += 1
            else:
                report.wrong.append(f"{case.blobs.path(digest)}: the custody log tells of it, but it is gone")
        collected = _collected(case)
        _check_blobs(case, named | collected, told | collected, report, progress)
        report.wrong += [
            f"{case.index / problem}; nothing is lost: remove {case.index}, and trace makes it anew"
            for problem in (*PictureIndex.open(case.index).check(), *MovingIndex.open(case.index / FOLDER).check())
        ]
    return report


def _check_told(case: ReadCase, report: VerifyReport) -> set[Digest]:
    """Checks the log, and the rows of the catalogue against it; gives the digests that it tells of.

    Log and catalogue are not read in one moment: while another process writes they are read again, and where it writes
    on, what does not agree is no proof of anything.
    """
    for _ in range(_TRIES):
        before = _stamp(case)
        try:
            log = check_log(case.log.places)
            told = told_by(case.log.entries()) if case.log.path.exists() else Told()
            rows = check_rows(case, told, log.sealed)
            stamps = check_stamps(case.log.places, told.stamps)
        except FileNotFoundError:
            continue  # a partial tile that the writer took away
        if _stamp(case) == before:
            break
    else:
        report.unchecked.append(f"{case.folder}: another process writes in it: its log was not checked; verify again")
        return set(told_by(case.log.entries()).digests)
    report.log_entries, report.checkpoints, report.signed = log.entries, log.checkpoints, log.signed
    report.keys = log.keys
    report.items, report.decisions = rows.items, rows.decisions
    report.stamps = stamps.stamps
    report.wrong += [*log.wrong, *rows.wrong, *stamps.wrong]
    report.unchecked += [*log.unchecked, *rows.unchecked, *stamps.unchecked]
    return told.digests


def _stamp(case: ReadCase) -> tuple[int, ...]:
    """Changes whenever a writer tells of something or seals the log."""
    found = []
    for path in (case.log.places.journal, case.log.places.checkpoint):
        stat = path.stat() if path.exists() else None
        found += [stat.st_size, stat.st_mtime_ns] if stat else [0, 0]
    return tuple(found)


def _collected(case: ReadCase) -> set[Digest]:
    """The stored bytes from which the catalogue can be made anew."""
    entries = case.log.entries() if case.log.path.exists() else iter(())
    added = (entry.about.get("collected") for entry in entries if entry.what == "add")
    return {digest for digest in added if isinstance(digest, str) and is_digest(digest)}


def _check_blobs(
    case: ReadCase, named: set[Digest], told: set[Digest], report: VerifyReport, progress: Progress
) -> None:
    """Checks what must be stored, and what is stored without being named: a changed log names fewer of them."""
    digests = named.union(case.blobs.digests())
    for number, digest in enumerate(sorted(digests), start=1):
        path = case.blobs.path(digest)
        if not path.is_file():
            report.wrong.append(f"{path}: the stored bytes are missing")
        elif not case.blobs.is_unchanged(digest):
            report.wrong.append(
                f"{path}: the stored bytes were changed: they no longer have the digest they are named by"
            )
        if digest in named and digest not in told:
            report.wrong.append(f"{path}: the catalogue names it, but the custody log does not tell of it")
        report.blobs += 1
        progress("checking stored bytes", number, len(digests))
