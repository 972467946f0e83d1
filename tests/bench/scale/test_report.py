"""The table and the curve of growth, and their place in the docs."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from dataclasses import replace
from pathlib import Path

from bench.scale.measure import Measured
from bench.scale.report import curve, row, table, titles, with_section, write_docs

SMALL = Measured(1000, 1.2, 1.1, 11.0, 3, 2.0, 90.0, 200.0, 8.0, 7.0, 12.0, 7.0, 0.98, 0.97, 1.5)
ROWS = [SMALL, replace(SMALL, pictures=10_000, disk=110.0, median=14.0), replace(SMALL, pictures=100_000, disk=1100.0)]


def test_every_row_has_all_columns() -> None:
    lines = table(ROWS).splitlines()
    assert len(lines) == 5
    assert {line.count("|") for line in lines} == {lines[0].count("|")}
    assert "| 100,000 |" in lines[4]
    assert len(row(SMALL)) == len(titles())


def test_the_curve_rises_with_the_disk() -> None:
    root = ET.fromstring(curve(ROWS))
    lines = [element.attrib["points"] for element in root.iter("{http://www.w3.org/2000/svg}polyline")]
    assert len(lines) == 4
    disk = [float(place.split(",")[1]) for place in lines[2].split()]
    assert disk[0] > disk[1] > disk[2]
    titles_at = [float(e.attrib["y"]) for e in root.iter("{http://www.w3.org/2000/svg}text") if "fill" in e.attrib]
    assert min(abs(a - b) for place, a in enumerate(titles_at) for b in titles_at[:place]) >= 14
    assert len(ET.fromstring(curve(ROWS[:1]))) > 4


def test_a_section_is_replaced_and_the_rest_of_the_page_kept(tmp_path: Path) -> None:
    page = tmp_path / "benchmarks.md"
    page.write_text("# Benchmarks\n\nbefore\n", encoding="utf-8")
    write_docs(ROWS, 600, tmp_path)
    write_docs(ROWS[:2], 600, tmp_path)
    written = page.read_text(encoding="utf-8")
    assert written.startswith("# Benchmarks\n\nbefore\n\n<!-- scale:begin -->\n## Scale of the index")
    assert written.count("scale:begin") == 1
    assert "10,000" in written
    assert "| 100,000 |" not in written
    assert (tmp_path / "benchmarks" / "scale.svg").read_text(encoding="utf-8").startswith("<svg")
    assert with_section("a <!-- scale:begin -->old<!-- scale:end --> b", "new").endswith("<!-- scale:end --> b")


def test_an_absent_page_is_begun(tmp_path: Path) -> None:
    write_docs(ROWS, 600, tmp_path)
    assert (tmp_path / "benchmarks.md").read_text(encoding="utf-8").startswith("# Benchmarks\n\n<!-- scale:begin")
