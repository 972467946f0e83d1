"""Zones as people and machines write them, and local times turned into spans in UTC.

A time without a zone can lie up to 14 hours to either side. Names of regions ("Europe/Kyiv") are looked up in the
time zone database; where that is not installed such a name counts as unknown.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

__all__ = ["EAST", "UNKNOWN_REACH", "WEST", "LocalSpan", "in_utc", "read_zone"]

EAST = timedelta(hours=14)
"""The clock furthest ahead of UTC (Line Islands): a local day begins this much before the day in UTC."""
WEST = timedelta(hours=12)
"""The clock furthest behind UTC: a local day ends this much after the day in UTC."""
UNKNOWN_REACH = timedelta(hours=14)
"""How far a time without a zone is stretched to both sides; the two hours beyond `WEST` are for clocks set wrong."""

_OFFSET = re.compile(r"(?:UTC|GMT|Z)?\s*([+\-\u2212])\s*(\d{1,2})(?::?([0-5]\d))?(?::?([0-5]\d))?", re.I)
_REGION = re.compile(r"[A-Za-z]{2,20}(?:/[A-Za-z0-9_+-]{1,30}){1,2}")
# RFC 2822 names the American ones; of the others only those that mean one zone everywhere are taken.
_NAMED_HOURS = {
    "z": 0, "utc": 0, "gmt": 0, "ut": 0, "etc/utc": 0, "zulu": 0, "coordinated universal time": 0,
    "est": -5, "edt": -4, "cst": -6, "cdt": -5, "mst": -7, "mdt": -6, "pst": -8, "pdt": -7,
    "wet": 0, "west": 1, "cet": 1, "cest": 2, "eet": 2, "eest": 3, "msk": 3,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class LocalSpan:
    """A span by a local clock, from `start` to `end` (naive); `whole_days`: the hour is not known."""

    start: datetime
    end: datetime
    whole_days: bool = False


@lru_cache(maxsize=1024)
def read_zone(text: str) -> tzinfo | None:
    """The zone that `text` names: an offset ("+02:00", "UTC+2", "-0300"), UTC, or a region; None if it is not known."""
    plain = " ".join(text.split()).strip("()[] ")
    if plain.lower() in _NAMED_HOURS:
        return timezone(timedelta(hours=_NAMED_HOURS[plain.lower()]))
    if match := _OFFSET.fullmatch(plain):
        size = timedelta(hours=int(match[2]), minutes=int(match[3] or 0), seconds=int(match[4] or 0))
        offset = size if match[1] == "+" else -size
        return timezone(offset) if -WEST <= offset <= EAST else None
    if not plain.isascii() or _REGION.fullmatch(plain) is None:
        return None
    try:
        return ZoneInfo(plain)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def in_utc(local: LocalSpan, zone: tzinfo | None) -> tuple[datetime, datetime] | None:
    """The span in UTC. Without a zone it is stretched; None where the local time never was (a gap in summer time).

    A local time that came twice (summer time ends) gives a span over both.
    """
    if zone is None:
        west = WEST if local.whole_days else UNKNOWN_REACH
        return local.start.replace(tzinfo=UTC) - UNKNOWN_REACH, local.end.replace(tzinfo=UTC) + west
    start = local.start.replace(tzinfo=zone)
    length = local.end - local.start
    if isinstance(zone, timezone):
        began = start.astimezone(UTC)
        return began, began + length
    if not local.whole_days and _never_was(start):
        return None
    if local.whole_days:
        end = local.end.replace(tzinfo=zone, fold=1).astimezone(UTC)
        return start.astimezone(UTC), end
    return start.astimezone(UTC), start.replace(fold=1).astimezone(UTC) + length


def _never_was(time: datetime) -> bool:
    there_again = time.astimezone(UTC).astimezone(time.tzinfo)
    return there_again.replace(tzinfo=None) != time.replace(tzinfo=None)
