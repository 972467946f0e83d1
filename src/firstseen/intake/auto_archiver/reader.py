"""The reader of auto-archiver's results: CSV whose cells are Python, the sheet as CSV, and JSON."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping
from typing import Any, ClassVar

from firstseen.intake.auto_archiver.files import Files
from firstseen.intake.auto_archiver.result import Results
from firstseen.intake.auto_archiver.sheet import is_sheet, sheet_item
from firstseen.intake.json_stream import BrokenJsonError, JsonStream, Value
from firstseen.intake.json_text import canonical_json
from firstseen.intake.python_repr import read_repr
from firstseen.intake.source import Reading, ReadOptions, Source
from firstseen.intake.table_rows import Row, Shape, headings_of, rows
from firstseen.model.items import Refusal, SourceRead

__all__ = ["AutoArchiverReader"]

_COLUMNS = frozenset({"status", "metadata", "media"})
_FIELDS = tuple(
    re.compile(rf'"{name}"\s*:\s*{value}') for name, value in (("status", '"'), ("metadata", r"\{"), ("media", r"\["))
)
_OWN = re.compile(r'"(?:_processed_at|properties|_key|_mimetype)"')


class AutoArchiverReader:
    """Reads the results that auto-archiver wrote, with the files beside them."""

    name: ClassVar[str] = "auto-archiver"

    def fits(self, source: Source, head: bytes) -> bool:
        """Whether this is a table with its columns, or JSON with its fields."""
        text = head.decode("utf-8", "replace").lstrip("\ufeff \t\r\n")
        if text.startswith(("{", "[")):
            return all(field.search(text) for field in _FIELDS) and _OWN.search(text) is not None
        headings = _headings(text)
        return is_sheet(headings) or (set(headings) >= _COLUMNS and "{'" in text)

    def read(self, source: Source, options: ReadOptions) -> Reading:
        """The archived posts in the order of the file, then the files that belong to them."""
        yield SourceRead(source.name, self.name, source.content())
        results = Results(source, Files(source))
        head = source.head().decode("utf-8", "replace").lstrip("\ufeff \t\r\n")
        yield from _json(results) if head.startswith(("{", "[")) else _table(results)
        yield SourceRead(source.name, self.name, None, tuple(dict.fromkeys([*results.companions, *results.tokens])))
        yield from results.notices.told()
        for token in dict.fromkeys(results.tokens):
            # Kept as they are: a token proves something only together with the bytes it is over.
            yield SourceRead(token, self.name, Source(source.tree, token).content())


def _headings(text: str) -> list[str]:
    line = text.split("\n", 1)[0].strip("\r")
    try:
        return [cell.strip() for cell in next(csv.reader([line]), [])]
    except csv.Error:
        return []


def _json(results: Results) -> Reading:
    number = 0
    with results.source.open() as raw:
        stream = JsonStream(raw)
        try:
            while stream.peek():
                if stream.peek() == "[":
                    for _ in stream.elements():
                        number += 1
                        yield from _described(results, stream.value(), number)
                else:
                    number += 1
                    yield from _described(results, stream.value(), number)
        except BrokenJsonError as error:
            reason = f"the JSON is broken here: {error.reason}; nothing after it was read"
            yield Refusal(f"{results.source.name}, after result {number}", reason)


def _described(results: Results, value: Value, number: int) -> Reading:
    if value.mended:
        results.notices.mended(value.mended)
    if not isinstance(value.value, dict):
        yield Refusal(f"{results.source.name}, result {number}", "is no result: no object with fields")
        return
    yield from results.item(value.value, value.record, f"result {number} of {results.source.name}")


def _table(results: Results) -> Reading:
    with results.source.open() as stream:
        text = io.TextIOWrapper(stream, "utf-8-sig", "replace", newline="")
        try:
            yield from _rows(results, text)
        finally:
            text.detach()


def _rows(results: Results, text: io.TextIOWrapper) -> Reading:
    shape = Shape(",")
    headings = headings_of(shape, text, results.source.name)
    sheet = is_sheet(headings)
    for row in rows(shape, text, headings, results.source.name):
        if isinstance(row, Refusal):
            yield row
        elif sheet:
            yield from sheet_item(results, row.cells, row.locator)
        else:
            yield from _result(results, row)


def _result(results: Results, row: Row) -> Reading:
    place = f"{results.source.name}, {row.locator}"
    result: dict[str, Any] = {"status": row.cells.get("status")}
    for name, kind in (("metadata", dict), ("media", list)):
        try:
            value = read_repr(row.cells.get(name) or ("{}" if kind is dict else "[]"))
        except ValueError as error:
            yield Refusal(place, f"its cell {name} is not written as Python writes it: {error}")
            value = kind()
        result[name] = value if isinstance(value, kind) else kind()
    for name in row.cells.keys() - _COLUMNS:
        results.notices.unknown_field(f"column {name}")
    record: Mapping[str, Any] = row.cells
    yield from results.item(result, canonical_json(record), f"{row.locator} of {results.source.name}")
