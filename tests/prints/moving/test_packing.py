"""Prints of videos come back as they were; damage and lies are refused, whatever the bytes are."""

from __future__ import annotations

import struct
import zlib
from dataclasses import replace
from typing import Any

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from tests.drawing import photograph

from firstseen.prints.describe import Detail, describe
from firstseen.prints.moving.hashing import frame_hashes
from firstseen.prints.moving.moving import FramePrints, KeyFrame, MovingPrints, SoundPrints
from firstseen.prints.moving.packing import VERSION, is_moving, pack, unpack
from firstseen.prints.moving.sound import BINS
from firstseen.prints.packing import pack as pack_picture

KEY = describe(photograph(1, 200, 150), "5" * 64, Detail(points=40, region_points=20, regions=1, small_side=96))


def drawn(seed: int, frames: int, peaks: int, keys: int, *, sound: bool = True) -> MovingPrints:
    chance = np.random.default_rng(seed)
    times = np.sort(chance.uniform(0, 1000, frames)).astype(np.float32)
    heard = SoundPrints(
        seconds=1000.0,
        times=np.sort(chance.integers(0, 43_000, peaks)).astype(np.uint32),
        bins=chance.integers(0, BINS, peaks).astype(np.uint8),
        faint_times=np.sort(chance.integers(0, 43_000, 2 * peaks)).astype(np.uint32),
        faint_bins=chance.integers(0, BINS, 2 * peaks).astype(np.uint8),
    )
    return MovingPrints(
        seconds=1000.0,
        width=640,
        height=360,
        frames=FramePrints(
            times=times,
            until=(times + chance.uniform(0, 5, frames)).astype(np.float32),
            pdq=chance.integers(0, 256, (frames, 2, 32), dtype=np.uint8),
            quality=chance.integers(0, 101, frames).astype(np.uint8),
            shot=np.sort(chance.integers(0, 65536, frames)).astype(np.uint16),
        ),
        keys=tuple(KeyFrame(float(n), KEY) for n in range(keys)),
        sound=heard if sound else None,
    )


def equal(one: MovingPrints, other: MovingPrints) -> bool:
    def columns(prints: MovingPrints) -> list[NDArray[Any]]:
        frames, sound = prints.frames, prints.sound
        parts: list[NDArray[Any]] = [frames.times, frames.until, frames.pdq, frames.quality, frames.shot]
        return parts + ([sound.times, sound.bins, sound.faint_times, sound.faint_bins] if sound else [])

    return (
        (one.seconds, one.width, one.height) == (other.seconds, other.width, other.height)
        and (one.sound is None) == (other.sound is None)
        and all(a.dtype == b.dtype and np.array_equal(a, b) for a, b in zip(columns(one), columns(other), strict=True))
        and all(a.time == b.time and _same_key(a, b) for a, b in zip(one.keys, other.keys, strict=True))
    )


def _same_key(one: KeyFrame, other: KeyFrame) -> bool:
    """All but the small picture, which is a JPEG (see `firstseen.prints.packing`)."""
    a, b = one.prints, other.prints
    return (
        np.array_equal(a.points, b.points)
        and np.array_equal(a.descriptors, b.descriptors)
        and np.array_equal(a.mirrored, b.mirrored)
        and np.array_equal(a.pdq, b.pdq)
        and (a.width, a.height, a.pixels) == (b.width, b.height, b.pixels)
    )


@given(st.integers(0, 2**31), st.integers(0, 40), st.integers(0, 40), st.booleans())
def test_everything_comes_back(seed: int, frames: int, peaks: int, sound: bool) -> None:
    prints = drawn(seed, frames, peaks, 0, sound=sound)
    assert equal(unpack(pack(prints)), prints)


def test_key_frames_come_back_as_pictures_do() -> None:
    prints = drawn(1, 5, 5, 3)
    once = unpack(pack(prints))
    assert equal(unpack(pack(once)), once)
    assert [key.time for key in once.keys] == [0.0, 1.0, 2.0]
    assert np.array_equal(once.keys[0].prints.descriptors, KEY.descriptors)


def test_sound_alone() -> None:
    prints = replace(drawn(2, 0, 4, 0), width=0, height=0)
    assert equal(unpack(pack(prints)), prints)


def test_they_are_told_from_prints_of_pictures() -> None:
    assert is_moving(pack(drawn(3, 2, 2, 0)))
    assert not is_moving(pack_picture(KEY))
    with pytest.raises(ValueError, match="no prints of a video"):
        unpack(pack_picture(KEY))


def test_real_hashes_are_small() -> None:
    """The mirrored hash is nearly known from the other, times are steady: 32 bytes for the hash, 18 for all else."""
    looks = np.stack([cv2.cvtColor(photograph(seed, 320, 180), cv2.COLOR_RGB2GRAY) for seed in range(60)])
    hashes, quality = frame_hashes(looks, (720, 1280))
    times = (np.arange(60) * 0.5).astype(np.float32)
    frames = FramePrints(times, times + np.float32(0.5), hashes, quality, np.zeros(60, np.uint16))
    size = len(pack(MovingPrints(30.0, 1280, 720, frames, (), None)))
    assert size < 60 * 50


@given(st.binary(max_size=400))
def test_any_bytes_are_refused(data: bytes) -> None:
    with pytest.raises(ValueError):
        unpack(data)


def _resealed(body: bytes) -> bytes:
    return body + struct.pack("<I", zlib.crc32(body))


@given(st.data())
def test_changed_bytes_with_a_right_checksum_never_do_more_than_be_refused(data: st.DataObject) -> None:
    body = bytearray(pack(drawn(4, 6, 6, 1))[:-4])
    for _ in range(data.draw(st.integers(1, 4))):
        body[data.draw(st.integers(5, min(len(body) - 1, 400)))] = data.draw(st.integers(0, 255))
    try:
        prints = unpack(_resealed(bytes(body)))
    except ValueError:
        return
    assert isinstance(prints, MovingPrints) and len(prints.frames.times) == 6


@given(st.integers(0, 2000))
def test_cut_off(length: int) -> None:
    body = pack(drawn(5, 6, 6, 1))[:-4]
    if length < len(body):
        with pytest.raises(ValueError):
            unpack(_resealed(body[:length]))


def test_a_small_file_that_unpacks_to_much_is_refused() -> None:
    packed = bytearray(pack(drawn(6, 0, 0, 0, sound=False))[:-4])
    bomb = zlib.compress(bytes(50_000_000), 9)
    head = struct.calcsize("<4sBBHdIIIId")
    body = bytes(packed[:head]) + struct.pack("<I", len(bomb)) + bomb
    with pytest.raises(ValueError, match="contradicts itself"):
        unpack(_resealed(body))


def test_another_version() -> None:
    packed = bytearray(pack(drawn(7, 1, 1, 0)))
    packed[4] = VERSION + 1
    with pytest.raises(ValueError, match=f"prints of version {VERSION + 1}"):
        unpack(bytes(packed))


@pytest.mark.parametrize(
    "wrong",
    [
        {"seconds": float("nan")},
        {"seconds": -1.0},
        {"keys": (KeyFrame(2.0, KEY), KeyFrame(1.0, KEY))},
        {"keys": (KeyFrame(float("inf"), KEY),)},
        {"width": -1},
    ],
)
def test_prints_that_contradict_themselves_are_not_stored(wrong: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="contradict themselves"):
        pack(replace(drawn(8, 2, 2, 0), **wrong))  # type: ignore[arg-type]


def test_frames_that_contradict_themselves_are_not_stored() -> None:
    prints = drawn(9, 3, 2, 0)
    backwards = replace(prints.frames, times=prints.frames.times[::-1].copy())
    with pytest.raises(ValueError, match="contradict themselves"):
        pack(replace(prints, frames=backwards))
    with pytest.raises(ValueError, match="contradict themselves"):
        pack(replace(prints, frames=replace(prints.frames, quality=np.full(3, 101, np.uint8))))
