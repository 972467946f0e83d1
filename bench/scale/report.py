"""The table and the curve of growth."""

from __future__ import annotations

from pathlib import Path

from bench.scale.measure import Measured

__all__ = ["row", "titles", "write_docs"]

DOCS = Path(__file__).resolve().parents[2] / "docs"
PAGE = DOCS / "benchmarks.md"
CURVE = DOCS / "benchmarks" / "scale.svg"
BEGIN, END = "<!-- scale:begin -->", "<!-- scale:end -->"
_COLUMNS = (
    ("pictures", lambda m: f"{m.pictures:,}"),
    ("add ms", lambda m: f"{m.add:.2f}"),
    ("add cpu ms", lambda m: f"{m.add_processor:.2f}"),
    ("disk MiB", lambda m: f"{m.disk:,.0f}"),
    ("KB each", lambda m: f"{m.disk * 2**20 / 1000 / m.pictures:.1f}"),
    ("segments", lambda m: f"{m.segments}"),
    ("open ms", lambda m: f"{m.opening:.0f}"),
    ("memory MiB", lambda m: f"{m.anonymous:.0f}"),
    ("with cache MiB", lambda m: f"{m.resident:,.0f}"),
    ("first pass ms", lambda m: f"{m.first_pass:.0f}"),
    ("median ms", lambda m: f"{m.median:.0f}"),
    ("99 % ms", lambda m: f"{m.slowest:.0f}"),
    ("cpu ms", lambda m: f"{m.processor:.0f}"),
    ("found", lambda m: f"{m.found:.3f}"),
    ("in first 10", lambda m: f"{m.first:.3f}"),
    ("chance", lambda m: f"{m.candidates:.1f}"),
)


def titles() -> str:
    """The head of the table on the terminal."""
    return "".join(f"{title:>15}" for title, _ in _COLUMNS)


def row(measured: Measured) -> str:
    """One line of the table on the terminal."""
    return "".join(f"{told(measured):>15}" for _, told in _COLUMNS)


def write_docs(rows: list[Measured], real: int) -> None:
    """Writes."""
