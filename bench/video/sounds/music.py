"""Music by chance: chords, a melody, a bass and a drum."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from bench.video.coding import RATE, Sound
from bench.video.sounds import to_level

__all__ = ["music"]

_SCALES = ((0, 2, 4, 5, 7, 9, 11), (0, 2, 3, 5, 7, 8, 10), (0, 2, 3, 5, 7, 9, 10), (0, 2, 4, 7, 9))


def music(
    chance: np.random.Generator, seconds: float, hands: np.random.Generator | None = None, beside: float = 0.0
) -> Sound:
    """A piece of that length: its key, pace, tune and instruments are by chance. `hands`: by which notes are played a
    little beside (deviation in seconds), and louder or softer; the same piece is so played again."""
    out = np.zeros(round(seconds * RATE) + RATE, np.float32)
    beat = 60 / chance.uniform(82, 138)
    scale = _SCALES[int(chance.integers(len(_SCALES)))]
    key = int(chance.integers(45, 57))
    harmonics = [chance.uniform(0.1, 1.0, 7) / np.arange(1, 8) for _ in range(3)]
    at, number, degree = 0.0, 0, 0

    def play(when: float, piece: Sound, loud: float) -> None:
        if hands is not None:
            when, loud = max(0.0, when + float(hands.normal(0, beside))), loud * float(hands.uniform(0.8, 1.2))
        _add(out, when, piece, loud)

    while at < seconds:
        if number % 4 == 0:
            root = int(chance.integers(len(scale)))
            for third in (0, 2, 4):
                play(at, _tone(_pitch(key, scale, root + third), 4 * beat, harmonics[0], 0.35), 0.14)
            play(at, _tone(_pitch(key - 12, scale, root), 3 * beat, harmonics[1], 0.6), 0.3)
        if chance.random() < 0.8:
            degree = int(np.clip(degree + chance.integers(-3, 4), -2, 10))
            long = float(chance.choice([0.5, 1, 1, 2])) * beat
            play(at, _tone(_pitch(key + 12, scale, degree), long, harmonics[2], 1.2), 0.26)
        play(at, _drum(chance, low=number % 2 == 0), 0.3)
        if chance.random() < 0.4:
            play(at + beat / 2, _drum(chance, low=False), 0.14)
        at, number = at + beat, number + 1
    return to_level(out[: round(seconds * RATE)])


def _pitch(key: int, scale: tuple[int, ...], degree: int) -> float:
    octave, step = divmod(degree, len(scale))
    return float(440 * 2 ** ((key + 12 * octave + scale[step] - 69) / 12))


def _tone(pitch: float, seconds: float, harmonics: NDArray[np.float64], decay: float) -> Sound:
    t = np.arange(round(seconds * RATE)) / RATE
    wave = sum(size * np.sin(2 * np.pi * pitch * (k + 1) * t) for k, size in enumerate(harmonics))
    shape = np.minimum(t / 0.012, 1) * np.exp(-decay * t) * np.minimum((seconds - t) / 0.03, 1)
    tone: Sound = (wave * shape).astype(np.float32)
    return tone


def _drum(chance: np.random.Generator, *, low: bool) -> Sound:
    t = np.arange(round(0.16 * RATE)) / RATE
    if low:
        return (np.sin(2 * np.pi * (95 * t - 180 * t * t)) * np.exp(-22 * t)).astype(np.float32)
    return (0.5 * chance.standard_normal(len(t)) * np.exp(-45 * t)).astype(np.float32)


def _add(out: Sound, at: float, piece: Sound, loud: float) -> None:
    start = round(at * RATE)
    end = min(start + len(piece), len(out))
    if end > start:
        out[start:end] += loud * piece[: end - start]
