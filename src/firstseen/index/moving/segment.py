"""One sealed file of the index of videos and sounds: hashes of frames, and landmarks of sound in inverted lists.

Layout, little-endian; each array is filled up to a multiple of 8 bytes. A header (`_HEADER`) with the CRC-32 of itself;
the names: digests of the media in their order (32 bytes each), where the frames and the hops of each begin (8 each, and
one more for the end); then the body: of each frame its hash (32), its time (4) and its quality (1); of each landmark
that there is its number (4), where its list begins (8, and one more), and the lists one after the other (4 an entry):
hops, counted through all media of the segment, in rising order; then the peaks that landmarks are made of, in order of
time: their hops (4) and steps (1).

Names are protected by a CRC-32 that is looked at whenever a segment is opened, the body by one that `check` looks at.
What is read from a body is checked in its bounds where it is used.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, Final

import numpy as np
from numpy.typing import NDArray

from firstseen.index.segment import DamagedSegmentError
from firstseen.model.identifiers import Digest
from firstseen.prints.moving.landmarks import landmarks, places_of_runs
from firstseen.prints.moving.moving import MovingPrints
from firstseen.prints.moving.sound import HOPS_A_SECOND

__all__ = ["GRID", "Part", "check", "gathered", "part_of", "read", "write"]

GRID: Final = 64
"""The hops of each medium begin at a multiple of this, so that nothing depends on what lies before them, and whose a
hop is can be looked up."""
_MAGIC: Final = b"FSMOVING"
_VERSION: Final = 1
_HEADER: Final = struct.Struct("<8sIIQQQQII")
"""Magic, version, media, frames, landmarks that there are, entries of lists, peaks, CRC-32 of names and of body."""
_CHECK: Final = struct.Struct("<I")
_NAMES_AT: Final = 64
_ENTRIES_AT_ONCE: Final = 1 << 22
"""Entries merged in one step, unless one list alone is longer: 130 MB of memory."""
_READ_AT_ONCE: Final = 1 << 24


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """Some media, in the order of their digests: M of them, with F frames, U different landmarks, L entries.

    `digests` (M, 32) uint8; `frames` and `hops` (M + 1,) int64: where those of each begin; `hashes` (F, 32) uint8: PDQ
    of frames; `times` (F,) float32 seconds; `qualities` (F,) uint8; `landmarks` (U,) uint32 rising; `starts` (U + 1,)
    int64: where the list of each begins in `entries` (L,) uint32; `peaks` (P,) uint32 rising, and `steps` (P,) uint8.
    """

    digests: NDArray[np.uint8]
    frames: NDArray[np.int64]
    hops: NDArray[np.int64]
    hashes: NDArray[np.uint8]
    times: NDArray[np.float32]
    qualities: NDArray[np.uint8]
    landmarks: NDArray[np.uint32]
    starts: NDArray[np.int64]
    entries: NDArray[np.uint32]
    peaks: NDArray[np.uint32]
    steps: NDArray[np.uint8]

    def names(self) -> list[Digest]:
        """The media, in order."""
        return [bytes(row).hex() for row in self.digests]


def part_of(digest: Digest, prints: MovingPrints) -> Part:
    """One medium as a part of its own."""
    frames, sound = prints.frames, prints.sound
    hashes, times = np.zeros(0, np.uint32), np.zeros(0, np.uint32)
    length = 0
    if sound is not None and len(sound.times):
        found = landmarks(sound)
        hashes, times = found.hashes, found.times.astype(np.uint32)
        length = max(int(sound.times[-1]) + 1, int(sound.seconds * HOPS_A_SECOND))
    order = np.lexsort((times, hashes))
    different, first = np.unique(hashes[order], return_index=True)
    return Part(
        digests=np.frombuffer(bytes.fromhex(digest), np.uint8).reshape(1, 32),
        frames=np.array([0, len(frames.times)], np.int64),
        hops=np.array([0, -(-length // GRID) * GRID], np.int64),
        hashes=np.ascontiguousarray(frames.pdq[:, 0]).reshape(-1, 32),
        times=frames.times,
        qualities=frames.quality,
        landmarks=different,
        starts=np.append(first, len(hashes)).astype(np.int64),
        entries=times[order],
        peaks=np.zeros(0, np.uint32) if sound is None else sound.times,
        steps=np.zeros(0, np.uint8) if sound is None else sound.bins,
    )


def write(parts: Sequence[Part], stream: BinaryIO) -> None:
    """Writes a segment of all these media; the same media give the same bytes. `stream` must be seekable.

    Raises `ValueError` for more hops than entries can tell apart: 27,000 hours.
    """
    digests = np.concatenate([part.digests for part in parts])
    order = np.argsort(np.ascontiguousarray(digests).view("S32")[:, 0], kind="stable").tolist()
    owners = [(part, row) for part in parts for row in range(len(part.digests))]
    ordered = [owners[place] for place in order]
    frames = _begins([int(part.frames[row + 1] - part.frames[row]) for part, row in ordered])
    hops = _begins([int(part.hops[row + 1] - part.hops[row]) for part, row in ordered])
    if hops[-1] > np.iinfo(np.uint32).max:
        raise ValueError("a segment holds fewer than 2**32 hops")
    place = np.empty(len(order), np.int64)
    place[order] = np.arange(len(order))
    moved = [hops[rows] for rows in np.split(place, np.cumsum([len(part.digests) for part in parts])[:-1])]
    names = _filled(digests[order]) + _filled(frames) + _filled(hops)
    known = np.unique(np.concatenate([part.landmarks for part in parts]))
    counts = np.zeros(len(known), np.int64)
    for part in parts:
        counts[np.searchsorted(known, part.landmarks)] += np.diff(part.starts)
    starts = _begins(counts.tolist())
    stream.write(b"\0" * _NAMES_AT)
    stream.write(names)
    check_ = 0
    for piece in _body(ordered, known, starts, _merged(parts, moved, known, counts), hops):
        check_ = zlib.crc32(piece, check_)
        stream.write(piece)
    peaks = sum(len(part.peaks) for part in parts)
    header = _HEADER.pack(
        _MAGIC, _VERSION, len(order), int(frames[-1]), len(known), int(starts[-1]), peaks, zlib.crc32(names), check_
    )
    stream.seek(0)
    stream.write(header + _CHECK.pack(zlib.crc32(header)))


def _body(
    ordered: Sequence[tuple[Part, int]],
    known: NDArray[np.uint32],
    starts: NDArray[np.int64],
    entries: Iterator[NDArray[np.uint32]],
    hops: NDArray[np.int64],
) -> Iterator[bytes]:
    spans = [(part, slice(int(part.frames[row]), int(part.frames[row + 1]))) for part, row in ordered]
    for column in ("hashes", "times", "qualities"):
        length = 0
        for part, span in spans:
            content = getattr(part, column)[span].tobytes()
            length += len(content)
            yield content
        yield b"\0" * (-length % 8)
    yield _filled(known)
    yield _filled(starts)
    for some in entries:
        yield some.tobytes()
    yield b"\0" * (-4 * int(starts[-1]) % 8)
    bounds = {id(part): _peak_bounds(part) for part, _ in ordered}
    heard = [(part, row, slice(*bounds[id(part)][row : row + 2].tolist())) for part, row in ordered]
    for (part, row, span), now in zip(heard, hops.tolist(), strict=False):
        yield (part.peaks[span].astype(np.int64) - int(part.hops[row]) + now).astype(np.uint32).tobytes()
    peaks = sum(span.stop - span.start for _, _, span in heard)
    yield b"\0" * (-4 * peaks % 8)
    for part, _, span in heard:
        yield part.steps[span].tobytes()
    yield b"\0" * (-peaks % 8)


def _peak_bounds(part: Part) -> NDArray[np.int64]:
    """(M + 1,) where the peaks of each medium begin. All peaks are somebody's, damaged ones too."""
    inner = np.searchsorted(part.peaks, part.hops[1:-1])
    bounds = np.concatenate([np.zeros(1, np.int64), inner, np.array([len(part.peaks)], np.int64)])
    return np.maximum.accumulate(bounds)


def _merged(
    parts: Sequence[Part], moved: Sequence[NDArray[np.int64]], known: NDArray[np.uint32], counts: NDArray[np.int64]
) -> Iterator[NDArray[np.uint32]]:
    """The lists of all parts, one after the other, some at a time; `moved`: where the hops of each medium begin now."""
    after = np.cumsum(counts)
    first = 0
    while first < len(known):
        done = int(after[first - 1]) if first else 0
        end = max(first + 1, int(np.searchsorted(after, done + _ENTRIES_AT_ONCE, side="right")))
        low, high = known[first], known[end - 1]
        keys = []
        for part, begins in zip(parts, moved, strict=True):
            rows = slice(
                int(np.searchsorted(part.landmarks, low)), int(np.searchsorted(part.landmarks, high, side="right"))
            )
            sizes = np.diff(part.starts[rows.start : rows.stop + 1])
            span = slice(int(part.starts[rows.start]), int(part.starts[rows.stop]))
            entries = np.asarray(part.entries[span], np.int64)
            if len(begins) > 1:
                owner = np.searchsorted(part.hops, entries, side="right") - 1
                # A damaged entry could lie beyond all media: it is given to the last.
                owner = np.minimum(owner, len(begins) - 1)
                entries += (begins - part.hops[:-1])[owner]
            else:
                entries += begins[0] - part.hops[0]
            which = np.repeat(part.landmarks[rows].astype(np.uint64), sizes)
            keys.append((which << np.uint64(32)) | (entries.astype(np.uint64) & np.uint64(0xFFFFFFFF)))
        together = np.sort(np.concatenate(keys), kind="stable")
        yield (together & np.uint64(0xFFFFFFFF)).astype(np.uint32)
        first = end


def read(path: Path) -> Part:
    """Maps a segment and checks its header and names.

    Raises `DamagedSegmentError`, or `OSError` when the file cannot be read.
    """
    mapped, told = _opened(path)
    media, frames, different, entries, peaks, names_check, _ = told
    lengths = (media * 32, (media + 1) * 8, (media + 1) * 8, frames * 32, frames * 4, frames, different * 4,
               (different + 1) * 8, entries * 4, peaks * 4, peaks)  # fmt: skip
    cuts = [_NAMES_AT]
    for length in lengths:
        cuts.append(cuts[-1] + length + -length % 8)
    if len(mapped) != cuts[-1]:
        raise DamagedSegmentError(f"{path.name}: {len(mapped)} bytes are not its length")
    if zlib.crc32(mapped[_NAMES_AT : cuts[3]].data) != names_check:
        raise DamagedSegmentError(f"{path.name}: its names are damaged")

    def column(number: int, dtype: str) -> NDArray[Any]:
        return mapped[cuts[number] : cuts[number] + lengths[number]].view(dtype)

    part = Part(
        digests=column(0, "u1").reshape(media, 32),
        frames=column(1, "<i8"),
        hops=column(2, "<i8"),
        hashes=column(3, "u1").reshape(frames, 32),
        times=column(4, "<f4"),
        qualities=column(5, "u1"),
        landmarks=column(6, "<u4"),
        starts=column(7, "<i8"),
        entries=column(8, "<u4"),
        peaks=column(9, "<u4"),
        steps=column(10, "u1"),
    )
    if int(part.frames[-1]) != frames:
        raise DamagedSegmentError(f"{path.name}: it holds other frames than announced")
    return part


def check(path: Path) -> None:
    """Reads all of a segment; raises `DamagedSegmentError` when anything in it is not as it was written."""
    part = read(path)
    mapped, told = _opened(path)
    start = _NAMES_AT + sum(len(_filled(array)) for array in (part.digests, part.frames, part.hops))
    found = 0
    for first in range(start, len(mapped), _READ_AT_ONCE):
        found = zlib.crc32(mapped[first : first + _READ_AT_ONCE].data, found)
    if found != told[-1]:
        raise DamagedSegmentError(f"{path.name}: its frames or lists are damaged")


def _opened(path: Path) -> tuple[NDArray[np.uint8], tuple[Any, ...]]:
    if path.stat().st_size < _NAMES_AT:
        raise DamagedSegmentError(f"{path.name}: too short")
    mapped = np.memmap(path, np.uint8, mode="r")
    header = bytes(mapped[: _HEADER.size + _CHECK.size])
    magic, version, *told = _HEADER.unpack_from(header)
    if magic != _MAGIC or zlib.crc32(header[: _HEADER.size]) != _CHECK.unpack_from(header, _HEADER.size)[0]:
        raise DamagedSegmentError(f"{path.name}: the header is damaged")
    if version != _VERSION:
        raise DamagedSegmentError(f"{path.name}: made by another version of the program")
    return np.asarray(mapped), tuple(told)


def _begins(sizes: Sequence[int]) -> NDArray[np.int64]:
    return np.concatenate([np.zeros(1, np.int64), np.cumsum(np.array(sizes, np.int64))])


def _filled(array: NDArray[Any]) -> bytes:
    content = array.tobytes()
    return content + b"\0" * (-len(content) % 8)


def gathered(part: Part, rows: NDArray[np.int64]) -> tuple[NDArray[np.uint32], NDArray[np.int64]]:
    """The entries of these landmarks (`rows` of `part.landmarks`) one after the other, and how many each has."""
    low, high = part.starts[rows], part.starts[rows + 1]
    # Damage may tell of lists that lie outside: they are as good as empty.
    sound = (low >= 0) & (high >= low) & (high <= len(part.entries))
    counts = np.where(sound, high - low, 0)
    return part.entries[places_of_runs(np.where(sound, low, 0), counts)], counts
