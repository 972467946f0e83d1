"""Where a picture shows something photographed, and where letters, furniture of a page or plain areas.

What two pages share in their letters and frames says nothing about their photographs: only cells that are photographed
count when pictures are compared.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from firstseen.prints.layout.counting import counted

__all__ = ["CELLS", "photographed", "share_of_letters"]

CELLS = 16
"""Cells along each side of a picture."""

_LEVELS = 64
"""Grey levels told apart: steps of 4."""

GROUND = 0.34
"""Share of a cell on two neighbouring levels from which it may be letters on a ground: 0.4 to 0.6 for lines of text."""

INK = 0.04
FAR = 10
"""Share of such a cell that is at least so many steps from the ground, and thus ink."""

LINES = 0.12
PITCH = 7
"""Share of a cell's variance that its rows have as wholes, within so many rows: lines of small type, of which blur or
scaling has filled the gaps, have 0.2 and more; photographs, in which rows cancel out, less."""

PLAIN = 0.92
"""Share of a cell on two neighbouring levels from which it shows nothing, photographed or not."""


def photographed(soft: NDArray[np.uint8], coarse: NDArray[np.uint8]) -> NDArray[np.bool_]:
    """(CELLS, CELLS): which cells of a grey picture are neither letters nor plain.

    `soft` is the picture fine and slightly blurred; lines are sought in `coarse`, the same at half the size or so.
    """
    letters, plain = _letters_and_plain(soft, coarse)
    return ~letters & ~plain


def share_of_letters(soft: NDArray[np.uint8], coarse: NDArray[np.uint8]) -> float:
    """The share of the cells of a grey picture, given as above, that are letters."""
    letters, plain = _letters_and_plain(soft, coarse)
    return float((letters & ~plain).mean())


def _letters_and_plain(
    soft: NDArray[np.uint8], coarse: NDArray[np.uint8]
) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """(CELLS, CELLS): which cells may be letters, and which show nothing."""
    height, width = soft.shape
    step = 2 if min(height, width) >= 16 * CELLS else 1
    levels = soft[::step, ::step] >> 2
    # Cell and level in one number of 16 bits, which they fill to a quarter.
    rows = (np.arange(levels.shape[0]) * CELLS // levels.shape[0] * (CELLS * _LEVELS)).astype(np.uint16)
    columns = (np.arange(levels.shape[1]) * CELLS // levels.shape[1] * _LEVELS).astype(np.uint16)
    both = rows[:, None] + columns[None, :]
    both += levels
    counts = counted(both, CELLS * CELLS * _LEVELS).reshape(CELLS * CELLS, _LEVELS)
    shares = counts / np.maximum(counts.sum(axis=1, keepdims=True), 1)
    pairs = shares[:, :-1] + shares[:, 1:]
    ground = pairs.argmax(axis=1)
    most = pairs.max(axis=1)
    beside = np.abs(np.arange(_LEVELS)[None, :] - ground[:, None]) <= FAR
    ink = 1.0 - (shares * beside).sum(axis=1)
    middles = np.arange(_LEVELS) * 4.0 + 2.0
    mean = shares @ middles
    variance = shares @ middles**2 - mean**2
    letters = (most >= GROUND) & (ink >= INK) | (_in_lines(coarse).ravel() >= LINES * np.maximum(variance, 16.0))
    return letters.reshape(CELLS, CELLS), (most >= PLAIN).reshape(CELLS, CELLS)


def _in_lines(grey: NDArray[np.uint8]) -> NDArray[np.float32]:
    """(CELLS, CELLS): the variance that rows have as wholes, as they alternate."""
    tall = max(grey.shape[0] // CELLS, 1) * CELLS
    # One value a row and column of cells: what is left of a row when it is averaged over the cell.
    rows = cv2.resize(grey, (CELLS, tall), interpolation=cv2.INTER_AREA).astype(np.float32)
    alternating = rows - cv2.blur(rows, (1, PITCH))
    return np.asarray((alternating**2).reshape(CELLS, -1, CELLS).mean(axis=1), np.float32)
