"""From pixels to everything by which a picture is found and compared."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from firstseen.model.pictures import Box
from firstseen.prints.layout.boxes import nearly_same
from firstseen.prints.layout.cells import photographed
from firstseen.prints.layout.ground import softened
from firstseen.prints.layout.regions import MOST_REGIONS, find_regions
from firstseen.prints.pdq import pdq
from firstseen.prints.picture import NO_PIXELS, PicturePrints, RegionPrints
from firstseen.prints.points import POINTS, find_points
from firstseen.prints.scaling import (
    ENLARGE_AT_MOST,
    SMALL_SIDE,
    WORKING_SIDE,
    colourfulness,
    fine_grey,
    grey,
    in_stored_pixels,
    scaled,
)

__all__ = ["FULL", "Detail", "describe"]


ENLARGE_FOR_CELLS = 4.0
"""How much a small picture is enlarged at most, to see which of its cells are photographed."""

REGION_POINTS = 250
"""Points kept of a region."""


@dataclass(frozen=True, slots=True)
class Detail:
    """How closely a picture is described: points of the whole and of each region, regions at most, and the longer
    side of the small grey picture in pixels."""

    points: int = POINTS
    region_points: int = REGION_POINTS
    regions: int = MOST_REGIONS
    small_side: int = SMALL_SIDE


FULL: Final = Detail()


def describe(
    rgb: NDArray[np.uint8], pixels_digest: str, detail: Detail = FULL, known: tuple[Box, ...] = ()
) -> PicturePrints:
    """The prints of an (h, w, 3) uint8 RGB picture in its right orientation; `pixels_digest` is passed on as `pixels`.

    `known` are boxes that are known to be regions, which go before those that are found.

    Points are in pixels of the picture given. A uniform, tiny or very narrow picture has no points (n = 0).
    Raises `ValueError` when `rgb` is no such array or has no pixels.
    """
    if rgb.ndim != 3 or rgb.shape[2] != 3 or rgb.dtype != np.uint8 or 0 in rgb.shape:
        raise ValueError(f"a picture is (h, w, 3) uint8 with at least one pixel, this is {rgb.shape} {rgb.dtype}")
    full = grey(rgb)
    fine = fine_grey(full)
    coarse = scaled(fine, WORKING_SIDE)
    height, width = full.shape
    found = find_regions(fine, coarse, (height, width))
    boxes = [*known, *(box for box in found if not any(nearly_same(box, other) for other in known))]
    regions = tuple(RegionPrints(box, _region(rgb, full, box, detail)) for box in boxes[: detail.regions])
    whole = _described(rgb, fine, coarse, detail.points, detail.small_side)
    return replace(whole, pixels=pixels_digest, regions=regions)


def _region(rgb: NDArray[np.uint8], full: NDArray[np.uint8], box: Box, detail: Detail) -> PicturePrints:
    left, top, right, bottom = box
    fine = fine_grey(full[top:bottom, left:right])
    coarse = scaled(fine, WORKING_SIDE)
    return _described(rgb[top:bottom, left:right], fine, coarse, detail.region_points, detail.small_side)


def _described(
    rgb: NDArray[np.uint8], fine: NDArray[np.uint8], coarse: NDArray[np.uint8], most: int, small_side: int
) -> PicturePrints:
    """The prints of one picture alone, `fine` and `coarse` its luminance; a region is told by its box."""
    size = rgb.shape[:2]
    working = scaled(coarse, WORKING_SIDE, ENLARGE_AT_MOST)
    points, descriptors, mirrored = find_points(working, most)
    hashes, quality = pdq(rgb)
    return PicturePrints(
        width=size[1],
        height=size[0],
        pdq=hashes,
        pdq_quality=quality,
        points=in_stored_pixels(points, working.shape, size),
        descriptors=descriptors,
        mirrored=mirrored,
        small=scaled(coarse, small_side),
        pixels=NO_PIXELS,
        chroma=colourfulness(rgb),
        photographed=_photographed(fine, coarse),
    )


def _photographed(fine: NDArray[np.uint8], coarse: NDArray[np.uint8]) -> NDArray[np.bool_]:
    """The cells; those of a small picture are looked at enlarged, since a few pixels are no sample of anything."""
    enlarged = scaled(fine, WORKING_SIDE, ENLARGE_FOR_CELLS) if max(fine.shape) < WORKING_SIDE else fine
    return photographed(softened(enlarged), enlarged if enlarged is not fine else coarse)
