"""Samples of one shot, hashed together: without its bars, near-identical frames once."""

from __future__ import annotations

from array import array
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
_MOST_SHOTS: Final = 65535
TOGETHER: Final = 60
"""Samples that are hashed together, at most: 15 seconds of a shot, 3.5 MB."""


class _Done:
    """Frames that were closed, 75 bytes each."""

    def __init__(self) -> None:
        self._times, self._until = array("f"), array("f")
        self._hashes, self._qualities = bytearray(), bytearray()
        self._shots = array("H")
        self.shot = -1
        """The shot of the last one."""
        self.hash = np.zeros(32, np.uint8)
        """Its hash, as it is."""

    def add(self, shown: tuple[float, float], hashes: NDArray[np.uint8], quality: int, shot: int) -> None:
        """One more, shown from and until so many seconds; `hashes` (2, 32) as it is and mirrored."""
        self._times.append(shown[0])
        self._until.append(shown[1])
        self._hashes += hashes.tobytes()
        self._qualities.append(quality)
        self._shots.append(min(shot, _MOST_SHOTS))
        self.shot, self.hash = shot, hashes[0].copy()

    def prolong(self, until: float) -> None:
        """The last one was shown until then."""
        self._until[-1] = until

    def prints(self) -> FramePrints:
        """All of them."""
        return FramePrints(
            times=np.array(self._times, np.float32),
            until=np.array(self._until, np.float32),
            pdq=np.array(self._hashes, np.uint8).reshape(-1, 2, 32),
            quality=np.array(self._qualities, np.uint8),
            shot=np.array(self._shots, np.uint16),
        )


@dataclass(slots=True)
class Samples:
    """Samples as they come, a shot at a time; `prints` gives all that were closed."""

    _times: list[float] = field(default_factory=list)
    _looks: list[NDArray[np.uint8]] = field(default_factory=list)
    _between: list[bool] = field(default_factory=list)
    _size: tuple[int, int] = (0, 0)
    _done: _Done = field(default_factory=_Done)
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
            most = MOVED if self._between[number] else SAME
            if self._done.shot == shot and _bits(self._done.hash, hashes[number, 0]) <= most:
                self._done.prolong(end)
                continue
            quality = int(qualities[number]) if tells(looks[number, top:bottom, left:right]) else 0
            self._done.add((time, end), hashes[number], quality, shot)
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
        return self._done.prints()


def _bits(one: NDArray[np.uint8], other: NDArray[np.uint8]) -> int:
    return int(np.bitwise_count(one ^ other).sum())


def distances(one: NDArray[np.uint8], others: NDArray[np.uint8]) -> NDArray[np.intp]:
    """Bits in which one hash (32,) differs from others (n, 32)."""
    return np.asarray(np.bitwise_count(others ^ one).sum(axis=-1), np.intp)
