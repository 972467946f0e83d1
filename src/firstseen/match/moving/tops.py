"""Where between even steps the top of a curve lies."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = ["beside_top"]

_FLAT = -1e-6
"""Bend of what is as high on both sides, where the top may be anywhere: then it is nearer to the higher side."""


def beside_top(
    before: NDArray[np.floating[Any]], top: NDArray[np.floating[Any]], after: NDArray[np.floating[Any]]
) -> NDArray[np.float64]:
    """How far beside the highest step, in steps, the top lies: that of the parabola through it and its neighbours, half
    a step away at most. Arrays of one shape, of which each place is a curve of its own."""
    bend = np.minimum(before - 2 * top + after, _FLAT)
    return np.asarray(np.clip(0.5 * (before - after) / bend, -0.5, 0.5), np.float64)
