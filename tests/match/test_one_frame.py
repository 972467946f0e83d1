"""Two photographs in one frame: the card of a post and the photograph in it are both regions."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from tests.drawing import photograph

from firstseen.match.evidence import Evidence, gather
from firstseen.match.judge import relation
from firstseen.match.laying import lay
from firstseen.match.views import view
from firstseen.model.copies import JOINING
from firstseen.model.pictures import Box
from firstseen.prints.picture import PicturePrints, RegionPrints

from .drawing import Picture, prints_of, text_page

CARD: Box = (10, 20, 470, 620)
SHOWN: Box = (100, 180, 380, 380)
LIKELY = 5.0
"""More likeness than any: what the regions say decides."""


def post(seed: int) -> Picture:
    """A card of words that is always the same, with pictures of their writers, and a photograph."""
    page = text_page(3)
    for row in range(4):
        page[30 + 150 * row : 120 + 150 * row, 10:90] = photograph(90 + row, 80, 90)
        page[30 + 150 * row : 120 + 150 * row, 390:470] = photograph(95 + row, 80, 90)
    left, top, right, bottom = SHOWN
    page[top:bottom, left:right] = photograph(seed, right - left, bottom - top)
    return page


def with_regions(picture: Picture, boxes: tuple[Box, ...]) -> PicturePrints:
    parts = tuple(RegionPrints(box, prints_of(picture[box[1] : box[3], box[0] : box[2]])) for box in boxes)
    return replace(prints_of(picture), regions=parts)


def evidence(one: Picture, other: Picture, boxes: tuple[Box, ...]) -> Evidence:
    a, b = view(with_regions(one, boxes), 0), view(with_regions(other, boxes), 0)
    laid = lay(a.prints, b.prints, np.eye(3), None)
    assert laid is not None
    found = gather(a, b, laid)
    assert found is not None
    return found


@pytest.mark.parametrize("seed", [40, 41, 42])
def test_the_photograph_within_the_card_is_looked_at_too(seed: int) -> None:
    seen = evidence(post(seed), post(seed + 20), (CARD, SHOWN))
    assert len(seen.largest) == 4
    assert relation(seen, LIKELY) not in JOINING
    assert relation(evidence(post(seed), post(seed + 20), (CARD,)), LIKELY) in JOINING


@pytest.mark.parametrize("seed", [40, 41, 42])
def test_the_same_photograph_in_the_same_card_joins(seed: int) -> None:
    brighter = np.clip(post(seed).astype(np.int16) * 4 // 5 + 30, 0, 255).astype(np.uint8)
    assert relation(evidence(post(seed), brighter, (CARD, SHOWN)), LIKELY) in JOINING
