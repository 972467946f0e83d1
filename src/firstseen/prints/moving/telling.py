"""Frames that tell nothing of where they come from: black, plain, titles, test cards."""

from __future__ import annotations

from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from firstseen.prints.layout.cells import photographed
from firstseen.prints.layout.ground import softened

__all__ = ["tells"]

SPREAD: Final = 5.0
"""Standard deviation, in grey levels, below which a frame is plain: black, white, a fade."""
GROUND: Final = 0.5
"""Share of a frame on one level (within `NEAR`) from which it may be letters on a ground."""
NEAR: Final = 8
PICTURED: Final = 0.15
"""Share of cells that are photographed, up to which a frame with such a ground is a title: 0 to 0.09 for titles drawn
in three sizes, 0.27 and more for photographs that fill two thirds of the frame."""
CELLS_SIDE: Final = 512
"""Pixels of the longer side at which cells are looked at: letters are too small in less."""
COLUMN_SPREAD: Final = 3.0
COLUMNS: Final = 0.93
BARS: Final = 4
BARS_ROWS: Final = 0.6
"""Colour bars: from the top down to this share of the rows nearly every column is of one colour, and there are this
many steps at least."""


def tells(look: NDArray[np.uint8]) -> bool:
    """Whether a frame (h, w), grey and without bars, shows anything by which it can be told from others."""
    if min(look.shape) < 8 or float(look.std()) < SPREAD:
        return False
    return not _is_title(look) and not _is_test_card(look)


def _is_title(look: NDArray[np.uint8]) -> bool:
    counts = np.bincount(look.ravel(), minlength=256)
    near = np.convolve(counts, np.ones(2 * NEAR + 1), "same")
    if float(near.max()) < GROUND * look.size:
        return False
    factor = CELLS_SIDE / max(look.shape)
    size = (max(1, round(look.shape[1] * factor)), max(1, round(look.shape[0] * factor)))
    large = np.asarray(cv2.resize(look, size, interpolation=cv2.INTER_LINEAR), np.uint8)
    return float(photographed(softened(large), large).mean()) <= PICTURED


def _is_test_card(look: NDArray[np.uint8]) -> bool:
    upper = look[: max(1, int(BARS_ROWS * look.shape[0]))].astype(np.float32)
    plain = upper.std(axis=0) < COLUMN_SPREAD
    if float(plain.mean()) < COLUMNS:
        return False
    means = upper.mean(axis=0)
    return int((np.abs(np.diff(means)) > 2 * COLUMN_SPREAD).sum()) >= BARS
