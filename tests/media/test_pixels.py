from __future__ import annotations

import io
import warnings
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image, ImageOps
from tests.media.drawn import CORNERS, bomb, noise, quarters, saved

from firstseen.errors import RefusedError
from firstseen.media.pixels import decode
from firstseen.media.stills import HEIC_READABLE

MOST = 200_000_000


@pytest.mark.parametrize("format", ["PNG", "BMP", "TIFF", "GIF", "WebP", "AVIF", "JPEG", "HEIF"])
def test_formats_become_rgb(format: str) -> None:
    if format == "HEIF" and not HEIC_READABLE:
        pytest.skip("pillow-heif is not installed")
    options: dict[str, dict[str, Any]] = {
        "WebP": {"lossless": True},
        "JPEG": {"quality": 95},
        "AVIF": {"quality": 95},
        "HEIF": {"quality": 95},
    }
    picture = decode(saved(quarters(), format, **options.get(format, {})), MOST)
    assert picture.format == ("HEIC" if format == "HEIF" else format)
    assert picture.rgb.dtype == np.uint8
    assert picture.rgb.flags.c_contiguous
    assert (picture.orientation, picture.frames, picture.notes) == (1, 1, ())
    tolerance = 0 if format in ("PNG", "BMP", "TIFF", "GIF", "WebP") else 12
    difference = np.abs(picture.rgb.astype(int) - quarters())[4:20, 4:28]
    assert difference.max() <= tolerance


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("format", ["JPEG", "PNG", "WebP", "TIFF", "AVIF"])
def test_orientation_is_applied_as_pillow_does(orientation: int, format: str) -> None:
    exif = Image.Exif()
    exif[0x0112] = orientation
    data = saved(quarters(64, 32), format, exif=exif)
    picture = decode(data, MOST)
    assert picture.orientation == orientation
    opened = Image.open(io.BytesIO(data))
    opened.load()
    expected = np.asarray(ImageOps.exif_transpose(opened).convert("RGB"))
    assert picture.rgb.shape == expected.shape == ((32, 64, 3) if orientation < 5 else (64, 32, 3))
    assert np.abs(picture.rgb.astype(int) - expected).max() <= 2


@pytest.mark.parametrize("orientation", [0, 9, 300])
def test_a_senseless_orientation_is_upright_with_a_note(orientation: int) -> None:
    exif = Image.Exif()
    exif[0x0112] = orientation
    picture = decode(saved(quarters(), "JPEG", exif=exif), MOST)
    assert picture.orientation == 1
    assert picture.rgb.shape == (48, 64, 3)
    assert picture.notes == ("Its EXIF orientation has no meaning and was taken as upright.",)


def test_orientation_of_real_files(real_inputs: Path) -> None:
    folder = real_inputs / "exif" / "jpg" / "orientation"
    upright = decode((folder / "landscape_1.jpg").read_bytes(), MOST).rgb.astype(int)
    for orientation in range(2, 9):
        picture = decode((folder / f"landscape_{orientation}.jpg").read_bytes(), MOST)
        assert picture.orientation == orientation
        assert picture.rgb.shape == (450, 600, 3)
        assert np.abs(picture.rgb - upright).mean() < 20


def grey(rgb: NDArray[np.uint8]) -> int:
    assert (rgb == rgb[0, 0, 0]).all()
    return int(rgb[0, 0, 0])


def test_clear_parts_are_white() -> None:
    clear = np.zeros((4, 4, 4), np.uint8)
    clear[:2] = (200, 0, 0, 255)
    clear[2:, :2] = (0, 0, 0, 0)
    clear[2:, 2:] = (0, 0, 0, 128)
    rgb = decode(saved(Image.fromarray(clear), "PNG"), MOST).rgb
    assert tuple(rgb[0, 0]) == (200, 0, 0)
    assert tuple(rgb[3, 0]) == (255, 255, 255)
    assert abs(int(rgb[3, 3, 0]) - 127) <= 1
    palette = Image.fromarray(quarters()).quantize(4)
    index = int(np.asarray(palette)[0, 0])
    rgb = decode(saved(palette, "PNG", transparency=index), MOST).rgb
    assert tuple(rgb[0, 0]) == (255, 255, 255)
    assert tuple(rgb[47, 63]) == CORNERS[3]


def test_other_depths_and_colours() -> None:
    levels = np.full((5, 7), 0x8034, np.uint16)
    assert grey(decode(saved(Image.fromarray(levels), "PNG"), MOST).rgb) == 0x80
    assert grey(decode(saved(Image.fromarray(levels), "TIFF"), MOST).rgb) == 0x80
    assert grey(decode(saved(Image.new("1", (5, 7), 1), "PNG"), MOST).rgb) == 255
    assert grey(decode(saved(Image.new("L", (5, 7), 77), "PNG"), MOST).rgb) == 77
    assert grey(decode(saved(Image.new("L", (16, 16), 77), "JPEG"), MOST).rgb) == 77
    wide = np.linspace(-2.0, 6.0, 32, dtype=np.float32).reshape(4, 8)
    stretched = decode(saved(Image.fromarray(wide), "TIFF"), MOST).rgb
    assert (stretched[0, 0, 0], stretched[-1, -1, 0]) == (0, 255)
    whole = np.full((4, 8), 0x8034, np.int32)
    assert grey(decode(saved(Image.fromarray(whole), "TIFF"), MOST).rgb) == 0x7F
    flat = np.full((4, 8), np.nan, np.float32)
    assert grey(decode(saved(Image.fromarray(flat), "TIFF"), MOST).rgb) == 0


def test_cmyk_is_converted() -> None:
    cyan = Image.new("CMYK", (16, 16), (255, 0, 0, 0))
    assert abs(decode(saved(cyan, "JPEG", quality=95), MOST).rgb.astype(int) - (0, 255, 255)).max() < 12
    assert abs(decode(saved(cyan, "TIFF"), MOST).rgb.astype(int) - (0, 255, 255)).max() < 12


@pytest.mark.parametrize("format", ["GIF", "PNG", "WebP", "TIFF"])
def test_the_first_of_several_frames(format: str) -> None:
    frames = [Image.fromarray(np.full((8, 8, 3), level, np.uint8)) for level in (40, 120, 200)]
    data = saved(frames[0], format, save_all=True, append_images=frames[1:])
    picture = decode(data, MOST)
    assert picture.frames == 3
    assert picture.notes == ("It has 3 frames or pages; the first was examined.",)
    assert abs(grey(picture.rgb) - 40) <= 2


def test_frames_that_cannot_be_counted() -> None:
    frames = [Image.fromarray(noise(32, 32, seed)).quantize(200) for seed in (1, 2)]
    data = saved(frames[0], "TIFF", save_all=True, append_images=frames[1:])
    second = int.from_bytes(data[4:8], "little")
    entries = int.from_bytes(data[second : second + 2], "little")
    link = second + 2 + 12 * entries
    broken = data[:link] + (len(data) + 5000).to_bytes(4, "little") + data[link + 4 :]
    picture = decode(broken, MOST)
    assert picture.frames >= 1
    assert picture.rgb.shape == (32, 32, 3)


@pytest.mark.parametrize("progressive", [False, True])
def test_a_jpeg_that_was_cut_off_late_is_examined_with_a_note(progressive: bool) -> None:
    data = saved(noise(160, 160), "JPEG", quality=80, progressive=progressive)
    picture = decode(data[: len(data) * 8 // 10], MOST)
    assert picture.rgb.shape == (160, 160, 3)
    [note] = picture.notes
    assert note.startswith("The file was cut off:")
    assert ("% of the picture is there" in note) is not progressive


def test_a_jpeg_that_was_cut_off_early_is_refused() -> None:
    data = saved(noise(160, 160), "JPEG", quality=80)
    with pytest.raises(RefusedError, match=r"the file was cut off: only (29|30) % of the picture is there"):
        decode(data[: len(data) * 3 // 10], MOST)
    start = data.index(b"\xff\xda")
    with pytest.raises(RefusedError, match=r"only (0|10) % of the picture"):
        decode(data[: start + 14], MOST)


def test_a_jpeg_that_only_lacks_its_end_mark() -> None:
    data = saved(noise(64, 64), "JPEG")
    picture = decode(data[:-2], MOST)
    assert picture.notes == (
        "The file was cut off: all of the picture is there, but with less detail or without its last row.",
    )
    assert np.array_equal(picture.rgb, decode(data, MOST).rgb)


def test_a_jpeg_that_is_damaged_within() -> None:
    data = bytearray(saved(noise(160, 160), "JPEG", restart_marker_blocks=4))
    middle = data.index(b"\xff\xd3", len(data) // 2)
    data[middle : middle + 2] = b"\x12\x34"
    picture = decode(bytes(data), MOST)
    assert picture.notes == ("Its data is damaged in places; what could be decoded was examined.",)


def test_a_jpeg_with_pictures_behind_it_has_one_frame() -> None:
    first, second = Image.fromarray(quarters()), Image.fromarray(noise(64, 48))
    data = saved(first, "MPO", save_all=True, append_images=[second])
    picture = decode(data, MOST)
    assert (picture.format, picture.frames, picture.notes) == ("JPEG", 1, ())


def test_nothing_is_warned_of() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        with pytest.raises(RefusedError):
            decode(bomb(20_000, 20_000), MOST)
        # Above Pillow's own threshold for a warning, below ours: opened without a word, refused for its data.
        with pytest.raises(RefusedError, match="cannot be decoded"):
            decode(bomb(10_000, 10_000), MOST)
