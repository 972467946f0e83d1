"""Rows of a table, whatever it is written in: CSV with any usual separator, or JSON lines. Bounded in memory."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from firstseen.errors import RefusedError
from firstseen.intake.json_text import clean, load_json
from firstseen.intake.posts_columns import SYNONYMS, known_headings
from firstseen.model.items import Refusal

__all__ = ["MAX_CELL", "MAX_ROW", "Row", "Shape", "headings_of", "rows", "shape_of"]

MAX_CELL = 1 << 20
"""Characters of one cell. The longest text a platform takes, a Facebook post, has 63,206."""
MAX_ROW = 1 << 24
"""Characters of one row. More means, in practice, a quote that is opened and never closed."""
_SEPARATORS = ",\t;|"
_LONGEST_HEADING = 120
_SAMPLED_ROWS = 20
_SAMPLED_OBJECTS = 100

_ALONE = frozenset(word for column in ("post_id", "url") for word in (column, *SYNONYMS[column]))
"""Headings that make a table of one column."""

# The csv module's own limit (128 KiB a cell) ends the whole table; ours refuse the one row.
csv.field_size_limit(MAX_ROW)


@dataclass(frozen=True, slots=True)
class Shape:
    """How a table is written: `separator` of the cells, None for JSON lines."""

    separator: str | None


@dataclass(frozen=True, slots=True)
class Row:
    """A row: where it is ("row 12", "line 3") and its cells by the table's headings, in their order."""

    locator: str
    cells: dict[str, Any]


def shape_of(text: str, *, whole: bool) -> Shape | None:
    """How the table that begins with `text` is written, None when it is no table. `whole`: there is no more of it."""
    lines = text.lstrip().splitlines() if whole else text.lstrip().splitlines()[:-1] or [text.lstrip()]
    if not lines:
        return None
    if lines[0].startswith("{"):
        return Shape(None) if _is_object(lines[0], cut=not whole and len(lines) == 1) else None
    best: tuple[int, int, str] | None = None
    for separator in _SEPARATORS:
        sampled = _sampled(lines, separator)
        known = sum(cell.strip().lower() in known_headings() for cell in sampled[0])
        width = len(sampled[0])
        if not _plausible(sampled, known):
            continue
        if best is None or (known, width) > best[:2]:
            best = (known, width, separator)
    return Shape(best[2]) if best else None


def _is_object(line: str, *, cut: bool) -> bool:
    if cut:
        return '":' in line
    try:
        return isinstance(load_json(line), dict)
    except ValueError:
        return False


def _sampled(lines: Sequence[str], separator: str) -> list[list[str]]:
    sampled = []
    try:
        for cells in csv.reader(iter(line + "\n" for line in lines), delimiter=separator):
            if cells:
                sampled.append(cells)
            if len(sampled) > _SAMPLED_ROWS:
                break
    except csv.Error:
        pass
    return sampled or [[""]]


def _plausible(sampled: Sequence[Sequence[str]], known: int) -> bool:
    """Whether these can be rows of one table: headings that are short and differ, rows mostly as long as they are."""
    headings = [cell.strip() for cell in sampled[0]]
    if any(len(heading) > _LONGEST_HEADING or "\n" in heading for heading in headings):
        return False
    if len(headings) == 1:
        return headings[0].lower() in _ALONE
    if known >= 2 or (known and len(sampled) > 1 and all(len(cells) == len(headings) for cells in sampled[1:])):
        return True
    named = [heading for heading in headings if heading]
    if len(named) < 2 or len(set(named)) < len(named) or len(sampled) < 3:
        return False
    fitting = sum(len(cells) == len(headings) for cells in sampled[1:-1])
    return fitting * 10 >= 9 * (len(sampled) - 2) and fitting > 0


def headings_of(shape: Shape, text: io.TextIOBase, name: str) -> list[str]:
    """The headings, each named once; of JSON lines, the fields of the first objects. Leaves `text` where they end."""
    if shape.separator is None:
        found: dict[str, None] = {}
        for count, line in enumerate(iter(lambda: text.readline(MAX_ROW), "")):
            if count >= _SAMPLED_OBJECTS:
                break
            try:
                value = load_json(line)
            except ValueError:
                continue
            if isinstance(value, dict):
                found.update(dict.fromkeys(value))
        text.seek(0)
        return list(found)
    lines = _Lines(text)
    try:
        cells = next((cells for cells in csv.reader(lines, delimiter=shape.separator) if any(cells)), [])
    except (csv.Error, _TooLongError) as error:
        raise RefusedError(name, f"its headings cannot be read: {error}") from error
    named: dict[str, None] = {}
    for position, cell in enumerate(cells, 1):
        heading = clean(cell.strip().lstrip("\ufeff")) or f"column {position}"
        named[heading if heading not in named else f"{heading} ({position})"] = None
    return list(named)


def rows(shape: Shape, text: io.TextIOBase, headings: Sequence[str], name: str) -> Iterator[Row | Refusal]:
    """The rows after the headings; a row that cannot be used is a `Refusal` that names it, and the next ones go on."""
    return _objects(text, name) if shape.separator is None else _cells(shape.separator, text, headings, name)


def _objects(text: io.TextIOBase, name: str) -> Iterator[Row | Refusal]:
    number = 0
    while line := text.readline(MAX_ROW):
        number += 1
        locator = f"line {number}"
        if len(line) >= MAX_ROW and not line.endswith(("\n", "\r")):
            _to_next_line(text)
            yield Refusal(f"{name}, {locator}", f"longer than {MAX_ROW >> 20} million characters")
            continue
        if not line.strip():
            continue
        try:
            value = load_json(line)
        except ValueError as error:
            yield Refusal(f"{name}, {locator}", f"no JSON: {error}")
            continue
        if isinstance(value, dict):
            yield Row(locator, value)
        else:
            yield Refusal(f"{name}, {locator}", "no JSON object with fields")


def _cells(separator: str, text: io.TextIOBase, headings: Sequence[str], name: str) -> Iterator[Row | Refusal]:
    lines = _Lines(text)
    reader = csv.reader(lines, delimiter=separator)
    # Numbered as a spreadsheet shows them: the headings are row 1.
    number = 1
    while True:
        lines.row_begins()
        number += 1
        locator = f"row {number}"
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield Refusal(f"{name}, {locator}", f"cannot be read: {error}")
            continue
        except _TooLongError:
            reason = f"does not end within {MAX_ROW >> 20} million characters (a quote that is never closed?)"
            yield Refusal(f"{name}, {locator}", f"{reason}; the rows after it were not read")
            return
        if not any(cells):
            continue
        objection = _objection(cells, headings, ended=not lines.ran_out, cut=lines.cut)
        if objection is not None:
            yield Refusal(f"{name}, {locator}", objection)
        else:
            yield Row(locator, {heading: clean(cell) for heading, cell in zip(headings, cells, strict=True)})


def _objection(cells: Sequence[str], headings: Sequence[str], *, ended: bool, cut: bool) -> str | None:
    if cut:
        return f"longer than {MAX_ROW >> 20} million characters"
    if not ended:
        return "a quote in it is never closed, so what follows it cannot be told apart"
    if len(cells) != len(headings):
        return f"has {len(cells)} cells, but the table has {len(headings)} columns"
    if any(len(cell) > MAX_CELL for cell in cells):
        return f"a cell is longer than {MAX_CELL >> 20} million characters"
    if any("\0" in cell for cell in cells):
        return "holds NUL bytes: the file is damaged here"
    return None


def _to_next_line(text: io.TextIOBase) -> None:
    while piece := text.readline(MAX_ROW):
        if piece.endswith(("\n", "\r")):
            return


class _TooLongError(ValueError):
    """A row that does not end."""


class _Lines:
    """Lines for the csv module, which asks for more of them as long as a quote is open."""

    def __init__(self, text: io.TextIOBase) -> None:
        self._text = text
        self._length = 0
        self.ran_out = False
        self.cut = False
        """Whether a line of the row was longer than is read; its rest was passed over."""

    def row_begins(self) -> None:
        self._length = 0
        self.cut = False

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        line = self._text.readline(MAX_ROW)
        if not line:
            self.ran_out = self._length > 0
            raise StopIteration
        if len(line) == MAX_ROW and not line.endswith(("\n", "\r")):
            self.cut = True
            _to_next_line(self._text)
        self._length += len(line)
        if self._length > MAX_ROW:
            raise _TooLongError(f"a row is longer than {MAX_ROW >> 20} million characters")
        return line
