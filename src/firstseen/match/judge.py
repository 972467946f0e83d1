"""From evidence to a relation: the same photograph, the same thing photographed twice, or nothing."""

from __future__ import annotations

import numpy as np

from firstseen.match.evidence import Evidence
from firstseen.match.extent import StripKind, surroundings
from firstseen.model.copies import Relation, ShowsMore

__all__ = ["confidence", "relation", "shows_more"]

EXPLAINED = 0.7
"""Share of the textured overlap that must agree for a copy."""

MIN_CELLS = 12
"""Cells that must agree for a copy."""

MIN_PLACES = 4
"""Points at distinct places for a copy, when the pixels agree."""

ALIKE = 0.6
"""Mean local correlation over the overlap that a copy reaches."""

WHOLE_EXPLAINED = 0.85
WHOLE_CELLS = 30
"""The same for transforms supposed without points."""

SUBJECT_PLACES = 12
"""Points at distinct places from which one object seen in both is believed."""

PART_OTHER = 0.15
"""Area of other content round the shared part, as a share of it, from which it is a part."""

MORE = 0.04
"""Area by which one must show more of the photograph, as a share of what is shared."""


def relation(evidence: Evidence) -> Relation | None:
    """What the two pictures are to each other; None when the evidence is of nothing."""
    aligned = evidence.aligned
    bounds = (EXPLAINED, MIN_CELLS) if evidence.fit else (WHOLE_EXPLAINED, WHOLE_CELLS)
    points_enough = evidence.fit is None or evidence.places >= MIN_PLACES
    same = aligned.explained >= bounds[0] and int(aligned.agree.sum()) >= bounds[1] and aligned.correlation >= ALIKE
    if same and points_enough:
        others = max(surroundings(strips, StripKind.OTHER) for strips in (evidence.strips_a, evidence.strips_b))
        return Relation.PART if others >= PART_OTHER else Relation.COPY
    if evidence.places >= SUBJECT_PLACES:
        return Relation.SAME_SUBJECT
    return None


def shows_more(evidence: Evidence) -> ShowsMore | None:
    """Which shows more of the photograph; None where each shows something that the other does not."""
    beyond_a = surroundings(evidence.strips_a, StripKind.PHOTOGRAPH)
    beyond_b = surroundings(evidence.strips_b, StripKind.PHOTOGRAPH)
    if max(beyond_a, beyond_b) < MORE:
        return ShowsMore.SAME
    if min(beyond_a, beyond_b) > max(MORE, max(beyond_a, beyond_b) / 3):
        return None
    return ShowsMore.A if beyond_a > beyond_b else ShowsMore.B


def confidence(evidence: Evidence) -> float:
    """0 to 1, rising with points, agreement and coverage (a logistic; see `bench/verification.py`)."""
    aligned = evidence.aligned
    score = (
        -6.0
        + 1.2 * float(np.log1p(evidence.places))
        + 5.0 * aligned.explained
        + 1.0 * float(np.log1p(aligned.agree.sum() / 10))
    )
    return round(float(1.0 / (1.0 + np.exp(-score))), 4)
