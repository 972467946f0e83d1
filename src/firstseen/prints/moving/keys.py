"""The few frames of a video that are described as pictures: chosen by what they add, within a budget of bytes.

While the video is read a pool of candidates is kept, as JPEG; when it is full, the one goes that adds least. What is
chosen in the end is described closely enough to be verified, with fewer points than a picture of its own.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
import simplejpeg
from numpy.typing import NDArray

from firstseen.model.pictures import Box
from firstseen.prints.describe import Detail, describe
from firstseen.prints.moving.hashing import frame_hashes
from firstseen.prints.moving.moving import KeyFrame
from firstseen.prints.moving.sampled import distances
from firstseen.prints.moving.seen import Seen
from firstseen.prints.packing import pack
from firstseen.prints.picture import PicturePrints, RegionPrints

__all__ = ["BYTES_AN_HOUR", "FLOOR", "KeyPool"]

BYTES_AN_HOUR: Final = 1_500_000
"""Bytes of all key frames for an hour of video: half of the 3 MB for all prints, about 80 frames."""
FLOOR: Final = 12
"""Key frames that even a short video may have, where they add something."""
DETAIL: Final = Detail(points=200, region_points=120, regions=2, small_side=160)
"""18 KB without regions, where a picture of its own has 36."""
POOL: Final = 300
"""Candidates kept at hand: 60 to 150 MB for the longest videos."""
APART: Final = 1.0
APART_LATER: Final = 4.0
SPREAD: Final = 12.0
"""Seconds between candidates of one shot: at the beginning, at most, and as a share (one in so many) of the time that
has gone by, so that short videos have candidates throughout and long ones not too many: each takes 7 ms at 720p."""
NEW: Final = 20
"""Bits of PDQ by which a candidate differs from all others: less adds nothing."""
ADDS: Final = 40
"""Bits of PDQ by which a further key frame of a shot differs from all others: pictures that have nothing in common
differ by 128, the same scene seen from a step aside by 60 to 100."""
CLASS: Final = 20
MOST_CLASS: Final = 4
"""What candidates add is told apart in steps of 20 bits, up to 80: frames of one walk through a room differ by 80 to
120, and which by more is chance."""
TELLING: Final = 30
"""Quality of PDQ from which a frame is a candidate."""
SIDE: Final = 1280
"""Longer side at which candidates are kept, in pixels: the finest at which pictures are described."""
_JPEG_QUALITY: Final = 90


@dataclass(slots=True, eq=False)
class _Candidate:
    time: float
    shot: int
    hash: NDArray[np.uint8]
    quality: int
    size: tuple[int, int]
    picture: bytes


class KeyPool:
    """Candidates for key frames, in order of time."""

    def __init__(self) -> None:
        self._pool: list[_Candidate] = []

    def offer(self, seen: Seen, look: NDArray[np.uint8], shot: int) -> None:
        """A sampled frame and its grey picture; kept where it shows what none of the pool shows."""
        last = self._pool[-1] if self._pool and self._pool[-1].shot == shot else None
        apart = min(APART_LATER, max(APART, seen.time / SPREAD))
        if last is not None and seen.time - last.time < apart:
            return
        hashes, qualities = frame_hashes(look[None], seen.size)
        if qualities[0] < TELLING:
            return
        if self._pool and distances(hashes[0, 0], np.stack([one.hash for one in self._pool])).min() < NEW:
            return
        picture = simplejpeg.encode_jpeg(np.ascontiguousarray(seen.rgb(SIDE)), quality=_JPEG_QUALITY)
        self._pool.append(_Candidate(seen.time, shot, hashes[0, 0], int(qualities[0]), seen.size, picture))
        if len(self._pool) > POOL:
            self._drop_one()

    def _drop_one(self) -> None:
        words = np.stack([candidate.hash for candidate in self._pool]).view(np.uint64)
        bits = np.bitwise_count(words[:, None] ^ words[None]).sum(axis=2, dtype=np.uint16)
        np.fill_diagonal(bits, np.iinfo(np.uint16).max)
        # Of the two that are nearest to each other the later one goes.
        nearest = bits.min(axis=1)
        self._pool.pop(int(np.flatnonzero(nearest == nearest.min())[-1]))

    def chosen(self, seconds: float, part_at: Callable[[float, tuple[int, int]], Box | None]) -> tuple[KeyFrame, ...]:
        """The key frames of a video of so many seconds; `part_at` gives what of a frame is the picture at a time."""
        order = _order(self._pool)
        budget = BYTES_AN_HOUR * seconds / 3600.0
        keys: list[KeyFrame] = []
        spent = 0
        for candidate in order:
            if len(keys) >= FLOOR and spent >= budget:
                break
            key = _described(candidate, part_at(candidate.time, candidate.size))
            spent += len(pack(key.prints))
            keys.append(key)
        return tuple(sorted(keys, key=lambda key: key.time))


def _order(pool: list[_Candidate]) -> list[_Candidate]:
    """Those that add most first: one of each shot, then what differs most from all before; what adds little is left."""
    left = list(pool)
    taken: list[_Candidate] = []
    if not left:
        return taken
    hashes = np.stack([candidate.hash for candidate in left])
    nearest = np.full(len(left), 256)
    open_ = np.ones(len(left), np.bool_)
    shots: set[int] = set()
    while open_.any():
        unseen = np.array([candidate.shot not in shots for candidate in left]) & open_
        among = unseen if unseen.any() else open_
        # What adds most, in classes; of equals that which is furthest in time from those chosen, then the earliest.
        ranks = [
            (-min(int(nearest[place]) // CLASS, MOST_CLASS), -_gap(left[place].time, taken), left[place].time)
            for place in np.flatnonzero(among)
        ]
        best = int(np.flatnonzero(among)[min(range(len(ranks)), key=ranks.__getitem__)])
        if not unseen.any() and nearest[best] < ADDS:
            break
        open_[best] = False
        shots.add(left[best].shot)
        if nearest[best] >= NEW:
            # A shot that shows what was chosen already needs no frame of its own.
            taken.append(left[best])
            nearest = np.minimum(nearest, distances(left[best].hash, hashes))
    return taken


def _gap(time: float, taken: list[_Candidate]) -> float:
    return min((abs(time - one.time) for one in taken), default=0.0)


def _described(candidate: _Candidate, part: Box | None) -> KeyFrame:
    rgb = np.asarray(simplejpeg.decode_jpeg(candidate.picture), np.uint8)
    rows, columns = candidate.size
    across, down = rgb.shape[1] / columns, rgb.shape[0] / rows
    known: tuple[Box, ...] = ()
    if part is not None:
        left, top, right, bottom = part
        box = (round(left * across), round(top * down), round(right * across), round(bottom * down))
        known = (box,) if min(box[2] - box[0], box[3] - box[1]) >= 16 else ()
    digest = hashlib.sha256(candidate.picture).hexdigest()
    prints = describe(rgb, digest, DETAIL, known)
    return KeyFrame(float(np.float32(candidate.time)), _at_size(prints, columns, rows))


def _at_size(prints: PicturePrints, width: int, height: int) -> PicturePrints:
    """The prints of a reduced picture in the coordinates of the whole one."""
    if (prints.width, prints.height) == (width, height):
        return prints
    across, down = width / prints.width, height / prints.height
    regions = []
    for region in prints.regions:
        left, top, right, bottom = region.box
        box = (
            min(width - 1, round(left * across)),
            min(height - 1, round(top * down)),
            min(width, round(right * across)),
            min(height, round(bottom * down)),
        )
        if box[2] > box[0] and box[3] > box[1]:
            regions.append(RegionPrints(box, _at_size(region.prints, box[2] - box[0], box[3] - box[1])))
    points = prints.points.copy()
    points[:, 0] = (points[:, 0] + 0.5) * across - 0.5
    points[:, 1] = (points[:, 1] + 0.5) * down - 0.5
    points[:, 2] *= np.sqrt(across * down)
    return replace(prints, width=width, height=height, points=points, regions=tuple(regions))
