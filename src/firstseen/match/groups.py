"""Media joined into groups by their copies; a picture that holds several others belongs to each through its regions.

Exact, copy and altered join where they are sure, the same subject never does; an unsure link joins a single picture to
a family, and two families only where a second one says the same. A part joins too, as long as the larger picture holds
pieces of one group only: a front page joins its photograph. A collage of two photographs must not make one group of
them, or the first seen of one would be told of the other: its pieces do not join it, and each of its places is a region
shown for the group that the piece belongs to. Likewise a sound alone never joins a video that has it, or a
song would make one group of all that it was laid under: the video has a region, for the group of the sound.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from firstseen.match.moving.wording import UNSURE
from firstseen.match.places import Running, Size, Spot, area, fills, one_spot, spots_of
from firstseen.model.copies import JOINING, Copy, Relation
from firstseen.model.identifiers import Digest
from firstseen.model.moving import Stretch
from firstseen.model.pictures import Box

__all__ = ["Grouping", "Region", "groups", "places"]

SURE_LINK = 0.8
"""Confidence from which a copy alone makes two families one: below it one link in five or so is wrong, and a chain of
such links would soon hold everything."""


@dataclass(frozen=True, slots=True, order=True)
class Region:
    """A place in a medium that shows a picture of the group to which `shows` belongs: a box, a video's stretches, or a
    box during these."""

    medium: Digest
    box: Box | None
    shows: Digest
    stretches: tuple[Stretch, ...] = ()


@dataclass(frozen=True, slots=True)
class Grouping:
    """Every medium in exactly one of `groups` (sorted, by first member); `regions` belong to further groups."""

    groups: tuple[tuple[Digest, ...], ...]
    regions: tuple[Region, ...] = ()


@dataclass(frozen=True, slots=True)
class _Piece:
    """What a part says of the picture that holds it: where, and whose."""

    spot: Spot
    shows: Digest


_Partners = Mapping[Digest, frozenset[Digest]]
"""For each medium, those that some copies name beside it; empty for one that they do not name."""


def _partners(copies: Iterable[Copy]) -> _Partners:
    found: defaultdict[Digest, frozenset[Digest]] = defaultdict(frozenset)
    for copy in copies:
        found[copy.a] |= {copy.b}
        found[copy.b] |= {copy.a}
    return found


class _Sets:
    """Disjoint sets, each named by its smallest member. `apart`: for each medium those that it was told apart from."""

    def __init__(self, members: Iterable[Digest], apart: _Partners) -> None:
        self._parent = {digest: digest for digest in members}
        self._size = dict.fromkeys(self._parent, 1)
        self._apart = apart

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

    def is_apart(self, single: Digest, root: Digest) -> bool:
        """Whether a medium was told apart from one of the set that is named by `root`."""
        return any(self.root(other) == root for other in self._apart[single])

    def all(self) -> tuple[tuple[Digest, ...], ...]:
        members: dict[Digest, list[Digest]] = {}
        for digest in sorted(self._parent):
            members.setdefault(self.root(digest), []).append(digest)
        return tuple(tuple(members[first]) for first in sorted(members))


def groups(
    media: Iterable[Digest],
    copies: Iterable[Copy],
    sizes: Mapping[Digest, Size],
    running: Mapping[Digest, Running] | None = None,
) -> Grouping:
    """The groups of these media, and the regions of pictures and videos that hold pieces of several.

    The order of what is given does not matter. Copies of media that are not among `media` are left out. A part whose
    boxes or sizes are not known joins as a copy does. `running`: the lengths and shots of videos and sounds.
    """
    all_media = sorted(set(media))
    present = set(all_media)
    frame = _Frames(sizes, running or {})
    every = [copy for copy in copies if copy.a in present and copy.b in present]
    known = sorted((copy for copy in every if copy.relation in JOINING), key=lambda copy: (copy.a, copy.b))
    # Two takes of one scene.
    apart = _partners(copy for copy in every if copy.relation is Relation.SAME_SUBJECT and frame.both_move(copy))
    known = _told(known, apart)
    heard = [copy for copy in known if frame.is_sound_in_video(copy)]
    known = [copy for copy in known if not frame.is_sound_in_video(copy)]
    whole = [copy for copy in known if copy.relation is not Relation.PART]
    parts = [copy for copy in known if copy.relation is Relation.PART]
    # A crop of a photograph that lies in a collage looks like a copy that shows less: only what else is known of the
    # collage tells that it is a piece of it.
    sets = _joined(all_media, whole, apart)
    pieces = _pieces(parts, frame)
    collages = {medium for medium, held in pieces.items() if len(_shown(held, sets)) > 1}
    parts += [copy for copy in whole if _is_piece(copy, collages, frame)]
    pieces = _pieces(parts, frame)
    sets = _joined(all_media, [copy for copy in whole if not _is_piece(copy, collages, frame)], apart)
    version_of = {digest: sets.root(digest) for digest in all_media}
    # Joining can only make several groups one, so a picture that holds pieces of several may turn out to hold one.
    joined = True
    while joined:
        holding = {version_of[medium] for medium, held in pieces.items() if len(_shown(held, sets)) > 1}
        free = [copy for copy in parts if not holding & {version_of[copy.a], version_of[copy.b]}]
        joined = _link(sets, free)
    regions = [
        Region(medium, spot.box, shows, spot.stretches)
        for medium, held in pieces.items()
        if version_of[medium] in holding
        for spot, shows in _shown(held, sets).values()
        if sets.root(shows) != sets.root(medium)
    ]
    regions += _heard(heard, sets, frame)
    return Grouping(sets.all(), tuple(sorted(regions, key=_in_order)))


def _told(copies: Sequence[Copy], apart: _Partners) -> list[Copy]:
    """The copies without those of which nothing tells to which of two takes of a scene a still belongs."""
    nothing = _partners(copy for copy in copies if copy.confidence <= UNSURE)

    def is_of_either(one: Digest, other: Digest) -> bool:
        return not apart[other].isdisjoint(nothing[one])

    return [
        copy
        for copy in copies
        if copy.confidence > UNSURE or not (is_of_either(copy.a, copy.b) or is_of_either(copy.b, copy.a))
    ]


def _heard(copies: Iterable[Copy], sets: _Sets, frames: _Frames) -> list[Region]:
    """A region in each video for each group of sounds that it has: the longest of them."""
    found: dict[tuple[Digest, Digest], _Piece] = {}
    for copy in copies:
        for medium, spot, other in frames.spots(copy):
            if frames.has_picture(medium):
                piece = _Piece(Spot(None, spot.stretches), other)
                key = medium, sets.root(other)
                found[key] = min(found.get(key, piece), piece, key=_largest_first)
    return [Region(medium, None, piece.shows, piece.spot.stretches) for (medium, _), piece in found.items()]


def places(copies: Iterable[Copy], sizes: Mapping[Digest, Size]) -> dict[Digest, tuple[Box, ...]]:
    """For each picture that holds others, the distinct places where they are in it, the largest first."""
    found: dict[Digest, tuple[Box, ...]] = {}
    parts = (copy for copy in copies if copy.relation is Relation.PART and not copy.segments)
    for medium, held in _pieces(parts, _Frames(sizes, {})).items():
        found[medium] = tuple(piece.spot.box for piece in _distinct(held) if piece.spot.box is not None)
    return found


def _joined(media: Iterable[Digest], copies: Iterable[Copy], apart: _Partners) -> _Sets:
    sets = _Sets(media, apart)
    _link(sets, copies)
    return sets


def _link(sets: _Sets, copies: Iterable[Copy]) -> bool:
    """Joins what the copies join; whether anything was.

    Sure links join. An unsure one only brings a single picture to a family, the surest first: two families that a
    single unsure link would make one stay two, unless a second pair of them says the same. One that tells nothing
    brings no video to a still that was taken from another one, of which it is another take.
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
        single = min(sets.size(one), sets.size(other)) == 1
        if copy.confidence > UNSURE:
            between[one, other] = between.get((one, other), 0) + 1
        elif not single or _are_apart(sets, one, other):
            continue
        if one == other:
            continue
        if single or between.get((one, other), 0) > 1:
            joined |= sets.join(one, other)
    return joined


def _are_apart(sets: _Sets, one: Digest, other: Digest) -> bool:
    """Whether one of two sets is a single medium that was told apart from one of the other set."""
    both = (one, other), (other, one)
    return any(sets.size(single) == 1 and sets.is_apart(single, root) for single, root in both)


def _in_order(region: Region) -> tuple[Digest, Box, Digest, tuple[Stretch, ...]]:
    return region.medium, region.box or (0, 0, 0, 0), region.shows, region.stretches


@dataclass(frozen=True, slots=True)
class _Frames:
    """How large and how long the media are, as far as that is known."""

    sizes: Mapping[Digest, Size]
    running: Mapping[Digest, Running]

    def spots(self, copy: Copy) -> tuple[tuple[Digest, Spot, Digest], tuple[Digest, Spot, Digest]]:
        """What two media share: where in the one, and of which other; and the other way round."""
        in_a, in_b = spots_of(copy, (self.running.get(copy.a), self.running.get(copy.b)))
        return (copy.a, in_a, copy.b), (copy.b, in_b, copy.a)

    def has_picture(self, medium: Digest) -> bool:
        """Whether there is anything to be seen in it, as far as is known."""
        return self.sizes.get(medium, (1, 1))[0] > 0

    def both_move(self, copy: Copy) -> bool:
        """Whether both are videos or sounds."""
        return copy.a in self.running and copy.b in self.running

    def is_sound_in_video(self, copy: Copy) -> bool:
        """Whether one of two media is a sound alone, and the other has a picture too."""
        return bool(copy.segments) and self.has_picture(copy.a) != self.has_picture(copy.b)

    def fills(self, medium: Digest, spot: Spot) -> bool:
        """Whether a spot is as good as the whole medium, as far as is known."""
        return fills(spot, self.sizes.get(medium), self.running.get(medium))


def _is_piece(copy: Copy, collages: set[Digest], frames: _Frames) -> bool:
    """Whether a copy is of a piece of one of the collages, and not of the whole of it."""
    if copy.a not in collages and copy.b not in collages:
        return False
    return any(medium in collages and not frames.fills(medium, spot) for medium, spot, _ in frames.spots(copy))


def _pieces(parts: Iterable[Copy], frames: _Frames) -> dict[Digest, list[_Piece]]:
    """For each medium that holds others: the pieces in it."""
    pieces: dict[Digest, list[_Piece]] = {}
    for copy in parts:
        for medium, spot, other in frames.spots(copy):
            if not frames.fills(medium, spot):
                pieces.setdefault(medium, []).append(_Piece(spot, other))
    return pieces


def _shown(held: list[_Piece], sets: _Sets) -> dict[Digest, tuple[Spot, Digest]]:
    """The distinct places of a medium, each with its largest spot, by the group shown there (one place a group).

    Two groups at one place are one photograph that could not be joined, and count once: the larger spot stands.
    """
    found: dict[Digest, tuple[Spot, Digest]] = {}
    for piece in _distinct(held):
        found.setdefault(sets.root(piece.shows), (piece.spot, piece.shows))
    return found


def _distinct(held: list[_Piece]) -> list[_Piece]:
    """The largest piece of each place, the largest first."""
    distinct: list[_Piece] = []
    for piece in sorted(held, key=_largest_first):
        if not any(one_spot(piece.spot, other.spot) for other in distinct):
            distinct.append(piece)
    return distinct


def _largest_first(piece: _Piece) -> tuple[float, int, Box, tuple[Stretch, ...], Digest]:
    box, stretches = piece.spot.box or (0, 0, 0, 0), piece.spot.stretches
    return -sum(end - start for start, end in stretches), -area(box), box, stretches, piece.shows
