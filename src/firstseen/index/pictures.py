"""The index of a case's pictures: fingerprints in, candidates out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from firstseen.index.hashes import LEAST_QUALITY, NEAR_HASH, near_hashes
from firstseen.index.labels import geometry_of, read_picture
from firstseen.index.segment import joined, part_of
from firstseen.index.shelf import Shelved, put, shelved, sweep
from firstseen.index.vocabulary import lists_of
from firstseen.index.votes import FLOOR, NEAR, Pairs, scores
from firstseen.model.identifiers import Digest
from firstseen.prints.picture import PicturePrints

__all__ = ["PROBED", "Candidate", "PictureIndex"]

PROBED = 4
"""Inverted lists looked into for each point: 3, 4 and 5 found the same copies among 4,960 pictures."""

_CLEARLY = 3.0
"""How many times the score of the one way must be that of the other for the way to be called known."""

_AT_ONCE = 2048
"""Pictures written as one segment at most when many are added: bounds the memory to 200 MB."""

_GROWTH = 2
"""A segment is merged into the one before when that is less than this many times as large."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A picture that may be a copy of the query. `score` grows with the evidence: the weight of points that agree, and
    more when the PDQ hashes are near (`by` is then "pdq"). `mirrored` is None when both ways are possible.
    """

    digest: Digest
    score: float
    mirrored: bool | None
    by: Literal["pdq", "points"]


class PictureIndex:
    """Pictures by their prints, in a folder of sealed segments. One writer at a time, any number of readers.

    What an opened index holds is what was there when it was opened, plus what is added through it. The same set of
    pictures gives the same candidates in whatever order and batches they were added.
    """

    def __init__(self, folder: Path, shelf: list[Shelved]) -> None:
        self._folder = folder
        self._shelf: list[Shelved] = []
        self._swept = False
        self._use(shelf)

    @classmethod
    def open(cls, folder: Path) -> PictureIndex:
        """Opens the index in the folder; an absent folder is an empty index. Never writes.

        A segment that is missing or damaged is left out: add the pictures again that `digests` does not name.
        """
        return cls(folder, shelved(folder))

    def __len__(self) -> int:
        return len(self._digests)

    def digests(self) -> set[Digest]:
        """The pictures it holds."""
        return set(self._names())

    def add(self, entries: Iterable[tuple[Digest, PicturePrints]]) -> None:
        """Adds pictures; those it holds already are passed over. Written and durable when it returns.

        Large numbers are written in several steps, so that after a kill the first of them are there.
        """
        if not self._swept:
            self._folder.mkdir(parents=True, exist_ok=True)
            sweep(self._folder, self._shelf)
            self._swept = True
        fresh = self._fresh(entries)
        while batch := list(islice(fresh, _AT_ONCE)):
            self._append(batch)

    def candidates(self, prints: PicturePrints, limit: int = 20, *, leave_out: Digest | None = None) -> list[Candidate]:
        """The pictures that may be copies of the one with these prints, at most `limit`, the likeliest first.

        `leave_out` is not among them, nor does it count in any way: it is the query itself where that is in the index.
        Most pictures without a copy have none or a few.
        """
        hidden = self._number_of(leave_out)
        straight, mirrored = self._by_points(prints, hidden)
        hashed = self._by_hash(prints, hidden)
        found = []
        for number in straight.keys() | mirrored.keys() | hashed.keys():
            ways = (straight.get(number, 0.0), mirrored.get(number, 0.0))
            distance, turned = hashed.get(number, (None, None))
            score = max(ways) + (0.0 if distance is None else FLOOR + NEAR_HASH - distance)
            way = turned if not any(ways) else None if max(ways) < _CLEARLY * min(ways) else ways[1] > ways[0]
            digest = bytes(self._digests[number]).hex()
            found.append(Candidate(digest, score, way, "points" if distance is None else "pdq"))
        return sorted(found, key=lambda candidate: (-candidate.score, candidate.digest))[:limit]

    def _by_points(self, prints: PicturePrints, hidden: int) -> tuple[dict[int, float], dict[int, float]]:
        """Scores of the pictures with points in common: with the query as it is, and mirrored."""
        points = len(prints.points)
        if not points or not len(self):
            return {}, {}
        codes = np.concatenate([prints.descriptors, prints.mirrored])
        lists, distances = lists_of(codes, PROBED)
        gathered: list[Pairs] = []
        first = 0
        for item in self._shelf:
            rows, apart, labels = item.lists.near(codes, lists, distances, NEAR)
            pictures = read_picture(labels) + first
            seen = np.flatnonzero(pictures != hidden)
            gathered.append(Pairs(rows, pictures, apart, labels).at(seen))
            first += len(item.segment.digests)
        pairs = Pairs(
            np.concatenate([part.rows for part in gathered]),
            np.concatenate([part.pictures for part in gathered]),
            np.concatenate([part.distances for part in gathered]),
            np.concatenate([part.labels for part in gathered]),
        )
        ways = []
        for side in (0, 1):
            part = pairs.at(np.flatnonzero(pairs.rows // points == side))
            part = Pairs(part.rows - side * points, part.pictures, part.distances, part.labels)
            numbers, reached = scores(part, geometry_of(prints, mirrored=bool(side)), len(self))
            ways.append(dict(zip(numbers.tolist(), reached.tolist(), strict=True)))
        return ways[0], ways[1]

    def _by_hash(self, prints: PicturePrints, hidden: int) -> dict[int, tuple[int, bool]]:
        """Distance and way of the pictures with a near PDQ hash."""
        if prints.pdq_quality < LEAST_QUALITY:
            return {}
        rows, distances, mirrored = near_hashes(prints.pdq, self._hashes)
        return {
            row: (distance, way)
            for row, distance, way in zip(rows.tolist(), distances.tolist(), mirrored.tolist(), strict=True)
            if row != hidden and self._qualities[row] >= LEAST_QUALITY
        }

    def _append(self, batch: list[tuple[Digest, PicturePrints]]) -> None:
        """Writes one more segment, with the smaller ones before it merged into it."""
        part = part_of(batch)
        last = self._shelf[-1].last + 1 if self._shelf else 0
        first, kept = last, list(self._shelf)
        parts, pictures = [part], len(batch)
        while kept and len(kept[-1].segment.digests) < _GROWTH * pictures:
            merged = kept.pop()
            parts.insert(0, merged.segment.part())
            pictures += len(merged.segment.digests)
            first = merged.first
        kept.append(put(self._folder, joined(parts), first, last))
        self._use(kept)
        sweep(self._folder, kept)

    def _fresh(self, entries: Iterable[tuple[Digest, PicturePrints]]) -> Iterator[tuple[Digest, PicturePrints]]:
        known = self.digests()
        for digest, prints in entries:
            if digest not in known:
                known.add(digest)
                yield digest, prints

    def _use(self, shelf: list[Shelved]) -> None:
        """Makes these segments the ones that are searched; pictures are numbered through them in order."""
        self._shelf = shelf
        segments = [item.segment for item in shelf]
        nothing: NDArray[np.uint8] = np.zeros((0, 32), np.uint8)
        self._digests = np.concatenate([nothing, *(segment.digests for segment in segments)])
        self._hashes = np.concatenate([nothing, *(segment.hashes for segment in segments)])
        self._qualities = np.concatenate([nothing[:, 0], *(segment.qualities for segment in segments)])

    def _names(self) -> Iterator[Digest]:
        written = self._digests.tobytes().hex()
        return (written[start : start + 64] for start in range(0, len(written), 64))

    def _number_of(self, digest: Digest | None) -> int:
        """The number of a picture; -1 when it is not here."""
        if digest is None:
            return -1
        wanted = np.frombuffer(bytes.fromhex(digest), np.uint8)
        rows = np.flatnonzero((self._digests == wanted).all(axis=1))
        return int(rows[0]) if len(rows) else -1
