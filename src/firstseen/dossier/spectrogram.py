"""A sound as a picture: how loud it is at each pitch and moment (short-time Fourier transform)."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

__all__ = ["HIGHEST", "loudness", "spectrogram"]

HIGHEST: Final = 4000.0
"""Hz up to which it is drawn: speech, sirens and what landmarks rest on lie below."""
WINDOW: Final = 1024
"""Samples of one window: 93 ms at 11,025 a second, in which tones 11 Hz apart are told apart."""
ROWS: Final = 160
COLUMNS: Final = 900
"""Pixels of the largest picture."""
RANGE: Final = 55.0
"""Decibels from the loudest to what is drawn as silence: below lies the noise of the encoders."""
_QUIET: Final = 1e-10
_LADDER: Final = np.array(
    [(0, (10, 12, 30)), (0.25, (38, 40, 104)), (0.5, (28, 116, 130)), (0.75, (160, 190, 80)), (1.0, (255, 250, 205))],
    dtype=object,
)
"""From silence to the loudest; brighter all the way, so that it can be read in grey and by the colour-blind."""


def loudness(samples: NDArray[np.float32], rate: int, seconds: float) -> NDArray[np.float32]:
    """Decibels below the loudest, (`ROWS`, columns) float32 from -`RANGE` to 0, low pitches below.

    `samples` is (n,) at `rate` a second; the columns are `seconds` wide together, of which the samples may fill only a
    part. Silence gives -`RANGE` everywhere.
    """
    columns = max(1, min(COLUMNS, round(seconds * rate / (WINDOW // 4))))
    step = seconds * rate / columns
    padded = np.concatenate([np.zeros(WINDOW // 2, np.float32), samples, np.zeros(WINDOW, np.float32)])
    window = np.hanning(WINDOW).astype(np.float32)
    top = max(1, min(WINDOW // 2, int(HIGHEST * WINDOW / rate)))
    made = np.zeros((ROWS, columns), np.float32)
    for column in range(columns):
        # Columns wider than a window take the mean of what lies in them.
        starts = np.arange(column * step, (column + 1) * step, WINDOW / 2)[:64].astype(int)
        pieces = [padded[start : start + WINDOW] for start in starts if start + WINDOW <= len(padded)]
        if pieces:
            power = np.mean(np.abs(np.fft.rfft(np.stack(pieces) * window, axis=1)[:, :top]) ** 2, axis=0)
            made[:, column] = np.interp((np.arange(ROWS) + 0.5) * top / ROWS - 0.5, np.arange(top), power)[::-1]
    loudest = float(made.max())
    if loudest <= _QUIET:
        return np.full((ROWS, columns), -RANGE, np.float32)
    decibels: NDArray[np.float32] = np.clip(10 * np.log10(made / loudest + _QUIET), -RANGE, 0).astype(np.float32)
    return decibels


def spectrogram(samples: NDArray[np.float32], rate: int, seconds: float) -> NDArray[np.uint8]:
    """The picture, (`ROWS`, columns, 3) uint8 RGB; parameters as for `loudness`."""
    # In 32 steps: nothing more can be seen, and the file is a third as large.
    shares = np.round((loudness(samples, rate, seconds) / RANGE + 1) * 31) / 31
    stops = np.array([stop for stop, _ in _LADDER], np.float32)
    colours = np.array([colour for _, colour in _LADDER], np.float32)
    return np.stack([np.interp(shares, stops, colours[:, band]) for band in range(3)], axis=-1).astype(np.uint8)
