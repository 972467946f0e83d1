"""The lines that begin a message in a WhatsApp export: a date, a time of day, and who says what.

iPhones write `[31/12/2024, 12:34:56] Name: words`, Android phones `12/31/24, 12:34 PM - Name: words`, each in the form
of the phone's own language and region, with invisible signs of direction in between.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

__all__ = ["Header", "Shape", "header_of", "plain"]

_NUMBER: Final = r"\d{1,4}"
_SEPARATED: Final = rf"(?P<a>{_NUMBER})(?P<sep>\.? ?[./\-]|[./\-] ?)(?P<b>\d{{1,2}})(?P=sep)(?P<c>{_NUMBER})\.?"
_EASTERN: Final = rf"(?P<ya>{_NUMBER})[年년] ?(?P<mb>\d{{1,2}})[月월] ?(?P<dc>\d{{1,2}})[日일]"
_HALVES: Final = (
    r"[AaPp]\.? ?[Mm]\.?|오전|오후|上午|下午|午前|午後|凌晨|早上|中午|晚上|ص|م|SA|CH|π\.?μ\.?|μ\.?μ\.?|PG|PTG|ÖÖ|ÖS|"
    r"i?p\.|ip\.|a\.|de\.?|du\.?|odp\.|dop\."
)
_TIME: Final = (
    rf"(?:(?P<before>{_HALVES}) ?)?(?P<hour>\d{{1,2}})[:.](?P<minute>\d\d)(?:[:.](?P<second>\d\d))?"
    rf"(?: ?(?P<after>{_HALVES}))?"
)
_DATE: Final = rf"(?:{_SEPARATED}|{_EASTERN})"
_GAP: Final = r"(?:, ?| )(?:at |um |a las |à |kl\. ?)?"
_IPHONE: Final = re.compile(rf"\[{_DATE}{_GAP}{_TIME}\] ?(?P<rest>.*)", re.S)
_ANDROID: Final = re.compile(rf"{_DATE}{_GAP}{_TIME} [-\u2013] (?P<rest>.*)", re.S)
_AFTERNOON: Final = frozenset({"오후", "下午", "午後", "晚上", "م", "ch", "μμ", "ptg", "ös", "ip", "du", "odp"})
_NOON: Final = frozenset({"中午"})
_MORNING: Final = frozenset({"오전", "上午", "午前", "凌晨", "早上", "ص", "sa", "πμ", "pg", "öö", "de", "dop", "a"})
_LONGEST: Final = 80
"""Signs in which a date and time must end."""


@dataclass(frozen=True, slots=True)
class Shape:
    """How an export writes its dates: in brackets or not, with which sign between the numbers, with seconds or not."""

    brackets: bool
    separator: str
    seconds: bool


@dataclass(frozen=True, slots=True)
class Header:
    """A line that begins a message: the three numbers of its date in their order, the time of day, and the rest."""

    shape: Shape
    numbers: tuple[int, int, int]
    widths: tuple[int, int, int]
    clock: str
    written: str
    rest: str


def plain(line: str) -> str:
    """The line as it is recognised: other spaces as spaces, the Arabic comma as a comma, no invisible signs."""
    if line.isascii():
        return line
    signs = []
    for sign in line:
        if sign.isascii():
            signs.append(sign)
        elif unicodedata.category(sign) == "Zs":
            signs.append(" ")
        elif unicodedata.category(sign) != "Cf":
            signs.append("," if sign == "\u060c" else sign)
    return "".join(signs)


def header_of(line: str) -> Header | None:
    """What a line begins with, None where it is a further line of the message before it. Its `rest` is as written."""
    start = plain(line[:_LONGEST]).lstrip()
    match = _IPHONE.match(start) or _ANDROID.match(start)
    if match is None:
        return None
    clock = _clock(match)
    eastern = match["ya"] is not None
    parts = (match["ya"], match["mb"], match["dc"]) if eastern else (match["a"], match["b"], match["c"])
    numbers = (int(parts[0]), int(parts[1]), int(parts[2]))
    if clock is None or not _can_be(numbers):
        return None
    written = start[: match.start("rest")].strip(" -\u2013[]")
    shape = Shape(start.startswith("["), "年" if eastern else match["sep"].strip(" ."), match["second"] is not None)
    if not eastern and not shape.separator:
        shape = Shape(shape.brackets, ".", shape.seconds)
    widths = (len(parts[0]), len(parts[1]), len(parts[2]))
    return Header(shape, numbers, widths, clock, written, _rest(line, start, match))


def _can_be(numbers: tuple[int, int, int]) -> bool:
    """Whether these can be day, month and year in any order in use."""
    first, second, third = numbers
    month_and_day = ((second, first), (first, second), (second, third))
    return any(1 <= month <= 12 and 1 <= day <= 31 for month, day in month_and_day)


def _rest(line: str, start: str, match: re.Match[str]) -> str:
    """The words behind the header, with their invisible signs, which tell what WhatsApp itself wrote."""
    wanted = len(start[: match.start("rest")].replace(" ", ""))
    passed = 0
    for place, sign in enumerate(line):
        if passed == wanted:
            return line[place:].removeprefix(" ")
        passed += len(plain(sign).strip())
    return ""


def _clock(match: re.Match[str]) -> str | None:
    """The time of day by 24 hours; None for what is none."""
    hour, minute, second = int(match["hour"]), int(match["minute"]), int(match["second"] or 0)
    half = (match["before"] or match["after"] or "").lower().replace(".", "").replace(" ", "")
    afternoon = (half in _AFTERNOON or half.startswith("p")) and half not in _MORNING
    if half in _NOON:
        afternoon = hour < 11
    if half and afternoon and hour < 12:
        hour += 12
    elif half and not afternoon and hour == 12 and half not in _NOON:
        hour = 0
    if hour > 23 or minute > 59 or second > 60:
        return None
    seconds = f":{match['second']}" if match["second"] is not None else ""
    return f"{hour:02d}:{minute:02d}{seconds}"
