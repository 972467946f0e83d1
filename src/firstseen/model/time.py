"""Time spans: never a bare instant, always bounds that name the evidence they rest on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

__all__ = ["UNKNOWN_SPAN", "Bound", "BoundKind", "Side", "StatedTime", "TimeRole", "TimeSpan", "rfc3339"]


class Side(StrEnum):
    """Which end of a span a bound limits."""

    EARLIEST = "earliest"
    LATEST = "latest"


class BoundKind(StrEnum):
    """What a bound rests on (the values are those of the machine formats)."""

    POST_ID = "post_id"
    STATED = "stated"
    CAPTURED = "captured"
    PAGE_DATE = "page_date"
    FILE_METADATA = "file_metadata"
    TRUSTED_TIMESTAMP = "trusted_timestamp"
    EVENT = "event"
    COPY_OF = "copy_of"


class TimeRole(StrEnum):
    """What a time found in a source says it is the time of."""

    PUBLISHED = "published"
    EDITED = "edited"
    CAPTURED = "captured"
    PAGE_PUBLISHED = "page_published"
    PAGE_MODIFIED = "page_modified"
    TAKEN = "taken"
    FILE_CREATED = "file_created"
    FILE_MODIFIED = "file_modified"
    UPLOADED = "uploaded"
    PACKED = "packed"


@dataclass(frozen=True, slots=True)
class StatedTime:
    """A time as a source states it, not yet understood.

    `text` is as written ("2015-11-14T00:58:52Z", "1447462732", "14.11.2015 01:58 UTC+01:00", "2015:11:14 01:58:52").
    `where` says where it was found, for people ("column published", "WARC-Date", "EXIF DateTimeOriginal").
    `zone` is a zone stated apart from the text ("+02:00"), None when there is none.
    """

    role: TimeRole
    text: str
    where: str
    zone: str | None = None


@dataclass(frozen=True, slots=True)
class Bound:
    """One end of a time span and the evidence for it. `time` is aware and in UTC; `detail` is a plain sentence."""

    side: Side
    time: datetime
    kind: BoundKind
    detail: str

    def __post_init__(self) -> None:
        if self.time.tzinfo is None:
            raise ValueError("a bound needs a time with a zone")


@dataclass(frozen=True, slots=True)
class TimeSpan:
    """Earliest and latest possible instant, each None when nothing limits it; `basis` holds every bound considered."""

    earliest: datetime | None
    latest: datetime | None
    basis: tuple[Bound, ...] = ()


UNKNOWN_SPAN = TimeSpan(None, None)


def rfc3339(time: datetime | None) -> str | None:
    """The instant in UTC as RFC 3339, with milliseconds only when there are any; None stays None."""
    if time is None:
        return None
    utc = time.astimezone(UTC)
    fraction = f".{utc.microsecond // 1000:03d}" if utc.microsecond >= 1000 else ""
    return f"{utc.year:04d}-{utc.month:02d}-{utc.day:02d}T{utc.hour:02d}:{utc.minute:02d}:{utc.second:02d}{fraction}Z"
