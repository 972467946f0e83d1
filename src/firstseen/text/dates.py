"""Dates in what people write: pieces that are plainly dates, in a dozen languages, and what they leave open.

Nothing is filled in: "13 November" has no year and agrees with that day of any year. A date of which day and month
could change places has both readings. Names of months are those of Unicode CLDR.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Final

from firstseen.text.passages import passages
from firstseen.text.places import NamedPlace, places_in

__all__ = ["NamedDate", "Reading", "agree", "dates_in"]

_LONGEST: Final = 4000

TOLERANCE_DAYS: Final = 1
"""Two days side by side are one night to two people, and one day in two zones."""

_NAMES: Final = (
    "january jan janvier janv enero ene januar jänner gennaio gen janeiro januari styczeń stycznia ocak січень січня "
    "січ январь января янв يناير كانون_الثاني كانون2",
    "february feb février févr fevrier febrero februar febbraio fevereiro fev februari luty lutego şubat лютий лютого "
    "лют февраль февраля фев فبراير شباط",
    "march mar mars marzo märz maerz março marco maart marzec marca mart березень березня бер март марта مارس آذار",
    "april apr avril avr abril abr aprile kwiecień kwietnia nisan квітень квітня квіт апрель апреля апр أبريل ابريل "
    "نيسان",
    "may mai mayo maggio mag maio mei maj maja mayıs травень травня трав май мая مايو أيار",
    "june jun juin junio juni giugno giu junho czerwiec czerwca haziran червень червня черв июнь июня июн يونيو حزيران",
    "july jul juillet juil julio juli luglio lug julho lipiec lipca temmuz липень липня лип июль июля июл يوليو تموز",
    "august aug août aout agosto ago augustus sierpień sierpnia ağustos серпень серпня серп август августа авг أغسطس "
    "اغسطس آب",
    "september sept sep septembre septiembre settembre set setembro wrzesień września eylül вересень вересня вер "
    "сентябрь сентября сент сен سبتمبر أيلول",
    "october oct octobre octubre oktober okt ottobre ott outubro out październik października ekim жовтень жовтня "
    "жовт октябрь октября окт أكتوبر اكتوبر تشرين_الأول",
    "november nov novembre noviembre novembro listopad listopada kasım листопад листопада ноябрь ноября ноя "
    "نوفمبر تشرين_الثاني",
    "december dec décembre déc decembre diciembre dic dezember dez dicembre dezembro grudzień grudnia aralık грудень "
    "грудня груд декабрь декабря дек ديسمبر كانون_الأول",
)
_MONTHS: Final = {name.replace("_", " "): number for number, names in enumerate(_NAMES, 1) for name in names.split()}
_MONTH: Final = "|".join(sorted((re.escape(name) for name in _MONTHS), key=len, reverse=True))
_YEAR: Final = r"(?:18[4-9]\d|19\d\d|20\d\d)"
_OF: Final = r"(?:\s*(?:of|de|di|del|do|من))?"
_END: Final = r"(?![\w’'])"
_ALONE: Final = r"(?=\s*(?:$|[^\w\s%\-/.:€$£]|[.:](?!\d)|htt))"
"""Behind a year that stands alone: "Detroit 2009. ...", not "Detroit 2009 people died"."""
_PATTERNS: Final = (
    re.compile(
        rf"(?<![\w.\-/])(?P<year>{_YEAR})(?P<sep>[-/.])(?P<month>\d{{1,2}})(?P=sep)(?P<day>\d{{1,2}})(?![\w\-/])"
    ),
    re.compile(
        rf"(?<![\w.\-/])(?P<first>\d{{1,2}})(?P<sep>[-/.])(?P<second>\d{{1,2}})(?P=sep)(?P<year>{_YEAR})(?![\w\-/])"
    ),
    re.compile(
        rf"(?<![\w.,:/\-])(?P<day>\d{{1,2}})(?:st|nd|rd|th|er|º|\.|-?го)?{_OF}\s*(?P<name>{_MONTH}){_END}\.?"
        rf"(?:{_OF}[\s,]*(?P<year>{_YEAR})(?![\w%]))?",
        re.I,
    ),
    re.compile(
        rf"(?<!\w)(?P<name>{_MONTH})\.?\s*(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?![\w%:/])(?!\.\d{{1,2}}\b)"
        rf"(?:[\s,.]*(?P<year>{_YEAR})(?![\w%]))?",
        re.I,
    ),
    re.compile(rf"(?<!\w)(?P<name>{_MONTH})\.?{_OF}[\s,]*(?P<year>{_YEAR})(?![\w%])", re.I),
    re.compile(
        rf"(?:(?<!\w)(?:in|from|en|em|im|w|v|у|в|за|от|від|de|du|سنة|عام|في)\s+(?:the year )?|\()(?P<year>{_YEAR})"
        r"(?![\w%\-])(?!\s*(?:people|[$€£]))",
        re.I,
    ),
)
"""The most exact first; what one of them took is not looked at again."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One reading of a date; None for what was not written."""

    year: int | None
    month: int | None
    day: int | None


@dataclass(frozen=True, slots=True)
class NamedDate:
    """A date as written, with its readings.

    `of_picture`: the same passage speaks of a photograph or video, or says where something is: the date is that of
    what is told, as far as words alone can show it.
    """

    words: str
    readings: tuple[Reading, ...]
    of_picture: bool


@lru_cache(maxsize=8192)
def dates_in(text: str) -> tuple[NamedDate, ...]:
    """The dates that a text names. Any text will do; digits of every script are read."""
    found: list[NamedDate] = []
    for passage in passages(_digits(text[:_LONGEST])):
        places = [place for place in places_in(passage.words) if place.stated]
        dates = _in_passage(passage.words) or _behind(places, passage.words)
        told = passage.of_picture or (bool(dates) and bool(places))
        found += [NamedDate(words, readings, told) for words, readings in dates]
    return tuple(dict.fromkeys(found))


def _behind(places: Sequence[NamedPlace], text: str) -> list[tuple[str, tuple[Reading, ...]]]:
    """A bare year right behind the place where something is: "in Astoria, New York, 1982"."""
    for place in places:
        match = re.search(rf"{re.escape(place.words)}(?:,\s*|\s+)\(?(?P<year>{_YEAR}){_ALONE}", text)
        if match:
            return [(match["year"], (Reading(int(match["year"]), None, None),))]
    return []


def _digits(text: str) -> str:
    if text.isascii():
        return text
    return "".join(str(unicodedata.decimal(sign)) if sign.isdecimal() and not sign.isascii() else sign for sign in text)


def _in_passage(text: str) -> list[tuple[str, tuple[Reading, ...]]]:
    found: list[tuple[int, str, tuple[Reading, ...]]] = []
    for pattern in _PATTERNS:
        taken: list[tuple[int, int]] = []
        for match in pattern.finditer(text):
            readings = _readings(match)
            if readings:
                found.append((match.start(), match[0].strip(" (,."), readings))
                taken.append(match.span())
        for start, end in taken:
            text = text[:start] + "\x00" * (end - start) + text[end:]
    return [(words, readings) for _, words, readings in sorted(found, key=lambda one: one[0])]


def _readings(match: re.Match[str]) -> tuple[Reading, ...]:
    parts = match.groupdict()
    year = int(parts["year"]) if parts.get("year") else None
    if parts.get("first"):
        first, second = int(parts["first"]), int(parts["second"])
        pairs = {(second, first)} if parts["sep"] == "." else {(second, first), (first, second)}
        return tuple(Reading(year, *pair) for pair in sorted(pairs) if _exists(year, *pair))
    name = parts.get("name")
    month = _MONTHS.get(name.lower()) if name else int(parts["month"]) if parts.get("month") else None
    day = int(parts["day"]) if parts.get("day") else None
    if name and name.islower() and name.isascii() and len(name) <= 3 and year is None:
        return ()  # "may 5 people", "mar 3": small letters and no year
    return (Reading(year, month, day),) if _exists(year, month, day) else ()


def _exists(year: int | None, month: int | None, day: int | None) -> bool:
    try:
        date(year or 2000, month or 1, day or 1)
    except ValueError:
        return False
    return True


def agree(a: Sequence[Reading], b: Sequence[Reading]) -> bool:
    """Whether two dates can be one: some readings differ in nothing that both state, by more than a day."""
    return any(_agree(first, second) for first in a for second in b)


def _agree(a: Reading, b: Reading) -> bool:
    if a.year is not None and b.year is not None and a.month is not None and b.month is not None:
        if a.day is not None and b.day is not None:
            apart = date(a.year, a.month, a.day) - date(b.year, b.month, b.day)
            return abs(apart.days) <= TOLERANCE_DAYS
    elif a.month is not None and b.month is not None and a.day is not None and b.day is not None:
        days = (date(2000, one.month or 1, one.day or 1).timetuple().tm_yday for one in (a, b))
        apart_days = abs(next(days) - next(days))
        return min(apart_days, 366 - apart_days) <= TOLERANCE_DAYS
    pairs = ((a.year, b.year), (a.month, b.month))
    return all(one is None or other is None or one == other for one, other in pairs)
