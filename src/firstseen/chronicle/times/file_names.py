"""Time carried by file names that cameras, phones and messengers give: the device's own clock, without a zone.

Such a name is weak: clocks are wrong, files are renamed. It says when a file was taken or saved, not when it was shown.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from firstseen.chronicle.times.identifiers import FUTURE_SLACK

__all__ = ["FileNameTime", "file_name_time"]

ZONE_REACH = timedelta(hours=14)
"""No civil time is further from UTC than this."""

_DAY = r"((?:19|20)\d\d)[-_]?(0[1-9]|1[0-2])[-_]?(0[1-9]|[12]\d|3[01])"
_CLOCK = r"([01]\d|2[0-3])[-_.]?([0-5]\d)[-_.]?([0-5]\d)"
_ENDS = r"(?![0-9])"


@dataclass(frozen=True, slots=True)
class FileNameTime:
    """What a file name says: the span of the device's time in UTC, and which kind of name it is.

    `saved`: the name tells when a copy was saved, sent or captured on a device, not when the picture was taken.
    """

    named: str
    saved: bool
    earliest: datetime
    latest: datetime


@dataclass(frozen=True, slots=True)
class _Shape:
    pattern: re.Pattern[str]
    named: str
    saved: bool


_SHAPES = (
    _Shape(re.compile(rf"FB_IMG_(\d{{13}}){_ENDS}"), "a picture saved from Facebook", True),
    _Shape(re.compile(rf"(?:IMG|VID|PTT|AUD|STK)-{_DAY}-WA\d+"), "a file received or sent with WhatsApp", True),
    _Shape(re.compile(rf"Screenshot[-_ ]{_DAY}[-_ ]{_CLOCK}{_ENDS}", re.I), "a screenshot", True),
    _Shape(re.compile(rf"(?:photo|video)_{_DAY}_{_CLOCK}{_ENDS}"), "a file saved from Telegram", True),
    _Shape(re.compile(rf"PXL_{_DAY}_{_CLOCK}\d*"), "a picture taken with a Pixel phone", False),
    _Shape(re.compile(rf"(?:IMG|VID|MVIMG|DSC|PANO|BURST)_{_DAY}_{_CLOCK}(?:\d{{3}})?{_ENDS}"), "a camera file", False),
)
_UNIX = datetime(1970, 1, 1, tzinfo=UTC)
_FORMATS = {3: "%Y-%m-%d", 6: "%Y-%m-%d-%H-%M-%S"}
_BEGINS = datetime(1995, 1, 1, tzinfo=UTC)


def file_name_time(name: str | None, *, now: datetime) -> FileNameTime | None:
    """What the last part of `name` says of the time, None where it is none of the known kinds. Never raises.

    The clock's zone is unknown, so the span reaches 14 hours to both sides (`FB_IMG_` counts from 1970 in UTC; PXL
    names are written in UTC by some phones and in local time by others).
    """
    if not name or len(name) > 4096 or not name.isascii():
        return None
    last = re.split(r"[/\\]", name)[-1]
    for shape in _SHAPES:
        if match := shape.pattern.match(last):
            span = _span(match)
            if span is None or span[0] < _BEGINS or span[0] > now + FUTURE_SLACK:
                return None
            return FileNameTime(shape.named, shape.saved, *span)
    return None


def _span(match: re.Match[str]) -> tuple[datetime, datetime] | None:
    parts = [int(part) for part in match.groups()]
    if len(parts) == 1:
        time = _UNIX + timedelta(milliseconds=parts[0])
        return time, time
    try:
        start = datetime.strptime("-".join(map(str, parts)), _FORMATS[len(parts)]).replace(tzinfo=UTC)
    except ValueError:
        return None
    length = timedelta(seconds=1) if len(parts) > 3 else timedelta(days=1)
    return start - ZONE_REACH, start + length + ZONE_REACH
