"""Sounds by their landmarks, in memory: which of many recordings may share a stretch with one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from firstseen.model.identifiers import Digest
from firstseen.prints.moving.landmarks import VARIANTS, Landmarks, lookups, places_of_runs

__all__ = ["SoundIndex"]

LANE: Final = 8
"""Hops (0.2 s) within which landmarks speak for one offset."""
VOTES: Final = 8
"""Landmarks of one recording that must agree on an offset."""
COMMON: Final = 400
"""Recordings' landmarks that are equal, beyond which one of the query says nothing: a beat that is in every song."""


class SoundIndex:
    """Recordings in the order in which they were added."""

    def __init__(self, entries: Sequence[tuple[Digest, Landmarks]]) -> None:
        self._names = [digest for digest, _ in entries]
        hashes = np.concatenate([np.zeros(0, np.uint32), *(found.hashes for _, found in entries)])
        times = np.concatenate([np.zeros(0, np.int32), *(found.times for _, found in entries)])
        owner = np.repeat(np.arange(len(entries), dtype=np.int32), [len(found.hashes) for _, found in entries])
        order = np.argsort(hashes, kind="stable")
        self._hashes, self._times, self._owner = hashes[order], times[order], owner[order]

    def candidates(self, query: Landmarks, limit: int = 50) -> list[Digest]:
        """The recordings that may share a stretch with the query, the likeliest first; itself too if it is here."""
        best = np.zeros(len(self._names), np.int64)
        for variant in VARIANTS:
            hashes, which = lookups(query, variant)
            owner, offset = self._equal(hashes, query.times[which], variant.speed)
            if len(owner):
                np.maximum.at(best, *_most(owner, offset))
        ordered = np.argsort(-best, kind="stable")[:limit]
        return [self._names[number] for number in ordered.tolist() if best[number] >= VOTES]

    def _equal(
        self, hashes: NDArray[np.uint32], times: NDArray[np.int32], speed: float
    ) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
        """Owners of equal landmarks, and by how many hops each lies beside the query's."""
        low = np.searchsorted(self._hashes, hashes, "left")
        counts = np.searchsorted(self._hashes, hashes, "right") - low
        counts = np.where(counts > COMMON, 0, counts)
        place = places_of_runs(low, counts)
        offset = self._times[place] - np.repeat(times, counts) / speed
        return self._owner[place].astype(np.int64), offset


def _most(owner: NDArray[np.int64], offset: NDArray[np.float64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Owners, and the votes of a lane and the next one, for each lane that has any."""
    lane = np.floor(offset / LANE).astype(np.int64)
    lane -= lane.min()
    cells, counts = np.unique(owner * (int(lane.max()) + 2) + lane, return_counts=True)
    follows = np.append(np.diff(cells) == 1, False)
    counts = counts + np.where(follows, np.append(counts[1:], 0), 0)
    return cells // (int(lane.max()) + 2), counts
