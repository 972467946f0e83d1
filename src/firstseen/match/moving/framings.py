"""How the frames of one video may lie over those of another: the whole frames, and what their key frames say.

Key frames of footage that moves are often a moment apart, and then say where the camera had turned to, not what was
cropped. Which of them is right only shows when all moments are compared by it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from firstseen.match.moving.alignment import Shared
from firstseen.match.moving.looked import Decode, Stretch, from_small, small_matrix, to_small
from firstseen.match.moving.registering import registered
from firstseen.match.moving.takes import RATE, Line
from firstseen.model.copies import JOINING, Copy, Matrix
from firstseen.model.pictures import Box

__all__ = ["Framing", "framings", "laid_along", "laid_better", "whole"]

ONE: Final = 0.012
"""Share of the frame's width by which the corners may differ, on average, of two framings that are one."""
MOST: Final = 8
"""Framings that are tried at most, each way."""

BOXED: Final = 0.8
"""Share of what lies over each other that the box of a copy has, below which its pixels alone are compared too."""

LAID: Final = 0.6
"""Correlation of two frames from which they were laid over each other well (`registering.py`)."""
AGREE: Final = 3
"""Pairs of frames at least that must say the same of how they lie over each other."""
LEAST: Final = 16
"""Small pixels of the sides of a box that frames are laid over each other in; else the whole frame is used."""
WITHIN: Final = 12.0
PAIRS: Final = 8
"""Seconds in the middle of a stretch, and pairs of frames in them by which these are laid over each
other."""
STEPS: Final = 40, 1e-4
"""Steps in which a frame is laid over another, and what they must gain."""


@dataclass(frozen=True, slots=True)
class Framing:
    """`matrix` takes pixels of a to those of b; `frame` is the copy of frames that says so, None: whole onto whole.
    `box`: the part of b's frame in which they are one picture; None: wherever they lie over each other."""

    matrix: Matrix
    mirrored: bool
    frame: Copy | None = None
    box: Box | None = None


def whole(size_a: tuple[int, int], size_b: tuple[int, int], *, mirrored: bool) -> Framing:
    """The whole frame of a onto that of b."""
    across, down = size_b[0] / max(1, size_a[0]), size_b[1] / max(1, size_a[1])
    if mirrored:
        return Framing(((-across, 0.0, float(size_b[0] - 1)), (0.0, down, 0.0)), mirrored)
    return Framing(((across, 0.0, 0.0), (0.0, down, 0.0)), mirrored)


def framings(
    size_a: tuple[int, int], size_b: tuple[int, int], frames: Iterable[Copy], *, mirrored: bool
) -> list[Framing]:
    """The framings to be tried: the whole frames, then those that most key frames agree on, each once."""
    found = [whole(size_a, size_b, mirrored=mirrored)]
    agreed = [0]
    for copy in sorted(frames, key=lambda one: (one.relation not in JOINING, -one.confidence)):
        if copy.transform is None or copy.mirrored != mirrored:
            continue
        for number, other in enumerate(found):
            if _apart(copy.transform, other.matrix, size_a, size_b) <= ONE:
                agreed[number] += 1
                if other.frame is None:
                    found[number] = Framing(other.matrix, mirrored, copy)
                break
        else:
            found.append(Framing(copy.transform, mirrored, copy))
            agreed.append(1)
    order = sorted(range(1, len(found)), key=lambda number: (-agreed[number], number))
    tried = [found[0], *(found[number] for number in order[: MOST - 1])]
    return [*tried, *(within for one in tried if (within := _boxed(one, size_a, size_b)) is not None)]


def _boxed(framing: Framing, size_a: tuple[int, int], size_b: tuple[int, int]) -> Framing | None:
    """The same within the box that the copy of frames tells, where much lies over each other beside it: a picture that
    stands before itself blurred."""
    copy = framing.frame
    if copy is None or copy.relation not in JOINING or copy.box_b is None:
        return None
    corners = np.array(framing.matrix) @ np.array([[x, y, 1.0] for x in (0, size_a[0]) for y in (0, size_a[1])]).T
    low, high = np.maximum(corners.min(axis=1), 0), np.minimum(corners.max(axis=1), size_b)
    over = float(np.prod(np.maximum(high - low, 0)))
    left, top, right, bottom = copy.box_b
    return replace(framing, box=copy.box_b) if (right - left) * (bottom - top) < BOXED * over else None


def _apart(one: Matrix, other: Matrix, size_a: tuple[int, int], size_b: tuple[int, int]) -> float:
    """How far the corners of a lie from each other under two framings, on average, in widths of b."""
    corners = np.array([[x, y, 1.0] for x in (0, size_a[0]) for y in (0, size_a[1])])
    off = corners @ (np.array(one) - np.array(other)).T
    return float(np.hypot(off[:, 0], off[:, 1]).mean()) / max(1, size_b[0])


def laid_better(framing: Framing, a: Stretch, b: Stretch, pairs: Sequence[tuple[int, int]]) -> Framing | None:
    """A framing corrected by frames that are shown at once (numbers in a and b), each laid over the other by what is in
    both; None where too few can be."""
    first = small_matrix(a, b, framing.matrix)
    if abs(float(np.linalg.det(first[:2, :2]))) < 1e-4:
        return None
    box = _box(framing, b)
    found = [one for at_a, at_b in pairs if (one := _laid(a.frames[at_a], b.frames[at_b], first, box)) is not None]
    if len(found) < AGREE:
        return None
    middle = np.linalg.inv(to_small(b)) @ np.median(np.stack(found), axis=0) @ np.linalg.inv(from_small(a))
    (p, q, r), (s, t, u) = middle[:2].tolist()
    return replace(framing, matrix=((p, q, r), (s, t, u)))


def laid_along(framing: Framing, shared: Shared, decode: Decode) -> Framing:
    """A framing corrected by the frames along the line of a stretch, where they can be laid over each other: key frames
    are a moment apart, and what the camera had turned in between is no part of it."""
    middle, half = (shared.b[0] + shared.b[1]) / 2, min(WITHIN, shared.b[1] - shared.b[0]) / 2
    line = Line(shared.a[0], shared.b[0], shared.speed)
    a = decode("a", max(0.0, line.at(middle - half)), line.at(middle + half), RATE)
    b = decode("b", middle - half, middle + half, RATE)
    if a is None or b is None:
        return framing
    pairs = []
    for at_b in dict.fromkeys(np.linspace(0, len(b.frames) - 1, PAIRS).round().astype(int).tolist()):
        at_a = round((line.at(b.start + at_b * b.step) - a.start) / a.step)
        pairs += [(at_a, at_b)] if 0 <= at_a < len(a.frames) else []
    return laid_better(framing, a, b, pairs) or framing


def _box(framing: Framing, b: Stretch) -> tuple[slice, slice]:
    """Rows and columns of b's small frames in which the shared picture is."""
    high, wide = b.frames.shape[1:]
    if framing.frame is None or framing.frame.box_b is None:
        return slice(0, high), slice(0, wide)
    left, top, right, bottom = framing.frame.box_b
    across, down = wide / b.width, high / b.height
    rows = slice(max(0, round(top * down)), min(high, round(bottom * down)))
    columns = slice(max(0, round(left * across)), min(wide, round(right * across)))
    if rows.stop - rows.start < LEAST or columns.stop - columns.start < LEAST:
        return slice(0, high), slice(0, wide)
    return rows, columns


def _laid(
    one: NDArray[np.uint8], other: NDArray[np.uint8], first: NDArray[np.float64], box: tuple[slice, slice]
) -> NDArray[np.float64] | None:
    """(3, 3) from small pixels of the one to those of the other; None where they cannot be laid over each other."""
    moved = np.array([[1.0, 0.0, -float(box[1].start)], [0.0, 1.0, -float(box[0].start)], [0.0, 0.0, 1.0]])
    back = np.linalg.inv(moved @ first)[:2].astype(np.float32)
    found = registered(np.ascontiguousarray(other[box]), one, back, STEPS)
    if found is None or found[0] < LAID:
        return None
    whole_back = np.vstack([found[1].astype(np.float64), [0.0, 0.0, 1.0]])
    if abs(float(np.linalg.det(whole_back))) < 1e-4:
        return None
    return np.asarray(np.linalg.inv(moved) @ np.linalg.inv(whole_back), np.float64)
