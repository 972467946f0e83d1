"""One picture in the tone of another: brightness and contrast fitted to what most of the two have in common."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

__all__ = ["toned"]

ROUNDS: Final = 4
GAINS: Final = (0.2, 5.0)
"""How many times the contrast of the one the other may have, from and to."""

Values = NDArray[np.float32]


def toned(f: Values, s: Values, covered: NDArray[np.bool_]) -> tuple[Values, float]:
    """f in the tone of s, and its gain: least squares, each round over the pixels that fitted in the one before."""
    x, y = all_x, all_y = f[covered], s[covered]
    gain, offset = 1.0, 0.0
    for round_ in range(1, ROUNDS + 1):
        power = float(x.var())
        if power < 1.0:
            gain, offset = 1.0, float(np.median(y - x))
            break
        mean_x, mean_y = x.mean(), y.mean()
        covariance = float(((x - mean_x) * (y - mean_y)).mean())
        gain = min(max(covariance / power, GAINS[0]), GAINS[1])
        offset = float(mean_y - gain * mean_x)
        if round_ < ROUNDS:
            missed = np.abs(gain * all_x + offset - all_y)
            kept = missed <= max(2.5 * float(np.median(missed)), 4.0)
            x, y = all_x[kept], all_y[kept]
    return np.asarray(gain * f + offset, np.float32), gain
