"""Dates in PDFs: the day printed at the head of a newspaper, a browser's mark of the printing, the file's own.

Days are told as days, without a zone; a date whose day and month could change places stays as it is written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date

from firstseen.model.time import StatedTime, TimeRole

__all__ = ["browser_print", "days_printed", "document_times", "names_weekday"]

_MONTHS = (
    "january januar janvier enero gennaio janeiro stycznia ocak січня января",
    "february februar février febrero febbraio fevereiro lutego şubat лютого февраля",
    "march märz mars marzo março marca mart березня марта",
    "april avril abril aprile kwietnia nisan квітня апреля",
    "may mai mayo maggio maio maja mayıs травня мая",
    "june juni juin junio giugno junho czerwca haziran червня июня",
    "july juli juillet julio luglio julho lipca temmuz липня июля",
    "august août agosto sierpnia ağustos серпня августа",
    "september septembre septiembre settembre setembro września eylül вересня сентября",
    "october oktober octobre octubre ottobre outubro października ekim жовтня октября",
    "november novembre noviembre novembro listopada kasım листопада ноября",
    "december dezember décembre diciembre dicembre dezembro grudnia aralık грудня декабря",
)
_MONTH = {name: number for number, names in enumerate(_MONTHS, 1) for name in names.split()}
_WEEKDAY_NAMES = (
    "monday tuesday wednesday thursday friday saturday sunday montag dienstag mittwoch donnerstag freitag samstag "
    "sonnabend sonntag lundi mardi mercredi jeudi vendredi samedi dimanche lunes martes miércoles jueves viernes "
    "sábado domingo lunedì martedì mercoledì giovedì venerdì sabato domenica poniedziałek wtorek środa "
    "czwartek piątek sobota niedziela понеділок вівторок середа четвер п'ятниця субота неділя понедельник вторник "
    "среда пятница суббота воскресенье pazartesi salı çarşamba perşembe cuma cumartesi pazar "
    "segunda-feira terça-feira quarta-feira quinta-feira sexta-feira"
)
_WEEKDAYS = frozenset(_WEEKDAY_NAMES.split())
_NAMED = re.compile(
    r"(?<!\d)(?P<day>\d{1,2})(?:st|nd|rd|th|\.|er|º)?\s+(?:de\s+|of\s+)?(?P<month>[^\W\d_]{3,12})\.?,?\s+(?:de[l]?\s+)?"
    r"(?P<year>(?:19|20)\d\d)(?!\d)"
    r"|(?P<first>[^\W\d_]{3,12})\.?\s+(?P<second>\d{1,2})(?:st|nd|rd|th)?,?\s+(?P<third>(?:19|20)\d\d)(?!\d)"
)
_NUMBERED = re.compile(
    r"(?<![\d./-])(?:(?P<iso>(?:19|20)\d\d-\d\d-\d\d)|(?P<text>\d{1,2}([./])\d{1,2}\3(?:19|20)\d\d))(?![\d/-]|\.\d)"
)
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)?")
_BROWSER = re.compile(r"(\d{1,4}[./-]\d{1,2}[./-]\d{2,4},? +\d{1,2}:\d\d(?::\d\d)?(?: *[AaPp]\.?[Mm]\.?)?)(?:\s|$)")
_ADDRESS = re.compile(r"https?://[^\s<>\"]{4,2000}")
_OWN = re.compile(r"(?:D:)?(\d{4})(\d\d)?(\d\d)?(\d\d)?(\d\d)?(\d\d)?\s*(?:(Z)|([+-])(\d\d)'?(\d\d)?'?)?.*", re.S)
_LONGEST = 20_000


def days_printed(text: str) -> list[str]:
    """The days that a text names, each once, in order: "2022-02-24" for month names, numbers as written."""
    found: list[tuple[int, str]] = []
    text = text[:_LONGEST]
    for match in _NAMED.finditer(text):
        name = (match["month"] or match["first"]).lower()
        day, year = match["day"] or match["second"], match["year"] or match["third"]
        if name in _MONTH and _is_day(int(year), _MONTH[name], int(day)):
            found.append((match.start(), f"{year}-{_MONTH[name]:02}-{int(day):02}"))
    found += [(match.start(), match["iso"] or match["text"]) for match in _NUMBERED.finditer(text)]
    return list(dict.fromkeys(day for _, day in sorted(found)))


def _is_day(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def names_weekday(text: str) -> bool:
    """Whether a text names a day of the week, as the head of a newspaper does beside its date."""
    return any(word.lower().replace("’", "'") in _WEEKDAYS for word in _WORD.findall(text[:_LONGEST]))


def browser_print(words: str, foot: str) -> tuple[str, str] | None:
    """(address, local time as written) that a browser prints in the corners of a page; None where it did not."""
    head = _BROWSER.match(words)
    lines = [line for line in (*words.splitlines()[-2:], *foot.splitlines()) if _ADDRESS.match(line)]
    if head is None or not lines:
        return None
    address = _ADDRESS.match(lines[0])
    return (address[0], head[1]) if address else None


def document_times(said: Mapping[str, str]) -> Iterator[StatedTime]:
    """When the file says it was made and last changed ("D:20220225083012+02'00'", ISO 32000 7.9.4): weak evidence."""
    for field, role in (("CreationDate", TimeRole.FILE_CREATED), ("ModDate", TimeRole.FILE_MODIFIED)):
        text = said.get(field)
        if not text:
            continue
        match = _OWN.fullmatch(text.strip())
        if match is None or not match[3]:
            yield StatedTime(role, text, f"PDF {field}")
            continue
        clock = f"T{match[4]}:{match[5] or '00'}:{match[6] or '00'}" if match[4] else ""
        zone = "+00:00" if match[7] else f"{match[8]}{match[9]}:{match[10] or '00'}" if match[8] else None
        yield StatedTime(role, f"{match[1]}-{match[2]}-{match[3]}{clock}", f"PDF {field}", zone if clock else None)
