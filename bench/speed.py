"""How fast `trace` and `find` are, and how much memory they need.

The rival is pdqhash, as its users run it: Pillow decodes a file, pdqhash hashes it; nothing is matched, dated or kept.
Both are timed in turn on the same files in one run, in processor seconds of all their processes, so that the ratio
holds on a busy machine.
"""

from __future__ import annotations

import os
import resource
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from PIL import Image

from bench.edits import EDITS
from bench.used import Used
from firstseen.intake.source import ReadOptions
from firstseen.model.records import CaseFacts
from firstseen.pipeline.adding import add
from firstseen.pipeline.case import create, reading_case, writing_case
from firstseen.pipeline.examining import examine_waiting
from firstseen.pipeline.matching_waiting import APART_FROM, match_waiting
from firstseen.pipeline.progress import silent
from firstseen.pipeline.searching import Searcher
from firstseen.pipeline.tracing import trace
from firstseen.sample.case import write_sample
from firstseen.settings import settings

__all__ = ["find_in", "photographs", "resized", "throughput"]

_RIVAL = """
import sys, numpy, pdqhash
from PIL import Image
for path in sys.argv[1:]:
    with Image.open(path) as picture:
        pdqhash.compute(numpy.asarray(picture.convert("RGB")))
"""
_QUERIES = 60
_VARIED = ("jpeg30", "half_size", "crop_half", "mirrored", "words_over", "screenshot", "letterboxed", "filtered")


def photographs(folder: Path, work: Path) -> list[Path]:
    """The pictures of the folder; where it is absent, those of the sample case (and it says so)."""
    if folder.is_dir():
        return sorted(path for path in folder.iterdir() if path.suffix == ".jpg")
    print(f"{folder} is absent: the drawn pictures of the sample case are used, which are larger and fewer")
    sample = write_sample(work / "sample")
    return sorted(path for source in sample.sources for path in source.rglob("*.jpg"))


def resized(pictures: list[Path], side: int, folder: Path) -> list[Path]:
    """The pictures with that many pixels on the longer side, as JPEG of quality 85."""
    folder.mkdir()
    written = []
    for picture in pictures:
        with Image.open(picture) as image:
            factor = side / max(image.size)
            size = (round(image.width * factor), round(image.height * factor))
            image.convert("RGB").resize(size, Image.Resampling.LANCZOS).save(folder / picture.name, quality=85)
        written.append(folder / picture.name)
    return written


def _processor_seconds(command: list[str]) -> tuple[float, float]:
    """Processor seconds of a command and all its processes, and the peak memory of the largest in MiB."""
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as running, Used(running.pid) as used:
        code = running.wait()
    if code:
        raise subprocess.CalledProcessError(code, command)
    return used.seconds, used.peak_mib


def throughput(pictures: list[Path], work: Path, rounds: int) -> Iterator[str]:
    """Pictures a second a core for the whole of `trace`, beside the rival's decode and hash."""
    collected = work / "collected"
    collected.mkdir()
    for picture in pictures:
        shutil.copy(picture, collected)
    few = pictures[: settings().workers]
    ours, theirs, peak = [], [], 0.0
    for number in range(rounds):
        case = work / f"case{number}"
        create(case, CaseFacts("bench"))
        add(case, [collected], ReadOptions())
        # What starting costs is taken off on both sides: it is the same for a few pictures and for a million. A few
        # are as many as there are workers, so that all of them have started.
        begun = work / f"begun{number}"
        create(begun, CaseFacts("few"))
        add(begun, few, ReadOptions())
        start_ours, _ = _processor_seconds([sys.executable, "-m", "firstseen", "trace", str(begun)])
        start_theirs, _ = _processor_seconds([sys.executable, "-c", _RIVAL, *map(str, few)])
        spent, peak = _processor_seconds([sys.executable, "-m", "firstseen", "trace", str(case)])
        ours.append((spent - start_ours) / (len(pictures) - len(few)))
        hashed, _ = _processor_seconds([sys.executable, "-c", _RIVAL, *map(str, pictures)])
        theirs.append((hashed - start_theirs) / (len(pictures) - len(few)))
        shutil.rmtree(case)
    split = _split(collected, work / "split")
    ratio = statistics.median(one / other for one, other in zip(ours, theirs, strict=True))
    yield f"trace, {len(pictures)} pictures, {rounds} rounds in turn, per core:"
    for name, seconds in (("firstseen trace", statistics.median(ours)), ("pdqhash alone", statistics.median(theirs))):
        yield f"  {name:<17} {1 / seconds:7.1f} pictures/s  {1000 * seconds:6.2f} ms each"
    examine, match = (1000 * seconds / len(pictures) for seconds in split)
    yield f"  of trace          examine {examine:.1f} ms, match {match:.1f} ms each (one more run, in this process)"
    beside = _starting_beside(len(pictures)) / len(pictures)
    yield f"  starting          {1000 * beside:.1f} ms of these start the process that compares beside: once a run"
    yield f"  ratio             {ratio:7.2f} times pdqhash's decode + hash (target: at most 4)"
    yield f"  peak memory       {peak:7.0f} MiB (the largest process)"


def _starting_beside(pictures: int) -> float:
    """Processor seconds to start the processes in which so many pictures are compared beside the program's own."""
    started, _ = _processor_seconds([sys.executable, "-c", "import firstseen.pipeline.comparing"])
    return started * min(settings().workers - 1, pictures // APART_FROM)


def _split(collected: Path, case: Path) -> tuple[float, float]:
    """Processor seconds of the two long steps of `trace`, workers included."""
    create(case, CaseFacts("split"))
    add(case, [collected], ReadOptions())
    spent = []
    with writing_case(case, "trace") as opened:
        for step in (examine_waiting, match_waiting):
            with Used(os.getpid()) as used:
                step(opened, silent)
            spent.append(used.seconds)
    return spent[0], spent[1]


def _varied(pictures: list[Path], size: int, folder: Path) -> None:
    """`size` pictures: the photographs, then edits of them, each drawn from a fixed seed."""
    folder.mkdir()
    chance = np.random.default_rng(1)
    for number in range(size):
        source = pictures[number % len(pictures)]
        if number < len(pictures):
            shutil.copy(source, folder)
            continue
        kind = _VARIED[(number // len(pictures) + number) % len(_VARIED)]
        other = pictures[int(chance.integers(len(pictures)))]
        with Image.open(source) as one, Image.open(other) as two:
            edited = EDITS[kind](np.asarray(one.convert("RGB")), np.asarray(two.convert("RGB")), chance)
        Image.fromarray(edited.picture).save(folder / f"{number:06d}-{kind}.jpg", quality=85)


def find_in(pictures: list[Path], size: int, work: Path) -> Iterator[str]:
    """Milliseconds for `find` in a case of `size` pictures: within an open case, and as a whole command."""
    folder, case = work / f"pictures{size}", work / f"find{size}"
    _varied(pictures, size, folder)
    create(case, CaseFacts("find"))
    add(case, [folder], ReadOptions())
    started = time.perf_counter()
    trace(case)
    took = time.perf_counter() - started
    yield f"find in a case of {size:,} pictures (traced in {took:.0f} s of wall time):"
    queries = sorted(folder.iterdir())[:: max(1, size // _QUERIES)][:_QUERIES]
    spent, found = [], 0
    with reading_case(case) as opened, Searcher(opened) as searcher:
        searcher.find(queries[0])
        for query in queries:
            began = time.perf_counter()
            found += bool(searcher.find(query).matches)
            spent.append(1000 * (time.perf_counter() - began))
    spent.sort()
    whole = []
    for query in queries[:5]:
        began = time.perf_counter()
        subprocess.run(
            [sys.executable, "-m", "firstseen", "find", str(case), str(query)], check=True, capture_output=True
        )
        whole.append(1000 * (time.perf_counter() - began))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    index = sum(path.stat().st_size for path in (case / "index").rglob("*") if path.is_file())
    slow = spent[int(0.95 * len(spent))]
    yield f"  in an open case   {statistics.median(spent):7.0f} ms median, {slow:.0f} ms at 95 % (target: 300)"
    yield f"  whole command     {statistics.median(whole):7.0f} ms median (starting Python and a worker included)"
    yield f"  found             {found} of {len(queries)}"
    yield f"  index             {index / 2**20:7.0f} MiB;  peak memory of this process so far {peak:.0f} MiB"
