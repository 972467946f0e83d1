"""Prints of videos and sounds as bytes: versioned, checked, never pickled, and never larger unpacked than announced.

Layout, little-endian: a header (`_HEADER`), then columns, each a length and that many bytes of deflated data, then
each key frame as its time, a length, and its prints as `firstseen.prints.packing` writes them, and at the end the
CRC-32 of all before it. Numbers that grow steadily are kept as differences, byte by byte in planes, which deflates to
a quarter. The mirrored hash of a frame is nearly the plain one with the bits of every second column turned round: only
what differs from that is kept. Everything comes back exactly.
"""

from __future__ import annotations

import math
import struct
import zlib
from collections.abc import Iterator
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from firstseen.prints.moving.moving import FramePrints, KeyFrame, MovingPrints, SoundPrints
from firstseen.prints.moving.sound import BINS
from firstseen.prints.packing import pack as pack_picture
from firstseen.prints.packing import unpack as unpack_picture

__all__ = ["MAGIC", "VERSION", "is_moving", "pack", "unpack"]

VERSION: Final = 2
MAGIC: Final = b"FSMP"
_HEADER: Final = struct.Struct("<4sBBHdIIIIId")
"""Magic, version, whether there is sound, key frames, seconds, width, height, frames, peaks, faint peaks, seconds of
sound."""
_KEY: Final = struct.Struct("<dI")
_LENGTH: Final = struct.Struct("<I")
_CHECK: Final = struct.Struct("<I")
_LEVEL: Final = 6

MOST_FRAMES: Final = 2_000_000
MOST_PEAKS: Final = 20_000_000
"""Far beyond any video that is read: what is announced beyond is damage, and takes no memory."""


def is_moving(data: bytes) -> bool:
    """Whether these bytes are prints of a video or sound, by their first bytes (else: of a picture)."""
    return data[: len(MAGIC)] == MAGIC


def pack(prints: MovingPrints) -> bytes:
    """The prints as bytes. Raises `ValueError` for prints that contradict themselves."""
    _check(prints)
    frames, sound = prints.frames, prints.sound
    header = _HEADER.pack(
        MAGIC,
        VERSION,
        sound is not None,
        len(prints.keys),
        prints.seconds,
        prints.width,
        prints.height,
        len(frames.times),
        len(sound.times) if sound else 0,
        len(sound.faint_times) if sound else 0,
        sound.seconds if sound else 0.0,
    )
    columns = [
        _growing(frames.times.view(np.uint32)),
        _growing(frames.until.view(np.uint32)),
        frames.pdq[:, 0].tobytes(),
        (frames.pdq[:, 1] ^ _expected(frames.pdq[:, 0])).tobytes(),
        frames.quality.tobytes(),
        _growing(frames.shot),
    ]
    if sound:
        columns += [_growing(sound.times), sound.bins.tobytes()]
        columns += [_growing(sound.faint_times), sound.faint_bins.tobytes()]
    parts = [header]
    for column in columns:
        deflated = zlib.compress(column, _LEVEL)
        parts += [_LENGTH.pack(len(deflated)), deflated]
    for key in prints.keys:
        packed = pack_picture(key.prints)
        parts += [_KEY.pack(key.time, len(packed)), packed]
    body = b"".join(parts)
    return body + _CHECK.pack(zlib.crc32(body))


def unpack(data: bytes) -> MovingPrints:
    """The prints that `pack` was given. Raises `ValueError` when the bytes are damaged, of another kind or version."""
    if len(data) < _HEADER.size + _CHECK.size or not is_moving(data):
        raise ValueError("these bytes are no prints of a video or sound")
    if data[4] != VERSION:
        raise ValueError(f"prints of version {data[4]}, this program reads version {VERSION}")
    body = memoryview(data)[: -_CHECK.size]
    if zlib.crc32(body) != _CHECK.unpack(data[-_CHECK.size :])[0]:
        raise ValueError("the prints are damaged: their checksum does not agree")
    header = _HEADER.unpack(body[: _HEADER.size])
    _, _, has_sound, keys, seconds, width, height, n, p, q, heard = header
    if has_sound > 1 or n > MOST_FRAMES or max(p, q) > MOST_PEAKS or (not has_sound and (p or q or heard)):
        raise _contradicts()
    rest = _Rest(body, _HEADER.size)
    times, until = rest.growing("<u4", n), rest.growing("<u4", n)
    plain = rest.column(n * 32).reshape(n, 32)
    mirrored = rest.column(n * 32).reshape(n, 32) ^ _expected(plain)
    frames = FramePrints(
        times=times.view(np.float32),
        until=until.view(np.float32),
        pdq=np.stack([plain, mirrored], axis=1),
        quality=rest.column(n),
        shot=rest.growing("<u2", n),
    )
    sound = None
    if has_sound:
        sound = SoundPrints(heard, rest.growing("<u4", p), rest.column(p), rest.growing("<u4", q), rest.column(q))
    found = tuple(rest.keys(keys))
    if not rest.at_end:
        raise _contradicts()
    prints = MovingPrints(seconds, width, height, frames, found, sound)
    _check(prints)
    return prints


def _contradicts() -> ValueError:
    return ValueError("the prints are damaged: their header contradicts itself")


def _expected(plain: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Mirroring turns the sign of every second frequency, and with it the bit, but for those around the median."""
    return plain ^ np.uint8(0b01010101)


def _growing(values: NDArray[Any]) -> bytes:
    """Differences from one to the next, wrapping round, in planes of bytes."""
    plain = np.ascontiguousarray(values)
    return _planes(np.diff(plain, prepend=plain.dtype.type(0)).astype(plain.dtype.newbyteorder("<")))


def _planes(values: NDArray[Any]) -> bytes:
    return np.ascontiguousarray(values.view(np.uint8).reshape(len(values), values.itemsize).T).tobytes()


class _Rest:
    """What follows the header, taken piece by piece; `ValueError` where there is not as much."""

    def __init__(self, data: memoryview, offset: int) -> None:
        self._data = data
        self._offset = offset

    @property
    def at_end(self) -> bool:
        return self._offset == len(self._data)

    def _take(self, size: int) -> memoryview:
        if self._offset + size > len(self._data):
            raise _contradicts()
        self._offset += size
        return self._data[self._offset - size : self._offset]

    def column(self, size: int) -> NDArray[np.uint8]:
        """The next column, which has exactly `size` bytes."""
        (length,) = _LENGTH.unpack(self._take(_LENGTH.size))
        packed = self._take(length)
        inflater = zlib.decompressobj()
        try:
            # One byte more than announced, to see that there is no more; nothing beyond is ever inflated.
            data = inflater.decompress(packed, size + 1)
        except zlib.error as error:
            raise _contradicts() from error
        if len(data) != size:
            raise _contradicts()
        return np.frombuffer(data, np.uint8).copy()

    def planes(self, dtype: str, count: int) -> NDArray[Any]:
        width = np.dtype(dtype).itemsize
        values = np.ascontiguousarray(self.column(count * width).reshape(width, count).T).reshape(-1).view(dtype)
        return values.astype(np.dtype(dtype).newbyteorder("="), copy=False)

    def growing(self, dtype: str, count: int) -> NDArray[Any]:
        differences = self.planes(dtype, count)
        return np.cumsum(differences, dtype=differences.dtype)

    def keys(self, count: int) -> Iterator[KeyFrame]:
        for _ in range(count):
            time, length = _KEY.unpack(self._take(_KEY.size))
            yield KeyFrame(time, unpack_picture(bytes(self._take(length))))


def _check(prints: MovingPrints) -> None:
    """Raises `ValueError` where shapes, kinds, order or ranges are not what `MovingPrints` says."""
    if not (
        _frames_hold(prints.frames) and _keys_hold(prints) and (prints.sound is None or _sound_holds(prints.sound))
    ):
        raise ValueError("these prints contradict themselves and are not used")


def _frames_hold(frames: FramePrints) -> bool:
    n = len(frames.times)
    return (
        n <= MOST_FRAMES
        and frames.times.shape == frames.until.shape == frames.quality.shape == frames.shot.shape == (n,)
        and frames.pdq.shape == (n, 2, 32)
        and frames.times.dtype == frames.until.dtype == np.float32
        and frames.pdq.dtype == frames.quality.dtype == np.uint8
        and frames.shot.dtype == np.uint16
        and bool(np.isfinite(frames.times).all() and np.isfinite(frames.until).all())
        and bool((np.diff(frames.times) >= 0).all() and (frames.until >= frames.times).all())
        and (n == 0 or int(frames.quality.max()) <= 100)
    )


def _keys_hold(prints: MovingPrints) -> bool:
    times = [key.time for key in prints.keys]
    return (
        len(times) < 1 << 16
        and math.isfinite(prints.seconds)
        and prints.seconds >= 0
        and 0 <= prints.width < 1 << 32
        and 0 <= prints.height < 1 << 32
        and all(math.isfinite(time) for time in times)
        and times == sorted(times)
    )


def _sound_holds(sound: SoundPrints) -> bool:
    pairs = ((sound.times, sound.bins), (sound.faint_times, sound.faint_bins))
    return math.isfinite(sound.seconds) and sound.seconds >= 0 and all(_peaks_hold(*pair) for pair in pairs)


def _peaks_hold(times: NDArray[np.uint32], bins: NDArray[np.uint8]) -> bool:
    return (
        len(times) <= MOST_PEAKS
        and times.shape == bins.shape == (len(times),)
        and times.dtype == np.uint32
        and bins.dtype == np.uint8
        and bool((times[1:] >= times[:-1]).all())
        and (len(times) == 0 or int(bins.max()) < BINS)
    )
