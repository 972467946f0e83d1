"""From evidence to a relation: the same photograph, the same thing photographed twice, or nothing."""

from __future__ import annotations

import numpy as np

from firstseen.match.evidence import Evidence
from firstseen.match.extent import Strip, StripKind, surroundings
from firstseen.match.laying import Laid
from firstseen.match.overlaid import Over
from firstseen.model.copies import Relation, ShowsMore

__all__ = ["confidence", "promises", "relation", "shows_more"]

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

COVERAGE = 0.45
"""Share of one of the two that a copy shares: a badge in two corners lies in a small overlap that agrees throughout."""

LEAST_COVERAGE = 0.2
LITTLE_EXPLAINED = 0.9
"""Two crops that share less than that are not told from a badge; below `COVERAGE` so much must agree."""

PAGE_LIKE = 0.6
PAGE_EXPLAINED = 0.93
"""Where so much of what agrees is of one grey level, both are pages, and nearly all must agree."""

NEARLY_ALL = 0.85
EXACT = 0.88
BLUNT = 0.75
"""Correlation of the cells that agree: copies with something over them reach 0.92 (lowest of 500 edits), frames that a
moving camera took a second apart 0.86; with nearly all explained, blurred copies go down to 0.8."""

COVERED_EXPLAINED = 0.4
COVERED_UNCHANGED = 0.7
COVERED_SPREAD = 0.5
COVERED_MOST = 0.25
"""With much covered by words or signs: share of the texture that agrees, share of all pixels that are unchanged, and
how much of the overlap the agreeing cells surround. And the share of the overlap that may disagree."""

SURE_QUALITY = 0.92
SURE_SUPPORTED = 0.7
"""Correlation of the cells that agree, and share of the points that lie in such cells, for a transform beyond doubt."""

SUBJECT_PLACES = 12
SUBJECT_CELLS = 20
SUBJECT_SUPPORTED = 0.6
SUBJECT_EXPLAINED = 0.25
"""Points at distinct places from which one object seen in both is believed, cells and share of the texture that must
agree, and share of the points that lie in such cells: checked cloth and carpets have the points only."""

LEAST_PIECE = 0.025
PIECE_COVERAGE = 0.6
UPRIGHT = 0.03
"""A piece that two pages share takes this share of each of them and of its region at least; and a page shows it
upright, as no two photographs of one placard do."""

PART_OTHER = 0.15
"""Area of other content round the shared part, as a share of it, from which it is a part."""

PAGE_BARS = 0.8
"""Area of plain strips with words, as a share of the shared part, from which they are a page and no caption."""

MORE = 0.04
"""Area by which one must show more of the photograph, as a share of what is shared."""


def promises(laid: Laid) -> bool:
    """Whether `relation` may find anything: what every relation needs, asked before the costly rest is gathered."""
    agreeing = int(laid.aligned.agree.sum())
    if laid.aligned.correlation >= ALIKE and agreeing >= MIN_CELLS:
        return True
    subject = laid.places >= SUBJECT_PLACES and agreeing >= SUBJECT_CELLS
    return subject and laid.aligned.explained >= SUBJECT_EXPLAINED


def relation(evidence: Evidence) -> Relation | None:
    """What the two pictures are to each other; None when the evidence is of nothing."""
    same = _same_photograph(evidence) or _same_with_something_over(evidence)
    large = max(evidence.share_a, evidence.share_b) >= COVERAGE
    if same and not large and _one_piece(evidence):
        return Relation.PART
    if same and (large or _goes_on_in_both(evidence)):
        if max(_other(evidence.strips_a), _other(evidence.strips_b)) >= PART_OTHER:
            return Relation.PART
        return Relation.ALTERED if Over.CONTENT in evidence.over and _sure(evidence) else Relation.COPY
    if _same_subject(evidence):
        return Relation.SAME_SUBJECT
    return None


def _same_subject(evidence: Evidence) -> bool:
    """Many points at places that look the same, and more round them: repeated patterns have the points only."""
    aligned = evidence.aligned
    enough = evidence.places >= SUBJECT_PLACES and int(aligned.agree.sum()) >= SUBJECT_CELLS
    return enough and evidence.supported >= SUBJECT_SUPPORTED and aligned.explained >= SUBJECT_EXPLAINED


def _one_piece(evidence: Evidence) -> bool:
    """A region of the one is a region of the other: a photograph on two pages, no badge and no placard."""
    if min(evidence.share_a, evidence.share_b) < LEAST_PIECE or evidence.coverage < PIECE_COVERAGE:
        return False
    if evidence.drawn >= PAGE_LIKE or int(evidence.aligned.agree.sum()) < WHOLE_CELLS:
        return False
    return evidence.aligned.explained >= LITTLE_EXPLAINED and evidence.slant <= UPRIGHT


def _goes_on_in_both(evidence: Evidence) -> bool:
    """Two crops of one photograph share less, but in both it goes on beyond what they share; a badge ends in both."""
    if evidence.coverage < LEAST_COVERAGE or evidence.aligned.explained < LITTLE_EXPLAINED:
        return False
    return all(
        surroundings(strips, StripKind.PHOTOGRAPH) > surroundings(strips, StripKind.OTHER, StripKind.BAR) * 4
        for strips in (evidence.strips_a, evidence.strips_b)
    )


def _other(strips: tuple[Strip, ...]) -> float:
    """Area of other content; bars with words on three sides, or larger than the picture, are a page."""
    bars = [strip for strip in strips if strip.kind is StripKind.BAR]
    page = len(bars) >= 3 or surroundings(strips, StripKind.BAR) >= PAGE_BARS
    return surroundings(strips, StripKind.OTHER, *([StripKind.BAR] if page else []))


def _same_photograph(evidence: Evidence) -> bool:
    aligned = evidence.aligned
    explained, cells = (EXPLAINED, MIN_CELLS) if evidence.fit else (WHOLE_EXPLAINED, WHOLE_CELLS)
    if evidence.fit and evidence.places < MIN_PLACES:
        return False
    if evidence.drawn >= PAGE_LIKE and aligned.explained < PAGE_EXPLAINED:
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
        and evidence.drawn < PAGE_LIKE
        and int(aligned.disagree.sum()) <= COVERED_MOST * int(aligned.inside.sum())
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
