"""The whole bench on a few cascades: made, collected, traced, judged, told."""

from __future__ import annotations

from pathlib import Path

import pytest
from bench.floors import check, raise_floors
from bench.spread.figures import Figures
from bench.spread.gate import pinned
from bench.spread.page import BEGIN, END, write_page
from bench.spread.running import Plan, digest_of, run
from bench.spread.table import lines_of


@pytest.fixture(scope="module")
def plan(photographs: Path, tmp_path_factory: pytest.TempPathFactory) -> Plan:
    return Plan((photographs,), "tuning", 4, 4, tmp_path_factory.mktemp("work"), 1)


@pytest.fixture(scope="module")
def figures(plan: Plan) -> Figures:
    return run(plan, lambda line: None)


def test_every_count_is_of_these_cascades(figures: Figures) -> None:
    assert figures.cascades == 4
    assert 8 <= figures.collected <= figures.versions
    assert figures.appearances + figures.appearances_planted >= figures.collected
    assert figures.older.planted + figures.after <= 4
    rivals = [everywhere for everywhere, _ in figures.rivals.values()]
    targets = {one.right + one.missed + one.undecided + one.open for one in rivals}
    assert len(targets) == 1
    assert targets == {figures.edges.right + figures.edges.missed + figures.edges.undecided + figures.edges.open}


def test_a_kept_case_gives_the_same_again(plan: Plan, figures: Figures) -> None:
    assert list(lines_of(run(plan, lambda line: None))) == list(lines_of(figures))


def test_cases_share_the_cascades_out() -> None:
    plan = Plan((), "report", 1000, 200, Path(), 2)
    assert plan.cases() == [(turn, 200) for turn in range(5)]
    assert Plan((), "report", 101, 200, Path(), 2).cases() == [(0, 51), (1, 50)]


def test_the_section_is_written_between_its_markers(plan: Plan, figures: Figures, tmp_path: Path) -> None:
    before = f"# Benchmarks\n\n{BEGIN}\nfrom an earlier run\n{END}\n\nafter\n"
    (tmp_path / "benchmarks.md").write_text(before, encoding="utf-8")
    page, drawing = write_page(figures, tmp_path, "make bench-spread", digest_of(plan))
    text = page.read_text(encoding="utf-8")
    assert "from an earlier run" not in text
    assert text.endswith("\n\nafter\n")
    assert "| earliest first |" in text
    assert drawing.read_text(encoding="utf-8").startswith("<svg")


def test_a_run_under_its_floors_is_named(figures: Figures, tmp_path: Path) -> None:
    reached = pinned(figures, "c" * 64)
    floors = tmp_path / "floors.json"
    raise_floors(reached, floors)
    assert check(reached, floors) == []
    reached.high["true time inside the span"] -= 0.5
    assert len(check(reached, floors)) == 1
