"""The regions of a picture: where it holds pictures of their own.

Three ways to see them, each finding what the others miss: what lies on a ground of one colour, straight cuts right
across, and rectangles with an edge all round. What is no photograph is left out; of a rectangle that has both an edge
and a ground all round, only what shows nothing or letters.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from firstseen.model.pictures import Box
from firstseen.prints.layout.boxes import nearly_same
from firstseen.prints.layout.cuts import pieces
from firstseen.prints.layout.edges import Edges, find_edges
from firstseen.prints.layout.frames import framed
from firstseen.prints.layout.ground import Ground, on_ground
from firstseen.prints.layout.photographs import is_photograph, shows_something

__all__ = ["MOST_REGIONS", "find_regions"]

MOST_REGIONS = 10
"""Regions kept of one picture, the largest."""

LEAST = 0.012
MOST = 0.8
"""Share of the picture's area that a region takes at least and at most: what is larger is the picture itself."""

SHORTEST = 64
"""Pixels of the stored picture that the shorter side of a region has at least."""

STRAIGHT = 0.5
STRAIGHTEST = 0.75
WITHIN = 2
"""Share of edge pixels along the sides of what lies on a ground, in the mean and on the best side, sought within so
many pixels: things photographed before a wall have no such sides."""

LONGEST = 5.0
"""How many times as long as short a region is at most: what is longer is a band with letters."""


def find_regions(fine: NDArray[np.uint8], coarse: NDArray[np.uint8], size: tuple[int, int]) -> tuple[Box, ...]:
    """Boxes of the regions of a picture, the largest first, at most `MOST_REGIONS`.

    `fine` (h, w) is the picture in grey as `fine_grey` makes it, `coarse` the same with at most 512 pixels. Boxes are
    in its own pixels, `size` (rows, columns).
    """
    height, width = size
    if min(height, width) < 2 * SHORTEST:
        return ()
    edges, ground = find_edges(coarse), Ground.of(fine)
    in_frames = _scaled(framed(edges), coarse.shape, size)
    proposed = [
        *in_frames,
        *_scaled(pieces(coarse, edges), coarse.shape, size),
        *_scaled([box for box in on_ground(ground) if _straight(box, fine, edges)], fine.shape, size),
    ]
    kept: list[Box] = []
    for place, box in enumerate(proposed):
        share = (box[2] - box[0]) * (box[3] - box[1]) / (height * width)
        shorter, longer = sorted((box[2] - box[0], box[3] - box[1]))
        if not LEAST <= share <= MOST or shorter < SHORTEST or longer > LONGEST * shorter:
            continue
        if any(nearly_same(box, other) for other in kept):
            continue
        part = _part(fine, box, size)
        if is_photograph(part) or (
            place < len(in_frames) and shows_something(part) and ground.surrounds(*_scaled([box], size, fine.shape))
        ):
            kept.append(box)
    return tuple(sorted(kept, key=lambda box: (-(box[2] - box[0]) * (box[3] - box[1]), box))[:MOST_REGIONS])


def _straight(box: Box, fine: NDArray[np.uint8], edges: Edges) -> bool:
    """Whether the sides of a box of the fine picture are edges, those at the rim of the picture left out."""
    height, width = edges.across.shape
    scale = width / fine.shape[1]
    left, top, right, bottom = (round(value * scale) for value in box)
    right, bottom = min(right, width), min(bottom, height)
    sides = []
    for place, upright in ((left, True), (right, True), (top, False), (bottom, False)):
        rim = width if upright else height
        if place <= WITHIN or place >= rim - WITHIN:
            continue
        near = np.arange(max(0, place - WITHIN), min(rim, place + WITHIN + 1))
        shares = (
            edges.upright(near, np.full_like(near, top), np.full_like(near, bottom))
            if upright
            else edges.level(near, np.full_like(near, left), np.full_like(near, right))
        )
        sides.append(float(shares.max()))
    return not sides or (float(np.mean(sides)) >= STRAIGHT and max(sides) >= STRAIGHTEST)


def _scaled(boxes: list[Box], seen: tuple[int, ...], size: tuple[int, ...]) -> list[Box]:
    """Boxes of a picture of a size (rows, columns), in another size."""
    down, across = size[0] / seen[0], size[1] / seen[1]
    return [
        (round(left * across), round(top * down), round(right * across), round(bottom * down))
        for left, top, right, bottom in boxes
    ]


def _part(fine: NDArray[np.uint8], box: Box, size: tuple[int, int]) -> NDArray[np.uint8]:
    down, across = fine.shape[0] / size[0], fine.shape[1] / size[1]
    return fine[
        int(box[1] * down) : max(int(box[3] * down), int(box[1] * down) + 1),
        int(box[0] * across) : max(int(box[2] * across), int(box[0] * across) + 1),
    ]
