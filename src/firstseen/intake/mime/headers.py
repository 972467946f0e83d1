"""The head of a mail or part (RFC 5322, RFC 2045, RFC 2047, RFC 2231), asked for without ever raising."""

from __future__ import annotations

import re
from collections.abc import Iterator
from email.errors import MessageError
from email.header import decode_header
from email.message import Message
from email.parser import BytesHeaderParser
from email.utils import getaddresses
from typing import Final

from firstseen.intake.json_text import clean

__all__ = ["MAX_HEAD", "Head", "is_head"]

MAX_HEAD: Final = 1 << 20
"""Bytes of one head. The longest seen, with 40 Received lines and signatures, has 30,000."""
_BROKEN: Final = (MessageError, ValueError, LookupError, TypeError, AttributeError)
_FIELD: Final = re.compile(rb"[!-9;-~]{1,80}[ \t]*:")
_MAX_VALUE: Final = 8_000
_CONTROLS: Final = re.compile(r"[\x00-\x1f\x7f]+")


class Head:
    """The fields of one head. `raw` are its bytes."""

    def __init__(self, raw: bytes) -> None:
        self.raw = raw
        try:
            self._message: Message = BytesHeaderParser().parsebytes(raw)
        except _BROKEN:
            self._message = Message()

    def names(self) -> list[str]:
        """The names of the fields, in small letters."""
        return [name.lower() for name in self._message.keys()]  # noqa: SIM118 - a message is no mapping

    def has(self, name: str) -> bool:
        """Whether there is such a field."""
        return name in self._message

    def all(self, name: str) -> list[str]:
        """The values of all fields of this name, decoded, on one line each."""
        return [_decoded(str(value)) for value in self._message.get_all(name, [])]

    def one(self, name: str) -> str | None:
        """The first value of this name; None where there is none or it is empty."""
        return next(iter(self.all(name)), None) or None

    def people(self, name: str) -> Iterator[tuple[str | None, str | None]]:
        """(name, address) of everybody in such fields."""
        values = [str(value) for value in self._message.get_all(name, [])]
        try:
            pairs = getaddresses(values)
        except _BROKEN:
            return
        for shown, address in pairs:
            yield _decoded(shown) or None, _decoded(address) or None

    @property
    def kind(self) -> str:
        """The content type in small letters ("text/plain" where none is given)."""
        try:
            return self._message.get_content_type()
        except _BROKEN:
            return "text/plain"

    def parameter(self, name: str) -> str | None:
        """A parameter of the content type (boundary, charset)."""
        try:
            value = self._message.get_param(name)
            value = value[2] if isinstance(value, tuple) else value
        except _BROKEN:
            return None
        return clean(value.strip()) or None if isinstance(value, str) else None

    @property
    def file_name(self) -> str | None:
        """The name of the file that a part is."""
        try:
            name = self._message.get_filename()
        except _BROKEN:
            return None
        return _decoded(name) or None if name else None

    @property
    def is_attachment(self) -> bool:
        """Whether the part is attached, and no words of the mail."""
        try:
            return (self._message.get_content_disposition() or "") == "attachment"
        except _BROKEN:
            return False

    @property
    def coding(self) -> str:
        """The transfer encoding in small letters."""
        return (self.one("Content-Transfer-Encoding") or "").split(";")[0].strip().lower()


def _decoded(value: str) -> str:
    """A value with its encoded words (RFC 2047) as text, on one line."""
    value = value[:_MAX_VALUE]
    pieces: list[str] = []
    try:
        for data, charset in decode_header(value):
            pieces.append(data if isinstance(data, str) else _text(data, charset))
    except _BROKEN:
        pieces = [value]
    text = "".join(pieces)
    if "\udc80" <= max(text, default="") <= "\udcff":
        text = _text(text.encode("utf-8", "surrogateescape"), None)
    return " ".join(_CONTROLS.sub(" ", clean(text)).split())


def _text(data: bytes, charset: str | None) -> str:
    for name in (charset, "utf-8"):
        if name:
            try:
                return data.decode(name)
            except (LookupError, UnicodeDecodeError, ValueError):
                continue
    return data.decode("cp1252", "replace")


def is_head(data: bytes) -> bool:
    """Whether the bytes begin as a head does: fields, one a line, up to an empty line or the end of the bytes."""
    lines = data.split(b"\n")
    fields = 0
    for number, raw in enumerate(lines):
        line = raw.rstrip(b"\r")
        if not line:
            break
        if line[:1] in b" \t":
            if not fields:
                return False
        elif _FIELD.match(line):
            fields += 1
        elif number < len(lines) - 1:
            return False
    return fields >= 2
