from __future__ import annotations

from pathlib import Path

import pytest
from bench.floors import Figures, check, raise_floors


def _figures(recall: float, alarms: float = 0.0, corpus: str = "c" * 64) -> Figures:
    return Figures(corpus, {"recall": recall}, {"false alarms": alarms})


def test_nothing_is_wrong_where_nothing_is_pinned(tmp_path: Path) -> None:
    assert check(_figures(0.1), tmp_path / "floors.json") == []


def test_a_figure_under_its_floor_is_named(tmp_path: Path) -> None:
    floors = tmp_path / "floors.json"
    raise_floors(_figures(0.9512, 0.5), floors)
    assert check(_figures(0.9512, 0.5), floors) == []
    assert check(_figures(0.95, 0.5), floors) == ["recall: 0.950 is under its floor 0.951"]
    assert check(_figures(0.99, 0.6), floors) == ["false alarms: 0.600 is over its ceiling 0.500"]


def test_a_figure_that_is_gone_is_wrong(tmp_path: Path) -> None:
    floors = tmp_path / "floors.json"
    raise_floors(_figures(0.9), floors)
    assert check(Figures("c" * 64, {}, {"false alarms": 0.0}), floors) == ["recall: none is under its floor 0.900"]


def test_floors_are_raised_and_never_lowered(tmp_path: Path) -> None:
    floors = tmp_path / "floors.json"
    raise_floors(_figures(0.9, 2.0), floors)
    before = floors.read_bytes()
    assert raise_floors(_figures(0.8, 3.0), floors) == []
    assert floors.read_bytes() == before
    assert raise_floors(_figures(0.95, 1.0), floors) == ["recall: 0.900 -> 0.950", "false alarms: 2.000 -> 1.000"]
    assert check(_figures(0.94, 1.0), floors)


def test_another_corpus_is_refused(tmp_path: Path) -> None:
    floors = tmp_path / "floors.json"
    raise_floors(_figures(0.9), floors)
    before = floors.read_bytes()
    other = _figures(1.0, corpus="d" * 64)
    assert len(check(other, floors)) == 1
    assert "corpus cccccccccccc" in check(other, floors)[0]
    with pytest.raises(ValueError, match="not compared"):
        raise_floors(other, floors)
    assert floors.read_bytes() == before
