"""Measures, in worker processes, how often and how those pictures were saved that have a copy."""

from __future__ import annotations

import json
from collections.abc import Iterator

from pydantic import ValidationError

from firstseen.catalog.cells import from_cell, to_cell
from firstseen.catalog.generations import joined_media, measured_media
from firstseen.catalog.results import StepResult
from firstseen.media.generation import TASK
from firstseen.model.generation import Generation
from firstseen.model.identifiers import Digest
from firstseen.pipeline.case import ReadCase, WriteCase
from firstseen.pipeline.examining import stored
from firstseen.pipeline.keeping import keep
from firstseen.pipeline.progress import Progress
from firstseen.pipeline.steps import GENERATION
from firstseen.sandbox.answer import Answer
from firstseen.sandbox.limits import Limits
from firstseen.sandbox.pool import Fault, Job, Pool
from firstseen.settings import settings

__all__ = ["measure_waiting", "unmeasured"]


def measure_waiting(case: WriteCase, progress: Progress) -> int:
    """Measures what waits; gives how many media it has done. Safe to stop at any moment.

    What cannot be measured is kept as figures of which none can be said: the picture itself was examined already.
    """
    digests = unmeasured(case)
    if not digests:
        return 0
    chosen = settings()
    limits = Limits(memory_mib=chosen.worker_memory_mib, seconds=chosen.worker_seconds)
    with Pool(TASK, min(chosen.workers, len(digests)), limits) as pool:
        answers = pool.run(_jobs(case, digests))
        return keep(case, answers, _result, progress, stage="measuring how copies were saved", total=len(digests))


def unmeasured(case: ReadCase) -> list[Digest]:
    """The media with a copy that were not measured yet, sorted. Those that are still to be matched may add to them."""
    with case.read_engine.connect() as connection:
        return sorted(joined_media(connection) - measured_media(connection, *GENERATION))


def _jobs(case: WriteCase, digests: list[Digest]) -> Iterator[Job]:
    options = {"max_pixels": settings().max_pixels}
    for digest in digests:
        yield Job(digest, stored(case, digest), dict(options))


def _result(digest: Digest, answer: Answer | Fault) -> StepResult:
    return StepResult(digest, *GENERATION, values=to_cell(Generation, _understood(answer)))


def _understood(answer: Answer | Fault) -> Generation:
    if isinstance(answer, Fault):
        return Generation()
    try:
        found: Generation = from_cell(Generation, json.dumps(answer.values.get("generation")))
    except (ValueError, ValidationError):
        return Generation()
    return found
