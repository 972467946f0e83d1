"""Sound made for tests: music of plucked notes, noise, and what happens to sound on its way."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from firstseen.match.moving.sound import Heard
from firstseen.prints.moving.moving import FramePrints, MovingPrints, SoundPrints
from firstseen.prints.moving.sound import RATE, Listener

Samples = NDArray[np.float32]

NO_FRAMES: Final = FramePrints(
    np.zeros(0, np.float32),
    np.zeros(0, np.float32),
    np.zeros((0, 2, 32), np.uint8),
    np.zeros(0, np.uint8),
    np.zeros(0, np.uint16),
)


def peaks(sound: Samples) -> SoundPrints:
    """What the program keeps of a sound."""
    listener = Listener()
    listener.feed(sound)
    return listener.prints()


def heard(sound: Samples) -> Heard:
    """A sound as it is compared."""
    return Heard(peaks(sound))


def alone(prints: SoundPrints) -> MovingPrints:
    """The prints of a file with this sound alone."""
    return MovingPrints(prints.seconds, 0, 0, NO_FRAMES, (), prints)


def music(seed: int, seconds: float) -> Samples:
    """Chords of plucked notes and beats of noise; each seed another piece."""
    rng = np.random.default_rng(seed)
    sound = np.zeros(int((seconds + 4) * RATE))
    beat = 60 / rng.uniform(80, 140)
    scale = 220 * 2 ** (np.array([0, 2, 4, 5, 7, 9, 11, 12, 14, 16]) / 12) * rng.uniform(0.8, 1.3)
    for at in np.arange(0, seconds, beat / 2):
        for _ in range(rng.integers(1, 4)):
            _lay(sound, _note(float(rng.choice(scale)), beat, rng), at + abs(rng.normal(0, 0.005)))
        if rng.random() < 0.6:
            _lay(sound, rng.normal(0, 0.2, 900) * np.exp(-np.arange(900) / 300), at)
    return level(sound[: int(seconds * RATE)])


def noise(seed: int, seconds: float) -> Samples:
    """Noise with gusts, as of wind or a crowd."""
    rng = np.random.default_rng(seed)
    sound = rng.normal(0, 1, int(seconds * RATE))
    knots = np.arange(0, len(sound) + RATE, RATE // 2)
    gusts = np.interp(np.arange(len(sound)), knots, rng.uniform(0.3, 1, len(knots)))
    return level(sound * gusts)


def level(sound: NDArray[np.float64] | Samples, to: float = 0.1) -> Samples:
    """The same at an even loudness (root of the mean square)."""
    scaled: Samples = (sound / np.sqrt(np.mean(np.square(sound)) + 1e-12) * to).astype(np.float32)
    return scaled


def faster(sound: Samples, speed: float) -> Samples:
    """Played at another speed; all tones move with it."""
    places = np.arange(int(len(sound) / speed)) * speed
    played: Samples = np.interp(places, np.arange(len(sound)), sound).astype(np.float32)
    return played


def _note(frequency: float, beat: float, rng: np.random.Generator) -> NDArray[np.float64]:
    time = np.arange(int(beat * rng.choice([0.5, 1, 2]) * RATE)) / RATE
    tone = np.zeros(len(time))
    for number in range(1, 7):
        if frequency * number < 5000:
            tone += rng.uniform(0.2, 1) / number * np.sin(2 * np.pi * frequency * number * time + rng.uniform(0, 6))
    faded: NDArray[np.float64] = tone * np.exp(-time * rng.uniform(2, 6)) * np.minimum(1, time * 50) * 0.2
    return faded


def _lay(sound: NDArray[np.float64], part: NDArray[np.float64], at: float) -> None:
    start = int(at * RATE)
    room = sound[start : start + len(part)]
    room += part[: len(room)]
