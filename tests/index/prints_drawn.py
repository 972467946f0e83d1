"""Prints of pictures that were never drawn: random points and descriptors, and edited copies of them."""

from __future__ import annotations

import hashlib
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from firstseen.prints.picture import PicturePrints, RegionPrints


def digest(number: int) -> str:
    return hashlib.sha256(str(number).encode()).hexdigest()


def random_prints(seed: int, points: int = 40, quality: int = 100) -> PicturePrints:
    """A picture of 600x400 with that many points."""
    rng = np.random.default_rng(seed)

    def bits(rows: int) -> NDArray[np.uint8]:
        return rng.integers(0, 256, (rows, 32), dtype=np.uint8)

    places = rng.random((points, 4)) * [599, 399, 80, 359] + [0, 0, 31, 0]
    return PicturePrints(
        600, 400, bits(8), quality, places.astype(np.float32), bits(points), bits(points),
        np.zeros((8, 8), np.uint8), digest(seed), 0.5,
    )  # fmt: skip


def copy_of(
    prints: PicturePrints, seed: int, *, kept: int = 20, flips: int = 20, scale: float = 0.5, mirrored: bool = False
) -> PicturePrints:
    """A smaller copy: `kept` of its points with `flips` bits changed, the rest by chance, and another PDQ hash."""
    rng = np.random.default_rng(seed)
    other = random_prints(seed + 100_000, len(prints.points))
    points, codes, turned = other.points.copy(), other.descriptors.copy(), other.mirrored.copy()
    moved = prints.points[:kept] * np.array([scale, scale, scale, 1], np.float32)
    source, reverse = prints.descriptors, prints.mirrored
    if mirrored:
        moved[:, 0] = 600 * scale - 1 - moved[:, 0]
        moved[:, 3] = (180 - moved[:, 3]) % 360
        source, reverse = reverse, source
    points[:kept] = moved
    for target, origin in ((codes, source), (turned, reverse)):
        changed = np.unpackbits(origin[:kept], axis=1)
        for row in changed:
            row[rng.choice(256, flips, replace=False)] ^= 1
        target[:kept] = np.packbits(changed, axis=1)
    return PicturePrints(
        600, 400, other.pdq, 100, points, codes, turned, other.small, other.pixels, 0.5
    )  # fmt: skip


def with_regions(prints: PicturePrints, count: int, points: int = 30) -> PicturePrints:
    """The picture with so many regions, each with prints of its own."""
    own = int(prints.descriptors[:1].sum()) if len(prints.descriptors) else 0
    regions = (random_prints(500_000 + 10 * own + place, points) for place in range(count))
    return replace(prints, regions=tuple(RegionPrints((0, 0, 300, 200), region) for region in regions))
