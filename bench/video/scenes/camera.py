"""How a camera is held: drifting, shaken by hand, its exposure following the light."""

from __future__ import annotations

import numpy as np

from bench.video.coding import Picture

__all__ = ["Exposure", "Shake", "Wander"]


class Wander:
    """A smooth way of `size` to either side that takes `period` seconds to come about."""

    def __init__(self, chance: np.random.Generator, size: float, period: float) -> None:
        self._speeds = 2 * np.pi / period * chance.uniform([0.6, 1.3, 2.2], [1.0, 1.9, 3.1])
        self._phases = chance.uniform(0, 2 * np.pi, 3)
        self._sizes = size * np.array([0.6, 0.28, 0.12])

    def at(self, t: float) -> float:
        return float((self._sizes * np.sin(self._speeds * t + self._phases)).sum())


class Shake:
    """The trembling of a hand, in pixels across and down."""

    def __init__(self, chance: np.random.Generator, size: float) -> None:
        self._across, self._down = Wander(chance, size, 0.9), Wander(chance, 0.7 * size, 0.7)

    def at(self, t: float) -> tuple[float, float]:
        return self._across.at(t), self._down.at(t)


class Exposure:
    """Light that changes slowly, and once within a second, as when a camera adapts."""

    def __init__(self, chance: np.random.Generator, size: float = 0.12) -> None:
        self._slow = Wander(chance, size, 14.0)
        self._when, self._jump = float(chance.uniform(8, 40)), float(chance.uniform(-0.18, 0.18))
        self._tint = chance.uniform(0.94, 1.06, 3)

    def applied(self, rgb: Picture, t: float) -> Picture:
        gain = 1 + self._slow.at(t) + self._jump * min(max(t - self._when, 0.0), 1.0)
        levels = np.arange(256)[:, None] * gain * self._tint
        table = np.clip(levels, 0, 255).astype(np.uint8)
        shown: Picture = np.empty_like(rgb)
        for channel in range(3):
            shown[..., channel] = table[:, channel][rgb[..., channel]]
        return shown
