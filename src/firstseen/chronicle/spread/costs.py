"""What it costs to say that one version came straight from another: how far apart they are, and what speaks against."""

from __future__ import annotations

import math
from collections.abc import Sequence

from firstseen.chronicle.spread import weights
from firstseen.chronicle.spread.pairs import Pair, Side, aligned
from firstseen.model.copies import Relation, ShowsMore
from firstseen.model.spread import Sign, SignKind

__all__ = ["at_odds", "between", "directed", "same_words"]

_FURTHER = frozenset({"text added", "logo added", "grey", "filtered", "rotated", "photographed from a screen"})
"""Changes that no other figure measures."""


def directed(pair: Pair, signs: Sequence[Sign]) -> tuple[float, float]:
    """Costs of "b came from a" and of "a came from b": the distance, and minus the log-probability of the direction."""
    apart = between(pair)
    odds = math.fsum(sign.weight for sign in signs)
    to_b, to_a = apart + _softplus(-odds), apart + _softplus(odds)
    if aligned(pair):
        to_b, to_a = to_b - _traced(pair.a, pair.b), to_a - _traced(pair.b, pair.a)
    return to_b - _told(signs, 1), to_a - _told(signs, -1)


def _told(signs: Sequence[Sign], way: int) -> float:
    """What items say for this very parent among all: a link names it; the same words were taken with the picture."""
    linked = any(sign.kind is SignKind.PLATFORM and way * sign.weight >= weights.LINKED for sign in signs)
    return weights.LINKED_STEP * linked + weights.SAME_WORDS * any(map(same_words, signs))


def same_words(sign: Sign) -> bool:
    """Whether a sign says that the same words were posted with both versions."""
    return sign.kind is SignKind.WORDS and sign.weight == weights.NO_DIRECTION


def _traced(source: Side, target: Side) -> float:
    """What speaks for this very parent among all: the target still shows a saving in its quality."""
    quality, before = source.generation.quality, target.generation.saved_before
    if quality is None or before is None or abs(before - quality) > weights.SAME_QUALITY:
        return 0.0
    return weights.TRACED


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
    cost += weights.UNRELATED * (pair.overlap or at_odds(pair))
    return cost


def at_odds(pair: Pair) -> bool:
    """Whether neither can have come from the other: the one that shows less holds the shared part in finer detail."""
    if pair.shows_more not in (ShowsMore.A, ShowsMore.B) or not pair.a.pixels or not pair.b.pixels:
        return False
    fuller_is_a = pair.shows_more is ShowsMore.A
    finer = (_log(pair.b.pixels) - _log(pair.a.pixels)) / 2
    sharper = _log(pair.figures.get("sharpness"))
    if not fuller_is_a:
        finer, sharper = -finer, -sharper
    return finer >= weights.FINER and sharper >= weights.AS_SHARP


def _framed(side: Side) -> float:
    return math.log1p(side.round or 0.0)


def _log(factor: float | None) -> float:
    return math.log(factor) if factor and factor > 0 else 0.0
