"""What tells another exposure of one scene from a copy: one floor or wall under two things, one place on two days.

What such photographs share agrees as closely as copies do. But the photograph goes on beyond what they share, and is
another there; and the light is seldom the same.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from firstseen.match.aligned import CELL, Aligned
from firstseen.match.evidence import Evidence, in_whole, photographed_cells
from firstseen.match.extent import Rect, Strip, StripKind
from firstseen.match.geometry import apply, inverse
from firstseen.match.laying import lay

__all__ = ["goes_on_otherwise", "lit_alike"]

FEWEST = 8
PARTLY = 0.3
"""Cells that must agree, and that must disagree, beyond what is shared; and how many must agree for each that does not.
Beyond a photograph that two pages share nothing agrees but what a region was cut short by: 0.24 at most in 180 drawn
pairs of pages and collages and 678 other edits; views of one scene have 0.35 and more."""

ENOUGH = 8
"""Cells from which the order of their brightness says something."""


def goes_on_otherwise(evidence: Evidence) -> bool:
    """Whether the photograph goes on, in both, beyond a shared region, and there agrees in part but mostly not.

    The whole pictures are laid over each other by the transform that was found for the views. A piece on two pages ends
    in both; a crop ends at its own edge; a region that was cut out of one photograph goes on the same. Of 678 edits
    that were found none goes on otherwise; of 64 pairs of photographs that share a floor or a wall, edited in four ways
    each, 4 were called copies and all 4 do.
    """
    if evidence.view_a.is_whole and evidence.view_b.is_whole:
        return False
    a, b = evidence.view_a.whole, evidence.view_b.whole
    through = evidence.view_b.to_whole @ evidence.transform @ inverse(evidence.view_a.to_whole)
    laid = lay(a, b, through, None)
    if laid is None:
        return False
    aligned = laid.aligned
    places_a, places_b = _places(aligned)
    beyond = _beyond(places_a, in_whole(evidence.view_a, evidence.rect_a), evidence.strips_a)
    beyond &= _beyond(places_b, in_whole(evidence.view_b, evidence.rect_b), evidence.strips_b)
    seen = beyond.reshape(aligned.inside.shape) & aligned.inside & photographed_cells(a, b, aligned)
    agree, disagree = int((seen & aligned.agree).sum()), int((seen & aligned.disagree).sum())
    return min(agree, disagree) >= FEWEST and PARTLY * disagree <= agree < disagree


def _places(aligned: Aligned) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The middles of the cells, (n, 2) pixels of the small picture a and of b."""
    rows, columns = aligned.inside.shape
    x, y = np.meshgrid((np.arange(columns) + 0.5) * CELL - 0.5, (np.arange(rows) + 0.5) * CELL - 0.5)
    here = np.column_stack([x.ravel() + aligned.origin[0], y.ravel() + aligned.origin[1]])
    there = apply(inverse(aligned.transform) if aligned.in_b else aligned.transform, here)
    return (there, here) if aligned.in_b else (here, there)


def _beyond(places: NDArray[np.float64], rect: Rect, strips: tuple[Strip, ...]) -> NDArray[np.bool_]:
    """(n,): which places lie beside the rectangle, in a strip in which the photograph goes on."""
    x, y = places[:, 0] + 0.5, places[:, 1] + 0.5
    left, top, right, bottom = rect
    level, upright = (y >= top) & (y < bottom), (x >= left) & (x < right)
    where = {
        "left": (x < left) & level,
        "above": (y < top) & upright,
        "right": (x >= right) & level,
        "below": (y >= bottom) & upright,
    }
    found = np.zeros(len(places), np.bool_)
    for strip in strips:
        if strip.kind is StripKind.PHOTOGRAPH:
            found |= where[strip.side]
    return found


def lit_alike(aligned: Aligned) -> float:
    """Correlation of the ranks of brightness of the cells that agree: 1 where one tone curve makes one of the other."""
    chosen = aligned.agree
    if int(chosen.sum()) < ENOUGH:
        return 1.0
    ranks = [np.argsort(np.argsort(_means(image, aligned)[chosen], kind="stable")) for image in _pair(aligned)]
    return float(np.corrcoef(ranks[0], ranks[1])[0, 1])


def _pair(aligned: Aligned) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    return aligned.first, aligned.second


def _means(image: NDArray[np.float32], aligned: Aligned) -> NDArray[np.float32]:
    """Mean brightness of each cell, over the mask."""
    rows, columns = aligned.inside.shape
    size = (rows * CELL - image.shape[0], columns * CELL - image.shape[1])
    sums = [
        cv2.copyMakeBorder(values, 0, size[0], 0, size[1], cv2.BORDER_CONSTANT)
        .reshape(rows, CELL, columns, CELL)
        .sum(axis=(1, 3))
        for values in (image * aligned.mask, aligned.mask)
    ]
    return np.asarray(sums[0] / np.maximum(sums[1], 1e-3), np.float32)
