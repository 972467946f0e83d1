"""Dates and times as people and machines write them, read without inventing what is not there.

Understood: ISO 8601 / RFC 3339 (extended and basic), RFC 2822 and RFC 850, EXIF ("2015:11:14 01:58:52"), X's
"Wed Oct 10 20:19:24 +0000 2018", "14.11.2015 01:58:52 UTC+02:00", "11/14/15, 1:58 AM", "14 November 2015",
"November 2015", a year; 14-digit stamps of web archives; seconds, milliseconds or microseconds since 1970; digits of
any script. A date whose day and month could change places gives both readings.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache

from firstseen.chronicle.times.zones import LocalSpan

__all__ = ["Written", "plain_digits", "read_written"]

_LONGEST = 120
_DAY = timedelta(days=1)
_UNIX = datetime(1970, 1, 1)

_CLOCK = re.compile(
    r"(?<![\d:+\-\u2212])T?(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?(?:\s*([ap])\.?m\b\.?)?(?![\d:])", re.I
)
_BASIC = re.compile(r"(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})(?:[.,]\d{1,9})?\s*(\S.*)?", re.I)
_STAMP = re.compile(r"(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})")
_COUNTED = re.compile(r"(\d{9,16})(?:\.\d{1,9})?")
_OFFSET = r"(?:UTC|GMT|Z)?\s*[+\-\u2212]\s*\d{1,2}(?::?\d{2}){0,2}"
_ZONE = re.compile(rf"\s*({_OFFSET}(?!\d)|\[?[A-Za-z]{{1,20}}/[A-Za-z_/+-]+\]?|[^\W\d_]+\b)")
_YEAR_FIRST = re.compile(rf"(\d{{4}})([-/.:\u2013])(\d{{1,2}})(?:\2(\d{{1,2}}))?\s*(Z|{_OFFSET})?", re.I)
_YEAR_LAST = re.compile(r"(\d{1,2})([./-])(\d{1,2})\2(\d{4}|\d{2})\.?")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
_WORDS = re.compile(r"[^\W\d_]+|\d+")

_MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
           "november", "december")  # fmt: skip
_MONTH = {name: number for number, name in enumerate(_MONTHS, 1)}
_MONTH |= {name[:3]: number for name, number in _MONTH.items()} | {"sept": 9}
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_PASSED_OVER = {name[:size] for name in _WEEKDAYS for size in (3, 4, 5, 9)} | {
    "at",
    "on",
    "of",
    "the",
    "st",
    "nd",
    "rd",
}
_PASSED_OVER |= {"th", "t"}


@dataclass(frozen=True, slots=True)
class Written:
    """What was written: one reading, or two where day and month could change places.

    `unit` is the smallest part given: "second", "minute", "day", "month" or "year". `zone` is as written, "UTC" for
    what is counted from 1970 and for archive stamps, None where none was written.
    """

    readings: tuple[LocalSpan, ...]
    unit: str
    zone: str | None


def plain_digits(text: str) -> str:
    """The text with decimal digits of every script as 0-9, without invisible signs, with single spaces."""
    if text.isascii():
        return " ".join(text.split())
    signs = []
    for sign in text:
        if sign.isascii():
            signs.append(sign)
        elif sign.isdecimal():
            signs.append(str(unicodedata.decimal(sign)))
        elif unicodedata.category(sign) != "Cf":
            signs.append("," if sign == "\u060c" else sign)
    return " ".join("".join(signs).split())


@lru_cache(maxsize=4096)
def read_written(text: str) -> Written | None:
    """What `text` says, None where it is no date or one that is in no calendar (month 13). Never raises."""
    if len(text) > _LONGEST:
        return None
    plain = plain_digits(text)
    try:
        return _numbers(plain) or _date_with_clock(plain)
    except (ValueError, OverflowError):
        return None


def _numbers(text: str) -> Written | None:
    if match := _STAMP.fullmatch(text):
        start = datetime(*(int(part) for part in match.groups()))  # type: ignore[arg-type]
        return _written(start, timedelta(seconds=1), "second", "UTC")
    if match := _COUNTED.fullmatch(text):
        per_second = {9: 1, 10: 1, 12: 1000, 13: 1000, 15: 1_000_000, 16: 1_000_000}.get(len(match[1]))
        if per_second is None:
            return None
        start = _UNIX + timedelta(microseconds=int(match[1]) * 1_000_000 // per_second)
        return _written(start, timedelta(seconds=1) / per_second, "second", "UTC")
    if match := _BASIC.fullmatch(text):
        start = datetime(*(int(part) for part in match.groups()[:6]))  # type: ignore[arg-type]
        return _written(start, timedelta(seconds=1), "second", match[7])
    return None


def _written(start: datetime, length: timedelta, unit: str, zone: str | None) -> Written:
    return Written((LocalSpan(start, start + length),), unit, zone)


def _date_with_clock(text: str) -> Written | None:
    clock = _CLOCK.search(text)
    if clock is None:
        return _date(text)
    zone, rest = _zone_after(text[clock.end() :])
    written = _date(f"{text[: clock.start()]} {rest}".strip(" ,;·|-"))
    if written is None or written.unit != "day":
        return None
    since_midnight, length, unit = _clock_time(clock)
    readings = tuple(
        LocalSpan(reading.start + since_midnight, reading.start + since_midnight + length)
        for reading in written.readings
    )
    return Written(readings, unit, zone or written.zone)


def _zone_after(text: str) -> tuple[str | None, str]:
    """The zone written behind a clock time, and what is left of the text once it is taken away."""
    bare = re.sub(r"\([^()]*\)", " ", text)
    words = _WORDS.findall(bare.lower())
    if len(words) > 1 and not any(word in _MONTH or word in _PASSED_OVER or word.isdecimal() for word in words):
        return bare.strip(), ""
    match = _ZONE.match(bare)
    if match is None:
        inside = re.search(r"\(([^()]+)\)", text)
        return (inside[1] if inside else None), bare
    word = match[1].lower()
    if word[:3] in _MONTH or word in _PASSED_OVER:
        return None, bare
    return match[1], bare[match.end() :]


def _clock_time(match: re.Match[str]) -> tuple[timedelta, timedelta, str]:
    """Time since midnight, how long the smallest part lasts, and its name. 23:59:60 is the end of the day."""
    hour, minute, second = int(match[1]), int(match[2]), int(match[3] or 0)
    if match[5]:
        if not 1 <= hour <= 12:
            raise ValueError("no such hour before or after noon")
        hour = hour % 12 + (12 if match[5].lower() == "p" else 0)
    if minute > 59 or second > 60 or hour > 24 or (hour == 24 and (minute or second)):
        raise ValueError("no such time of day")
    since = timedelta(hours=hour, minutes=minute, seconds=second)
    if match[3] is None:
        return since, timedelta(minutes=1), "minute"
    digits = (match[4] or "").rstrip("0")[:6]
    if not digits:
        return since, timedelta(seconds=1), "second"
    step = timedelta(microseconds=10 ** (6 - len(digits)))
    return since + int(digits) * step, min(step, timedelta(milliseconds=1)), "second"


def _date(text: str) -> Written | None:
    text = text.strip(" ,;·|")
    if match := _YEAR_FIRST.fullmatch(text.removesuffix("T").removesuffix("t").rstrip()):
        return _period(int(match[1]), int(match[3]), int(match[4]) if match[4] else None, match[5])
    if match := _COMPACT.fullmatch(text):
        return _period(int(match[1]), int(match[2]), int(match[3]))
    if match := _YEAR_LAST.fullmatch(_without_weekday(text)):
        return _either_way(int(match[1]), int(match[3]), _full_year(match[4]), dots=match[2] == ".")
    if re.fullmatch(r"\d{4}", text):
        return _period(int(text))
    return _in_words(text)


def _without_weekday(text: str) -> str:
    match = re.match(r"([^\W\d_]+)\.?,?\s+(?=\d)", text)
    return text[match.end() :] if match and match[1].lower() in _PASSED_OVER else text


def _full_year(digits: str) -> int:
    """Two digits are of the years 1970 to 2069, as RFC 9110 and POSIX read them (nearly)."""
    year = int(digits)
    if len(digits) == 4:
        return year
    return year + (2000 if year < 70 else 1900)


def _either_way(first: int, second: int, year: int, *, dots: bool) -> Written:
    """Day and month: with dots the day is first everywhere; with other signs both ways, where both are possible."""
    if dots or first > 12 or first == second:
        return _period(year, second, first)
    if second > 12:
        return _period(year, first, second)
    readings = (*_period(year, second, first).readings, *_period(year, first, second).readings)
    return Written(tuple(sorted(readings, key=lambda reading: reading.start)), "day", None)


def _period(year: int, month: int | None = None, day: int | None = None, zone: str | None = None) -> Written:
    start = datetime(year, month or 1, day or 1)
    if month is None:
        end, unit = datetime(year + 1, 1, 1), "year"
    elif day is None:
        end, unit = datetime(year + month // 12, month % 12 + 1, 1), "month"
    else:
        end, unit = start + _DAY, "day"
    return Written((LocalSpan(start, end, whole_days=True),), unit, zone)


def _in_words(text: str) -> Written | None:
    """A date with the English name of its month; anything unknown in it makes it no date."""
    month: int | None = None
    numbers: list[str] = []
    day_first = False
    for token in _WORDS.findall(text.lower()):
        if token.isdecimal():
            numbers.append(token)
        elif token in _MONTH and month is None:
            month, day_first = _MONTH[token], bool(numbers)
        elif token not in _PASSED_OVER:
            return None
    if month is None or not 1 <= len(numbers) <= 2:
        return None
    years = [number for number in numbers if len(number) == 4]
    days = [number for number in numbers if len(number) <= 2]
    if not years and day_first and len(days) == 2:
        years = [str(_full_year(days.pop()))]
    if len(years) != 1 or len(years) + len(days) < len(numbers):
        return None
    return _period(int(years[0]), month, int(days[0]) if days else None)
