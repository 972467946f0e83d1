"""Sound made faster or slower: with its pitch, as a turntable does, or without, as players do."""

from __future__ import annotations

import numpy as np

from bench.video.coding import Sound

__all__ = ["resampled", "stretched"]

_GRAIN, _LOOK = 2048, 512
"""Samples of a piece that is moved as a whole, and by how many it may be moved to fit the one before."""


def resampled(sound: Sound, speed: float) -> Sound:
    """Played at that speed, its pitch with it."""
    places = np.arange(0, len(sound) - 1, speed)
    played: Sound = np.interp(places, np.arange(len(sound)), sound).astype(np.float32)
    return played


def stretched(sound: Sound, speed: float) -> Sound:
    """Played at that speed at its own pitch (WSOLA: W. Verhelst and M. Roelands, ICASSP 1993)."""
    step = _GRAIN // 2
    shape = np.hanning(_GRAIN).astype(np.float32)
    out = np.zeros(int(len(sound) / speed) + 2 * _GRAIN, np.float32)
    padded = np.pad(sound, (_LOOK, 3 * _GRAIN))
    taken = 0
    for number in range(int(len(sound) / speed / step)):
        wanted = round(number * step * speed)
        around = padded[wanted : wanted + _GRAIN + 2 * _LOOK]
        onward = padded[taken + step : taken + step + _GRAIN]
        fit = np.correlate(around[::2], onward[::2][: _GRAIN // 2], "valid") if number else np.zeros(1)
        taken = wanted + (2 * int(fit.argmax()) if number else _LOOK)
        out[number * step : number * step + _GRAIN] += shape * padded[taken : taken + _GRAIN]
    return out[: int(len(sound) / speed)]
