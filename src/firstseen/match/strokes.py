"""What two aligned pictures share beside strokes: one headline over two photographs, one title on two pages, agree in
their letters alone.
"""

from __future__ import annotations

import cv2
import numpy as np

from firstseen.match.aligned import Aligned

__all__ = ["agrees_beside_strokes"]

INK = 28.0
"""Grey levels from the lightest and the darkest (but for one pixel in a hundred) that count as ink or as paper."""

SPREAD = 5
"""Pixels by which ink is widened: letters have soft rims."""

FEWEST = 60
"""Pixels beside the ink below which nothing can be said."""

NOISE = 16.0
"""Grey levels squared that weigh against a correlation, so that paper does not agree with paper by chance."""

ROOM = 0.2
ALIKE, CLOSELY = 0.35, 0.75
"""Share of the overlap that is neither, and correlation there from which the two show one photograph; and where less is
left. Of 584 views of drawn pages, posts and collages that share a photograph 95 in 100 have 0.44 and more, and for
each of their 162 pairs some view passes; of headlines and titles alone, none of ten had more than 0.37."""


def agrees_beside_strokes(aligned: Aligned) -> bool:
    """Whether the two still agree where neither the lightest nor the darkest is: not so where they share letters."""
    inside = aligned.mask > 0
    ink = inside.copy()
    for picture in (aligned.first, aligned.second):
        darkest, lightest = np.percentile(picture[inside], [1, 99])
        ink &= (picture >= lightest - INK) | (picture <= darkest + INK)
    beside = inside & (cv2.dilate(ink.astype(np.uint8), np.ones((SPREAD, SPREAD), np.uint8)) == 0)
    if beside.sum() < FEWEST:
        return False
    first, second = aligned.first[beside], aligned.second[beside]
    together = float(((first - first.mean()) * (second - second.mean())).mean())
    correlation = together / (float(first.std() * second.std()) + NOISE)
    return correlation >= (ALIKE if beside.sum() >= ROOM * inside.sum() else CLOSELY)
