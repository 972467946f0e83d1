"""Where in a version the photograph is: borders, bars, pages and screens round it left out as far as the copies tell.

A copy says how much of the photograph each of two versions shows beyond what they share, and not on which sides. The
sides follow from the measure: of all choices of sides the one that fits it. But a strip beside a crop can be of the
photograph at first and a border further out, and is then taken for photograph as a whole. So what a version shares
with others that show all of it counts more: there the photograph ends where the shared part ends.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import Final

from firstseen.chronicle.spread.pairs import Pair, Side
from firstseen.chronicle.spread.versions import area
from firstseen.model.pictures import Box

__all__ = ["Photograph", "photographs", "reach_of", "within"]

ALL_OF_IT: Final = 1.02
"""Reach up to which the shared part is all that a version shows of the photograph."""

THINNEST: Final = 0.02
"""Share of the shared part's side below which a strip beside it is within the alignment, as in `match/extent.py`."""

FITS: Final = 0.02
"""How far a choice of sides may be from the measured reach, as a share of it. Strips are measured on small pictures:
the crops of the 64 circulated pictures (tests' `real_inputs`) are within 0.004."""

BEYOND: Final = 1.04
"""Area, as a share of the box in which the photograph is said to end, from which another pair goes beyond it."""


@dataclass(frozen=True, slots=True)
class Photograph:
    """Where in a version the photograph is, in pixels of its medium.

    `sure`: another version shows all of it, so that it is known where it ends.
    """

    box: Box
    sure: bool


def photographs(pairs: Iterable[Pair]) -> dict[str, Photograph]:
    """The photograph in each version; what no pair says anything of has none.

    Where as many pairs say that the photograph ends with the part that they share as go beyond that, it is the largest
    such part. Else it is the least that any pair takes for photograph.
    """
    ends: dict[str, list[Box]] = {}
    goes_on: dict[str, list[Box]] = {}
    for pair in pairs:
        for side in (pair.a, pair.b):
            box = within(side)
            if box is not None:
                full = side.reach is not None and side.reach <= ALL_OF_IT
                (ends if full else goes_on).setdefault(side.version.id, []).append(box)
            elif side.frame is not None:
                goes_on.setdefault(side.version.id, []).append(side.frame)
    return {id: _photograph(ends.get(id, []), goes_on.get(id, [])) for id in {**ends, **goes_on}}


def _photograph(ends: list[Box], goes_on: list[Box]) -> Photograph:
    if ends:
        largest = max(ends, key=lambda box: (area(box), box))
        beyond = sum(area(_union(box, largest)) > BEYOND * area(largest) for box in goes_on)
        if beyond <= len(ends):
            return Photograph(largest, sure=True)
    return Photograph(min(goes_on, key=lambda box: (area(box), box)), sure=False)


def within(side: Side) -> Box | None:
    """What one side of a pair takes for the photograph: the shared part, and what lies beside it on some sides.

    None where no choice of sides fits what was measured; then it can be anything up to the whole version.
    """
    if side.box is None or side.frame is None or side.reach is None:
        return None
    # Strips were measured on the whole medium, for a region too.
    whole = (0, 0, side.facts.width, side.facts.height) if side.facts else side.frame
    wide, high = side.box[2] - side.box[0], side.box[3] - side.box[1]
    if wide <= 0 or high <= 0:
        return None
    beside = [
        max(0, side.box[0] - whole[0]) / wide,
        max(0, side.box[1] - whole[1]) / high,
        max(0, whole[2] - side.box[2]) / wide,
        max(0, whole[3] - side.box[3]) / high,
    ]
    thick = [at for at, share in enumerate(beside) if share >= THINNEST]
    off, fitting = min((abs(_reach(beside, sides) - side.reach), sides) for sides in _choices(thick))
    if off > FITS * side.reach:
        return None
    taken = [whole[at] if at in fitting or at not in thick else side.box[at] for at in range(4)]
    return _meet((taken[0], taken[1], taken[2], taken[3]), side.frame)


def _choices(sides: list[int]) -> Iterator[tuple[int, ...]]:
    for number in range(len(sides) + 1):
        yield from combinations(sides, number)


def _reach(beside: list[float], sides: tuple[int, ...]) -> float:
    """What a version shows where the photograph goes on at these sides, corners included; as in `match/extent.py`."""
    across = sum(beside[at] for at in sides if at % 2 == 0)
    down = sum(beside[at] for at in sides if at % 2 == 1)
    return (1 + across) * (1 + down)


def reach_of(side: Side, known: Mapping[str, Photograph]) -> float | None:
    """How much of the photograph a side of a pair shows, the shared part being 1, held against what is known of it."""
    photograph = known.get(side.version.id)
    if side.reach is None or side.box is None or photograph is None or not area(side.box):
        return side.reach
    most = area(_union(_meet(photograph.box, within(side) or photograph.box), side.box)) / area(side.box)
    return min(side.reach, max(1.0, most))


def _union(one: Box, other: Box) -> Box:
    return min(one[0], other[0]), min(one[1], other[1]), max(one[2], other[2]), max(one[3], other[3])


def _meet(one: Box, other: Box) -> Box:
    left, top = max(one[0], other[0]), max(one[1], other[1])
    return left, top, max(left, min(one[2], other[2])), max(top, min(one[3], other[3]))
