"""Examines the pictures that wait for it, in worker processes, and stores their facts and prints."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from pydantic import ValidationError

from firstseen.catalog.cells import from_cell, to_cell
from firstseen.catalog.results import StepResult, waiting
from firstseen.errors import CaseDamagedError
from firstseen.model.identifiers import Digest
from firstseen.model.pictures import PictureFacts
from firstseen.pipeline.case import WriteCase
from firstseen.pipeline.examination import TASK
from firstseen.pipeline.keeping import keep
from firstseen.pipeline.progress import Progress
from firstseen.pipeline.steps import EXAMINE
from firstseen.prints.packing import unpack
from firstseen.prints.picture import PicturePrints
from firstseen.sandbox.answer import Answer
from firstseen.sandbox.limits import Limits
from firstseen.sandbox.pool import Fault, Job, Pool
from firstseen.settings import settings

__all__ = ["examination_pool", "examine_waiting", "stored", "understood"]


def examination_pool(workers: int | None = None) -> Pool:
    """Workers that examine pictures within the limits of the settings."""
    chosen = settings()
    limits = Limits(memory_mib=chosen.worker_memory_mib, seconds=chosen.worker_seconds)
    return Pool(TASK, workers or chosen.workers, limits)


def examination_options() -> dict[str, int]:
    """What a worker is told about each picture."""
    return {"max_pixels": settings().max_pixels}


def understood(answer: Answer) -> tuple[PictureFacts, PicturePrints, bytes]:
    """Facts and prints from a worker's answer, checked; `ValueError` when they are not what they should be."""
    facts: PictureFacts = from_cell(PictureFacts, json.dumps(answer.values.get("facts")))
    array = answer.arrays.get("prints")
    if array is None or array.ndim != 1 or array.dtype.name != "uint8":
        raise ValueError("no prints came back")
    packed = array.tobytes()
    return facts, unpack(packed), packed


def examine_waiting(case: WriteCase, progress: Progress) -> int:
    """Examines what waits; gives how many media it has done. Safe to stop at any moment."""
    with case.read_engine.connect() as connection:
        digests = waiting(connection, *EXAMINE)
    if not digests:
        return 0
    with examination_pool(min(settings().workers, len(digests))) as pool:
        return keep(
            case, pool.run(_jobs(case, digests)), _result, progress, stage="examining pictures", total=len(digests)
        )


def _jobs(case: WriteCase, digests: list[Digest]) -> Iterator[Job]:
    options = examination_options()
    for digest in digests:
        yield Job(digest, stored(case, digest), dict(options))


def stored(case: WriteCase, digest: Digest) -> Path:
    """Where the stored bytes of a medium are; raises `CaseDamagedError` when they are gone."""
    path = case.blobs.path(digest)
    if not path.is_file():
        raise CaseDamagedError(
            f"the stored bytes {digest} are missing from {case.blobs.folder}",
            advice="Add the source again: what is missing is stored anew.",
        )
    return path


def _result(digest: Digest, answer: Answer | Fault) -> StepResult:
    if isinstance(answer, Fault):
        return StepResult(digest, *EXAMINE, refused=answer.reason)
    try:
        facts, _, packed = understood(answer)
    except (ValueError, ValidationError):
        return StepResult(digest, *EXAMINE, refused="its examination gave nonsense, so it is not used")
    return StepResult(digest, *EXAMINE, values=to_cell(PictureFacts, facts), bytes=packed)
