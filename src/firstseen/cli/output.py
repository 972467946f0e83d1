"""What commands print: tables for people (plain when not on a terminal), one JSON object a line for machines.

Words from outside are shown without control characters: a post must not be able to move the cursor, colour the
terminal or turn the direction of the line.
"""

from __future__ import annotations

import csv
import io
import json
import sys
import textwrap
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, Final

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

__all__ = [
    "clean",
    "csv_lines",
    "duration",
    "emit",
    "heading",
    "json_option",
    "line",
    "moment",
    "on_terminal",
    "paragraph",
    "plural",
    "refusals",
    "span",
    "table",
]

_KEPT_CONTROLS: Final = frozenset("\n\t")
_PLAIN_WIDTH: Final = 200
_READABLE: Final = 100  # columns: longer lines are hard to follow
_FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t", "\r")

json_option = click.option("--json", "as_json", is_flag=True, help="One JSON object a line, for machines.")


def console() -> Console:
    """Standard output, as it is now."""
    terminal = sys.stdout.isatty()
    return Console(file=sys.stdout, markup=False, highlight=False, width=None if terminal else _PLAIN_WIDTH)


def clean(words: object) -> str:
    """Words from outside without control and direction characters (categories Cc and Cf; joiners are kept)."""
    return "".join(
        character
        if character in _KEPT_CONTROLS or character in "\u200c\u200d" or unicodedata.category(character) not in _HIDDEN
        else " "
        for character in str(words)
    )


_HIDDEN: Final = frozenset({"Cc", "Cf", "Cs", "Co"})


def emit(record: Mapping[str, Any]) -> None:
    """One JSON object on a line of its own."""
    words = json.dumps(record, ensure_ascii=False)
    # Paths may hold bytes that are no text: they are shown escaped, so that the output is UTF-8 always.
    click.echo(words.encode("utf-8", "backslashreplace").decode("utf-8"))


def line(words: str = "") -> None:
    """A line for people."""
    click.echo(clean(words))


def on_terminal() -> bool:
    """Whether a person reads along: tables and sentences are then laid out for the width there is."""
    return sys.stdout.isatty()


def paragraph(words: str, *, indent: int = 2, hanging: int = 0) -> None:
    """A sentence for people, indented; on a terminal it is broken between words, off one it stays on one line.

    `hanging`: how much further the second line and those after it are indented.
    """
    start = " " * indent
    text = _one_line(words)
    if on_terminal():
        width = min(console().width, _READABLE)
        after = start + " " * hanging
        click.echo(textwrap.fill(text, width, initial_indent=start, subsequent_indent=after, break_on_hyphens=False))
    else:
        click.echo(start + text)


def heading(words: str) -> None:
    """A heading for people: bold on a terminal, with an empty line before it."""
    out = console()
    out.print()
    out.print(Text(clean(words), style="bold"))


def table(columns: Sequence[str], rows: Iterable[Sequence[object]], *, wrap: Sequence[str] = ()) -> None:
    """A table for people; off a terminal, fields parted by tabs with a first line of names.

    `wrap` names the columns whose words may take several lines; the others are cut where the terminal ends.
    """
    if not sys.stdout.isatty():
        click.echo("\t".join(columns))
        for row in rows:
            click.echo("\t".join(_one_line(cell) for cell in row))
        return
    made = Table(box=None, pad_edge=False, header_style="dim", padding=(0, 2, 0, 0))
    for column in columns:
        folds = column in wrap
        made.add_column(column, no_wrap=not folds, overflow="fold" if folds else "ellipsis", ratio=1 if folds else None)
    for row in rows:
        made.add_row(*(Text(_one_line(cell)) for cell in row))
    console().print(made)


def _one_line(cell: object) -> str:
    return " ".join(clean("" if cell is None else cell).split())


def csv_lines(columns: Sequence[str], records: Iterable[Mapping[str, Any]]) -> Iterable[str]:
    """CSV with a header line. Lists and objects are JSON; text that a spreadsheet would run as a formula gets a '."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(columns)
    yield buffer.getvalue()
    for record in records:
        buffer.seek(0)
        buffer.truncate()
        writer.writerow([_csv_cell(record.get(column)) for column in columns])
        yield buffer.getvalue()


def _csv_cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return f"'{value}" if value.startswith(_FORMULA_STARTS) else value
    return json.dumps(value, ensure_ascii=False)


def moment(time: datetime | None) -> str:
    """An instant for people, in UTC, to the minute."""
    return "unknown" if time is None else time.astimezone(UTC).strftime("%Y-%m-%d %H:%M UTC").rjust(20, "0")


def span(earliest: datetime | None, latest: datetime | None) -> str:
    """A time span for people; a span within a minute is one moment."""
    if earliest is None and latest is None:
        return "time unknown"
    if earliest is None:
        return f"by {moment(latest)}"
    if latest is None:
        return f"not before {moment(earliest)}"
    if moment(earliest) == moment(latest) or (latest - earliest).total_seconds() <= 60:
        return moment(earliest)
    return f"{moment(earliest)} to {moment(latest)}"


def plural(number: int, one: str, many: str | None = None) -> str:
    """A number with its noun: 1 group, 3 groups, 1 medium, 2 media."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def duration(seconds: float) -> str:
    """A length of time: 4.3 s below a minute, then 1:05 or 2:03:09."""
    if seconds < 60:
        return f"{seconds:.1f} s"
    whole = round(seconds)
    hours, minutes = divmod(whole // 60, 60)
    return f"{hours}:{minutes:02d}:{whole % 60:02d}" if hours else f"{minutes}:{whole % 60:02d}"


def refusals(entries: Sequence[tuple[str, str]], *, most: int = 20) -> None:
    """Names what was refused, each with its reason; beyond `most` it says where the rest is."""
    if not entries:
        return
    heading(f"Refused: {plural(len(entries), 'input')}")
    for name, reason in entries[:most]:
        line(f"  {name}: {reason}")
    if len(entries) > most:
        line(f"  … and {len(entries) - most:,} more: see `firstseen status --all`")
