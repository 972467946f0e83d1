"""Makes the fixed vocabulary of the index: binary centroids of point descriptors, on two levels, by k-majority.

    PYTHONPATH=src .venv/bin/python scripts/make_vocabulary.py CLOTHING [FOLDER...]

CLOTHING is the folder of 600 photographs `../shared/data/clothing`: of it only those files are taken whose name has a
SHA-256 that begins with 0 to 7; the other half stays for measuring. Of each further folder all photographs are taken,
with those of its subfolders: pictures of at least 320 pixels that are no drawings. The vocabulary that ships was made
with these folders, in this order, of the Debian packages opencv-doc, python-skimage-doc, plasma-workspace-wallpapers,
mate-backgrounds, lomiri-wallpapers-16.04, lomiri-wallpapers-20.04, gnome-backgrounds, ukui-wallpapers and
xfdesktop4-data: usr/share/doc/opencv-doc, usr/share/doc/python-skimage-doc, usr/share/wallpapers, and
usr/share/backgrounds.

Each photograph is described as it is and in five variants (smaller, cropped, turned, darkened, badly compressed), so
that the vocabulary knows descriptors as they circulate. Coarse centroids are found by k-majority, then fine ones within
each coarse cell. Everything is counted in whole numbers with a fixed seed, so the same pictures give the same files.
Takes about five minutes on one core.

Writes `src/firstseen/index/vocabulary.npy`: (COARSE + COARSE * FINE, 32), the coarse centroids, then the fine ones of
each. With `--pairs` it tells what the constants of the index rest on: in how many pairs of one point the list of the
one is among those looked into for the other, and how far apart their codes are.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
from collections.abc import Iterator
from pathlib import Path

import cv2
import faiss
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from firstseen.index.vocabulary import list_of, lists_of, shortened
from firstseen.prints.describe import describe
from firstseen.prints.picture import PicturePrints

COARSE = 256
FINE = 256
ROUNDS = 12
SEED = 20260101
OUTPUT = Path(__file__).resolve().parents[1] / "src" / "firstseen" / "index" / "vocabulary.npy"
SUFFIXES = {".jpg", ".jpeg", ".png", ".webp"}
LEAST_SIDE = 320
LARGEST_SIDE = 1024
DRAWING = 0.2
"""A picture with this share of pixels in its commonest colour is a drawing or a screen."""
COARSE_SAMPLE = 200_000

Picture = NDArray[np.uint8]
Matrix = NDArray[np.float64]


def learned_from(name: str) -> bool:
    """Whether a file of this name belongs to the half that is learned from."""
    return hashlib.sha256(name.encode()).hexdigest()[0] in "01234567"


def read(file: Path) -> Picture | None:
    """The photograph, at most 1,024 pixels on its longer side; None when it is small or drawn."""
    try:
        with Image.open(file) as opened:
            opened.draft("RGB", (LARGEST_SIDE, LARGEST_SIDE))
            picture = opened.convert("RGB")
    except OSError:
        return None
    if min(picture.size) < LEAST_SIDE:
        return None
    picture.thumbnail((LARGEST_SIDE, LARGEST_SIDE), Image.Resampling.BOX)
    pixels = np.asarray(picture)
    colours = (pixels // 8).astype(np.int64) @ np.array([1024, 32, 1])
    return None if np.bincount(colours.ravel()).max() > DRAWING * colours.size else pixels


def photographs(clothing: Path, folders: list[Path]) -> Iterator[Picture]:
    """All photographs learned from, in the order of their paths, each once."""
    files = [file for file in sorted(clothing.glob("*.jpg")) if learned_from(file.name)]
    for folder in folders:
        files += sorted(file for file in folder.rglob("*") if file.suffix.lower() in SUFFIXES and file.is_file())
    seen = set()
    for file in files:
        content = hashlib.sha256(file.read_bytes()).digest()
        picture = None if content in seen else read(file)
        seen.add(content)
        if picture is not None:
            yield picture


def compressed(picture: Picture, quality: int) -> Picture:
    """The picture after JPEG of this quality."""
    _, written = cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, quality])
    return np.asarray(cv2.imdecode(written, cv2.IMREAD_COLOR), np.uint8)


def smaller(picture: Picture, scale: float) -> tuple[Picture, Matrix]:
    """The picture scaled, and where its pixels went."""
    out = np.asarray(cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA), np.uint8)
    return out, np.array([[scale, 0, (scale - 1) / 2], [0, scale, (scale - 1) / 2], [0, 0, 1]])


def variants(picture: Picture, chance: np.random.Generator) -> Iterator[tuple[Picture, Matrix]]:
    """Edits of the picture, each with the matrix that takes pixels of the picture to its own."""
    height, width = picture.shape[:2]
    half, move = smaller(picture, 0.5)
    yield compressed(half, 60), move
    third, move = smaller(picture, 0.3)
    yield compressed(third, 50), move
    x, y = int(chance.integers(0, width // 2)), int(chance.integers(0, height // 2))
    crop = np.ascontiguousarray(picture[y : y + height // 2, x : x + width // 2])
    yield compressed(crop, 80), np.array([[1.0, 0, -x], [0, 1, -y], [0, 0, 1]])
    move = np.vstack([cv2.getRotationMatrix2D((width / 2, height / 2), 12, 0.8), [0, 0, 1.0]])
    yield compressed(np.asarray(cv2.warpAffine(picture, move[:2], (width, height)), np.uint8), 70), move
    dark = (255 * (picture / 255.0) ** 1.5).astype(np.uint8)
    soft, move = smaller(np.asarray(cv2.GaussianBlur(dark, (0, 0), 1.5), np.uint8), 0.7)
    yield compressed(soft, 30), move


def true_pairs(one: PicturePrints, other: PicturePrints, move: Matrix) -> NDArray[np.intp]:
    """(m, 2): points of the one and of the other that are one point by where they lie, how large and how turned."""
    if not len(one.points) or not len(other.points):
        return np.zeros((0, 2), np.intp)
    scale = np.sqrt(abs(np.linalg.det(move[:2, :2])))
    turn = np.degrees(np.arctan2(move[1, 0], move[0, 0]))
    moved = one.points[:, :2] @ move[:2, :2].T + move[:2, 2]
    apart = np.linalg.norm(moved[:, None] - other.points[None, :, :2], axis=2) / other.points[None, :, 2]
    octave = np.abs(np.log2(one.points[:, None, 2] * scale / other.points[None, :, 2]))
    angle = np.abs((one.points[:, None, 3] + turn - other.points[None, :, 3] + 180) % 360 - 180)
    apart[(octave > 0.35) | (angle > 20)] = np.inf
    best = apart.argmin(axis=1)
    rows = np.flatnonzero(apart[np.arange(len(best)), best] < 0.1)
    return np.stack([rows, best[rows]], axis=1)


def gathered(clothing: Path, folders: list[Path]) -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
    """All different descriptors, straight and mirrored, sorted; and (m, 2, 32) of one point in two pictures."""
    chance = np.random.default_rng(SEED)
    codes, pairs = [], []
    for picture in photographs(clothing, folders):
        own = describe(picture, "0" * 64)
        codes += [own.descriptors, own.mirrored]
        for edited, move in variants(picture, chance):
            prints = describe(edited, "0" * 64)
            codes += [prints.descriptors, prints.mirrored]
            rows = true_pairs(own, prints, move)
            pairs.append(np.stack([own.descriptors[rows[:, 0]], prints.descriptors[rows[:, 1]]], axis=1))
    return np.unique(np.concatenate(codes), axis=0), np.concatenate(pairs)


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
    return moved


def clustered(codes: NDArray[np.uint8], count: int, chance: np.random.Generator) -> NDArray[np.uint8]:
    """So many different centroids of the codes (which are different, and at least as many)."""
    centroids = codes[np.sort(chance.choice(len(codes), count, replace=False))]
    for _ in range(ROUNDS):
        centroids = majority(codes, centroids)
    # Two centroids of few codes may have met: one of them becomes a code.
    _, first = np.unique(centroids, axis=0, return_index=True)
    met = np.setdiff1d(np.arange(count), first)
    spare = codes[~(codes[:, None] == centroids[None]).all(axis=2).any(axis=1)] if len(met) else codes
    centroids[met] = spare[: len(met)]
    return centroids


def vocabulary(codes: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """(COARSE + COARSE * FINE, 32): the coarse centroids, then the fine ones of each of them."""
    chance = np.random.default_rng(SEED)
    sample = codes[np.sort(chance.choice(len(codes), min(COARSE_SAMPLE, len(codes)), replace=False))]
    coarse = clustered(sample, COARSE, chance)
    _, cell = nearest(codes, coarse)
    sizes = np.bincount(cell, minlength=COARSE)
    print(f"coarse cells hold {sizes.min()} to {sizes.max()} of {len(codes)} descriptors", flush=True)
    fine = [clustered(codes[cell == number], FINE, chance) for number in range(COARSE)]
    return np.concatenate([coarse, *fine])


def told_of_pairs(pairs: NDArray[np.uint8]) -> None:
    """Prints how pairs of one point fare with the vocabulary as it is in the package."""
    some = pairs[np.sort(np.random.default_rng(SEED).choice(len(pairs), min(20_000, len(pairs)), replace=False))]
    changed = np.bitwise_count(some[:, 0] ^ some[:, 1])
    print(f"{changed.sum() / changed.size / 8:.3f} of their bits differ")
    lists, entered = lists_of(some[:, 0], 16)[0], list_of(some[:, 1])
    apart = np.bitwise_count(shortened(some[:, 0]) ^ shortened(some[:, 1])).sum(axis=1)
    for probed in (4, 8, 12, 16):
        within = (lists[:, :probed] == entered[:, None]).any(axis=1)
        near = ", ".join(f"{(within & (apart <= bound)).mean():.3f} at {bound}" for bound in (16, 18, 20, 22, 24))
        print(f"{probed:3} lists: {within.mean():.3f} in them; and near: {near} bits")


def main() -> int:
    """Learns and writes the vocabulary, or tells of pairs."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("clothing", type=Path, help="half of its photographs are taken")
    parser.add_argument("folders", nargs="*", type=Path, help="all of their photographs are taken")
    parser.add_argument("--pairs", action="store_true", help="write nothing, tell of pairs of one point")
    chosen = parser.parse_args()
    cv2.setNumThreads(1)
    faiss.omp_set_num_threads(1)
    codes, pairs = gathered(chosen.clothing, chosen.folders)
    print(f"{len(codes)} descriptors, {len(pairs)} pairs of one point", flush=True)
    if chosen.pairs:
        told_of_pairs(pairs)
        return 0
    np.save(OUTPUT, vocabulary(codes))
    print(f"{OUTPUT}: SHA-256 {hashlib.sha256(OUTPUT.read_bytes()).hexdigest()}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
