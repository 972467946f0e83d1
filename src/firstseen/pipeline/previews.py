"""Pixels of stored pictures for people to look at: decoded in the sandbox, reduced, and handed back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np
from numpy.typing import NDArray

from firstseen.model.identifiers import Digest
from firstseen.model.pictures import Box
from firstseen.pipeline.case import Case
from firstseen.pipeline.examining import moving_options
from firstseen.pipeline.tasks import PREVIEW_TASK
from firstseen.sandbox.limits import Limits
from firstseen.sandbox.pool import Fault, Job, Pool
from firstseen.settings import settings

__all__ = ["CaseCrops", "CasePreviews"]


class CasePreviews:
    """Makes previews of the media of a case; callable as the dossier asks for it."""

    def __init__(self, case: Case) -> None:
        self._case = case

    def __call__(
        self, digests: Iterable[Digest], longest_side: int, /
    ) -> Iterator[tuple[Digest, NDArray[np.uint8] | None, str | None]]:
        """For each digest, in any order: its pixels ((h, w, 3) uint8 RGB), or the reason why there are none."""
        yield from _decoded(self._case, ((digest, digest, None) for digest in digests), longest_side)


class CaseCrops:
    """Cuts parts out of the media of a case; callable as the dossier asks for it."""

    def __init__(self, case: Case) -> None:
        self._case = case

    def __call__(
        self, wanted: Iterable[tuple[str, Digest, Box]], longest_side: int, /
    ) -> Iterator[tuple[str, NDArray[np.uint8] | None, str | None]]:
        """For each (key, digest, box inside the picture), in any order: the key and the box's pixels, or the reason
        why there are none."""
        yield from _decoded(self._case, wanted, longest_side)


def _decoded(
    case: Case, wanted: Iterable[tuple[str, Digest, Box | None]], longest_side: int
) -> Iterator[tuple[str, NDArray[np.uint8] | None, str | None]]:
    chosen = settings()
    limits = Limits(memory_mib=chosen.worker_memory_mib, seconds=chosen.worker_seconds)
    # A frame of a video is decoded within the time of a picture.
    options = {**moving_options(chosen.worker_seconds), "side": longest_side, "max_picture_pixels": chosen.max_pixels}
    jobs = (
        Job(key, case.blobs.path(digest), {**options, "box": list(box)} if box else dict(options))
        for key, digest, box in wanted
    )
    with Pool(PREVIEW_TASK, chosen.workers, limits) as pool:
        for job, answer in pool.run(jobs):
            if isinstance(answer, Fault):
                yield job.key, None, answer.reason
            else:
                yield job.key, answer.arrays.get("rgb"), None
