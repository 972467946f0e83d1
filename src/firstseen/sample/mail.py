"""The zip of the sample case: pictures sent by mail, as a camera wrote them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import ExifTags, Image

__all__ = ["ARCHIVE", "TAKEN", "camera_jpeg", "write_zip"]

ARCHIVE = "sent-by-mail.zip"

TAKEN: Mapping[str, str] = {
    "IMG_2031_original.jpg": "2024:05:14 10:58:21",
    "IMG_2064_original.jpg": "2024:05:14 19:31:07",
    "IMG_2102_original.jpg": "2024:05:16 19:52:40",
    "IMG_2118.jpg": "2024:05:15 11:47:55",
}
"""When the camera's clock, two hours ahead of UTC, said that each was taken."""

_SOUTH, _WEST = (48, 52, 36), (123, 23, 36)
"""A place in the open ocean, far from any land: the town is invented."""


def camera_jpeg(rgb: NDArray[np.uint8], taken: str, quality: int) -> bytes:
    """The picture as JPEG with its date, place and (invented) camera in EXIF."""
    image = Image.fromarray(rgb)
    exif = Image.Exif()
    exif[ExifTags.Base.Make] = "Invented"
    exif[ExifTags.Base.Model] = "Invented A1"
    exif[ExifTags.Base.Artist] = "Tamsin Orrell"
    exif[ExifTags.Base.DateTime] = taken
    details = exif.get_ifd(ExifTags.IFD.Exif)
    details[ExifTags.Base.DateTimeOriginal] = taken
    details[ExifTags.Base.DateTimeDigitized] = taken
    details[ExifTags.Base.OffsetTimeOriginal] = "+02:00"
    details[ExifTags.Base.FocalLength] = 35.0
    details[ExifTags.Base.ISOSpeedRatings] = 400
    place = exif.get_ifd(ExifTags.IFD.GPSInfo)
    place[ExifTags.GPS.GPSLatitudeRef] = "S"
    place[ExifTags.GPS.GPSLatitude] = tuple(float(part) for part in _SOUTH)
    place[ExifTags.GPS.GPSLongitudeRef] = "W"
    place[ExifTags.GPS.GPSLongitude] = tuple(float(part) for part in _WEST)
    out = io.BytesIO()
    image.save(out, "JPEG", quality=quality, exif=exif)
    return out.getvalue()


def write_zip(path: Path, files: Mapping[str, bytes]) -> None:
    """Writes the zip with a fixed date on every member."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        for name in sorted(files):
            archive.writestr(zipfile.ZipInfo(f"from Tamsin/{name}", (2024, 5, 17, 9, 30, 0)), files[name])
