"""What it costs to say that one version came straight from another: how far apart they are, and what speaks against."""

from __future__ import annotations

import math
from collections.abc import Sequence

from firstseen.chronicle.spread import weights
from firstseen.chronicle.spread.pairs import Pair, Side
from firstseen.model.copies import Relation
from firstseen.model.spread import Sign

__all__ = ["between", "directed"]

_FURTHER = frozenset({"text added", "logo added", "grey", "filtered", "rotated", "photographed from a screen"})
"""Changes that no other figure measures."""


def directed(pair: Pair, signs: Sequence[Sign]) -> tuple[float, float]:
    """Costs of "b came from a" and of "a came from b": the distance, and minus the log-probability of the direction."""
    apart = between(pair)
    odds = math.fsum(sign.weight for sign in signs)
    return apart + _softplus(-odds), apart + _softplus(odds)


def _softplus(odds: float) -> float:
    return max(odds, 0.0) + math.log1p(math.exp(-abs(odds)))


def between(pair: Pair) -> float:
    """How much changed between two versions: 0 for equal pixels. The nearest of several is the likeliest parent."""
    if pair.exact or pair.copy is None:
        return 0.0
    figures = pair.figures
    cost = weights.CROP_STEP * abs(_log(pair.a.reach) - _log(pair.b.reach))
    cost += weights.FRAME_STEP * abs(_framed(pair.a) - _framed(pair.b))
    cost += weights.SIZE_STEP * abs(_log(figures.get("scale")))
    cost += weights.TONE_STEP * (abs(_log(figures.get("contrast"))) + abs(_log(figures.get("sharpness"))) / 2)
    cost += weights.UNLIKE_STEP * max(0.0, 1.0 - figures.get("agreement", 1.0))
    cost += weights.CHANGE_STEP * len(_FURTHER.intersection(pair.copy.changes))
    cost += weights.MIRROR_STEP * pair.copy.mirrored
    cost += weights.PART_STEP * (pair.copy.relation is Relation.PART)
    cost += weights.UNSURE_STEP * (1.0 - pair.copy.confidence)
    cost += weights.UNRELATED * pair.overlap
    return cost


def _framed(side: Side) -> float:
    return math.log1p(side.round or 0.0)


def _log(factor: float | None) -> float:
    return math.log(factor) if factor and factor > 0 else 0.0
