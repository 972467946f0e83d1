"""How far the photograph reaches in each of two aligned pictures, and what lies round the part they share.

What surrounds the shared part is looked at strip by strip (left, above, right, below) on the small grey pictures: one
of one colour is a border; one in which the lines of the photograph go on is more of the photograph; a mostly plain one
with strokes in it is a bar (caption, letterbox with a logo); anything else is another picture or a page.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from firstseen.match.geometry import Transform, inverse

__all__ = ["Rect", "Strip", "StripKind", "reach", "shared_rects", "strips_around", "surroundings"]

Rect = tuple[float, float, float, float]
"""Left, top, right, bottom in pixels of a small picture; pixel edges, so a whole picture is (0, 0, width, height)."""

THINNEST = 0.02
"""Strips thinner than this share of the shared part's side (and two pixels) are within the alignment, and left out."""

PLAIN_SPREAD = 6.0
"""Grey levels (standard deviation) below which a strip is of one colour."""

DRAWN_SPREAD = 1.5
"""Grey levels below which a strip of one colour was drawn: a photographed sky or wall has more noise."""

PLAIN_STEP = 6.0
"""Grey levels between the shared part and a plain strip from which there is an edge between them."""

BAR_PLAIN = 0.6
"""Share of a strip's pixels near its commonest grey level from which it is a bar with strokes rather than a picture."""

BAR_NEAR = 12.0
"""Grey levels that count as near."""

SEAM = (0.8, -4.6, 2.7)
"""Log-odds that a photograph goes on across an edge: constant, times the logarithm of the step across it over the steps
beside it, times the correlation of the lines on both sides. Logistic regression on 887 edges of crops against 1,041 of
screenshots, collages, pictures in pictures and captions (`--set tuning`): 95 % right of each."""

COMPANY = 0.5
SWAY = 2.0
"""Weight of the other edges of the same picture, and the most one counts: pages and collages end on all sides at once
but a letterbox on two sides says nothing of the third."""


class StripKind(StrEnum):
    """What a strip beside the shared part shows."""

    BORDER = "border"
    PHOTOGRAPH = "photograph"
    BAR = "bar"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Strip:
    """One strip: its side, what it shows, and its area as a share of the shared part's area."""

    side: str
    kind: StripKind
    share: float


def shared_rects(transform: Transform, a: Rect, b: Rect) -> tuple[Rect, Rect] | None:
    """The parts of `a` and `b` (contents of two pictures) that lie over each other; None when there is none."""
    in_b = _meet(_moved(transform, a), b)
    in_a = _meet(_moved(inverse(transform), b), a)
    return (in_a, in_b) if in_a and in_b else None


def _moved(transform: Transform, rect: Rect) -> NDArray[np.float64]:
    left, top, right, bottom = rect
    corners = np.array([[left, top], [right, top], [right, bottom], [left, bottom]]) - 0.5
    moved = corners @ transform[:, :2].T + transform[:, 2]
    return np.asarray(moved[:, :2] / moved[:, 2:3] + 0.5)


def _meet(corners: NDArray[np.float64], rect: Rect) -> Rect | None:
    """The bounding box of a convex quadrilateral clipped to a rectangle (Sutherland and Hodgman 1974)."""
    polygon = [(float(x), float(y)) for x, y in corners]
    for axis, bound, keep_above in ((0, rect[0], True), (0, rect[2], False), (1, rect[1], True), (1, rect[3], False)):
        polygon = _clip(polygon, axis, bound, keep_above)
        if not polygon:
            return None
    xs, ys = [p[0] for p in polygon], [p[1] for p in polygon]
    box = (min(xs), min(ys), max(xs), max(ys))
    return box if box[2] - box[0] >= 1 and box[3] - box[1] >= 1 else None


def _clip(polygon: list[tuple[float, float]], axis: int, bound: float, keep_above: bool) -> list[tuple[float, float]]:
    kept: list[tuple[float, float]] = []
    for at, point in enumerate(polygon):
        before = polygon[at - 1]
        inside = point[axis] >= bound if keep_above else point[axis] <= bound
        was_inside = before[axis] >= bound if keep_above else before[axis] <= bound
        if inside != was_inside:
            along = (bound - before[axis]) / (point[axis] - before[axis])
            cut = [before[0] + along * (point[0] - before[0]), before[1] + along * (point[1] - before[1])]
            cut[axis] = bound
            kept.append((cut[0], cut[1]))
        if inside:
            kept.append(point)
    return kept


def strips_around(small: NDArray[np.uint8], shared: Rect) -> tuple[Strip, ...]:
    """What lies round the `shared` part of the picture `small`; strips too thin to judge are left out."""
    height, width = small.shape
    left, top, right, bottom = (round(v) for v in shared)
    area = max((shared[2] - shared[0]) * (shared[3] - shared[1]), 1.0)
    image = small.astype(np.float32)
    turned = {
        "left": (image[top:bottom, ::-1], width - left),
        "above": (image[::-1, left:right].T, height - top),
        "right": (image[top:bottom, :], right),
        "below": (image[:, left:right].T, bottom),
    }
    seen = {}
    for side, (rows, edge) in turned.items():
        inner = right - left if side in ("left", "right") else bottom - top
        thickness = rows.shape[1] - edge
        if thickness >= max(2.0, THINNEST * inner) and min(rows.shape[0], inner) >= 4:
            seen[side] = (rows, edge, thickness * rows.shape[0] / area)
    seams = {side: _seam(rows, edge) for side, (rows, edge, _) in seen.items()}
    drawn = [side for side, (rows, edge, _) in seen.items() if _beyond(rows, edge).std() >= PLAIN_SPREAD]
    found = []
    for side, (rows, edge, share) in seen.items():
        company = sum(min(max(seams[other], -SWAY), SWAY) for other in drawn if other != side)
        found.append(Strip(side, _kind(rows, edge, seams[side] + COMPANY * company), share))
    return tuple(found)


def _kind(rows: NDArray[np.float32], edge: int, seam: float) -> StripKind:
    """`rows` (n, m): lines that run from the shared part (columns before `edge`) out into the strip."""
    outside = _beyond(rows, edge)
    spread = float(outside.std())
    if spread < PLAIN_SPREAD:
        step = abs(float(_line(rows, edge + 1).mean() - _line(rows, edge - 2).mean()))
        return StripKind.BORDER if spread < DRAWN_SPREAD or step > PLAIN_STEP else StripKind.PHOTOGRAPH
    if seam > 0:
        return StripKind.PHOTOGRAPH
    levels = np.bincount(outside.astype(np.int64).ravel() // 4, minlength=64)
    common = float(np.argmax(levels)) * 4 + 2
    plain = float((np.abs(outside - common) <= BAR_NEAR).mean())
    return StripKind.BAR if plain >= BAR_PLAIN else StripKind.OTHER


def _beyond(rows: NDArray[np.float32], edge: int) -> NDArray[np.float32]:
    return rows[:, min(edge + 1, rows.shape[1] - 1) :]


def _line(rows: NDArray[np.float32], at: int) -> NDArray[np.float32]:
    return rows[:, min(max(at, 0), rows.shape[1] - 1)]


def _seam(rows: NDArray[np.float32], edge: int) -> float:
    """Log-odds that the photograph goes on across the edge; the two lines next to it are a mixture and left out."""
    inner, outer = _line(rows, edge - 2), _line(rows, edge + 1)
    inside = [np.abs(_line(rows, edge - 2 - k) - _line(rows, edge - 5 - k)).mean() for k in (0, 2, 4)]
    reach = rows.shape[1] - edge - 5
    outside = [np.abs(_line(rows, edge + 1 + k) - _line(rows, edge + 4 + k)).mean() for k in (0, 2, 4) if k <= reach]
    beside = (float(np.mean(inside)) + (float(np.mean(outside)) if outside else 0.0)) / 2
    step = float(np.abs(outer - inner).mean()) / (beside + 3.0)
    p, q = inner - inner.mean(), outer - outer.mean()
    alike = (float((p * q).mean()) + 4.0) / (float(np.sqrt((p * p).mean() * (q * q).mean())) + 4.0)
    return SEAM[0] + SEAM[1] * float(np.log(step + 0.1)) + SEAM[2] * alike


def reach(strips: tuple[Strip, ...]) -> float:
    """How much of the photograph the picture shows, the shared part being 1: corners between two strips included."""
    beside, over = (
        sum(strip.share for strip in strips if strip.kind is StripKind.PHOTOGRAPH and strip.side in sides)
        for sides in (("left", "right"), ("above", "below"))
    )
    return (1.0 + beside) * (1.0 + over)


def surroundings(strips: tuple[Strip, ...], *kinds: StripKind) -> float:
    """The area of the strips of these kinds, as a share of the shared part's area."""
    return sum(strip.share for strip in strips if strip.kind in kinds)
