"""Where the photograph lies inside a picture: uniform borders and letterboxes, found on the small grey picture."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from firstseen.prints.picture import PicturePrints

__all__ = ["content", "content_box"]

KEPT = 1024
"""Pictures and regions whose boxes are kept at hand, with their prints: a pair of screens asks nine times."""

UNIFORM_SPREAD = 4.0
"""Grey levels (standard deviation) below which a row or column is one colour; JPEG noise beside an edge reaches 3."""

SAME_COLOUR = 8.0
"""Grey levels by which rows of one border may differ in their mean."""

MOST_BORDER = 0.9
"""Where borders would take more than this of a side, the picture is uniform rather than framed."""


@lru_cache(maxsize=KEPT)
def content(prints: PicturePrints) -> tuple[int, int, int, int]:
    """`content_box` of the small picture of `prints`."""
    return content_box(prints.small)


def content_box(small: NDArray[np.uint8]) -> tuple[int, int, int, int]:
    """`(left, top, right, bottom)` of `small` (h, w) without its uniform borders; all of it if nothing is left."""
    height, width = small.shape
    left, top, right, bottom = 0, 0, width, height
    for _ in range(2):
        inner = small[top:bottom, left:right].astype(np.float32)
        above, below = _uniform_ends(inner)
        top, bottom = top + above, bottom - below
        inner = small[top:bottom, left:right].astype(np.float32).T
        before, after = _uniform_ends(inner)
        left, right = left + before, right - after
    if right - left <= (1 - MOST_BORDER) * width or bottom - top <= (1 - MOST_BORDER) * height:
        return 0, 0, width, height
    return left, top, right, bottom


def _uniform_ends(rows: NDArray[np.float32]) -> tuple[int, int]:
    """How many rows at the beginning and at the end are of one colour; one row of transition is given to them."""
    if rows.size == 0:
        return 0, 0
    spread = rows.std(axis=1)
    mean = rows.mean(axis=1)
    first = _run(spread, mean)
    if first == len(rows):
        return 0, 0
    return first, _run(spread[::-1], mean[::-1])


def _run(spread: NDArray[np.float32], mean: NDArray[np.float32]) -> int:
    plain = (spread < UNIFORM_SPREAD) & (np.abs(mean - mean[0]) < SAME_COLOUR)
    stops = np.flatnonzero(~plain)
    count = int(stops[0]) if len(stops) else len(plain)
    return count + 1 if 0 < count < len(plain) - 1 else count
