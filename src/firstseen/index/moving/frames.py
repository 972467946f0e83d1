"""Which videos show frames of another: by the hashes of all their frames, each compared with all, and by their times.

Key frames are few; a clip may lie between two of them. Here every frame that has a hash counts, and those of a true
copy lie beside those of the query by one offset.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

import faiss
import numpy as np
from numpy.typing import NDArray

from firstseen.index.hashes import LEAST_QUALITY, NEAR_HASH
from firstseen.index.moving.segment import Part
from firstseen.model.identifiers import Digest
from firstseen.prints.moving.moving import FramePrints

__all__ = ["WORK", "alike_frames"]

NEAR: Final = 44
"""Bits of 256 up to which frames are near: two versions are sampled up to a quarter of a second apart. Strangers
differ by 128, and by so few once in 10**26 pairs."""
LANE: Final = 1.0
"""Seconds within which frames speak for one offset, with those of the next lane."""
AGREE: Final = 2
"""Frames of the query that must agree on an offset, unless one is as near as copies of pictures are."""
WORK: Final = (400_000_000, 40_000_000, 4_000_000_000)
"""Hashes compared at most: at least so many, for each second of the query, and in all. They take 0.4 to 4 seconds of
one core. Of a query that asks for more, frames are taken evenly: of 10 s among 1,000 hours 15."""
_CACHED: Final = 1 << 16
"""Distances worked out in one step: they stay in the processor's cache."""


def alike_frames(parts: Sequence[Part], query: FramePrints, leave_out: Digest | None = None) -> dict[Digest, float]:
    """For each medium that may share frames with a video, how much speaks for it: frames that agree on one offset.

    `leave_out` is not among them.
    """
    total = sum(len(part.hashes) for part in parts)
    telling = np.flatnonzero(query.quality >= LEAST_QUALITY)
    if not total or not len(telling):
        return {}
    least, each, all_ = WORK
    allowed = min(max(least, int(each * float(query.until[-1]))), all_)
    most = max(1, allowed // (2 * total))
    if len(telling) > most:
        telling = telling[np.linspace(0, len(telling) - 1, most).astype(np.intp)]
    hashes = np.ascontiguousarray(query.pdq[telling].transpose(1, 0, 2).reshape(-1, 32))
    times = query.times[telling].astype(np.float64)
    found: dict[Digest, float] = {}
    hidden = None if leave_out is None else bytes.fromhex(leave_out)
    for part in parts:
        rows, which, bits = _near(hashes, part)
        if not len(rows):
            continue
        owners = np.searchsorted(part.frames, rows, side="right") - 1
        ways, frame = np.divmod(which, len(telling))
        offset = np.where(np.isfinite(part.times[rows]), part.times[rows], 0.0).astype(np.float64) - times[frame]
        for owner, score in _agreeing(2 * owners + ways, offset, frame, bits):
            digest = bytes(part.digests[owner // 2])
            if digest != hidden:
                found[digest.hex()] = max(score, found.get(digest.hex(), 0.0))
    return found


def _near(hashes: NDArray[np.uint8], part: Part) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Frames of a part near to one of the (q, 32) hashes, which of these, and by how many bits they differ."""
    rows, which, bits = [np.zeros(0, np.int64)], [np.zeros(0, np.int64)], [np.zeros(0, np.int64)]
    step = max(64, _CACHED // len(hashes))
    room = np.empty((len(hashes), step), np.int32)
    for start in range(0, len(part.hashes), step):
        block = np.ascontiguousarray(part.hashes[start : start + step])
        table = room if len(block) == step else np.empty((len(hashes), len(block)), np.int32)
        # A public function of faiss that its type stubs leave out.
        faiss.hammings(  # type: ignore[attr-defined]
            faiss.swig_ptr(hashes), faiss.swig_ptr(block), len(hashes), len(block), block.shape[1],
            faiss.swig_ptr(table),
        )  # fmt: skip
        if table.min() > NEAR:
            continue
        one, place = np.nonzero(table <= NEAR)
        good = part.qualities[start + place] >= LEAST_QUALITY
        rows.append((start + place)[good])
        which.append(one[good].astype(np.int64))
        bits.append(table[one, place][good].astype(np.int64))
    return np.concatenate(rows), np.concatenate(which), np.concatenate(bits)


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
