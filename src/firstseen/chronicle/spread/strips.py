"""What lies beside the shared part of a picture, side by side: on which sides the photograph goes on.

A copy says how much of the photograph a picture shows beyond what is shared, and not on which sides. Those follow from
the measure: of all choices of sides the one that fits it. Sides are numbered 0 to 3: left, above, right, below.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import combinations
from typing import Final

import numpy as np
from numpy.typing import NDArray

from firstseen.model.pictures import Box

__all__ = ["ALL_OF_IT", "beside_of", "fitting", "photographed_reach", "thick_of"]

ALL_OF_IT: Final = 1.02
"""Reach up to which the shared part is all that a version shows of the photograph."""

THINNEST: Final = 0.02
"""Share of the shared part's side below which a strip beside it is within the alignment, as in `match/extent.py`."""

FITS: Final = 0.02
"""How far a choice of sides may be from the measured reach, as a share of it. Strips are measured on small pictures:
the crops of the 64 circulated pictures (tests' `real_inputs`) are within 0.004."""

CLOSELY: Final = 0.004
"""The same from which no other choice is looked for."""

PHOTOGRAPHED: Final = 0.1
"""Share of the cells beside the shared part that are photographed, below which letters or nothing is there. On 600
cascades for tuning (`python -m bench.spread --seeds tuning --cascades 700 --each 50`) 1,574 pairs said that one shows
more: in 1,545 of the 1,557 that were right a side had 0.1 at least, in 16 of the 17 that were wrong 0.03 at most."""

BORDERED: Final = 2
AS_THICK: Final = 1.3
"""Sides that have a border, and how much thicker than the thinnest of them another may be to be a border, too: a box
that is found by points is a few pixels off."""


def beside_of(box: Box, whole: Box) -> tuple[float, float, float, float] | None:
    """How thick what lies beside the shared part `box` is on each side, as a share of the part's width or height.

    None where the part has no area.
    """
    wide, high = box[2] - box[0], box[3] - box[1]
    if wide <= 0 or high <= 0:
        return None
    return (
        max(0, box[0] - whole[0]) / wide, max(0, box[1] - whole[1]) / high,
        max(0, whole[2] - box[2]) / wide, max(0, whole[3] - box[3]) / high,
    )  # fmt: skip


def thick_of(beside: Sequence[float]) -> tuple[int, ...]:
    """The sides on which there is more than the alignment leaves open."""
    return tuple(at for at, share in enumerate(beside) if share >= THINNEST)


def fitting(beside: Sequence[float], thick: tuple[int, ...], reach: float) -> tuple[int, ...] | None:
    """The choice of sides that fits the reach best; those of most pairs, none and all, are tried first."""
    if reach <= ALL_OF_IT:
        return ()
    if abs(_reach(beside, thick) - reach) <= CLOSELY * reach:
        return thick
    choices = (sides for number in range(len(thick) + 1) for sides in combinations(thick, number))
    off, sides = min((abs(_reach(beside, sides) - reach), sides) for sides in choices)
    return sides if off <= FITS * reach else None


def photographed_reach(box: Box, whole: Box, reach: float, cells: NDArray[np.bool_]) -> float:
    """The reach without the sides on which only letters or nothing is: words over and under a picture, and borders.

    `cells` (n, n): which cells of the whole picture are photographed. The reach as it was where no choice of sides
    fits it, where something is photographed on any of them, or where they are thinner than a cell.
    """
    beside = beside_of(box, whole)
    sides = fitting(beside, thick_of(beside), reach) if beside is not None else None
    if beside is None or not sides:
        return reach
    if _framed(box, whole, sides):
        return 1.0
    shares = [_share(at, box, whole, cells) for at in sides]
    if any(share is None or share >= PHOTOGRAPHED for share in shares):
        return reach
    return 1.0


def _framed(box: Box, whole: Box, sides: Sequence[int]) -> bool:
    """Whether what lies on these sides is no thicker than the border on the others, two at least: it is that border."""
    thick = (box[0] - whole[0], box[1] - whole[1], whole[2] - box[2], whole[3] - box[3])
    others = [pixels for at, pixels in enumerate(thick) if at not in sides and pixels > 0]
    return len(others) >= BORDERED and max(thick[at] for at in sides) <= AS_THICK * min(others)


def _share(at: int, box: Box, whole: Box, cells: NDArray[np.bool_]) -> float | None:
    """The share of the cells on one side of the shared part that are photographed; None where none is on it."""
    left, top, right, bottom = box
    strip = (
        (whole[0], top, left, bottom), (left, whole[1], right, top),
        (right, top, whole[2], bottom), (left, bottom, right, whole[3]),
    )[at]  # fmt: skip
    across = whole[0] + (np.arange(cells.shape[1]) + 0.5) / cells.shape[1] * (whole[2] - whole[0])
    down = whole[1] + (np.arange(cells.shape[0]) + 0.5) / cells.shape[0] * (whole[3] - whole[1])
    seen = cells[(down >= strip[1]) & (down < strip[3])][:, (across >= strip[0]) & (across < strip[2])]
    return float(seen.mean()) if seen.size else None


def _reach(beside: Sequence[float], sides: Iterable[int]) -> float:
    """What a version shows where the photograph goes on at these sides, corners included; as in `match/extent.py`."""
    across = down = 1.0
    for at in sides:
        if at % 2 == 0:
            across += beside[at]
        else:
            down += beside[at]
    return across * down
