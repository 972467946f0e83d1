"""From near descriptors to pictures: votes that agree in scale, rotation and place.

Each pair of near points says how the query would lie in the other view. Pairs of a true copy say the same; chance
pairs do not. So the score of a view is the weight of its pairs in the fullest cell of (scale, rotation), and within
that of (place), with cells that overlap by half. A point of the query votes at most once for a view. Points that
are near to something in very many views (letters, a page's frame) count less, but never nothing, and all points
of a picture count: so one with very many copies still finds them all. What rests on common points alone may be a
template that hundreds share, so the part of a score that does not is told beside it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from firstseen.index.labels import GEOMETRY, VIEW_SHIFT, Geometry, read_geometry
from firstseen.index.pairs import Pairs

__all__ = [
    "COMMON",
    "COMMON_AT",
    "FLOOR",
    "LEAST_VOTE",
    "MISSED",
    "RARE",
    "WHOLE_VOTE",
    "Scores",
    "common_among",
    "scores",
]

FLOOR = 4.0
"""Score from which a picture is a candidate: four points that agree, none of them common. The 16 true pairs of
`viral64` have 19 and more. Among 692 photographs a query has 2.2 candidates that are no copies (4.25: 1.5; 3.5: 3.1),
and 1,133 of 1,190 edited copies are found (4.25: 1,127; 3.5: 1,133)."""
COMMON = 10
"""Pairs of one point from which on it counts less: as this divided by their number. With 50 a picture without a
copy had 12 candidates among 4,960 instead of 3, and the same copies were found."""
COMMON_AT = 5000
"""Views up to which `COMMON` holds; among more it grows with the square root of their number."""
WHOLE_VOTE = 1024
"""A vote is counted in whole numbers of which this is one, so that no order of adding changes a sum."""
LEAST_VOTE = WHOLE_VOTE // 40
"""What a point counts at least: 160 points that agree make a candidate, in however many pictures they are."""

RARE = WHOLE_VOTE // 2
"""What a point counts at least to be called rare: it is near to something in at most twice `COMMON`."""

MISSED = WHOLE_VOTE // 20
"""What each point that is not takes from what the rare ones give. Of the points of a template some are met in few
pictures only, because encoding changed them in the others or the search passed them over: of 300 in 60 drawn pictures
12, and of 250 screenshots of one platform's posts 250 candidates that share only the frame have up to 11."""

_AT_ONCE = 2048
"""Views voted on in one step: 17 MB for the cells of places."""
_OCTAVE_STEP = 0.5
_OCTAVES = 24
_TURNS = 16
_PLACE_STEP = 0.1
"""Step of place, in the longer side of the other view, or of the query in it when that is larger."""
_PLACES = 32


@dataclass(frozen=True, slots=True)
class _Votes:
    """What is counted, in an order that depends on nothing but the content: `local` numbers the views from 0."""

    local: NDArray[np.int64]
    weight: NDArray[np.int64]
    own: Geometry
    other: Geometry

    def at(self, places: NDArray[Any]) -> _Votes:
        return _Votes(self.local[places], self.weight[places], self.own.at(places), self.other.at(places))


class Scores(NamedTuple):
    """Of each of n views (by number): its score, and the part of it that rare points gave."""

    views: NDArray[np.int64]
    reached: NDArray[np.float64]
    rare: NDArray[np.float64]


def scores(pairs: Pairs, query: Geometry, count: int, floor: float = FLOOR) -> Scores:
    """The views, of `count` in all, whose score reaches the floor."""
    weights = _weights(pairs.many, count)
    likely = pairs.at(_likely(pairs, weights, floor))
    views, rows, geometry = _single(likely, len(query.x))
    known, local = np.unique(views, return_inverse=True)
    total, rare = np.zeros(len(known)), np.zeros(len(known))
    for first in range(0, len(known), _AT_ONCE):
        part = slice(*np.searchsorted(local, (first, first + _AT_ONCE)).tolist())
        votes = _Votes(local[part] - first, weights[rows[part]], query.at(rows[part]), read_geometry(geometry[part]))
        of_part = slice(first, first + _AT_ONCE)
        total[of_part], rare[of_part] = _counted(votes, min(_AT_ONCE, len(known) - first), floor)
    kept = total >= floor
    return Scores(known[kept], total[kept], rare[kept])


def common_among(count: int) -> int:
    """How many pairs of one point are usual among so many views."""
    return int(COMMON * max(1.0, count / COMMON_AT) ** 0.5)


def _weights(many: NDArray[np.int64], count: int) -> NDArray[np.int64]:
    """What a vote of each point of the query counts: less when it is near to something in very many views."""
    common = common_among(count)
    return np.asarray(np.maximum(WHOLE_VOTE * common // np.maximum(many, common), LEAST_VOTE), np.int64)


def _likely(pairs: Pairs, weights: NDArray[np.int64], floor: float) -> NDArray[np.intp]:
    """The pairs of views that reach the floor if all their pairs agree."""
    known, local = np.unique(pairs.views, return_inverse=True)
    reached = np.bincount(local, weights[pairs.rows], len(known)) >= floor * WHOLE_VOTE
    return np.flatnonzero(reached[local])


def _single(pairs: Pairs, points: int) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Views, rows and geometry of the nearest pair of each point of the query and view, sorted by these two."""
    key = pairs.views * points + pairs.rows
    order = np.argsort(key)
    starts = np.flatnonzero(np.diff(key[order], prepend=-1))
    rank = (pairs.distances.astype(np.int64) << VIEW_SHIFT) | (pairs.labels & GEOMETRY)
    nearest = np.minimum.reduceat(rank[order], starts) if len(starts) else rank
    kept = key[order][starts]
    return kept // points, kept % points, nearest & GEOMETRY


def _counted(votes: _Votes, views: int, floor: float) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The score of each of so many views, and the part of it that rare points gave."""
    octave = votes.other.octave - votes.own.octave
    turn = np.mod(votes.other.turn - votes.own.turn, 1.0)
    sizes = _overlapping(octave / _OCTAVE_STEP + _OCTAVES / 2, _OCTAVES)
    turns = np.mod(_overlapping(turn * _TURNS), _TURNS)
    cells = (sizes[:, :, None] * _TURNS + turns[:, None, :]).reshape(-1, 4)
    inside, _ = _fullest(votes, cells, _OCTAVES * _TURNS, views, floor)
    votes = votes.at(inside)
    across, down, scale = _shifts(votes, octave[inside], turn[inside], views)
    width = np.maximum(_PLACE_STEP, scale * _PLACE_STEP)
    columns = _overlapping(across / width + _PLACES / 2, _PLACES)
    rows = _overlapping(down / width + _PLACES / 2, _PLACES)
    cells = (rows[:, :, None] * _PLACES + columns[:, None, :]).reshape(-1, 4)
    agreeing, full = _fullest(votes, cells, _PLACES * _PLACES, views, floor)
    votes = votes.at(agreeing)
    weight = np.where(votes.weight >= RARE, votes.weight, -MISSED)
    return full, np.bincount(votes.local, weight, views).clip(0) / WHOLE_VOTE


def _overlapping(value: NDArray[np.floating[Any]], cells: int | None = None) -> NDArray[np.int64]:
    """(n, 2): the two cells, two steps wide, that a value given in steps lies in; what lies outside is at the edge."""
    low = np.floor(value).astype(np.int64)
    both = np.stack([low - 1, low], axis=1)
    return both if cells is None else both.clip(0, cells - 1)


def _fullest(
    votes: _Votes, cells: NDArray[np.int64], count: int, views: int, floor: float
) -> tuple[NDArray[np.intp], NDArray[np.float64]]:
    """Votes in the fullest cell of their view, where that reaches the floor, and what each view's cell holds."""
    keys = votes.local[:, None] * count + cells
    sums = np.bincount(keys.ravel(), np.repeat(votes.weight, cells.shape[1]), views * count)
    table = sums.reshape(views, count)
    best = table.argmax(axis=1)
    full = table[np.arange(views), best] / WHOLE_VOTE
    chosen = (cells == best[votes.local][:, None]).any(axis=1) & (full >= floor)[votes.local]
    return np.flatnonzero(chosen), full


def _shifts(
    votes: _Votes, octave: NDArray[np.float32], turn: NDArray[np.float32], views: int
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    """Where each vote puts the middle of the query, at the mean scale and rotation of its view, and that scale."""
    local, own, other = votes.local, votes.own, votes.other
    members = np.maximum(np.bincount(local, minlength=views), 1)
    scale = np.exp2(np.bincount(local, octave, views) / members)[local]
    angle = turn.astype(np.float64) * 2 * np.pi
    mean = np.arctan2(np.bincount(local, np.sin(angle), views), np.bincount(local, np.cos(angle), views))[local]
    x, y = own.x - 0.5, own.y - 0.5
    cosine, sine = np.cos(mean), np.sin(mean)
    return other.x - scale * (cosine * x - sine * y), other.y - scale * (sine * x + cosine * y), scale
