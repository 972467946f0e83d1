"""In which order a WhatsApp export writes day, month and year: worked out from the whole of it, or not at all.

"03/04/24" alone says nothing. A day above 12 in any line, dates that may not run backwards, and the day in the names of
media that were received ("IMG-20240403-WA0001.jpg") tell it for all lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Final

from firstseen.intake.whatsapp.lines import Header

__all__ = ["Order", "order_of", "written_date"]

_PLACES: Final = {"day, month, year": (2, 1, 0), "month, day, year": (2, 0, 1), "year, month, day": (0, 1, 2)}
"""Where year, month and day stand, by the name of the order."""
_NAMED: Final = re.compile(
    r"(?:(?:IMG|VID|PTT|AUD|STK|DOC)-(\d{4})(\d\d)(\d\d)-WA\d+|-(\d{4})-(\d\d)-(\d\d)-\d\d-\d\d-\d\d)\."
)
_LEAST_BACKWARDS: Final = 1
"""Days by which a date must lie before the one above it to count as running backwards: clocks of phones are set."""
_BEGINS: Final = 2009
"""WhatsApp's first year."""


@dataclass(frozen=True, slots=True)
class Order:
    """The order and how it is known; `name` None where it is not."""

    name: str | None
    reason: str


@dataclass(slots=True)
class _Tried:
    possible: bool = True
    backwards: int = 0
    named: int = 0
    before: date | None = None


def order_of(headers: Iterable[Header]) -> Order:
    """The order in which all of `headers` are written."""
    tried = {name: _Tried() for name in _PLACES}
    differ = wide = dots = False
    for header in headers:
        a, b, _ = header.numbers
        differ = differ or a != b
        wide = wide or 4 in header.widths
        # Nobody writes the month first with dots behind it.
        dots = header.shape.separator == "."
        named = _day_in_name(header.rest)
        for name, one in tried.items():
            _try(one, _dated(header, name), named)
    likely = {name: one for name, one in tried.items() if one.possible and not (dots and name.startswith("month"))}
    western = {name: one for name, one in likely.items() if not name.startswith("year")}
    if not wide and western:
        # Two digits first are a year only where they can be neither day nor month.
        likely = western
    if not likely:
        return Order(None, "no order of day, month and year fits all of its dates")
    if len(likely) == 1:
        return Order(next(iter(likely)), "no other order fits all of its dates")
    if not differ:
        return Order(next(iter(likely)), "day and month are the same number everywhere")
    best = max(one.named for one in likely.values())
    if best and sum(one.named == best for one in likely.values()) == 1:
        name = next(name for name, one in likely.items() if one.named == best)
        return Order(name, "the names of its media give the same days")
    least = min(one.backwards for one in likely.values())
    forward = [name for name, one in likely.items() if one.backwards == least]
    if len(forward) == 1 and any(one.backwards > 2 * least for one in likely.values()):
        return Order(forward[0], "in the other order its dates would run backwards")
    return Order(None, "day and month could be either way round in all of it")


def _try(one: _Tried, day: date | None, named: date | None) -> None:
    if day is None:
        one.possible = False
        return
    if one.before is not None and (one.before - day).days > _LEAST_BACKWARDS:
        one.backwards += 1
    one.before = day
    if named is not None and abs((named - day).days) <= 1:
        one.named += 1


def _dated(header: Header, name: str) -> date | None:
    year_at, month_at, day_at = _PLACES[name]
    width = header.widths[year_at]
    if any(header.widths[place] > 2 for place in (month_at, day_at)) or width not in (2, 4):
        return None
    year = header.numbers[year_at] + (2000 if width == 2 else 0)
    try:
        day = date(year, header.numbers[month_at], header.numbers[day_at])
    except ValueError:
        return None
    latest = datetime.now(UTC).date() + timedelta(days=2)
    return day if day.year >= _BEGINS and day <= latest else None


def _day_in_name(rest: str) -> date | None:
    match = _NAMED.search(rest[:300])
    if match is None:
        return None
    year, month, day = (int(part) for part in match.groups() if part is not None)
    try:
        return date(year, month, day)
    except ValueError:
        return None


def written_date(header: Header, order: Order) -> str:
    """Date and time of a header: as ISO 8601 where the order is known, else the three numbers as they stand."""
    day = _dated(header, order.name) if order.name else None
    if day is not None:
        return f"{day.isoformat()} {header.clock}"
    separator = header.shape.separator if header.shape.separator in "/-" else "/"
    numbers = [f"{number:0{width}d}" for number, width in zip(header.numbers, header.widths, strict=True)]
    return f"{separator.join(numbers)} {header.clock}"
