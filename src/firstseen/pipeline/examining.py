"""Examines the media that wait for it, in worker processes, and stores their facts and prints."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from pydantic import ValidationError

from firstseen.catalog.cells import from_cell, to_cell
from firstseen.catalog.results import StepResult, unexamined
from firstseen.errors import CaseDamagedError
from firstseen.model.identifiers import Digest
from firstseen.model.moving import MovingFacts
from firstseen.model.pictures import PictureFacts
from firstseen.pipeline.case import Case, WriteCase
from firstseen.pipeline.keeping import keep
from firstseen.pipeline.progress import Progress
from firstseen.pipeline.steps import EXAMINE, EXAMINE_MOVING, Step
from firstseen.pipeline.tasks import EXAMINE_TASK
from firstseen.prints.moving.moving import MovingPrints
from firstseen.prints.moving.packing import unpack as unpack_moving
from firstseen.prints.packing import unpack
from firstseen.prints.picture import PicturePrints
from firstseen.sandbox.answer import Answer
from firstseen.sandbox.limits import Limits
from firstseen.sandbox.pool import Fault, Job, Pool
from firstseen.settings import settings

__all__ = [
    "examination_options",
    "examination_pool",
    "examine_waiting",
    "is_moving",
    "moving_options",
    "stored",
    "understood",
    "understood_moving",
]


WORK_SHARE: Final = 0.8
"""Share of a worker's time after which it stops reading a video: what is left is for describing what was read."""
PICTURES: Final = ("picture", "unknown")
VIDEOS: Final = ("video", "sound")


def examination_pool(workers: int | None = None, seconds: float | None = None, task: str = EXAMINE_TASK) -> Pool:
    """Workers that examine media within the limits of the settings, each within `seconds` (else those of a picture).
    With `ANY_TASK` they do more than that, and each job names its task."""
    chosen = settings()
    limits = Limits(memory_mib=chosen.worker_memory_mib, seconds=seconds or chosen.worker_seconds)
    return Pool(task, workers or chosen.workers, limits)


def moving_options(seconds: float) -> dict[str, float]:
    """The limits for videos and sounds that a worker is told, which has so many seconds on the clock for each.

    `max_pixels` bounds still pictures too where a task takes both kinds of media.
    """
    chosen = settings()
    return {
        "max_seconds": chosen.max_video_seconds,
        "max_pixels": chosen.max_frame_pixels,
        "max_tracks": chosen.max_tracks,
        "work_seconds": seconds * WORK_SHARE,
    }


def examination_options(seconds: float | None = None) -> dict[str, float]:
    """What a worker is told about each medium; `seconds` as for its pool."""
    chosen = settings()
    return {**moving_options(seconds or chosen.worker_seconds), "max_picture_pixels": chosen.max_pixels}


def understood(answer: Answer) -> tuple[PictureFacts, PicturePrints, bytes]:
    """Facts and prints of a picture from a worker's answer, checked; `ValueError` when they are not what they should
    be."""
    facts: PictureFacts = from_cell(PictureFacts, json.dumps(answer.values.get("facts")))
    packed = _packed(answer)
    return facts, unpack(packed), packed


def is_moving(answer: Answer) -> bool:
    """Whether an answer is about a video, a sound or an animated picture."""
    return "moving" in answer.values


def understood_moving(answer: Answer) -> tuple[MovingFacts, MovingPrints, bytes]:
    """As `understood`, for videos, sounds and animated pictures."""
    facts: MovingFacts = from_cell(MovingFacts, json.dumps(answer.values.get("moving")))
    packed = _packed(answer)
    return facts, unpack_moving(packed), packed


def _packed(answer: Answer) -> bytes:
    array = answer.arrays.get("prints")
    if array is None or array.ndim != 1 or array.dtype.name != "uint8":
        raise ValueError("no prints came back")
    return array.tobytes()


def examine_waiting(case: WriteCase, progress: Progress) -> int:
    """Examines what waits; gives how many media it has done. Safe to stop at any moment."""
    return _examine_pictures(case, progress) + _examine_videos(case, progress)


def _examine_pictures(case: WriteCase, progress: Progress) -> int:
    digests, seconds = _waiting(case, PICTURES), settings().worker_seconds
    if not digests:
        return 0
    with examination_pool(min(settings().workers, len(digests)), seconds) as pool:
        answers = pool.run(_jobs(case, digests, seconds))
        return keep(case, answers, _picture_result, progress, stage="examining pictures", total=len(digests))


def _examine_videos(case: WriteCase, progress: Progress) -> int:
    """Apart from pictures, because they may take longer; the largest first, so that none is left for the end alone."""
    digests, seconds = _waiting(case, VIDEOS), settings().video_seconds
    if not digests:
        return 0
    digests.sort(key=lambda digest: (-stored(case, digest).stat().st_size, digest))
    with examination_pool(min(settings().workers, len(digests)), seconds) as pool:
        answers = pool.run(_jobs(case, digests, seconds))
        return keep(case, answers, _moving_result, progress, stage="examining videos and sounds", total=len(digests))


def _waiting(case: WriteCase, kinds: tuple[str, ...]) -> list[Digest]:
    with case.read_engine.connect() as connection:
        return unexamined(connection, EXAMINE[0], (EXAMINE[1], EXAMINE_MOVING[1]), kinds)


def _jobs(case: WriteCase, digests: list[Digest], seconds: float) -> Iterator[Job]:
    options = examination_options(seconds)
    for digest in digests:
        yield Job(digest, stored(case, digest), dict(options))


def stored(case: Case, digest: Digest) -> Path:
    """Where the stored bytes of a medium are; raises `CaseDamagedError` when they are gone."""
    path = case.blobs.path(digest)
    if not path.is_file():
        raise CaseDamagedError(
            f"the stored bytes {digest} are missing from {case.blobs.folder}",
            advice="Add the source again: what is missing is stored anew.",
        )
    return path


def _picture_result(digest: Digest, answer: Answer | Fault) -> StepResult:
    return _result(digest, answer, EXAMINE)


def _moving_result(digest: Digest, answer: Answer | Fault) -> StepResult:
    return _result(digest, answer, EXAMINE_MOVING)


def _result(digest: Digest, answer: Answer | Fault, refused_as: Step) -> StepResult:
    """An answer's own kind decides which step it is a result of: an animated picture moves."""
    if isinstance(answer, Fault):
        return StepResult(digest, *refused_as, refused=answer.reason)
    try:
        if is_moving(answer):
            moving, _, packed = understood_moving(answer)
            return StepResult(digest, *EXAMINE_MOVING, values=to_cell(MovingFacts, moving), bytes=packed)
        facts, _, packed = understood(answer)
    except (ValueError, ValidationError):
        return StepResult(digest, *refused_as, refused="its examination gave nonsense, so it is not used")
    return StepResult(digest, *EXAMINE, values=to_cell(PictureFacts, facts), bytes=packed)
