"""A small crowd is made, entered, and measured."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from bench.scale.crowd import Crowd, crowd_of
from bench.scale.measure import grown, measured
from PIL import Image

from bench.scale import crowd as crowd_module


@pytest.fixture(scope="module")
def crowd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Crowd]:
    folder = tmp_path_factory.mktemp("photographs")
    chance = np.random.default_rng(1)
    for number in range(12):
        coarse = Image.fromarray(chance.integers(0, 256, (30, 40, 3), np.uint8))
        coarse.resize((400, 300), Image.Resampling.BICUBIC).save(folder / f"{number}.jpg")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(crowd_module, "PLANTED", 2)
        patch.setattr(crowd_module, "_MASKS", 1 << 10)
        yield crowd_of([folder])


def test_half_of_the_queries_have_an_answer_that_was_entered(crowd: Crowd) -> None:
    answers = [query.answer for query in crowd.queries]
    entered = {digest for digest, _ in crowd.real}
    assert len(answers) == 8
    assert sum(answer in entered for answer in answers) == 4
    assert sum(answer is None for answer in answers) == 4


def test_mixed_pictures_are_the_same_every_time_and_unlike_each_other(crowd: Crowd) -> None:
    first, again = list(crowd.mixed(3, 7)), list(crowd.mixed(5, 6))
    assert first[2][0] == again[0][0]
    assert np.array_equal(first[2][1].descriptors, again[0][1].descriptors)
    assert len({name for name, _ in first}) == 4
    assert [len(prints.regions) for _, prints in first] == [0, 0, 1, 0]
    share = np.unpackbits(first[0][1].descriptors ^ first[1][1].descriptors, axis=1).mean()
    assert share > 0.2


def test_an_index_is_grown_and_measured(tmp_path: Path, crowd: Crowd) -> None:
    grown(tmp_path / "index", crowd, 30)
    added = grown(tmp_path / "index", crowd, 60)
    found = measured(tmp_path / "index", crowd.queries, added)
    assert found.pictures == 60
    assert found.found > 0.5
    assert found.add > 0
    assert 0 < found.median <= found.slowest
    assert 0.5 < found.disk < 2
    assert 0 < found.anonymous < found.resident
