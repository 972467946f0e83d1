"""Fuzzed, cut and malformed files through real workers: each gives an answer or one plain clause."""

from __future__ import annotations

import re
import resource
from pathlib import Path

import pytest
from tests.media.drawn import bomb
from tests.processes import children

from firstseen.media.signatures import EXAMINED_FORMATS
from firstseen.sandbox import Answer, Fault, Job, Limits, Pool

OPTIONS = {"max_pixels": 200_000_000}
NOT_PLAIN = re.compile(r"Error|Traceback|<|0x|\bNone\b|nobody foresaw|crash|broke off|cannot be right|stopped")
EVERY = 8
"""One of so many of the 2,510 files; all of them were run by hand before, in 7 s, without a crash."""


@pytest.fixture(autouse=True)
def tasks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(Path(__file__).parent))


def test_a_sample_of_hostile_files(real_inputs: Path) -> None:
    paths = sorted(path for path in (real_inputs / "hostile").rglob("*") if path.is_file())[::EVERY]
    assert len(paths) > 300
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    answered = 0
    with Pool("hostile_look:examine", 2, Limits(2048, 30.0, 600)) as pool:
        for job, outcome in pool.run(Job(str(path), path, OPTIONS) for path in paths):
            if isinstance(outcome, Answer):
                answered += 1
                assert outcome.values["format"] in EXAMINED_FORMATS
                assert outcome.arrays["rgb"].ndim == 3
            else:
                assert 10 < len(outcome.reason) < 200, job.key
                assert not NOT_PLAIN.search(outcome.reason), (job.key, outcome.reason)
    assert 60 < answered < 200
    assert children() == []
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 150 * 1024


def test_files_made_to_be_refused(tmp_path: Path) -> None:
    made = {"bomb": bomb(60_000, 60_000), "empty": b"", "wide": bomb(14_000, 14_000)}
    for name, data in made.items():
        (tmp_path / name).write_bytes(data)
    with Pool("hostile_look:examine", 1, Limits(256, 30.0)) as pool:
        outcomes = {job.key: outcome for job, outcome in pool.run(Job(name, tmp_path / name, OPTIONS) for name in made)}
    reasons = {key: outcome.reason for key, outcome in outcomes.items() if isinstance(outcome, Fault)}
    assert reasons["bomb"] == "it has 60,000 x 60,000 pixels, more than the limit of 200,000,000 in all"
    assert reasons["empty"] == "the file is empty (0 bytes)"
    assert reasons["wide"] == "examining it needs more memory than the limit of 256 MiB"
