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

ELSEWHERE: Final = 0.03
"""Share of values of which nothing is said: cut-off ends, other contents pasted in."""

GAIN: Final = 0.02
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
    """How often each multiple of the step from -REACH to REACH occurs; zero left out, as it is common in any case."""
    multiples = np.rint(values / step).astype(np.int64)
    multiples = multiples[(np.abs(multiples) <= REACH) & (multiples != 0)]
    return np.bincount(multiples + REACH, minlength=2 * REACH + 1).astype(np.float64)


def _gain(counts: NDArray[np.float64], earlier: float, later: float) -> float:
    """Log-likelihood of these counts after two savings, beyond that of a smooth spread of values."""
    kept = np.abs(np.arange(-REACH, REACH + 1)) > 0
    width = 1.2 * max(earlier / later, 1.0)
    double, single = _expected(counts, earlier, later, width)
    both = []
    for frequency in (double, single):
        share = frequency * kept
        share = (1 - ELSEWHERE) * share / max(share.sum(), 1e-12) + ELSEWHERE * kept / kept.sum()
        both.append(float((counts[kept] * np.log(share[kept])).sum()))
    return both[0] - both[1]


def _expected(
    counts: NDArray[np.float64], earlier: float, later: float, width: float
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    multiples = np.arange(-REACH, REACH + 1, dtype=np.float64)
    filled = counts.copy()
    # The left-out zero would pull the smooth spread down beside it.
    filled[REACH] = max(counts[REACH - 1], counts[REACH + 1])
    near = np.exp(-0.5 * ((multiples[:, None] - multiples[None, :]) / width) ** 2)
    smooth = near @ filled / near.sum(axis=1)
    most = int(np.ceil(REACH * later / earlier)) + 1
    before = np.arange(-most, most + 1) * earlier / later
    weights = np.interp(before, multiples, smooth, left=0.0, right=0.0)
    spread = ROUNDED / later
    upper = _normal((multiples[:, None] + 0.5 - before[None, :]) / spread)
    lower = _normal((multiples[:, None] - 0.5 - before[None, :]) / spread)
    return (upper - lower) @ weights, smooth


def _normal(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """The cumulative normal distribution, to 0.0002 (Bowling and others 2009)."""
    return 1.0 / (1.0 + np.exp(np.clip(-(0.07056 * values**3 + 1.5976 * values), -60, 60)))
