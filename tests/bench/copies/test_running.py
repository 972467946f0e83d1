from __future__ import annotations

from pathlib import Path

import pytest
from bench.copies.corpus import Corpus
from bench.copies.report import report_of
from bench.copies.running import Sift, ask, build, spring
from bench.copies.traps import TRAPS


@pytest.mark.slow
def test_a_small_run_from_pictures_to_figures(corpus: Corpus, tmp_path: Path) -> None:
    rivals = ["pdqhash", "SIFT + RANSAC"]
    kept = build(corpus, corpus.referred(1), rivals, tmp_path, workers=1)
    assert len(kept.names) == len(corpus.references) + len(corpus.distractors)
    items = corpus.asked(["half size", "mirrored"], 2) + corpus.unanswered(["half size"], 2)
    answers = ask(corpus, items, tmp_path, 1, Sift(1, 3), save=tmp_path / "seen")
    assert len(answers) == len(items) == len(list((tmp_path / "seen").iterdir()))
    asked = [answer for answer in answers if "SIFT + RANSAC" in answer.rivals]
    assert [answer.item.kind for answer in asked] == ["", "half size", "mirrored"]
    trapped = spring(corpus, 1, ["pdqhash"], workers=1)
    assert [one.trap for one in trapped] == sorted(TRAPS)
    report = report_of(answers, kept)
    assert report.program.by_kind == {"half size": 1.0, "mirrored": 1.0}
    assert report.program.false_alarms == 0
