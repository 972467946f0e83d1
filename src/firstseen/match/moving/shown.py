"""At which moments a video may show a still: where the still, laid over the frames one after the other, explains them.

What stands still is there always, so that frames differ by little else than what moves and where the camera points. So
the still is laid over each frame anew, and what counts is what is left over: all of it a little, and more what no shift
by a pixel explains.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Final

import numpy as np
from numpy.typing import NDArray

from firstseen.match.moving.looked import Stretch, from_small, shrinking, small_matrix, softened, to_small
from firstseen.match.moving.registering import AS_IT_IS, Move, Picture, agreeing, laid_over, registered
from firstseen.match.neighbours import outside
from firstseen.match.tones import toned
from firstseen.model.copies import Matrix

__all__ = ["Moment", "moments_shown"]

STEP: Final = 0.25
"""Seconds between the frames that are looked at first."""
FOLLOWED: Final = 0.5
"""Correlation of still and frame under which the still is lost, and the way from frame to frame is gone instead."""
SWOLLEN: Final = 1.6
"""How many times as large or small as at first what a camera comes nearer to grows at most."""
STEPS: Final = 30, 1e-3
"""Steps in which a frame is laid over another, and what they must gain."""
FEWEST: Final = 100
"""Small pixels that still and frame must share."""
MOST_GREY: Final = 24.0, 40.0
"""Grey levels that count at most, of what is left over and of what no shift explains."""
NEAR, FAR = 1, 4
"""Small pixels by which things are shifted between frames that are neighbours in the video, and between those looked at
first: a car goes by 10 pixels of 640 a frame."""
LEFT_OVER: Final = 0.1
"""Share of what is left over as a whole, beside what no shift explains, where moments are told apart. With it 118 of
122 stills of the tuning set lay within a second of their moment, by what is left over alone 108, without it 113."""
EACH: Final = 3
"""Moments that are looked at more closely, of the best by each of the three measures."""
APART: Final = 0.5
"""Seconds between two of them at least."""
KEPT: Final = 5
"""Moments that are given at most."""

BEYOND: Final = 0.93
"""Share of a still that lies within a frame at least where all of it does: its rim is left out."""

RIM: Final = 3
"""Small pixels across that must lie within the still for one to count."""

_FLATTENED: Final = 1e-6


@dataclass(frozen=True, slots=True)
class Moment:
    """A moment, in seconds, at which a video may show a still; `matrix` takes pixels of the still to those of the shown
    frame; `unexplained`: grey levels that the frame lacks of the still, a pixel in the mean (less is likelier)."""

    time: float
    matrix: Matrix
    unexplained: float


@dataclass(frozen=True, slots=True)
class _Left:
    """What is left over of a still laid over a frame, a pixel in the mean: all, and what no shift explains, by a little
    and by more."""

    whole: float
    near: float
    far: float

    @property
    def weight(self) -> float:
        """Less is likelier."""
        return self.near + LEFT_OVER * self.whole


NOTHING: Final = _Left(MOST_GREY[0], MOST_GREY[1], MOST_GREY[1])


def moments_shown(still: Stretch, video: Stretch, starts: Sequence[tuple[Matrix, float]]) -> list[Moment]:
    """The moments at which a stretch of one shot may show a still, the likeliest first; none where nothing is shared.

    `starts` are matrices from pixels of the still to those of the frames at some times (seconds), of which the one that
    fits best is gone from. `still` holds one frame; both hold small grey frames.
    """
    found = [_Search(still, video, matrix, _number(video, time)) for matrix, time in starts if _lays(matrix)]
    if not found:
        return []
    search = min(found, key=lambda one: one.begun.weight)
    if search.begun is NOTHING:
        return []
    step = max(1, round(STEP / video.step))
    search.follow(step)
    apart = max(1, round(APART / video.step))
    chosen: list[int] = []
    for measure in ("whole", "near", "far"):
        chosen += _best(search.left, attrgetter(measure), EACH, apart, besides=chosen)
    for number in chosen:
        search.around(number, range(number - step, number + step + 1))
    told = _best(search.left, attrgetter("weight"), KEPT, apart)
    return [
        Moment(video.start + number * video.step, search.matrix(number), search.left[number].weight)
        for number in told
        if search.left[number] is not NOTHING
    ]


def _lays(matrix: Matrix) -> bool:
    return abs(float(np.linalg.det(np.array(matrix)[:, :2]))) > _FLATTENED


def _number(video: Stretch, time: float) -> int:
    return int(np.clip(round((time - video.start) / video.step), 0, len(video.frames) - 1))


def _best(
    left: Mapping[int, _Left], measure: Callable[[_Left], float], count: int, apart: int, besides: Iterable[int] = ()
) -> list[int]:
    """The best frames by a measure, none near another one, without those near `besides` (which take their places)."""
    chosen: list[int] = []
    before = list(besides)
    for number in sorted(left, key=lambda one: (measure(left[one]), one)):
        if all(abs(number - other) >= apart for other in chosen):
            chosen.append(number)
        if len(chosen) == count:
            break
    return [number for number in chosen if all(abs(number - other) >= apart for other in before)]


class _Search:
    """One still and the frames of a shot, laid over each other from one frame onwards."""

    def __init__(self, still: Stretch, video: Stretch, matrix: Matrix, at: int) -> None:
        self._still, self._video, self._at = still, video, at
        whole = small_matrix(still, video, matrix)
        self._picture = softened(still.frames[0], shrinking(whole))
        begin: Move = np.linalg.inv(whole)[:2].astype(np.float32)
        self._size = abs(float(np.linalg.det(begin[:, :2])))
        self.moves: dict[int, Move] = {}
        self.left: dict[int, _Left] = {}
        laid = self._laid(at, begin)
        self._keep(at, begin if laid is None else laid)
        self.begun = self.left[at]

    def matrix(self, number: int) -> Matrix:
        """From pixels of the still to those of the shown frame."""
        back = np.linalg.inv(np.vstack([self.moves[number], [0.0, 0.0, 1.0]]))
        rows = (from_small(self._video) @ back @ to_small(self._still)).tolist()
        return (rows[0][0], rows[0][1], rows[0][2]), (rows[1][0], rows[1][1], rows[1][2])

    def follow(self, step: int) -> None:
        """Lays the still over every `step`-th frame of the shot, beginning with its neighbours on both sides."""
        first, frames = self.moves[self._at], self._video.frames
        for toward in (step, -step):
            move = first
            for number in range(self._at + toward, len(frames) if toward > 0 else -1, toward):
                laid = self._laid(number, move)
                if laid is None:
                    way = registered(frames[number], frames[number - toward], AS_IT_IS, STEPS)
                    move = move if way is None else _after(way[1], move)
                    laid = self._laid(number, move)
                move = move if laid is None else laid
                self._keep(number, move)

    def around(self, number: int, others: Iterable[int]) -> None:
        """Lays it over frames near to one over which it lies."""
        for other in others:
            if 0 <= other < len(self._video.frames) and other not in self.moves:
                laid = self._laid(other, self.moves[number])
                self._keep(other, self.moves[number] if laid is None else laid)

    def _laid(self, number: int, guess: Move) -> Move | None:
        """The move from places in a frame to those in the still; None where it is lost."""
        frame = self._video.frames[number]
        moves = [guess]
        # By what agrees alone, twice.
        for _ in range(2):
            found = registered(frame, self._picture, moves[-1], STEPS, self._agreeing(number, moves[-1]))
            if found is None or found[0] < FOLLOWED:
                break
            moves.append(found[1])
        if len(moves) == 1:
            return None
        swollen = abs(float(np.linalg.det(moves[-1][:, :2])) / self._size)
        if not 1.0 / SWOLLEN < swollen < SWOLLEN:
            return None
        return min(moves, key=lambda move: self._compared(number, move).weight)

    def _agreeing(self, number: int, move: Move) -> NDArray[np.uint8]:
        """Where the still, laid over a frame so, agrees with it (255); everywhere where hardly any of it lies there."""
        frame = self._video.frames[number]
        over, inside = self._over(number, move)
        if np.count_nonzero(inside) < FEWEST:
            return np.full(self._picture.shape, 255, np.uint8)
        still, _ = toned(over, frame.astype(np.float32), inside)
        return agreeing(frame, still, inside, move, self._picture.shape)

    def _keep(self, number: int, move: Move) -> None:
        self.moves[number] = move
        self.left[number] = self._compared(number, move)

    def _over(self, number: int, move: Move) -> tuple[Picture, NDArray[np.bool_]]:
        """The still laid over a frame, and where it is."""
        high, wide = self._video.frames[number].shape
        return laid_over(self._picture, move, (wide, high), RIM)

    def _compared(self, number: int, move: Move) -> _Left:
        over, inside = self._over(number, move)
        shared = np.count_nonzero(inside)
        if shared < FEWEST:
            return NOTHING
        # What of the still is beyond the frame, the frame does not explain.
        missing = max(0.0, 1.0 - shared * abs(float(np.linalg.det(move[:, :2]))) / (BEYOND * self._picture.size))
        frame = self._video.frames[number].astype(np.float32)
        still, _ = toned(over, frame, inside)
        left = np.minimum(np.abs(frame - still)[inside], MOST_GREY[0]).mean()
        near, far = (np.minimum(outside(still, frame, 2 * by + 1)[inside], MOST_GREY[1]).mean() for by in (NEAR, FAR))
        return _Left(
            *(
                float(value) * (1.0 - missing) + most * missing
                for value, most in ((left, MOST_GREY[0]), (near, MOST_GREY[1]), (far, MOST_GREY[1]))
            )
        )


def _after(first: Move, then: Move) -> Move:
    """One move, and another after it."""
    whole = [np.vstack([move, [0.0, 0.0, 1.0]]) for move in (first, then)]
    return np.asarray((whole[1] @ whole[0])[:2], np.float32)
