"""IPTC-IIM 4.2, the older block that picture agencies write: date, byline, credit, caption, place."""

from __future__ import annotations

import re
from typing import Final

from PIL import ImageFile, IptcImagePlugin

from firstseen.media.damage import DAMAGE
from firstseen.media.said import Said
from firstseen.media.words import decoded
from firstseen.model.time import TimeRole

__all__ = ["iptc_said"]

_TIMES: Final = (
    (TimeRole.TAKEN, (2, 55), (2, 60), "IPTC DateCreated (2:55) and TimeCreated (2:60)"),
    (TimeRole.FILE_CREATED, (2, 62), (2, 63), "IPTC DigitalCreationDate (2:62) and Time (2:63)"),
)
_CREDIT: Final = ((2, 80), (2, 110), (2, 115), (2, 116))
"""By-line, credit, source, copyright notice."""
_CAPTION: Final = ((2, 120), (2, 105), (2, 5))
"""Caption, headline, object name."""
_PLACES: Final = ((2, 92), (2, 90), (2, 95), (2, 101))
"""Sub-location, city, province, country."""
_CLOCK: Final = re.compile(r"(\d{6})(?:([+-]\d\d):?(\d\d))?")
MAX_REPEATS: Final = 8

Records = dict[tuple[int, int], list[str]]


def iptc_said(image: ImageFile.ImageFile) -> Said:
    """What the IPTC block of an opened JPEG or TIFF says; a damaged one says a note."""
    said = Said()
    try:
        raw = IptcImagePlugin.getiptcinfo(image) or {}
    except DAMAGE:
        said.notes.append("Its IPTC data is damaged and could not be read.")
        return said
    records = {key: _texts(value) for key, value in raw.items()}
    for role, day_key, clock_key, where in _TIMES:
        day, clock = _first(records, day_key), _CLOCK.fullmatch(_first(records, clock_key) or "")
        if day and clock:
            said.time(role, f"{day}T{clock[1]}", where, f"{clock[2]}:{clock[3]}" if clock[2] else None)
        else:
            said.time(role, day, where)
    said.credit += [text for key in _CREDIT for text in records.get(key, [])]
    said.caption += [text for key in _CAPTION for text in records.get(key, [])]
    said.places += [_first(records, key) for key in _PLACES]
    software = " ".join(filter(None, (_first(records, (2, 65)), _first(records, (2, 70)))))
    said.software.append(software or None)
    return said


def _texts(value: object) -> list[str]:
    values = value if isinstance(value, list) else [value]
    return [text for entry in values[:MAX_REPEATS] if (text := decoded(entry))]


def _first(records: Records, key: tuple[int, int]) -> str | None:
    return next(iter(records.get(key, [])), None)
