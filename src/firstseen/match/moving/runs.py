"""The run of neighbours that speaks most for something."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = ["strongest_run"]


def strongest_run(speaks: NDArray[np.floating[Any]]) -> tuple[int, int]:
    """The first and the last of the neighbours, (n,), of which the sum is the greatest: what speaks for it is above
    zero, what speaks against it below. Of equal runs the one that ends first, and of these the one that begins first.
    Raises `ValueError` where there are none."""
    total = np.concatenate([[0.0], np.cumsum(speaks)])
    lowest = np.minimum.accumulate(total[:-1])
    last = int(np.argmax(total[1:] - lowest))
    return int(np.argmin(total[: last + 1])), last
