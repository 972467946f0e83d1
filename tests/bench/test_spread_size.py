"""The bench of a large group runs as a whole, at a size of no account."""

from __future__ import annotations

from pathlib import Path

from bench.spread_size import JUDGED, measured


def test_a_small_group_is_solved_drawn_and_exported(tmp_path: Path) -> None:
    found = measured(tmp_path / "case", 12, 60, 1)
    assert set(JUDGED) < set(found.seconds)
    assert list((tmp_path / "case" / "dossier").rglob("*.html"))
    assert (tmp_path / "case" / "spread.graphml").stat().st_size > 1000
