"""Pictures to fill an index with: real ones, and beyond them mixed ones, made of real descriptors.

A mixed picture has 400 points in eight pieces of different photographs, each descriptor with bits changed as often as
between two pictures of one point, at places, sizes and angles by chance; every fifth has a region of 350 such points.
So its descriptors are as common as real ones, and no two mixed pictures are copies of one another. Its PDQ hash is
chance.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from bench.edits import EDITS
from firstseen.prints.describe import describe
from firstseen.prints.picture import PicturePrints, RegionPrints

__all__ = ["Crowd", "Query", "crowd_of", "digest", "learned_from", "opened"]

CHANGED = 0.158
"""Share of the bits of a descriptor that differ between two pictures of one point: `scripts/make_vocabulary.py`."""
KINDS = (
    "jpeg30", "crop_half", "crop_quarter", "mirrored_crop", "tilted", "perspective", "words_over", "screenshot",
    "picture_in_picture", "collage",
)  # fmt: skip
PLANTED = 100
POINTS, REGION_POINTS, PIECE, REGION_EVERY = 400, 350, 50, 5
WIDTH, HEIGHT = 1200, 800
AT_ONCE = 1000
_MASKS = 1 << 18
_SEED = 20260101
_NOTHING = np.zeros((8, 8), np.uint8)


@dataclass(frozen=True, slots=True)
class Query:
    """A picture to search for; `answer` is the digest of the picture that it was made of, None when it is not there."""

    kind: str
    prints: PicturePrints
    answer: str | None


@dataclass(frozen=True, slots=True, eq=False)
class Crowd:
    """`real`: pictures entered first; `descriptors` (n, 32) and `sizes` (n,): what mixed ones are made of."""

    real: list[tuple[str, PicturePrints]]
    queries: list[Query]
    descriptors: NDArray[np.uint8]
    sizes: NDArray[np.float32]

    def mixed(self, first: int, end: int) -> Iterator[tuple[str, PicturePrints]]:
        """The mixed pictures of these numbers; the same number gives the same picture."""
        masks = _masks()
        for start in range(first - first % AT_ONCE, end, AT_ONCE):
            chance = np.random.default_rng((_SEED, start))
            wholes = self._mixed(chance, masks, AT_ONCE, POINTS)
            regions = self._mixed(chance, masks, AT_ONCE // REGION_EVERY, REGION_POINTS)
            for place in range(AT_ONCE):
                if not first <= start + place < end:
                    continue
                region: tuple[RegionPrints, ...] = ()
                if place % REGION_EVERY == 0:
                    region = (RegionPrints((0, 0, WIDTH, HEIGHT), regions[place // REGION_EVERY]),)
                whole = wholes[place]
                yield digest("mixed", start + place), PicturePrints(
                    WIDTH, HEIGHT, whole.pdq, 100, whole.points, whole.descriptors, whole.mirrored, _NOTHING, "", 0.5,
                    regions=region,
                )  # fmt: skip

    def _mixed(
        self, chance: np.random.Generator, masks: NDArray[np.uint8], count: int, points: int
    ) -> list[PicturePrints]:
        starts = chance.integers(0, len(self.descriptors) - PIECE, (count, points // PIECE))
        rows = (starts[:, :, None] + np.arange(PIECE)).reshape(count, points)
        codes = self.descriptors[rows] ^ masks[chance.integers(0, len(masks), (count, points))]
        places = chance.random((count, points, 4), np.float32) * np.array([WIDTH, HEIGHT, 1, 360], np.float32)
        places[:, :, 2] = self.sizes[rows] * max(WIDTH, HEIGHT)
        hashes = chance.integers(0, 256, (count, 1, 32), np.uint8)
        return [
            PicturePrints(WIDTH, HEIGHT, hashes[row], 100, places[row], codes[row], codes[row], _NOTHING, "", 0.5)
            for row in range(count)
        ]


def digest(kind: str, number: int) -> str:
    """The digest of a picture of the crowd."""
    return hashlib.sha256(f"{kind} {number}".encode()).hexdigest()


def crowd_of(folders: list[Path]) -> Crowd:
    """A crowd of the photographs in the folders, of which the first gives queries and what they are to find."""
    cv2.setNumThreads(1)
    files = [sorted(path for path in folder.rglob("*") if path.suffix in {".jpg", ".png"}) for folder in folders]
    own = [opened(path) for path in files[0] if not learned_from(path.name)]
    own = own[: 2 * PLANTED]
    planted = [(digest("planted", number), describe(picture, "")) for number, picture in enumerate(own[:PLANTED])]
    rest = [opened(path) for path in files[0] if learned_from(path.name)]
    rest += [opened(path) for some in files[1:] for path in some if _is_photograph(path)]
    others = [(digest("real", number), describe(picture, "")) for number, picture in enumerate(rest)]
    used = [prints for _, prints in others] + [describe(piece, "") for picture in rest for piece in _quarters(picture)]
    sizes = [prints.points[:, 2] / max(prints.width, prints.height) for prints in used]
    return Crowd(
        real=planted + others,
        queries=_queries(own, rest),
        descriptors=np.concatenate([part for prints in used for part in (prints.descriptors, prints.mirrored)]),
        sizes=np.concatenate([part for some in sizes for part in (some, some)]),
    )


def _queries(pictures: list[NDArray[np.uint8]], others: list[NDArray[np.uint8]]) -> list[Query]:
    """Two edits of each photograph: of the planted ones, and of as many that are not there."""
    chance = np.random.default_rng(_SEED)
    queries = []
    for number, picture in enumerate(pictures):
        for turn in (0, 1):
            kind = KINDS[(2 * number + turn) % len(KINDS)]
            # The other picture of a collage is none that was entered.
            other = 255 - others[int(chance.integers(len(others)))][::-1, ::-1]
            edited = EDITS[kind](picture, np.ascontiguousarray(other), chance)
            answer = digest("planted", number) if number < PLANTED else None
            queries.append(Query(kind, describe(edited.picture, ""), answer))
    return queries


def learned_from(name: str) -> bool:
    """Whether the vocabulary has learned from this file: `scripts/make_vocabulary.py`."""
    return hashlib.sha256(name.encode()).hexdigest()[0] in "01234567"


def opened(path: Path) -> NDArray[np.uint8]:
    """The picture of a file as RGB, at most 1,024 pixels on its longer side."""
    with Image.open(path) as picture:
        picture.draft("RGB", (1024, 1024))
        small = picture.convert("RGB")
    small.thumbnail((1024, 1024), Image.Resampling.BOX)
    return np.asarray(small)


def _is_photograph(path: Path) -> bool:
    with Image.open(path) as picture:
        return min(picture.size) >= 320 and path.stat().st_size > 40_000


def _quarters(picture: NDArray[np.uint8]) -> Iterator[NDArray[np.uint8]]:
    height, width = picture.shape[0] // 2, picture.shape[1] // 2
    for top in (0, height):
        for left in (0, width):
            yield np.ascontiguousarray(picture[top : top + height, left : left + width])


@lru_cache(maxsize=1)
def _masks() -> NDArray[np.uint8]:
    """Changes of descriptors, each bit changed by chance."""
    chance = np.random.default_rng(_SEED)
    return np.packbits(chance.random((_MASKS, 256), np.float32) < CHANGED, axis=1)
