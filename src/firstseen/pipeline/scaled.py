"""Copies told of frames that were decoded smaller than they are shown."""

from __future__ import annotations

from dataclasses import replace

from firstseen.model.copies import Copy
from firstseen.model.pictures import Box

__all__ = ["scaled"]


def scaled(copy: Copy, scale: float, *, video_is_a: bool) -> Copy:
    """A copy between a still and a frame that was decoded smaller than it is shown, in pixels of the shown frame."""
    if scale == 1.0:
        return copy
    matrix = copy.transform
    if video_is_a:
        if matrix is not None:
            (p, q, r), (s, t, u) = matrix
            matrix = (p / scale, q / scale, r), (s / scale, t / scale, u)
        return replace(copy, transform=matrix, box_a=_larger(copy.box_a, scale))
    if matrix is not None:
        (p, q, r), (s, t, u) = matrix
        matrix = (p * scale, q * scale, r * scale), (s * scale, t * scale, u * scale)
    return replace(copy, transform=matrix, box_b=_larger(copy.box_b, scale))


def _larger(box: Box | None, scale: float) -> Box | None:
    if box is None:
        return None
    left, top, right, bottom = (round(edge * scale) for edge in box)
    return left, top, right, bottom
