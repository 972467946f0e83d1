"""Instants and durations in words, as a person would write them. English only; nothing here decides anything."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from functools import lru_cache

from dateutil.relativedelta import relativedelta

__all__ = ["count", "duration", "instant", "listed", "margin", "one_line", "quoted"]

_MONTHS = ("", "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
           "November", "December")  # fmt: skip
_UNITS = ("years", "months", "days", "hours", "minutes", "seconds")
_QUOTED = 60


@lru_cache(maxsize=8192)
def instant(time: datetime) -> str:
    """An instant in UTC to the second: "14 November 2015 at 00:58:52 UTC"."""
    utc = time.astimezone(UTC)
    return f"{utc.day} {_MONTHS[utc.month]} {utc.year} at {utc.hour:02}:{utc.minute:02}:{utc.second:02} UTC"


def count(number: int, one: str, many: str | None = None) -> str:
    """A number with its noun: "1 post", "3 posts"."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def duration(a: datetime, b: datetime) -> str:
    """How far apart two instants are, in the two largest units that matter: "2 years and 3 months", "5 hours".

    Years and months are those of the calendar, counted from the earlier instant. Parts below the two are cut, not
    rounded, so that the words never say more than there is. Less than a second: "less than a second".
    """
    first, last = sorted((a.astimezone(UTC), b.astimezone(UTC)))
    apart = relativedelta(last, first)
    values = [(int(getattr(apart, unit)), unit) for unit in _UNITS]
    start = next((index for index, (value, _) in enumerate(values) if value), None)
    if start is None:
        return "less than a second"
    said = [count(value, unit[:-1]) for value, unit in values[start : start + 2] if value]
    return " and ".join(said)


def margin(length: timedelta) -> str:
    """A fixed length of time in words."""
    zero = datetime(2001, 1, 1, tzinfo=UTC)
    return duration(zero, zero + length)


def listed(words: Sequence[str], limit: int = 3) -> str:
    """Some words with commas; beyond `limit` the rest is counted: "a, b, c and 4 more"."""
    shown = list(words[:limit])
    rest = len(words) - len(shown)
    if rest:
        return f"{', '.join(shown)} and {rest:,} more"
    if len(shown) < 2:
        return "".join(shown)
    return f"{', '.join(shown[:-1])} and {shown[-1]}"


def one_line(text: str, longest: int = 200) -> str:
    """Text from outside without line breaks and signs that cannot be printed, cut where it is longer than `longest`."""
    shown = text if text.isprintable() else "".join(sign if sign.isprintable() else " " for sign in text)
    line = " ".join(shown.split())
    return line if len(line) <= longest else f"{line[: longest - 1]}…"


def quoted(text: str) -> str:
    """Text from outside on one line, between quotation marks, cut where it is long."""
    return f'"{one_line(text, _QUOTED)}"'
