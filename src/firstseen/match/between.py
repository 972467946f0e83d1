"""What two aligned pictures show between the strokes: letters, labels and stamps that were laid over one of them.

Where something was laid over a photograph, its pixels are others; all the rest is the same photograph to the last
shade. So what changed is left out, with its rims, and what is left is compared as before. Two photographs in one frame
are changed nearly all over, and leave only the frame.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from firstseen.match.aligned import Aligned, agreement
from firstseen.match.overlaid import CHANGED

__all__ = ["Between", "between"]

RIM = 5
"""Pixels by which what changed is widened: letters have soft rims, and those of a small picture softer ones."""

CLOSE = 0.9
"""Correlation from which a cell agrees closely, as in `likeness`."""


@dataclass(frozen=True, slots=True)
class Between:
    """`agree`: photographed cells that agree between the strokes; `explained`: their share of those that agree or
    disagree; `closely`: share of those that say anything which agrees closely; `hidden`: share of the photographed
    cells of which less than half is left; `struck`: share of the pixels that changed in the cells that disagreed."""

    agree: int
    explained: float
    closely: float
    hidden: float
    struck: float


def between(aligned: Aligned, photographed: NDArray[np.bool_], left_over: NDArray[np.float32]) -> Between:
    """What is left of the overlap without the pixels that changed.

    `photographed`: a map of cells as in `Evidence`; `left_over`: the `residual` of the two.
    """
    changed = np.abs(left_over) > CHANGED
    wide = cv2.dilate(changed.astype(np.uint8), np.ones((RIM, RIM), np.uint8))
    left = np.asarray((aligned.mask > 0) & (wide == 0), np.float32)
    seen = agreement(aligned.first, aligned.second, left)
    photographed = photographed & aligned.inside & ~aligned.flat
    said = photographed & seen.inside & ~seen.flat
    agree, disagree = int((seen.agree & photographed).sum()), int((seen.disagree & photographed).sum())
    covered = aligned.pixels(aligned.disagree)
    return Between(
        agree,
        agree / max(agree + disagree, 1),
        float((seen.alike[said] >= CLOSE).mean()) if said.any() else 0.0,
        float((photographed & ~seen.inside).sum() / max(int(photographed.sum()), 1)),
        float((changed & covered).sum() / max(int(covered.sum()), 1)),
    )
