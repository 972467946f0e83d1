"""Whether one of two pictures lies aslant in the other, as what was photographed from a screen or from paper does."""

from __future__ import annotations

import math
from typing import Final

from firstseen.chronicle.spread.pairs import Pair

__all__ = ["slanting"]

TURNED: Final = 1.5
"""Degrees from quarter turns, the least that aligned pictures show safely; as in `match/words.py`."""

SHEARED: Final = 0.015
"""Cosine of the angle between the sides of what was a rectangle, from which no program pasted or cut it; the slant from
which `match/words.py` calls it photographed."""


def slanting(pair: Pair) -> bool:
    """Whether the one is turned or sheared against the other.

    What lies beside the shared part is measured in upright strips. Beside a slanting picture these show its own
    corners, and are taken for more of it.
    """
    turned = abs(pair.figures.get("rotation", 0.0)) % 90.0
    if min(turned, 90.0 - turned) >= TURNED:
        return True
    if pair.transform is None:
        return False
    (a, b, _), (c, d, _) = pair.transform
    across, down = math.hypot(a, c), math.hypot(b, d)
    return across > 0 and down > 0 and abs(a * b + c * d) / (across * down) >= SHEARED
