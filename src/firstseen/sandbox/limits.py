"""What one file may cost in a worker."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["MIB", "Limits"]

MIB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits for one file in one worker.

    `memory_mib` is the address space beyond what the worker needs to start, `seconds` the time on the clock,
    `output_mib` the largest answer, all arrays and words together. `spool_mib` is how long a file may become that the
    program handed over to be written in; 0: nothing is written anywhere. `open_files` are all open files: the channel,
    the file, the null device, and some for libraries that open their own data; 9 are in use when idle.
    """

    memory_mib: int
    seconds: float
    output_mib: int = 64
    spool_mib: int = 0
    open_files: int = 32

    def __post_init__(self) -> None:
        if self.memory_mib < 1 or self.seconds <= 0 or self.output_mib < 1:
            raise ValueError("limits must be greater than zero")
