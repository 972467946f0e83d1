"""Whether a picture ends in another where its own edges are: shown on a screen, printed, hung on a wall.

Two photographs of one scene go on beyond what they share. A picture that was photographed from a screen ends there, at
its own edges: behind them is the rim of the screen, an app, the desk.
"""

from __future__ import annotations

import cv2
import numpy as np

from firstseen.match.evidence import Evidence, in_whole
from firstseen.match.extent import Rect, StripKind, strips_around
from firstseen.match.geometry import Transform, inverse
from firstseen.match.laying import to_small
from firstseen.prints.picture import PicturePrints

__all__ = ["sides_ended"]

MARGIN = 0.1
"""Share of the shown picture's shorter side that is looked at beyond its edges."""

SEEN = 0.95
"""Share of such a margin that must lie within the other picture."""

WHOLE = 0.9
"""Share of a picture's content that the other must show for its edges to be those of the picture."""


def sides_ended(evidence: Evidence) -> int:
    """At how many of its sides (0 to 4) one of the two pictures, shown whole, ends within the other.

    The other is looked at as the one sees it, so that its edges are level and upright however they are seen.
    """
    through = evidence.view_b.to_whole @ evidence.transform @ inverse(evidence.view_a.to_whole)
    a, b = evidence.view_a.whole, evidence.view_b.whole
    found = 0
    if evidence.share_a >= WHOLE:
        found = _ended(a, in_whole(evidence.view_a, evidence.rect_a), b, through)
    if evidence.share_b >= WHOLE:
        found = max(found, _ended(b, in_whole(evidence.view_b, evidence.rect_b), a, inverse(through)))
    return found


def _ended(shown: PicturePrints, rect: Rect, other: PicturePrints, through: Transform) -> int:
    """The sides of the rectangle (small pixels of the shown picture) at which it ends in the other."""
    move = to_small(other) @ through @ inverse(to_small(shown))
    scale = float(np.sqrt(abs(np.linalg.det(move[:2, :2]))))
    left, top, right, bottom = (value * scale for value in rect)
    margin = MARGIN * min(right - left, bottom - top)
    if not 4 <= margin <= 64:
        return 0
    size = (round(right - left + 2 * margin), round(bottom - top + 2 * margin))
    to_canvas = np.array([[scale, 0, margin - left], [0, scale, margin - top], [0, 0, 1.0]])
    back = move @ inverse(to_canvas)
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    seen = cv2.warpPerspective(other.small, back, size, flags=flags, borderMode=cv2.BORDER_REPLICATE)
    inside = cv2.warpPerspective(np.full(other.small.shape, 255, np.uint8), back, size, flags=flags)
    inner = (margin, margin, size[0] - margin, size[1] - margin)
    ended = 0
    for strip in strips_around(np.asarray(seen, np.uint8), inner):
        x0, y0, x1, y1 = (round(value) for value in inner)
        beyond = {
            "left": inside[y0:y1, :x0],
            "above": inside[:y0, x0:x1],
            "right": inside[y0:y1, x1:],
            "below": inside[y1:, x0:x1],
        }[strip.side]
        ended += strip.kind is not StripKind.PHOTOGRAPH and float(beyond.mean()) >= SEEN * 255
    return ended
