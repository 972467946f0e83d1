"""What one file may cost in a worker."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["MIB", "Limits"]

MIB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits for one file in one worker.

    `memory_mib` is the address space beyond what the worker needs to start, `seconds` the time on the clock,
    `output_mib` the largest answer, all arrays and words together.
    """

    memory_mib: int
    seconds: float
    output_mib: int = 64

    def __post_init__(self) -> None:
        if self.memory_mib < 1 or self.seconds <= 0 or self.output_mib < 1:
            raise ValueError("limits must be greater than zero")
