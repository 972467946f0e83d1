"""Which videos show frames of another: by the hashes of all their frames, each compared with all, and by their times.

Key frames are few; a clip may lie between two of them. Here every frame that has a hash counts, and those of a true
copy lie beside those of the query by one offset.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from firstseen.index.frame_hashes import NEAR, asked_for, near_pairs
from firstseen.index.hashes import NEAR_HASH
from firstseen.index.moving.segment import Part
from firstseen.model.identifiers import Digest
from firstseen.prints.moving.moving import FramePrints

__all__ = ["alike_frames", "nearest_frames"]

LANE: Final = 1.0
"""Seconds within which frames speak for one offset, with those of the next lane."""
AGREE: Final = 2
"""Frames of a video that must agree on an offset, unless one is as near as copies of pictures are."""


def alike_frames(parts: Sequence[Part], query: FramePrints, leave_out: Digest | None = None) -> dict[Digest, float]:
    """For each medium that may share frames with a video, how much speaks for it: frames that agree on one offset.

    `leave_out` is not among them.
    """
    telling, hashes = asked_for(query, sum(len(part.hashes) for part in parts))
    if not len(telling):
        return {}
    times = query.times[telling].astype(np.float64)
    found: dict[Digest, float] = {}
    hidden = None if leave_out is None else bytes.fromhex(leave_out)
    for part in parts:
        rows, which, bits = near_pairs(hashes, part.hashes, part.qualities)
        if not len(rows):
            continue
        owners = _owners(part, rows)
        ways, frame = np.divmod(which, len(telling))
        offset = np.where(np.isfinite(part.times[rows]), part.times[rows], 0.0).astype(np.float64) - times[frame]
        for owner, score in _agreeing(2 * owners + ways, offset, frame, bits):
            digest = bytes(part.digests[owner // 2])
            if digest != hidden:
                found[digest.hex()] = max(score, found.get(digest.hex(), 0.0))
    return found


def nearest_frames(parts: Sequence[Part], still: FramePrints) -> dict[Digest, int]:
    """For each medium of which a frame is near to a still (`as_frames`), by how many bits the nearest differs."""
    telling, hashes = asked_for(still, sum(len(part.hashes) for part in parts))
    found: dict[Digest, int] = {}
    for part in parts if len(telling) else ():
        rows, _, bits = near_pairs(hashes, part.hashes, part.qualities)
        nearest = np.full(len(part.digests), NEAR + 1, np.int64)
        np.minimum.at(nearest, _owners(part, rows), bits)
        for owner in np.flatnonzero(nearest <= NEAR).tolist():
            digest = bytes(part.digests[owner]).hex()
            found[digest] = min(int(nearest[owner]), found.get(digest, NEAR))
    return found


def _owners(part: Part, rows: NDArray[np.int64]) -> NDArray[np.int64]:
    """Of which medium of a part each of some frames is."""
    return np.searchsorted(part.frames, rows, side="right") - 1


def _agreeing(
    owners: NDArray[np.int64], offset: NDArray[np.float64], frame: NDArray[np.int64], bits: NDArray[np.int64]
) -> Iterator[tuple[int, float]]:
    """Owners, and the frames of the query that agree on one offset, for those of which enough do."""
    lane = np.floor(offset / LANE).astype(np.int64)
    lane -= lane.min()
    width = int(lane.max()) + 3
    # Each frame of the query counts once in a lane and the one before it.
    cells = np.concatenate([owners * width + lane, owners * width + lane + 1])
    frames = int(frame.max()) + 1
    votes = np.unique(cells * frames + np.tile(frame, 2))
    held, counts = np.unique(votes // frames, return_counts=True)
    nearest: dict[int, int] = {}
    for owner, distance in zip(owners.tolist(), bits.tolist(), strict=True):
        nearest[owner] = min(distance, nearest.get(owner, 256))
    best = np.zeros(int(owners.max()) + 1, np.int64)
    np.maximum.at(best, held // width, counts)
    for owner, distance in nearest.items():
        if best[owner] >= AGREE or distance <= NEAR_HASH:
            yield owner, float(best[owner])
