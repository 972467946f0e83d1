"""The table and the curve of growth, on the terminal and in `docs/`."""

from __future__ import annotations

import math
from collections.abc import Callable
from pathlib import Path

from bench.scale.measure import Measured

__all__ = ["curve", "row", "table", "titles", "with_section", "write_docs"]

DOCS = Path(__file__).resolve().parents[2] / "docs"
BEGIN, END = "<!-- scale:begin -->", "<!-- scale:end -->"
_COLUMNS: tuple[tuple[str, Callable[[Measured], str]], ...] = (
    ("pictures", lambda m: f"{m.pictures:,}"),
    ("add ms", lambda m: _added(m.add)),
    ("of processor", lambda m: _added(m.add_processor)),
    ("disk MB", lambda m: f"{m.disk:,.0f}"),
    ("segments", lambda m: f"{m.segments}"),
    ("open ms", lambda m: f"{m.opening:.0f}"),
    ("memory MB", lambda m: f"{m.anonymous:.0f}"),
    ("with cache MB", lambda m: f"{m.resident:,.0f}"),
    ("first pass ms", lambda m: f"{m.first_pass:.0f}"),
    ("median ms", lambda m: f"{m.median:.0f}"),
    ("99 % ms", lambda m: f"{m.slowest:.0f}"),
    ("of processor", lambda m: f"{m.processor:.0f}"),
    ("found", lambda m: f"{m.found:.3f}"),
    ("in first 10", lambda m: f"{m.first:.3f}"),
    ("chance", lambda m: f"{m.candidates:.1f}"),
)
_LEGEND = """\
*add*: for each picture entered since the row before (wall time, and of the processor), merging included. *memory*: what
is the process's own after all searches; *with cache*: with the pages of the mapped index that are in memory, which the
system takes back when it needs them. *first pass*: median of the first search for each query; the others are of the
second. *found*: share of the queries with an answer whose answer is among the 200 candidates; *chance*: candidates of a
query without an answer. Decoding, describing and verifying are not in these times."""
_WIDTH, _HEIGHT, _LEFT, _BOTTOM, _TOP, _RIGHT = 640, 360, 70, 50, 20, 150
_LINE = 15.0
_CURVES: tuple[tuple[str, str, Callable[[Measured], float]], ...] = (
    ("search, 99 % (ms)", "#b3261e", lambda m: m.slowest),
    ("search, median (ms)", "#1f5fa8", lambda m: m.median),
    ("disk (MB)", "#4a7a2c", lambda m: m.disk),
    ("memory (MB)", "#7a5a99", lambda m: m.anonymous),
)


def _added(milliseconds: float) -> str:
    return "-" if math.isnan(milliseconds) else f"{milliseconds:.2f}"


def titles() -> str:
    """The head of the table on the terminal."""
    return "".join(f"{title:>15}" for title, _ in _COLUMNS)


def row(measured: Measured) -> str:
    """One line of the table on the terminal."""
    return "".join(f"{told(measured):>15}" for _, told in _COLUMNS)


def table(rows: list[Measured]) -> str:
    """The table in Markdown."""
    lines = [[title for title, _ in _COLUMNS], ["---:"] * len(_COLUMNS)]
    lines += [[told(measured) for _, told in _COLUMNS] for measured in rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def curve(rows: list[Measured]) -> str:
    """An SVG of the growth, both axes logarithmic."""
    values = [told(measured) for measured in rows for *_, told in _CURVES]
    across = _axis([float(measured.pictures) for measured in rows], _LEFT, _WIDTH - _RIGHT)
    up = _axis(values, _HEIGHT - _BOTTOM, _TOP)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" font-family="sans-serif"'
        ' font-size="12">',
        f'<rect width="{_WIDTH}" height="{_HEIGHT}" fill="#fff"/>',
    ]
    for value in _decades([measured.pictures for measured in rows]):
        x = across(value)
        parts.append(f'<path d="M{x:.1f} {_TOP}V{_HEIGHT - _BOTTOM}" stroke="#ddd"/>')
        parts.append(f'<text x="{x:.1f}" y="{_HEIGHT - _BOTTOM + 18}" text-anchor="middle">{value:,}</text>')
    for value in _decades(values):
        y = up(value)
        parts.append(f'<path d="M{_LEFT} {y:.1f}H{_WIDTH - _RIGHT}" stroke="#ddd"/>')
        parts.append(f'<text x="{_LEFT - 6}" y="{y + 4:.1f}" text-anchor="end">{value:,}</text>')
    heights = _apart([up(told(rows[-1])) for *_, told in _CURVES])
    for (title, colour, told), height in zip(_CURVES, heights, strict=True):
        places = [(across(measured.pictures), up(told(measured))) for measured in rows]
        line = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
        parts.append(f'<polyline points="{line}" fill="none" stroke="{colour}" stroke-width="2"/>')
        parts += [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{colour}"/>' for x, y in places]
        parts.append(f'<text x="{places[-1][0] + 8:.1f}" y="{height + 4:.1f}" fill="{colour}">{title}</text>')
    middle = (_LEFT + _WIDTH - _RIGHT) / 2
    parts.append(f'<text x="{middle:.0f}" y="{_HEIGHT - 10}" text-anchor="middle">pictures in the index</text>')
    return "\n".join([*parts, "</svg>", ""])


def with_section(page: str, section: str) -> str:
    """The page with this section between its marks; where there are none, at its end."""
    written = f"{BEGIN}\n{section}\n{END}"
    if BEGIN in page and END in page:
        before, rest = page.split(BEGIN, 1)
        return before + written + rest.split(END, 1)[1]
    return f"{page.rstrip()}\n\n{written}\n"


def write_docs(rows: list[Measured], real: int, docs: Path = DOCS, *, times: int = 1) -> None:
    """Writes the section of `docs/benchmarks.md` and the curve beside it.

    `times`: how many of the index of the row before are in that of the last.
    """
    page = docs / "benchmarks.md"
    (docs / "benchmarks").mkdir(parents=True, exist_ok=True)
    (docs / "benchmarks" / "scale.svg").write_text(curve(rows), encoding="utf-8")
    command = f"--multiply {times}" if times > 1 else "--million"
    copied = (
        f"\nThe last row is the one before {times} times, at other places and angles (`bench/scale/multiplied.py`)."
        if times > 1
        else ""
    )
    beginning = (
        f"The first {real:,} pictures are real; those beyond are mixed of real descriptors, perturbed"
        f" (`bench/scale/crowd.py`).{copied}"
    )
    section = f"""\
## Scale of the index

`make bench-scale` (up to 100,000 pictures); `python -m bench.scale FOLDER... {command} --write-docs` for this table.
{beginning}

{table(rows)}

{_LEGEND}

![Growth of the index](benchmarks/scale.svg)"""
    before = page.read_text(encoding="utf-8") if page.exists() else "# Benchmarks\n"
    page.write_text(with_section(before, section), encoding="utf-8")


def _axis(values: list[float], low: float, high: float) -> Callable[[float], float]:
    """From a value to its place on a logarithmic axis that ends where the values do."""
    least, most = math.log10(max(min(values), 1e-3)), math.log10(max(*values, 1e-3))
    return lambda value: low + (math.log10(max(value, 1e-3)) - least) / max(most - least, 1e-9) * (high - low)


def _apart(heights: list[float]) -> list[float]:
    """The heights with at least a line between any two, moved down where they are not."""
    moved = list(heights)
    last = -math.inf
    for place in sorted(range(len(heights)), key=heights.__getitem__):
        moved[place] = last = max(heights[place], last + _LINE)
    return moved


def _decades(values: list[float] | list[int]) -> list[int]:
    return [10**power for power in range(12) if min(values) <= 10**power <= max(values)]
