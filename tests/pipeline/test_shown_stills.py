"""Which key frames a still is looked for from; the rest of comparing is in `tests/e2e/test_footage.py`."""

from __future__ import annotations

from firstseen.match.moving.footage import FrameCopy
from firstseen.model.copies import Copy, Relation
from firstseen.pipeline.shown_stills import likeliest_first


def lead(time: float, relation: Relation, confidence: float = 0.85) -> FrameCopy:
    return FrameCopy(time, 0.0, Copy("a" * 64, "b" * 64, relation, confidence, False, None, None, None, None, (), ""))


def test_a_still_is_looked_for_first_from_key_frames_in_which_nothing_is_otherwise() -> None:
    # Of one shot: an altered key frame shows the place with other things in it, so it is farther from the moment.
    altered, early, late = lead(0.0, Relation.ALTERED), lead(2.5, Relation.COPY), lead(8.0, Relation.PART)
    surer, subject = lead(9.0, Relation.COPY, 0.95), lead(1.0, Relation.SAME_SUBJECT, 0.99)
    assert sorted([subject, altered, late, early, surer], key=likeliest_first) == [surer, early, late, altered, subject]
