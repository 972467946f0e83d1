"""The sample case, written once for all tests of this room."""

from __future__ import annotations

from pathlib import Path

import pytest

from firstseen.sample import SampleCase, write_sample


@pytest.fixture(scope="session")
def written(tmp_path_factory: pytest.TempPathFactory) -> SampleCase:
    return write_sample(tmp_path_factory.mktemp("sample"))


@pytest.fixture(scope="session")
def flood(written: SampleCase) -> Path:
    return written.sources[0]
