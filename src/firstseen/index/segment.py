"""One sealed file of the index: digests, PDQ hashes and inverted lists of some pictures. Written once, never changed.

Layout, little-endian. A header (`_HEADER`) with the CRC-32 of itself; the front: digests (32 bytes each), PDQ hashes
(32 each), their qualities (1 each, filled up to a multiple of 8), the length of each inverted list (4 each); the body:
list after list, first its codes (32 bytes each), then its labels (8 each, see `labels`). The front is protected by a
CRC-32, the body by the sum of its 64-bit words (CRC-32 would take 10 times as long: 80 MB for 5,000 pictures), and
the length of the file follows from the header.

The body is laid out as faiss's `OnDiskInvertedLists` maps it, so a segment is searched where it lies.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import numpy as np
from numpy.typing import NDArray

from firstseen.index.labels import LARGEST_SEGMENT, geometry_of, label, moved_by, read_picture
from firstseen.index.vocabulary import LISTS, lists_of, vocabulary_digest
from firstseen.model.identifiers import Digest
from firstseen.prints.picture import PicturePrints

__all__ = ["CODE_BYTES", "LABEL_BYTES", "DamagedSegmentError", "Part", "Segment", "joined", "part_of", "read", "write"]

CODE_BYTES = 32
LABEL_BYTES = 8
_MAGIC = b"FSINDEX\n"
_VERSION = 1
_HEADER = struct.Struct("<8sIIQ32sQI")
"""Magic, version, pictures, points, SHA-256 of the vocabulary, sum of the body, CRC-32 of the front."""
_CHECK = struct.Struct("<I")
_FRONT_AT = 80
"""Header, its CRC-32, and zeros up to a multiple of 16."""


class DamagedSegmentError(Exception):
    """A segment cannot be used; the message says why. Its pictures are added again by whoever holds their prints."""


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """The content of a segment in memory. P pictures, N points.

    `digests` (P, 32), `hashes` (P, 32) and `qualities` (P,) uint8; `lists` (N,) int64: the inverted list of each
    point; `codes` (N, 32) uint8; `labels` (N,) int64.
    """

    digests: NDArray[np.uint8]
    hashes: NDArray[np.uint8]
    qualities: NDArray[np.uint8]
    lists: NDArray[np.int64]
    codes: NDArray[np.uint8]
    labels: NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Segment:
    """A segment as it lies on disk, mapped and checked. `starts` (LISTS,): where each list begins in the file."""

    path: Path
    digests: NDArray[np.uint8]
    hashes: NDArray[np.uint8]
    qualities: NDArray[np.uint8]
    sizes: NDArray[np.int64]
    starts: NDArray[np.int64]
    mapped: NDArray[np.uint8]

    def part(self) -> Part:
        """Everything in it, copied into memory."""
        codes = np.empty((int(self.sizes.sum()), CODE_BYTES), np.uint8)
        labels = np.empty(len(codes), np.int64)
        row = 0
        for start, size in zip(self.starts.tolist(), self.sizes.tolist(), strict=True):
            middle, end = start + size * CODE_BYTES, start + size * (CODE_BYTES + LABEL_BYTES)
            codes[row : row + size] = self.mapped[start:middle].reshape(size, CODE_BYTES)
            labels[row : row + size] = self.mapped[middle:end].view(np.int64)
            row += size
        lists = np.repeat(np.arange(LISTS), self.sizes)
        return Part(self.digests.copy(), self.hashes.copy(), self.qualities.copy(), lists, codes, labels)


def part_of(entries: Sequence[tuple[Digest, PicturePrints]]) -> Part:
    """The content of a segment of these pictures."""
    if len(entries) >= LARGEST_SEGMENT:
        raise ValueError(f"a segment holds fewer than {LARGEST_SEGMENT} pictures")
    codes = np.concatenate([np.zeros((0, CODE_BYTES), np.uint8), *(prints.descriptors for _, prints in entries)])
    labels = [label(place, geometry_of(prints)) for place, (_, prints) in enumerate(entries)]
    return Part(
        digests=np.array([list(bytes.fromhex(digest)) for digest, _ in entries], np.uint8).reshape(-1, 32),
        hashes=np.array([prints.pdq[0] for _, prints in entries], np.uint8).reshape(-1, 32),
        qualities=np.array([prints.pdq_quality for _, prints in entries], np.uint8),
        lists=lists_of(codes, 1)[0][:, 0] if len(codes) else np.zeros(0, np.int64),
        codes=codes,
        labels=np.concatenate([np.zeros(0, np.int64), *labels]),
    )


def joined(parts: Sequence[Part]) -> Part:
    """The parts as one, their pictures numbered on."""
    before = np.cumsum([0, *(len(part.digests) for part in parts)])
    return Part(
        digests=np.concatenate([part.digests for part in parts]),
        hashes=np.concatenate([part.hashes for part in parts]),
        qualities=np.concatenate([part.qualities for part in parts]),
        lists=np.concatenate([part.lists for part in parts]),
        codes=np.concatenate([part.codes for part in parts]),
        labels=np.concatenate(
            [
                moved_by(part.labels, read_picture(part.labels) + int(first))
                for part, first in zip(parts, before, strict=False)
            ]
        ),
    )


def write(part: Part, stream: BinaryIO) -> None:
    """Writes a segment of this content; the same content in the same order gives the same bytes."""
    order = np.lexsort((part.labels, part.lists))
    codes, labels = part.codes[order], part.labels[order]
    sizes = np.bincount(part.lists, minlength=LISTS)
    body = np.empty(len(labels) * (CODE_BYTES + LABEL_BYTES), np.uint8)
    row = at = 0
    for size in sizes.tolist():
        middle, end = at + size * CODE_BYTES, at + size * (CODE_BYTES + LABEL_BYTES)
        body[at:middle] = codes[row : row + size].reshape(-1)
        body[middle:end] = labels[row : row + size].view(np.uint8)
        row, at = row + size, end
    filled = np.zeros(_filled(len(part.qualities)), np.uint8)
    filled[: len(part.qualities)] = part.qualities
    front = b"".join(a.tobytes() for a in (part.digests, part.hashes, filled, sizes.astype("<u4")))
    header = _HEADER.pack(
        _MAGIC, _VERSION, len(part.digests), len(labels), vocabulary_digest(), _sum(body), zlib.crc32(front)
    )
    stream.write((header + _CHECK.pack(zlib.crc32(header))).ljust(_FRONT_AT, b"\0"))
    stream.write(front)
    stream.write(body.data)


def read(path: Path) -> Segment:
    """Maps and checks a segment. Raises `DamagedSegmentError`, or `OSError` when the file cannot be read."""
    if path.stat().st_size < _FRONT_AT:
        raise DamagedSegmentError(f"{path.name}: too short")
    mapped = np.memmap(path, np.uint8, mode="r")
    header = bytes(mapped[: _HEADER.size + _CHECK.size])
    magic, version, pictures, points, vocabulary, body_sum, front_check = _HEADER.unpack_from(header)
    if magic != _MAGIC or zlib.crc32(header[: _HEADER.size]) != _CHECK.unpack_from(header, _HEADER.size)[0]:
        raise DamagedSegmentError(f"{path.name}: the header is damaged")
    if version != _VERSION or vocabulary != vocabulary_digest():
        raise DamagedSegmentError(f"{path.name}: made by another version of the program")
    cuts = np.cumsum([_FRONT_AT, pictures * 32, pictures * 32, _filled(pictures), LISTS * 4]).tolist()
    if len(mapped) != cuts[-1] + points * (CODE_BYTES + LABEL_BYTES):
        raise DamagedSegmentError(f"{path.name}: {len(mapped)} bytes are not its length")
    if zlib.crc32(mapped[_FRONT_AT : cuts[-1]].data) != front_check or _sum(mapped[cuts[-1] :]) != body_sum:
        raise DamagedSegmentError(f"{path.name}: the content is damaged")
    sizes = mapped[cuts[3] : cuts[4]].view("<u4").astype(np.int64)
    if int(sizes.sum()) != points:
        raise DamagedSegmentError(f"{path.name}: the lists are not as long as announced")
    return Segment(
        path=path,
        digests=mapped[cuts[0] : cuts[1]].reshape(pictures, 32),
        hashes=mapped[cuts[1] : cuts[2]].reshape(pictures, 32),
        qualities=mapped[cuts[2] : cuts[2] + pictures],
        sizes=sizes,
        starts=cuts[-1] + (np.cumsum(sizes) - sizes) * (CODE_BYTES + LABEL_BYTES),
        mapped=mapped,
    )


def _filled(count: int) -> int:
    return (count + 7) // 8 * 8


def _sum(body: NDArray[np.uint8]) -> int:
    """The sum of the 64-bit words, modulo 2**64."""
    return int(np.add.reduce(body.view(np.uint64))) if len(body) else 0
