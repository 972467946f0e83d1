"""Processes beside this one, which compare: how they begin, and what is said when one is ended from outside.

They are for what is trusted: they read the catalogue, give copies back, search nothing and write nothing.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing import get_context
from pathlib import Path

from firstseen.errors import FirstseenError
from firstseen.pipeline.matching import one_thread
from firstseen.pipeline.memory import keep_freed_memory
from firstseen.sandbox.protection import end_with_parent

__all__ = ["processes_beside", "told_when_ended"]


def processes_beside(count: int, prepare: Callable[[Path], None], place: Path) -> ProcessPoolExecutor:
    """So many processes, each of which begins with `prepare(place)`; they start when there is work for them."""
    return ProcessPoolExecutor(count, get_context("spawn"), _begin, (os.getpid(), prepare, place))


def _begin(parent: int, prepare: Callable[[Path], None], place: Path) -> None:
    # Ctrl-C in the terminal is for the program, which ends its processes itself; the kernel does when it is killed.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    end_with_parent(parent)
    one_thread()
    keep_freed_memory()
    prepare(place)


@contextmanager
def told_when_ended(what: str) -> Iterator[None]:
    """Raises `FirstseenError` where a process that compares these ("pictures") was ended from outside."""
    try:
        yield
    except BrokenProcessPool as error:
        raise FirstseenError(
            f"a process that compares {what} ended before its time",
            advice="Check that there is memory left, then run trace again: it goes on where it was.",
        ) from error
