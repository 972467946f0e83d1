"""The page of a pair: why two media are called copies (or are not), with everything that can be looked at."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Final

from firstseen.dossier.addresses import pair_address, pair_picture_address
from firstseen.dossier.comparisons import Comparison
from firstseen.dossier.differences import Cells, CropMaker, Difference, Pair, differences
from firstseen.dossier.figures import changed, remaining
from firstseen.dossier.footage import Footage
from firstseen.dossier.overlay import Overlay
from firstseen.dossier.pages import Pages
from firstseen.dossier.platforms import Platforms
from firstseen.dossier.previews import Preview, written
from firstseen.dossier.segment_map import segment_map
from firstseen.dossier.side_by_side import SideBySide, side_by_side, stacked
from firstseen.dossier.sound_pair import PITCHES
from firstseen.dossier.spectrogram import HIGHEST
from firstseen.dossier.wording import lower_first, noun
from firstseen.match.difference import painted
from firstseen.model.copies import Copy, Relation
from firstseen.model.identifiers import Digest
from firstseen.model.matrices import Point
from firstseen.model.records import CaseReading, MediumRecord

__all__ = ["LaidPictures", "NamedPair", "PairPages", "spotlights"]

_MOST_SHOWN: Final = 4  # appearances named for each of the two; all are on the pages of the media
_MOST_OF_FRAME: Final = 0.9
"""Share of a picture's frame above which a part fills it, and dimming the rest would show nothing."""


@dataclass(frozen=True, slots=True)
class NamedPair:
    """A comparison with the names its page gives the two ("Version 1"), and the number of the group it belongs to."""

    comparison: Comparison
    left_name: str
    right_name: str
    group: str
    number: int

    @property
    def in_sentences(self) -> tuple[str, str]:
        """The names of a and of b inside a sentence."""
        left, right = (lower_first(name) for name in (self.left_name, self.right_name))
        return (left, right) if self.comparison.left_is_a else (right, left)


@dataclass(frozen=True, slots=True)
class LaidPictures:
    """The pictures of an aligned difference as written; `reason` when there are none."""

    a: Preview | None = None
    b: Preview | None = None
    difference: Preview | None = None
    cells: Cells | None = None
    reason: str | None = None


class PairPages:
    """The pairs that have a page of their own, collected while the groups are written, and then written."""

    def __init__(self) -> None:
        self._pairs: dict[tuple[Digest, Digest], NamedPair] = {}

    def __len__(self) -> int:
        return len(self._pairs)

    def add(self, pair: NamedPair) -> None:
        """Give a pair a page; the first one told of two media stands."""
        self._pairs.setdefault((pair.comparison.copy.a, pair.comparison.copy.b), pair)

    def has(self, copy: Copy) -> bool:
        """Whether the pair has a page."""
        return (copy.a, copy.b) in self._pairs

    def write(
        self,
        case: CaseReading,
        platforms: Platforms,
        pages: Pages,
        folder: Path,
        *,
        footage: Footage,
        crops: CropMaker | None,
        progress: Callable[[int], None],
    ) -> None:
        """Write all pages, with the aligned differences where `crops` can be had; `footage` was made before."""
        laid = dict(_laid(self._pairs, folder, crops, progress)) if crops else {}
        for key, pair in self._pairs.items():
            one = pair.comparison
            drawings: list[SideBySide] = []
            if one.left_overlay and one.right_overlay:
                drawings = [make(one.left_overlay, one.right_overlay) for make in (side_by_side, stacked)]
            a, b = pair.in_sentences
            pages.write(
                pair_address(*key),
                "pair.html",
                pair=pair,
                one=one,
                drawings=drawings,
                spotlights=spotlights(one.copy, drawings[0]) if drawings else (False, False),
                laid=laid.get(key),
                changed=changed(one.copy, a, b),
                figures=remaining(one.copy, a, b),
                stretches=segment_map(one, lower_first(pair.left_name), lower_first(pair.right_name)),
                moving=footage.of(one.copy),
                noun=noun(one.left, one.right),
                pitches=PITCHES,
                highest=HIGHEST,
                seen=[_seen(case, medium) for medium in (one.left, one.right)],
                platforms=platforms,
            )


def _laid(
    pairs: dict[tuple[Digest, Digest], NamedPair], folder: Path, crops: CropMaker, progress: Callable[[int], None]
) -> Iterator[tuple[tuple[Digest, Digest], LaidPictures]]:
    wanted = (pair for pair in map(_sized, pairs.values()) if pair)
    for done, difference in enumerate(differences(wanted, crops), start=1):
        key = (difference.copy.a, difference.copy.b)
        yield key, _written(difference, folder)
        progress(done)


def _sized(pair: NamedPair) -> Pair | None:
    one = pair.comparison
    a, b = (one.left, one.right) if one.left_is_a else (one.right, one.left)
    if a.facts is None or b.facts is None:
        return None
    return one.copy, (a.facts.width, a.facts.height), (b.facts.width, b.facts.height)


def _written(difference: Difference, folder: Path) -> LaidPictures:
    laid, copy = difference.laid, difference.copy
    if laid is None:
        return LaidPictures(reason=difference.reason)
    first, second, third = (
        written(pixels, folder / pair_picture_address(copy.a, copy.b, what))
        for what, pixels in (("a", laid.first), ("b", laid.second), ("difference", painted(laid)))
    )
    return LaidPictures(first, second, third, difference.cells)


def _seen(case: CaseReading, medium: MediumRecord) -> list[object]:
    return list(islice(case.appearances(medium=medium.digest), _MOST_SHOWN))


def spotlights(copy: Copy, drawing: SideBySide) -> tuple[bool, bool]:
    """In which of the two (left, right) what is not shared is dimmed: the one in which a part is a piece."""
    if copy.relation is not Relation.PART:
        return False, False
    shares = _share(drawing.left.overlay), _share(drawing.right.overlay)
    smaller = min(shares)
    return shares[0] == smaller < _MOST_OF_FRAME, shares[1] == smaller < _MOST_OF_FRAME


def _share(overlay: Overlay) -> float:
    """The share of a picture's frame that the outline of the shared part takes; 1 where there is none."""
    if not overlay.outline:
        return 1.0
    return abs(_area(overlay.outline)) / (overlay.width * overlay.height)


def _area(corners: tuple[Point, ...]) -> float:
    following = (*corners[1:], corners[0])
    return sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in zip(corners, following, strict=True)) / 2
