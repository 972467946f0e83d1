"""Letters and labels over one photograph leave the rest of it the same; two photographs in one frame do not."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from tests.drawing import photograph

from firstseen.match.evidence import Evidence, gather
from firstseen.match.judge import relation
from firstseen.match.laying import lay
from firstseen.match.likeness import laid_over, likeness
from firstseen.match.views import view
from firstseen.model.copies import JOINING

from .drawing import Picture, prints_of

LINES = ("NOBODY SHOWS THIS", "ON ANY CHANNEL", "SENT BY A COUSIN", "WHO LIVES THERE")


def lettered(picture: Picture, *, labels: bool) -> Picture:
    """Two lines above and two below: white with a dark edge, or dark on white labels."""
    out = picture.copy()
    for row, words in enumerate(LINES):
        y = 60 + 58 * row if row < 2 else 360 + 58 * (row - 2)
        if labels:
            cv2.rectangle(out, (120, y - 36), (520, y + 10), (255, 255, 255), -1)
        for colour, width in (((0, 0, 0), 10), ((255, 255, 255), 4)):
            if not labels or width == 4:
                ink = (16, 16, 16) if labels else colour
                size = 1.0 if labels else 1.4
                cv2.putText(out, words, (130, y), cv2.FONT_HERSHEY_SIMPLEX, size, ink, width, cv2.LINE_AA)
    return out


def evidence(one: Picture, other: Picture) -> Evidence:
    a, b = view(prints_of(one), 0), view(prints_of(other), 0)
    laid = lay(a.prints, b.prints, np.eye(3), None)
    assert laid is not None
    found = gather(a, b, laid)
    assert found is not None
    return found


@pytest.mark.parametrize("labels", [False, True])
@pytest.mark.parametrize("seed", [30, 31, 32])
def test_what_lies_between_letters_decides(seed: int, labels: bool) -> None:
    seen = evidence(photograph(seed), lettered(photograph(seed), labels=labels))
    assert seen.between is not None
    assert seen.between.agree >= 40 and seen.between.explained == 1.0 and seen.between.closely >= 0.95
    assert 0.1 < seen.between.hidden < 0.5
    assert laid_over(seen)
    assert likeness(seen) >= 2.0
    assert relation(seen, likeness(seen)) in JOINING


@pytest.mark.parametrize("labels", [False, True])
@pytest.mark.parametrize("seed", [30, 31, 32])
def test_the_same_letters_over_two_photographs_do_not(seed: int, labels: bool) -> None:
    seen = evidence(lettered(photograph(seed), labels=labels), lettered(photograph(seed + 40), labels=labels))
    assert seen.between is not None and seen.between.hidden > 0.5
    assert not laid_over(seen)
    assert relation(seen, likeness(seen)) not in JOINING


def test_where_nothing_disagrees_there_is_no_between() -> None:
    assert evidence(photograph(33), photograph(33) // 2 + 60).between is None


def test_the_answer_is_the_same_the_other_way_round() -> None:
    seen = evidence(photograph(34), lettered(photograph(34), labels=True))
    assert seen.swapped().between == seen.between
    assert laid_over(seen.swapped())
