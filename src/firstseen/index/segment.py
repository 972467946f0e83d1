"""One sealed file of the index: digests, views, PDQ hashes and inverted lists of some pictures.

Layout, little-endian; each array is filled up to a multiple of 8 bytes. A header (`_HEADER`) with the CRC-32 of
itself; the names: digests of the pictures in their order (32 bytes each), and of each view the number of its picture
(4) and its number within that (2; 0 is the whole); the length of each inverted list (4 each); then the qualities (1)
and PDQ hashes (32) of the views; then the body: list after list, first its codes (16 bytes each), then its labels (8
each, see `labels`), in the order of the labels. Pictures are in the order of their digests, so that in each list what
comes first is a sample of the pictures that depends on nothing but the pictures.

Names and lengths are protected by a CRC-32 that is looked at whenever a segment is opened, hashes and body by sums of
their 64-bit words that `check` looks at: reading a body of gigabytes at every opening would take minutes. What is read
from a body is checked in its bounds where it is used. The length of the file follows from the header.

The body is laid out as faiss's `OnDiskInvertedLists` maps it, so a segment is searched where it lies.
"""

from __future__ import annotations

import mmap
import struct
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
from numpy.typing import NDArray

from firstseen.index.ahead import ask_for, read_here_and_there
from firstseen.index.vocabulary import CODE_BYTES, LISTS, vocabulary_digest

__all__ = [
    "POINT_BYTES", "Block", "DamagedSegmentError", "Names", "Segment", "check", "read", "write",
]  # fmt: skip

POINT_BYTES = CODE_BYTES + 8
_WORDS = POINT_BYTES // 8
_CODE_WORDS = CODE_BYTES // 8
_MAGIC = b"FSINDEX\n"
_VERSION = 2
_HEADER = struct.Struct("<8sIIIQ32sQQI")
"""Magic, version, pictures, views, points, SHA-256 of the vocabulary, sums of hashes and body, CRC-32 of the names."""
_CHECK = struct.Struct("<I")
_NAMES_AT = 96
"""Header, its CRC-32, and zeros up to a multiple of 16."""
_SUMMED_AT_ONCE = 1 << 26
_ASKED_AT_ONCE = 1 << 16
_FEW_HASHES = 1 << 20
"""Bytes of hashes that need not be asked for: to find that they are in memory would take longer than to compare."""


class DamagedSegmentError(Exception):
    """A segment cannot be used; the message says why. Its pictures are added again by whoever holds their prints."""


@dataclass(frozen=True, slots=True, eq=False)
class Names:
    """What a segment holds beside its lists. P pictures in the order of their digests, V views in that of the pictures.

    `digests` (P, 32) uint8; `pictures` (V,) uint32: whose view it is; `numbers` (V,) uint16: which view of it;
    `qualities` (V,) uint8; `hashes` (V, 32) uint8.
    """

    digests: NDArray[np.uint8]
    pictures: NDArray[np.uint32]
    numbers: NDArray[np.uint16]
    qualities: NDArray[np.uint8]
    hashes: NDArray[np.uint8]


@dataclass(frozen=True, slots=True, eq=False)
class Block:
    """The content of consecutive inverted lists: `sizes` of each, and codes (n, 16) and labels (n,) of all in turn."""

    sizes: NDArray[np.int64]
    codes: NDArray[np.uint8]
    labels: NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Segment:
    """A segment as it lies on disk, mapped. `starts` (LISTS,): where each list begins in the file.

    `prefixes` (P,) uint64: the first eight bytes of each digest as a number, ascending.
    """

    path: Path
    names: Names
    prefixes: NDArray[np.uint64]
    sizes: NDArray[np.int64]
    starts: NDArray[np.int64]
    mapped: NDArray[np.uint8]
    hashes_at: int = 0

    def hashes(self) -> NDArray[np.uint8]:
        """(V, 32): the hashes of the views, of which what is not in memory is asked for, and nothing beyond them."""
        length = self.names.hashes.nbytes
        if length > _FEW_HASHES:
            starts = np.arange(self.hashes_at, self.hashes_at + length, _ASKED_AT_ONCE)
            ask_for(self.path, starts, np.minimum(starts + _ASKED_AT_ONCE, self.hashes_at + length), gap=-1)
        return self.names.hashes

    def labels(self, number: int) -> NDArray[np.int64]:
        """The labels of one list, where they lie."""
        size, start = int(self.sizes[number]), int(self.starts[number])
        return self.mapped[start + size * CODE_BYTES : start + size * POINT_BYTES].view(np.int64)

    def block(self, first: int, end: int) -> Block:
        """The lists from `first` to before `end`, copied into memory."""
        sizes = self.sizes[first:end]
        points, start = int(sizes.sum()), int(self.starts[first]) if first < end else 0
        words = self.mapped[start : start + points * POINT_BYTES].view(np.int64)
        codes_at, labels_at = _places(sizes)
        return Block(sizes, words[codes_at].view(np.uint8).reshape(-1, CODE_BYTES), words[labels_at])

    def number_of(self, digest: bytes) -> int:
        """The number of a picture; -1 when it is not here."""
        prefix = np.uint64(int.from_bytes(digest[:8], "big"))
        for row in range(*(int(self.prefixes.searchsorted(prefix, side)) for side in ("left", "right"))):
            if bytes(self.names.digests[row]) == digest:
                return row
        return -1

    def views_of(self, picture: int) -> tuple[int, int]:
        """The first view of a picture, and the one after its last."""
        low, high = np.searchsorted(self.names.pictures, np.array([picture, picture + 1], np.uint32))
        return int(low), int(high)


def write(names: Names, sizes: NDArray[np.int64], blocks: Iterable[Block], stream: BinaryIO) -> None:
    """Writes a segment of these names and lists; the same content gives the same bytes. `stream` must be seekable.

    `sizes` (LISTS,); `blocks`: all lists in turn, the points of each in the order of their labels.
    """
    front = b"".join(_filled(a) for a in (names.digests, names.pictures, names.numbers, sizes.astype("<u4")))
    hashes = _filled(names.qualities) + _filled(names.hashes)
    stream.write(b"\0" * _NAMES_AT)
    stream.write(front)
    stream.write(hashes)
    total = 0
    for block in blocks:
        words = np.empty(len(block.labels) * _WORDS, np.int64)
        codes_at, labels_at = _places(block.sizes)
        words[codes_at] = np.ascontiguousarray(block.codes).view(np.int64).reshape(-1, _CODE_WORDS)
        words[labels_at] = block.labels
        total += _sum(words.view(np.uint8))
        stream.write(words.data)
    header = _HEADER.pack(
        _MAGIC, _VERSION, len(names.digests), len(names.pictures), int(sizes.sum()), vocabulary_digest(),
        _sum(np.frombuffer(hashes, np.uint8)), total % 2**64, zlib.crc32(front),
    )  # fmt: skip
    stream.seek(0)
    stream.write(header + _CHECK.pack(zlib.crc32(header)))


def read(path: Path) -> Segment:
    """Maps a segment and checks its header, names and lengths.

    Raises `DamagedSegmentError`, or `OSError` when the file cannot be read.
    """
    mapped, (pictures, views, points, *_, front_check) = _opened(path)
    cuts = _cuts(pictures, views)
    if len(mapped) != cuts[-1] + points * POINT_BYTES:
        raise DamagedSegmentError(f"{path.name}: {len(mapped)} bytes are not its length")
    if zlib.crc32(mapped[_NAMES_AT : cuts[4]].data) != front_check:
        raise DamagedSegmentError(f"{path.name}: its names are damaged")
    sizes = mapped[cuts[3] : cuts[4]].view("<u4").astype(np.int64)
    if int(sizes.sum()) != points:
        raise DamagedSegmentError(f"{path.name}: the lists are not as long as announced")
    digests = mapped[cuts[0] : cuts[0] + pictures * 32].reshape(pictures, 32)
    # What lies behind them would be read ahead, 8 MB of a segment of 100,000 pictures.
    before = cuts[5] % mmap.PAGESIZE
    read_here_and_there(mapped.ctypes.data + cuts[5] - before, before + views * 32)
    return Segment(
        path=path,
        names=Names(
            digests=digests,
            pictures=mapped[cuts[1] : cuts[1] + views * 4].view("<u4"),
            numbers=mapped[cuts[2] : cuts[2] + views * 2].view("<u2"),
            qualities=mapped[cuts[4] : cuts[4] + views],
            hashes=mapped[cuts[5] : cuts[5] + views * 32].reshape(views, 32),
        ),
        prefixes=digests.view(">u8")[:, 0].astype(np.uint64),
        sizes=sizes,
        starts=cuts[-1] + (np.cumsum(sizes) - sizes) * POINT_BYTES,
        mapped=mapped,
        hashes_at=cuts[5],
    )


def check(path: Path) -> None:
    """Reads all of a segment; raises `DamagedSegmentError` when anything in it is not as it was written."""
    read(path)
    mapped, (pictures, views, _, _, hashes_sum, body_sum, _) = _opened(path)
    cuts = _cuts(pictures, views)
    if _sum(mapped[cuts[4] : cuts[-1]]) != hashes_sum:
        raise DamagedSegmentError(f"{path.name}: its hashes are damaged")
    total = sum(
        _sum(mapped[start : start + _SUMMED_AT_ONCE]) for start in range(cuts[-1], len(mapped), _SUMMED_AT_ONCE)
    )
    if total % 2**64 != body_sum:
        raise DamagedSegmentError(f"{path.name}: its lists are damaged")


def _opened(path: Path) -> tuple[NDArray[np.uint8], tuple[Any, ...]]:
    """The mapped file and what its header tells: from the number of pictures on."""
    if path.stat().st_size < _NAMES_AT:
        raise DamagedSegmentError(f"{path.name}: too short")
    mapped = np.memmap(path, np.uint8, mode="r")
    header = bytes(mapped[: _HEADER.size + _CHECK.size])
    magic, version, *told = _HEADER.unpack_from(header)
    if magic != _MAGIC:
        raise DamagedSegmentError(f"{path.name}: the header is damaged")
    # The header of another version has another length, so its check cannot be looked at.
    if version != _VERSION:
        raise DamagedSegmentError(f"{path.name}: made by another version of the program")
    if zlib.crc32(header[: _HEADER.size]) != _CHECK.unpack_from(header, _HEADER.size)[0]:
        raise DamagedSegmentError(f"{path.name}: the header is damaged")
    if told[3] != vocabulary_digest():
        raise DamagedSegmentError(f"{path.name}: made by another version of the program")
    return mapped, tuple(told)


def _cuts(pictures: int, views: int) -> list[int]:
    """Where in the file begin: digests, pictures of views, numbers of views, lengths, qualities, hashes, body."""
    lengths = (pictures * 32, views * 4, views * 2, LISTS * 4, views, views * 32)
    return list(_running(_NAMES_AT, (length + -length % 8 for length in lengths)))


def _running(start: int, lengths: Iterable[int]) -> Iterator[int]:
    yield start
    for length in lengths:
        start += length
        yield start


def _places(sizes: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Where in the 64-bit words of consecutive lists are the codes, (n, 2), and the labels, (n,), of their points."""
    before = np.cumsum(sizes) - sizes
    ranks = np.arange(int(sizes.sum())) - np.repeat(before, sizes)
    bases = np.repeat(before * _WORDS, sizes)
    codes = (bases + ranks * _CODE_WORDS)[:, None] + np.arange(_CODE_WORDS)
    return codes, np.repeat(before * _WORDS + sizes * _CODE_WORDS, sizes) + ranks


def _filled(array: NDArray[Any]) -> bytes:
    content = array.tobytes()
    return content + b"\0" * (-len(content) % 8)


def _sum(content: NDArray[np.uint8]) -> int:
    """The sum of the 64-bit words, modulo 2**64."""
    return int(np.add.reduce(content.view(np.uint64))) if len(content) else 0
