"""Scenes that move: each gives, for any second, what its camera sees, as pixels (360, 640, 3)."""

from __future__ import annotations

from typing import Protocol

from bench.video.coding import Picture

__all__ = ["HIGH", "WIDE", "Scene"]

WIDE, HIGH = 640, 360


class Scene(Protocol):
    """Something that is filmed."""

    def frame(self, t: float) -> Picture:
        """What the camera sees at a time in seconds."""
        ...
