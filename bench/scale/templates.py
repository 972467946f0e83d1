"""`python -m bench.scale.templates`: cases in which every picture shares one template, copies found and time for each.

For each template (`templated.py`) and size: of the pairs that show one photograph, of which one is asked about, the
share that is joined; pairs joined that show different photographs; and processor time for each picture, of the search
and of comparing. A few are then compared without any end to the patience (up to the limit on candidates): what that
finds, what of it was found before, and its time. Describing the pictures is not in the times; as the pictures asked
about are a sample, nearly all pairs are met from one side only, which a whole case meets from both.
"""

from __future__ import annotations

import argparse
import hashlib
import multiprocessing
import pickle
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import combinations
from pathlib import Path

from bench.scale.templated import TEMPLATES, templated
from firstseen.index.pictures import PictureIndex
from firstseen.model.copies import JOINING
from firstseen.model.identifiers import Digest
from firstseen.pipeline.matching import PATIENCE, Done, candidates_for, one_thread, verified
from firstseen.pipeline.shelf import PrintShelf
from firstseen.prints.describe import describe
from firstseen.prints.packing import pack, unpack
from firstseen.prints.picture import PicturePrints

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data" / "clothing"
SIZES = (250, 1000, 2000, 5000)
SAMPLE = 3
"""Pictures asked about that are compared without an end to the patience too."""


class Shelf(PrintShelf):
    """Prints held in memory, packed, and unpacked when they are wanted, as those of the catalogue are."""

    def __init__(self, packed: dict[Digest, bytes]) -> None:
        self._packed = packed
        self._open: dict[Digest, PicturePrints] = {}

    def get(self, digests: Iterable[Digest]) -> dict[Digest, PicturePrints]:
        """The prints of these pictures."""
        found = {}
        for digest in sorted(set(digests)):
            if digest not in self._open:
                self._open[digest] = unpack(self._packed[digest])
            found[digest] = self._open[digest]
        return found


def _described(name: str, photographs: list[Path], number: int) -> tuple[Digest, int | None, bytes]:
    one_thread()
    made = templated(name, number, photographs)
    digest = hashlib.sha256(f"{name} {number}".encode()).hexdigest()
    return digest, made.shows, pack(describe(made.picture, digest))


def _drawn(name: str, size: int, photographs: list[Path], keep: Path | None) -> list[tuple[Digest, int | None, bytes]]:
    kept = keep / f"{name}.pickle" if keep else None
    have = pickle.loads(kept.read_bytes()) if kept and kept.exists() else []  # noqa: S301 - written below
    if len(have) < size:
        with multiprocessing.get_context("spawn").Pool(2) as pool:
            have += pool.map(partial(_described, name, photographs), range(len(have), size), chunksize=8)
        if kept:
            kept.write_bytes(pickle.dumps(have))
    return list(have[:size])


def _pairs(shows: dict[Digest, int | None]) -> Iterator[tuple[Digest, Digest]]:
    """All pairs that show one photograph."""
    showing: dict[int, list[Digest]] = {}
    for digest, number in shows.items():
        if number is not None:
            showing.setdefault(number, []).append(digest)
    for some in showing.values():
        yield from combinations(sorted(some), 2)


def _case(name: str, entries: Sequence[tuple[Digest, int | None, bytes]], asked: int, folder: Path) -> str:
    shows = {digest: shown for digest, shown, _ in entries}
    shelf = Shelf({digest: packed for digest, _, packed in entries})
    index = PictureIndex.open(folder)
    index.add(sorted(shelf.get(shows).items()))
    index.settle()
    queries = sorted(shows)[:: max(len(shows) // asked, 1)][:asked]
    true = {pair for pair in _pairs(shows) if not set(queries).isdisjoint(pair)}
    told, times = _told(queries, shelf, index, PATIENCE)
    few = queries[:: max(len(queries) // SAMPLE, 1)][:SAMPLE]
    some = {pair for pair in true if not set(few).isdisjoint(pair)}
    patient, longer = _told(few, shelf, index, None)
    joined = _share(len(true & told), len(true))
    return (
        f"{name:>6} {len(entries):>7,} {len(queries):>4} | {joined} {len(told - true):>5} |"
        f" {times[0]:>6.1f} {times[1]:>6.1f} | {_share(len(some & patient), len(some))}"
        f" {_share(len(some & patient & told), len(some & patient))} {sum(longer):>7.1f}"
    )


def _told(
    queries: Sequence[Digest], shelf: Shelf, index: PictureIndex, patience: int | None
) -> tuple[set[tuple[Digest, Digest]], tuple[float, float]]:
    """The pairs that are joined, and ms of processor to search and to compare for each query."""
    told: set[tuple[Digest, Digest]] = set()
    searched = compared = 0.0
    before = Done()
    for digest in queries:
        prints = shelf.get([digest])[digest]
        began = time.process_time()
        candidates = candidates_for(digest, prints, index)
        found_at = time.process_time()
        copies = list(verified(digest, prints, candidates, shelf, patience, compared_before=before))
        searched, compared = searched + found_at - began, compared + time.process_time() - found_at
        told |= {(copy.a, copy.b) for copy in copies if copy.relation in JOINING}
    return told, (1000 * searched / len(queries), 1000 * compared / len(queries))


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.3f}" if whole else "    -"


def main() -> None:
    """Measures, and prints a line for each template and size."""
    parser = argparse.ArgumentParser(prog="python -m bench.scale.templates", description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=SHARED, help="photographs")
    parser.add_argument("--sizes", nargs="*", type=int, default=list(SIZES))
    parser.add_argument("--templates", nargs="*", choices=list(TEMPLATES), default=list(TEMPLATES))
    parser.add_argument("--asked", type=int, default=120, help="pictures that are asked about, spread over all")
    parser.add_argument("--keep", type=Path, metavar="DIR", help="where the prints are kept for the next run")
    chosen = parser.parse_args()
    photographs = sorted(path for path in chosen.folder.rglob("*") if path.suffix in {".jpg", ".png"})
    one_thread()
    print("template size asked | joined wrong | ms search, compare | with no end: joined, of these before, ms")
    for name in chosen.templates:
        for size in chosen.sizes:
            entries = _drawn(name, size, photographs, chosen.keep)
            with tempfile.TemporaryDirectory() as folder:
                print(_case(name, entries, chosen.asked, Path(folder)), flush=True)


if __name__ == "__main__":
    main()
