"""What tells two moments before one camera from a copy: something moved.

Frames of a fixed camera, and photographs of a burst, differ in little, and agree as closely as copies everywhere else.
A copy with content added, removed or replaced differs in one or a few places, and what is new there is new: it is not
seen elsewhere in the other. What moved is seen in both, at two places.
"""

from __future__ import annotations

from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from firstseen.match.aligned import Aligned
from firstseen.match.evidence import Evidence
from firstseen.match.overlaid import CHANGED, residual

__all__ = ["moved"]

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
screens and badges 0.03. Of 24 pairs of frames of a fixed camera half a second apart 17 have more, of 24 that are 2
seconds apart 11, of 24 that are 5 seconds apart one."""
STRAIGHT: Final = 0.012
"""How slanting (`Evidence.slant`) one may lie over the other: a camera that stands still is laid over itself straight,
and what is photographed from a screen lies a little beside itself here and there, as if it had moved."""


def moved(evidence: Evidence) -> bool:
    """Whether two pictures that agree as copies do show something at two places: it moved in between."""
    aligned = evidence.aligned
    if evidence.slant > STRAIGHT or not aligned.disagree.any():
        return False
    return _moved(aligned, residual(aligned))


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
