"""Pictures drawn for the tests: four quarters of different colours, so that each turn of the picture shows."""

from __future__ import annotations

import io
import struct
import zlib
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

CORNERS = ((250, 10, 10), (10, 240, 10), (10, 10, 230), (240, 240, 20))
"""Top left, top right, bottom left, bottom right."""


def quarters(width: int = 64, height: int = 48) -> NDArray[np.uint8]:
    rgb = np.zeros((height, width, 3), np.uint8)
    rgb[: height // 2, : width // 2] = CORNERS[0]
    rgb[: height // 2, width // 2 :] = CORNERS[1]
    rgb[height // 2 :, : width // 2] = CORNERS[2]
    rgb[height // 2 :, width // 2 :] = CORNERS[3]
    return rgb


def noise(width: int, height: int, seed: int = 7) -> NDArray[np.uint8]:
    return np.random.default_rng(seed).integers(0, 256, (height, width, 3), dtype=np.uint8)


def saved(picture: Image.Image | NDArray[np.uint8], format: str, **options: Any) -> bytes:
    image = picture if isinstance(picture, Image.Image) else Image.fromarray(picture)
    stream = io.BytesIO()
    image.save(stream, format, **options)
    return stream.getvalue()


def chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def bomb(width: int, height: int) -> bytes:
    """A PNG that states its size, with almost nothing behind it."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(bytes(1000))) + chunk(b"IEND", b"")
    )
