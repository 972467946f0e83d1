"""What the pixels of two versions say of the direction between them: positive where b came from a."""

from __future__ import annotations

import math
from collections.abc import Iterator

from firstseen.chronicle.spread import weights
from firstseen.chronicle.spread.pairs import Pair
from firstseen.model.copies import Relation, ShowsMore
from firstseen.model.spread import Sign, SignKind

__all__ = ["pixel_signs", "toward"]


def pixel_signs(pair: Pair) -> Iterator[Sign]:
    """The signs of a pair that is not exact, in a fixed order; those that say nothing are left out."""
    yield from _extent(pair)
    yield from _surroundings(pair)
    yield from _colour(pair)
    yield from _size(pair)
    yield from _sharpness(pair)


def toward(pair: Pair, to_b: bool, kind: SignKind, weight: float, detail: str) -> Sign:
    """A sign for a to b, or against it; `detail` names the one that came from the other "{it}"."""
    it, other = (pair.b, pair.a) if to_b else (pair.a, pair.b)
    text = detail.replace("{it}", it.name).replace("{other}", other.name)
    return Sign(kind, round(weight if to_b else -weight, 4), text)


def _extent(pair: Pair) -> Iterator[Sign]:
    if pair.shows_more not in (ShowsMore.A, ShowsMore.B):
        return
    fuller, lesser = (pair.a, pair.b) if pair.shows_more is ShowsMore.A else (pair.b, pair.a)
    if fuller.reach is None or lesser.reach is None:
        share, weight = None, weights.SHOWS_LESS
    else:
        share = lesser.reach / fuller.reach
        weight = weights.SHOWS_LESS if share < 1 - weights.LITTLE else weights.SHOWS_LITTLE_LESS
    seen = f"{round(100 * share)} % of what {{other}} shows of the photograph" if share and share < 1 else "less of it"
    text = f"{{it}} shows {seen}: what was cut off cannot come back"
    yield toward(pair, fuller is pair.a, SignKind.SHOWS_LESS, weight, text)


def _surroundings(pair: Pair) -> Iterator[Sign]:
    in_page = [side.version.box is not None for side in (pair.a, pair.b)]
    if in_page[0] != in_page[1]:
        text = "{it} is a piece of a page: pictures are put on pages more often than cut out of them"
        yield toward(pair, in_page[1], SignKind.ADDED, weights.IN_PAGE, text)
    if pair.a.round is None or pair.b.round is None:
        return
    more = pair.b.round - pair.a.round
    part = pair.copy is not None and pair.copy.relation is Relation.PART
    if part and abs(more) >= weights.PAGE_ROUND:
        text = "{it} has a page or a screenshot round the picture, {other} has not"
        yield toward(pair, more > 0, SignKind.ADDED, weights.PAGE, text)
    elif abs(more) >= weights.FRAME_ROUND:
        yield toward(pair, more > 0, SignKind.ADDED, weights.FRAMED, "{it} has a border or a bar that {other} has not")


def _colour(pair: Pair) -> Iterator[Sign]:
    a, b = pair.a.generation.colour, pair.b.generation.colour
    if a is None or b is None or min(a, b) >= weights.GREY or max(a, b) <= weights.COLOURED:
        return
    yield toward(
        pair, b < a, SignKind.ADDED, weights.GREYED, "{it} is grey and {other} is not: colour cannot come from grey"
    )


def _size(pair: Pair) -> Iterator[Sign]:
    """Detail cannot come back: the one with fewer pixels of the shared part."""
    if not pair.a.pixels or not pair.b.pixels:
        return
    apart = (math.log(pair.a.pixels) - math.log(pair.b.pixels)) / 2
    if abs(apart) < weights.SAME_SIZE:
        return
    weight = min(weights.SMALLER * abs(apart) / math.log(2), weights.SMALLER_AT_MOST)
    text = "{it} holds the shared part in fewer pixels than {other}: detail cannot come back"
    yield toward(pair, apart > 0, SignKind.SHOWS_LESS, weight, text)


def _sharpness(pair: Pair) -> Iterator[Sign]:
    sharpness = pair.figures.get("sharpness")
    if not sharpness or sharpness <= 0 or abs(math.log(sharpness)) < weights.SAME_SHARPNESS:
        return
    apart = -math.log(sharpness)
    weight = min(weights.BLURRED * abs(apart) / math.log(2), weights.BLURRED_AT_MOST)
    yield toward(pair, apart > 0, SignKind.GENERATION, weight, "{it} has less fine detail than {other}")
