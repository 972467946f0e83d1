"""One transform for many pairs of points: votes of pairs of pairs, exhaustive and without chance, then least squares.

A similarity (scale, rotation, shift) is tried for every two pairs that agree with the scale and the angle of their
points; the best one is refined to an affine transform and, on demand, to a perspective one.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from firstseen.match.correspond import Correspondences, Near, first_of_each

__all__ = ["FOR_PERSPECTIVE", "Fit", "Transform", "apply", "bend", "distinct_places", "fit_transform", "inverse"]

Points = NDArray[np.float64]
"""(n, 2) x and y in pixels."""

Transform = NDArray[np.float64]
"""(3, 3) homogeneous transform from pixels of a to pixels of b."""

TOLERANCE = 0.12
"""An inlier may be off by this share of its point's size (a point of ORB's finest level is 31 px, so about 4 px)."""

FINE_TOLERANCE = 0.08
"""The same for the final count, after the affine refinement."""

MIN_TOLERANCE = 1.5
"""Pixels an inlier may always be off."""

SCALE_FACTOR = 1.6
"""A pair's own scale (ratio of sizes: steps of 1.2) may differ from that of the transform by this factor."""

ANGLE = 30.0
"""Degrees by which a pair's own rotation may differ from that of the transform."""

HYPOTHESES = 120
"""Similarities tried, those of the best connected pairs first."""

MIN_SUPPORT = 4
"""Fewer agreeing pairs than this are nothing."""

GUIDED_DISTANCE = 72
"""Bits in which two descriptors may differ where the transform already says that they are one place."""

FOR_PERSPECTIVE = 10
"""Places needed before a perspective transform (eight numbers) is tried."""

PERSPECTIVE_ROUNDS = 4
"""Least squares, each over the points that the one before reaches: perspective grows from the middle outwards."""

LOOSE_TOLERANCE = 0.24
"""As `TOLERANCE`, where points are sought that an affine transform does not quite reach."""

FLATTEST = 0.3
"""The nearest point is seen at most 1 / this times as large as the farthest; more is no picture on a page."""

PLACES = 48
"""Inliers in one cell of a grid of this many cells along the longer side of the area of points count once."""


@dataclass(frozen=True, slots=True)
class Fit:
    """`transform` (3, 3) from pixels of a to pixels of b; `points_a`, `points_b` (n, 2) its inliers.

    `places` is the number of inliers at distinct places in both; `rms` their distance, in pixels of b.
    """

    transform: Transform
    points_a: Points
    points_b: Points
    places: int
    rms: float

    def seen_through(self, before: Transform) -> Fit:
        """The same fit for pictures of which a was first put through `before`, its own inverse (a reflection)."""
        return replace(self, transform=self.transform @ before, points_a=apply(before, self.points_a))

    def swapped(self) -> Fit:
        """The same fit, from b to a."""
        scale = float(np.sqrt(abs(np.linalg.det(self.transform[:2, :2]))))
        return Fit(inverse(self.transform), self.points_b, self.points_a, self.places, self.rms / scale)


def apply(transform: Transform, points: Points) -> Points:
    """The points (n, 2) under a 3x3 transform."""
    moved = points @ transform[:, :2].T + transform[:, 2]
    return np.asarray(moved[:, :2] / moved[:, 2:3])


def inverse(transform: Transform) -> Transform:
    """The transform back."""
    return np.asarray(np.linalg.inv(transform), np.float64)


def distinct_places(points: Points, extent: float) -> int:
    """In how many cells of a grid the points lie; `extent` is the longer side of the picture in pixels."""
    if len(points) == 0:
        return 0
    cells = np.floor(points * (PLACES / max(extent, 1.0))).astype(np.int64)
    numbers = np.sort(cells[:, 0] * 4096 + cells[:, 1])
    return int(np.count_nonzero(numbers[1:] != numbers[:-1])) + 1


@dataclass(frozen=True, slots=True)
class _Guided:
    """Pairs of points whose descriptors are near enough for a guided search, nearest first: rows (k,) of a and b."""

    a: NDArray[np.float32]
    b: NDArray[np.float32]
    rows_a: NDArray[np.intp]
    rows_b: NDArray[np.intp]

    def under(self, transform: Transform, tolerance: float) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
        """Pairs that lie where the transform says, one to one."""
        moved = apply(transform, self.a[:, :2].astype(np.float64)).astype(np.float32)
        size = self.a[:, 2] * np.float32(np.sqrt(abs(np.linalg.det(transform[:2, :2]))))
        farthest = max(tolerance * float(max(size.max(), self.b[:, 2].max())), MIN_TOLERANCE) * (1 + 1e-6)
        # Most are too far off in x alone, for a point of any size: the rest is asked of the few that are left.
        beside = np.flatnonzero(np.abs(moved[:, 0][self.rows_a] - self.b[:, 0][self.rows_b]) < farthest)
        i, j = self.rows_a[beside], self.rows_b[beside]
        size_a, size_b = size[i], self.b[j, 2]
        bound = np.maximum(tolerance * np.maximum(size_a, size_b), MIN_TOLERANCE)
        off = np.abs(moved[i] - self.b[j, :2])
        near = (off[:, 0] < bound) & (off[:, 1] < bound)
        near &= (size_a < SCALE_FACTOR * size_b) & (size_b < SCALE_FACTOR * size_a)
        i, j = i[near], j[near]
        first = first_of_each(i, len(self.a))
        i, j = i[first], j[first]
        first = first_of_each(j, len(self.b))
        return i[first], j[first]


def fit_transform(
    a: NDArray[np.float32],
    b: NDArray[np.float32],
    pairs: Correspondences,
    near: Near,
    extents: tuple[float, float],
) -> Fit | None:
    """The transform that most pairs agree with, or None.

    `a`, `b`: points (n, 4); `near`: which descriptors are near; `extents`: longer sides of the pictures.
    """
    if len(pairs.rows_a) < MIN_SUPPORT:
        return None
    first = _best_similarity(a[pairs.rows_a], b[pairs.rows_b])
    return None if first is None else _refine(_guided(a, b, near), first, extents)


def bend(
    a: NDArray[np.float32],
    b: NDArray[np.float32],
    near: Near,
    fit: Fit,
    extents: tuple[float, float],
) -> Fit | None:
    """A perspective transform grown from an affine fit, or None where there is none with more points in its support."""
    if fit.places < FOR_PERSPECTIVE:
        return None
    guided = _guided(a, b, near)
    best, current = None, fit
    for _ in range(PERSPECTIVE_ROUNDS):
        left, right = guided.under(current.transform, LOOSE_TOLERANCE)
        points_a, points_b = guided.a[left, :2].astype(np.float64), guided.b[right, :2].astype(np.float64)
        matrix, _ = cv2.findHomography(points_a, points_b, 0)
        if matrix is None or not _sane(matrix[:2, :2]):
            break
        weights = points_a @ matrix[2, :2] + matrix[2, 2]
        if weights.min() < FLATTEST * weights.max():
            break
        candidate = _fit(guided, np.asarray(matrix, np.float64), extents)
        if candidate is None or candidate.places < current.places:
            break
        best = current = candidate
    return best


def _guided(a: NDArray[np.float32], b: NDArray[np.float32], near: Near) -> _Guided:
    within = near.below(GUIDED_DISTANCE)
    return _Guided(a, b, within.rows_a, within.rows_b)


def _agree(slopes: NDArray[Any], own: NDArray[Any]) -> NDArray[np.bool_]:
    """Whether scale and rotation of the slopes are near those of the pairs' own."""
    ratio = slopes * own
    power = ratio.real**2 + ratio.imag**2
    near = (power < SCALE_FACTOR**2) & (power > SCALE_FACTOR**-2)
    return np.asarray(near & (ratio.real > np.float32(np.cos(np.deg2rad(ANGLE))) * np.sqrt(power)), np.bool_)


def _best_similarity(a: NDArray[np.float32], b: NDArray[np.float32]) -> Transform | None:
    """Tries the similarity through every two pairs that agree with their own scale and angle; most inliers wins."""
    p = (a[:, 0] + 1j * a[:, 1]).astype(np.complex64)
    q = (b[:, 0] + 1j * b[:, 1]).astype(np.complex64)
    turn = np.deg2rad(a[:, 3] - b[:, 3])
    unturn = (a[:, 2] / b[:, 2] * (np.cos(turn) + 1j * np.sin(turn))).astype(np.complex64)
    apart, apart_b = p[None, :] - p[:, None], q[None, :] - q[:, None]
    far = (np.abs(apart) > a[:, 2] * 0.5) & (np.abs(apart_b) > b[:, 2] * 0.5)
    slope = apart_b / np.where(far, apart, np.complex64(1))
    agree = far & _agree(slope, unturn[:, None])
    agree &= agree.T
    links = agree.sum(axis=1)
    if links.max(initial=0) < MIN_SUPPORT - 1:
        return None
    flat = np.flatnonzero(np.triu(agree).ravel())
    i, j = flat // len(p), flat % len(p)
    order = np.argsort(-(links[i] + links[j]), kind="stable")[:HYPOTHESES]
    i, j = i[order], j[order]
    slopes = slope[i, j]
    shifts = q[i] - slopes * p[i]
    residual = np.abs(slopes[:, None] * p[None, :] + shifts[:, None] - q[None, :])
    bound = TOLERANCE * np.maximum(b[:, 2][None, :], np.abs(slopes)[:, None] * a[:, 2][None, :])
    share = residual / np.maximum(bound, MIN_TOLERANCE)
    inside = (share < 1) & _agree(slopes[:, None], unturn[None, :])
    score = (inside * (1 - 0.5 * share * share)).sum(axis=1)
    best = int(np.argmax(score))
    if inside[best].sum() < MIN_SUPPORT:
        return None
    s, t = complex(slopes[best]), complex(shifts[best])
    return np.array([[s.real, -s.imag, t.real], [s.imag, s.real, t.imag], [0.0, 0.0, 1.0]])


def _refine(guided: _Guided, transform: Transform, extents: tuple[float, float]) -> Fit | None:
    """Guided pairs under the transform and least squares, twice."""
    for tolerance in (TOLERANCE, FINE_TOLERANCE):
        left, right = guided.under(transform, tolerance)
        if len(left) < MIN_SUPPORT:
            return None
        better = _least_squares(guided.a[left, :2].astype(np.float64), guided.b[right, :2].astype(np.float64))
        if better is None:
            return None
        transform = better
    return _fit(guided, transform, extents)


def _fit(guided: _Guided, transform: Transform, extents: tuple[float, float]) -> Fit | None:
    left, right = guided.under(transform, FINE_TOLERANCE)
    if len(left) < MIN_SUPPORT:
        return None
    points_a, points_b = guided.a[left, :2].astype(np.float64), guided.b[right, :2].astype(np.float64)
    off = apply(transform, points_a) - points_b
    places = min(distinct_places(points_a, extents[0]), distinct_places(points_b, extents[1]))
    return Fit(transform, points_a, points_b, places, float(np.sqrt((off**2).sum(axis=1).mean())))


def _least_squares(p: Points, q: Points) -> Transform | None:
    """The affine transform of least squares, or the similarity when the points lie too much on a line or are few."""
    centre = p.mean(axis=0)
    spread = np.linalg.svd(p - centre, compute_uv=False)
    if len(p) >= 8 and spread[1] > 0.2 * spread[0]:
        design = np.column_stack([p - centre, np.ones(len(p))])
        solution = np.linalg.lstsq(design, q, rcond=None)[0]
        linear = solution[:2].T
        shift = solution[2] - linear @ centre
        if _sane(linear):
            return np.array([[*linear[0], shift[0]], [*linear[1], shift[1]], [0.0, 0.0, 1.0]])
    middle = q.mean(axis=0)
    zp = (p - centre) @ np.array([1, 1j])
    zq = (q - middle) @ np.array([1, 1j])
    power = float((np.abs(zp) ** 2).sum())
    if power <= 0:
        return None
    s = complex((np.conj(zp) * zq).sum() / power)
    t = complex(middle @ np.array([1, 1j])) - s * complex(centre @ np.array([1, 1j]))
    return np.array([[s.real, -s.imag, t.real], [s.imag, s.real, t.imag], [0.0, 0.0, 1.0]]) if abs(s) > 1e-3 else None


def _sane(linear: NDArray[np.float64]) -> bool:
    """Whether a 2x2 matrix keeps the side and stretches one direction at most twice as much as the other."""
    values = np.linalg.svd(linear, compute_uv=False)
    return bool(np.linalg.det(linear) > 0 and values[0] < 2.0 * values[1])
