"""Which key frames a still is looked for from; the rest of comparing is in `tests/e2e/test_footage.py`."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace
from typing import cast

import numpy as np
import pytest

from firstseen.match.moving.closely import Closely
from firstseen.match.moving.footage import FrameCopy
from firstseen.match.moving.looked import Stretch
from firstseen.match.moving.pieces import Piece
from firstseen.match.moving.shown import Moment
from firstseen.match.places import Running
from firstseen.model.copies import Copy, Relation
from firstseen.pipeline import shown_stills
from firstseen.pipeline.decoding import Frames
from firstseen.pipeline.medium import Medium
from firstseen.pipeline.shown_stills import is_no_news, likeliest_first, looked_at

AS_IS = ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0))


def lead(time: float, relation: Relation, confidence: float = 0.85) -> FrameCopy:
    return FrameCopy(time, 0.0, Copy("a" * 64, "b" * 64, relation, confidence, False, None, None, None, None, (), ""))


def test_a_still_is_looked_for_first_from_key_frames_in_which_nothing_is_otherwise() -> None:
    # Of one shot: an altered key frame shows the place with other things in it, so it is farther from the moment.
    altered, early, late = lead(0.0, Relation.ALTERED), lead(2.5, Relation.COPY), lead(8.0, Relation.PART)
    surer, subject = lead(9.0, Relation.COPY, 0.95), lead(1.0, Relation.SAME_SUBJECT, 0.99)
    assert sorted([subject, altered, late, early, surer], key=likeliest_first) == [surer, early, late, altered, subject]


def moment(time: float, unexplained: float = 1.0) -> Moment:
    return Moment(time, AS_IS, unexplained)


def test_a_lead_to_a_moment_that_was_looked_at_is_no_news_unless_the_still_lies_better() -> None:
    assert is_no_news(moment(7.2), moment(7.0))
    assert not is_no_news(moment(7.4), moment(7.0))
    assert not is_no_news(moment(7.0, 0.8), moment(7.0))


IT = Closely(7.0, 0.9, 200, 0.9, 40, 1.0, 0.0)
"""What may be taken from this frame, and need not."""
NOT_IT = replace(IT, unlike=1.4, share=0.2, strong_share=0.1)


@pytest.mark.parametrize(
    ("looks", "best", "looked"),
    [
        ((IT, replace(IT, unlike=0.3), NOT_IT), 1, 2),
        ((IT, NOT_IT, replace(IT, unlike=0.85)), 2, 3),
        ((replace(IT, unlike=0.95), replace(IT, unlike=0.8), replace(IT, unlike=0.9)), 1, 3),
        ((NOT_IT, replace(NOT_IT, unlike=1.2), IT), 2, 3),
    ],
)
def test_of_moments_that_may_be_it_the_likest_is_told_and_none_is_looked_at_after_one_that_is_the_same(
    looks: tuple[Closely, ...], best: int, looked: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    moments = [moment(10.0 * number) for number in range(len(looks))]
    asked: list[float] = []

    def look(still: Stretch, near: Stretch, matrix: object, time: float, *, far: bool = False) -> Closely:
        asked.append(time)
        return looks[round(time / 10)]

    monkeypatch.setattr(shown_stills, "looked_closely", look)
    small = Stretch(np.zeros((1, 9, 16), np.uint8), 0.0, 1.0, 160, 90)
    side = cast(Medium, SimpleNamespace(digest="a", running=Running(60.0)))
    frames = cast(Frames, SimpleNamespace(still=lambda *_: small.frames[0], closely=lambda *_: small))
    found = looked_at(side, side, Piece(small, None), moments, frames, written_over=False)
    assert found is looks[best]
    assert len(asked) == looked
