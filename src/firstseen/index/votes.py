"""From near descriptors to pictures: votes that agree in scale, rotation and place.

Each pair of near points says how the query would lie in the other picture. Pairs of a true copy say the same; chance pairs
do not. So the score of a picture is the weight of its pairs in the fullest cell of (scale, rotation), and within that of
(place), with cells that overlap by half. A point of the query votes at most once for a picture. Points that are near to
something in very many pictures (letters, a page's frame) count less; a picture with many copies still finds them all,
because all its points count.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from firstseen.index.labels import Geometry, read_geometry

__all__ = ["FLOOR", "NEAR", "WHOLE_VOTE", "Pairs", "scores"]

NEAR = 48
FLOOR = 4.0
COMMON = 10
WHOLE_VOTE = 1024
"""A vote is counted in whole numbers of which this is one, so that no order of adding changes a sum."""

LEAST_VOTE = WHOLE_VOTE // 20
_OCTAVE_STEP = 0.5
_OCTAVES = 24
_TURNS = 16
_PLACE_STEP = 0.1
_PLACES = 32


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


def scores(pairs: Pairs, query: Geometry, count: int) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """The pictures whose score reaches `FLOOR`, and their scores."""
    weights = _weights(pairs, len(query.x), count)
    pairs, weight = _promising(pairs, weights, count)
    if not len(pairs.rows):
        return np.zeros(0, np.int64), np.zeros(0)
    known, local = np.unique(pairs.pictures, return_inverse=True)
    other, own = read_geometry(pairs.labels), query.at(pairs.rows)
    octave, turn = other.octave - own.octave, np.mod(other.turn - own.turn, 1.0)
    cells = _overlapping(octave / _OCTAVE_STEP + _OCTAVES / 2, _OCTAVES)
    around = _overlapping(turn * _TURNS, None) % _TURNS
    both = (cells[:, :, None] * _TURNS + around[:, None, :]).reshape(len(local), 4)
    inside = _fullest(local, both, weight, _OCTAVES * _TURNS, len(known))
    local, weight, octave, turn = local[inside], weight[inside], octave[inside], turn[inside]
    across, down, scale = _shifts(local, octave, turn, own.at(inside), other.at(inside), len(known))
    width = np.maximum(_PLACE_STEP, scale * _PLACE_STEP)
    columns = _overlapping(across / width + _PLACES / 2, _PLACES)
    rows = _overlapping(down / width + _PLACES / 2, _PLACES)
    places = (rows[:, :, None] * _PLACES + columns[:, None, :]).reshape(len(local), 4)
    inside = _fullest(local, places, weight, _PLACES * _PLACES, len(known))
    total = np.bincount(local[inside], weight[inside], len(known)) / WHOLE_VOTE
    kept = total >= FLOOR
    return known[kept], total[kept]


def _weights(pairs: Pairs, points: int, count: int) -> NDArray[np.int64]:
    """What a vote of each point of the query counts: less when it is near to something in very many pictures."""
    many = np.bincount(pairs.rows, minlength=points)
    return np.maximum(WHOLE_VOTE * COMMON // np.maximum(many, COMMON), LEAST_VOTE)


def _promising(pairs: Pairs, weights: NDArray[np.int64], count: int) -> tuple[Pairs, NDArray[np.int64]]:
    """Pairs of pictures that can reach the floor, one for each point of the query and picture, in an order that
    depends on nothing but themselves."""
    possible = np.bincount(pairs.pictures, weights[pairs.rows], count) >= FLOOR * WHOLE_VOTE
    pairs = pairs.at(np.flatnonzero(possible[pairs.pictures]))
    geometry = pairs.labels & ((1 << 36) - 1)
    order = np.lexsort((geometry, pairs.distances, pairs.rows, pairs.pictures))
    key = pairs.pictures[order] * len(weights) + pairs.rows[order]
    pairs = pairs.at(order[np.flatnonzero(np.diff(key, prepend=-1))])
    return pairs, weights[pairs.rows]


def _overlapping(value: NDArray[np.floating[Any]], cells: int | None) -> NDArray[np.int64]:
    """(n, 2): the two cells, each two steps wide, that a value given in steps lies in."""
    low = np.floor(value).astype(np.int64)
    both = np.stack([low - 1, low], axis=1)
    return both if cells is None else both.clip(0, cells - 1)


def _fullest(
    local: NDArray[np.int64], cells: NDArray[np.int64], weight: NDArray[np.int64], count: int, pictures: int
) -> NDArray[np.intp]:
    """Which pairs lie in the fullest cell of their picture (the first of several equally full)."""
    keys = local[:, None] * count + cells
    used, place = np.unique(keys, return_inverse=True)
    place = place.reshape(keys.shape)
    sums = np.bincount(place.ravel(), np.repeat(weight, cells.shape[1]), len(used))
    order = np.lexsort((used, -sums, used // count))
    first = order[np.flatnonzero(np.diff(used[order] // count, prepend=-1))]
    best = np.full(pictures, -1)
    best[used[first] // count] = first
    return np.flatnonzero((place == best[local][:, None]).any(axis=1))


def _shifts(
    local: NDArray[np.int64],
    octave: NDArray[np.float32],
    turn: NDArray[np.float32],
    own: Geometry,
    other: Geometry,
    pictures: int,
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    """Where each pair puts the middle of the query, under the mean scale and rotation of its picture, and that scale."""
    members = np.maximum(np.bincount(local, minlength=pictures), 1)
    scale = np.exp2(np.bincount(local, octave, pictures) / members)[local]
    angle = turn.astype(np.float64) * 2 * np.pi
    mean = np.arctan2(np.bincount(local, np.sin(angle), pictures), np.bincount(local, np.cos(angle), pictures))[local]
    x, y = own.x - 0.5, own.y - 0.5
    cosine, sine = np.cos(mean), np.sin(mean)
    return other.x - scale * (cosine * x - sine * y), other.y - scale * (sine * x + cosine * y), scale
