"""What one transform says about two pictures: points, aligned pixels, shared parts, surroundings."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from firstseen.match.aligned import Aligned
from firstseen.match.extent import Rect, Strip, shared_rects, strips_around
from firstseen.match.geometry import Fit, Transform, apply, inverse
from firstseen.match.laying import Laid, to_small
from firstseen.match.overlaid import Over, differences, foreign_edges, plain_share, residual, unchanged
from firstseen.prints.picture import PicturePrints

__all__ = ["Evidence", "gather"]


@dataclass(frozen=True, slots=True)
class Evidence:
    """`transform` (3, 3): stored pixels of a to those of b, mirroring included. Rectangles are in small pixels.

    `fit` None: the transform was supposed from the whole pictures, not from points.
    `supported`: share of the points' places that lie in cells that agree. `over`: what lies where the two disagree.
    `kept`: share of the overlap left when foreign lines at its edges (the neighbours in a collage) are taken off.
    `unchanged`: share of the overlap's pixels that are the same once the tone is fitted.
    `drawn`: share of the agreeing pixels that are of one grey level, as on a page. `coverage`: share of the content of
    a or of b, the larger, that the shared part takes.
    """

    transform: Transform
    fit: Fit | None
    aligned: Aligned
    rect_a: Rect
    rect_b: Rect
    strips_a: tuple[Strip, ...]
    strips_b: tuple[Strip, ...]
    supported: float
    over: tuple[Over, ...]
    kept: float
    unchanged: float
    drawn: float
    coverage: float

    def swapped(self) -> Evidence:
        """The same evidence, from b to a."""
        return Evidence(
            inverse(self.transform),
            self.fit.swapped() if self.fit else None,
            self.aligned.swapped(),
            self.rect_b,
            self.rect_a,
            self.strips_b,
            self.strips_a,
            self.supported,
            self.over,
            self.kept,
            self.unchanged,
            self.drawn,
            self.coverage,
        )

    @property
    def mirrored(self) -> bool:
        """Whether left and right are swapped between the two."""
        return bool(np.linalg.det(self.transform[:2, :2]) < 0)

    @property
    def places(self) -> int:
        """Points that agree, at distinct places in both."""
        return self.fit.places if self.fit else 0


def gather(a: PicturePrints, b: PicturePrints, laid: Laid) -> Evidence | None:
    """What can be seen where a is laid over b; None where nothing of both is left under what is foreign."""
    aligned, fit = laid.aligned, laid.fit
    box_a, box_b = _edges(laid.box_a), _edges(laid.box_b)
    small_a, small_b = to_small(a), to_small(b)
    left_over = residual(aligned)
    foreign = foreign_edges(aligned, left_over)
    rects = shared_rects(aligned.transform, *_own(aligned, foreign, box_a, box_b))
    if rects is None:
        return None
    height, width = aligned.mask.shape
    kept = (width - foreign[0] - foreign[2]) * (height - foreign[1] - foreign[3]) / float(width * height)
    return Evidence(
        inverse(small_b) @ aligned.transform @ small_a,
        fit,
        aligned,
        rects[0],
        rects[1],
        strips_around(a.small, rects[0]),
        strips_around(b.small, rects[1]),
        _supported(fit, aligned, small_a, small_b),
        differences(aligned, left_over),
        kept,
        unchanged(aligned, left_over),
        plain_share(aligned),
        max(_area(rects[0]) / _area(box_a), _area(rects[1]) / _area(box_b)),
    )


def _own(aligned: Aligned, foreign: tuple[int, int, int, int], a: Rect, b: Rect) -> tuple[Rect, Rect]:
    """The contents of a and b, the one whose frame it is cut by what is foreign at the edges of the overlap."""
    if not any(foreign):
        return a, b
    height, width = aligned.mask.shape
    left, top = aligned.origin
    frame = (left + foreign[0], top + foreign[1], left + width - foreign[2], top + height - foreign[3])
    cut = (float(frame[0]), float(frame[1]), float(frame[2]), float(frame[3]))
    return (a, cut) if aligned.in_b else (cut, b)


def _area(rect: Rect) -> float:
    return max((rect[2] - rect[0]) * (rect[3] - rect[1]), 1.0)


def _edges(box: tuple[int, int, int, int]) -> Rect:
    return float(box[0]), float(box[1]), float(box[2]), float(box[3])


def _supported(fit: Fit | None, aligned: Aligned, small_a: Transform, small_b: Transform) -> float:
    if fit is None:
        return 0.0
    points = apply(small_b, fit.points_b) if aligned.in_b else apply(small_a, fit.points_a)
    cells = aligned.cell_of(points)
    inside = aligned.inside[cells[:, 1], cells[:, 0]]
    if not inside.any():
        return 0.0
    return float(aligned.agree[cells[:, 1], cells[:, 0]][inside].mean())
