"""The section of docs/benchmarks.md that a bench writes between its own two markers, and the drawings beside it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

__all__ = ["write_section"]


def write_section(
    docs: Path, markers: tuple[str, str], lines: Iterable[str], drawings: Mapping[str, str]
) -> list[Path]:
    """Writes the lines between the markers (or adds them at the end), and the drawings (SVG by file name) into the
    folder `benchmarks`; gives what was written."""
    folder = docs / "benchmarks"
    folder.mkdir(parents=True, exist_ok=True)
    for name, drawing in drawings.items():
        (folder / name).write_text(drawing, encoding="utf-8")
    page = docs / "benchmarks.md"
    before = page.read_text(encoding="utf-8") if page.exists() else "# Benchmarks\n"
    begin, end = markers
    section = "\n".join([begin, *lines, end])
    if begin in before and end in before:
        head, rest = before.split(begin, 1)
        written = head + section + rest.split(end, 1)[1]
    else:
        written = before.rstrip("\n") + "\n\n" + section + "\n"
    page.write_text(written, encoding="utf-8")
    return [page, *(folder / name for name in drawings)]
