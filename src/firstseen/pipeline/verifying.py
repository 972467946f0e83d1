"""`verify`: stored bytes against their digests, each log entry against the one before, the catalogue against both, and
the index against its own sums."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import select

from firstseen.catalog import tables
from firstseen.custody.checking import check_log
from firstseen.index.pictures import PictureIndex
from firstseen.model.identifiers import Digest
from firstseen.pipeline.case import ReadCase, reading_case
from firstseen.pipeline.progress import Progress, silent

__all__ = ["VerifyReport", "verify"]


@dataclass(slots=True)
class VerifyReport:
    """What was checked, and each thing that is wrong as a sentence that names it."""

    blobs: int = 0
    log_entries: int = 0
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
        told = _told(case, report)
        for digest in sorted(told - named):
            if case.blobs.has(digest):
                report.unfinished += 1
            else:
                report.wrong.append(f"{case.blobs.path(digest)}: the custody log tells of it, but it is gone")
        _check_blobs(case, named, told, report, progress)
        report.wrong += [
            f"{case.index / problem}; nothing is lost: remove {case.index}, and trace makes it anew"
            for problem in PictureIndex.open(case.index).check()
        ]
    return report


def _told(case: ReadCase, report: VerifyReport) -> set[Digest]:
    """The digests that the custody log tells of; a break in the log is added to what is wrong."""
    told: set[Digest] = set()
    log = check_log(case.log.places)
    report.log_entries = log.entries
    report.wrong += log.wrong
    report.unchecked += log.unchecked
    for entry in case.log.entries():
        about = entry.about if entry.what == "add" else {}
        told.update(source["digest"] for source in about.get("sources", ()) if source["digest"])
        told.update(digest for digests in about.get("items", {}).values() for digest in digests)
    return told


def _check_blobs(
    case: ReadCase, named: set[Digest], told: set[Digest], report: VerifyReport, progress: Progress
) -> None:
    for number, digest in enumerate(sorted(named), start=1):
        path = case.blobs.path(digest)
        if not path.is_file():
            report.wrong.append(f"{path}: the stored bytes are missing")
        elif not case.blobs.is_unchanged(digest):
            report.wrong.append(
                f"{path}: the stored bytes were changed: they no longer have the digest they are named by"
            )
        if digest not in told:
            report.wrong.append(f"{path}: the catalogue names it, but the custody log does not tell of it")
        report.blobs += 1
        progress("checking stored bytes", number, len(named))
