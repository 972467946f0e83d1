"""What tells two moments before one camera from a copy: something moved, or water, leaves or smoke stirred.

Frames of a fixed camera, and photographs of a burst, differ in little, and agree as closely as copies everywhere else.
A copy with content added, removed or replaced differs in one or a few places, and what is new there is new: it is not
seen elsewhere in the other. What moved is seen in both, in two places. What stirs differs a little in many places, more
than encoding, sharpness and tone explain.
"""

from __future__ import annotations

from typing import Final, Literal

import cv2
import numpy as np
from numpy.typing import NDArray

from firstseen.match.aligned import Aligned
from firstseen.match.evidence import Evidence
from firstseen.match.overlaid import CHANGED, residual

__all__ = ["Moment", "another_moment"]

Moment = Literal["moved", "stirred"]
Image = NDArray[np.float32]

BLOCK: Final = 12
STEP: Final = 6
"""Pixels of a block that is looked for elsewhere, and between one and the next: people in frames of 640 pixels are 10
to 40 pixels high in the small picture."""
BLOCK_CHANGED: Final = 0.35
"""Share of its pixels that changed, of a block that is looked for, and of where it is found."""
BLOCK_TEXTURE: Final = 10.0
"""Grey levels (standard deviation) from which a block can be known again."""
REACH: Final = (40, 13)
"""Pixels across and down within which it is looked for: what moves goes along the ground."""
LEAST_MOVE: Final = 2
SEEN_AGAIN: Final = 0.85
"""Correlation from which a block is seen again."""
CLEARLY, ITSELF = 0.03, 4
"""How much more than with any place beside itself, more than so many pixels away: cloth, edges and what fills a hole
look alike all along. Without it a photograph of a dress with a hole filled in was taken for two moments."""
MOST_BLOCKS: Final = 120
"""Blocks that are looked for in each of the two, taken evenly of all: 20 ms at most."""
LEAST_BLOCKS: Final = 30
MOVED: Final = 0.14
"""So many blocks must have changed in each of the two, and such a share of them be seen again in the other. Of 276
drawn pairs in which something was replaced, removed or covered (tuning and second set) the highest share is 0.07, of 32
screens and badges 0.03. Of 24 pairs of frames of a fixed camera half a second apart 18 have more, of 24 that are 2
seconds apart 11, of 24 that are 5 seconds apart one."""

ODD_FACTOR: Final = 2.5
ODD_LEVELS: Final = 4.0
"""How many times the difference that is usual in the pair, at that texture, and how many grey levels a cell must have
to be odd."""
PLAIN, SLOPE, ODD, PATCHES = 1.7, 0.22, 0.1, 4
"""Grey levels that differ in plain cells, and in others as a share of their slope; share of cells that are odd; patches
of two cells and more that they make. 8 of 36 pairs of frames of a shore, beyond those in which something is seen to
have moved, have all four; of 360 edits of photographs and frames (tuning and second set) none, with 1.3 grey levels
one."""


def another_moment(evidence: Evidence) -> Moment | None:
    """What shows that two pictures that agree as copies do were taken at two moments; None where nothing does."""
    aligned = evidence.aligned
    if not aligned.disagree.any() and aligned.correlation >= SEEN_AGAIN:
        return None
    left_over = residual(aligned)
    if _moved(aligned, left_over):
        return "moved"
    return "stirred" if _stirred(aligned, left_over) else None


def _moved(aligned: Aligned, left_over: Image) -> bool:
    changed = ((np.abs(left_over) > CHANGED) & (aligned.mask > 0)).astype(np.float32)
    # The share of changed pixels of the block whose upper left corner is at each place.
    share = cv2.blur(changed, (BLOCK, BLOCK), anchor=(0, 0), borderType=cv2.BORDER_CONSTANT)
    both = ((aligned.first, aligned.second), (aligned.second, aligned.first))
    return all(_seen_again(one, other, np.asarray(share, np.float32)) >= MOVED for one, other in both)


def _seen_again(one: Image, other: Image, share: Image) -> float:
    """Share of the changed blocks of one that are seen in the other, at another place that changed too; 0 of too
    few."""
    places = [
        (y, x)
        for y in range(0, one.shape[0] - BLOCK, STEP)
        for x in range(0, one.shape[1] - BLOCK, STEP)
        if share[y, x] >= BLOCK_CHANGED and one[y : y + BLOCK, x : x + BLOCK].std() >= BLOCK_TEXTURE
    ]
    if len(places) < LEAST_BLOCKS:
        return 0.0
    some = places[:: -(-len(places) // MOST_BLOCKS)]
    return sum(_is_seen(one, other, share, y, x) for y, x in some) / len(some)


def _is_seen(one: Image, other: Image, share: Image, y: int, x: int) -> bool:
    """Whether the block is seen in the other at another place that changed, more clearly than beside itself."""
    block = one[y : y + BLOCK, x : x + BLOCK]
    top, left = max(0, y - REACH[1]), max(0, x - REACH[0])
    rows, columns = slice(top, y + BLOCK + REACH[1]), slice(left, x + BLOCK + REACH[0])
    alike = cv2.matchTemplate(other[rows, columns], block, cv2.TM_CCOEFF_NORMED)
    high, wide = alike.shape
    alike = np.where(share[top : top + high, left : left + wide] >= BLOCK_CHANGED, alike, -1.0)
    row, column = divmod(int(alike.argmax()), wide)
    far = max(abs(row + top - y), abs(column + left - x))
    best = float(alike[row, column])
    if best < SEEN_AGAIN or far < LEAST_MOVE:
        return False
    beside = cv2.matchTemplate(one[rows, columns], block, cv2.TM_CCOEFF_NORMED)
    own = (
        slice(max(0, y - top - ITSELF), y - top + ITSELF + 1),
        slice(max(0, x - left - ITSELF), x - left + ITSELF + 1),
    )
    beside[own] = -1.0
    return best > float(beside.max()) + CLEARLY


def _stirred(aligned: Aligned, left_over: Image) -> bool:
    """Whether cells differ in many places, by more than is usual for their texture in this pair."""
    first = aligned.first
    slope = np.hypot(cv2.Sobel(first, cv2.CV_32F, 1, 0, scale=1 / 8), cv2.Sobel(first, cv2.CV_32F, 0, 1, scale=1 / 8))
    off, steep = aligned.level(left_over), aligned.level(np.asarray(slope, np.float32))
    inside = aligned.inside
    low, high = np.quantile(steep[inside], (0.4, 0.6))
    plain, textured = inside & (steep < low), inside & (aligned.agree | aligned.flat) & (steep > high)
    if not plain.any() or not textured.any():
        return False
    usual, with_slope = float(np.median(off[plain])), float(np.median(off[textured] / np.maximum(steep[textured], 0.5)))
    if usual < PLAIN or with_slope < SLOPE:
        return False
    expected = np.sqrt(usual**2 + (with_slope * steep) ** 2 + 1.0)
    odd = inside & (off > ODD_FACTOR * expected) & (off > ODD_LEVELS)
    if odd.sum() < ODD * inside.sum():
        return False
    _, _, stats, _ = cv2.connectedComponentsWithStats((odd | aligned.disagree).astype(np.uint8), connectivity=8)
    return int((stats[1:, cv2.CC_STAT_AREA] >= 2).sum()) >= PATCHES
