"""`find` of clips in a case, as the command does it: worker, indexes, prints, comparing, catalogue."""

from __future__ import annotations

import os
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from bench.hours.planted import Clip
from bench.used import Used
from firstseen.model.copies import JOINING
from firstseen.model.identifiers import Digest
from firstseen.pipeline.case import reading_case
from firstseen.pipeline.searching import Searcher, Sought

__all__ = ["Asked", "ask", "forgotten"]

WITHIN: Final = 1.0
"""Seconds by which the place that is told may lie beside the true one."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One search: seconds on the clock and of processor (worker included), whether the planted file was named, whether
    at the right seconds, and how many others were."""

    kind: str
    clock: float
    processor: float
    found: bool
    placed: bool
    others: int


def ask(case: Path, clips: Iterable[Clip], planted: Digest, *, apart: bool) -> Iterator[Asked]:
    """Searches for each clip; `apart`: each with a searcher of its own, from an index that is not in memory."""
    if apart:
        for clip in clips:
            forgotten(case)
            with _looked() as used, reading_case(case) as opened, Searcher(opened) as searcher:
                began = time.perf_counter()
                sought = searcher.find(clip.path)
                clock = time.perf_counter() - began
            yield _asked(clip, clock, used.seconds, sought, planted)
        return
    with reading_case(case) as opened, Searcher(opened) as searcher:
        for clip in clips:
            with _looked() as used:
                began = time.perf_counter()
                sought = searcher.find(clip.path)
                clock = time.perf_counter() - began
            yield _asked(clip, clock, used.seconds, sought, planted)


@contextmanager
def _looked() -> Iterator[Used]:
    with Used(os.getpid()) as used:
        yield used


def _asked(clip: Clip, clock: float, processor: float, sought: Sought, planted: Digest) -> Asked:
    joined = [match.copy for match in sought.matches if match.copy.relation in JOINING]
    right = [copy for copy in joined if planted in (copy.a, copy.b)]
    placed = False
    for copy in right:
        for one in copy.segments:
            inside, other = (one.a_from, one.b_from) if copy.a == planted else (one.b_from, one.a_from)
            placed = placed or (clip.start is not None and abs(inside - other - clip.start) <= WITHIN)
    return Asked(clip.kind, clock, processor, bool(right), placed, len(joined) - len(right))


def forgotten(case: Path) -> None:
    """Has the system let go of what it holds of indexes and catalogue in memory, as far as nobody uses it."""
    files: Sequence[Path] = list((case / "index").rglob("*.segment"))
    for path in (*files, case / "case.sqlite"):
        handle = os.open(path, os.O_RDONLY)
        try:
            os.posix_fadvise(handle, 0, 0, os.POSIX_FADV_DONTNEED)
        finally:
            os.close(handle)
