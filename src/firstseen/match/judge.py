"""From evidence to a relation: the same photograph, the same thing photographed twice, or nothing."""

from __future__ import annotations

import numpy as np

from firstseen.match.evidence import Evidence
from firstseen.match.extent import StripKind, surroundings
from firstseen.match.overlaid import Over
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

NEARLY_ALL = 0.85
EXACT = 0.88
BLUNT = 0.75
"""Correlation of the cells that agree: copies with something over them reach 0.92 (lowest of 500 edits), a moving camera's
frames a second apart 0.86 at best; with nearly all explained, blurred copies go down to 0.8."""

COVERED_EXPLAINED = 0.4
COVERED_UNCHANGED = 0.7
COVERED_SPREAD = 0.5
"""With much covered by words or signs: share of the texture that agrees, share of all pixels that are unchanged, and how
much of the overlap the agreeing cells surround."""

SURE_QUALITY = 0.92
SURE_SUPPORTED = 0.7
"""Correlation of the cells that agree, and share of the points that lie in such cells, for a transform beyond doubt."""

SUBJECT_PLACES = 12
"""Points at distinct places from which one object seen in both is believed."""

PART_OTHER = 0.15
"""Area of other content round the shared part, as a share of it, from which it is a part."""

MORE = 0.04
"""Area by which one must show more of the photograph, as a share of what is shared."""


def relation(evidence: Evidence) -> Relation | None:
    """What the two pictures are to each other; None when the evidence is of nothing."""
    if _same_photograph(evidence) or _same_with_something_over(evidence):
        others = max(surroundings(strips, StripKind.OTHER) for strips in (evidence.strips_a, evidence.strips_b))
        if others >= PART_OTHER:
            return Relation.PART
        return Relation.ALTERED if Over.CONTENT in evidence.over and _sure(evidence) else Relation.COPY
    if evidence.places >= SUBJECT_PLACES:
        return Relation.SAME_SUBJECT
    return None


def _same_photograph(evidence: Evidence) -> bool:
    aligned = evidence.aligned
    explained, cells = (EXPLAINED, MIN_CELLS) if evidence.fit else (WHOLE_EXPLAINED, WHOLE_CELLS)
    if evidence.fit and evidence.places < MIN_PLACES:
        return False
    if aligned.quality < (EXACT if aligned.explained < NEARLY_ALL else BLUNT):
        return False
    enough = int(aligned.agree.sum()) >= cells
    return enough and aligned.explained >= explained and aligned.correlation >= ALIKE


def _same_with_something_over(evidence: Evidence) -> bool:
    """Much is covered, but points and pixels all round it agree closely, as they never do in two photographs."""
    aligned = evidence.aligned
    return (
        _sure(evidence)
        and aligned.explained >= COVERED_EXPLAINED
        and evidence.unchanged >= COVERED_UNCHANGED
        and aligned.spread >= COVERED_SPREAD
        and int(aligned.agree.sum()) >= WHOLE_CELLS
    )


def _sure(evidence: Evidence) -> bool:
    sharp = evidence.aligned.quality >= SURE_QUALITY
    return sharp and evidence.places >= SUBJECT_PLACES and evidence.supported >= SURE_SUPPORTED


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
