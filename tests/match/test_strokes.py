"""Letters that two pictures share are told from a photograph that they share."""

from __future__ import annotations

import numpy as np
import pytest
from tests.drawing import photograph
from tests.layouts_drawn import write

from firstseen.match.aligned import align
from firstseen.match.strokes import agrees_beside_strokes

from .drawing import Picture

WIDE, HIGH = 240, 90


def grey(picture: Picture) -> np.ndarray:
    return np.ascontiguousarray(picture[:HIGH, :WIDE].mean(axis=2).astype(np.uint8))


def headline(ground: Picture) -> np.ndarray:
    return grey(write(ground[:HIGH, :WIDE].copy(), "WHO TOOK THIS", (8, 20), 30, (255, 255, 255)))


def beside(one: np.ndarray, other: np.ndarray) -> bool:
    box = (0, 0, WIDE, HIGH)
    aligned = align(one, other, np.eye(3), box, box)
    assert aligned is not None
    return agrees_beside_strokes(aligned)


@pytest.mark.parametrize("seed", range(4))
def test_one_photograph_under_one_headline_agrees_beside_it(seed: int) -> None:
    picture = photograph(seed, WIDE, HIGH)
    assert beside(headline(picture), headline(picture))
    assert beside(grey(picture), grey(picture))


@pytest.mark.parametrize("seed", range(4))
def test_one_headline_over_two_photographs_does_not(seed: int) -> None:
    assert not beside(headline(photograph(seed, WIDE, HIGH)), headline(photograph(seed + 10, WIDE, HIGH)))


def test_one_title_on_paper_does_not() -> None:
    paper = np.full((HIGH, WIDE, 3), 236, np.uint8)
    title = grey(write(paper, "FRONTLINE", (8, 20), 40))
    assert not beside(title, title)
