"""Whether a still was taken from a video at a moment: looked at closely, what is new in the very frame is in the still.

Each frame has something that the frames around it have not: what moved, the place of everything by a part of a pixel,
what the camera's noise and the coding of the video made of it. A picture of that frame carries all of it, cell by cell,
even where it was cropped or written over; a picture of another moment, or by another camera, carries none of it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from firstseen.match.moving.looked import Stretch, shrinking, small_matrix
from firstseen.match.moving.registering import AS_IT_IS, Move, Picture, agreeing, laid_over, registered
from firstseen.match.neighbours import outside
from firstseen.match.tones import toned
from firstseen.model.copies import Matrix

__all__ = ["Closely", "looked_closely"]

BESIDE: Final = (-1.0, -0.7, -0.4, 0.4, 0.7, 1.0)
"""Seconds from a frame to those whose median is what is not new in it."""
ENOUGH: Final = 3
"""Of them that must be laid over it at least."""
STEPS: Final = 30, 1e-4
"""Steps in which a frame is laid over another, and what they must gain."""
MOST_GREY: Final = 24.0
"""Grey levels that a difference counts at most."""
SOFTER: Final = 0.0, 0.6
"""Blurs (pixels) of the frames, of which the one is taken under which the still is likest: pictures that were made
larger or smaller have lost the finest of it."""
UNEXPLAINED: Final = 12.0
"""Grey levels by which a still is lighter or darker than all of the frame around from which the frame lacks it."""
AROUND: Final = 5
"""Pixels, across and down, of which the frame around a place consists."""
SPREAD, EVERY = 0.6, 0.1
"""Seconds to either side of a moment in which its frame is looked for, and between the frames that are looked at."""
FITTING: Final = 0.75
"""Share of the cells, the likest, of which is told how unlike the two are: the others may be written over."""
STRONG: Final = 4.0
"""Grey levels from which what is new in a cell is more than noise: something moved."""
FEWEST: Final = 900
"""Pixels that still and frame must share."""
CELLS: Final = 40
"""Cells in the longer side of a frame."""
NEW: Final = 1.0
"""Grey levels (root of the mean square, without the mean) from which something is new in a cell."""
ALIKE: Final = 0.5
"""Correlation from which a cell of the still has what is new in that of the frame."""
FEW, MANY = 20, 100
"""Cells, fewer than which tell nothing, and from which on they tell much."""
HAS_BESIDE, HAS, HAS_ALL = 0.6, 0.8, 0.88
"""Share of the cells whose news the still has that was taken from the frame: where all else is the same, where it is
nearly, and however unlike the two are. Of 60 stills of the tuning set (of streets) at their own frame the worst has
0.77, and but for words 0.84; of their 50 near misses, at the frame that is likest, the best has 0.85, and the next
one 0.76."""
SAME, NEARLY = 0.78, 1.05
"""Grey levels up to which still and frame are unlike where the one was taken from the other, and where it may be. Most
of those stills have less than the first, the others 0.81 to 0.98 where the share alone does not tell; of their near
misses the best has 0.82, and 1.07 where about that much of what is new is in the still too."""
LACKS, LACKS_BESIDE_WORDS = 0.01, 0.08
"""Share of the still that the frame lacks from which the still may be of another moment, and where words were laid over
it. Of stills without words at their own frame the worst has 0.002, and no more when they were saved at half their size
and a quality of 40; of those with words over them 0.066."""
HAS_NOT, STANDS_AGAINST = 0.6, 0.72
"""Share of the cells whose news the still has under which it is of another moment although words were laid over it; and
of those in which something moved, where it is good enough to have what is fainter."""
FINE: Final = 1.3
"""Grey levels up to which a still is as good as that: of those saved at three quarters of their size and a quality of
60 the median has 1.13, and none has fewer than 0.76 of the cells in which something moved."""
LOST: Final = 5.0
"""Grey levels from which still and frame are so unlike that they may not lie over each other at all: a still of the
tuning set that was lost in a turning shot has 5.5."""
RIM: Final = 5
"""Pixels left out at the rim of the still."""


@dataclass(frozen=True, slots=True)
class Closely:
    """What a close look tells of one moment.

    - `time`: seconds of the frame that is most like the still.
    - `unlike`: grey levels by which the two differ, a pixel in the mean, in the likest `FITTING` of the cells.
    - `cells`, `share`: cells of that frame in which something is new, and the share of them in which the still has it.
    - `strong`, `strong_share`: the same of cells in which something moved.
    - `lacking`: share of the still that the frame lacks.
    """

    time: float
    unlike: float
    cells: int
    share: float
    strong: int
    strong_share: float
    lacking: float

    @property
    def is_the_same(self) -> bool:
        """Whether it is so like this very frame that no other needs be looked at: what moves to and fro looks nearly so
        again."""
        return self.is_it and self.unlike <= SAME

    @property
    def is_it(self) -> bool:
        """Whether the still was taken from this very frame."""
        if self.unlike <= SAME:
            return self.cells < FEW or self.share >= HAS_BESIDE
        if self.cells < MANY:
            return False
        return self.share >= HAS_ALL or (self.unlike <= NEARLY and self.share >= HAS)

    def is_another(self, *, written_over: bool) -> bool:
        """Whether the still shows another moment of the place, or is by another camera: it shows what the frame lacks,
        and has not what is new in it. `written_over`: whether words or a logo were laid over it, which the frame lacks
        too. What neither this nor `is_it` is may be either: a picture that was saved badly has lost what tells."""
        if self.is_it or not SAME < self.unlike <= LOST:
            return False
        if not written_over:
            return self.lacking >= LACKS and self.share < HAS
        moved = self.strong_share if self.strong >= FEW else self.share
        if self.unlike <= FINE:
            return self.lacking >= LACKS and self.share < HAS_NOT and moved < STANDS_AGAINST
        return self.lacking >= LACKS_BESIDE_WORDS and moved < HAS_NOT


def looked_closely(still: Stretch, video: Stretch, matrix: Matrix, time: float, *, far: bool = False) -> Closely | None:
    """A close look at the frames around a time (seconds); None where still and frame cannot be laid over each other.

    `matrix` takes pixels of the still to those of the frame at that time; `still` holds one frame, `video` every frame
    from a second before to a second after it, both as large as they are worth looking at. From that time on the frames
    are gone through as long as the next one is liker; `far`: from the likest of those around it, since a slope may end
    before the frame itself is reached.
    """
    number = int(np.clip(round((time - video.start) / video.step), 0, len(video.frames) - 1))
    looks = [_Look(still, video, matrix, blur) for blur in SOFTER]
    begun = [(laid.unlike, place) for place, look in enumerate(looks) if (laid := look.begun(number)) is not None]
    if not begun:
        return None
    look = looks[min(begun)[1]]
    if far:
        reach, step = round(SPREAD / video.step), max(1, round(EVERY / video.step))
        number = look.best(range(number - reach, number + reach + 1, step), number)
    return look.told(look.downhill(number))


@dataclass(frozen=True, slots=True, eq=False)
class _Laid:
    move: Move
    still: Picture
    inside: NDArray[np.bool_]
    unlike: float


class _Look:
    def __init__(self, still: Stretch, video: Stretch, matrix: Matrix, blur: float) -> None:
        self._video, self._blur = video, blur
        # As large as the frames show it, and made smaller as they are.
        shrink = shrinking(small_matrix(still, video, matrix))
        if shrink < 1.0:
            high, wide = (max(1, round(side * shrink)) for side in still.frames.shape[1:])
            smaller = cv2.resize(still.frames[0], (wide, high), interpolation=cv2.INTER_AREA)
            still = replace(still, frames=np.asarray(smaller, np.uint8)[None])
        whole = small_matrix(still, video, matrix)
        self._picture = still.frames[0]
        self._begin: Move = np.linalg.inv(whole)[:2].astype(np.float32)
        self._known: dict[int, _Laid | None] = {}

    def begun(self, number: int) -> _Laid | None:
        """The still laid over the frame from which is gone on; None where it cannot be."""
        return self._laid(number, self._begin)

    def best(self, numbers: range, number: int) -> int:
        """Of some frames, and this one, the one that is most like the still."""
        laid = [(one.unlike, other) for other in (*numbers, number) if (one := self._laid(other, self._begin))]
        return min(laid)[1] if laid else number

    def downhill(self, number: int) -> int:
        """From a frame to the one that is most like the still, neighbour by neighbour."""
        here = self.begun(number)
        while here is not None:
            beside = [
                (other, self._laid(other, here.move)) for other in (self._next(number, -1), self._next(number, 1))
            ]
            better = [(one.unlike, other, one) for other, one in beside if one is not None and one.unlike < here.unlike]
            if not better:
                return number
            _, number, here = min(better, key=lambda one: one[:2])
        return number

    def _next(self, number: int, toward: int) -> int:
        """The frame before or after one, past those that are the same: a video may have fewer frames a second."""
        frames, other = self._video.frames, number + toward
        while 0 <= other < len(frames) and np.array_equal(frames[other], frames[number]):
            other += toward
        return other

    def told(self, number: int) -> Closely | None:
        """What a frame has in common with the still of what is new in it."""
        laid, behind = self._known.get(number), self._behind(number)
        if laid is None or behind is None:
            return None
        inside = laid.inside & np.isfinite(behind)
        frame = self._frame(number).astype(np.float32)
        if np.count_nonzero(inside) < FEWEST:
            return None
        behind = toned(np.where(inside, behind, np.float32(0)), frame, inside)[0]
        ours, theirs = _capped(laid.still - behind, inside), _capped(frame - behind, inside)
        side = max(4, max(frame.shape) // CELLS)
        whole = _cells(inside.astype(np.float32), side) >= 0.9
        if not whole.any():
            return None
        both = _cells(ours * theirs, side) - _cells(ours, side) * _cells(theirs, side)
        power = _cells(theirs * theirs, side) - _cells(theirs, side) ** 2
        own = _cells(ours * ours, side) - _cells(ours, side) ** 2
        alike = both / np.sqrt(np.maximum(power * own, 1e-6)) >= ALIKE
        new, strong = whole & (power >= NEW**2), whole & (power >= STRONG**2)
        unlike = np.sort(_cells(np.abs(_capped(laid.still - frame, inside)), side)[whole])
        lacks = outside(laid.still, frame, AROUND) > UNEXPLAINED
        return Closely(
            round(self._video.start + number * self._video.step, 3),
            float(unlike[: max(1, round(FITTING * len(unlike)))].mean()),
            *_counted(alike, new),
            *_counted(alike, strong),
            float(lacks[laid.inside].mean()),
        )

    def _frame(self, number: int) -> NDArray[np.uint8]:
        frame = self._video.frames[number]
        return frame if not self._blur else np.asarray(cv2.GaussianBlur(frame, (0, 0), self._blur), np.uint8)

    def _laid(self, number: int, guess: Move) -> _Laid | None:
        if not 0 <= number < len(self._video.frames):
            return None
        if number not in self._known:
            self._known[number] = self._compared(number, guess)
        return self._known[number]

    def _compared(self, number: int, guess: Move) -> _Laid | None:
        frame, move = self._frame(number), guess
        # By what agrees alone, twice.
        for _ in range(2):
            over = self._over(frame, move)
            if over is None:
                return None
            found = registered(frame, self._picture, move, STEPS, agreeing(frame, *over, move, self._picture.shape))
            if found is None:
                return None
            move = found[1]
        over = self._over(frame, move)
        if over is None:
            return None
        still, inside = over
        return _Laid(move, still, inside, float(np.minimum(np.abs(still - frame)[inside], MOST_GREY).mean()))

    def _over(self, frame: NDArray[np.uint8], move: Move) -> tuple[Picture, NDArray[np.bool_]] | None:
        """The still laid over a frame in its tone, and where it is."""
        still, inside = laid_over(self._picture, move, (frame.shape[1], frame.shape[0]), RIM)
        if np.count_nonzero(inside) < FEWEST:
            return None
        return toned(still, frame.astype(np.float32), inside)[0], inside

    def _behind(self, number: int) -> Picture | None:
        """What is not new in a frame: the median of those around it, laid over it."""
        frames = self._video.frames
        around = []
        for seconds in BESIDE:
            other = number + round(seconds / self._video.step)
            if not 0 <= other < len(frames):
                continue
            beside = self._frame(other)
            found = registered(self._frame(number), beside, AS_IT_IS, STEPS)
            if found is None:
                continue
            size, flags = frames[number].shape[::-1], cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
            there = cv2.warpAffine(np.full(frames[other].shape, 255, np.uint8), found[1], size, flags=flags) >= 254
            laid = cv2.warpAffine(beside, found[1], size, flags=flags).astype(np.float32)
            around.append(np.where(there, laid, np.float32(np.nan)))
        if len(around) < ENOUGH:
            return None
        stacked = np.stack(around)
        seen = np.isfinite(stacked).sum(axis=0) >= ENOUGH
        behind = np.full(frames[number].shape, np.nan, np.float32)
        behind[seen] = np.nanmedian(stacked[:, seen], axis=0)
        return behind


def _capped(difference: Picture, inside: NDArray[np.bool_]) -> Picture:
    return np.where(inside, np.clip(difference, -2 * MOST_GREY, 2 * MOST_GREY), 0.0).astype(np.float32)


def _counted(alike: NDArray[np.bool_], among: NDArray[np.bool_]) -> tuple[int, float]:
    """How many cells, and the share of them that are alike."""
    return int(among.sum()), float(alike[among].mean()) if among.any() else 0.0


def _cells(picture: Picture, side: int) -> NDArray[np.float64]:
    """The mean of each cell."""
    rows, columns = picture.shape[0] // side, picture.shape[1] // side
    cut = picture[: rows * side, : columns * side].astype(np.float64)
    means: NDArray[np.float64] = cut.reshape(rows, side, columns, side).mean(axis=(1, 3))
    return means
