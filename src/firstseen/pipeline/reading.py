"""Reads the words printed on pages that hold other pictures, in worker processes, where an engine for it is installed.

Without one nothing is stored: what cannot be said today is read when the engine is there.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial

from pydantic import ValidationError
from sqlalchemy import Connection

from firstseen.catalog.cells import from_cell, to_cell
from firstseen.catalog.results import StepResult
from firstseen.catalog.words import part_copies, sizes_of, versions_read
from firstseen.match.groups import places
from firstseen.media.ocr import TASK
from firstseen.media.ocr_engine import Engine, Missing, find_engine
from firstseen.model.identifiers import Digest
from firstseen.model.pictures import Box
from firstseen.model.printed import PageWords
from firstseen.pipeline.case import ReadCase, WriteCase
from firstseen.pipeline.examining import stored
from firstseen.pipeline.keeping import keep
from firstseen.pipeline.progress import Progress
from firstseen.pipeline.steps import EXAMINE, READ
from firstseen.sandbox.answer import Answer
from firstseen.sandbox.limits import Limits
from firstseen.sandbox.pool import Fault, Job, Pool
from firstseen.settings import settings

__all__ = ["Unread", "pages", "read_waiting", "unread"]


@dataclass(frozen=True, slots=True)
class Unread:
    """How many pages wait to be read; `missing` says why they cannot be, None when they can."""

    pages: int
    missing: str | None

    def as_json(self) -> dict[str, object]:
        """The machine format of `trace` and `status`."""
        return {"pages": self.pages, "reason": self.missing}


def pages(connection: Connection) -> dict[Digest, tuple[Box, ...]]:
    """The pictures that hold others, each with the distinct places where they are in it."""
    parts = part_copies(connection)
    media = {medium for copy in parts for medium in (copy.a, copy.b)}
    return places(parts, sizes_of(connection, *EXAMINE, media))


def unread(case: ReadCase) -> Unread:
    """What is left to read in a case, and whether it can be."""
    engine = _engine()
    waiting = _waiting(case, engine)
    return Unread(len(waiting), engine.reason if isinstance(engine, Missing) else None)


def read_waiting(case: WriteCase, progress: Progress) -> tuple[int, Unread]:
    """Reads the pages that wait; gives how many it has done, and what is left. Safe to stop at any moment."""
    engine = _engine()
    waiting = _waiting(case, engine)
    if isinstance(engine, Missing):
        return 0, Unread(len(waiting), engine.reason)
    chosen = settings()
    limits = Limits(memory_mib=chosen.worker_memory_mib, seconds=chosen.read_seconds)
    with Pool(TASK, min(chosen.workers, max(1, len(waiting))), limits) as pool:
        able = _Able(pool.run(_jobs(case, waiting, engine)))
        result = partial(_result, version=_version(engine))
        done = keep(case, able, result, progress, stage="reading words on pages", total=len(waiting))
    return done, Unread(0 if able.missing is None else len(waiting) - done, able.missing)


class _Able:
    """The answers up to the first that says the engine does not work in a worker; `missing` then says why."""

    def __init__(self, answered: Iterable[tuple[Job, Answer | Fault]]) -> None:
        self._answered = answered
        self.missing: str | None = None

    def __iter__(self) -> Iterator[tuple[Job, Answer | Fault]]:
        for job, answer in self._answered:
            if isinstance(answer, Answer) and "missing" in answer.values:
                self.missing = str(answer.values["missing"])
                return
            yield job, answer


def _engine() -> Engine | Missing:
    return find_engine(settings().tessdata, settings().ocr_languages)


def _version(engine: Engine) -> str:
    return f"{READ[1]} {'+'.join(engine.languages)}"


def _waiting(case: ReadCase, engine: Engine | Missing) -> list[Digest]:
    """Pages that were not read, or in other languages than are installed now; without an engine what was read stays."""
    with case.read_engine.connect() as connection:
        known = versions_read(connection, READ[0])
        found = sorted(pages(connection))
    if isinstance(engine, Missing):
        return [digest for digest in found if digest not in known]
    return [digest for digest in found if known.get(digest) != _version(engine)]


def _jobs(case: WriteCase, digests: list[Digest], engine: Engine) -> Iterator[Job]:
    options = {
        "tessdata": str(engine.tessdata),
        "languages": list(engine.languages),
        "max_pixels": settings().max_pixels,
    }
    for digest in digests:
        yield Job(digest, stored(case, digest), dict(options))


def _result(digest: Digest, answer: Answer | Fault, version: str) -> StepResult:
    if isinstance(answer, Fault):
        return StepResult(digest, READ[0], version, refused=f"its words could not be read: {answer.reason}")
    try:
        words: PageWords = from_cell(PageWords, json.dumps(answer.values))
    except (ValueError, ValidationError):
        return StepResult(digest, READ[0], version, refused="reading its words gave nonsense, so it is not used")
    return StepResult(digest, READ[0], version, values=to_cell(PageWords, words))
