"""How well recordings agree with a short sound where landmarks say that they may: by all peaks, beyond chance.

Landmarks that agree by chance come in clumps: a note that is held, a vowel. So of the offsets that most landmarks speak
for, the peaks of the recording are laid over those of the query, and beside them, where they can agree by chance alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from firstseen.index.moving.segment import Part
from firstseen.prints.moving.landmarks import Variant, places_of_runs
from firstseen.prints.moving.moving import SoundPrints
from firstseen.prints.moving.sound import BESIDE, BESIDE_ALL, BINS

__all__ = ["Places", "Query"]

WITHIN: Final = range(0, 16, 2)
"""Hops by which an offset is finer than the two lanes that it was found in."""
ASIDE: Final = (*range(-129, -16, 16), *range(29, 142, 16))
"""Hops beside the offset (0.4 to 3 s) at which what agrees does so by chance."""
_REACH: Final = 144
_BEYOND: Final = _REACH + max(*ASIDE, -min(ASIDE))
"""Hops by which a place that is asked for may lie before the query, or after it."""


@dataclass(frozen=True, slots=True, eq=False)
class Places:
    """Where recordings of one part may hold the query: (n,) the recording, the hop of the part at which the query
    begins, the variant of the query, and the landmarks that agree."""

    owners: NDArray[np.int64]
    hops: NDArray[np.int64]
    variants: NDArray[np.int64]
    votes: NDArray[np.int64]

    def only(self, rows: NDArray[np.bool_]) -> Places:
        """Those of the mask."""
        return Places(self.owners[rows], self.hops[rows], self.variants[rows], self.votes[rows])


class Query:
    """The peaks of a short sound, in all its variants, as maps of where a recording's peaks would agree."""

    def __init__(self, prints: SoundPrints, variants: Sequence[Variant]) -> None:
        every = prints.every()
        slowest = min(variant.speed for variant in variants)
        self._hops = int(every.times.max() / slowest) + 2 * BESIDE[0] + 2 if len(every.times) else 1
        self._lengths = np.zeros(len(variants), np.int64)
        # With room on either side for all that is asked for: nothing need be looked at twice.
        self._near = np.zeros((len(variants), self._hops + 2 * _BEYOND, BINS), np.bool_)
        for number, variant in enumerate(variants):
            as_is = variant.speed == 1.0 and variant.shift == 0 and len(prints.faint_times) > 0
            peaks, reach = (every, BESIDE_ALL) if as_is else (prints, BESIDE)
            at = np.rint(peaks.times.astype(np.float64) / variant.speed).astype(np.int64)
            self._lengths[number] = int(at.max()) + 1 if len(at) else 0
            for later in range(-reach[0], reach[0] + 1):
                for higher in range(-reach[1], reach[1] + 1):
                    step = peaks.bins.astype(np.int64) + variant.shift + higher
                    good = (step >= 0) & (step < BINS) & (at + later >= 0)
                    self._near[number, at[good] + later + _BEYOND, step[good]] = True

    def agreement(self, part: Part, places: Places) -> NDArray[np.float64]:
        """(n,) how many peaks of each recording agree with the query, beyond those that chance explains."""
        best = np.zeros(len(places.owners), np.int64)
        chance = np.zeros(len(places.owners), np.float64)
        for aside, hits in self._hits(part, places):
            if aside:
                chance += hits / len(ASIDE)
            else:
                best = np.maximum(best, hits)
        return best - chance

    def _hits(self, part: Part, places: Places) -> Iterator[tuple[bool, NDArray[np.int64]]]:
        first = np.maximum(places.hops - _REACH, part.hops[places.owners])
        last = np.minimum(places.hops + self._lengths[places.variants] + _REACH, part.hops[places.owners + 1])
        # As what they are looked for among: numbers of another kind would have all of it copied.
        asked = (np.maximum(hops, 0).astype(part.peaks.dtype) for hops in (first, last))
        low, high = (np.searchsorted(part.peaks, hops) for hops in asked)
        counts = np.maximum(high - low, 0)
        rows = places_of_runs(low, counts)
        which = np.repeat(np.arange(len(counts)), counts)
        # Damage may tell of peaks that lie elsewhere: they count as lying beyond the query.
        hops = np.clip(part.peaks[rows].astype(np.int64) - places.hops[which], -_REACH, self._hops + _REACH)
        steps = np.minimum(part.steps[rows], BINS - 1).astype(np.int64)
        # Where each peak lies in the map for the farthest move; for one less far, as many rows on.
        most = max(ASIDE)
        lies = (places.variants[which] * self._near.shape[1] + hops + _BEYOND - most) * BINS + steps
        flat = self._near.reshape(-1)
        after = np.concatenate([np.zeros(1, np.int64), np.cumsum(counts)])
        total = np.zeros(len(rows) + 1, np.int32)
        for moved, aside in (*((one, False) for one in WITHIN), *((one, True) for one in ASIDE)):
            np.cumsum(flat[(most - moved) * BINS :].take(lies), out=total[1:])
            yield aside, (total[after[1:]] - total[after[:-1]]).astype(np.int64)
