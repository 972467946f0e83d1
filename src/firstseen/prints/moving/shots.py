"""Where one shot ends and the next begins: hard cuts, told from motion and from flashes."""

from __future__ import annotations

from collections import deque
from typing import Final

import numpy as np
from numpy.typing import NDArray

__all__ = ["CutFinder"]

STEP: Final = 14.0
"""Grey levels by which two neighbouring frames differ in the mean over all places, at least, where a shot begins."""
TIMES: Final = 4.0
"""How many times the usual step (median of the last `REMEMBERED`) it is, at least: the camera may be moving."""
REMEMBERED: Final = 24
ALIKE: Final = 0.7
"""Correlation from which two frames show the same scene whatever the step: a light that goes on, a flash."""
STAYS: Final = 0.7
"""Share of the step that the frame after it must keep to the frame before it; a flash is over by then."""

ALONE: Final = 0.5
"""Share of the step up to which the next one lies: a camera that is swung round makes great steps one after another."""

Glance = NDArray[np.float32]


class CutFinder:
    """Fed the glances of all frames in order, says at each whether the frame before it began a shot.

    One frame late, because a flash is known only when it is over.
    """

    def __init__(self) -> None:
        self._before: Glance | None = None
        self._steps: deque[float] = deque(maxlen=REMEMBERED)
        self._doubtful: tuple[Glance, float] | None = None

    def feed(self, glance: NDArray[np.uint8]) -> bool:
        """Whether the frame fed before this one was the first of a shot. (h, w) uint8, of one shape throughout."""
        now = glance.astype(np.float32)
        before, self._before = self._before, now
        if before is None or before.shape != now.shape:
            self._doubtful = None
            return before is not None
        cut = False
        if self._doubtful is not None:
            base, step = self._doubtful
            self._doubtful = None
            # Alike the one before the step: it was a flash, and coming back from it is no cut either.
            if _step(now, base) < STAYS * step:
                return False
            cut = _step(now, before) <= ALONE * step
        step = _step(now, before)
        if step >= STEP and step >= TIMES * self._usual() and _correlation(now, before) < ALIKE:
            self._doubtful = (before, step)
        self._steps.append(step)
        return cut

    def _usual(self) -> float:
        return float(np.median(self._steps)) if self._steps else 0.0

    @property
    def doubtful(self) -> bool:
        """Whether the last frame fed may be the first of a shot."""
        return self._doubtful is not None


def _step(one: Glance, other: Glance) -> float:
    return float(np.abs(one - other).mean())


def _correlation(one: Glance, other: Glance) -> float:
    a, b = one - one.mean(), other - other.mean()
    norm = float(np.sqrt((a * a).sum() * (b * b).sum()))
    return float((a * b).sum()) / norm if norm > 0 else 0.0
