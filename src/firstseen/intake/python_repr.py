"""Values written as Python writes them (`repr`), read by our own small grammar: nothing is ever evaluated.

Literals, and what programs put between them: `datetime.datetime(...)`, `datetime.timezone.utc`, `PosixPath('a')`,
`<Kind.A: 'a'>`. Times become text as ISO 8601 writes it; any other call becomes its first argument, or its name.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta, timezone
from typing import Any, Final

__all__ = ["MAX_DEPTH", "MAX_LENGTH", "read_repr"]

MAX_LENGTH: Final = 16 << 20
"""Characters. The longest cell seen, a video with 20 thumbnails, has 30,000."""
MAX_DEPTH: Final = 60

_SPACE: Final = re.compile(r"\s*")
_NUMBER: Final = re.compile(r"[+-]?(?:\d[\d_]*(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?")
_NAME: Final = re.compile(r"[^\W\d]\w*(?:\.[^\W\d]\w*)*")
_STRING: Final = re.compile(
    r"(?P<kind>[bBrRuU]{0,2})(?:'(?P<one>(?:[^'\\\n]|\\.)*+)'|\"(?P<two>(?:[^\"\\\n]|\\.)*+)\")", re.S
)
_ESCAPE: Final = re.compile(r"\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([0-7]{1,3})|(.))", re.S)
_PLAIN: Final = {"n": "\n", "t": "\t", "r": "\r", "a": "\a", "b": "\b", "f": "\f", "v": "\v", "\n": ""}
_CONSTANTS: Final = {"None": None, "True": True, "False": False, "nan": None, "inf": None}
_ANGLE: Final = re.compile(r"<([^<>]{0,400})>")
_CLOSING: Final = {"[": "]", "(": ")", "{": "}"}
_MAX_DIGITS: Final = 400
_UTC: Final = frozenset({"utc", "timezone.utc", "UTC", "tzutc", "TzInfo", "tzlocal"})


def read_repr(text: str) -> Any:
    """The value that `text` writes: dict, list, str, int, float, bool or None. Raises `ValueError` with the reason."""
    if len(text) > MAX_LENGTH:
        raise ValueError(f"longer than {MAX_LENGTH >> 20} million characters")
    reader = _Reader(text)
    value = reader.value(0)
    if not reader.ended():
        raise ValueError(f"something is left after position {reader.at}")
    return _plain(value)


class _Offset:
    """A zone inside a call: how far it is from UTC, None where that is not said."""

    def __init__(self, offset: timedelta | None) -> None:
        self.offset = offset


def _plain(value: Any) -> Any:
    if isinstance(value, _Offset):
        return None if value.offset is None else str(value.offset)
    return str(value) if isinstance(value, timedelta) else value


class _Reader:
    def __init__(self, text: str) -> None:
        self._text = text
        self.at = 0

    def ended(self) -> bool:
        self._pass_space()
        return self.at >= len(self._text)

    def _pass_space(self) -> None:
        match = _SPACE.match(self._text, self.at)
        self.at = match.end() if match else self.at

    def _takes(self, sign: str) -> bool:
        self._pass_space()
        if not self._text.startswith(sign, self.at):
            return False
        self.at += len(sign)
        return True

    def _fail(self, expected: str) -> ValueError:
        return ValueError(f"{expected} was expected at position {self.at}")

    def value(self, depth: int) -> Any:
        """The value here."""
        if depth > MAX_DEPTH:
            raise ValueError(f"nested more than {MAX_DEPTH} deep")
        self._pass_space()
        sign = self._text[self.at : self.at + 1]
        if sign in _CLOSING and sign:
            self.at += 1
            return self._mapping(depth) if sign == "{" else self._sequence(_CLOSING[sign], depth)
        if (string := _STRING.match(self._text, self.at)) is not None:
            return self._string(string)
        if (number := _NUMBER.match(self._text, self.at)) is not None:
            self.at = number.end()
            return _number(number[0])
        if (angle := _ANGLE.match(self._text, self.at)) is not None:
            self.at = angle.end()
            return angle[1].partition(": ")[2].strip("'\"") or angle[1]
        if (name := _NAME.match(self._text, self.at)) is not None:
            self.at = name.end()
            return self._named(name[0], depth)
        raise self._fail("a value")

    def _string(self, match: re.Match[str]) -> str:
        body = ""
        found: re.Match[str] | None = match
        while found is not None:  # literals that follow each other are one
            self.at = found.end()
            raw = found["one"] if found["one"] is not None else found["two"]
            body += raw if "r" in found["kind"].lower() else _ESCAPE.sub(_unescaped, raw)
            self._pass_space()
            found = _STRING.match(self._text, self.at)
        return body.encode("utf-8", "backslashreplace").decode("utf-8")

    def _sequence(self, closing: str, depth: int) -> list[Any]:
        found: list[Any] = []
        while not self._takes(closing):
            if found and not self._takes(","):
                raise self._fail(f"',' or '{closing}'")
            if found and self._takes(closing):
                break
            found.append(_plain(self.value(depth + 1)))
        return found

    def _mapping(self, depth: int) -> dict[str, Any] | list[Any]:
        """A dictionary, with its names as text; a set becomes a list."""
        found: dict[str, Any] = {}
        if self._takes("}"):
            return found
        first = self.value(depth + 1)
        if not self._takes(":"):
            self._takes(",")
            return [_plain(first), *self._sequence("}", depth)]
        found[str(_plain(first))] = _plain(self.value(depth + 1))
        while not self._takes("}"):
            if not self._takes(","):
                raise self._fail("',' or '}'")
            if self._takes("}"):
                break
            name = str(_plain(self.value(depth + 1)))
            if not self._takes(":"):
                raise self._fail("':'")
            found[name] = _plain(self.value(depth + 1))
        return found

    def _named(self, name: str, depth: int) -> Any:
        short = name.removeprefix("datetime.")
        if not self._takes("("):
            if short in _UTC:
                return _Offset(timedelta(0))
            return _CONSTANTS.get(name, name)
        arguments: list[Any] = []
        named: dict[str, Any] = {}
        while not self._takes(")"):
            if (arguments or named) and not self._takes(","):
                raise self._fail("',' or ')'")
            if self._takes(")"):
                break
            keyword = re.compile(r"([^\W\d]\w*)\s*=(?!=)").match(self._text, self._start())
            if keyword is not None:
                self.at = keyword.end()
                named[keyword[1]] = self.value(depth + 1)
            else:
                arguments.append(self.value(depth + 1))
        return _called(short, arguments, named)

    def _start(self) -> int:
        self._pass_space()
        return self.at


def _unescaped(match: re.Match[str]) -> str:
    code = match[1] or match[2] or match[3]
    if code:
        value = int(code, 16)
        return chr(value) if value <= 0x10FFFF else match[0]
    if match[4]:
        return chr(int(match[4], 8))
    return _PLAIN.get(match[5], match[5])


def _number(text: str) -> int | float:
    text = text.replace("_", "")
    if len(text) > _MAX_DIGITS:
        raise ValueError("a number of more than 400 digits")
    return float(text) if any(sign in text for sign in ".eE") else int(text)


def _called(name: str, arguments: list[Any], named: dict[str, Any]) -> Any:
    """What a call stands for: a time as text, a zone or length of time for the call around it, else its argument."""
    try:
        if name == "datetime":
            return _moment(arguments, named)
        if name == "date":
            return date(*map(int, arguments)).isoformat()
        if name == "time":
            return time(*(int(one) for one in arguments[:4])).isoformat()  # type: ignore[arg-type]
        if name == "timedelta":
            return timedelta(*arguments, **named)
    except (TypeError, ValueError, OverflowError) as error:
        raise ValueError(f"no such time: {error}") from None
    if name.lower() in ("timezone", "tzoffset", "fixedoffset", "tzinfo", "tzutc", "tz.tzutc", "zoneinfo"):
        return _zone(name, arguments)
    if name in ("set", "frozenset"):
        return arguments[0] if arguments else []
    first = arguments[0] if arguments else next(iter(named.values()), name)
    return _plain(first)


def _zone(name: str, arguments: list[Any]) -> _Offset:
    length = next((one for one in arguments if isinstance(one, timedelta)), None)
    seconds = next((one for one in arguments if type(one) is int), None)
    if length is None and seconds is not None:
        length = timedelta(seconds=seconds) if abs(seconds) < 86_400 else None
    if length is None and (
        name.lower().endswith("tzutc") or "UTC" in arguments or any(_is_utc(one) for one in arguments)
    ):
        length = timedelta(0)
    return _Offset(length)


def _is_utc(value: Any) -> bool:
    return isinstance(value, _Offset) and value.offset == timedelta(0)


def _moment(arguments: list[Any], named: dict[str, Any]) -> str:
    zone = next((one for one in (named.get("tzinfo"), *arguments) if isinstance(one, _Offset)), None)
    numbers = [int(one) for one in arguments if type(one) is int]
    moment = datetime(*numbers[:7])  # type: ignore[arg-type]
    if zone is not None and zone.offset is not None:
        moment = moment.replace(tzinfo=timezone(zone.offset))
    return moment.isoformat()
