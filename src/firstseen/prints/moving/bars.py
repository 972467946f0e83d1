"""What is not part of the picture: constant bars above, below and beside it, and blurred copies of it beside it.

Looked for in several frames of one shot at once: bars stay where they are while the picture moves.

Of 406 real pictures, moved a little as a hand moves a camera, one was taken to have bars (of 2 % of its height); with
black bars added to both sides 405 were found to two pixels of 320, with blurred copies beside them 332.
"""

from __future__ import annotations

from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from firstseen.model.pictures import Box

__all__ = ["shown_part"]

ENOUGH: Final = 10
"""Frames of a shot that are looked at, at most."""
NEAR: Final = 5
"""Grey levels around the bar's own within which a pixel is of the bar; compression moves them by 2 or 3."""
PLAIN: Final = 0.97
"""Share of a line, in all frames, that is of the bar where the line is. A line of the picture next to it has less."""
LETTERED: Final = 0.35
"""The same for lines within a bar: letters and logos may stand in it."""
MOST: Final = 0.46
"""Share of the side that a bar takes at most."""
LEAST: Final = 0.02
"""Share of the side that a bar takes at least; less is an edge that was not cut cleanly."""
ALIKE: Final = 0.02
"""Share of the side by which two opposite bars may differ."""
BLACK: Final = 12
"""Grey level up to which a bar may stand on one side alone only if the other side has one too: night skies are even."""
BLURRED: Final = 0.5
"""Fine detail beside the picture relative to that in it, where it is a blurred copy: 0.05 to 0.2 for blurs of 10 to 40
pixels at 1280, 0.5 and more for the margins of photographs."""
SEAM: Final = 3.0
"""How many times as strong as the detail beside it the seam is at which a blurred side ends."""
ABOVE: Final = 2.0
"""How many times as strong as nineteen in twenty of the edges within the picture the seam is, at least."""
NARROWEST: Final = 0.2
"""Share of the side that the picture between blurred sides takes at least."""
SOFTEST: Final = 0.7
"""Grey levels of fine detail (mean) below which nothing can be said of blur."""


def shown_part(looks: NDArray[np.uint8]) -> Box:
    """The part of the frames (n, h, w) of one shot that is the picture, in their pixels; the whole where unsure."""
    height, width = looks.shape[1:]
    looks = looks[:: -(-len(looks) // ENOUGH)]
    top, bottom = _within(looks)
    left, right = _within(looks[:, top:bottom].transpose(0, 2, 1))
    if (top, bottom, left, right) == (0, height, 0, width):
        left, right = _between_blurred(looks)
        if (left, right) == (0, width):
            top, bottom = _between_blurred(looks.transpose(0, 2, 1))
    return left, top, right, bottom


def _within(looks: NDArray[np.uint8]) -> tuple[int, int]:
    """First row, and row after the last, of what lies between plain bars above and below."""
    rows = looks.shape[1]
    above, level_above = _bar(looks)
    below, level_below = _bar(looks[:, ::-1])
    if above and below and abs(above - below) <= max(2, ALIKE * rows) and above + below < 2 * MOST * rows:
        return above, rows - below
    if above and not below and level_above > BLACK:
        return above, rows
    if below and not above and level_below > BLACK:
        return 0, rows - below
    if above and below and min(level_above, level_below) > BLACK and above + below < 2 * MOST * rows:
        return above, rows - below
    return 0, rows


def _bar(looks: NDArray[np.uint8]) -> tuple[int, int]:
    """Rows of the bar above, 0 where there is none, and its grey level."""
    rows = looks.shape[1]
    level = int(np.median(looks[:, 0]))
    most = int(MOST * rows)
    near = np.abs(looks[:, : most + 1].astype(np.int16) - level) <= NEAR
    # In all frames: what holds in most of them only is a dark part of the picture.
    share = near.mean(axis=2).min(axis=0)
    lettered = np.flatnonzero(share < LETTERED)
    reach = int(lettered[0]) if len(lettered) else len(share)
    plain = np.flatnonzero(share[:reach] >= PLAIN)
    if not len(plain) or plain[0] > 0:
        return 0, level
    bar = int(plain[-1]) + 1
    if bar < max(2, LEAST * rows) or bar > most:
        return 0, level
    return bar, level


def _between_blurred(looks: NDArray[np.uint8]) -> tuple[int, int]:
    """First column, and column after the last, of what lies between blurred sides of equal width."""
    width = looks.shape[2]
    whole = (0, width)
    if width < 32 or looks.shape[1] < 16:
        return whole
    detail = _detail(looks)
    seams = _seams(looks)
    half = width // 2
    places = np.arange(max(8, int(LEAST * width)), int((1 - NARROWEST) / 2 * width))
    if not len(places):
        return whole
    # Both seams, each sought within a pixel of its mirror place.
    left = np.maximum.reduce([seams[places + shift] for shift in (-1, 0, 1)])
    right = np.maximum.reduce([seams[width - 2 - places + shift] for shift in (-1, 0, 1)])
    strength = np.minimum(left, right)
    best = int(places[int(np.argmax(strength))])
    beside = float(np.concatenate([detail[2 : best - 2], detail[width - best + 2 : width - 2]]).mean())
    inside = float(detail[best + 3 : width - best - 3].mean()) if width - best - 3 > best + 3 else 0.0
    usual = float(np.median(np.concatenate([seams[2 : best - 2], seams[width - best + 2 : width - 3]])))
    sharp = inside >= SOFTEST and beside <= BLURRED * inside
    within = float(np.percentile(seams[best + 3 : width - best - 4], 95)) if sharp else 0.0
    if sharp and float(strength.max()) >= max(SEAM * max(usual, 0.5), ABOVE * within) and best < half:
        first = best + int(np.argmax(seams[best - 1 : best + 2]))
        last = width - 2 - best - 1 + int(np.argmax(seams[width - 2 - best - 1 : width - 2 - best + 2]))
        return first, last + 1
    return whole


def _detail(looks: NDArray[np.uint8]) -> NDArray[np.float64]:
    """Fine detail of each column: the mean of the absolute Laplacian over rows and frames."""
    total = np.zeros(looks.shape[2])
    for look in looks:
        # Blurred a little: what compression adds to single pixels is no detail.
        total += np.abs(cv2.Laplacian(cv2.blur(np.ascontiguousarray(look), (3, 3)), cv2.CV_16S)).mean(axis=0)
    return np.asarray(total / len(looks))


def _seams(looks: NDArray[np.uint8]) -> NDArray[np.float64]:
    """How strong an edge lies between each column and the next, in the frame where it is weakest."""
    steps = [np.abs(np.diff(look.astype(np.int16), axis=1)).mean(axis=0) for look in looks]
    # Of many frames a few may be faded to one colour.
    return np.asarray(np.percentile(np.stack(steps), 20, axis=0))
