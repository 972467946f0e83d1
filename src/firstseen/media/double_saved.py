"""Whether a picture was saved as JPEG before, on the same grid of blocks, and in which quality."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

__all__ = ["quality_before", "standard_table", "table_of"]

_LUMINANCE: Final = (
    16, 11, 10, 16, 24, 40, 51, 61, 12, 12, 14, 19, 26, 58, 60, 55, 14, 13, 16, 24, 40, 57, 69, 56, 14, 17, 22, 29, 51,
    87, 80, 62, 18, 22, 37, 56, 68, 109, 103, 77, 24, 35, 55, 64, 81, 104, 113, 92, 49, 64, 78, 87, 103, 121, 120, 101,
    72, 92, 95, 98, 112, 100, 103, 99,
)  # fmt: skip
"""ITU-T T.81, table K.1."""

LOWEST: Final = 50
HIGHEST: Final = 97
"""Qualities that are looked for: below, pictures are hardly passed on, above, little is left of it."""

PLACES: Final = ((0, 1), (1, 0), (1, 1), (0, 2), (2, 0), (1, 2), (2, 1), (0, 3), (3, 0))
"""Coefficients that are looked at: low frequencies, of which enough are not zero."""

REACH: Final = 40
"""Multiples of the later step, on both sides of zero, whose frequencies are compared."""

BLOCKS: Final = 20_000
"""Blocks that are looked at, at most, evenly over the picture."""

ROUNDED: Final = 0.45
"""Standard deviation of what rounding to whole grey levels between two savings does to a coefficient."""

SMOOTHED: Final = 1.2
"""Width of the smoothing, in the larger of the two steps."""

ELSEWHERE: Final = 0.03
"""Share of values of which nothing is said: cut-off ends, other contents pasted in."""

GAIN: Final = 0.025
LEAST_GAIN: Final = 60.0
"""Log-likelihood per value, and in all, that an earlier saving must explain beyond a smooth spread of values."""

Steps = NDArray[np.float64]


def table_of(tables: Mapping[int, list[int]]) -> Steps | None:
    """The luminance table as (8, 8) steps, by vertical and horizontal frequency; None where there is none."""
    table = tables.get(0)
    if table is None or len(table) != 64 or min(table) < 1:
        return None
    return np.asarray(table, np.float64).reshape(8, 8)


@cache
def standard_table(quality: int) -> Steps:
    """The standard luminance table of a quality (1 to 100), as libjpeg scales it."""
    scale = 5000 // quality if quality < 50 else 200 - 2 * quality
    scaled = (np.array(_LUMINANCE, np.int64) * scale + 50) // 100
    return np.clip(scaled, 1, 255).reshape(8, 8).astype(np.float64)


def quality_before(grey: NDArray[np.float32], own: Steps | None) -> int | None:
    """The quality of an earlier JPEG compression on the grid of `grey` (luminance); `own` is the file's own table.

    None where none shows, and where it was the same as the file's own: saving twice alike leaves no trace.
    """
    spectra = _spectra(grey)
    counted = [(*place, _histogram(spectra[:, place[0], place[1]], _step(own, place))) for place in PLACES]
    least = [(row, column, counts) for row, column, counts in counted if counts.sum() >= 200]
    if len(least) < 3:
        return None
    total = float(sum(counts.sum() for _, _, counts in least))
    gains = np.zeros(HIGHEST + 1)
    for row, column, counts in least:
        later = _step(own, (row, column))
        earlier = {quality: float(standard_table(quality)[row, column]) for quality in range(LOWEST, HIGHEST + 1)}
        told = {step: _gain(counts, step, later) for step in set(earlier.values()) if step != later}
        for quality, step in earlier.items():
            gains[quality] += told.get(step, 0.0)
    best = int(np.argmax(gains))
    return best if gains[best] >= max(LEAST_GAIN, GAIN * total) else None


def _step(own: Steps | None, place: tuple[int, int]) -> float:
    return 1.0 if own is None else float(own[place])


def _spectra(grey: NDArray[np.float32]) -> NDArray[np.float32]:
    """The DCT of whole blocks (n, 8, 8), orthonormal as JPEG's."""
    height, width = (side // 8 for side in grey.shape)
    blocks = grey[: height * 8, : width * 8].reshape(height, 8, width, 8).swapaxes(1, 2).reshape(-1, 8, 8)
    blocks = blocks[:: max(1, len(blocks) // BLOCKS)] - 128.0
    basis = cv2.dct(np.eye(8, dtype=np.float32), flags=cv2.DCT_ROWS).T
    return np.asarray(basis @ blocks @ basis.T, np.float32)


def _histogram(values: NDArray[np.float32], step: float) -> NDArray[np.float64]:
    """How often each multiple of the step from 1 to REACH occurs, either sign; zero is common in any case."""
    multiples = np.abs(np.rint(values / step)).astype(np.int64)
    return np.bincount(multiples[multiples <= REACH], minlength=REACH + 1)[1:].astype(np.float64)


def _gain(counts: NDArray[np.float64], earlier: float, later: float) -> float:
    """Log-likelihood of these counts after two savings, beyond that of a smooth spread of values."""
    both = []
    for expected in _expected(counts, earlier / later, ROUNDED / later):
        share = (1 - ELSEWHERE) * expected / max(float(expected.sum()), 1e-12) + ELSEWHERE / REACH
        both.append(float((counts * np.log(share)).sum()))
    return both[0] - both[1]


def _expected(
    counts: NDArray[np.float64], ratio: float, noise: float
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The spread of multiples 1 to REACH after two savings, and after one; `ratio`: the earlier step in later ones."""
    at = np.arange(1, REACH + 1, dtype=np.float64)
    density = _smooth(counts, ratio)
    most = int(np.ceil((REACH + 1) / ratio))
    before = np.arange(1, most + 1) * ratio
    weights = np.exp(np.interp(before, np.arange(0, REACH + 1), density))
    upper = _normal((at[:, None] + 0.5 - before[None, :]) / noise)
    lower = _normal((at[:, None] - 0.5 - before[None, :]) / noise)
    return (upper - lower) @ weights, np.exp(density[1:])


def _smooth(counts: NDArray[np.float64], ratio: float) -> NDArray[np.float64]:
    """The logarithm of a smooth spread of multiples 0 to REACH.

    The spread falls about exponentially. Smoothing leaves such a fall as it is, if the counts are carried on below
    zero as they fall: folded there, every picture saved once seems to have too many ones and too few twos.
    """
    window = max(2, int(np.ceil(2 * ratio)))
    near, far = counts[:window].sum() + 1.0, counts[window : 2 * window].sum() + 1.0
    fall = float(np.log(near / far)) / window
    below = 3 * window
    first = near / float(np.exp(-fall * np.arange(1, window + 1)).sum())
    extended = np.concatenate([first * np.exp(-fall * np.arange(-below, 1)), counts])
    positions = np.arange(-below, REACH + 1, dtype=np.float64)
    width = SMOOTHED * max(ratio, 1.0)
    kernel = np.exp(-0.5 * ((np.arange(0, REACH + 1)[:, None] - positions[None, :]) / width) ** 2)
    return np.asarray(np.log(kernel @ extended / kernel.sum(axis=1) + 1e-3), np.float64)


def _normal(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """The cumulative normal distribution, to 0.0002 (Bowling and others 2009)."""
    return 1.0 / (1.0 + np.exp(np.clip(-(0.07056 * values**3 + 1.5976 * values), -60, 60)))
