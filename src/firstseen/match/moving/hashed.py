"""The moments of two videos that look alike by their hashes alone."""

from __future__ import annotations

from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from firstseen.match.moving.alignment import Alike, Moments
from firstseen.prints.moving.moving import FramePrints

__all__ = ["STEP", "alike_by_hash", "moments", "shots_like"]

STEP: Final = 0.5
"""Seconds between moments."""
NEAR: Final = 76
"""Bits of 256 by which the hashes of two frames that look alike differ at most: strangers differ by 128, and by fewer
than 80 once in a hundred thousand pairs. Of 36 stills of a tuning set that were not cropped, words laid over them or
not, the nearest frame of the video differs by 54 at most; of 12 that were, by 98 at least, and it is another."""
TELLING: Final = 20
"""PDQ's quality from which a frame is recognised by its hash."""
MOST: Final = 1_500_000
"""Pairs kept at most, the most alike: an hour of one view of a square against itself."""
NEARBY: Final = 2
SLACK: Final = 4
"""Moments to either side, and bits by which one may be farther than the nearest of them, to count: where a camera moves
steadily all of them are near, and only the nearest says when it was."""
_ROWS: Final = 256


def moments(frames: FramePrints) -> tuple[Moments, NDArray[np.int64]]:
    """A video in steps of `STEP` seconds, and for each the number of its frame (-1 where there is none)."""
    if not len(frames.times):
        return Moments(STEP, np.zeros(0, np.bool_)), np.zeros(0, np.int64)
    count = max(1, int(np.ceil(float(frames.until.max()) / STEP)))
    # The middle of each step, so that a frame shown at its border does not stand for it.
    middle = (np.arange(count) + 0.5) * STEP
    frame = np.searchsorted(frames.times, middle, side="right") - 1
    known = (frame >= 0) & (middle < frames.until[np.maximum(frame, 0)] + STEP)
    frame = np.where(known, frame, -1)
    return Moments(STEP, known & (frames.quality[np.maximum(frame, 0)] >= TELLING)), frame


def _nearest(distance: NDArray[np.uint16]) -> NDArray[np.uint16]:
    """The least distance among the moments of b around each."""
    kernel = np.ones((1, 2 * NEARBY + 1), np.uint8)
    return np.asarray(cv2.erode(distance, kernel, borderType=cv2.BORDER_REPLICATE), np.uint16)


def alike_by_hash(a: FramePrints, b: FramePrints, *, mirrored: bool) -> tuple[Moments, Moments, Alike]:
    """Both videos as moments, and the pairs of these whose hashes are near; `mirrored`: a is turned left to right."""
    (in_a, frame_a), (in_b, frame_b) = moments(a), moments(b)
    rows, columns, weights = [np.zeros(0, np.int64)], [np.zeros(0, np.int64)], [np.zeros(0)]
    which_a, which_b = np.flatnonzero(in_a.tells), np.flatnonzero(in_b.tells)
    hashes_b = b.pdq[frame_b[which_b], 0].view(np.uint64) if len(which_b) else np.zeros((0, 4), np.uint64)
    for start in range(0, len(which_a) if len(which_b) else 0, _ROWS):
        some = which_a[start : start + _ROWS]
        hashes_a = np.ascontiguousarray(a.pdq[frame_a[some], int(mirrored)]).view(np.uint64)
        distance = np.zeros((len(some), len(which_b)), np.uint16)
        for word in range(4):
            distance += np.bitwise_count(hashes_a[:, word, None] ^ hashes_b[None, :, word])
        row, column = np.nonzero((distance <= NEAR) & (distance <= _nearest(distance) + SLACK))
        rows.append(some[row])
        columns.append(which_b[column])
        weights.append(1.0 - distance[row, column] / (NEAR + 14.0))
    alike = Alike(np.concatenate(rows), np.concatenate(columns), np.concatenate(weights))
    if len(alike.a) > MOST:
        alike = alike.only(np.sort(np.argpartition(-alike.weight, MOST)[:MOST]))
    return in_a, in_b, alike


def shots_like(still: FramePrints, video: FramePrints) -> list[tuple[int, float]]:
    """Of each shot in which a hash is near to one of a still (`as_frames`), as it is or mirrored: by how many bits, and
    the time in seconds of the nearest frame; the nearest first."""
    asked = still.pdq[still.quality >= TELLING].reshape(-1, 32).view(np.uint64)
    telling = np.flatnonzero(video.quality >= TELLING)
    if not len(asked) or not len(telling):
        return []
    held = np.ascontiguousarray(video.pdq[telling, 0]).view(np.uint64)
    bits = np.full(len(telling), 256, np.int64)
    for one in asked:
        bits = np.minimum(bits, np.bitwise_count(held ^ one).sum(axis=1, dtype=np.int64))
    found: dict[int, tuple[int, float]] = {}
    for near in np.flatnonzero(bits <= NEAR).tolist():
        shot = int(video.shot[telling[near]])
        told = int(bits[near]), float(video.times[telling[near]])
        found[shot] = min(told, found.get(shot, told))
    return sorted(found.values())
