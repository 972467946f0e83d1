"""`python -m bench.scale.whole [FOLDER...]`: examining and matching a whole case, every picture against all others.

Real pictures of 1,600 pixels: each photograph of the first folder and its versions (`VERSIONS`, the first of them with
`--each`), 4,000 pictures in all at most and half of the case, examined in workers. The rest are mixed pictures
(`crowd.py`), of which only the prints are made: their share of examining is reckoned from that of the real ones, and
told as such. Eight of each photograph is harsh: half of the case has seven copies. With `--each 2` half of it has one.
"""

from __future__ import annotations

import argparse
import resource
import tempfile
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import numpy as np
from PIL import Image
from sqlalchemy import func, insert, select

from bench.edits import EDITS
from bench.scale.crowd import Crowd, crowd_of, opened
from bench.scale.finding import SIDE, CrowdShelf, whole
from firstseen.catalog import tables
from firstseen.catalog.results import StepResult, put_results
from firstseen.intake.source import ReadOptions
from firstseen.model.records import CaseFacts
from firstseen.pipeline.adding import add
from firstseen.pipeline.case import WriteCase, create, writing_case
from firstseen.pipeline.examining import examine_waiting
from firstseen.pipeline.matching_waiting import match_waiting
from firstseen.pipeline.progress import silent
from firstseen.pipeline.steps import EXAMINE
from firstseen.prints.packing import pack

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data" / "clothing"
VERSIONS = ("jpeg30", "half_size", "crop_half", "mirrored", "words_over", "screenshot", "letterboxed")
REAL = 4000
AT_ONCE = 500


def main() -> None:
    """Measures each size in a case of its own, and prints a line for each."""
    parser = argparse.ArgumentParser(prog="python -m bench.scale.whole", description=__doc__)
    parser.add_argument("folders", nargs="*", type=Path, default=[SHARED], help="photographs; versions of the first")
    parser.add_argument("--sizes", nargs="*", type=int, default=[1000, 10_000])
    parser.add_argument("--each", type=int, default=1 + len(VERSIONS), help="of each photograph, itself counted")
    chosen = parser.parse_args()
    crowd = crowd_of(chosen.folders)
    for size in chosen.sizes:
        with tempfile.TemporaryDirectory() as work:
            pictures = _versions(chosen.folders[0], chosen.each)
            print(_measured(pictures, crowd, size, Path(work)), flush=True)


def _measured(pictures: Iterator[Image.Image], crowd: Crowd, size: int, work: Path) -> str:
    collected = work / "collected"
    collected.mkdir()
    real = 0
    for picture in islice(pictures, min(REAL, size // 2)):
        picture.save(collected / f"{real:05d}.jpg", quality=85)
        real += 1
    create(work / "case", CaseFacts("whole"))
    add(work / "case", [collected], ReadOptions())
    with writing_case(work / "case", "trace") as case:
        began, wall = _used(), time.perf_counter()
        examine_waiting(case, silent)
        examined, examined_wall = 1000 * (_used() - began) / real, 1000 * (time.perf_counter() - wall) / real
        _fill(case, crowd, size - real)
        began, wall = _used(), time.perf_counter()
        done = match_waiting(case, silent)
        matched, matched_wall = 1000 * (_used() - began) / done, 1000 * (time.perf_counter() - wall) / done
        with case.read_engine.connect() as connection:
            copies = connection.execute(select(func.count()).select_from(tables.copies)).scalar_one()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return (
        f"{done:>8,} pictures ({real:,} real): examine {examined:.1f} ms of processor each ({examined_wall:.1f} by the"
        f" clock), match {matched:.1f} ({matched_wall:.1f}); {copies:,} copies; peak {peak:.0f} MiB;"
        f" processor in all: {size * (examined + matched) / 3600e3:.2f} h"
    )


def _versions(folder: Path, each: int) -> Iterator[Image.Image]:
    """Every photograph and its versions, `each` in all, photograph by photograph, brought to `SIDE` pixels."""
    files = [path for path in sorted(folder.rglob("*")) if path.suffix in {".jpg", ".png"}]
    chance = np.random.default_rng(2)
    for number, file in enumerate(files):
        picture, other = opened(file), opened(files[number - 1])
        for made in (picture, *(EDITS[kind](picture, other, chance).picture for kind in VERSIONS[: each - 1])):
            image = Image.fromarray(made)
            factor = SIDE / max(image.size)
            yield image.resize((round(image.width * factor), round(image.height * factor)))


def _fill(case: WriteCase, crowd: Crowd, mixed: int) -> None:
    """Enters so many mixed pictures as if they had been examined."""
    shelf = CrowdShelf(crowd, mixed + len(crowd.real))
    entries = crowd.mixed(0, mixed)
    number = 0
    while some := list(islice(entries, AT_ONCE)):
        packed = []
        for name, prints in some:
            packed.append((name, pack(whole(name, shelf.with_pixels(number, prints)))))
            number += 1
        with case.engine.begin() as connection:
            row = {"bytes": 1, "mime": "image/jpeg", "medium": "picture"}
            connection.execute(insert(tables.media), [{"digest": name, **row} for name, _ in packed])
            put_results(
                connection, [StepResult(name, *EXAMINE, values="{}", bytes=content) for name, content in packed]
            )


def _used() -> float:
    both = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(usage.ru_utime + usage.ru_stime for usage in both)


if __name__ == "__main__":
    main()
