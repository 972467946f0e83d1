"""Sounds made here: music, speech, streets, and how they are laid over each other."""

from __future__ import annotations

import numpy as np

from bench.video.coding import Sound

__all__ = ["laid_over", "level", "to_level"]


def level(sound: Sound) -> float:
    """Root of the mean square of what is not silence."""
    loud = sound[np.abs(sound) > 1e-3]
    return float(np.sqrt(np.mean(np.square(loud)))) if len(loud) else 0.0


def to_level(sound: Sound, wanted: float = 0.12) -> Sound:
    """The sound made as loud as wanted, its peaks rounded off."""
    scaled = sound * (wanted / max(level(sound), 1e-6))
    rounded: Sound = np.tanh(scaled).astype(np.float32)
    return rounded


def laid_over(under: Sound, over: Sound) -> Sound:
    """Both at equal loudness; `over` is repeated or cut to the length of what is under it."""
    times = -(-len(under) // max(len(over), 1))
    both = to_level(under) + to_level(np.tile(over, times)[: len(under)])
    return (0.8 * both).astype(np.float32)
