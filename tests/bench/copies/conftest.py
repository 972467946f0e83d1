"""A small corpus of drawn photographs."""

from __future__ import annotations

from pathlib import Path

import pytest
from bench.copies.corpus import Corpus, corpus_of
from tests.drawing import jpeg, photograph


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("photographs")
    for seed in range(90):
        (made / f"{seed}.jpg").write_bytes(jpeg(photograph(seed, 160, 120)))
    return made


@pytest.fixture(scope="module")
def corpus(folder: Path) -> Corpus:
    return corpus_of([folder], "tuning", 300)
