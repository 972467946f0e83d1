"""From near descriptors to pictures: votes that agree in scale, rotation and place.

Each pair of near points says how the query would lie in the other picture. Pairs of a true copy say the same; chance
pairs do not. So the score of a picture is the weight of its pairs in the fullest cell of (scale, rotation), and within
that of (place), with cells that overlap by half. A point of the query votes at most once for a picture. Points that
are near to something in very many pictures (letters, a page's frame) count less, but never nothing, and all points
of a picture count: so one with very many copies still finds them all.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from firstseen.index.labels import Geometry, read_geometry

__all__ = ["FLOOR", "NEAR", "WHOLE_VOTE", "Pairs", "scores"]

NEAR = 48
"""Distance, in bits of 256, up to which two descriptors make a pair. 40 lost one crop to a quarter in forty; 56
made three times as many chance pairs and found no more."""
FLOOR = 4.25
"""Score from which a picture is a candidate: more than four points that agree by chance. The 16 true pairs of `viral64`
have 19 and more. Four alone were a quarter of all candidates among 300 photographs, and 5 of 540 edited copies (crops
to a quarter, collages, pictures in pictures) had no more."""
COMMON = 10
"""Pairs of one point from which on it counts less: as this divided by their number. With 50 a picture without a
copy had 12 candidates among 4,960 instead of 3, and the same copies were found."""
WHOLE_VOTE = 1024
"""A vote is counted in whole numbers of which this is one, so that no order of adding changes a sum."""
LEAST_VOTE = WHOLE_VOTE // 40
"""What a point counts at least: 160 points that agree make a candidate, in however many pictures they are."""

_AT_ONCE = 2048
"""Pictures voted on in one step: 17 MB for the cells of places."""
_OCTAVE_STEP = 0.5
_OCTAVES = 24
_TURNS = 16
_PLACE_STEP = 0.1
"""Step of place, in the longer side of the other picture, or of the query in it when that is larger."""
_PLACES = 32
_GEOMETRY = (1 << 36) - 1
"""The part of a label that is geometry."""


@dataclass(frozen=True, slots=True)
class Pairs:
    """Near pairs of one query: `rows` (point of the query), `pictures` (0 to count - 1), `distances`, `labels`."""

    rows: NDArray[np.int64]
    pictures: NDArray[np.int64]
    distances: NDArray[np.int32]
    labels: NDArray[np.int64]

    def at(self, places: NDArray[Any]) -> Pairs:
        """These pairs only."""
        return Pairs(self.rows[places], self.pictures[places], self.distances[places], self.labels[places])


@dataclass(frozen=True, slots=True)
class _Votes:
    """What is counted, in an order that depends on nothing but the content: `local` numbers the pictures from 0."""

    local: NDArray[np.int64]
    weight: NDArray[np.int64]
    own: Geometry
    other: Geometry

    def at(self, places: NDArray[Any]) -> _Votes:
        return _Votes(self.local[places], self.weight[places], self.own.at(places), self.other.at(places))


def scores(pairs: Pairs, query: Geometry, count: int) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """The pictures whose score reaches `FLOOR`, and their scores."""
    weights = _weights(pairs, len(query.x))
    possible = np.bincount(pairs.pictures, weights[pairs.rows], count) >= FLOOR * WHOLE_VOTE
    pictures, rows, geometry = _single(pairs.at(np.flatnonzero(possible[pairs.pictures])), len(query.x))
    known, local = np.unique(pictures, return_inverse=True)
    total = np.zeros(len(known))
    for first in range(0, len(known), _AT_ONCE):
        part = slice(*np.searchsorted(local, (first, first + _AT_ONCE)).tolist())
        votes = _Votes(local[part] - first, weights[rows[part]], query.at(rows[part]), read_geometry(geometry[part]))
        total[first : first + _AT_ONCE] = _counted(votes, min(_AT_ONCE, len(known) - first))
    kept = total >= FLOOR
    return known[kept], total[kept]


def _weights(pairs: Pairs, points: int) -> NDArray[np.int64]:
    """What a vote of each point of the query counts: less when it is near to something in very many pictures."""
    many = np.bincount(pairs.rows, minlength=points)
    return np.asarray(np.maximum(WHOLE_VOTE * COMMON // np.maximum(many, COMMON), LEAST_VOTE), np.int64)


def _single(pairs: Pairs, points: int) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Pictures, rows and geometry of the nearest pair of each point of the query and picture, sorted by these two."""
    key = pairs.pictures * points + pairs.rows
    order = np.argsort(key)
    starts = np.flatnonzero(np.diff(key[order], prepend=-1))
    rank = (pairs.distances.astype(np.int64) << 36) | (pairs.labels & _GEOMETRY)
    nearest = np.minimum.reduceat(rank[order], starts) if len(starts) else rank
    kept = key[order][starts]
    return kept // points, kept % points, nearest & _GEOMETRY


def _counted(votes: _Votes, pictures: int) -> NDArray[np.float64]:
    """The score of each of so many pictures."""
    octave = votes.other.octave - votes.own.octave
    turn = np.mod(votes.other.turn - votes.own.turn, 1.0)
    sizes = _overlapping(octave / _OCTAVE_STEP + _OCTAVES / 2, _OCTAVES)
    turns = np.mod(_overlapping(turn * _TURNS), _TURNS)
    cells = (sizes[:, :, None] * _TURNS + turns[:, None, :]).reshape(-1, 4)
    inside, _ = _fullest(votes, cells, _OCTAVES * _TURNS, pictures)
    votes = votes.at(inside)
    across, down, scale = _shifts(votes, octave[inside], turn[inside], pictures)
    width = np.maximum(_PLACE_STEP, scale * _PLACE_STEP)
    columns = _overlapping(across / width + _PLACES / 2, _PLACES)
    rows = _overlapping(down / width + _PLACES / 2, _PLACES)
    cells = (rows[:, :, None] * _PLACES + columns[:, None, :]).reshape(-1, 4)
    return _fullest(votes, cells, _PLACES * _PLACES, pictures)[1]


def _overlapping(value: NDArray[np.floating[Any]], cells: int | None = None) -> NDArray[np.int64]:
    """(n, 2): the two cells, two steps wide, that a value given in steps lies in; what lies outside is at the edge."""
    low = np.floor(value).astype(np.int64)
    both = np.stack([low - 1, low], axis=1)
    return both if cells is None else both.clip(0, cells - 1)


def _fullest(
    votes: _Votes, cells: NDArray[np.int64], count: int, pictures: int
) -> tuple[NDArray[np.intp], NDArray[np.float64]]:
    """Votes in the fullest cell of their picture, where that reaches the floor, and what each picture's cell holds."""
    keys = votes.local[:, None] * count + cells
    sums = np.bincount(keys.ravel(), np.repeat(votes.weight, cells.shape[1]), pictures * count)
    table = sums.reshape(pictures, count)
    best = table.argmax(axis=1)
    full = table[np.arange(pictures), best] / WHOLE_VOTE
    chosen = (cells == best[votes.local][:, None]).any(axis=1) & (full >= FLOOR)[votes.local]
    return np.flatnonzero(chosen), full


def _shifts(
    votes: _Votes, octave: NDArray[np.float32], turn: NDArray[np.float32], pictures: int
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    """Where each vote puts the middle of the query, at the mean scale and rotation of its picture, and that scale."""
    local, own, other = votes.local, votes.own, votes.other
    members = np.maximum(np.bincount(local, minlength=pictures), 1)
    scale = np.exp2(np.bincount(local, octave, pictures) / members)[local]
    angle = turn.astype(np.float64) * 2 * np.pi
    mean = np.arctan2(np.bincount(local, np.sin(angle), pictures), np.bincount(local, np.cos(angle), pictures))[local]
    x, y = own.x - 0.5, own.y - 0.5
    cosine, sine = np.cos(mean), np.sin(mean)
    return other.x - scale * (cosine * x - sine * y), other.y - scale * (sine * x + cosine * y), scale
