"""What one video or sound may cost."""

from __future__ import annotations

import time
from dataclasses import dataclass, field

__all__ = ["Clock", "MovingLimits"]


@dataclass(frozen=True, slots=True)
class MovingLimits:
    """`max_seconds` of its own time are read, frames of at most `max_pixels`, at most `max_tracks` of its tracks are
    looked at, and after `work_seconds` on the clock what was read until then is all."""

    max_seconds: float
    max_pixels: int
    max_tracks: int
    work_seconds: float


@dataclass(slots=True)
class Clock:
    """The time that reading may still take."""

    work_seconds: float
    _start: float = field(default_factory=time.monotonic)

    @property
    def is_over(self) -> bool:
        """Whether the time is used up."""
        return time.monotonic() - self._start > self.work_seconds
