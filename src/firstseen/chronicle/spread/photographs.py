"""Where in a version the photograph is: borders, bars, pages and screens round it left out as far as the copies tell.

A copy says how much of the photograph each of two versions shows beyond what they share, and not on which sides. The
sides follow from the measure: of all choices of sides the one that fits it. But a strip beside a crop can be of the
photograph at first and a border further out, and is then taken for photograph as a whole. So what a version shares
with others that show all of it counts more: there the photograph ends where the shared part ends.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import reduce
from typing import Final

from firstseen.chronicle.spread.pairs import Pair, Side
from firstseen.chronicle.spread.strips import ALL_OF_IT, beside_of, fitting, thick_of
from firstseen.chronicle.spread.versions import area
from firstseen.model.copies import Matrix
from firstseen.model.matrices import inverse, transformed
from firstseen.model.pictures import Box

__all__ = ["Photograph", "moved", "over", "photographs", "seen_in", "union"]

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
    shared: dict[str, list[Box]] = {}
    for pair in pairs:
        for side in (pair.a, pair.b):
            if side.box is not None:
                shared.setdefault(side.version.id, []).append(side.box)
            box = within(side)
            if box is not None:
                full = side.reach is not None and side.reach <= ALL_OF_IT
                (ends if full else goes_on).setdefault(side.version.id, []).append(box)
            elif side.frame is not None:
                goes_on.setdefault(side.version.id, []).append(side.frame)
    return {id: _photograph(ends.get(id, []), goes_on.get(id, []), shared.get(id, [])) for id in {**ends, **goes_on}}


def _photograph(ends: list[Box], goes_on: list[Box], shared: list[Box]) -> Photograph:
    if ends:
        largest = max(ends, key=lambda box: (area(box), box))
        beyond = sum(area(union(box, largest)) > BEYOND * area(largest) for box in goes_on)
        if beyond <= len(ends):
            return Photograph(largest, sure=True)
    least = reduce(_meet, goes_on)
    return Photograph(reduce(union, shared, least), sure=False)


def within(side: Side) -> Box | None:
    """What one side of a pair takes for the photograph: the shared part, and what lies beside it on some sides.

    None where no choice of sides fits what was measured; then it can be anything up to the whole version.
    """
    if side.box is None or side.frame is None or side.reach is None:
        return None
    # Strips were measured on the whole medium, for a region too.
    whole = (0, 0, side.facts.width, side.facts.height) if side.facts else side.frame
    beside = beside_of(side.box, whole)
    if beside is None:
        return None
    thick = thick_of(beside)
    sides = fitting(beside, thick, side.reach)
    if sides is None:
        return None
    taken = [whole[at] if at in sides or at not in thick else side.box[at] for at in range(4)]
    return _meet((taken[0], taken[1], taken[2], taken[3]), side.frame)


def seen_in(side: Side, known: Mapping[str, Photograph]) -> Box | None:
    """What a side of a pair shows of the photograph, held against what is known of it, in pixels of its medium."""
    photograph = known.get(side.version.id)
    if photograph is None or side.box is None or not area(side.box):
        return None
    return union(_meet(photograph.box, within(side) or photograph.box), side.box)


def over(pair: Pair, known: Mapping[str, Photograph]) -> tuple[float | None, float | None]:
    """By how much each of a pair goes beyond what the other shows of the photograph, as a share of the shared part.

    Where both seem to go on at one place, the photograph goes on in none of them, or they would agree there.
    """
    a, b = seen_in(pair.a, known), seen_in(pair.b, known)
    back = inverse(pair.transform) if pair.transform is not None else None
    if a is None or b is None or pair.transform is None or back is None:
        return _more(pair.a.reach), _more(pair.b.reach)
    return _over(pair.a, a, moved(b, back)), _over(pair.b, b, moved(a, pair.transform))


def _over(side: Side, seen: Box, other: Box) -> float | None:
    if side.reach is None or side.box is None:
        return None
    beyond = (area(seen) - area(_meet(seen, other))) / area(side.box)
    return min(side.reach - 1.0, beyond)


def _more(reach: float | None) -> float | None:
    return None if reach is None else reach - 1.0


def moved(box: Box, matrix: Matrix) -> Box:
    """The upright box round a box that is taken through a transform."""
    # A box is of pixel edges, a transform of pixel centres.
    left, top, right, bottom = (edge - 0.5 for edge in box)
    corners = transformed(matrix, ((left, top), (right, top), (right, bottom), (left, bottom)))
    xs, ys = [x + 0.5 for x, _ in corners], [y + 0.5 for _, y in corners]
    return round(min(xs)), round(min(ys)), round(max(xs)), round(max(ys))


def union(one: Box, other: Box) -> Box:
    """The box round two boxes."""
    return min(one[0], other[0]), min(one[1], other[1]), max(one[2], other[2]), max(one[3], other[3])


def _meet(one: Box, other: Box) -> Box:
    left, top = max(one[0], other[0]), max(one[1], other[1])
    return left, top, max(left, min(one[2], other[2])), max(top, min(one[3], other[3]))
