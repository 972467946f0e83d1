"""When two boxes that were found in different ways are one."""

from __future__ import annotations

from firstseen.model.pictures import Box

__all__ = ["nearly_same"]

SAME = 0.7
"""Two boxes that share more than this of the larger one are one."""


def nearly_same(one: Box, other: Box) -> bool:
    """Whether two boxes in the same pixels are so nearly the same that only one of them is kept."""
    across = min(one[2], other[2]) - max(one[0], other[0])
    down = min(one[3], other[3]) - max(one[1], other[1])
    larger = max((box[2] - box[0]) * (box[3] - box[1]) for box in (one, other))
    return max(0, across) * max(0, down) > SAME * larger
