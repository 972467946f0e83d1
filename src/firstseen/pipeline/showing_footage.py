"""Frames, sounds and clips of stored videos for people to look at: made in the sandbox, handed back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from firstseen.media.moving.clip import CLIP_TASK
from firstseen.media.moving.heard import HEARD_TASK
from firstseen.model.identifiers import Digest
from firstseen.pipeline.case import Case
from firstseen.pipeline.examining import moving_options
from firstseen.pipeline.previews import TASK as FRAME_TASK
from firstseen.sandbox.limits import Limits
from firstseen.sandbox.pool import Fault, Job, Pool
from firstseen.settings import settings

__all__ = ["CaseFootage"]

CLIP_SECONDS: Final = 120.0
"""Seconds on the clock for a worker that makes one clip: a minute and a half of video takes three on one core."""


class CaseFootage:
    """Makes what is shown of the videos and sounds of a case (see `firstseen.dossier.footage.FootageMaker`)."""

    def __init__(self, case: Case) -> None:
        self._case = case

    def frames(
        self, wanted: Iterable[tuple[str, Digest, float]], longest_side: int, /
    ) -> Iterator[tuple[str, NDArray[np.uint8] | None, str | None]]:
        """For each (key, digest, seconds), in any order: the frame shown then, (h, w, 3) uint8 RGB, or why none is."""
        jobs = ((key, digest, {"time": time, "side": longest_side}) for key, digest, time in wanted)
        yield from self._made(FRAME_TASK, "rgb", jobs, settings().worker_seconds)

    def sounds(
        self, wanted: Iterable[tuple[str, Digest, float, float]], /
    ) -> Iterator[tuple[str, NDArray[np.float32] | None, str | None]]:
        """For each (key, digest, from, to), in any order: mono samples at `SOUND_RATE`, (n,) float32, or why none."""
        jobs = ((key, digest, {"from": first, "to": last}) for key, digest, first, last in wanted)
        yield from self._made(HEARD_TASK, "samples", jobs, settings().worker_seconds)

    def clips(
        self, wanted: Iterable[tuple[str, Digest, float]], seconds: float, longest_side: int, /
    ) -> Iterator[tuple[str, NDArray[np.uint8] | None, str | None]]:
        """For each (key, digest, from), in any order: a WebM file of `seconds` at most, (n,) uint8, or why none is."""
        jobs = (
            (key, digest, {"from": first, "seconds": seconds, "side": longest_side}) for key, digest, first in wanted
        )
        yield from self._made(CLIP_TASK, "webm", jobs, CLIP_SECONDS)

    def _made(
        self, task: str, array: str, wanted: Iterable[tuple[str, Digest, dict[str, Any]]], seconds: float
    ) -> Iterator[tuple[str, NDArray[Any] | None, str | None]]:
        chosen = settings()
        limits = Limits(memory_mib=chosen.worker_memory_mib, seconds=seconds)
        common = {**moving_options(seconds), "max_picture_pixels": chosen.max_pixels}
        jobs = (Job(key, self._case.blobs.path(digest), {**common, **options}) for key, digest, options in wanted)
        with Pool(task, chosen.workers, limits) as pool:
            for job, answer in pool.run(jobs):
                if isinstance(answer, Fault):
                    yield job.key, None, answer.reason
                else:
                    yield job.key, answer.arrays.get(array), None
