"""Collections of broken and malicious files, added and examined whole: the program goes on, and stays small.

A sample, drawn with a fixed seed, in the normal run; all of them with FIRSTSEEN_TEST_ALL=1 (`make bench` does that).
"""

from __future__ import annotations

import os
import random
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest
from tests.e2e.conftest import Done
from tests.processes import children

SAMPLES = {"hostile": 150, "c2pa": 40, "exif": 60}
GROWTH_MIB = 150
"""The catalogue's caches and the libraries that the first files need are a third of this."""
ALL = os.environ.get("FIRSTSEEN_TEST_ALL") == "1"


def chosen(folder: Path, sample: int) -> list[Path]:
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    if ALL or len(files) <= sample:
        return files
    return sorted(random.Random(8).sample(files, sample))


@pytest.mark.slow
@pytest.mark.parametrize("name", SAMPLES)
def test_a_collection_costs_no_more_than_its_files(
    tmp_path: Path, real_inputs: Path, firstseen: Callable[..., Done], name: str
) -> None:
    if not (real_inputs / name).is_dir():
        pytest.skip(f"no {name} among the shared data")
    files = chosen(real_inputs / name, SAMPLES[name])
    gathered = tmp_path / "in"
    for path in files:
        target = gathered / path.relative_to(real_inputs / name)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(path.read_bytes())
    assert firstseen("new", tmp_path / "case").code == 0
    before = psutil.Process().memory_info().rss
    added = firstseen("add", tmp_path / "case", gathered, "--json")
    assert added.code in (0, 1), added.err
    (report,) = added.lines()
    named = {refusal["name"] for refusal in report["refused"]}
    assert report["read"]["items"] + len(named) > len(files) * 0.8
    assert all(10 < len(refusal["reason"]) < 700 for refusal in report["refused"])
    traced = firstseen("trace", tmp_path / "case", "--json")
    assert traced.code in (0, 1), traced.err
    assert firstseen("verify", tmp_path / "case").code == 0
    assert children() == []
    assert psutil.Process().memory_info().rss - before < (GROWTH_MIB << 20) * (4 if ALL else 1)
