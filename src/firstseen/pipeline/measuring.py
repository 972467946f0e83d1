"""Measures, in worker processes, how often and how those pictures were saved that have a copy."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from typing import Final

from pydantic import ValidationError
from sqlalchemy import Connection

from firstseen.catalog.cells import from_cell, to_cell
from firstseen.catalog.evidence import all_copies
from firstseen.catalog.generations import measured_media
from firstseen.catalog.results import StepResult, put_results
from firstseen.media.generation import TASK
from firstseen.model.copies import JOINING
from firstseen.model.generation import Generation
from firstseen.model.identifiers import Digest
from firstseen.pipeline.case import WriteCase
from firstseen.pipeline.examining import stored
from firstseen.pipeline.progress import Progress
from firstseen.pipeline.steps import GENERATION
from firstseen.sandbox.answer import Answer
from firstseen.sandbox.limits import Limits
from firstseen.sandbox.pool import Fault, Job, Pool
from firstseen.settings import settings

__all__ = ["measure_waiting"]

BATCH_SECONDS: Final = 1.0
"""Results are written together, at most this long after one another: what a kill may cost."""


def measure_waiting(case: WriteCase, progress: Progress) -> int:
    """Measures what waits; gives how many media it has done. Safe to stop at any moment.

    What cannot be measured is kept as figures of which none can be said: the picture itself was examined already.
    """
    with case.read_engine.connect() as connection:
        digests = _waiting(connection)
    if not digests:
        return 0
    done = 0
    batch: list[StepResult] = []
    written = time.monotonic()
    chosen = settings()
    limits = Limits(memory_mib=chosen.worker_memory_mib, seconds=chosen.worker_seconds)
    with Pool(TASK, min(chosen.workers, len(digests)), limits) as pool:
        try:
            for job, answer in pool.run(_jobs(case, digests)):
                batch.append(StepResult(job.key, *GENERATION, values=to_cell(Generation, _understood(answer))))
                done += 1
                progress("measuring how copies were saved", done, len(digests))
                if time.monotonic() - written > BATCH_SECONDS:
                    _write(case, batch)
                    written = time.monotonic()
        finally:
            _write(case, batch)
    return done


def _waiting(connection: Connection) -> list[Digest]:
    joined = {medium for copy in all_copies(connection) if copy.relation in JOINING for medium in (copy.a, copy.b)}
    return sorted(joined - measured_media(connection, *GENERATION))


def _jobs(case: WriteCase, digests: list[Digest]) -> Iterator[Job]:
    options = {"max_pixels": settings().max_pixels}
    for digest in digests:
        yield Job(digest, stored(case, digest), dict(options))


def _understood(answer: Answer | Fault) -> Generation:
    if isinstance(answer, Fault):
        return Generation()
    try:
        found: Generation = from_cell(Generation, json.dumps(answer.values.get("generation")))
    except (ValueError, ValidationError):
        return Generation()
    return found


def _write(case: WriteCase, batch: list[StepResult]) -> None:
    if batch:
        with case.engine.begin() as connection:
            put_results(connection, batch)
        batch.clear()
