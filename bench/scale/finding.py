"""`python -m bench.scale.finding INDEX [FOLDER...]`: `find`, in an index that `bench.scale --work` grew.

Or one that `bench.scale.multiplied` made larger.

A query is a JPEG file of 1,600 pixels: an edit of a photograph, half of which were entered. It is examined in a worker,
searched for, and its candidates are compared, as `find` does. What is not: reading rows of the catalogue. The prints of
a candidate are packed beforehand (off the clock) and unpacked on it. A query that is not there may show another picture
that is: of its second picture, a negative, a collage shows the negative again. Such a copy is true.
"""

from __future__ import annotations

import argparse
import gc
import os
import resource
import tempfile
import time
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from bench.edits import EDITS
from bench.scale.crowd import KINDS, PLANTED, Crowd, crowd_of, digest, learned_from, opened
from bench.scale.multiplied import elsewhere, first_name
from firstseen.index.pictures import PictureIndex
from firstseen.model.copies import JOINING
from firstseen.model.identifiers import Digest
from firstseen.pipeline.examining import examination_options, examination_pool, understood
from firstseen.pipeline.matching import candidates_for, one_thread, verified
from firstseen.pipeline.searching import PATIENCE
from firstseen.pipeline.shelf import PrintShelf
from firstseen.prints.packing import pack, unpack
from firstseen.prints.picture import NO_PIXELS, PicturePrints
from firstseen.sandbox import Answer, Job

__all__ = ["CrowdShelf", "put_out_of_memory", "queries", "read_from_disk", "whole"]

SIDE = 1600
_WAYS = 8


class CrowdShelf(PrintShelf):
    """The prints of a crowd's pictures. `aside`: seconds spent making them, which no program would."""

    def __init__(self, crowd: Crowd, pictures: int) -> None:
        self._crowd = crowd
        self._real = dict(crowd.real)
        mixed = max(pictures - len(crowd.real), 0)
        self._numbers = {digest("mixed", number): number for number in range(mixed)}
        self._known = self._real.keys() | self._numbers.keys()
        self.aside = 0.0

    def get(self, digests: Iterable[Digest]) -> dict[Digest, PicturePrints]:
        """The prints of these pictures, unpacked."""
        began = time.perf_counter()
        packed = [(name, pack(whole(name, self._made(name)))) for name in sorted(set(digests))]
        self.aside += time.perf_counter() - began
        return {name: unpack(content) for name, content in packed}

    def _made(self, name: Digest) -> PicturePrints:
        original, copy = first_name(name, self._known)
        if original in self._real:
            prints = self._real[original] if not copy else self.with_pixels(copy, self._real[original])
        else:
            number = self._numbers[original]
            prints = self.with_pixels(number, next(self._crowd.mixed(number, number + 1))[1])
        return elsewhere(prints, copy) if copy else prints

    def with_pixels(self, number: int, prints: PicturePrints) -> PicturePrints:
        """A mixed picture with the small picture of a real one, so that laying it over another costs what it does."""
        small = self._crowd.real[number % len(self._crowd.real)][1].small
        regions = tuple(replace(one, prints=replace(one.prints, small=small)) for one in prints.regions)
        return replace(prints, small=small, regions=regions)


def whole(name: Digest, prints: PicturePrints) -> PicturePrints:
    """Prints of the crowd with all that packing asks for: a digest, and eight hashes where a mixed picture has one."""
    regions = tuple(replace(region, prints=_filled(region.prints, NO_PIXELS)) for region in prints.regions)
    return replace(_filled(prints, name), regions=regions)


def _filled(prints: PicturePrints, pixels: str) -> PicturePrints:
    hashes = prints.pdq if len(prints.pdq) == _WAYS else np.repeat(prints.pdq, _WAYS, axis=0)
    return replace(prints, pixels=pixels, pdq=hashes)


def queries(folder: Path, into: Path, most: int) -> Iterator[tuple[Path, Digest | None]]:
    """Files to search for, written into a folder, each with the digest of the picture it was made of, if entered."""
    files = [path for path in sorted(folder.rglob("*")) if path.suffix in {".jpg", ".png"}]
    own = [path for path in files if not learned_from(path.name)][: 2 * PLANTED]
    chance = np.random.default_rng(1)
    for number in np.linspace(0, len(own) - 1, most).astype(int).tolist():
        other = 255 - opened(files[int(chance.integers(len(files)))])[::-1, ::-1]
        edited = EDITS[KINDS[number % len(KINDS)]](opened(own[number]), np.ascontiguousarray(other), chance)
        image = Image.fromarray(edited.picture)
        factor = SIDE / max(image.size)
        path = into / f"{number:04d}.jpg"
        image.resize((round(image.width * factor), round(image.height * factor))).save(path, quality=85)
        yield path, digest("planted", number) if number < PLANTED else None


def main() -> None:
    """Measures and prints one line."""
    parser = argparse.ArgumentParser(prog="python -m bench.scale.finding", description=__doc__)
    parser.add_argument("index", type=Path)
    parser.add_argument("folders", nargs="+", type=Path, help="as given to bench.scale")
    parser.add_argument("--queries", type=int, default=100)
    parser.add_argument(
        "--from-disk", action="store_true", help="put the index out of memory, and open it anew, before each search"
    )
    chosen = parser.parse_args()
    crowd = crowd_of(chosen.folders)
    one_thread()
    index: PictureIndex | None = PictureIndex.open(chosen.index)
    assert index is not None
    pictures = len(index)
    shelf = CrowdShelf(crowd, pictures)
    spent, steps, candidates, right, asked, wrong, read = [], [], 0, 0, 0, 0, 0
    with tempfile.TemporaryDirectory() as folder, examination_pool(1) as pool:
        for number, (path, answer) in enumerate(queries(chosen.folders[0], Path(folder), chosen.queries)):
            if chosen.from_disk:
                index = None
                put_out_of_memory(chosen.index)
            aside, began, used, before = shelf.aside, time.perf_counter(), time.process_time(), read_from_disk()
            _, told = next(iter(pool.run([Job("0" * 64, path, dict(examination_options()))])))
            assert isinstance(told, Answer)
            _, prints, _ = understood(told)
            examined = time.perf_counter()
            if index is None:
                index = PictureIndex.open(chosen.index)
            found = candidates_for("0" * 64, prints, index)
            searched = time.perf_counter()
            copies = [c for c in verified("0" * 64, prints, found, shelf, PATIENCE) if c.relation in JOINING]
            took = time.perf_counter() - began - (shelf.aside - aside)
            if number == 0:
                continue  # The worker starts with it.
            spent.append((1000 * took, 1000 * (time.process_time() - used - (shelf.aside - aside))))
            steps.append((examined - began, searched - examined, took - (searched - began)))
            read += read_from_disk() - before
            candidates += len(found)
            if answer is None:
                wrong += len(copies)
            else:
                asked += 1
                right += any(answer in {copy.a, copy.b} for copy in copies)
    wall, processor = np.array(spent).T
    size = sum(path.stat().st_size for path in chosen.index.iterdir()) / 1e9
    print(
        f"find among {pictures:,}: median {np.median(wall):.0f} ms, 99 % {np.quantile(wall, 0.99):.0f} ms"
        f" (of processor, without the worker's: {np.median(processor):.0f} and {np.quantile(processor, 0.99):.0f});"
        f" examining, searching, comparing: {_told(np.median(steps, axis=0))} ms in the median,"
        f" {_told(np.quantile(steps, 0.99, axis=0))} at 99 %;"
        f" {read / len(spent) / 1e6:.0f} MB read from the disk for each;"
        f" {candidates / len(spent):.1f} candidates; {right} of {asked} found, {wrong} copies beside;"
        f" {size:.2f} GB on disk, at most {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6:.2f} GB of memory"
        " (mapped pages and the crowd itself included)"
    )


def _told(seconds: NDArray[np.float64]) -> str:
    return ", ".join(f"{1000 * each:.0f}" for each in seconds)


def read_from_disk() -> int:
    """Bytes that this process had read from the disk, read ahead among them."""
    lines = Path("/proc/self/io").read_text("ascii").splitlines()
    return next(int(line.split(":")[1]) for line in lines if line.startswith("read_bytes"))


def put_out_of_memory(folder: Path) -> None:
    """Has the system forget the pages of a folder's files. It keeps those that a process has mapped and touched."""
    gc.collect()
    for path in folder.iterdir():
        with path.open("rb") as stream:
            os.posix_fadvise(stream.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


if __name__ == "__main__":
    main()
