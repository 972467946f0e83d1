"""`python -m bench.scale.recall INDEX FOLDER...`: copies that a large index finds, edited as in `bench.copies`.

The index is one that `bench.scale --work` grew, or `bench.scale.multiplied` made larger, of the same folders. Asked are
edits of the photographs that were planted in it, in the layouts of the set "second", which rules were set with: kinds
that leave little of a photograph. A copy is found when it is among the candidates that `find` asks for. With
`--from-disk` the index is put out of memory and opened anew before each search, and what is told is of that.
"""

from __future__ import annotations

import argparse
import time
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import cv2
import numpy as np

from bench.copies.corpus import Corpus, Drawn, drawn
from bench.scale.crowd import PLANTED, digest, learned_from
from bench.scale.finding import SIDE, put_out_of_memory, read_from_disk
from firstseen.index.pictures import PictureIndex
from firstseen.model.identifiers import Digest
from firstseen.pipeline.matching import candidates_for, one_thread
from firstseen.prints.describe import describe
from firstseen.prints.picture import PicturePrints

__all__ = ["KINDS", "asked"]

KINDS = (
    "re-encoded", "thumbnail of 160 px", "crop to a quarter", "crop to a tenth", "mirrored crop", "mirrored crop, meme",
    "filtered crop, bordered", "post, light", "web page", "front page, third grey", "front page, halftone",
    "halftone, cut out", "meme in a post, small", "photographed screen", "reaction", "picture in picture",
    "collage, uneven",
)  # fmt: skip
_STRIDE = 37
"""Between the photographs of one query and the next, so that every kind is asked of others."""


def asked(folder: Path, each: int) -> Iterator[tuple[str, PicturePrints, Digest | None]]:
    """So many queries of each kind with the photograph each was made of; and a third as many that are not there."""
    files = [path for path in sorted(folder.rglob("*")) if path.suffix in {".jpg", ".png"}]
    own = [path for path in files if not learned_from(path.name)]
    planted, absent = own[:PLANTED], own[PLANTED : 2 * PLANTED]
    others = tuple(own[2 * PLANTED :] or absent[len(absent) // 2 :])
    corpus = Corpus("second", tuple(planted), (), tuple(absent), others, others, "")
    for number, kind in enumerate(kind for kind in KINDS for _ in range(each)):
        for pool in (planted, absent) if number % 3 == 0 else (planted,):
            at = number * _STRIDE % len(pool)
            try:
                picture, _ = drawn(Drawn(kind, pool[at], "query"), corpus)
            except ValueError:
                continue
            factor = min(1.0, SIDE / max(picture.shape[:2]))
            if factor < 1:
                picture = np.asarray(cv2.resize(picture, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA))
            prints = describe(np.ascontiguousarray(picture, np.uint8), "")
            yield kind, prints, digest("planted", at) if pool is planted else None


def main() -> None:
    """Measures and prints a line for each kind that was not always found, and one for all."""
    parser = argparse.ArgumentParser(prog="python -m bench.scale.recall", description=__doc__)
    parser.add_argument("index", type=Path)
    parser.add_argument("folders", nargs="+", type=Path, help="as given to bench.scale")
    parser.add_argument("--each", type=int, default=12, help="queries of each kind")
    parser.add_argument("--from-disk", action="store_true")
    chosen = parser.parse_args()
    one_thread()
    index: PictureIndex | None = PictureIndex.open(chosen.index)
    assert index is not None
    pictures = len(index)
    right: dict[str, list[bool]] = defaultdict(list)
    spent, candidates = [], []
    for kind, prints, answer in asked(chosen.folders[0], chosen.each):
        if chosen.from_disk:
            index = None
            put_out_of_memory(chosen.index)
        index = index or PictureIndex.open(chosen.index)
        wall, processor, read = time.perf_counter(), time.process_time(), read_from_disk()
        found = candidates_for("0" * 64, prints, index)
        spent.append((time.perf_counter() - wall, time.process_time() - processor, read_from_disk() - read))
        if answer is None:
            candidates.append(len(found))
        else:
            right[kind].append(answer in {candidate.digest for candidate in found})
    for kind, told in right.items():
        if not all(told):
            print(f"{kind}: {sum(told)} of {len(told)}")
    every = [one for told in right.values() for one in told]
    middle, slow = (np.quantile(spent, share, axis=0) * (1000, 1000, 1e-6) for share in (0.5, 0.99))
    print(
        f"among {pictures:,}: {sum(every)} of {len(every)} found; {np.mean(candidates):.1f} candidates of one that"
        f" is not there; a search {middle[0]:.0f} ms in the median, {slow[0]:.0f} at 99 % (of processor {middle[1]:.0f}"
        f" and {slow[1]:.0f}), {middle[2]:.0f} MB read from the disk, {slow[2]:.0f} at 99 %"
    )


if __name__ == "__main__":
    main()
