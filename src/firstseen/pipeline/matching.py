"""Finds copies of one picture: searches candidates for it and verifies them."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Final

import cv2
from threadpoolctl import threadpool_limits

from firstseen.index.pictures import Candidate, PictureIndex
from firstseen.index.votes import FLOOR
from firstseen.match.verify import LOOKED_CLOSER_AT, verify
from firstseen.match.views import ViewPair, in_order
from firstseen.model.copies import JOINING, Copy
from firstseen.model.identifiers import Digest
from firstseen.pipeline.shelf import PrintShelf
from firstseen.prints.picture import PicturePrints

__all__ = [
    "Done",
    "candidates_for",
    "compared",
    "likeliest",
    "one_thread",
    "sought",
    "sought_by_footage",
    "verified",
    "weak_floor",
]

CANDIDATES: Final = 200
"""Candidates verified for a picture. More copies than these are joined through one another."""
SOUGHT: Final = 2000
"""What the index is asked for at most: of what moves other numbers are compared."""
SECOND_LOOK: Final = 9.0
"""Score from which a candidate that the first points do not settle is looked at closer. Of 250 edits whose picture was
among the candidates 19 in 20 had 17 or more, of the chance candidates four in five had less than 9."""
WEAK: Final = 2
WEAK_FLOOR: Final = 3.0
WEAK_UP_TO: Final = 5000
"""In cases of up to so many pictures the best two candidates are compared, and looked at closer, from this score on. Of
120 hard edits (crops to a tenth, letters all over, photographed screens) 13 had less than 9, and all but one of these
were among the best two of 200 pictures; among many more, chance takes these places, and the time would be in vain."""
PATIENCE: Final = 48
"""Candidates in a row that join nothing, after which a picture is compared with no more. Twice the patience of `find`,
and every pair is met from both sides."""
COMMON_PATIENCE: Final = 4
"""The same for candidates that rest on what is in very many pictures (`Candidate.is_own`), which come last: a template,
of which one is as good as another, or a photograph with very many copies, of which the first joins."""
AT_ONCE: Final = 32
"""Candidates whose prints are read at once, in case the patience ends."""
REMEMBERED: Final = 100_000
"""Comparisons without a result that are remembered while matching: 50 MB at most."""


@dataclass(frozen=True, slots=True)
class _Comparison:
    """How two pictures are compared: `ways` (mirrored or not), `views` (the wholes first) of a and b, the smaller
    digest first, and whether the second look may be had."""

    ways: frozenset[bool]
    views: tuple[ViewPair, ...]
    second_look: bool

    def covers(self, other: _Comparison) -> bool:
        """Whether this one looks at all that the other looks at: if it finds nothing, nor does the other."""
        if not other.ways <= self.ways or not set(other.views) <= set(self.views):
            return False
        closer = set(other.views[:LOOKED_CLOSER_AT]) <= set(self.views[:LOOKED_CLOSER_AT])
        return not other.second_look or (self.second_look and closer)


class Done:
    """What was compared in this run: pairs that gave a copy, and comparisons in vain, the last `REMEMBERED` of them.

    A pair is met from both sides. What is forgotten, as by a run that was stopped, is compared again, no more.
    """

    def __init__(self) -> None:
        self._copies: dict[tuple[Digest, Digest], bool] = {}
        """Whether each pair that gave a copy was joined by it."""
        self._in_vain: OrderedDict[tuple[Digest, Digest], _Comparison] = OrderedDict()

    def joined(self, digest: Digest, candidate: Candidate) -> bool | None:
        """Whether these two were compared and joined; None where comparing them may tell something new."""
        pair = _pair(digest, candidate.digest)
        if pair in self._copies:
            return self._copies[pair]
        before = self._in_vain.get(pair)
        return False if before is not None and before.covers(_comparison(digest, candidate)) else None

    def tell(self, digest: Digest, candidate: Candidate, *, joined: bool) -> None:
        """Remembers what `joined` of another `Done` said."""
        self._copies[_pair(digest, candidate.digest)] = joined

    def add(self, digest: Digest, candidate: Candidate, copy: Copy | None) -> None:
        """Remembers that a picture was compared with this candidate, and what that gave."""
        pair = _pair(digest, candidate.digest)
        if copy is not None:
            self._copies[pair] = copy.relation in JOINING
            return
        self._in_vain[pair] = _comparison(digest, candidate)
        while len(self._in_vain) > REMEMBERED:
            self._in_vain.popitem(last=False)


def verified(
    digest: Digest,
    prints: PicturePrints,
    candidates: Iterable[Candidate],
    shelf: PrintShelf,
    patience: int | None = None,
    *,
    compared_before: Done | None = None,
) -> Iterator[Copy]:
    """Those candidates that are copies (or the same subject) of a picture, in their order.

    With `patience`, the search ends after so many candidates in a row that join nothing, or `COMMON_PATIENCE` of those
    that rest on what very many pictures share. What was `compared_before` is not compared again but counts as it did
    then, so that nothing depends on how much of it is remembered.
    """
    done = Done() if compared_before is None else compared_before
    waiting_for = iter(candidates)
    in_vain = of_common = 0
    while some := list(islice(waiting_for, AT_ONCE)):
        others = shelf.get(candidate.digest for candidate in some if done.joined(digest, candidate) is None)
        for candidate in some:
            joins = done.joined(digest, candidate)
            if joins is None:
                if candidate.digest not in others:
                    continue
                copy = compared(digest, prints, candidate, others[candidate.digest])
                done.add(digest, candidate, copy)
                joins = copy is not None and copy.relation in JOINING
                if copy is not None:
                    yield copy
            in_vain = 0 if joins else in_vain + 1
            of_common = 0 if joins else of_common + (not candidate.is_own)
            if patience is not None and (in_vain == patience or of_common == COMMON_PATIENCE):
                return


def sought(digest: Digest, prints: PicturePrints, index: PictureIndex) -> list[Candidate]:
    """All that the index tells of for a picture, and what moves among it, the likeliest first; from `weak_floor` on."""
    return index.candidates(prints, SOUGHT, leave_out=digest, floor=weak_floor(index))


def sought_by_footage(
    digest: Digest, prints: PicturePrints, index: PictureIndex, view_pairs: int
) -> tuple[list[Candidate], list[Candidate]]:
    """All that the index tells of for the key frames of a video, the likeliest first, and what it tells of besides from
    `weak_floor` on. Two lists: what is below the score that it asks for of a pair of views says nothing more of what is
    above it by another."""
    floors = sorted({FLOOR, weak_floor(index)}, reverse=True)
    own, *weaker = index.by_floor(prints, floors, SOUGHT, leave_out=digest, view_pairs=view_pairs)
    return own, [one for weak in weaker for one in weak if one.score < FLOOR]


def candidates_for(digest: Digest, prints: PicturePrints, index: PictureIndex) -> list[Candidate]:
    """The pictures of the index that are compared with one, the likeliest first."""
    return likeliest(sought(digest, prints, index), index)


def likeliest(found: Sequence[Candidate], index: PictureIndex) -> list[Candidate]:
    """Those of all that the index told of with which a picture is compared."""
    if weak_floor(index) >= FLOOR:
        return list(found[:CANDIDATES])
    # The score that is asked of the best two is given to them: they are looked at closer whatever it was.
    best = [replace(candidate, score=max(candidate.score, SECOND_LOOK)) for candidate in found[:WEAK]]
    return best + [candidate for candidate in found[WEAK:CANDIDATES] if candidate.score >= FLOOR]


def weak_floor(index: PictureIndex) -> float:
    """The score from which candidates are told of where the index is not large; else the one it asks for itself."""
    return FLOOR if len(index) > WEAK_UP_TO else WEAK_FLOOR


def compared(digest: Digest, prints: PicturePrints, candidate: Candidate, other: PicturePrints) -> Copy | None:
    """What a picture and a candidate for it are to each other, by the views in which they were found."""
    comparison = _comparison(digest, candidate)
    first, second = ((candidate.digest, other), (digest, prints)), ((digest, prints), (candidate.digest, other))
    a, b = first if candidate.digest < digest else second
    return verify(
        *a,
        *b,
        mirrored=next(iter(comparison.ways)) if len(comparison.ways) == 1 else None,
        views=comparison.views,
        second_look=comparison.second_look,
    )


def _comparison(digest: Digest, candidate: Candidate) -> _Comparison:
    views = [(j, i) for i, j in candidate.views] if candidate.digest < digest else candidate.views
    known = len(candidate.views) == 1 and candidate.mirrored is not None
    ways = frozenset((bool(candidate.mirrored),)) if known else frozenset((False, True))
    return _Comparison(ways, tuple(in_order(views)), candidate.score >= SECOND_LOOK)


def one_thread() -> None:
    """Small products and pictures: threads that wait for each other cost more than they give."""
    cv2.setNumThreads(1)
    threadpool_limits(1)


def _pair(one: Digest, other: Digest) -> tuple[Digest, Digest]:
    return (one, other) if one < other else (other, one)
