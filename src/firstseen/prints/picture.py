"""The fingerprints of one picture, as they travel between the rooms."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from firstseen.model.pictures import Box
from firstseen.prints.layout.cells import CELLS

__all__ = ["NO_PIXELS", "PicturePrints", "RegionPrints"]

NO_PIXELS = "0" * 64
"""What stands for the digest of the pixels of a region: it is known by its picture and its box."""


@dataclass(frozen=True, slots=True, eq=False)
class PicturePrints:
    """Everything by which a picture is found and compared. n is the number of local features (0 for a uniform picture).

    - `width`, `height`: pixels of the stored picture after EXIF orientation; all coordinates below are in these.
    - `pdq`: (8, 32) uint8, the PDQ hash of the picture in its eight orientations (row 0: as it is), bits packed.
    - `pdq_quality`: 0 to 100.
    - `points`: (n, 4) float32: x, y, size (pixels), angle (degrees, 0 to 360).
    - `descriptors`: (n, 32) uint8: 256 bits each.
    - `mirrored`: (n, 32) uint8: descriptors of the same points in the mirrored picture (left and right swapped).
    - `small`: (h, w) uint8: the picture in grey, at most 256 pixels on its longer side, for the aligned difference.
    - `pixels`: SHA-256 of the decoded, oriented picture as 8-bit RGB, in hexadecimal.
    - `chroma`: mean colourfulness of the picture in [0, 1] (0 for a grey picture).
    - `photographed`: (`CELLS`, `CELLS`) bool, which cells of the picture show neither letters nor a plain area.
    - `regions`: the pictures that this one contains, each described as a picture of its own; theirs have none.
    """

    width: int
    height: int
    pdq: NDArray[np.uint8]
    pdq_quality: int
    points: NDArray[np.float32]
    descriptors: NDArray[np.uint8]
    mirrored: NDArray[np.uint8]
    small: NDArray[np.uint8]
    pixels: str
    chroma: float
    photographed: NDArray[np.bool_] = field(default_factory=lambda: np.ones((CELLS, CELLS), np.bool_))
    regions: tuple[RegionPrints, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class RegionPrints:
    """A region of a picture: its box in the picture's pixels, and its prints, in pixels of the region alone."""

    box: Box
    prints: PicturePrints
