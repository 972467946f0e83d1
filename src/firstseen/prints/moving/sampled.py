"""Samples of one shot, hashed together: without its bars, near-identical frames once."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

import numpy as np
from numpy.typing import NDArray

from firstseen.model.pictures import Box
from firstseen.prints.moving.bars import shown_part
from firstseen.prints.moving.hashing import frame_hashes
from firstseen.prints.moving.moving import FramePrints
from firstseen.prints.moving.telling import tells

__all__ = ["SAME", "Samples", "distances"]

SAME: Final = 8
"""Bits of PDQ up to which a frame is the same as the one kept before it. A still picture encoded as video moves by 2
to 6 bits from frame to frame; a camera in a hand by 20 and more in half a second."""
MOVED: Final = 24
"""The same for samples in between, which are kept only where the picture moves fast. At two samples a second frames of
two versions may be a quarter of a second apart, which moves PDQ by up to 60 bits where a camera is swung in a hand."""
TOGETHER: Final = 60
"""Samples that are hashed together, at most: 15 seconds of a shot, 3.5 MB."""


@dataclass(slots=True)
class Samples:
    """Samples as they come, a shot at a time; `prints` gives all that were closed."""

    _times: list[float] = field(default_factory=list)
    _looks: list[NDArray[np.uint8]] = field(default_factory=list)
    _between: list[bool] = field(default_factory=list)
    _size: tuple[int, int] = (0, 0)
    _done: list[tuple[float, float, NDArray[np.uint8], int, int]] = field(default_factory=list)
    _part: tuple[float, float, float, float] | None = None
    _shares: list[tuple[float, tuple[float, float, float, float]]] = field(default_factory=list)

    def add(
        self, time: float, look: NDArray[np.uint8], size: tuple[int, int], shot: int, *, between: bool = False
    ) -> None:
        """A sample of the shot under way; `between`: it is wanted only where the picture moves fast."""
        if self._looks and (look.shape != self._looks[0].shape or len(self._looks) >= TOGETHER):
            self.close(time, shot)
        self._times.append(time)
        self._between.append(between)
        self._looks.append(look)
        self._size = size

    def close(self, until: float, shot: int) -> None:
        """The samples so far belong together; the last was shown until then."""
        if not self._looks:
            return
        looks = np.stack(self._looks)
        box = shown_part(looks)
        hashes, qualities = frame_hashes(looks, self._size, box)
        ends = [*self._times[1:], max(until, self._times[-1])]
        left, top, right, bottom = box
        height, width = looks.shape[1:]
        self._shares.append((self._times[0], (left / width, top / height, right / width, bottom / height)))
        for number, (time, end) in enumerate(zip(self._times, ends, strict=True)):
            kept = self._done[-1] if self._done else None
            most = MOVED if self._between[number] else SAME
            same = kept is not None and kept[4] == shot and _bits(kept[2][0], hashes[number, 0]) <= most
            if kept is not None and same:
                self._done[-1] = (kept[0], end, *kept[2:])
                continue
            quality = int(qualities[number]) if tells(looks[number, top:bottom, left:right]) else 0
            self._done.append((time, end, hashes[number], quality, shot))
        self._times, self._looks, self._between = [], [], []

    def part_at(self, time: float, size: tuple[int, int]) -> Box | None:
        """What of a shown frame of `size` (rows, columns) was the picture at a time; None where it is all of it."""
        share = next((share for start, share in reversed(self._shares) if start <= time + 1e-6), None)
        if share is None or share == (0.0, 0.0, 1.0, 1.0):
            return None
        rows, columns = size
        left, top, right, bottom = share
        return round(left * columns), round(top * rows), round(right * columns), round(bottom * rows)

    def prints(self) -> FramePrints:
        """All samples that were closed, in order of time."""
        n = len(self._done)
        return FramePrints(
            times=np.array([entry[0] for entry in self._done], np.float32),
            until=np.array([entry[1] for entry in self._done], np.float32),
            pdq=np.stack([entry[2] for entry in self._done]) if n else np.zeros((0, 2, 32), np.uint8),
            quality=np.array([entry[3] for entry in self._done], np.uint8),
            shot=np.array([min(entry[4], 65535) for entry in self._done], np.uint16),
        )


def _bits(one: NDArray[np.uint8], other: NDArray[np.uint8]) -> int:
    return int(np.bitwise_count(one ^ other).sum())


def distances(one: NDArray[np.uint8], others: NDArray[np.uint8]) -> NDArray[np.intp]:
    """Bits in which one hash (32,) differs from others (n, 32)."""
    return np.asarray(np.bitwise_count(others ^ one).sum(axis=-1), np.intp)
