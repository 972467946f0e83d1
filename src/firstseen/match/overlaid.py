"""What lies over the photograph where two aligned pictures disagree: words, a sign, other content."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import cv2
import numpy as np
from numpy.typing import NDArray

from firstseen.match.aligned import Aligned

__all__ = ["Over", "differences", "foreign_edges", "plain_share", "residual", "unchanged"]

Image = NDArray[np.float32]

CHANGED = 20.0
"""Grey levels left after tone is fitted, from which a pixel is changed; heavy JPEG leaves up to 15 beside edges."""

LINE_CHANGED = 0.5
LINE_ALIKE = 0.5
"""A line at the edge of the overlap is foreign where more of its pixels changed and less of it correlates."""

DRAWN = 0.65
"""Share of the changed pixels near one or two grey levels from which what lies there was drawn, not photographed."""

STROKES = 0.65
"""Share of changed pixels below which the photograph is still to be seen between them, as between letters."""

LEAST_CELLS = 12
LEAST_SHARE = 0.03
COMPACT = 0.5
MUCH_CHANGED = 0.4
"""Other content: at least so many cells, such a share of the overlap, filling so much of its own box, so many of its
pixels changed."""


class Over(StrEnum):
    """What a region of disagreement looks like."""

    WORDS = "words"
    SIGN = "sign"
    CONTENT = "content"
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True)
class _Region:
    mask: NDArray[np.bool_]
    cells: int
    fill: float


def residual(aligned: Aligned) -> Image:
    """What is left of b after a, its tone fitted where the two agree, is taken away; 0 outside the mask."""
    f, s = aligned.first, aligned.second
    inside = aligned.mask > 0
    sure = aligned.pixels(aligned.agree)
    if not sure.any():
        sure = inside
    spread_f, spread_s = float(f[sure].std()), float(s[sure].std())
    gain = spread_s / max(spread_f, 1e-3)
    left = (s - s[sure].mean()) - gain * (f - f[sure].mean())
    return np.asarray(left * inside / np.sqrt(max(gain, 0.25)), np.float32)


def unchanged(aligned: Aligned, left_over: Image) -> float:
    """Share of the overlap's pixels that are the same in both, tone aside."""
    inside = aligned.mask > 0
    return float(((np.abs(left_over) <= CHANGED) & inside).sum() / max(int(inside.sum()), 1))


def plain_share(aligned: Aligned) -> float:
    """Share of the pixels in agreeing cells that are near the commonest grey level, in the plainer of the two."""
    where = aligned.pixels(aligned.agree)
    if not where.any():
        return 1.0
    return max(_near_two_levels(aligned.first[where]), _near_two_levels(aligned.second[where]))


def foreign_edges(aligned: Aligned, left_over: Image) -> tuple[int, int, int, int]:
    """How many lines at the left, top, right and bottom of the frame show something else in one of the two."""
    changed = np.abs(left_over) > CHANGED
    if not aligned.disagree.any():
        return 0, 0, 0, 0
    across = _foreign_ends(changed.T, aligned.first.T, aligned.second.T, aligned.mask.T)
    down = _foreign_ends(changed, aligned.first, aligned.second, aligned.mask)
    return across[0], down[0], across[1], down[1]


def _foreign_ends(changed: NDArray[np.bool_], f: Image, s: Image, mask: Image) -> tuple[int, int]:
    """The runs of foreign lines (rows) at both ends."""
    count = np.maximum(mask.sum(axis=1), 1.0)
    share = changed.sum(axis=1) / count
    df = (f - (f * mask).sum(axis=1, keepdims=True) / count[:, None]) * mask
    ds = (s - (s * mask).sum(axis=1, keepdims=True) / count[:, None]) * mask
    power = np.sqrt((df * df).sum(axis=1) * (ds * ds).sum(axis=1)) + 16.0 * count
    alike = (df * ds).sum(axis=1) / power
    foreign = (share > LINE_CHANGED) & (alike < LINE_ALIKE)
    own = np.flatnonzero(~foreign & (mask.sum(axis=1) > 0))
    if len(own) == 0:
        return 0, 0
    # Two lines that happen to be alike inside what is foreign do not end it.
    runs = own[1:-1][(np.diff(own)[:-1] == 1) & (np.diff(own)[1:] == 1)] if len(own) > 2 else own
    if len(runs) == 0:
        return 0, 0
    return max(int(runs[0]) - 1, 0), max(len(foreign) - int(runs[-1]) - 2, 0)


def differences(aligned: Aligned, left_over: Image) -> tuple[Over, ...]:
    """What the regions in which the two disagree look like, the largest first; small ones are left out."""
    labels = np.asarray(cv2.connectedComponents(aligned.disagree.astype(np.uint8), connectivity=8)[1])
    inside = max(int(aligned.inside.sum()), 1)
    found = []
    for label in range(1, int(labels.max()) + 1):
        cells = labels == label
        count = int(cells.sum())
        if count < LEAST_CELLS / 2 or count < LEAST_SHARE / 2 * inside:
            continue
        rows, columns = np.flatnonzero(cells.any(axis=1)), np.flatnonzero(cells.any(axis=0))
        fill = count / float((rows[-1] - rows[0] + 1) * (columns[-1] - columns[0] + 1))
        found.append((-count, label, _Region(aligned.pixels(cells), count, fill)))
    return tuple(_look(aligned, left_over, region, inside) for _, _, region in sorted(found, key=lambda f: f[:2]))


def _look(aligned: Aligned, left_over: Image, region: _Region, inside: int) -> Over:
    changed = region.mask & (np.abs(left_over) > CHANGED)
    share = float(changed.sum() / max(int(region.mask.sum()), 1))
    if changed.any():
        drawn = max(_near_two_levels(aligned.first[changed]), _near_two_levels(aligned.second[changed]))
        if drawn >= DRAWN:
            return Over.WORDS if share < STROKES else Over.SIGN
    large = region.cells >= LEAST_CELLS and region.cells >= LEAST_SHARE * inside
    return Over.CONTENT if large and region.fill >= COMPACT and share >= MUCH_CHANGED else Over.UNCLEAR


def _near_two_levels(values: Image) -> float:
    """The largest share of values within two neighbouring sixteenths of the range of grey."""
    levels = np.bincount(np.clip(values, 0, 255).astype(np.int64) // 16, minlength=17)
    return float((levels[:-1] + levels[1:]).max() / max(len(values), 1))
