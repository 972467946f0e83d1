"""What is heard in a street: wind and traffic, engines going by, birds, knocks, a siren far away."""

from __future__ import annotations

import numpy as np

from bench.video.coding import RATE, Sound
from bench.video.sounds import to_level

__all__ = ["street"]


def street(chance: np.random.Generator, seconds: float) -> Sound:
    """A recording of that length with one to three sounds a second in it."""
    count = round(seconds * RATE)
    out = 0.5 * _wind(chance, count)
    for _ in range(round(seconds * chance.uniform(1.2, 2.6))):
        make = _MAKERS[int(chance.integers(len(_MAKERS)))]
        piece = make(chance)
        start = int(chance.integers(0, max(count - len(piece), 1)))
        end = min(start + len(piece), count)
        out[start:end] += chance.uniform(0.3, 1.0) * piece[: end - start]
    return to_level(out)


def _wind(chance: np.random.Generator, count: int) -> Sound:
    """Noise that falls with frequency and swells."""
    spectrum = np.fft.rfft(chance.standard_normal(count))
    spectrum /= np.maximum(np.fft.rfftfreq(count, 1 / RATE), 40) ** chance.uniform(0.6, 0.9)
    sound = np.fft.irfft(spectrum, count)
    sound /= np.abs(sound).max()
    swell = np.interp(np.arange(count), np.linspace(0, count, 24), chance.uniform(0.4, 1.0, 24))
    swelling: Sound = (sound * swell).astype(np.float32)
    return swelling


def _bird(chance: np.random.Generator) -> Sound:
    t = np.arange(round(chance.uniform(0.15, 0.5) * RATE)) / RATE
    base, bend = chance.uniform(1800, 4200), chance.uniform(-900, 900)
    wave = np.sin(2 * np.pi * (base * t + bend * t * t) + 6 * np.sin(2 * np.pi * chance.uniform(8, 30) * t))
    song: Sound = (0.35 * wave * np.hanning(len(t))).astype(np.float32)
    return song


def _engine(chance: np.random.Generator) -> Sound:
    t = np.arange(round(chance.uniform(1.5, 4) * RATE)) / RATE
    pitch = chance.uniform(60, 140) * (1 + 0.12 * np.tanh(2 * (t.mean() - t)))
    phase = 2 * np.pi * np.cumsum(pitch) / RATE
    wave = sum(chance.uniform(0.2, 1) / k * np.sin(k * phase) for k in range(1, 14))
    return (0.3 * wave * np.hanning(len(t))).astype(np.float32)


def _knock(chance: np.random.Generator) -> Sound:
    t = np.arange(round(0.25 * RATE)) / RATE
    tones = sum(np.sin(2 * np.pi * chance.uniform(200, 2600) * t) for _ in range(4))
    return (0.4 * (tones / 2 + 0.5 * chance.standard_normal(len(t))) * np.exp(-18 * t)).astype(np.float32)


def _siren(chance: np.random.Generator) -> Sound:
    t = np.arange(round(chance.uniform(1.5, 4) * RATE)) / RATE
    low, high = chance.uniform(420, 560), chance.uniform(700, 950)
    pitch = low + (high - low) * (0.5 + 0.5 * np.sin(2 * np.pi * chance.uniform(0.3, 1.2) * t))
    phase = 2 * np.pi * np.cumsum(pitch) / RATE
    return (0.25 * (np.sin(phase) + 0.3 * np.sin(2 * phase)) * np.hanning(len(t))).astype(np.float32)


_MAKERS = (_bird, _bird, _engine, _knock, _knock, _siren)
