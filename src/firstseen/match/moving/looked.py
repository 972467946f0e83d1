"""Small frames of two videos, decoded for the purpose, and how the one lies over the other."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Literal

import cv2
import numpy as np
from numpy.typing import NDArray

from firstseen.model.copies import Matrix
from firstseen.model.pictures import Box

__all__ = [
    "Decode",
    "Stretch",
    "best_moment",
    "from_small",
    "laid",
    "laid_within",
    "shrinking",
    "small_matrix",
    "softened",
    "to_small",
]

SIDE: Final = 64
"""Pixels of the longer side of what two frames share, at which it is compared."""
ENLARGED: Final = 0.7
"""Scale below which a frame is smoothed before it is made smaller."""
MIDDLE: Final = 0.18
"""Share of a still that is left out at each side when it is looked for in frames: there it may go beyond them."""
ZOOMS: Final = (0.87, 0.93, 1.07, 1.15)
"""How much nearer or farther the camera may be at the moment of a still than at the frame that led to it."""
SKIPPED: Final = 4
"""Every so many frames are looked at in these sizes first: at 8 a second, twice a second."""
CLEARLY: Final = 0.012
"""How much more alike a still must be in another size. Of 16 stills of the tuning set one that was placed 3.3 s off
gains 0.018 and then lies right; one that lies right gains 0.008 at a wrong time."""
LEAST: Final = 64
"""Small pixels that two frames must share at least to be compared."""
FLATTENED: Final = 0.02
"""Scale below which a matrix lays one frame over the other as no picture is."""


@dataclass(frozen=True, slots=True, eq=False)
class Stretch:
    """Frames of a video at an even `step`: `frames` (n, h, w) uint8 grey, the first at `start` seconds; `width` and
    `height` are those of the shown frame in its own pixels."""

    frames: NDArray[np.uint8]
    start: float
    step: float
    width: int
    height: int


Decode = Callable[[Literal["a", "b"], float, float, float], Stretch | None]
"""Which of the two, from and to in seconds, frames a second: small grey frames; None where nothing can be decoded."""


def to_small(of: Stretch, size: tuple[int, int] | None = None) -> NDArray[np.float64]:
    """(3, 3) from pixels of the shown frame to those of the small ones, or of ones of a `size` (width, height)."""
    wide, high = size or of.frames.shape[:0:-1]
    return np.diag([wide / of.width, high / of.height, 1.0])


def from_small(of: Stretch) -> NDArray[np.float64]:
    """(3, 3) from pixels of the small frames to those of the shown one."""
    return np.diag([of.width / of.frames.shape[2], of.height / of.frames.shape[1], 1.0])


def small_matrix(a: Stretch, b: Stretch, matrix: Matrix, size: tuple[int, int] | None = None) -> NDArray[np.float64]:
    """(3, 3) from pixels of a's small frames to those of b's (of a `size`, where given); `matrix` is that between the
    shown frames."""
    whole: NDArray[np.float64] = to_small(b, size) @ np.vstack([np.array(matrix), [0.0, 0.0, 1.0]]) @ from_small(a)
    return whole


def shrinking(whole: NDArray[np.float64]) -> float:
    """How many times as long as before what a matrix moves is."""
    return float(np.sqrt(abs(np.linalg.det(whole[:2, :2]))))


def softened(frame: NDArray[np.uint8], shrink: float) -> NDArray[np.uint8]:
    """A frame that is to be made smaller: a picture laid into another at a tenth of its size is smoothed first, as
    whoever laid it there did."""
    if not 0.0 < shrink < ENLARGED:
        return frame
    return np.asarray(cv2.GaussianBlur(frame, (0, 0), 0.5 / shrink), np.uint8)


def laid(
    a: Stretch, b: Stretch, matrix: Matrix, box: Box | None = None
) -> tuple[NDArray[np.float32], NDArray[np.float32]] | None:
    """The shared pixels of all frames, (n, p) and (m, p) float32, at the small size of b; None where too few are.
    `box`: in which part of b's frame, as it is shown; None: wherever the frames lie over each other."""
    found = laid_within(a, b, matrix, box)
    return None if found is None else found[:2]


def laid_within(
    a: Stretch, b: Stretch, matrix: Matrix, box: Box | None = None
) -> tuple[NDArray[np.float32], NDArray[np.float32], NDArray[np.bool_]] | None:
    """The same, and which pixels of the small frame of b they are, (h, w) bool."""
    if not len(a.frames) or not len(b.frames):
        return None
    linear = np.abs(np.array(matrix)[:, :2])
    # So small that what they share is `SIDE` pixels long, as far as the frames given of b allow.
    across, down = linear @ (a.width, a.height)
    scale = SIDE / max(1.0, min(float(across), b.width), min(float(down), b.height))
    scale = min(scale, b.frames.shape[2] / b.width)
    size = max(1, round(b.width * scale)), max(1, round(b.height * scale))
    whole = small_matrix(a, b, matrix, size)
    inside = cv2.warpAffine(np.full(a.frames.shape[1:], 255, np.uint8), whole[:2], size, flags=cv2.INTER_NEAREST) > 0
    if box is not None:
        left, top, right, bottom = np.round(np.array(box) * ((size[0] / b.width, size[1] / b.height) * 2)).astype(int)
        inside[:, :left], inside[:, right:], inside[:top], inside[bottom:] = False, False, False, False
    shrink = shrinking(whole)
    if np.count_nonzero(inside) < LEAST or shrink < FLATTENED:
        return None
    first = np.empty((len(a.frames), int(inside.sum())), np.float32)
    for number, frame in enumerate(a.frames):
        first[number] = cv2.warpAffine(softened(frame, shrink), whole[:2], size, flags=cv2.INTER_LINEAR)[inside]
    second = np.stack([cv2.resize(frame, size, interpolation=cv2.INTER_AREA)[inside] for frame in b.frames])
    return first, second.astype(np.float32), inside


def best_moment(still: Stretch, video: Stretch, matrix: Matrix) -> float:
    """The time, in seconds, of the frame that is most like a still picture. `still` holds one frame.

    `matrix` takes pixels of the still to those of a frame of the same shot, not of each: the camera may move, so that
    what the still shows is looked for all over each frame; and it may come nearer or draw back, so that it is looked
    for larger and smaller too. The start of the stretch where nothing can be compared.
    """
    best, as_is = _likest(still, video.frames, video, matrix)
    zoomed = [
        (likeness, _scaled(matrix, zoom, still))
        for zoom in ZOOMS
        for _, likeness in [_likest(still, video.frames[::SKIPPED], video, _scaled(matrix, zoom, still))]
    ]
    likest = max(zoomed, key=lambda one: one[0])
    if likest[0] >= as_is + CLEARLY:
        best, _ = _likest(still, video.frames, video, likest[1])
    return video.start + best * video.step


def _likest(still: Stretch, frames: NDArray[np.uint8], video: Stretch, matrix: Matrix) -> tuple[int, float]:
    """Which of some frames of a video is most like a still laid over them so, and how alike they are."""
    piece = _piece(still, video, matrix)
    if piece is None:
        return 0, -1.0
    alike = [float(cv2.matchTemplate(frame, piece, cv2.TM_CCOEFF_NORMED).max()) for frame in frames]
    best = int(np.argmax(alike))
    return best, alike[best]


def _scaled(matrix: Matrix, zoom: float, still: Stretch) -> Matrix:
    """The same, larger by `zoom` around the middle of the still."""
    (a, b, c), (d, e, f) = matrix
    x, y = still.width / 2, still.height / 2
    less = 1.0 - zoom
    return (
        (a * zoom, b * zoom, c + less * (a * x + b * y)),
        (d * zoom, e * zoom, f + less * (d * x + e * y)),
    )


def _piece(still: Stretch, video: Stretch, matrix: Matrix) -> NDArray[np.uint8] | None:
    """The middle of a still, as large and as turned as it is in the frames; None where too little of it is."""
    high, wide = video.frames.shape[1:]
    whole = small_matrix(still, video, matrix)
    rows, columns = still.frames.shape[1:]
    inner = np.array([[x * columns, y * rows, 1.0] for x in (MIDDLE, 1 - MIDDLE) for y in (MIDDLE, 1 - MIDDLE)]).T
    corners = (whole @ inner)[:2]
    low, span = corners.min(axis=1), np.ptp(corners, axis=1)
    size = min(int(span[0]), wide - 2), min(int(span[1]), high - 2)
    if size[0] * size[1] < LEAST or min(size) < 4:
        return None
    moved = np.array([[1.0, 0.0, -low[0]], [0.0, 1.0, -low[1]], [0.0, 0.0, 1.0]]) @ whole
    frame = softened(still.frames[0], shrinking(whole))
    return np.asarray(cv2.warpAffine(frame, moved[:2], size, flags=cv2.INTER_LINEAR), np.uint8)
