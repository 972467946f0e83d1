"""EXIF (CIPA DC-008, "Exif 2.32"): times, position, device, software, credit and caption, through Pillow's parser."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from typing import Any, Final, SupportsFloat, cast

from PIL import ExifTags, Image

from firstseen.media.damage import DAMAGE
from firstseen.media.said import Said, position
from firstseen.media.words import clean, decoded, distinct
from firstseen.model.time import TimeRole

__all__ = ["device_name", "exif_said"]

_BASE = ExifTags.Base
_GPS = ExifTags.GPS
_Tags = Mapping[int, Any]

_TIMES: Final = (
    (TimeRole.TAKEN, _BASE.DateTimeOriginal, _BASE.OffsetTimeOriginal, _BASE.SubsecTimeOriginal),
    (TimeRole.FILE_CREATED, _BASE.DateTimeDigitized, _BASE.OffsetTimeDigitized, _BASE.SubsecTimeDigitized),
    (TimeRole.FILE_MODIFIED, _BASE.DateTime, _BASE.OffsetTime, _BASE.SubsecTime),
)
_OFFSET: Final = re.compile(r"[+-]\d\d:\d\d")
_XP_TAGS: Final = (_BASE.XPTitle, _BASE.XPSubject, _BASE.XPComment, _BASE.XPKeywords)
_COMMENT_CODES: Final = {b"ASCII\0\0\0": "ascii", b"UNICODE\0": "utf-16", b"JIS\0\0\0\0\0": "iso2022_jp"}
_CAMERAS_OWN_CAPTION: Final = re.compile(r"(?:[\w-]+ )*(?:DIGITAL CAMERA|DSC)|ASCII", re.IGNORECASE)
"""What cameras write as a description by themselves ("OLYMPUS DIGITAL CAMERA"): no words of a person."""


def exif_said(image: Image.Image) -> Said:
    """What the EXIF block of an opened picture says; a damaged one says what could be read, with a note."""
    said = Said()
    try:
        exif = image.getexif()
        base: _Tags = dict(exif)
    except DAMAGE:
        said.notes.append("Its EXIF data is damaged and could not be read.")
        return said
    if not base:
        return said
    details = _part(exif, ExifTags.IFD.Exif, said)
    _times(base, details, said)
    _words(base, details, said)
    _position(_part(exif, ExifTags.IFD.GPSInfo, said), said)
    return said


def _part(exif: Image.Exif, which: int, said: Said) -> _Tags:
    try:
        return dict(exif.get_ifd(which))
    except DAMAGE:
        said.notes.append("A part of its EXIF data is damaged and could not be read.")
        return {}


def _times(base: _Tags, details: _Tags, said: Said) -> None:
    for role, tag, offset, fraction in _TIMES:
        text = decoded(details.get(tag, base.get(tag)))
        if text is None:
            continue
        part = decoded(details.get(fraction, base.get(fraction)))
        if part and part.isdecimal() and part.isascii() and int(part):
            text = f"{text}.{part[:6]}"
        stated = decoded(details.get(offset, base.get(offset)))
        zone = stated if stated and _OFFSET.fullmatch(stated) else None
        said.time(role, text, f"EXIF {tag.name}", zone)


def _words(base: _Tags, details: _Tags, said: Said) -> None:
    said.device = device_name(decoded(base.get(_BASE.Make)), decoded(base.get(_BASE.Model)))
    said.software.append(decoded(base.get(_BASE.Software)))
    said.credit += [decoded(base.get(_BASE.Artist)), _xp(base.get(_BASE.XPAuthor)), _copyright(base)]
    captions = [decoded(base.get(_BASE.ImageDescription)), *(_xp(base.get(tag)) for tag in _XP_TAGS)]
    captions.append(_comment(details.get(_BASE.UserComment)))
    said.caption += [words for words in captions if words and not _CAMERAS_OWN_CAPTION.fullmatch(words)]


def device_name(make: str | None, model: str | None) -> str | None:
    """Make and model in one, the make left out where the model starts with it ("NIKON CORPORATION", "NIKON D70")."""
    if make and model and make.split()[0].casefold() != model.split()[0].casefold():
        return f"{make} {model}"
    return model or make


def _copyright(base: _Tags) -> str | None:
    """The photographer's and the editor's part stand in one tag, with a zero byte between them."""
    raw = base.get(_BASE.Copyright)
    if isinstance(raw, bytes):
        return distinct((decoded(part) for part in raw.split(b"\0")[:2]), "; ")
    return distinct((decoded(part) for part in raw.split("\0")[:2]), "; ") if isinstance(raw, str) else None


def _xp(raw: object) -> str | None:
    """Windows' own tags: UTF-16, little end first."""
    if isinstance(raw, tuple) and all(type(byte) is int and 0 <= byte < 256 for byte in raw):
        raw = bytes(raw)
    return clean(raw[:32000].decode("utf-16-le", errors="replace")) if isinstance(raw, bytes) else None


def _comment(raw: object) -> str | None:
    """UserComment: eight bytes name the character code."""
    if not isinstance(raw, bytes) or len(raw) <= 8:
        return None
    code = _COMMENT_CODES.get(raw[:8])
    if code is None:
        return decoded(raw[8:]) if raw[:8] == b"\0" * 8 else None
    return clean(raw[8:32000].decode(code, errors="ignore").replace("\0", " "))


def _number(raw: object) -> float:
    """A rational as a number; NaN when it is none (0/0, a text)."""
    try:
        value = float(cast(SupportsFloat, raw))
    except DAMAGE:
        return math.nan
    return value if math.isfinite(value) else math.nan


def _degrees(raw: object, reference: object, negative: str) -> float:
    parts = raw if isinstance(raw, tuple) else (raw,)
    if not 1 <= len(parts) <= 3:
        return math.nan
    # Some devices leave the seconds, or minutes, as 0/0.
    whole: list[float] = [_number(part) for part in parts]
    total: float = whole[0] + sum(
        value / 60**place for place, value in enumerate(whole[1:], 1) if not math.isnan(value)
    )
    return -total if (decoded(reference) or "").upper().startswith(negative) else total


def _position(gps: _Tags, said: Said) -> None:
    latitude = _degrees(gps.get(_GPS.GPSLatitude), gps.get(_GPS.GPSLatitudeRef), "S")
    longitude = _degrees(gps.get(_GPS.GPSLongitude), gps.get(_GPS.GPSLongitudeRef), "W")
    if not math.isnan(latitude) and not math.isnan(longitude):
        said.position = position(latitude, longitude, said.notes)
    day, clock = decoded(gps.get(_GPS.GPSDateStamp)), gps.get(_GPS.GPSTimeStamp)
    if day is None or not isinstance(clock, tuple) or len(clock) != 3:
        return
    hours, minutes, seconds = (_number(part) for part in clock)
    if 0 <= hours < 24 and 0 <= minutes < 60 and 0 <= seconds < 61:
        text = f"{day} {int(hours):02d}:{int(minutes):02d}:{int(seconds):02d}"
        said.time(TimeRole.TAKEN, text, "EXIF GPSDateStamp and GPSTimeStamp", "+00:00")
