"""JSON lines from strangers: one record a line, read one at a time, whatever the length of the lines."""

from __future__ import annotations

import codecs
import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO, Final

from firstseen.intake.json_stream import BrokenJsonError, JsonStream, Value, read_value
from firstseen.model.items import Refusal

__all__ = ["MAX_LINE", "Line", "first_object", "json_lines", "json_records"]

MAX_LINE: Final = 16 << 20
"""Bytes of one line. The longest record of a platform seen has 0.1 MiB."""
_CHUNK: Final = 1 << 20


@dataclass(frozen=True, slots=True)
class Line:
    """A record with where it is ("line 12", "record 12")."""

    locator: str
    read: Value

    @property
    def value(self) -> dict[str, Any]:
        """The record's fields."""
        fields: dict[str, Any] = self.read.value
        return fields


def json_lines(stream: BinaryIO, name: str) -> Iterator[Line | Refusal]:
    """The objects of a file of JSON lines; a line that is none is refused by its number, and the next ones go on."""
    start = stream.read(3)
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        yield Refusal(name, "in UTF-16, which JSON lines are not; save it as UTF-8")
        return
    if start != codecs.BOM_UTF8:
        stream.seek(0)
    number = 0
    while raw := stream.readline(MAX_LINE + 1):
        number += 1
        locator = f"line {number}"
        if len(raw) > MAX_LINE and not raw.endswith(b"\n"):
            _to_next_line(stream)
            yield Refusal(f"{name}, {locator}", f"longer than {MAX_LINE >> 20} MiB, which no record is")
            continue
        text = raw.decode("utf-8", "surrogateescape").strip()
        if text:
            yield _line(text, locator, name)


def _line(text: str, locator: str, name: str) -> Line | Refusal:
    try:
        read = read_value(text)
    except BrokenJsonError as error:
        return Refusal(f"{name}, {locator}", f"no JSON: {error.reason}")
    if not isinstance(read.value, dict):
        return Refusal(f"{name}, {locator}", "no JSON object with fields")
    return Line(locator, read)


def _to_next_line(stream: BinaryIO) -> None:
    while chunk := stream.readline(_CHUNK):
        if chunk.endswith(b"\n"):
            return


def json_records(stream: BinaryIO, name: str) -> Iterator[Line | Refusal]:
    """The objects of JSON lines, or of a JSON array of objects, or the one object that the file is."""
    json = JsonStream(stream)
    if json.peek() != "[":
        stream.seek(0)
        lines = json_lines(stream, name)
        first = next(lines, None)
        if isinstance(first, Refusal) and (whole := _whole(stream)) is not None:
            yield Line("the whole file", whole)
            return
        if first is not None:
            yield first
        yield from lines
        return
    number = 0
    try:
        for _ in json.elements():
            number += 1
            locator = f"record {number}"
            read = json.value()
            if isinstance(read.value, dict):
                yield Line(locator, read)
            else:
                yield Refusal(f"{name}, {locator}", "no JSON object with fields")
    except BrokenJsonError as error:
        yield Refusal(name, f"cut off or damaged: {error.reason}; {number} records were begun before")


def _whole(stream: BinaryIO) -> Value | None:
    """The file as one object written over several lines, else None; leaves the stream where it was."""
    at = stream.tell()
    stream.seek(0)
    try:
        read = JsonStream(stream).value()
    except BrokenJsonError:
        return None
    finally:
        stream.seek(at)
    return read if isinstance(read.value, dict) else None


def first_object(head: bytes) -> dict[str, Any] | None:
    """The first object of a file of objects, for detection; None where it is not whole within `head`."""
    text = head.decode("utf-8", "surrogateescape").lstrip("\ufeff").lstrip()
    text = text.removeprefix("[").lstrip()
    if not text.startswith("{"):
        return None
    try:
        value = JsonStream(io.BytesIO(text.encode("utf-8", "surrogateescape"))).value().value
    except BrokenJsonError:
        return None
    return value if isinstance(value, dict) else None
