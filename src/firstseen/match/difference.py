"""The aligned difference of two copies: one laid over the other by their transform, and what is left between them.

For people to look at, not to decide on: `verify` decides on the prints. Method: the finer of the two is softened to
the other's detail, tone is fitted by trimmed least squares a channel, and a pixel counts as different only by what it
lies outside the range of its neighbours in the other picture, so that half a pixel of misfit does not draw edges.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from firstseen.match.neighbours import outside
from firstseen.match.tones import toned
from firstseen.model.copies import Matrix
from firstseen.model.pictures import Box

__all__ = ["FORGIVEN", "Laid", "between_crops", "lay_over", "painted"]

Picture = NDArray[np.uint8]
_Values = NDArray[np.float32]

FORGIVEN = 14.0
"""Grey levels of difference that encoding leaves, painted as none. Of 99 % of the pixels less is left: 8 on drawn
pictures encoded at JPEG 60, 12.5 on one turned, reduced to 0.6 and encoded at JPEG 85, 0.3 to 7.2 on the sample case's
copies to which nothing was added. On one halved and encoded at 85 it is 14.4, and 11.2 of 98 %.
`tests/match/test_difference.py` repeats the drawn ones."""
PAINTED_FULLY = 70.0
"""Grey levels from which a difference is painted in full colour."""
SOFTEN = 0.8
"""Standard deviation, in pixels, of the blur both get: block noise of JPEG goes, letters stay."""
NEIGHBOURS = 3
"""Pixels across in which the other picture may show the same: forgives one pixel of misfit either way."""
GREY = 5.0
"""Mean spread between the channels, in grey levels, below which a picture is grey and colour is not compared."""
LEAST_COVERED = 64  # pixels: below this there is nothing to look at
_COLOUR = np.array([196.0, 58.0, 12.0], np.float32)
_EMPTY = np.array([226.0, 224.0, 219.0], np.float32)


@dataclass(frozen=True, slots=True)
class Laid:
    """Two pictures in one frame. `first` and `second` are (h, w, 3) uint8 RGB, the second laid over the first;
    `difference` (h, w) float32 holds what differs, tone aside, in grey levels; `covered` (h, w) where both show
    something."""

    first: Picture
    second: Picture
    difference: NDArray[np.float32]
    covered: NDArray[np.bool_]


def between_crops(
    transform: Matrix, box_a: Box, shape_a: tuple[int, int], box_b: Box, shape_b: tuple[int, int]
) -> Matrix:
    """The transform between two reduced crops; `transform` is that between the whole pictures.

    Each crop shows its box (pixels of the whole picture) as an array of the shape (height, width). Pixels are counted
    from their centres, as OpenCV does.
    """
    to_whole_a, to_whole_b = _to_whole(box_a, shape_a), _to_whole(box_b, shape_b)
    whole = np.vstack([np.array(transform, np.float64), [0.0, 0.0, 1.0]])
    move = np.linalg.inv(to_whole_b) @ whole @ to_whole_a
    first, second = (tuple(float(value) for value in row) for row in move[:2])
    return (first[0], first[1], first[2]), (second[0], second[1], second[2])


def _to_whole(box: Box, shape: tuple[int, int]) -> NDArray[np.float64]:
    left, top, right, bottom = box
    wide, high = (right - left) / shape[1], (bottom - top) / shape[0]
    return np.array([[wide, 0, left + 0.5 * wide - 0.5], [0, high, top + 0.5 * high - 0.5], [0, 0, 1.0]])


def lay_over(first: Picture, second: Picture, move: Matrix) -> Laid | None:
    """Lays `second` over `first`; both (h, w, 3) uint8 RGB. `move` is the 2x3 matrix from pixels of the first to
    pixels of the second. None where they hardly overlap, or where the matrix presses the picture flat."""
    matrix = np.array(move, np.float64)
    if not np.isfinite(matrix).all():
        return None
    finer = float(np.sqrt(abs(np.linalg.det(matrix[:, :2]))))
    if finer < 1e-3:
        return None
    source = second if finer <= 1.0 else _soft(second, 0.5 * float(np.sqrt(finer * finer - 1.0)))
    height, width = first.shape[:2]
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    laid = np.asarray(cv2.warpAffine(source, matrix, (width, height), flags=flags), np.uint8)
    valid = np.full(second.shape[:2], 255, np.uint8)
    covered = np.asarray(cv2.warpAffine(valid, matrix, (width, height), flags=flags) > 250)
    if covered.sum() < LEAST_COVERED:
        return None
    softer = first if finer >= 1.0 else _soft(first, 0.5 * float(np.sqrt(1.0 / (finer * finer) - 1.0)))
    difference = _difference(softer, laid, covered)
    laid = np.where(covered[..., None], laid, _EMPTY.astype(np.uint8))
    return Laid(first, laid, difference, covered)


def _soft(picture: Picture, sigma: float) -> Picture:
    if sigma < 0.1:
        return picture
    return np.asarray(cv2.GaussianBlur(picture, (0, 0), sigma), np.uint8)


def _difference(first: Picture, second: Picture, covered: NDArray[np.bool_]) -> _Values:
    f = cv2.GaussianBlur(first.astype(np.float32), (0, 0), SOFTEN)
    s = cv2.GaussianBlur(second.astype(np.float32), (0, 0), SOFTEN)
    if min(_spread(f, covered), _spread(s, covered)) < GREY:
        f, s = f.mean(axis=2, keepdims=True), s.mean(axis=2, keepdims=True)
    left = np.zeros(covered.shape, np.float32)
    for channel in range(f.shape[2]):
        other = np.ascontiguousarray(s[..., channel])
        alike, gain = toned(np.ascontiguousarray(f[..., channel]), other, covered)
        # The smaller of both ways.
        both = np.minimum(outside(alike, other, NEIGHBOURS), outside(other, alike, NEIGHBOURS))
        left = np.maximum(left, both / np.float32(np.sqrt(min(max(gain, 0.25), 4.0))))
    # Beside the edge of the overlap the neighbours are not known.
    inner = cv2.erode(covered.astype(np.uint8), np.ones((NEIGHBOURS, NEIGHBOURS), np.uint8), borderValue=1)
    return np.asarray(left * (inner > 0), np.float32)


def _spread(picture: _Values, covered: NDArray[np.bool_]) -> float:
    return float((picture.max(axis=2) - picture.min(axis=2))[covered].mean())


def painted(laid: Laid) -> Picture:
    """The difference as a picture, (h, w, 3) uint8 RGB: the first pale and grey, what differs in colour over it."""
    grey = laid.first.astype(np.float32).mean(axis=2, keepdims=True)
    ground = np.where(laid.covered[..., None], 0.34 * grey + 0.66 * 250.0, _EMPTY)
    strength = np.clip((laid.difference - FORGIVEN) / (PAINTED_FULLY - FORGIVEN), 0.0, 1.0)[..., None]
    strength = np.sqrt(strength) * laid.covered[..., None]
    return np.asarray(np.clip(ground * (1 - strength) + _COLOUR * strength, 0, 255), np.uint8)
