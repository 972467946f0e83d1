"""Everything that is learnt from one picture file in one go: pixels, their digest, and what the file says."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from firstseen.media.credentials import read_credentials
from firstseen.media.metadata import metadata_of
from firstseen.media.pixels import Picture, decode_still
from firstseen.media.stills import examined_kind, open_still, quiet
from firstseen.model.pictures import Metadata

__all__ = ["Looked", "look", "pixels_digest"]


@dataclass(frozen=True, slots=True, eq=False)
class Looked:
    """A picture as examined; `pixels_digest` is 64 hexadecimal digits, see `pixels_digest`."""

    picture: Picture
    pixels_digest: str
    metadata: Metadata


def pixels_digest(rgb: NDArray[np.uint8]) -> str:
    """SHA-256 of the picture as a binary portable pixmap (netpbm P6, maxval 255), which any tool can repeat.

    The size is part of it: an empty page of 20 x 10 pixels is not the same picture as one of 10 x 20.
    """
    height, width = rgb.shape[:2]
    digest = hashlib.sha256(f"P6\n{width} {height}\n255\n".encode("ascii"))
    digest.update(np.ascontiguousarray(rgb).data)
    return digest.hexdigest()


def look(data: bytes, *, max_pixels: int) -> Looked:
    """Examines a picture file's bytes; raises `RefusedError` (empty name) with a plain reason."""
    kind = examined_kind(data)
    with quiet():
        image = open_still(data, kind, max_pixels)
        picture = decode_still(data, kind, image)
        metadata = metadata_of(image, kind.format)
    metadata = replace(
        metadata,
        content_credentials=read_credentials(data, kind.mime),
        notes=picture.notes + metadata.notes,
    )
    return Looked(picture, pixels_digest(picture.rgb), metadata)
