"""The parts of a mail, decoded as they pass: words into memory, everything else into a temporary file."""

from __future__ import annotations

import binascii
import re
from dataclasses import dataclass, field
from typing import Final

from firstseen.intake.kept import Kept, KeptContent, KeptWriter
from firstseen.intake.mime.headers import MAX_HEAD, Head
from firstseen.intake.mime.lines import Lines

__all__ = ["MAX_DEPTH", "MAX_PARTS", "MAX_TEXT", "Mail", "Part", "read_mail"]

MAX_PARTS: Final = 10_000
MAX_DEPTH: Final = 12
"""Parts within parts. A forwarded mail that was forwarded three times nests 8 deep."""
MAX_TEXT: Final = 32 << 20
"""Bytes of words kept of one part; what is beyond is left out, and told."""
_NOT_BASE64: Final = re.compile(rb"[^A-Za-z0-9+/]+")
_QP_SOFT: Final = re.compile(rb"=[ \t]*\r?\n\Z")


@dataclass(slots=True)
class Part:
    """A part that holds no others. `text` are its decoded bytes where it is words, else `content` has them.

    `cut`: bytes that were left out, or None. `ended`: whether its end was found.
    """

    head: Head
    text: bytes = b""
    content: KeptContent | None = None
    cut: bool = False
    ended: bool = False


@dataclass(slots=True)
class Mail:
    """A mail: its head, its parts in order, the mails that are attached to it; `faults` say what is broken in it."""

    head: Head
    parts: list[Part] = field(default_factory=list)
    attached: list[Mail] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


def read_mail(lines: Lines, kept: Kept) -> Mail:
    """The mail that begins here, to its end. Never raises for what is in it; `faults` name it."""
    return _Reading(lines, kept).mail()


@dataclass(slots=True)
class _Level:
    """A part that holds others: its boundary, and the mail that they belong to."""

    boundary: bytes
    mail: Mail


class _Reading:
    def __init__(self, lines: Lines, kept: Kept) -> None:
        self._lines = lines
        self._kept = kept
        self._levels: list[_Level] = []
        self._parts = 0
        self._top: Mail | None = None

    def mail(self) -> Mail:
        head = self._head()
        top = self._top = Mail(head)
        at = self._body(head, top)
        while at is not None:
            # A boundary was met: `at` is the level it belongs to, the part behind it begins.
            del self._levels[at + 1 :]
            level = self._levels[at]
            at = self._body(self._head(), level.mail)
        if self._levels:
            top.faults.append("it ends before its last part does: cut off")
        return top

    def _head(self) -> Head:
        data = bytearray()
        while line := self._lines.next():
            if self._lines.starts and line in (b"\n", b"\r\n"):
                break
            if self._lines.starts and self._level_of(line) is not None:
                break
            if len(data) < MAX_HEAD:
                data += line
        return Head(bytes(data))

    def _fault(self, text: str) -> None:
        if self._top is not None and text not in self._top.faults:
            self._top.faults.append(text)

    def _body(self, head: Head, mail: Mail) -> int | None:
        """Reads what follows a head, to the next boundary: the level it belongs to, None at the end."""
        boundary = head.parameter("boundary") if head.kind.startswith("multipart/") else None
        if boundary is not None:
            if len(self._levels) >= MAX_DEPTH:
                self._fault(f"parts lie more than {MAX_DEPTH} deep in others; those deeper are not read")
                return self._pass_over()
            self._levels.append(_Level(b"--" + boundary.encode("utf-8", "surrogateescape"), mail))
            return self._pass_over()
        self._parts += 1
        if self._parts > MAX_PARTS:
            self._fault(f"has more than {MAX_PARTS} parts; the others are not read")
            return self._pass_over()
        if (
            head.kind == "message/rfc822"
            and head.coding in ("", "7bit", "8bit", "binary")
            and len(self._levels) < MAX_DEPTH
        ):
            inner = Mail(self._head())
            mail.attached.append(inner)
            return self._body(inner.head, inner)
        part = Part(head)
        mail.parts.append(part)
        return self._leaf(part)

    def _pass_over(self) -> int | None:
        while line := self._lines.next():
            level = self._level_of(line) if self._lines.starts else None
            if level is not None:
                return self._closed(*level)
        return None

    def _level_of(self, line: bytes) -> tuple[int, bool] | None:
        """(level, whether it ends there) of a line that is a boundary of ours."""
        if not line.startswith(b"--"):
            return None
        plain = line.rstrip()
        for number in range(len(self._levels) - 1, -1, -1):
            boundary = self._levels[number].boundary
            if plain == boundary:
                return number, False
            if plain == boundary + b"--":
                return number, True
        return None

    def _closed(self, level: int, ends: bool) -> int | None:
        if not ends:
            return level
        del self._levels[level:]
        return self._pass_over()

    def _leaf(self, part: Part) -> int | None:
        sink = _Sink(part, self._kept)
        while line := self._lines.next():
            level = self._level_of(line) if self._lines.starts else None
            if level is not None:
                sink.end(whole=True)
                return self._closed(*level)
            sink.add(line)
        sink.end(whole=not self._levels)
        return None


class _Sink:
    """Decodes the lines of one part."""

    def __init__(self, part: Part, kept: Kept) -> None:
        self._part = part
        self._coding = part.head.coding
        # A multipart without its boundary is words (RFC 2045, 5.2).
        self._is_text = part.head.kind.startswith(("text/", "multipart/")) and not part.head.is_attachment
        self._text = bytearray()
        self._writer: KeptWriter | None = None if self._is_text else kept.writer()
        self._left = b""

    def add(self, line: bytes) -> None:
        if self._coding == "base64":
            data = self._left + _NOT_BASE64.sub(b"", line)
            whole = len(data) - len(data) % 4
            self._left = data[whole:]
            self._put(_base64(data[:whole]))
        elif self._coding == "quoted-printable":
            soft = _QP_SOFT.search(line)
            body, ending = (line[: soft.start()], b"") if soft else _split(line)
            self._put(self._left + binascii.a2b_qp(body))
            self._left = ending
        else:
            body, ending = _split(line)
            self._put(self._left + body)
            self._left = ending

    def end(self, *, whole: bool) -> None:
        """The last line ending belongs to the boundary behind it."""
        if self._coding == "base64" and self._left:
            self._put(_base64(self._left + b"=" * (-len(self._left) % 4)))
        if self._writer is not None:
            self._part.content = self._writer.content()
        self._part.text = bytes(self._text)
        self._part.ended = whole

    def _put(self, data: bytes) -> None:
        if self._writer is not None:
            self._writer.write(data)
        elif len(self._text) + len(data) <= MAX_TEXT:
            self._text += data
        else:
            self._part.cut = True


def _split(line: bytes) -> tuple[bytes, bytes]:
    body = line.rstrip(b"\r\n") if line.endswith(b"\n") else line
    return body, line[len(body) :]


def _base64(data: bytes) -> bytes:
    try:
        return binascii.a2b_base64(data)
    except binascii.Error:
        return b""
