"""Makes the fixed vocabulary of the index: 2,048 binary centroids of point descriptors, by k-majority.

    .venv/bin/python scripts/make_vocabulary.py FOLDER_OF_JPEGS [OUTPUT.npy]

Used for `src/firstseen/index/vocabulary.npy`: the 600 photographs of `../shared/data/clothing`. Of the folder only the
files are taken whose name has a SHA-256 that begins with 0 to 7; the other half stays for measuring. Everything is
counted in whole numbers with a fixed seed, so the same pictures give the same file. Takes about a minute.
"""

from __future__ import annotations

import hashlib
import sys
from pathlib import Path

import faiss
import numpy as np
import simplejpeg
from numpy.typing import NDArray

from firstseen.prints.describe import describe

CENTROIDS = 2048
ROUNDS = 15
SEED = 20260101
DEFAULT_OUTPUT = Path(__file__).resolve().parents[1] / "src" / "firstseen" / "index" / "vocabulary.npy"


def learned_from(name: str) -> bool:
    """Whether a file of this name belongs to the half that is learned from."""
    return hashlib.sha256(name.encode()).hexdigest()[0] in "01234567"


def descriptors(folder: Path) -> NDArray[np.uint8]:
    """All different descriptors, straight and mirrored, of the pictures learned from, sorted."""
    found = []
    for file in sorted(folder.glob("*.jpg")):
        if learned_from(file.name):
            prints = describe(simplejpeg.decode_jpeg(file.read_bytes()), "0" * 64)
            found += [prints.descriptors, prints.mirrored]
    return np.unique(np.concatenate(found), axis=0)


def nearest(codes: NDArray[np.uint8], centroids: NDArray[np.uint8]) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
    """Distance to and number of the nearest centroid of each code."""
    index = faiss.IndexBinaryFlat(centroids.shape[1] * 8)
    index.add(centroids)
    distances, labels = index.search(codes, 1)
    return distances[:, 0], labels[:, 0]


def majority(codes: NDArray[np.uint8], centroids: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """One round: each centroid becomes the majority of its codes; one without codes goes to the worst served code."""
    distances, labels = nearest(codes, centroids)
    order = np.argsort(labels, kind="stable")
    used, first, count = np.unique(labels[order], return_index=True, return_counts=True)
    ones = np.add.reduceat(np.unpackbits(codes[order], axis=1), first, axis=0, dtype=np.int32)
    moved = centroids.copy()
    moved[used] = np.packbits(ones * 2 > count[:, None], axis=1)
    unused = np.setdiff1d(np.arange(len(centroids)), used)
    moved[unused] = codes[np.argsort(-distances, kind="stable")[: len(unused)]]
    print(f"mean distance {distances.mean():.2f}, largest list {count.max()}, {len(unused)} lists empty", flush=True)
    return moved


def main() -> int:
    """Learns and writes the vocabulary."""
    if len(sys.argv) not in {2, 3}:
        print(__doc__)
        return 2
    codes = descriptors(Path(sys.argv[1]))
    print(f"{len(codes)} descriptors")
    centroids = codes[np.sort(np.random.default_rng(SEED).choice(len(codes), CENTROIDS, replace=False))]
    for _ in range(ROUNDS):
        centroids = majority(codes, centroids)
    output = Path(sys.argv[2]) if len(sys.argv) == 3 else DEFAULT_OUTPUT
    np.save(output, centroids)
    print(f"{output}: SHA-256 {hashlib.sha256(output.read_bytes()).hexdigest()}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
