"""Reading stopped half-way: what was read is kept, and the rest is read next time."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.drawing import jpeg, photograph
from tests.pages_drawn import LATIN, front_page

from firstseen.catalog.words import versions_read
from firstseen.intake.source import ReadOptions
from firstseen.media.ocr_engine import Missing, find_engine
from firstseen.model.records import CaseFacts
from firstseen.pipeline.adding import add
from firstseen.pipeline.case import create, reading_case
from firstseen.pipeline.reading import unread
from firstseen.pipeline.steps import READ
from firstseen.pipeline.tracing import trace


def stop_while_reading(stage: str, done: int, total: int | None) -> None:
    if stage == "reading words on pages":
        raise KeyboardInterrupt


@pytest.fixture
def case(tmp_path: Path) -> Path:
    source = tmp_path / "source"
    source.mkdir()
    for seed in (5, 6, 8):
        picture = photograph(seed, 1080, 720)
        (source / f"{seed}.jpg").write_bytes(jpeg(picture))
        (source / f"page{seed}.jpg").write_bytes(jpeg(front_page(picture, LATIN, wide=True).rgb))
    folder = tmp_path / "case"
    create(folder, CaseFacts("case"))
    add(folder, [source], ReadOptions())
    return folder


def test_what_was_read_before_a_stop_is_kept(case: Path) -> None:
    if isinstance(engine := find_engine(), Missing):
        pytest.skip(f"no words can be read here: {engine.reason}")
    with pytest.raises(KeyboardInterrupt):
        trace(case, stop_while_reading)
    with reading_case(case) as opened:
        with opened.read_engine.connect() as connection:
            kept = versions_read(connection, READ[0])
        left = unread(opened)
    assert len(kept) == 1
    assert left.pages >= 1
    report = trace(case)
    assert (report.read, report.unread.pages) == (left.pages, 0)
    assert report.ordered
