"""The program as the bench sees it: pictures in, pictures found out, by its default decision. The only door to it."""

from __future__ import annotations

import hashlib
import pickle
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from firstseen.index.pictures import PictureIndex
from firstseen.match.verify import verify
from firstseen.model.copies import JOINING, Copy
from firstseen.model.pictures import Box
from firstseen.pipeline.matching import candidates_for, compared
from firstseen.prints.describe import describe
from firstseen.prints.packing import pack
from firstseen.prints.picture import PicturePrints

__all__ = ["Found", "Program", "prints_of", "verified"]

_INDEX, _PRINTS = "index", "prints.pickle"


@dataclass(frozen=True, slots=True)
class Found:
    """One reference that the program says something of, as seen from the query. `joins`: it calls the two copies."""

    name: str
    confidence: float
    relation: str
    joins: bool
    mirrored: bool
    box_query: Box | None
    box_reference: Box | None
    changes: tuple[str, ...]


def prints_of(rgb: NDArray[np.uint8]) -> PicturePrints:
    """What the program works out for a picture."""
    rgb = np.ascontiguousarray(rgb)
    return describe(rgb, hashlib.sha256(repr(rgb.shape).encode() + rgb.tobytes()).hexdigest())


def verified(a: PicturePrints, b: PicturePrints) -> Copy | None:
    """What the program says of two pictures alone."""
    return verify("0", a, "1", b)


class Program:
    """References as the program keeps them: an index on disk, and their prints at hand."""

    def __init__(self, folder: Path) -> None:
        with (folder / _PRINTS).open("rb") as stream:
            self._prints: dict[str, tuple[str, PicturePrints]] = pickle.load(stream)  # noqa: S301 - written by `build`
        self._index = PictureIndex.open(folder / _INDEX)

    @classmethod
    def build(cls, folder: Path, references: Iterable[tuple[str, PicturePrints]]) -> int:
        """Writes what the references need into a folder; gives the bytes that the program keeps for them."""
        prints = {_digest(name): (name, one) for name, one in references}
        with (folder / _PRINTS).open("wb") as stream:
            pickle.dump(prints, stream)
        PictureIndex.open(folder / _INDEX).add((digest, one) for digest, (_, one) in sorted(prints.items()))
        kept = sum(len(pack(one)) for _, one in prints.values())
        return kept + sum(path.stat().st_size for path in (folder / _INDEX).rglob("*") if path.is_file())

    def find(self, rgb: NDArray[np.uint8]) -> list[Found]:
        """What it says of the references, the surest first, as `find` and `trace` would."""
        prints = prints_of(rgb)
        query = _digest("the query " + prints.pixels)
        found = []
        for candidate in candidates_for(query, prints, self._index):
            name, other = self._prints[candidate.digest]
            copy = compared(query, prints, candidate, other)
            if copy is not None:
                found.append(_seen_from(copy, name, copy.a == query))
        return sorted(found, key=lambda one: (not one.joins, -one.confidence, one.name))


def _seen_from(copy: Copy, name: str, first: bool) -> Found:
    boxes = (copy.box_a, copy.box_b) if first else (copy.box_b, copy.box_a)
    joins = copy.relation in JOINING
    return Found(name, copy.confidence, copy.relation.value, joins, copy.mirrored, *boxes, copy.changes)


def _digest(name: str) -> str:
    return hashlib.sha256(name.encode()).hexdigest()
