"""Processor seconds and memory of a process and all below it, looked at while they run.

The usual way (`RUSAGE_CHILDREN`) misses workers inside bubblewrap: their usage is never handed up to the program.
What the last look at a process missed, at most 50 ms, is not counted.
"""

from __future__ import annotations

import os
import threading
import time
from types import TracebackType
from typing import Final, Self

import psutil

__all__ = ["Used"]

EVERY_SECONDS: Final = 0.05


class Used(threading.Thread):
    """A context manager: looks on while the block runs. `own` says whether the process itself counts too."""

    def __init__(self, process: int, *, own: bool = True) -> None:
        super().__init__(daemon=True)
        self._top = psutil.Process(process)
        self._own = own
        self._seconds: dict[tuple[int, float], float] = {}
        self._began: dict[tuple[int, float], float] = {}
        self._ended = threading.Event()
        self._looking = 0.0
        self.peak_mib = 0.0
        """Resident memory of the largest process."""
        self._look(first=True)

    def _look(self, *, first: bool = False) -> None:
        try:
            below = self._top.children(recursive=True)
        except psutil.Error:
            return
        for one in ([self._top] if self._own else []) + below:
            try:
                times, key = one.cpu_times(), (one.pid, one.create_time())
                self._seconds[key] = times.user + times.system
                if first:
                    self._began[key] = self._seconds[key]
                self.peak_mib = max(self.peak_mib, one.memory_info().rss / 2**20)
            except psutil.Error:
                continue

    def run(self) -> None:
        while not self._ended.wait(EVERY_SECONDS):
            self._look()
            self._looking = time.thread_time()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._ended.set()
        self.join()
        self._look()

    @property
    def seconds(self) -> float:
        """Processor seconds, of user and system, since it began to look; what looking took is left out."""
        looking = self._looking if self._own and self._top.pid == os.getpid() else 0.0
        return sum(self._seconds.values()) - sum(self._began.values()) - looking
