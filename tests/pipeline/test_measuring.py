"""How copies were saved is measured once, only where there is a copy, and goes on after a stop."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.drawing import jpeg, photograph

from firstseen.catalog.generations import generations_by_medium, measured_media
from firstseen.intake.source import ReadOptions
from firstseen.model.records import CaseFacts
from firstseen.pipeline.adding import add
from firstseen.pipeline.case import create, reading_case
from firstseen.pipeline.measuring import unmeasured
from firstseen.pipeline.steps import GENERATION
from firstseen.pipeline.tracing import trace


def stop_while_measuring(stage: str, done: int, total: int | None) -> None:
    if stage == "measuring how copies were saved":
        raise KeyboardInterrupt


@pytest.fixture
def case(tmp_path: Path) -> Path:
    source = tmp_path / "source"
    source.mkdir()
    picture = photograph(5, 800, 600)
    (source / "whole.jpg").write_bytes(jpeg(picture))
    (source / "crop.jpg").write_bytes(jpeg(picture[60:560, 100:700]))
    (source / "other.jpg").write_bytes(jpeg(photograph(6, 800, 600)))
    folder = tmp_path / "case"
    create(folder, CaseFacts("case"))
    add(folder, [source], ReadOptions())
    return folder


def test_only_what_has_a_copy_is_measured_once_and_a_stop_loses_nothing(case: Path) -> None:
    with pytest.raises(KeyboardInterrupt):
        trace(case, stop_while_measuring)
    with reading_case(case) as opened, opened.read_engine.connect() as connection:
        assert len(measured_media(connection, *GENERATION)) == 1
        assert len(unmeasured(opened)) == 1
    report = trace(case)
    assert (report.measured, report.ordered) == (1, True)
    with reading_case(case) as opened, opened.read_engine.connect() as connection:
        found = generations_by_medium(connection, *GENERATION)
    assert len(found) == 2
    assert all(one.quality for one in found.values())
    with reading_case(case) as opened:
        assert unmeasured(opened) == []
    again = trace(case)
    assert (again.measured, again.ordered) == (0, False)
