"""A large JSON document read piece by piece: its objects and arrays are walked, one record is in memory at a time.

RFC 8259, read leniently where exporters are known to break it: raw control characters inside strings, a comma too many,
bytes that are not UTF-8 (kept, and told). What cannot be read is said, and the reading goes on behind it.
"""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate
from typing import Any, BinaryIO, Final

from firstseen.intake.json_text import cleaned

__all__ = ["MAX_VALUE", "BrokenJsonError", "JsonStream", "Value", "read_value"]

MAX_VALUE: Final = 16 << 20
"""Characters of one record. The longest messages of platforms are under a thousandth of that."""
_CHUNK: Final = 1 << 20
_EDGE: Final = 16
"""An error this near to what has been read so far may only be the end of a piece (a cut escape or literal)."""
_LENIENT: Final = json.JSONDecoder(strict=False)
_SPACE: Final = re.compile(r"[ \t\r\n]*")
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_IN_STRING_CONTROL: Final = re.compile(r"[\x00-\x1f]")
_HALF_ESCAPED: Final = re.compile(
    r"\\u[dD][89abAB][0-9a-fA-F]{2}(?!\\u[dD][c-fC-F])|(?<!\\u[dD][89abAB][0-9a-fA-F]{2})\\u[dD][c-fC-F]"
)
"""Halves of pairs without their other half, escaped."""
_STRING: Final = re.compile(r'"(?:[^"\\]++|\\.)*+"', re.S)
_STEPS: Final = {"{": 1, "[": 1, "}": -1, "]": -1}
_TOO_DEEP: Final = "nested too deeply"
_MAX_DEPTH: Final = 100
"""Levels of one record. Platforms' own records have under 30; what is made of a record must not run out of stack."""
_PLAIN: Final = re.compile(r'["{}\[\]]')
_QUOTED: Final = re.compile(r'["\\]')
_DELIMITERS: Final = frozenset(",]} \t\r\n")
_SCALAR_ENDS: Final = re.compile(r"[,\]}\s]")


class BrokenJsonError(ValueError):
    """The document cannot be read at this place. `cut`: it ends here."""

    def __init__(self, reason: str, *, cut: bool = False) -> None:
        super().__init__(reason)
        self.reason = reason
        self.cut = cut


@dataclass(frozen=True, slots=True)
class Value:
    """A value with the text it was read from. `mended` names the fault that was read over, if any."""

    value: Any
    raw: str
    mended: str | None = None

    @property
    def record(self) -> bytes:
        """The bytes it was read from, those that are no UTF-8 among them as they were."""
        return self.raw.encode("utf-8", "surrogateescape")


def read_value(raw: str) -> Value:
    """The value of one JSON text; raises `BrokenJsonError`."""
    try:
        value, end = _LENIENT.raw_decode(raw, _space(raw, 0))
    except RecursionError:
        raise BrokenJsonError(_TOO_DEEP) from None
    except ValueError as error:
        raise BrokenJsonError(_why(error)) from None
    if _space(raw, end) < len(raw):
        raise BrokenJsonError("there is more behind its end")
    return _checked(value, raw)


def _checked(value: Any, raw: str) -> Value:
    if raw.count("[") + raw.count("{") > _MAX_DEPTH and _depth(raw) > _MAX_DEPTH:
        raise BrokenJsonError(_TOO_DEEP)
    mended = None
    if _IN_STRING_CONTROL.search(raw) is not None and _needs_leniency(raw):
        mended = "control character in JSON"
    if _has_halves(raw):
        if any("\udc80" <= sign <= "\udcff" for sign in raw):
            mended = "bytes that are not UTF-8"
        value = cleaned(value)
    return Value(value, raw, mended)


def _depth(raw: str) -> int:
    return max(accumulate(_STEPS.get(sign, 0) for sign in _STRING.sub("", raw)), default=0)


def _has_halves(raw: str) -> bool:
    """Whether there are halves of pairs of surrogates, as they are (bytes that were no UTF-8) or escaped."""
    try:
        raw.encode()
    except UnicodeEncodeError:
        return True
    return ("\\ud" in raw or "\\uD" in raw) and _HALF_ESCAPED.search(raw) is not None


def _needs_leniency(raw: str) -> bool:
    if _CONTROL.search(raw) is not None:
        return True
    try:
        json.loads(raw)
    except ValueError:
        return True
    return False


def _why(error: ValueError) -> str:
    return error.msg if isinstance(error, json.JSONDecodeError) else str(error)


def _space(text: str, at: int) -> int:
    match = _SPACE.match(text, at)
    return match.end() if match else at


class JsonStream:
    """A document under a pen that goes forward only.

    At a value, one of `fields` (an object), `elements` (an array), `value` (all of it) or `skip` goes on; what a loop
    over fields or elements leaves untouched is skipped.
    """

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        start = stream.read(4)
        encoding, drop = "utf-8", 0
        for mark, name in (
            (codecs.BOM_UTF8, "utf-8"),
            (codecs.BOM_UTF16_LE, "utf-16-le"),
            (codecs.BOM_UTF16_BE, "utf-16-be"),
        ):
            if start.startswith(mark):
                encoding, drop = name, len(mark)
        errors = "surrogateescape" if encoding == "utf-8" else "replace"
        self._decoder = codecs.getincrementaldecoder(encoding)(errors)
        self._text = self._decoder.decode(start[drop:])
        self._at = 0
        self._ended = False
        self._passed = 0
        self._resumed = False

    def _fill(self, size: int = _CHUNK) -> bool:
        """Reads on; False at the end of the document."""
        if self._ended:
            return False
        data = self._stream.read(size)
        self._ended = not data
        self._passed += self._at
        self._text = self._text[self._at :] + self._decoder.decode(data, final=not data)
        self._at = 0
        return True

    def _where(self) -> int:
        return self._passed + self._at

    def peek(self) -> str:
        """The next sign that is not white space; empty at the end."""
        while True:
            self._at = _space(self._text, self._at)
            if self._at < len(self._text):
                return self._text[self._at]
            if not self._fill():
                return ""

    def _take(self, sign: str) -> None:
        found = self.peek()
        if found != sign:
            if found == "":
                raise BrokenJsonError("it ends in the middle", cut=True)
            raise BrokenJsonError(f"{sign!r} was expected, not {found!r}")
        self._at += 1

    def fields(self) -> Iterator[str]:
        """The names of an object's fields, standing at the value of each."""
        self._take("{")
        first = True
        while self.peek() != "}":
            if not first:
                self._take(",")
                if self.peek() == "}":
                    break
            first = False
            if self.peek() != '"':
                self._take('"')
            name = self.value().value
            self._take(":")
            self.peek()
            before = self._where()
            yield str(name)
            if self._where() == before:
                self.skip()
        self._take("}")

    def elements(self) -> Iterator[None]:
        """Once for each element of an array, standing at it."""
        self._take("[")
        first = True
        while self.peek() != "]":
            if not first and not self._resumed:
                self._take(",")
                if self.peek() == "]":
                    break
            first = self._resumed = False
            if self.peek() == "":
                raise BrokenJsonError("it ends in the middle", cut=True)
            before = self._where()
            yield
            if self._where() == before:
                self.skip()
        self._take("]")

    def value(self) -> Value:
        """All of the value here; raises `BrokenJsonError` and stays in front of it."""
        if self.peek() == "":
            raise BrokenJsonError("it ends in the middle", cut=True)
        size = _CHUNK
        while True:
            try:
                value, end = _LENIENT.raw_decode(self._text, self._at)
            except RecursionError:
                raise BrokenJsonError(_TOO_DEEP) from None
            except json.JSONDecodeError as error:
                near = error.msg.startswith("Unterminated string") or error.pos >= len(self._text) - _EDGE
                if not near:
                    raise BrokenJsonError(error.msg) from None
                reason = error.msg
            except ValueError as error:
                raise BrokenJsonError(str(error)) from None
            else:
                if self._is_whole(end):
                    checked = _checked(value, self._text[self._at : end])
                    self._at = end
                    return checked
                reason = "it does not end"
            if len(self._text) - self._at > MAX_VALUE:
                raise BrokenJsonError(f"longer than {MAX_VALUE >> 20} million characters")
            if not self._fill(size):
                raise BrokenJsonError(reason, cut=True)
            size = min(size * 2, MAX_VALUE)

    def _is_whole(self, end: int) -> bool:
        """Whether a value ends at `end`. A number may go on in what has not been read yet."""
        if self._text[end - 1] in '}]"' or self._ended:
            return True
        return end < len(self._text) - _EDGE or self._text[end : end + 1] in _DELIMITERS

    def skip(self) -> None:
        """Passes over the value here, however large it is, without keeping it."""
        first = self.peek()
        if first == "":
            raise BrokenJsonError("it ends in the middle", cut=True)
        if first not in '{["':
            self._skip_to(_SCALAR_ENDS, may_end=True)
            return
        depth, quoted = 0, False
        while True:
            found = self._skip_to(_QUOTED if quoted else _PLAIN)
            self._at += 1
            if found == "\\":
                if self._at >= len(self._text) and not self._fill():
                    raise BrokenJsonError("it ends in the middle", cut=True)
                self._at += 1
                continue
            if found == '"':
                quoted = not quoted
            else:
                depth += 1 if found in "{[" else -1
            if depth == 0 and not quoted:
                return

    def _skip_to(self, wanted: re.Pattern[str], *, may_end: bool = False) -> str:
        while True:
            match = wanted.search(self._text, self._at)
            if match is not None:
                self._at = match.start()
                return match[0]
            self._at = len(self._text)
            if not self._fill():
                if may_end:
                    return ""
                raise BrokenJsonError("it ends in the middle", cut=True)

    def resume(self, start: re.Pattern[str], never: re.Pattern[str]) -> None:
        """After a broken element: goes on to the next place where an element starts.

        `start` matches there from its opening brace. `never` matches what cannot stand inside this array: behind it
        nothing can be told apart any more, and `BrokenJsonError` is raised, as at the end of the document.
        """
        self._at += 1
        overlap = 1 << 10
        while True:
            match, wall = start.search(self._text, self._at), never.search(self._text, self._at)
            if wall is not None and (match is None or wall.start() < match.start()):
                raise BrokenJsonError("what follows it cannot be told apart")
            if match is not None:
                self._at = match.start()
                self._resumed = True
                return
            self._at = max(self._at, len(self._text) - overlap)
            if not self._fill():
                raise BrokenJsonError("nothing after it can be read", cut=True)
