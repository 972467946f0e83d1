"""At which moment a video shows a still: by what moves, since what stands still is there always.

What moves in a frame is what differs from the median of the frames around it, once these are laid over it. A still of
that moment shows the same things at the same places; one of another moment shows what lies behind them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from firstseen.match.moving.looked import Stretch, shrinking, small_matrix, softened
from firstseen.match.moving.registering import Move, registered
from firstseen.match.tones import toned
from firstseen.model.copies import Matrix

__all__ = ["moment_shown"]

BESIDE: Final = (-1.0, -0.75, -0.5, 0.5, 0.75, 1.0)
"""Seconds from a frame to those whose median is what stands still in it."""
ENOUGH: Final = 3
"""Of them that must be laid over it at least."""
MOVES: Final = 8.0
"""Grey levels by which what moves differs from what stands still."""
MOST_GREY: Final = 40.0
"""Grey levels that count at most: a caption would say everything otherwise."""
LEAST: Final = 60
"""Small pixels that move in a frame, of those that the still shows, for it to say anything."""
NEAR: Final = 1.0
"""Seconds around the likest frame that are looked at first."""
SURELY, MUCH = 0.93, 150
"""Correlation of what moves, and small pixels that move, with which no other moment is looked for."""
AGREES: Final = 0.85
"""Correlation from which the still was taken then. Of 11 stills of the tuning set whose video moves 9 have more at
their own moment. Other moments of like scenes have as much: that it was taken there is not told by this."""
STEP: Final = 0.25
"""Seconds between the moments that are looked at where those near the likest frame do not agree."""
MOST: Final = 2000
"""Small pixels that move which count at most."""
STANDS: Final = 12.0
"""Grey levels by which two frames laid over each other differ at most where nothing moves by itself."""
RIM: Final = 7
"""Small pixels left out at the rim of the still."""
STEPS: Final = 30, 1e-3
"""Steps in which a frame is laid over another, and what they must gain."""

Picture = NDArray[np.float32]

AS_IT_IS: Final[Move] = np.eye(2, 3, dtype=np.float32)


def moment_shown(still: Stretch, video: Stretch, matrix: Matrix, time: float) -> float:
    """When the still is shown, in seconds; `time` where what moves does not tell.

    `matrix` takes its pixels to those of the frame at `time`, which is the likest as a whole; `still` holds one frame.
    Both hold small grey frames.
    """
    search = _Search(still, video, matrix, _number(video, time))
    first = round(NEAR / video.step)
    near = search.best(range(search.at - first, search.at + first + 1))
    if near is not None and near.agreement >= SURELY and near.moving >= MUCH:
        return video.start + near.number * video.step
    step = max(1, round(STEP / video.step))
    coarse = search.best(range(search.at % step, len(video.frames), step))
    finer = search.best(range(coarse.number - step, coarse.number + step + 1)) if coarse else None
    best = max((one for one in (near, coarse, finer) if one is not None), key=lambda one: one.weight, default=None)
    return time if best is None or best.agreement < AGREES else video.start + best.number * video.step


@dataclass(frozen=True, slots=True)
class _Agreement:
    """How well what moves in a frame agrees with the still (a correlation), and how many small pixels move."""

    number: int
    agreement: float
    moving: int

    @property
    def weight(self) -> float:
        """How much it says: the correlation by its error (R. A. Fisher 1915), which is smaller where more moves."""
        return float(np.arctanh(min(self.agreement, 0.985)) * np.sqrt(min(self.moving, MOST)))


def _number(video: Stretch, time: float) -> int:
    return int(np.clip(round((time - video.start) / video.step), 0, len(video.frames) - 1))


class _Search:
    """One still and the frames of a shot, laid over each other from the likest frame (`at`) onwards."""

    def __init__(self, still: Stretch, video: Stretch, matrix: Matrix, at: int) -> None:
        self._video = video
        self.at = at
        self._still, self._inside = _laid(still, video, matrix)
        self._moves: dict[int, Move | None] = {at: AS_IT_IS}
        self._known: dict[int, _Agreement | None] = {}

    def best(self, numbers: range) -> _Agreement | None:
        """The frame in which what moves says most for the still; None where too little moves in all of them."""
        told = [self._agreement(number) for number in numbers if 0 <= number < len(self._video.frames)]
        return max((one for one in told if one is not None), key=lambda one: one.weight, default=None)

    def _agreement(self, number: int) -> _Agreement | None:
        if number not in self._known:
            self._known[number] = self._compared(number)
        return self._known[number]

    def _compared(self, number: int) -> _Agreement | None:
        frame = self._video.frames[number]
        laid = self._onto(number)
        if laid is None:
            return None
        behind = self._behind(number)
        if behind is None:
            return None
        still, inside = laid
        inside &= np.isfinite(behind)
        moved = frame.astype(np.float32) - behind
        if np.count_nonzero(inside) < LEAST:
            return None
        ours = toned(still, behind, inside)[0] - behind
        moved = _soft(np.where(inside, np.clip(moved, -MOST_GREY, MOST_GREY), 0.0))
        ours = _soft(np.where(inside, np.clip(ours, -MOST_GREY, MOST_GREY), 0.0))
        moving = inside & (np.abs(moved) >= MOVES)
        if np.count_nonzero(moving) < LEAST:
            return None
        a, b = ours[moving], moved[moving]
        correlation = float(a @ b / max(float(np.linalg.norm(a) * np.linalg.norm(b)), 1e-3))
        return _Agreement(number, correlation, len(a))

    def _onto(self, number: int) -> tuple[Picture, NDArray[np.bool_]] | None:
        """The still laid over a frame, and where it is."""
        frame = self._video.frames[number]
        guess = self._way(number)
        move = _registered(frame, self._still, guess, self._inside) if guess is not None else None
        if move is None:
            return None
        laid, inside = _warped(self._still, move), _warped(self._inside, move, nearest=True)
        inside = cv2.erode(inside, np.ones((RIM, RIM), np.uint8), borderType=cv2.BORDER_CONSTANT, borderValue=0)
        return laid.astype(np.float32), np.asarray(inside > 0)

    def _way(self, number: int) -> Move | None:
        """How the frame at `at`, over which the still lies, goes to this one: step by step, since cameras pan."""
        toward = 1 if number > self.at else -1
        for one in range(self.at + toward, number + toward, toward):
            if one not in self._moves:
                before, frames = self._moves[one - toward], self._video.frames
                step = None if before is None else _registered(frames[one], frames[one - toward], AS_IT_IS)
                self._moves[one] = None if before is None or step is None else _after(step, before)
        return self._moves[number]

    def _behind(self, number: int) -> Picture | None:
        """What stands still behind a frame: the median of those around it, laid over it."""
        frames = self._video.frames
        around = []
        for seconds in BESIDE:
            other = number + round(seconds / self._video.step)
            if not 0 <= other < len(frames):
                continue
            move = _registered(frames[number], frames[other], AS_IT_IS)
            if move is None:
                continue
            there = _warped(np.full(frames[other].shape, 255, np.uint8), move, nearest=True) > 0
            around.append(np.where(there, _warped(frames[other], move).astype(np.float32), np.nan))
        if len(around) < ENOUGH:
            return None
        stacked = np.stack(around)
        seen = np.isfinite(stacked).sum(axis=0) >= ENOUGH
        behind = np.full(frames[number].shape, np.nan, np.float32)
        behind[seen] = np.nanmedian(stacked[:, seen], axis=0)
        return behind


def _laid(still: Stretch, video: Stretch, matrix: Matrix) -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
    """The still as large and where it is in the frames, and where that is (255)."""
    high, wide = video.frames.shape[1:]
    whole = small_matrix(still, video, matrix)
    frame, whole = softened(still.frames[0], shrinking(whole)), whole[:2]
    inside = np.full(frame.shape, 255, np.uint8)
    return (
        np.asarray(cv2.warpAffine(frame, whole, (wide, high), flags=cv2.INTER_LINEAR), np.uint8),
        np.asarray(cv2.warpAffine(inside, whole, (wide, high), flags=cv2.INTER_NEAREST), np.uint8),
    )


def _registered(
    frame: NDArray[np.uint8], other: NDArray[np.uint8], guess: Move, inside: NDArray[np.uint8] | None = None
) -> Move | None:
    """The move from places in `frame` to those in `other`, whatever moves by itself; None where none is found."""
    found = registered(frame, other, guess, STEPS, inside)
    if found is None:
        return None
    _, move = found
    # Once more without what moves by itself: it draws the move with it.
    left = cv2.absdiff(_warped(other, move), frame)
    same = np.asarray(np.where(left <= max(STANDS, 3.0 * float(np.median(left))), 255, 0), np.uint8)
    there = np.asarray(cv2.warpAffine(same, move, other.shape[::-1], flags=cv2.INTER_NEAREST), np.uint8)
    better = registered(frame, other, move, STEPS, there if inside is None else cv2.bitwise_and(there, inside))
    return move if better is None else better[1]


def _after(first: Move, then: Move) -> Move:
    """One move, and another after it."""
    whole = [np.vstack([move, [0.0, 0.0, 1.0]]) for move in (first, then)]
    return np.asarray((whole[1] @ whole[0])[:2], np.float32)


def _warped(picture: NDArray[np.uint8], move: Move, *, nearest: bool = False) -> NDArray[np.uint8]:
    flags = (cv2.INTER_NEAREST if nearest else cv2.INTER_LINEAR) | cv2.WARP_INVERSE_MAP
    return np.asarray(cv2.warpAffine(picture, move, picture.shape[::-1], flags=flags), np.uint8)


def _soft(picture: NDArray[np.float32]) -> Picture:
    return np.asarray(cv2.GaussianBlur(picture.astype(np.float32), (0, 0), 1.0), np.float32)
