"""Keeps what workers give back, a batch at a time: what was done before a stop is not done again."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from typing import Final

from firstseen.catalog.results import StepResult, put_results
from firstseen.model.identifiers import Digest
from firstseen.pipeline.case import WriteCase
from firstseen.pipeline.progress import Progress
from firstseen.sandbox.answer import Answer
from firstseen.sandbox.pool import Fault, Job

__all__ = ["keep"]

BATCH: Final = 64
BATCH_SECONDS: Final = 1.0
"""Results are written together, at most this many or this long after one another: what a kill may cost."""


def keep(
    case: WriteCase,
    answered: Iterable[tuple[Job, Answer | Fault]],
    result: Callable[[Digest, Answer | Fault], StepResult],
    progress: Progress,
    *,
    stage: str,
    total: int,
) -> int:
    """Writes the result of each job as it comes; gives how many there were. Safe to stop at any moment."""
    done = 0
    batch: list[StepResult] = []
    written = time.monotonic()
    try:
        for job, answer in answered:
            batch.append(result(job.key, answer))
            done += 1
            progress(stage, done, total)
            if len(batch) >= BATCH or time.monotonic() - written > BATCH_SECONDS:
                _write(case, batch)
                written = time.monotonic()
    finally:
        _write(case, batch)
    return done


def _write(case: WriteCase, batch: list[StepResult]) -> None:
    if batch:
        with case.engine.begin() as connection:
            put_results(connection, batch)
        batch.clear()
