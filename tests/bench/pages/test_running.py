"""A short run: the program and its rivals on drawn pages, the table, the section, the floors."""

from __future__ import annotations

from pathlib import Path

import pytest
from bench.floors import check, raise_floors
from bench.pages.figures import Figures
from bench.pages.gate import FLOORS, pinned
from bench.pages.page import BEGIN, END, write_page
from bench.pages.running import run
from bench.pages.saving import digest_of, drawn
from bench.pages.table import lines_of


@pytest.fixture(scope="module")
def figures() -> Figures:
    return run(drawn("tuning", 1))


def test_the_program_is_right_on_the_layouts_its_rules_were_set_with(figures: Figures) -> None:
    assert figures.wrong == []
    whole = figures.whole
    assert (whole.shown.share, whole.found.share, whole.kept.share) == (1, 1, 1)
    assert whole.shown.of > 60 and whole.kept.of > 100


def test_the_rivals_find_some_and_not_all(figures: Figures) -> None:
    assert len(figures.rivals) == 2
    for tally in figures.rivals.values():
        assert 0.2 < tally.found.share < 0.95
        assert 0.2 < tally.shown.share < 0.95


def test_the_table_and_the_section_tell_all_layouts(figures: Figures, tmp_path: Path) -> None:
    (tmp_path / "benchmarks.md").write_text("# Benchmarks\n")
    (page,) = write_page(figures, tmp_path, "make bench-pages", "abc")
    text = page.read_text()
    assert text.count(BEGIN) == text.count(END) == 1
    table = "\n".join(lines_of(figures))
    for family in figures.by_family:
        assert f"| {family} |" in text and family[:43] in table


def test_a_figure_under_its_floor_is_told(figures: Figures, tmp_path: Path) -> None:
    floors = tmp_path / "floors.json"
    raise_floors(pinned(figures, "abc"), floors)
    assert check(pinned(figures, "abc"), floors) == []
    worse = run(drawn("tuning", 1), rivals=False)
    for tally in worse.by_family.values():
        tally.shown.right -= 1
        tally.twice += 1
    wrong = check(pinned(worse, "abc"), floors)
    assert any(line.startswith("pictures, precision") for line in wrong)
    assert any(line.startswith("pictures shown twice") for line in wrong)


def test_the_pinned_floors_are_of_the_report_pages_and_what_was_asked_for() -> None:
    import json

    content = json.loads(FLOORS.read_text())
    assert content["corpus"] == digest_of(drawn("report", 12))
    for name in ("pictures, precision", "pictures, recall", "right: caption", "right: credit"):
        assert content["floors"][name] >= 0.95
