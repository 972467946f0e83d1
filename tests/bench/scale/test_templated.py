"""Pictures that share a template: the furniture is the same, the photograph is that of the copies only."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from bench.scale.templated import TEMPLATES, templated
from PIL import Image
from tests.drawing import photograph


@pytest.fixture
def photographs(tmp_path: Path) -> list[Path]:
    paths = []
    for seed in range(4):
        paths.append(tmp_path / f"{seed}.png")
        Image.fromarray(photograph(seed, 400, 300)).save(paths[-1])
    return paths


def test_two_to_five_pictures_show_one_photograph_and_the_login_screen_none(photographs: list[Path]) -> None:
    shows = [templated("post", number, photographs).shows for number in range(17)]
    assert [shows.count(number) for number in range(5)] == [2, 3, 3, 4, 5]
    assert templated("login", 3, photographs).shows is None


@pytest.mark.parametrize("name", list(TEMPLATES))
def test_the_furniture_is_the_same_and_the_rest_is_not(photographs: list[Path], name: str) -> None:
    first, again, other = (templated(name, number, photographs).picture for number in (0, 0, 2))
    assert (first == again).all()
    assert first.shape == other.shape
    apart = np.abs(first.astype(int) - other.astype(int)).max(axis=2)
    assert (apart < 40).mean() > 0.2
    assert (apart > 60).sum() > 100
