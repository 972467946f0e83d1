"""The rivals: perceptual hashes as their users run them, and local features compared one by one with every picture."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Any, Protocol

import cv2
import imagehash
import numpy as np
import pdqhash
from numpy.typing import NDArray
from PIL import Image

from bench.copies.edits import Picture

__all__ = ["RIVALS", "Rival", "Scored", "is_slow", "rival_named"]

KEPT = 20
"""Best references told for each query."""

SIFT_SIDE = 800
"""Pixels of the longer side at which SIFT looks at a picture."""

SIFT_POINTS = 2000
"""Strongest points kept of a picture."""

RATIO = 0.8
"""Lowe's ratio of the nearest to the second nearest descriptor."""


@dataclass(frozen=True, slots=True)
class Scored:
    """References with scores, the likeliest first; how long it took, and over how many pairs."""

    ranked: tuple[tuple[str, float], ...]
    seconds: float
    pairs: int


class Rival(Protocol):
    """A way to find copies. `threshold`: the score from which its users call it a copy; None: to be chosen."""

    name: str
    threshold: float | None

    def prints(self, picture: Picture) -> Any:
        """What is kept of a picture."""
        ...

    def size(self, prints: Any) -> int:
        """The bytes of what is kept."""
        ...

    def scores(self, picture: Picture, references: list[tuple[str, Any]]) -> Scored:
        """The references that look most like the picture."""
        ...


class _Pdq:
    """The package pdqhash: distance of at most 31 of 256 bits in any of eight orientations."""

    name = "pdqhash"
    threshold: float | None = 256.0 - 31

    def prints(self, picture: Picture) -> NDArray[np.uint8]:
        bits, _ = pdqhash.compute(np.ascontiguousarray(picture))
        return np.packbits(np.asarray(bits, np.uint8))

    def size(self, prints: Any) -> int:
        return int(prints.nbytes)

    def scores(self, picture: Picture, references: list[tuple[str, Any]]) -> Scored:
        start = time.process_time()
        turned, _ = pdqhash.compute_dihedral(np.ascontiguousarray(picture))
        hashes = np.packbits(np.asarray(turned, np.uint8), axis=1)
        known = np.array([prints for _, prints in references])
        distances = np.bitwise_count(known[:, None] ^ hashes[None]).sum(axis=2).min(axis=1)
        return _ranked(references, 256.0 - distances, start)


class _Phash:
    """The package ImageHash: pHash, distance of at most 10 of 64 bits."""

    name = "ImageHash pHash"
    threshold: float | None = 64.0 - 10

    def prints(self, picture: Picture) -> NDArray[np.uint8]:
        return np.packbits(np.asarray(imagehash.phash(Image.fromarray(np.ascontiguousarray(picture))).hash).ravel())

    def size(self, prints: Any) -> int:
        return int(prints.nbytes)

    def scores(self, picture: Picture, references: list[tuple[str, Any]]) -> Scored:
        start = time.process_time()
        mine = self.prints(picture)
        known = np.array([prints for _, prints in references])
        return _ranked(references, 64.0 - np.bitwise_count(known ^ mine).sum(axis=1), start)


class _Sift:
    """OpenCV: SIFT, nearest neighbours by brute force, Lowe's ratio, RANSAC for a similarity and a homography.

    The score is the number of inliers, of the picture or its mirror image, whichever has more.
    """

    name = "SIFT + RANSAC"
    threshold: float | None = None

    def prints(self, picture: Picture) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        grey = cv2.cvtColor(np.ascontiguousarray(picture), cv2.COLOR_RGB2GRAY)
        scale = SIFT_SIDE / max(grey.shape)
        if scale < 1:
            grey = cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
        points, descriptors = cv2.SIFT.create(nfeatures=SIFT_POINTS).detectAndCompute(grey, None)
        places = np.array([point.pt for point in points], np.float32).reshape(-1, 2)
        return places, np.zeros((0, 128), np.float32) if descriptors is None else np.asarray(descriptors, np.float32)

    def size(self, prints: Any) -> int:
        """With descriptors as bytes, as they can be kept."""
        return int(prints[0].nbytes + prints[1].size)

    def scores(self, picture: Picture, references: list[tuple[str, Any]]) -> Scored:
        start = time.process_time()
        ways = [self.prints(picture), self.prints(picture[:, ::-1])]
        found = [max(_inliers(way, other) for way in ways) for _, other in references]
        return _ranked(references, np.array(found, np.float64), start)


def _inliers(one: tuple[NDArray[np.float32], ...], other: tuple[NDArray[np.float32], ...]) -> int:
    if len(one[0]) < 4 or len(other[0]) < 4:
        return 0
    pairs = cv2.BFMatcher(cv2.NORM_L2).knnMatch(one[1], other[1], k=2)
    good = [near for near, far in pairs if near.distance < RATIO * far.distance]
    if len(good) < 4:
        return 0
    here = one[0][[match.queryIdx for match in good]]
    there = other[0][[match.trainIdx for match in good]]
    cv2.setRNGSeed(0)
    _, similar = cv2.estimateAffinePartial2D(here, there, method=cv2.RANSAC, ransacReprojThreshold=5.0)
    _, plane = cv2.findHomography(here, there, cv2.RANSAC, 5.0)
    counts = [0 if mask is None else int(mask.sum()) for mask in (similar, plane)]
    # A homography holds any four pairs and a few more by chance: it counts for more than a similarity only clearly.
    return max(counts[0], counts[1] - 2)


def _ranked(references: list[tuple[str, Any]], scores: NDArray[np.float64], start: float) -> Scored:
    order = np.argsort(-scores, kind="stable")[:KEPT]
    ranked = tuple((references[at][0], float(scores[at])) for at in order)
    return Scored(ranked, time.process_time() - start, len(references))


RIVALS: tuple[Rival, ...] = (_Pdq(), _Phash(), _Sift())


def is_slow(name: str) -> bool:
    """Whether comparing with every reference would take hours."""
    return rival_named(name).threshold is None


def rival_named(name: str) -> Rival:
    """The rival of that name."""
    return next(rival for rival in RIVALS if rival.name == name)
