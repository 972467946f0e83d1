"""Any examined picture to 8-bit RGB as a viewer shows it: turned by its EXIF orientation, on white where it is clear.

Of a file with several frames or pages the first is taken. More than 8 bits are cut to the upper 8, CMYK and palettes
become RGB. Colour profiles (ICC) are not applied: two copies of a picture that differ only in their profile keep
equal pixels, and colours of wide-gamut pictures look paler than in a browser.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import simplejpeg
from numpy.typing import NDArray
from PIL import ExifTags, Image

from firstseen.errors import RefusedError
from firstseen.media.damage import DAMAGE, reason_for
from firstseen.media.signatures import Kind
from firstseen.media.stills import examined_kind, open_still, quiet

__all__ = ["Picture", "decode", "decode_still"]

READABLE_SHARE: Final = 0.5
"""A JPEG that was cut off is examined if more than this share of its rows was there, with a note; else refused."""

_TURNS: Final = {2: (0, True), 3: (2, False), 4: (2, True), 5: (3, True), 6: (3, False), 7: (1, True), 8: (1, False)}
"""EXIF orientation to quarter turns against the clock, then mirrored left to right (Exif 2.32, 4.6.4)."""


@dataclass(frozen=True, slots=True, eq=False)
class Picture:
    """A decoded picture: `rgb` is (h, w, 3) uint8 after orientation; `orientation` 1 to 8; `notes` plain sentences."""

    rgb: NDArray[np.uint8]
    format: str
    mime: str
    orientation: int
    frames: int
    notes: tuple[str, ...] = ()


def decode(data: bytes, max_pixels: int) -> Picture:
    """The picture in a file's bytes. Raises `RefusedError` (empty name) with a plain reason."""
    kind = examined_kind(data)
    with quiet():
        return decode_still(data, kind, open_still(data, kind, max_pixels))


def decode_still(data: bytes, kind: Kind, image: Image.Image) -> Picture:
    """Decodes a picture that was opened from `data`; raises `RefusedError`."""
    notes: list[str] = []
    frames = _frames(image, kind, notes)
    # Pillow turns a TIFF by itself while it decodes; its orientation is gone then.
    stated = _orientation(image, notes) if kind.format == "TIFF" else None
    try:
        rgb = _jpeg(data, image, notes) if kind.format == "JPEG" else _rgb(image)
    except DAMAGE as error:
        raise RefusedError("", f"it cannot be decoded: {reason_for(error)}") from error
    # Not before it is decoded: asking a PNG for its EXIF decodes it, and hides what is damaged.
    orientation = _orientation(image, notes) if stated is None else stated
    upright = rgb if kind.format == "TIFF" else _turned(rgb, orientation)
    return Picture(np.ascontiguousarray(upright), kind.format, kind.mime, orientation, frames, tuple(notes))


def _frames(image: Image.Image, kind: Kind, notes: list[str]) -> int:
    if kind.format == "JPEG":
        # Further pictures inside a JPEG (MPO) are previews, depth maps or a second eye.
        return 1
    try:
        frames = int(getattr(image, "n_frames", 1))
        image.seek(0)
    except DAMAGE:
        notes.append("How many frames it has cannot be read; the first was examined.")
        return 1
    if frames > 1:
        notes.append(f"It has {frames} frames or pages; the first was examined.")
    return max(1, frames)


def _orientation(image: Image.Image, notes: list[str]) -> int:
    try:
        stated = image.getexif().get(ExifTags.Base.Orientation, 1)
    except DAMAGE:
        return 1
    if isinstance(stated, int) and 1 <= stated <= 8:
        return int(stated)
    notes.append("Its EXIF orientation has no meaning and was taken as upright.")
    return 1


def _turned(rgb: NDArray[np.uint8], orientation: int) -> NDArray[np.uint8]:
    quarters, mirrored = _TURNS.get(orientation, (0, False))
    turned = np.rot90(rgb, quarters)
    return turned[:, ::-1] if mirrored else turned


def _jpeg(data: bytes, image: Image.Image, notes: list[str]) -> NDArray[np.uint8]:
    """Decoded by libjpeg-turbo directly, which is twice as fast; by Pillow what that cannot (CMYK)."""
    if image.mode not in ("RGB", "L"):
        return _rgb(image)
    try:
        return np.asarray(simplejpeg.decode_jpeg(data), dtype=np.uint8)
    except ValueError as error:
        return _damaged_jpeg(data, image, str(error), notes)


def _damaged_jpeg(data: bytes, image: Image.Image, complaint: str, notes: list[str]) -> NDArray[np.uint8]:
    """What a viewer would show of a JPEG that is cut off or damaged, if it is most of the picture."""
    try:
        rgb: NDArray[np.uint8] = np.asarray(simplejpeg.decode_jpeg(data, strict=False), dtype=np.uint8)
    except ValueError:
        return _rgb(image)
    if "remature" not in complaint:
        notes.append("Its data is damaged in places; what could be decoded was examined.")
        return rgb
    share = _present_rows(rgb) / rgb.shape[0]
    if share <= READABLE_SHARE:
        raise RefusedError("", f"the file was cut off: only {int(share * 100)} % of the picture is there")
    notes.append(
        f"The file was cut off: {int(share * 100)} % of the picture is there and was examined."
        if share < 1
        else "The file was cut off: all of the picture is there, but with less detail or without its last row."
    )
    return rgb


def _present_rows(rgb: NDArray[np.uint8]) -> int:
    """Rows down to the last that is not the flat middle grey with which libjpeg fills what is missing."""
    filled = (rgb == rgb[-1, -1]).all(axis=(1, 2))
    if not filled[-1] or int(np.ptp(rgb[-1, -1].astype(np.int16))) > 2 or abs(int(rgb[-1, -1, 0]) - 128) > 2:
        return int(rgb.shape[0])
    return int(rgb.shape[0] - np.argmin(filled[::-1])) if not filled.all() else 0


def _rgb(image: Image.Image) -> NDArray[np.uint8]:
    image.load()
    if image.mode.startswith(("I", "F")):
        grey = _to_8_bits(np.asarray(image), image.mode)
        return np.repeat(grey[:, :, np.newaxis], 3, axis=2)
    if image.has_transparency_data:
        clear = image.convert("RGBA")
        ground = Image.new("RGB", clear.size, "white")
        ground.paste(clear, mask=clear.getchannel("A"))
        return np.asarray(ground, dtype=np.uint8)
    return np.asarray(image if image.mode == "RGB" else image.convert("RGB"), dtype=np.uint8)


def _to_8_bits(values: NDArray[Any], mode: str) -> NDArray[np.uint8]:
    """Grey of more than 8 bits: 16-bit numbers by their upper half, others stretched between their ends."""
    if mode.startswith("I;16"):
        return np.asarray(values.astype(np.uint16) >> 8, dtype=np.uint8)
    finite = np.nan_to_num(values.astype(np.float64), nan=0.0, posinf=0.0, neginf=0.0)
    low, high = float(finite.min()), float(finite.max())
    if mode == "I" and low >= 0 and high <= 65535:
        low, high = 0.0, 65535.0
    scale = 255.0 / (high - low) if high > low else 0.0
    return np.asarray(np.clip((finite - low) * scale, 0, 255), dtype=np.uint8)
