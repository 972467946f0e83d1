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
    x, y = f[covered], s[covered]
    kept = np.ones(x.shape, np.bool_)
    gain, offset = 1.0, 0.0
    for _ in range(ROUNDS):
        power = float(x[kept].var())
        if power < 1.0:
            gain, offset = 1.0, float(np.median(y[kept] - x[kept]))
            break
        covariance = float(((x[kept] - x[kept].mean()) * (y[kept] - y[kept].mean())).mean())
        gain = min(max(covariance / power, GAINS[0]), GAINS[1])
        offset = float(y[kept].mean() - gain * x[kept].mean())
        missed = np.abs(gain * x + offset - y)
        kept = missed <= max(2.5 * float(np.median(missed)), 4.0)
    return np.asarray(gain * f + offset, np.float32), gain
