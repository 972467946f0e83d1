"""What one transform says about two pictures: points, aligned pixels, shared parts, surroundings."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from firstseen.match.aligned import CELL, Aligned
from firstseen.match.between import Between, between
from firstseen.match.extent import Rect, Strip, shared_rects, strips_around
from firstseen.match.frame import content
from firstseen.match.geometry import Fit, Transform, apply, inverse
from firstseen.match.laying import Laid, to_small
from firstseen.match.overlaid import Difference, Over, differences, foreign_edges, residual, unchanged
from firstseen.match.views import View
from firstseen.prints.picture import PicturePrints

__all__ = ["Evidence", "gather", "in_whole", "photographed_cells"]

WHOLLY = 3
"""How much more a view that agrees throughout weighs than one that is larger: see `Evidence.agreeing_area`."""

LARGE_REGION = 0.12
LARGE_REGIONS = 3
"""Share of a picture from which a region is what it is about, smaller ones are found in plain photographs; and how many
such regions are looked at, the largest: a post and the photograph in it, of which either may be found alone."""

COVERED_CELLS = 8
"""Cells that must disagree for what lies between to be looked at."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """`transform` (3, 3): stored pixels of view a to those of view b, mirroring included. Rectangles are in pixels of
    the small pictures of the views, strips lie round the shared part in the whole pictures.

    `fit` None: the transform was supposed from the whole pictures, not from points.
    `supported`: share of the points' places that lie in cells that agree. `over`: what lies where the two disagree.
    `unchanged`: share of the overlap's pixels that are the same once the tone is fitted.
    `coverage`: share of the content of view a or b, the larger, that the shared part takes. `share_a`, `share_b`: the
    same for each whole picture.
    `photographed`: which of the aligned cells show neither letters nor a plain area, in one of the two at least.
    `largest`: which of them lie in each of the largest regions of a and of b, where they have large ones.
    `between`: what the two show between what was laid over one of them; None where hardly anything disagrees.
    """

    view_a: View
    view_b: View

    transform: Transform
    fit: Fit | None
    aligned: Aligned
    rect_a: Rect
    rect_b: Rect
    strips_a: tuple[Strip, ...]
    strips_b: tuple[Strip, ...]
    supported: float
    over: tuple[Difference, ...]
    unchanged: float
    coverage: float
    share_a: float
    share_b: float
    photographed: NDArray[np.bool_]
    largest: tuple[NDArray[np.bool_], ...]
    between: Between | None

    def swapped(self) -> Evidence:
        """The same evidence, from b to a."""
        return Evidence(
            self.view_b,
            self.view_a,
            inverse(self.transform),
            self.fit.swapped() if self.fit else None,
            self.aligned.swapped(),
            self.rect_b,
            self.rect_a,
            self.strips_b,
            self.strips_a,
            self.supported,
            self.over,
            self.unchanged,
            self.coverage,
            self.share_b,
            self.share_a,
            self.photographed,
            self.largest,
            self.between,
        )

    def shows(self, over: Over) -> bool:
        """Whether anything of this kind lies over the photograph."""
        return any(difference.over is over for difference in self.over)

    @property
    def mirrored(self) -> bool:
        """Whether left and right are swapped between the two."""
        return bool(np.linalg.det(self.transform[:2, :2]) < 0)

    @property
    def slant(self) -> float:
        """How far the transform is from scale, shift, quarter turns and mirroring: 0 for what a program pastes.

        The largest of: sine of the rest of its rotation, logarithm of its stretch, and what perspective leaves when an
        affine transform is fitted, as a share of the shared part.
        """
        across, down = self.rect_a[2] - self.rect_a[0], self.rect_a[3] - self.rect_a[1]
        corners = np.array([[0.0, 0], [across, 0], [0, down], [across, down], [across / 2, down / 2]])
        design = np.column_stack([corners, np.ones(5)])
        stored = corners * (self.view_a.prints.width / self.view_a.prints.small.shape[1])
        stored += np.array(self.rect_a[:2]) * (self.view_a.prints.width / self.view_a.prints.small.shape[1])
        moved = apply(self.transform, stored)
        solution = np.linalg.lstsq(design, moved, rcond=None)[0]
        left = float(np.abs(design @ solution - moved).max() / max(float(np.ptp(moved, axis=0).max()), 1.0))
        before, stretch, after = np.linalg.svd(solution[:2].T)
        rotation = before @ after
        rest = abs(float(np.arctan2(rotation[1, 0], rotation[0, 0]))) % (np.pi / 2)
        rest = min(rest, np.pi / 2 - rest)
        return max(float(np.sin(rest)), float(np.log(stretch[0] / max(stretch[1], 1e-9))), left)

    @property
    def agreeing_area(self) -> float:
        """How much of the whole pictures agrees, as a share: the measure between several views of one pair.

        What disagrees counts more than once, so that one piece of two collages comes before the rows that it is half
        of. Of 20 pairs of drawn collages that share one picture the box was right in 4 with `WHOLLY` 1, in 16 with 2,
        in 19 with 3 (`tests/match/test_layouts.py` draws such pairs).
        """
        return float(np.sqrt(self.share_a * self.share_b)) * self.aligned.explained**WHOLLY

    @property
    def places(self) -> int:
        """Points that agree, at distinct places in both."""
        return self.fit.places if self.fit else 0


def gather(view_a: View, view_b: View, laid: Laid) -> Evidence | None:
    """What can be seen where a is laid over b; None where nothing of both is left under what is foreign."""
    aligned, fit = laid.aligned, laid.fit
    a, b = view_a.prints, view_b.prints
    box_a, box_b = _edges(laid.box_a), _edges(laid.box_b)
    small_a, small_b = to_small(a), to_small(b)
    left_over = residual(aligned)
    foreign = foreign_edges(aligned, left_over)
    rects = shared_rects(aligned.transform, *_own(aligned, foreign, box_a, box_b))
    if rects is None:
        return None
    photographed, largest = _seen_in(a, b, aligned)
    whole_a, whole_b = in_whole(view_a, rects[0]), in_whole(view_b, rects[1])
    content_a = box_a if view_a.is_whole else _edges(content(view_a.whole))
    content_b = box_b if view_b.is_whole else _edges(content(view_b.whole))
    return Evidence(
        view_a,
        view_b,
        inverse(small_b) @ aligned.transform @ small_a,
        fit,
        aligned,
        rects[0],
        rects[1],
        strips_around(view_a.whole.small, whole_a),
        strips_around(view_b.whole.small, whole_b),
        _supported(fit, aligned, small_a, small_b),
        differences(aligned, left_over),
        unchanged(aligned, left_over),
        max(_area(rects[0]) / _area(box_a), _area(rects[1]) / _area(box_b)),
        min(1.0, _area(whole_a) / _area(content_a)),
        min(1.0, _area(whole_b) / _area(content_b)),
        photographed,
        largest,
        between(aligned, photographed, left_over) if int(aligned.disagree.sum()) >= COVERED_CELLS else None,
    )


def _seen_in(
    a: PicturePrints, b: PicturePrints, aligned: Aligned
) -> tuple[NDArray[np.bool_], tuple[NDArray[np.bool_], ...]]:
    """Which aligned cells are photographed in a or b, and which lie in the largest regions of each."""
    rows, columns = aligned.inside.shape
    x, y = np.meshgrid((np.arange(columns) + 0.5) * CELL - 0.5, (np.arange(rows) + 0.5) * CELL - 0.5)
    frame = np.column_stack([x.ravel() + aligned.origin[0], y.ravel() + aligned.origin[1]])
    there = apply(inverse(aligned.transform) if aligned.in_b else aligned.transform, frame)
    photographed = np.zeros((rows, columns), np.bool_)
    largest = []
    for prints, places in ((a, there if aligned.in_b else frame), (b, frame if aligned.in_b else there)):
        shares = (places + 0.5) / np.array(prints.small.shape[::-1])
        side = len(prints.photographed)
        cells = np.clip(np.floor(shares * side), 0, side - 1).astype(np.intp)
        photographed |= prints.photographed[cells[:, 1], cells[:, 0]].reshape(rows, columns)
        for region in prints.regions[:LARGE_REGIONS]:
            left, top, right, bottom = region.box
            if (right - left) * (bottom - top) < LARGE_REGION * prints.width * prints.height:
                break
            stored = shares * np.array([prints.width, prints.height])
            inside = (stored >= (left, top)).all(axis=1) & (stored < (right, bottom)).all(axis=1)
            largest.append(inside.reshape(rows, columns))
    return photographed, tuple(largest)


def photographed_cells(a: PicturePrints, b: PicturePrints, aligned: Aligned) -> NDArray[np.bool_]:
    """Which aligned cells are photographed in a or b; a map like those of `aligned`."""
    return _seen_in(a, b, aligned)[0]


def in_whole(view: View, rect: Rect) -> Rect:
    """A rectangle of small pixels of a view, in small pixels of the whole picture."""
    if view.is_whole:
        return rect
    across, down = view.prints.width / view.prints.small.shape[1], view.prints.height / view.prints.small.shape[0]
    x, y = view.whole.small.shape[1] / view.whole.width, view.whole.small.shape[0] / view.whole.height
    left, top = (rect[0] * across + view.left) * x, (rect[1] * down + view.top) * y
    return left, top, (rect[2] * across + view.left) * x, (rect[3] * down + view.top) * y


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
