"""What lies over the photograph where two aligned pictures disagree: words, a sign, other content."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import cv2
import numpy as np
from numpy.typing import NDArray

from firstseen.match.aligned import Aligned

__all__ = ["Difference", "Over", "differences", "foreign_edges", "residual", "unchanged"]

Image = NDArray[np.float32]

CHANGED = 20.0
"""Grey levels left after tone is fitted, from which a pixel is changed; heavy JPEG leaves up to 15 beside edges."""

LINE_CHANGED = 0.5
LINE_ALIKE = 0.5
"""A line at the edge of the overlap is foreign where more of its pixels changed and less of it correlates."""

DRAWN = 0.65
"""Share of the changed pixels near one or two grey levels from which what lies there was drawn, not photographed."""

STROKES = 0.4
"""Share of changed pixels below which the photograph is still to be seen between them, as between letters."""

WIDE = 2.2
"""How many times as wide as high what lies over a photograph is when it is a line of letters, or a band of them."""

CORNER = 0.12
"""Share of the overlap that a logo in its corner takes at most."""

LEAST_CELLS = 10
LEAST_SHARE = 0.013
COMPACT = 0.45
MUCH_CHANGED = 0.4
"""Other content: at least so many cells, such a share of the overlap, filling so much of its own box, so many of its
pixels changed. Of 36 things replaced or removed (`python -m bench.copies --set tuning`) 33 are that large."""

DETAIL = 3.0
"""Standard deviation, in pixels, of the blur that detail is told from."""

SMOOTHER, SMOOTH, PHOTOGRAPHED = 0.2, 0.35, 1.5
SMOOTHED_CELLS, SMOOTHED_SHARE, TALL = 14, 0.017, 0.3
FILLED, UNEVEN, SMOOTHED_LARGE = (0.6, 0.65), (0.4, 0.55), 0.045
"""Something was painted over with what lies around it where one of the two has so little of the other's detail, and so
little of its own elsewhere, and the other no more than a photograph has (letters and lines have up to 3.8 times their
picture's); in so many cells, as a share of the overlap, as wide for its height; and where it fills so much of its box
and has at most so many pixels near one or two grey levels, or takes so much of the overlap. So 32 of 48 things removed
(tuning and second set) are told as altered where 24 were, and of 287 pictures of all other kinds none more."""


class Over(StrEnum):
    """What a region of disagreement looks like."""

    WORDS = "words"
    LOGO = "logo"
    CONTENT = "content"
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True, eq=False)
class Difference:
    """A region of cells in which the two disagree, and what lies there. `cells`: a map like those of `Aligned`."""

    over: Over
    cells: NDArray[np.bool_]


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


def differences(aligned: Aligned, left_over: Image) -> tuple[Difference, ...]:
    """The regions in which the two disagree, the largest first; small ones are left out."""
    if not aligned.disagree.any():
        return ()
    labels = np.asarray(cv2.connectedComponents(aligned.disagree.astype(np.uint8), connectivity=8)[1])
    inside = max(int(aligned.inside.sum()), 1)
    detail = _detail(aligned, aligned.first), _detail(aligned, aligned.second)
    found = []
    for label in range(1, int(labels.max()) + 1):
        cells = labels == label
        count = int(cells.sum())
        if count >= LEAST_CELLS / 2 and count >= LEAST_SHARE / 2 * inside:
            found.append((-count, label, Difference(_look(aligned, left_over, cells, detail), cells)))
    return tuple(difference for _, _, difference in sorted(found, key=lambda f: f[:2]))


def _detail(aligned: Aligned, picture: Image) -> Image:
    """What is finer than a few pixels, in units of what there is of it where the two agree."""
    fine = picture - cv2.GaussianBlur(picture, (0, 0), DETAIL)
    sure = aligned.pixels(aligned.agree)
    usual = float(fine[sure].std()) if sure.any() else float(fine.std())
    return np.asarray(fine / max(usual, 1e-3), np.float32)


def _look(aligned: Aligned, left_over: Image, cells: NDArray[np.bool_], detail: tuple[Image, Image]) -> Over:
    count, inside = int(cells.sum()), max(int(aligned.inside.sum()), 1)
    rows, columns = np.flatnonzero(cells.any(axis=1)), np.flatnonzero(cells.any(axis=0))
    high, wide = int(rows[-1] - rows[0]) + 1, int(columns[-1] - columns[0]) + 1
    mask = aligned.pixels(cells)
    if _painted_over(aligned, mask, detail, cells, (high, wide)):
        return Over.CONTENT
    changed = mask & (np.abs(left_over) > CHANGED)
    share = float(changed.sum() / max(int(mask.sum()), 1))
    drawn = (
        changed.any()
        and max(_near_two_levels(aligned.first[changed]), _near_two_levels(aligned.second[changed])) >= DRAWN
    )
    if (wide >= WIDE * high and count >= LEAST_CELLS) or (drawn and share < STROKES):
        return Over.WORDS
    at_rim = [rows[0] == 0 or rows[-1] == cells.shape[0] - 1, columns[0] == 0 or columns[-1] == cells.shape[1] - 1]
    if all(at_rim) and count <= CORNER * inside:
        return Over.LOGO if share >= MUCH_CHANGED else Over.UNCLEAR
    large = count >= LEAST_CELLS and count >= LEAST_SHARE * inside
    return Over.CONTENT if large and count >= COMPACT * high * wide and share >= MUCH_CHANGED else Over.UNCLEAR


def _painted_over(
    aligned: Aligned,
    mask: NDArray[np.bool_],
    detail: tuple[Image, Image],
    cells: NDArray[np.bool_],
    size: tuple[int, int],
) -> bool:
    """Whether the one is smooth where the other is photographed: something was removed, and nothing laid there."""
    count, inside, (high, wide) = int(cells.sum()), int(aligned.inside.sum()), size
    if count < max(SMOOTHED_CELLS, SMOOTHED_SHARE * inside) or not TALL * high <= wide < WIDE * high:
        return False
    fine = [float(one[mask].std()) for one in detail]
    smooth, rough = sorted(fine)
    if smooth > SMOOTHER * rough or smooth > SMOOTH or rough > PHOTOGRAPHED:
        return False
    photographed = aligned.first if fine[0] > fine[1] else aligned.second
    levels, fills = _near_two_levels(photographed[mask]), count / (high * wide)
    if fills >= FILLED[0] and count >= SMOOTHED_LARGE * inside:
        return True
    return any(fills >= least and levels <= most for least, most in (FILLED, UNEVEN))


def _near_two_levels(values: Image) -> float:
    """The largest share of values within two neighbouring sixteenths of the range of grey."""
    levels = np.bincount(np.clip(values, 0, 255).astype(np.int64) // 16, minlength=17)
    return float((levels[:-1] + levels[1:]).max() / max(len(values), 1))
