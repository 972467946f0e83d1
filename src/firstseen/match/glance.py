"""A first look at two pictures laid over each other, coarse and cheap: is it worth aligning them?

Most transforms that a few points suggest are chance. At a quarter of the pixels, where points are exact enough as
they are, chance shows at once.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from firstseen.match.geometry import Transform, inverse

__all__ = ["glance"]

Image = NDArray[np.float32]

SIDE = 96
"""Pixels of the longer side of the overlap, at most about; smaller overlaps are looked at as they are."""

WINDOW = 7
"""Pixels of the window of the local correlation."""

TEXTURE = 3.0
"""Grey levels (standard deviation in the window) below which a place shows nothing that could agree."""

LEAST_TEXTURED = 400
"""Textured pixels from which a mean says something."""


def glance(a: NDArray[np.uint8], b: NDArray[np.uint8], transform: Transform) -> float | None:
    """Mean local correlation where two small pictures meet; None where too little meets to say.

    `transform` takes pixels of a to pixels of b. Compared in the coarser of the two, further reduced to `SIDE`.
    """
    scale = float(np.sqrt(abs(np.linalg.det(transform[:2, :2]))))
    source, target, move = (a, b, transform) if scale <= 1.0 else (b, a, inverse(transform))
    frame = _meeting(source.shape, target.shape, move)
    if frame is None:
        return None
    left, top, right, bottom = frame
    step = 2 if max(right - left, bottom - top) > SIDE else 1
    width, height = (right - left) // step, (bottom - top) // step
    fixed = target[top : top + height * step, left : left + width * step]
    if step == 2:
        fixed = cv2.resize(fixed, (width, height), interpolation=cv2.INTER_AREA)
    shrink = step / min(scale, 1.0 / scale)
    halves = max(0, round(float(np.log2(shrink))))
    size = (max(source.shape[1] >> halves, 1), max(source.shape[0] >> halves, 1))
    coarse = cv2.resize(source, size, interpolation=cv2.INTER_AREA) if halves else source
    across, down = source.shape[1] / size[0], source.shape[0] / size[1]
    from_coarse = np.array([[across, 0, across / 2 - 0.5], [0, down, down / 2 - 0.5], [0, 0, 1.0]])
    to_frame = np.array(
        [[1 / step, 0, (0.5 - left) / step - 0.5], [0, 1 / step, (0.5 - top) / step - 0.5], [0, 0, 1.0]]
    )
    warp = to_frame @ move @ from_coarse
    moved = cv2.warpPerspective(coarse, warp, (width, height), flags=cv2.INTER_LINEAR)
    whole = cv2.warpPerspective(np.full(coarse.shape, 255, np.uint8), warp, (width, height), flags=cv2.INTER_NEAREST)
    return _correlation(np.asarray(fixed, np.float32), np.asarray(moved, np.float32), whole > 0)


def _meeting(source: tuple[int, ...], target: tuple[int, ...], move: Transform) -> tuple[int, int, int, int] | None:
    """The part of the target that the moved source reaches."""
    height, width = source
    corners = np.array([[0.0, 0, 1], [width, 0, 1], [0, height, 1], [width, height, 1]]) @ move.T
    if corners[:, 2].min() <= 0:
        return None
    xs, ys = corners[:, 0] / corners[:, 2], corners[:, 1] / corners[:, 2]
    left, top = max(0, int(xs.min())), max(0, int(ys.min()))
    right, bottom = min(target[1], int(xs.max())), min(target[0], int(ys.max()))
    return (left, top, right, bottom) if min(right - left, bottom - top) >= 2 * WINDOW else None


def _correlation(f: Image, g: Image, inside: NDArray[np.bool_]) -> float | None:
    window = (WINDOW, WINDOW)
    mean_f, mean_g = cv2.blur(f, window), cv2.blur(g, window)
    power_f = cv2.sqrBoxFilter(f, cv2.CV_32F, window) - mean_f * mean_f
    power_g = cv2.sqrBoxFilter(g, cv2.CV_32F, window) - mean_g * mean_g
    both = cv2.blur(f * g, window) - mean_f * mean_g
    # Windows that reach over the edge of the overlap would compare with what is not there.
    inside = cv2.erode(inside.astype(np.uint8), np.ones(window, np.uint8)) > 0
    textured = inside & (np.maximum(power_f, power_g) >= TEXTURE * TEXTURE)
    count = int(np.count_nonzero(textured))
    if count < LEAST_TEXTURED:
        return None
    alike = both / np.sqrt(np.maximum(power_f, 1.0) * np.maximum(power_g, 1.0))
    return float(alike[textured].sum(dtype=np.float64) / count)
