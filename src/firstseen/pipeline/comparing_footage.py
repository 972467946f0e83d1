"""Compares pairs of media of which at least one moves in processes beside this one, with the same outcome.

Each has a worker of its own in the sandbox, which decodes what a comparison asks for. What a pair is compared by is
told by the process that asks: these search nothing and write nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from functools import partial
from multiprocessing import active_children
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from firstseen.catalog.engine import open_for_reading
from firstseen.index.pictures import Candidate
from firstseen.model.copies import Copy
from firstseen.model.identifiers import Digest
from firstseen.pipeline.beside import processes_beside, told_when_ended
from firstseen.pipeline.case import Case, ReadCase
from firstseen.pipeline.decoding import Frames
from firstseen.pipeline.examining import stored
from firstseen.pipeline.footage import compared
from firstseen.pipeline.shelf import PrintShelf
from firstseen.pipeline.sides import Sides
from firstseen.settings import settings

__all__ = ["APART_FROM", "MOST", "Asked", "FootageComparers", "apart_for"]

APART_FROM: Final = 12
"""Videos that wait from which processes beside are worth it: one takes a second of the processor to start."""
MOST: Final = 4
"""Processes at most: each keeps frames and prints at hand, up to half a gigabyte."""

Asked = Callable[[], Copy | None]
"""Waits for the outcome of a pair."""


def apart_for(waiting: int) -> int:
    """How many processes are worth it for so many videos and sounds that wait; 0: this one does it all."""
    workers = min(settings().workers, MOST)
    return workers if waiting >= APART_FROM and workers > 1 else 0


class FootageComparers:
    """A context manager: its processes, and their workers, end with it."""

    def __init__(self, case: Case, apart: int) -> None:
        self.apart = apart
        self._others = {*active_children()}
        self._pool = processes_beside(apart, _begin, case.folder)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if error is not None:
            # One comparison can take ten seconds, and after Ctrl-C nobody waits for its outcome.
            for process in {*active_children()} - self._others:
                process.terminate()
        self._pool.shutdown(wait=True, cancel_futures=True)

    def ask(self, one: Digest, other: Digest, candidate: Candidate | None) -> Asked:
        """Has two media of the case compared (`firstseen.pipeline.footage.compared`). Raises `FirstseenError`, as the
        outcome does, where a process was ended from outside."""
        with told_when_ended("videos"):
            return partial(_outcome, self._pool.submit(_compare, one, other, candidate))


def _outcome(answer: Future[Copy | None]) -> Copy | None:
    with told_when_ended("videos"):
        return answer.result()


_at_hand: tuple[Sides, Frames] | None = None
"""Those of a process that was started to compare."""


def _begin(folder: Path) -> None:
    global _at_hand  # noqa: PLW0603 - what is given to a process when it starts can be kept in no other place
    engine = open_for_reading(Case(folder).catalogue)
    case = ReadCase(folder, engine)
    # The worker starts when the first frame is asked for, and the kernel ends it with this process.
    _at_hand = Sides(engine, PrintShelf(engine)), Frames(partial(stored, case)).__enter__()


def _compare(one: Digest, other: Digest, candidate: Candidate | None) -> Copy | None:
    assert _at_hand is not None
    sides, frames = _at_hand
    a, b = sides.get(one), sides.get(other)
    return None if a is None or b is None else compared(a, b, candidate, frames)
