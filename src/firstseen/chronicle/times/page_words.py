"""Dates that a page carries in its address and its first lines: weak, since pages are written on and addresses kept.

A date in running text tells of what happened, not of when it was published; only forms that say so are read: a line
that begins "Published 14 November 2015", and a dateline ("PARIS, November 14, 2015 —").
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from firstseen.model.time import StatedTime, TimeRole

__all__ = ["address_date", "text_dates"]

_LONGEST = 4096
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_YEAR = r"(?<![0-9])((?:199|20[0-9])[0-9])"
_DAY = r"(0?[1-9]|[12][0-9]|3[01])(?![0-9])"
_SEPARATED = re.compile(rf"/{_YEAR}([/-])(0?[1-9]|1[0-2]|{'|'.join(_MONTHS)})\2{_DAY}(?=[/.-]|$)", re.I)
_COMPACT = re.compile(rf"[/-]{_YEAR}(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])(?=[/._-]|$)")

_FIRST_LINES = 12
_LONGEST_LINE = 300
_PUBLISHED = re.compile(
    r"(?:first\s+)?(?:published|posted|publication date|date published)\s*(?:on|at)?\s*:?\s*(\S.{5,59})", re.I
)
_DATELINE = re.compile(
    r"[^\W\d_][^\d,]{1,40},\s*((?:[^\W\d_]{3,9}\.?\s+\d{1,2},?|\d{1,2}\.?\s+[^\W\d_]{3,9})\s+\d{4})\s*(?:\([^()]{1,40}\)\s*)?[—–-]"
)


def address_date(url: str | None) -> StatedTime | None:
    """The day in the path of a page's address ("/2015/11/14/", "/2015/nov/14/", "-20151114"); None without one."""
    if not url or len(url) > _LONGEST:
        return None
    try:
        path = urlsplit(url).path
    except ValueError:
        return None
    if match := _SEPARATED.search(path):
        month = match[3].lower()
        number = _MONTHS.index(month) + 1 if month in _MONTHS else int(month)
        return _stated(f"{match[1]}-{number:02}-{int(match[4]):02}", "the page's address")
    if match := _COMPACT.search(path):
        return _stated(f"{match[1]}-{match[2]}-{match[3]}", "the page's address")
    return None


def text_dates(text: str | None) -> Iterator[StatedTime]:
    """What the first lines of a page say of its publication, as written there."""
    for written in (text or "")[: _FIRST_LINES * _LONGEST_LINE].splitlines()[:_FIRST_LINES]:
        line = " ".join(written.split())[:_LONGEST_LINE]
        if match := _PUBLISHED.match(line):
            yield _stated(
                re.split(r"\s+(?:by|updated|last|\|)\b", match[1], maxsplit=1, flags=re.I)[0], "the page's text"
            )
        elif match := _DATELINE.match(line):
            yield _stated(match[1], "the page's dateline")


def _stated(text: str, where: str) -> StatedTime:
    return StatedTime(TimeRole.PAGE_PUBLISHED, text.strip(" .|·-"), where)
