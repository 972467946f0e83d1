"""What an inverted list says of a descriptor, in 64 bits: whose it is, and roughly where, how large and how turned.

    bits 0-7    angle of the point, in 1/256 of a turn
    bits 8-15   its size: sixteenths of an octave of (size / longer side), from 2**-12
    bits 16-25  y / longer side, in 1/1024
    bits 26-35  x / longer side
    bits 36-59  number of the view in its segment

A view is a picture as its whole or one of its regions. Voting needs no more than that; the exact geometry is in the
stored prints.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from firstseen.prints.picture import PicturePrints

__all__ = [
    "GEOMETRY", "LARGEST_SEGMENT", "VIEW_SHIFT", "Geometry", "geometry_of", "label", "read_geometry", "read_view",
]  # fmt: skip

LARGEST_SEGMENT = 1 << 24
"""Views that a segment can tell apart."""
VIEW_SHIFT = 36
GEOMETRY = (1 << VIEW_SHIFT) - 1
"""The part of a label that is geometry."""

_PLACES = 1024.0
_SIZE_STEPS = 16.0
_SMALLEST_SIZE = -12.0
_TURN = 256.0


@dataclass(frozen=True, slots=True)
class Geometry:
    """Points in parts of the longer side of their view: `x`, `y`, `octave` = log2(size), and `turn` (0 to 1)."""

    x: NDArray[np.float32]
    y: NDArray[np.float32]
    octave: NDArray[np.float32]
    turn: NDArray[np.float32]

    def at(self, rows: NDArray[Any]) -> Geometry:
        """The points of these rows."""
        return Geometry(self.x[rows], self.y[rows], self.octave[rows], self.turn[rows])


def geometry_of(prints: PicturePrints, *, mirrored: bool = False) -> Geometry:
    """The geometry of the points of a view, or of the same points in the mirrored view."""
    longer = float(max(prints.width, prints.height))
    x, y, size, angle = (prints.points[:, column].astype(np.float32) for column in range(4))
    if mirrored:
        x, angle = prints.width - 1 - x, 180.0 - angle
    return Geometry(x / longer, y / longer, np.log2(np.maximum(size, 1e-3) / longer), np.mod(angle / 360.0, 1.0))


def label(view: int, geometry: Geometry) -> NDArray[np.int64]:
    """The labels of the points of one view."""
    size = np.rint((geometry.octave - _SMALLEST_SIZE) * _SIZE_STEPS).clip(0, 255).astype(np.int64)
    angle = np.rint(geometry.turn * _TURN).astype(np.int64) % int(_TURN)
    across = (geometry.x * _PLACES).clip(0, _PLACES - 1).astype(np.int64)
    down = (geometry.y * _PLACES).clip(0, _PLACES - 1).astype(np.int64)
    return np.asarray((view << VIEW_SHIFT) | (across << 26) | (down << 16) | (size << 8) | angle, np.int64)


def read_view(labels: NDArray[np.int64]) -> NDArray[np.int64]:
    """The numbers of the views."""
    return labels >> VIEW_SHIFT


def read_geometry(labels: NDArray[np.int64]) -> Geometry:
    """The geometry, as exactly as the labels hold it."""
    return Geometry(
        x=(((labels >> 26) & 1023) + 0.5).astype(np.float32) / np.float32(_PLACES),
        y=(((labels >> 16) & 1023) + 0.5).astype(np.float32) / np.float32(_PLACES),
        octave=((labels >> 8) & 255).astype(np.float32) / np.float32(_SIZE_STEPS) + np.float32(_SMALLEST_SIZE),
        turn=(labels & 255).astype(np.float32) / np.float32(_TURN),
    )
