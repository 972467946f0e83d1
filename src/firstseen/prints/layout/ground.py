"""Pictures that lie on a ground of one colour, as on a printed page, in an app, or within a wide border."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from firstseen.model.pictures import Box

__all__ = ["Ground", "on_ground", "parts", "softened"]

Place = tuple[int, int, int, int]
"""Left, top, width and height."""

GROUND = 0.14
"""Share of the picture near one grey level from which that is a ground."""

NEAR = 20
"""Grey levels within which a pixel is of the ground."""

EVEN = 6
EVENLY = 0.55
"""Of the pixels that near, this share is within so many grey levels: printed and drawn grounds are, walls are not."""

SOFT = 5
"""Pixels of the blur that closes the dots of a halftone, and leaves lines of text apart."""

WINDOW = 25
DENSE = 0.8
"""Pixels of a window, and the share of it off the ground, from which what lies there is no text: 0.35 to 0.6."""

SMALLEST = 48
"""Pixels of the shortest side of what is found (of 1,024 of the picture)."""

FILLS = 0.6
"""Share of its box that a picture on the ground fills at least."""

SPARSE = 0.5
"""Share of a line off the ground below which it lies outside the picture."""

BESIDE = 3, 7
AROUND = 0.65
"""Pixels beyond each side of a box, from and to, of which this share is one even ground where it lies on one: on 60
pages 0.65 to 1.00, round what goes from a picture to the words below it 0.60 at most."""


@dataclass(frozen=True, slots=True, eq=False)
class Ground:
    """A grey picture (h, w), softened, of which the longer side is at most about 1,024, and the grey levels of its
    grounds. Boxes are in its pixels."""

    soft: NDArray[np.uint8]
    levels: list[int]

    @classmethod
    def of(cls, grey: NDArray[np.uint8]) -> Ground:
        """The grounds of a picture."""
        soft = softened(grey)
        return cls(soft, _grounds(soft))

    def surrounds(self, box: Box) -> bool:
        """Whether a box has a ground of one colour all round."""
        (near, far), (left, top, right, bottom) = BESIDE, box
        beside = (
            self.soft[top:bottom, max(0, left - far) : max(0, left - near)],
            self.soft[top:bottom, right + near : right + far],
            self.soft[max(0, top - far) : max(0, top - near), left:right],
            self.soft[bottom + near : bottom + far, left:right],
        )
        seen = np.concatenate([part.ravel() for part in beside]).astype(np.int16)
        least = AROUND * max(seen.size, 1)
        return any(np.count_nonzero(abs(seen - level) <= EVEN) >= least for level in self.levels)


def on_ground(ground: Ground) -> list[Box]:
    """The boxes of what lies on the grounds of a picture."""
    soft, grounds = ground.soft, ground.levels
    if not grounds:
        return []
    table = np.full(256, 255, np.uint8)
    for level in grounds:
        table[max(0, level - NEAR) : level + NEAR + 1] = 0
    off = np.asarray(cv2.LUT(soft, table), np.uint8)
    filled = cv2.compare(cv2.blur(off, (WINDOW, WINDOW)), DENSE * 255, cv2.CMP_GE)
    boxes = [box for box in (_grown(place, off.shape) for place in parts(filled)) if _shorter(box) >= SMALLEST]
    if not boxes:
        return []
    found = []
    sums = cv2.integral(cv2.min(off, 1))
    for box in boxes:
        left, top, right, bottom = tight = _tight(sums, box)
        if _shorter(tight) < SMALLEST:
            continue
        inside = sums[bottom, right] - sums[top, right] - sums[bottom, left] + sums[top, left]
        if inside >= FILLS * (right - left) * (bottom - top):
            found.append(tight)
    return found


def parts(filled: NDArray[np.uint8]) -> list[Place]:
    """Left, top, width, height of each part of the (h, w) map that hangs together by sides, by their first pixels.

    Outlines hang together by corners too. Where there are as many of these they are the same parts, which takes a third
    of the time of OpenCV's own count of each part's pixels.
    """
    outlines, tree = cv2.findContours(filled, cv2.RETR_CCOMP, cv2.CHAIN_APPROX_SIMPLE)
    outer = [outline for outline, place in zip(outlines, tree[0], strict=True) if place[3] < 0] if outlines else []
    count, _ = cv2.connectedComponents(filled, connectivity=4)
    if count - 1 != len(outer):
        _, _, stats, _ = cv2.connectedComponentsWithStats(filled, connectivity=4)
        return [(place[0], place[1], place[2], place[3]) for place in stats[1:].tolist()]
    outer.sort(key=lambda outline: (int(outline[0, 0, 1]), int(outline[0, 0, 0])))
    rects = (cv2.boundingRect(outline) for outline in outer)
    return [(int(x), int(y), int(w), int(h)) for x, y, w, h in rects]


def softened(grey: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """An (h, w) picture without the dots of a halftone."""
    return np.asarray(cv2.blur(grey, (SOFT, SOFT)), np.uint8)


def _grown(place: Place, shape: tuple[int, ...]) -> Box:
    """What was filled, with what the window took from it."""
    x, y, w, h = place
    grow = WINDOW // 2
    return max(0, x - grow), max(0, y - grow), min(shape[1], x + w + grow), min(shape[0], y + h + grow)


def _shorter(box: Box) -> int:
    return min(box[2] - box[0], box[3] - box[1])


def _grounds(soft: NDArray[np.uint8]) -> list[int]:
    """The grey levels of the grounds, at most two: a page in the window of an app."""
    levels = np.bincount(soft[::4, ::4].ravel(), minlength=256) / max(soft[::4, ::4].size, 1)
    found: list[int] = []
    for _ in range(2):
        smooth = np.convolve(levels, np.ones(5), "same")
        level = int(np.argmax(smooth))
        near = float(levels[max(0, level - NEAR) : level + NEAR + 1].sum())
        even = float(levels[max(0, level - EVEN) : level + EVEN + 1].sum())
        if near < GROUND or even < EVENLY * near:
            break
        found.append(level)
        levels[max(0, level - NEAR) : level + NEAR + 1] = 0.0
    return found


def _tight(sums: NDArray[np.int32], box: Box) -> Box:
    """The box without lines at its edges that are mostly ground, twice round."""
    left, top, right, bottom = box
    for _ in range(2):
        lines = np.diff(sums[top : bottom + 1, right].astype(np.int64) - sums[top : bottom + 1, left])
        rows = np.flatnonzero(lines >= SPARSE * (right - left))
        if not len(rows):
            return left, top, left, top
        top, bottom = top + int(rows[0]), top + int(rows[-1]) + 1
        lines = np.diff(sums[bottom, left : right + 1].astype(np.int64) - sums[top, left : right + 1])
        columns = np.flatnonzero(lines >= SPARSE * (bottom - top))
        if not len(columns):
            return left, top, left, top
        left, right = left + int(columns[0]), left + int(columns[-1]) + 1
    return left, top, right, bottom
