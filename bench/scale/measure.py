"""One size of the index: what it takes on disk and in memory, and how long adding and searching take."""

from __future__ import annotations

import math
import resource
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

import numpy as np

from bench.scale.crowd import Crowd, Query
from firstseen.index.pictures import PictureIndex
from firstseen.prints.picture import PicturePrints

__all__ = ["Measured", "grown", "measured"]

LIMIT = 200
"""Candidates asked for, as `trace` and `find` do."""


@dataclass(frozen=True, slots=True)
class Measured:
    """At so many pictures. Times in ms of wall time; `*processor`: of processor time; memory and disk in MB (10**6)."""

    pictures: int
    add: float
    add_processor: float
    disk: float
    segments: int
    opening: float
    anonymous: float
    resident: float
    first_pass: float
    median: float
    slowest: float
    processor: float
    found: float
    first: float
    candidates: float


def grown(folder: Path, crowd: Crowd, size: int) -> tuple[float, float]:
    """Grows the index to so many pictures; ms of wall and processor time for each one added (0 when none was)."""
    index = PictureIndex.open(folder)
    held = len(index)
    wall, processor = time.perf_counter(), _used()
    index.add(_entries(crowd, held, size))
    index.settle()
    added = max(size - held, 1)
    return 1000 * (time.perf_counter() - wall) / added, 1000 * (_used() - processor) / added


def measured(folder: Path, queries: list[Query], added: tuple[float, float]) -> Measured:
    """The index as it is now, looked at by a process of its own, whose memory is told.

    Every query is searched twice; the second times are told, and the median of the first.
    """
    with ProcessPoolExecutor(1, get_context("spawn")) as pool:
        return pool.submit(_measured, folder, queries, added).result()


def _measured(folder: Path, queries: list[Query], added: tuple[float, float]) -> Measured:
    began = time.perf_counter()
    index = PictureIndex.open(folder)
    opening = 1000 * (time.perf_counter() - began)
    cold = _searched(index, queries)[0]
    processor = _used()
    spent, answers = _searched(index, queries)
    processor = 1000 * (_used() - processor) / len(spent)
    there = [(query, found) for query, found in zip(queries, answers, strict=True) if query.answer]
    absent = [len(found) for query, found in zip(queries, answers, strict=True) if not query.answer]
    files = list(folder.iterdir())
    anonymous, resident = _memory()
    return Measured(
        pictures=len(index),
        add=added[0],
        add_processor=added[1],
        disk=sum(path.stat().st_size for path in files) / 1e6,
        segments=len(files),
        opening=opening,
        anonymous=anonymous,
        resident=resident,
        first_pass=float(np.median(cold)),
        median=float(np.median(spent)),
        slowest=float(np.quantile(spent, 0.99)),
        processor=processor,
        found=_mean([query.answer in found for query, found in there]),
        first=_mean([query.answer in found[:10] for query, found in there]),
        candidates=_mean(absent),
    )


def _entries(crowd: Crowd, first: int, end: int) -> Iterator[tuple[str, PicturePrints]]:
    yield from crowd.real[first:end]
    before = len(crowd.real)
    yield from crowd.mixed(max(first - before, 0), max(end - before, 0))


def _searched(index: PictureIndex, queries: list[Query]) -> tuple[list[float], list[list[str]]]:
    spent, answers = [], []
    for query in queries:
        began = time.perf_counter()
        found = index.candidates(query.prints, LIMIT)
        spent.append(1000 * (time.perf_counter() - began))
        answers.append([candidate.digest for candidate in found])
    return spent, answers


def _mean(values: list[int] | list[bool]) -> float:
    return sum(values) / len(values) if values else math.nan


def _used() -> float:
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime


def _memory() -> tuple[float, float]:
    """MB of this process that are its own, and all that are resident (with the mapped index, which is cache)."""
    told = dict(
        line.split(":", 1) for line in Path("/proc/self/smaps_rollup").read_text().splitlines() if ":" in line[:30]
    )
    anonymous, resident = (int(told[name].split()[0]) * 1024 / 1e6 for name in ("Anonymous", "Rss"))
    return anonymous, resident
