"""One transform for many pairs of points: votes of pairs of pairs, exhaustive and without chance, then least squares.

A similarity (scale, rotation, shift) is tried for every two pairs that agree with the scale and the angle of their points;
the best one is refined to an affine transform and, where that explains clearly more, to a perspective one.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray

from firstseen.match.correspond import Correspondences

__all__ = ["Fit", "apply", "distinct_places", "fit_transform"]

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

GUIDED_DISTANCE = 80
"""Bits in which two descriptors may differ where the transform already says that they are one place."""

PERSPECTIVE_GAIN = 1.15
"""A perspective transform is taken where it explains this many times the inliers of the affine one."""

PLACES = 48
"""Inliers in one cell of a grid of this many cells along the longer side of the area of points count once."""


@dataclass(frozen=True, slots=True)
class Fit:
    """`transform` (3, 3) from pixels of a to pixels of b; `points_a`, `points_b` (n, 2) its inliers; `rms` in pixels of b.

    `places` is the number of inliers at distinct places in both.
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
        return Fit(np.linalg.inv(self.transform), self.points_b, self.points_a, self.places, self.rms / scale)


def apply(transform: Transform, points: Points) -> Points:
    """The points (n, 2) under a 3x3 transform."""
    moved = points @ transform[:, :2].T + transform[:, 2]
    return np.asarray(moved[:, :2] / moved[:, 2:3])


def distinct_places(points: Points, extent: float) -> int:
    """In how many cells of a grid the points lie; `extent` is the longer side of the picture in pixels."""
    if len(points) == 0:
        return 0
    cells = np.floor(points * (PLACES / max(extent, 1.0))).astype(np.int64)
    return len(np.unique(cells[:, 0] * 4096 + cells[:, 1]))


def fit_transform(
    a: NDArray[np.float32],
    b: NDArray[np.float32],
    pairs: Correspondences,
    between: NDArray[np.float32],
    extents: tuple[float, float],
) -> Fit | None:
    """The transform that most pairs agree with, or None. `a`, `b` (n, 4) points; `between` their descriptor distances."""
    if len(pairs.rows_a) < MIN_SUPPORT:
        return None
    first = _best_similarity(a[pairs.rows_a], b[pairs.rows_b])
    if first is None:
        return None
    return _refine(a, b, first, between, extents)


def _best_similarity(a: NDArray[np.float32], b: NDArray[np.float32]) -> Transform | None:
    """Tries the similarity through every two pairs that agree with their own scale and angle; most inliers wins."""
    p = a[:, 0] + 1j * a[:, 1].astype(np.complex128)
    q = b[:, 0] + 1j * b[:, 1].astype(np.complex128)
    own = np.log(b[:, 2] / a[:, 2]) + 1j * np.deg2rad(b[:, 3] - a[:, 3])
    apart = p[None, :] - p[:, None]
    far = (np.abs(apart) > a[:, 2][:, None] * 0.5) & (np.abs(q[None, :] - q[:, None]) > b[:, 2][:, None] * 0.5)
    slope = np.where(far, q[None, :] - q[:, None], 1.0) / np.where(far, apart, 1.0)
    size = np.log(np.abs(slope))
    turn = np.angle(slope)
    near_scale = np.abs(size - own.real[:, None]) < np.log(SCALE_FACTOR)
    off = np.abs((turn - own.imag[:, None] + np.pi) % (2 * np.pi) - np.pi)
    agree = far & near_scale & (off < np.deg2rad(ANGLE))
    agree &= agree.T
    links = agree.sum(axis=1)
    if links.max(initial=0) < MIN_SUPPORT - 1:
        return None
    i, j = np.nonzero(np.triu(agree))
    order = np.argsort(-(links[i] + links[j]), kind="stable")[:HYPOTHESES]
    i, j = i[order], j[order]
    slopes = slope[i, j]
    shifts = q[i] - slopes * p[i]
    residual = np.abs(slopes[:, None] * p[None, :] + shifts[:, None] - q[None, :])
    bound = TOLERANCE * np.maximum(b[:, 2][None, :], np.abs(slopes)[:, None] * a[:, 2][None, :])
    inside = residual < np.maximum(bound, MIN_TOLERANCE)
    inside &= np.abs(np.log(np.abs(slopes))[:, None] - own.real[None, :]) < np.log(SCALE_FACTOR)
    turned = np.abs((np.angle(slopes)[:, None] - own.imag[None, :] + np.pi) % (2 * np.pi) - np.pi)
    inside &= turned < np.deg2rad(ANGLE)
    score = inside.sum(axis=1) - 0.5 * np.where(inside, residual / np.maximum(bound, MIN_TOLERANCE), 0).mean(axis=1)
    best = int(np.argmax(score))
    if inside[best].sum() < MIN_SUPPORT:
        return None
    s, t = slopes[best], shifts[best]
    return np.array([[s.real, -s.imag, t.real], [s.imag, s.real, t.imag], [0.0, 0.0, 1.0]])


def _refine(
    a: NDArray[np.float32],
    b: NDArray[np.float32],
    transform: Transform,
    between: NDArray[np.float32],
    extents: tuple[float, float],
) -> Fit | None:
    """Guided pairs under the transform, least squares, three times; then perspective where it explains more."""
    best: Fit | None = None
    for tolerance in (TOLERANCE, TOLERANCE, FINE_TOLERANCE):
        left, right = _guided(a, b, transform, between, tolerance)
        if len(left) < MIN_SUPPORT:
            return best
        better = _least_squares(a[left, :2].astype(np.float64), b[right, :2].astype(np.float64))
        if better is None:
            return best
        transform = better
        best = _fit(a, b, transform, between, extents)
    if best is not None and best.places >= 10:
        best = _perspective(a, b, best, between, extents)
    return best


def _fit(
    a: NDArray[np.float32],
    b: NDArray[np.float32],
    transform: Transform,
    between: NDArray[np.float32],
    extents: tuple[float, float],
) -> Fit | None:
    left, right = _guided(a, b, transform, between, FINE_TOLERANCE)
    if len(left) < MIN_SUPPORT:
        return None
    points_a, points_b = a[left, :2].astype(np.float64), b[right, :2].astype(np.float64)
    off = apply(transform, points_a) - points_b
    places = min(distinct_places(points_a, extents[0]), distinct_places(points_b, extents[1]))
    return Fit(transform, points_a, points_b, places, float(np.sqrt((off**2).sum(axis=1).mean())))


def _guided(
    a: NDArray[np.float32],
    b: NDArray[np.float32],
    transform: Transform,
    between: NDArray[np.float32],
    tolerance: float,
) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Pairs that lie where the transform says, one to one, by descriptor distance."""
    moved = apply(transform, a[:, :2].astype(np.float64))
    scale = float(np.sqrt(abs(np.linalg.det(transform[:2, :2]))))
    size_a = a[:, 2] * scale
    i, j = np.nonzero(between < GUIDED_DISTANCE)
    off = np.hypot(moved[i, 0] - b[j, 0], moved[i, 1] - b[j, 1])
    near = off < np.maximum(tolerance * np.maximum(size_a[i], b[j, 2]), MIN_TOLERANCE)
    near &= np.abs(np.log(np.maximum(size_a[i], 1e-6) / b[j, 2])) < np.log(SCALE_FACTOR)
    i, j, off = i[near], j[near], off[near]
    order = np.lexsort((j, i, off, between[i, j]))
    i, j = i[order], j[order]
    _, first_i = np.unique(i, return_index=True)
    keep = np.zeros(len(i), np.bool_)
    keep[first_i] = True
    i, j = i[keep], j[keep]
    _, first_j = np.unique(j, return_index=True)
    first_j.sort()
    return i[first_j], j[first_j]


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


def _perspective(
    a: NDArray[np.float32],
    b: NDArray[np.float32],
    affine: Fit,
    between: NDArray[np.float32],
    extents: tuple[float, float],
) -> Fit:
    """A perspective transform grown from the affine one, where it explains clearly more points."""
    current = affine
    for _ in range(3):
        left, right = _guided(a, b, current.transform, between, 2 * TOLERANCE)
        if len(left) < 10:
            break
        matrix, _ = cv2.findHomography(a[left, :2].astype(np.float64), b[right, :2].astype(np.float64), 0)
        if matrix is None or not _sane(matrix[:2, :2]):
            break
        corners = np.array([[0.0, 0.0], [0, extents[0]], [extents[0], 0], [extents[0], extents[0]]])
        weights = corners @ matrix[2, :2] + matrix[2, 2]
        if weights.min() < 0.3 * weights.max():
            break
        candidate = _fit(a, b, np.asarray(matrix, np.float64), between, extents)
        if candidate is None or candidate.places <= current.places:
            break
        current = candidate
    return current if current.places >= PERSPECTIVE_GAIN * affine.places else affine
