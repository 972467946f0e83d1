"""Media joined into groups by their copies; a picture that holds several others belongs to each through its regions.

Exact, copy and altered join where they are sure, the same subject never does; an unsure link joins a single picture to
a family, and two families only where a second one says the same. A part joins too, as long as the larger picture holds
pieces of one group only: a front page joins its photograph. A collage of two photographs must not make one group of
them, or the first seen of one would be told of the other: its pieces do not join it, and each of its places is a region
shown for the group that the piece belongs to.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from firstseen.model.copies import JOINING, Copy, Relation
from firstseen.model.identifiers import Digest
from firstseen.model.pictures import Box

__all__ = ["Grouping", "Region", "Size", "groups", "places"]

Size = tuple[int, int]
"""Width and height in pixels of the stored picture, after its EXIF orientation."""

FILLS = 0.85
"""Share of its frame that a picture's shared box covers at least when it is the piece, and not what holds it."""

SURE_LINK = 0.8
"""Confidence from which a copy alone makes two families one: below it one link in five or so is wrong, and a chain of
such links would soon hold everything."""

ONE_PLACE = 0.5
"""Share of the smaller of two boxes that lies in the other when both are one place of the picture."""


@dataclass(frozen=True, slots=True, order=True)
class Region:
    """A place in a medium, with its box, that shows a picture of the group to which `shows` belongs."""

    medium: Digest
    box: Box
    shows: Digest


@dataclass(frozen=True, slots=True)
class Grouping:
    """Every medium in exactly one of `groups` (sorted, by first member); `regions` belong to further groups."""

    groups: tuple[tuple[Digest, ...], ...]
    regions: tuple[Region, ...] = ()


@dataclass(frozen=True, slots=True)
class _Piece:
    """What a part says of the picture that holds it: where, and whose."""

    box: Box
    shows: Digest


class _Sets:
    """Disjoint sets, each named by its smallest member."""

    def __init__(self, members: Iterable[Digest]) -> None:
        self._parent = {digest: digest for digest in members}
        self._size = dict.fromkeys(self._parent, 1)

    def root(self, digest: Digest) -> Digest:
        while self._parent[digest] != digest:
            self._parent[digest] = self._parent[self._parent[digest]]
            digest = self._parent[digest]
        return digest

    def join(self, one: Digest, other: Digest) -> bool:
        low, high = sorted((self.root(one), self.root(other)))
        if low == high:
            return False
        self._parent[high] = low
        self._size[low] += self._size[high]
        return True

    def size(self, root: Digest) -> int:
        """How many members the set has that is named by `root`."""
        return self._size[root]

    def all(self) -> tuple[tuple[Digest, ...], ...]:
        members: dict[Digest, list[Digest]] = {}
        for digest in sorted(self._parent):
            members.setdefault(self.root(digest), []).append(digest)
        return tuple(tuple(members[first]) for first in sorted(members))


def groups(media: Iterable[Digest], copies: Iterable[Copy], sizes: Mapping[Digest, Size]) -> Grouping:
    """The groups of these media, and the regions of pictures that hold pieces of several.

    The order of what is given does not matter. Copies of media that are not among `media` are left out. A part whose
    boxes or sizes are not known joins as a copy does.
    """
    all_media = sorted(set(media))
    present = set(all_media)
    known = sorted(
        (copy for copy in copies if copy.relation in JOINING and copy.a in present and copy.b in present),
        key=lambda copy: (copy.a, copy.b),
    )
    whole = [copy for copy in known if copy.relation is not Relation.PART]
    parts = [copy for copy in known if copy.relation is Relation.PART]
    # A crop of a photograph that lies in a collage looks like a copy that shows less: only what else is known of the
    # collage tells that it is a piece of it.
    sets = _joined(all_media, whole)
    pieces = _pieces(parts, sizes)
    collages = {medium for medium, held in pieces.items() if len(_shown(held, sets)) > 1}
    parts += [copy for copy in whole if _is_piece(copy, collages, sizes)]
    pieces = _pieces(parts, sizes)
    sets = _joined(all_media, [copy for copy in whole if not _is_piece(copy, collages, sizes)])
    version_of = {digest: sets.root(digest) for digest in all_media}
    # Joining can only make several groups one, so a picture that holds pieces of several may turn out to hold one.
    joined = True
    while joined:
        holding = {version_of[medium] for medium, held in pieces.items() if len(_shown(held, sets)) > 1}
        free = [copy for copy in parts if not holding & {version_of[copy.a], version_of[copy.b]}]
        joined = _link(sets, free)
    regions = [
        Region(medium, box, shows)
        for medium, held in pieces.items()
        if version_of[medium] in holding
        for box, shows in _shown(held, sets).values()
        if sets.root(shows) != sets.root(medium)
    ]
    return Grouping(sets.all(), tuple(sorted(regions)))


def places(copies: Iterable[Copy], sizes: Mapping[Digest, Size]) -> dict[Digest, tuple[Box, ...]]:
    """For each picture that holds others, the distinct places where they are in it, the largest first."""
    found: dict[Digest, tuple[Box, ...]] = {}
    for medium, held in _pieces((copy for copy in copies if copy.relation is Relation.PART), sizes).items():
        found[medium] = tuple(piece.box for piece in _distinct(held))
    return found


def _joined(media: Iterable[Digest], copies: Iterable[Copy]) -> _Sets:
    sets = _Sets(media)
    _link(sets, copies)
    return sets


def _link(sets: _Sets, copies: Iterable[Copy]) -> bool:
    """Joins what the copies join; whether anything was.

    Sure links join. An unsure one only brings a single picture to a family, the surest first: two families that a
    single unsure link would make one stay two, unless a second pair of them says the same.
    """
    joined = False
    unsure: list[Copy] = []
    for copy in copies:
        if copy.confidence >= SURE_LINK:
            joined |= sets.join(copy.a, copy.b)
        else:
            unsure.append(copy)
    between: dict[tuple[Digest, Digest], int] = {}
    for copy in sorted(unsure, key=lambda copy: (-copy.confidence, copy.a, copy.b)):
        one, other = sorted((sets.root(copy.a), sets.root(copy.b)))
        between[one, other] = between.get((one, other), 0) + 1
        single = min(sets.size(one), sets.size(other)) == 1
        if one != other and (single or between[one, other] > 1):
            joined |= sets.join(one, other)
    return joined


def _is_piece(copy: Copy, collages: set[Digest], sizes: Mapping[Digest, Size]) -> bool:
    """Whether a copy is of a piece of one of the collages, and not of the whole of it."""
    return any(
        medium in collages and box is not None and not _fills(box, sizes[medium])
        for medium, box in ((copy.a, copy.box_a), (copy.b, copy.box_b))
    )


def _fills(box: Box, size: Size) -> bool:
    return _area(box) >= FILLS * size[0] * size[1]


def _pieces(parts: Iterable[Copy], sizes: Mapping[Digest, Size]) -> dict[Digest, list[_Piece]]:
    """For each picture that holds others: the pieces in it."""
    pieces: dict[Digest, list[_Piece]] = {}
    for copy in parts:
        for medium, box, other in ((copy.a, copy.box_a, copy.b), (copy.b, copy.box_b, copy.a)):
            if box is not None and medium in sizes and not _fills(box, sizes[medium]):
                pieces.setdefault(medium, []).append(_Piece(box, other))
    return pieces


def _shown(held: list[_Piece], sets: _Sets) -> dict[Digest, tuple[Box, Digest]]:
    """The distinct places of a picture, each with its largest box, by the group shown there (one place a group).

    Two groups at one place are one photograph that could not be joined, and count once: the larger box stands.
    """
    found: dict[Digest, tuple[Box, Digest]] = {}
    for piece in _distinct(held):
        found.setdefault(sets.root(piece.shows), (piece.box, piece.shows))
    return found


def _distinct(held: list[_Piece]) -> list[_Piece]:
    """The largest piece of each place, the largest first."""
    distinct: list[_Piece] = []
    for piece in sorted(held, key=lambda piece: (-_area(piece.box), piece.box, piece.shows)):
        if not any(_one_place(piece.box, other.box) for other in distinct):
            distinct.append(piece)
    return distinct


def _area(box: Box) -> int:
    return max(0, box[2] - box[0]) * max(0, box[3] - box[1])


def _one_place(one: Box, other: Box) -> bool:
    shared = (max(one[0], other[0]), max(one[1], other[1]), min(one[2], other[2]), min(one[3], other[3]))
    overlap = max(0, shared[2] - shared[0]) * max(0, shared[3] - shared[1])
    return overlap > ONE_PLACE * min(_area(one), _area(other))
