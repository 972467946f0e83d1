"""Packed prints come back, and damaged ones are refused."""

from __future__ import annotations

import struct
import zlib
from dataclasses import replace

import numpy as np
import pytest
import simplejpeg
from hypothesis import given, settings
from hypothesis import strategies as st

from firstseen.prints import packing
from firstseen.prints.packing import HEADER_BYTES, pack, photographed_in, unpack
from firstseen.prints.picture import PicturePrints


def made(seed: int, n: int, width: int, height: int) -> PicturePrints:
    rng = np.random.default_rng(seed)
    points = rng.random((n, 4)).astype(np.float32) * np.array([width - 1, height - 1, 300, 359.9], np.float32)
    ramp = np.add.outer(np.arange(1 + seed % 200), np.arange(1 + seed % 150)) % 200

    def codes() -> np.ndarray:
        return rng.integers(0, 256, (n, 32), dtype=np.uint8)

    return PicturePrints(
        width=width,
        height=height,
        pdq=rng.integers(0, 256, (8, 32), dtype=np.uint8),
        pdq_quality=int(rng.integers(0, 101)),
        points=points,
        descriptors=codes(),
        mirrored=codes(),
        small=ramp.astype(np.uint8),
        pixels=rng.bytes(32).hex(),
        chroma=float(rng.random()),
    )


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10_000), st.integers(0, 450), st.integers(1, 60_000), st.integers(1, 60_000))
def test_everything_comes_back(seed: int, n: int, width: int, height: int) -> None:
    prints = made(seed, n, width, height)
    back = unpack(pack(prints))
    for name in ("width", "height", "pdq_quality", "pixels", "chroma"):
        assert getattr(back, name) == getattr(prints, name)
    for name in ("pdq", "descriptors", "mirrored"):
        assert np.array_equal(getattr(back, name), getattr(prints, name))
    across = np.abs(back.points - prints.points)
    assert (across[:, 0] <= width / 65535 + 1e-3).all()
    assert (across[:, 1] <= height / 65535 + 1e-3).all()
    assert (across[:, 2] <= 0.13).all()
    assert (across[:, 3] <= 0.006).all()
    assert back.small.shape == prints.small.shape
    again = unpack(pack(back))
    assert np.array_equal(again.points, back.points)


def test_the_small_picture_stays_within_a_few_grey_levels() -> None:
    prints = made(199, 3, 640, 480)
    rows, columns = np.mgrid[0:192, 0:256]
    wavy = (128 + 60 * np.sin(columns / 17) + 50 * np.cos(rows / 23)).astype(np.uint8)
    back = unpack(pack(replace(prints, small=wavy)))
    assert np.abs(back.small.astype(int) - wavy).max() <= 6


def test_points_at_the_edges_and_a_full_turn() -> None:
    points = np.array([[-0.5, -0.5, 31, 0], [639.5, 479.5, 1e9, 359.9999]], np.float32)
    prints = replace(made(7, 2, 640, 480), points=points)
    back = unpack(pack(prints)).points
    assert back[:, :2] == pytest.approx(points[:, :2], abs=0.01)
    assert back[1, 2] == pytest.approx(65504)
    assert back[1, 3] == 0.0


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_damage_is_refused(data: st.DataObject) -> None:
    packed = bytearray(pack(made(5, 6, 100, 80)))
    place = data.draw(st.integers(0, len(packed) - 1))
    packed[place] ^= data.draw(st.integers(1, 255))
    with pytest.raises(ValueError, match="prints"):
        unpack(bytes(packed))


@settings(max_examples=100, deadline=None)
@given(st.integers(0, 1000))
def test_cut_bytes_are_refused(length: int) -> None:
    packed = pack(made(5, 6, 100, 80))
    with pytest.raises(ValueError, match="prints"):
        unpack(packed[: min(length, len(packed) - 1)])


def resealed(packed: bytes, place: int, layout: str, value: int) -> bytes:
    body = bytearray(packed[:-4])
    struct.pack_into(layout, body, place, value)
    return bytes(body) + struct.pack("<I", zlib.crc32(body))


@pytest.mark.parametrize(
    ("place", "layout", "value"),
    [
        (6, "<H", 65535),
        (8, "<I", 0),
        (12, "<I", 0),
        (24, "<H", 0),
        (24, "<H", 60_000),
        (26, "<H", 7),
        (28, "<I", 1 << 31),
    ],
)
def test_a_header_that_lies_under_a_right_checksum_is_refused(place: int, layout: str, value: int) -> None:
    with pytest.raises(ValueError, match="prints are damaged"):
        unpack(resealed(pack(made(5, 6, 100, 80)), place, layout, value))


def test_an_infinite_size_is_refused() -> None:
    packed = pack(made(5, 6, 100, 80))
    with pytest.raises(ValueError, match="no size"):
        unpack(resealed(packed, packing._HEADER.size + 6 * 4, "<H", 0x7C00))


def test_a_small_picture_that_is_no_jpeg_is_refused() -> None:
    prints = made(5, 0, 100, 80)
    packed = pack(prints)
    jpeg = simplejpeg.encode_jpeg(prints.small[:, :, None].copy(), quality=85, colorspace="GRAY")
    body = packed[: -4 - len(jpeg)] + b"x" * len(jpeg)
    with pytest.raises(ValueError):
        unpack(body + struct.pack("<I", zlib.crc32(body)))


def test_another_version_is_named() -> None:
    packed = bytearray(pack(made(1, 1, 10, 10)))
    packed[4] = 9
    with pytest.raises(ValueError, match="version 9"):
        unpack(bytes(packed))


@pytest.mark.parametrize(
    "change",
    [
        {"descriptors": np.zeros((2, 32), np.uint8)},
        {"points": np.full((3, 4), np.nan, np.float32)},
        {"small": np.zeros((300, 10), np.uint8)},
        {"pixels": "no digest"},
        {"width": 0},
        {"chroma": 1.5},
        {"pdq": np.zeros((8, 32), np.int64)},
    ],
)
def test_prints_that_contradict_themselves_are_not_packed(change: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="contradict"):
        pack(replace(made(3, 3, 100, 100), **change))  # type: ignore[arg-type]


def test_what_is_photographed_is_told_by_the_first_bytes() -> None:
    cells = np.random.default_rng(5).random((16, 16)) < 0.5
    packed = pack(replace(made(3, 7, 640, 480), photographed=cells))
    assert np.array_equal(photographed_in(packed[:HEADER_BYTES]), cells)
    for damaged in (packed[: HEADER_BYTES - 1], b"X" + packed[1:], packed[:4] + b"\xff" + packed[5:]):
        with pytest.raises(ValueError, match="no prints"):
            photographed_in(damaged)
