"""How often and how a picture was saved, as far as its file still shows it: a task for the sandbox.

Quality from the quantisation tables of ITU-T T.81, annex K, as libjpeg scales them. Earlier compression on the same
grid from the histograms of DCT coefficients (after Lukáš and Fridrich 2003): values that were multiples of one step
and then of another leave some multiples of the second too rare and others too common. Earlier grids of blocks from
the steps between neighbouring columns and rows (after Fan and de Queiroz 2003).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, replace
from functools import cache
from typing import BinaryIO, Final

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from firstseen.media.double_saved import quality_before, standard_table, table_of
from firstseen.media.pixels import decode_still
from firstseen.media.stills import examined_kind, open_still, quiet
from firstseen.model.generation import Generation
from firstseen.sandbox.answer import Answer, Json

__all__ = ["TASK", "measure", "measured"]

TASK: Final = "firstseen.media.generation:measure"

STANDARD: Final = 0.12
"""Mean relative difference from a standard table up to which a table stands for a quality. Photoshop's tables have
0.15 to 0.5, those of phones up to 0.3."""

LEAST_SIDE: Final = 96
"""Pixels below which a picture has too few blocks for any figure but its quality."""

LARGEST: Final = 2048
"""Pixels of the sides of the middle that is looked at: enough blocks, in bounded time."""

SHOWN_GRID: Final = 7.0
"""Standard errors by which the columns of one offset differ from those beside them, from which a grid shows."""

BLOCK_STEP: Final = 10.0
"""Grey levels at which steps between columns are cut off: edges of things are not of the grid."""

NOISE: Final = 0.35
"""Power of a spectrum that is nothing but rounding, in grey levels squared (a twelfth, and what encoders add)."""

Grey = NDArray[np.float32]


def measure(stream: BinaryIO, options: Json) -> Answer:
    """The fields of `Generation` as `values["generation"]`; raises `RefusedError` for what cannot be decoded.

    `options["max_pixels"]` bounds the picture.
    """
    return Answer({"generation": asdict(measured(stream.read(), int(options["max_pixels"])))})


def measured(data: bytes, max_pixels: int) -> Generation:
    """What the bytes of a picture show of how they came to be; raises `RefusedError` as `examine.look` does."""
    kind = examined_kind(data)
    with quiet():
        image = open_still(data, kind, max_pixels)
        tables: Mapping[int, list[int]] = getattr(image, "quantization", None) or {}
        upright = decode_still(data, kind, image).rgb
    found = Generation(quality=_quality(tables), colour=_colour(upright))
    if min(upright.shape[:2]) < LEAST_SIDE:
        return found
    luma = _luma(data, max_pixels) if kind.format == "JPEG" else None
    grey = _middle(luma if luma is not None else _weighted(upright))
    own = table_of(tables) if kind.format == "JPEG" else None
    lossy = kind.format not in ("PNG", "BMP", "GIF", "TIFF") and own is None
    return replace(
        found,
        saved_before=None if lossy else quality_before(grey, own),
        # Under the blocks of a later saving nothing was found of earlier ones (none of 120 crops saved again).
        grid=_grid(grey) if own is None and not lossy else None,
        sharp=_sharp(grey),
    )


def _quality(tables: Mapping[int, list[int]]) -> int | None:
    """The quality whose standard luminance table is nearest, None where none is near."""
    table = table_of(tables)
    if table is None:
        return None
    far = [float(np.abs(table - table_of_quality).mean() / table.mean()) for table_of_quality in _standard_tables()]
    best = int(np.argmin(far))
    return best + 1 if far[best] <= STANDARD else None


@cache
def _standard_tables() -> list[NDArray[np.float64]]:
    return [standard_table(quality) for quality in range(1, 101)]


def _colour(rgb: NDArray[np.uint8]) -> float:
    """Mean distance between the strongest and the weakest channel, 0 (grey) to 1."""
    sample = rgb[:: max(1, rgb.shape[0] // 256), :: max(1, rgb.shape[1] // 256)]
    return round(float((sample.max(axis=2) - sample.min(axis=2)).mean()) / 255.0, 4)


def _weighted(rgb: NDArray[np.uint8]) -> Grey:
    return np.asarray(cv2.cvtColor(rgb, cv2.COLOR_RGB2YCrCb)[..., 0], np.float32)


def _luma(data: bytes, max_pixels: int) -> Grey | None:
    """The luminance that a JPEG holds, without the loss of going through RGB; None for colours of other kinds."""
    with quiet():
        image = open_still(data, examined_kind(data), max_pixels)
        image.draft("YCbCr", image.size)
        if image.mode not in ("YCbCr", "L"):
            return None
        channel: Image.Image = image.getchannel(0) if image.mode == "YCbCr" else image
        try:
            return np.asarray(channel, np.float32)
        except OSError:
            return None


def _middle(grey: Grey) -> Grey:
    """The middle of a large picture, cut on its grid of 8 x 8."""
    top, left = (max(0, (side - LARGEST) // 16 * 8) for side in grey.shape)
    return grey[top : top + LARGEST, left : left + LARGEST]


def _grid(grey: Grey) -> tuple[int, int] | None:
    """The grid of an earlier saving: the offset at which steps are larger than beside it, along both axes."""
    across, down = _offset(grey), _offset(np.ascontiguousarray(grey.T))
    return None if across is None or down is None else (across, down)


def _offset(grey: Grey) -> int | None:
    """The column, 0 to 7, at which blocks begin; None where none stands out."""
    steps = np.abs(grey[:, 1:-2] - grey[:, 2:-1]) * 2 - np.abs(grey[:, :-3] - grey[:, 1:-2])
    steps -= np.abs(grey[:, 2:-1] - grey[:, 3:])
    columns = np.clip(steps, -BLOCK_STEP, BLOCK_STEP).mean(axis=0)
    # Column i of `columns` is the step between pixels i + 1 and i + 2.
    at = (np.arange(len(columns)) + 2) % 8
    scores = np.zeros(8)
    for offset in range(8):
        here, rest = columns[at == offset], columns[at != offset]
        error = float(np.sqrt(here.var() / len(here) + rest.var() / len(rest))) + 1e-4
        scores[offset] = float(here.mean() - rest.mean()) / error
    best = int(np.argmax(scores))
    return best if scores[best] >= SHOWN_GRID and scores[best] >= 2 * float(np.delete(scores, best).max()) else None


def _sharp(grey: Grey) -> float | None:
    """Where content ends in the mean spectrum of tiles of 64 x 64, as a share of what the pixels could hold."""
    side = 64
    height, width = (length // side for length in grey.shape)
    cut = grey[: height * side, : width * side].reshape(height, side, width, side)
    tiles = cut.swapaxes(1, 2).reshape(-1, side, side)
    window = np.hanning(side).astype(np.float32)
    shaped = (tiles - tiles.mean(axis=(1, 2), keepdims=True)) * window[:, None] * window[None, :]
    power = (np.abs(np.fft.rfft2(shaped)) ** 2).mean(axis=0) / float((window**2).sum() ** 2)
    frequency = np.hypot(np.fft.fftfreq(side)[:, None], np.fft.rfftfreq(side)[None, :]) * 2
    rings = np.minimum((frequency * side / 2).round().astype(np.int64), side // 2)
    profile = np.bincount(rings.ravel(), power.ravel()) / np.bincount(rings.ravel())
    above = np.flatnonzero(profile[1 : side // 2] > NOISE)
    return round(min((int(above[-1]) + 2) / (side / 2), 1.0), 3) if len(above) else None
