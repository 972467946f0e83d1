"""Compares pictures with their candidates: in this process, or in processes beside it, with the same outcome.

Processes beside are for what is trusted: they read prints from the catalogue, which were checked when they were stored,
and give copies back; the one that asks them searches meanwhile, and is the only one that writes. While they all have
enough to do, it compares too, instead of waiting for them.

The outcome of a pair may depend on the side from which it is met first (on the views in which the two were found).
So pictures are answered as if one were compared after the other: one waits until those before it that may be met again
are answered.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from firstseen.catalog.engine import open_for_reading
from firstseen.index.pictures import Candidate
from firstseen.model.copies import Copy
from firstseen.model.identifiers import Digest
from firstseen.pipeline.beside import processes_beside, told_when_ended
from firstseen.pipeline.matching import PATIENCE, Done, verified
from firstseen.pipeline.shelf import PrintShelf

__all__ = ["Comparers", "Outcome"]

AHEAD: Final = 4
"""Pictures under way for each process: it need not wait while one that takes long is waited for."""
UNTAKEN: Final = 256
"""Pictures under way at most, those counted whose outcome is known and waits for one before it."""

_Met = tuple[Candidate, Copy | None]
"""A candidate that was compared, and what that gave."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """A picture that was compared with its candidates, and the copies among them in their order."""

    digest: Digest
    copies: tuple[Copy, ...]


@dataclass(frozen=True, slots=True)
class _UnderWay:
    digest: Digest
    others: frozenset[Digest]
    answer: Future[list[_Met]]


class Comparers:
    """Takes pictures with their candidates, gives their outcomes in the same order. A context manager.

    `apart`: how many processes compare; with 0 this one does. What was compared is remembered, so that a pair that is
    met from both sides is compared once.
    """

    def __init__(self, shelf: PrintShelf, catalogue: Path, apart: int) -> None:
        self._shelf = shelf
        self._done = Done()
        self._under_way: deque[_UnderWay] = deque()
        self._most = AHEAD * apart
        self._pool: ProcessPoolExecutor | None = None
        if apart:
            self._pool = processes_beside(apart, _begin, catalogue)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._pool is not None:
            self._pool.shutdown(wait=True, cancel_futures=True)

    def compare(self, digest: Digest, candidates: Sequence[Candidate]) -> Iterator[Outcome]:
        """Has one more picture compared; gives what has become ready before it, or with it."""
        if self._pool is None:
            prints = self._shelf.get([digest])[digest]
            found = verified(digest, prints, candidates, self._shelf, PATIENCE, compared_before=self._done)
            yield Outcome(digest, tuple(found))
            return
        others = frozenset(candidate.digest for candidate in candidates)
        while self._under_way and (self._is_to_be_taken() or self._may_meet(digest, others)):
            yield self._next()
        told = [self._done.joined(digest, candidate) for candidate in candidates]
        if sum(not one.answer.done() for one in self._under_way) < self._most:
            answer = self._pool.submit(_compare, digest, list(candidates), told)
        else:
            answer = Future()
            answer.set_result(_met(self._shelf, digest, candidates, told))
        self._under_way.append(_UnderWay(digest, others, answer))

    def rest(self) -> Iterator[Outcome]:
        """What is still under way."""
        while self._under_way:
            yield self._next()

    def _is_to_be_taken(self) -> bool:
        """Whether the first that is under way is done, or too many are."""
        return self._under_way[0].answer.done() or len(self._under_way) >= UNTAKEN

    def _may_meet(self, digest: Digest, others: frozenset[Digest]) -> bool:
        """Whether a pair of this picture may be compared just now, from its other side."""
        return any(one.digest in others or digest in one.others for one in self._under_way)

    def _next(self) -> Outcome:
        first = self._under_way.popleft()
        with told_when_ended("pictures"):
            met = first.answer.result()
        for candidate, copy in met:
            self._done.add(first.digest, candidate, copy)
        return Outcome(first.digest, tuple(copy for _, copy in met if copy is not None))


class _Telling(Done):
    """Remembers also in which order."""

    def __init__(self) -> None:
        super().__init__()
        self.met: list[_Met] = []

    def add(self, digest: Digest, candidate: Candidate, copy: Copy | None) -> None:
        super().add(digest, candidate, copy)
        self.met.append((candidate, copy))


_shelf: PrintShelf | None = None
"""That of a process that was started to compare."""


def _begin(catalogue: Path) -> None:
    global _shelf  # noqa: PLW0603 - what is given to a process when it starts can be kept in no other place
    _shelf = PrintShelf(open_for_reading(catalogue))


def _compare(digest: Digest, candidates: list[Candidate], told: list[bool | None]) -> list[_Met]:
    """As `_met`, in a process that was started to compare."""
    assert _shelf is not None
    return _met(_shelf, digest, candidates, told)


def _met(shelf: PrintShelf, digest: Digest, candidates: Sequence[Candidate], told: Sequence[bool | None]) -> list[_Met]:
    """What was compared of a picture's candidates; `told`: what was known of each before."""
    done = _Telling()
    for candidate, joined in zip(candidates, told, strict=True):
        if joined is not None:
            done.tell(digest, candidate, joined=joined)
    prints = shelf.get([digest])[digest]
    for _ in verified(digest, prints, candidates, shelf, PATIENCE, compared_before=done):
        pass
    return done.met
