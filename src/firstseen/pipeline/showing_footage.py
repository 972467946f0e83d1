"""Frames, sounds and clips of stored videos for people to look at: made in the sandbox, handed back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from types import TracebackType
from typing import Any, Final, Self

import numpy as np
from numpy.typing import NDArray

from firstseen.media.moving.showing import SHOWING_TASK
from firstseen.model.identifiers import Digest
from firstseen.pipeline.case import Case
from firstseen.pipeline.examining import moving_options
from firstseen.sandbox.limits import Limits
from firstseen.sandbox.pool import Fault, Job, Pool
from firstseen.settings import settings

__all__ = ["CaseFootage"]

SECONDS: Final = 120.0
"""Seconds on the clock for one of them: 90 seconds of a clip take some 10 on one core, more on a busy machine."""


class CaseFootage:
    """Makes what is shown of the videos and sounds of a case (see `firstseen.dossier.footage.FootageMaker`).

    A context manager: its workers start when they are first needed, and end with it.
    """

    def __init__(self, case: Case) -> None:
        self._case = case
        chosen = settings()
        limits = Limits(memory_mib=chosen.worker_memory_mib, seconds=SECONDS)
        self._common = {**moving_options(SECONDS), "max_picture_pixels": chosen.max_pixels}
        self._pool = Pool(SHOWING_TASK, chosen.workers, limits)

    def __enter__(self) -> Self:
        self._pool.__enter__()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._pool.__exit__(kind, error, trace)

    def frames(
        self, wanted: Iterable[tuple[str, Digest, float]], longest_side: int, /
    ) -> Iterator[tuple[str, NDArray[np.uint8] | None, str | None]]:
        """For each (key, digest, seconds), in any order: the frame shown then, (h, w, 3) uint8 RGB, or why none is."""
        jobs = ((key, digest, {"time": time, "side": longest_side}) for key, digest, time in wanted)
        yield from self._made("frame", "rgb", jobs)

    def sounds(
        self, wanted: Iterable[tuple[str, Digest, float, float]], /
    ) -> Iterator[tuple[str, NDArray[np.float32] | None, str | None]]:
        """For each (key, digest, from, to), in any order: mono samples at `SOUND_RATE`, (n,) float32, or why none."""
        jobs = ((key, digest, {"from": first, "to": last}) for key, digest, first, last in wanted)
        yield from self._made("sound", "samples", jobs)

    def clips(
        self, wanted: Iterable[tuple[str, Digest, float]], seconds: float, longest_side: int, /
    ) -> Iterator[tuple[str, NDArray[np.uint8] | None, str | None]]:
        """For each (key, digest, from), in any order: a WebM file of `seconds` at most, (n,) uint8, or why none is."""
        jobs = (
            (key, digest, {"from": first, "seconds": seconds, "side": longest_side}) for key, digest, first in wanted
        )
        yield from self._made("clip", "webm", jobs)

    def _made(
        self, what: str, array: str, wanted: Iterable[tuple[str, Digest, dict[str, Any]]]
    ) -> Iterator[tuple[str, NDArray[Any] | None, str | None]]:
        jobs = (
            Job(key, self._case.blobs.path(digest), {**self._common, **options, "show": what})
            for key, digest, options in wanted
        )
        for job, answer in self._pool.run(jobs):
            if isinstance(answer, Fault):
                yield job.key, None, answer.reason
            else:
                yield job.key, answer.arrays.get(array), None
