from __future__ import annotations

import hashlib
import io
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from tests.media.drawn import bomb, noise, quarters, saved

from firstseen.errors import RefusedError
from firstseen.media.examine import look, pixels_digest

MOST = 200_000_000


def test_equal_pixels_have_one_digest_in_any_format() -> None:
    looked = [look(saved(noise(40, 30), format), max_pixels=MOST) for format in ("PNG", "BMP", "TIFF")]
    assert len({each.pixels_digest for each in looked}) == 1
    assert [each.picture.format for each in looked] == ["PNG", "BMP", "TIFF"]
    other = look(saved(noise(40, 30, seed=8), "PNG"), max_pixels=MOST)
    assert other.pixels_digest != looked[0].pixels_digest


def test_the_digest_is_that_of_a_portable_pixmap() -> None:
    rgb = noise(11, 5)
    stream = io.BytesIO()
    Image.fromarray(rgb).save(stream, "PPM")
    assert pixels_digest(rgb) == hashlib.sha256(stream.getvalue()).hexdigest()


def test_size_is_part_of_the_digest() -> None:
    assert pixels_digest(np.zeros((2, 8, 3), np.uint8)) != pixels_digest(np.zeros((8, 2, 3), np.uint8))
    assert pixels_digest(noise(6, 6)[:, ::-1]) == pixels_digest(np.ascontiguousarray(noise(6, 6)[:, ::-1]))


def test_notes_of_pixels_and_metadata_come_together() -> None:
    exif = Image.Exif()
    exif[0x0112] = 12
    exif[0x8825] = {1: "N", 2: (95.0, 0.0, 0.0), 3: "E", 4: (3.0, 0.0, 0.0)}
    looked = look(saved(quarters(), "JPEG", exif=exif), max_pixels=MOST)
    assert looked.metadata.notes == (
        "Its EXIF orientation has no meaning and was taken as upright.",
        "It states a position that is not on Earth, which was left out.",
    )


def test_refusals_pass_through() -> None:
    with pytest.raises(RefusedError, match="more than the limit"):
        look(bomb(60_000, 60_000), max_pixels=MOST)


def test_a_real_picture_with_everything(real_inputs: Path) -> None:
    data = (real_inputs / "c2pa" / "image" / "jpeg" / "truepic-20230212-camera.jpg").read_bytes()
    looked = look(data, max_pixels=MOST)
    assert looked.picture.rgb.shape == (4032, 3024, 3)
    assert looked.picture.orientation == 6
    assert looked.metadata.device == "Google Pixel 5"
    assert looked.metadata.content_credentials is not None
    assert looked.metadata.content_credentials.signed_by == "Truepic"
