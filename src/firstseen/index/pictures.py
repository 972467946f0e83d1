"""The index of a case's pictures: fingerprints in, candidates out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Literal

import numpy as np

from firstseen.index.frame_hashes import NEAR, asked_for, near_pairs
from firstseen.index.hashes import LEAST_QUALITY, NEAR_HASH, near_hashes
from firstseen.index.labels import geometry_of
from firstseen.index.making import views_of, write_merged, write_pictures
from firstseen.index.merging import BackgroundMerge, due, with_before
from firstseen.index.pairs import Reading
from firstseen.index.shelf import Shelved, problems, put, shelved, sweep, taken_in
from firstseen.index.votes import FLOOR, common_among, scores
from firstseen.index.worth import strengths
from firstseen.model.identifiers import Digest
from firstseen.prints.moving.moving import FramePrints
from firstseen.prints.picture import PicturePrints

__all__ = ["VIEW_PAIRS", "Candidate", "PictureIndex"]

VIEW_PAIRS = 3
"""Pairs of views told of a candidate, at most, unless asked for more: for a video."""

_CLEARLY = 3.0
"""How many times the score of the one way must be that of the other for the way to be called known."""

_AT_ONCE = 2048
"""Pictures written as one segment at most when many are added: bounds the memory to 300 MB."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A picture that may be a copy of the query. `score` grows with the evidence: the weight of points that agree, and
    more when the PDQ hashes are near (`by` is then "pdq"). `rare`: the part of it that few pictures share; below
    `FLOOR` the score rests on what is in very many: a template, or a photograph that has very many copies.
    `mirrored` is None when both ways are possible.

    `views`: which view of the query was found in which view of the picture, the strongest pair first, at most
    `VIEW_PAIRS`: 0 is the whole, i is `regions[i - 1]`. Score, what is rare, way and `by` are those of the first pair.
    """

    digest: Digest
    score: float
    mirrored: bool | None
    by: Literal["pdq", "points"]
    views: tuple[tuple[int, int], ...] = ((0, 0),)
    rare: float = FLOOR

    @property
    def is_own(self) -> bool:
        """Whether what is rare would make it a candidate alone."""
        return self.rare >= FLOOR


@dataclass(frozen=True, slots=True)
class _Pair:
    """A view of the query and one of a picture (`view`: its number in all segments)."""

    own: int
    view: int
    score: float
    mirrored: bool | None
    by: Literal["pdq", "points"]
    rare: float

    @property
    def strength(self) -> tuple[float, float]:
        """What pairs and candidates are ordered by: what is rare, if it is enough to be told from chance, then all."""
        return _strength(self.rare, self.score)


class PictureIndex:
    """Pictures by their prints, in a folder of sealed segments. One writer at a time, any number of readers.

    A picture is entered, and searched for, as its whole and as each of its regions (its views).

    What an opened index holds is what was there when it was opened, plus what is added through it. The same set of
    pictures gives the same candidates in whatever order and batches they were added.
    """

    def __init__(self, folder: Path, shelf: list[Shelved]) -> None:
        self._folder = folder
        self._swept = False
        self._merge: BackgroundMerge | None = None
        self._use(shelf)

    @classmethod
    def open(cls, folder: Path) -> PictureIndex:
        """Opens the index in the folder; an absent folder is an empty index. Never writes.

        A segment that is missing or damaged is left out: add the pictures again that `digests` does not name. What
        `check` alone can tell is not looked at.
        """
        return cls(folder, shelved(folder))

    def __len__(self) -> int:
        return sum(len(item.segment.names.digests) for item in self._shelf)

    def digests(self) -> set[Digest]:
        """The pictures it holds."""
        written = (item.segment.names.digests.tobytes().hex() for item in self._shelf)
        return {text[start : start + 64] for text in written for start in range(0, len(text), 64)}

    def check(self) -> list[str]:
        """Reads every byte of the index; says of each segment that is not as it was written what is wrong with it."""
        return problems(self._folder, self._shelf)

    def add(self, entries: Iterable[tuple[Digest, PicturePrints]]) -> None:
        """Adds pictures; those it holds already are passed over. Written and durable when it returns.

        Large numbers are written in several steps, so that after a kill the first of them are there. Large segments
        are merged meanwhile by a thread of their own; raises the `OSError` that ended an earlier merge.
        """
        if not self._swept:
            self._folder.mkdir(parents=True, exist_ok=True)
            sweep(self._folder, self._shelf)
            self._swept = True
        fresh = self._fresh(entries)
        while batch := list(islice(fresh, _AT_ONCE)):
            self._append(batch)

    def settle(self) -> None:
        """Waits until the segments are merged as far as they are going to be. Nothing is lost when it is not called."""
        while self._merge is not None:
            self._take_merged(wait=True)
            self._begin_merge()

    def candidates(
        self,
        prints: PicturePrints,
        limit: int = 20,
        *,
        leave_out: Digest | None = None,
        floor: float = FLOOR,
        view_pairs: int = VIEW_PAIRS,
    ) -> list[Candidate]:
        """The pictures that may be copies of the one with these prints, at most `limit`, the likeliest first.

        `leave_out` is not among them, nor does it count in any way: it is the query itself where that is in the index.
        (But in which lists a sample is read is decided with it: see `pairs`.) `floor`: the score that a picture
        needs by its points. `view_pairs`: how many pairs of views are told of a candidate at most. Most pictures
        without a copy have none or a few candidates.
        """
        return self.by_floor(prints, (floor,), limit, leave_out=leave_out, view_pairs=view_pairs)[0]

    def by_floor(
        self,
        prints: PicturePrints,
        floors: Sequence[float],
        limit: int = 20,
        *,
        leave_out: Digest | None = None,
        view_pairs: int = VIEW_PAIRS,
    ) -> list[list[Candidate]]:
        """What `candidates` gives for each of these floors, in one search (but for votes at the very edge of a table of
        places, which a search with a higher floor may leave out)."""
        if not len(self):
            return [[] for _ in floors]
        hidden = self._views_of(leave_out)
        views = views_of(prints)
        pairs = [*self._by_points(views, hidden, min(floors)), *self._by_hash(views, hidden)]
        told: list[list[Candidate]] = []
        for floor in floors:
            found: dict[Digest, list[_Pair]] = {}
            for pair in _combined(pair for pair in pairs if pair.by == "pdq" or pair.score >= floor):
                found.setdefault(self._digest_of(pair.view), []).append(pair)
            candidates = [self._candidate(digest, of_picture, view_pairs) for digest, of_picture in found.items()]
            told.append(sorted(candidates, key=lambda one: (*_strength(one.rare, one.score), one.digest))[:limit])
        return told

    def shown_in(self, frames: FramePrints, *, leave_out: Digest | None = None) -> dict[Digest, tuple[int, int]]:
        """The pictures of which a video may show a view, since its hash is near to that of one of the frames: by how
        many bits, and the number of the frame that is nearest. Of a video each of its key frames, too, is a view."""
        if not len(self):
            return {}
        telling, asked = asked_for(frames, self._reading.views)
        if not len(telling):
            return {}
        hidden = self._views_of(leave_out)
        found: dict[Digest, tuple[int, int]] = {}
        for item, first in zip(self._shelf, self._first_views, strict=True):
            hashes = item.segment.hashes()
            rows, which, bits = near_pairs(asked, hashes, item.segment.names.qualities)
            nearest = np.full(len(hashes), (NEAR + 1) * len(telling), np.int64)
            np.minimum.at(nearest, rows, bits * len(telling) + which % len(telling))
            for row in np.unique(rows).tolist():
                if not hidden[0] <= row + first < hidden[1]:
                    distance, place = divmod(int(nearest[row]), len(telling))
                    told, digest = (distance, int(telling[place])), self._digest_of(row + first)
                    found[digest] = min(told, found.get(digest, told))
        return found

    def _candidate(self, digest: Digest, pairs: Sequence[_Pair], most: int) -> Candidate:
        ordered = sorted(pairs, key=lambda pair: (*pair.strength, pair.own, self._number_of(pair.view)))
        best = ordered[0]
        views = tuple((pair.own, self._number_of(pair.view)) for pair in ordered[:most])
        return Candidate(digest, best.score, best.mirrored, best.by, views, best.rare)

    def _by_points(self, views: Sequence[PicturePrints], hidden: tuple[int, int], floor: float) -> Iterator[_Pair]:
        """Views with points in common with one of the query: as it is, and mirrored."""
        sides = [(own, side) for own in range(len(views)) for side in (False, True)]
        codes = [views[own].mirrored if side else views[own].descriptors for own, side in sides]
        pairs = self._reading.pairs(np.concatenate(codes), hidden, strengths([len(part) for part in codes]))
        count, first = self._reading.views - (hidden[1] - hidden[0]), 0
        for (own, side), part in zip(sides, codes, strict=True):
            of_side = pairs.of(first, first + len(part))
            found = scores(of_side, geometry_of(views[own], mirrored=side), count, floor)
            first += len(part)
            for view, score, rare in zip(*(column.tolist() for column in found), strict=True):
                yield _Pair(own, view, score, side, "points", rare)

    def _by_hash(self, views: Sequence[PicturePrints], hidden: tuple[int, int]) -> Iterator[_Pair]:
        """Views with a PDQ hash near to that of one of the query."""
        usual = 2 * common_among(self._reading.views - (hidden[1] - hidden[0]))
        asked = [(own, prints) for own, prints in enumerate(views) if prints.pdq_quality >= LEAST_QUALITY]
        held = [item.segment.hashes() for item in self._shelf] if asked else []
        for own, prints in asked:
            found: list[tuple[int, int, bool]] = []
            for item, hashes, first in zip(self._shelf, held, self._first_views, strict=True):
                rows, distances, ways = near_hashes(prints.pdq, hashes)
                good = item.segment.names.qualities[rows] >= LEAST_QUALITY
                for row, distance, way in zip(
                    rows[good].tolist(), distances[good].tolist(), ways[good].tolist(), strict=True
                ):
                    if not hidden[0] <= row + first < hidden[1]:
                        found.append((row + first, distance, way))
            for view, distance, way in found:
                score = FLOOR + NEAR_HASH - distance
                yield _Pair(own, view, score, way, "pdq", score if len(found) <= usual else 0.0)

    def _append(self, batch: list[tuple[Digest, PicturePrints]]) -> None:
        """Writes one more segment, and merges the small ones before it into it."""
        self._take_merged(wait=False)
        number = self._shelf[-1].last + 1 if self._shelf else 0
        kept = [*self._shelf, put(self._folder, partial(write_pictures, batch), number, number)]
        open_to_merge = kept if self._merge is None else [item for item in kept if item.first > self._merge.last]
        taken = with_before(_pictures(open_to_merge[:-1]), len(batch))
        if taken:
            joined = kept[-taken - 1 :]
            writing = partial(write_merged, [item.segment for item in joined])
            kept[-taken - 1 :] = [put(self._folder, writing, joined[0].first, number)]
        self._use(kept)
        self._begin_merge()
        sweep(self._folder, kept, [self._merge.name] if self._merge else [])

    def _begin_merge(self) -> None:
        """Has large segments merged when they are enough, unless some are being merged."""
        if self._merge is None:
            taken = due(_pictures(self._shelf))
            if taken:
                self._merge = BackgroundMerge(self._folder, self._shelf[-taken:])

    def _take_merged(self, *, wait: bool) -> None:
        """Uses the segment that was merged meanwhile, if any, for those that it replaces."""
        merge = self._merge
        if merge is None or not merge.done(wait=wait):
            return
        self._merge = None
        self._use(taken_in(self._folder, self._shelf, merge.first, merge.last))
        sweep(self._folder, self._shelf)

    def _fresh(self, entries: Iterable[tuple[Digest, PicturePrints]]) -> Iterator[tuple[Digest, PicturePrints]]:
        known: set[Digest] = set()
        for digest, prints in entries:
            if digest not in known and self._place_of(digest) is None:
                known.add(digest)
                yield digest, prints

    def _use(self, shelf: list[Shelved]) -> None:
        """Makes these segments the ones that are searched; views are numbered through them in order."""
        self._shelf = shelf
        counts = [len(item.segment.names.pictures) for item in shelf]
        self._first_views = [sum(counts[:place]) for place in range(len(counts))]
        self._read: Reading | None = None

    @property
    def _reading(self) -> Reading:
        if self._read is None:
            self._read = Reading(self._shelf)
        return self._read

    def _segment_of(self, view: int) -> tuple[Shelved, int]:
        """The segment that holds a view, and its number there."""
        place = int(np.searchsorted(self._first_views, view, side="right")) - 1
        while not len(self._shelf[place].segment.names.pictures):
            place -= 1
        return self._shelf[place], view - self._first_views[place]

    def _digest_of(self, view: int) -> Digest:
        item, row = self._segment_of(view)
        return bytes(item.segment.names.digests[item.segment.names.pictures[row]]).hex()

    def _number_of(self, view: int) -> int:
        item, row = self._segment_of(view)
        return int(item.segment.names.numbers[row])

    def _place_of(self, digest: Digest) -> tuple[int, int] | None:
        """In which segment and at which place there a picture is."""
        wanted = bytes.fromhex(digest)
        for place, item in enumerate(self._shelf):
            row = item.segment.number_of(wanted)
            if row >= 0:
                return place, row
        return None

    def _views_of(self, digest: Digest | None) -> tuple[int, int]:
        """The views of a picture, from the first to before the second; none when it is not here."""
        found = None if digest is None else self._place_of(digest)
        if found is None:
            return 0, 0
        low, high = self._shelf[found[0]].segment.views_of(found[1])
        return low + self._first_views[found[0]], high + self._first_views[found[0]]


def _pictures(shelf: Sequence[Shelved]) -> list[int]:
    return [len(item.segment.names.digests) for item in shelf]


def _combined(pairs: Iterable[_Pair]) -> Iterator[_Pair]:
    """One pair for each pair of views: what speaks for it as it is, mirrored, and by its hash, together."""
    ways: dict[tuple[int, int], list[float]] = {}
    rare: dict[tuple[int, int], float] = {}
    hashed: dict[tuple[int, int], _Pair] = {}
    for pair in pairs:
        key = (pair.own, pair.view)
        if pair.by == "pdq":
            hashed[key] = pair
        else:
            ways.setdefault(key, [0.0, 0.0])[bool(pair.mirrored)] = pair.score
            rare[key] = max(rare.get(key, 0.0), pair.rare)
    for own, view in ways.keys() | hashed.keys():
        straight, mirrored = ways.get((own, view), (0.0, 0.0))
        near = hashed.get((own, view))
        way = mirrored > straight if max(straight, mirrored) >= _CLEARLY * min(straight, mirrored) else None
        if near is not None and not straight and not mirrored:
            way = near.mirrored
        score = max(straight, mirrored) + (near.score if near is not None else 0.0)
        of_few = rare.get((own, view), 0.0) + (near.rare if near is not None else 0.0)
        yield _Pair(own, view, score, way, "points" if near is None else "pdq", of_few)


def _strength(rare: float, score: float) -> tuple[float, float]:
    return (-rare if rare >= FLOOR else 0.0), -score
