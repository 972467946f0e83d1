"""How probable each arc is among all forests, not only in the cheapest one.

The matrix-tree theorem (Tutte 1984) as Koo, Globerson, Carreras and Collins (2007) use it for dependency trees.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np

from firstseen.chronicle.spread.branching import Arc

__all__ = ["marginals"]

MOST_EXACT: Final = 800
"""Versions beyond which each version's parents are weighed by themselves: an inverse of 800 x 800 takes 0.05 s."""

_FARTHEST: Final = 30.0
"""Differences of cost beyond which nothing changes in double precision."""


def marginals(root_costs: Sequence[float], arcs: Sequence[Arc]) -> Mapping[tuple[int, int], float]:
    """The probability of each arc (from, to), a forest being as probable as e to the power of minus its cost."""
    least = list(root_costs)
    for cost, _, target in arcs:
        least[target] = min(least[target], cost)
    shares = {(source, target): math.exp(-min(cost - least[target], _FARTHEST)) for cost, source, target in arcs}
    roots = [math.exp(-min(cost - low, _FARTHEST)) for cost, low in zip(root_costs, least, strict=True)]
    return _alone(roots, shares) if len(roots) > MOST_EXACT else _exact(roots, shares)


def _alone(roots: Sequence[float], shares: Mapping[tuple[int, int], float]) -> dict[tuple[int, int], float]:
    whole = list(roots)
    for (_, target), share in shares.items():
        whole[target] += share
    return {(source, target): share / whole[target] for (source, target), share in shares.items()}


def _exact(roots: Sequence[float], shares: Mapping[tuple[int, int], float]) -> dict[tuple[int, int], float]:
    laplacian = np.diag(np.asarray(roots, np.float64))
    for (source, target), share in shares.items():
        laplacian[source, target] -= share
        laplacian[target, target] += share
    inverse = np.linalg.inv(laplacian)
    return {
        (source, target): min(max(share * float(inverse[target, target] - inverse[target, source]), 0.0), 1.0)
        for (source, target), share in shares.items()
    }
