"""From evidence to a relation: the same photograph, the same thing photographed twice, or nothing."""

from __future__ import annotations

from firstseen.match.evidence import Evidence
from firstseen.match.exposures import goes_on_otherwise, lit_alike
from firstseen.match.extent import Strip, StripKind, surroundings
from firstseen.match.laying import Laid
from firstseen.match.likeness import agreeing_cells, explained, laid_over
from firstseen.match.overlaid import Over
from firstseen.match.strokes import agrees_beside_strokes
from firstseen.model.copies import Relation, ShowsMore

__all__ = ["COVERED", "promises", "relation", "shows_more", "weighed"]

SAME = 1.0
"""Likeness (log-odds) from which two pictures carry one photograph."""

MIN_CELLS = 8
WHOLE_CELLS = 30
"""Photographed cells that must agree; and where the transform was supposed without points, or one piece is shared."""

PHOTOGRAPHED = 0.15
"""Share of the agreeing cells that must be photographed: less than 0.1 on two login screens of one app, of which the
rims of fields are taken for it; of circulated pictures at 120 to 512 pixels at least 0.36 of all cells are."""

MIN_PLACES = 4
"""Points at distinct places for a copy, when the pixels agree."""

ALIKE = 0.4
"""Mean local correlation over the overlap below which nothing but a subject can be found."""

COVERED = 0.7
PASTED = 0.012
"""Where less of the texture agrees, the transform must be one that programs make: two things photographed on one floor,
from nearly the same place, share the floor."""

MOSTLY = 0.5
LIT_ALIKE = 0.96
"""Where less than `COVERED` agrees, at least so much must, and one tone curve must make the brightness of one of that
of the other: of 678 edits that were found, the 17 with so little agreeing have 0.57 and more, and ranks of brightness
that correlate by 0.987 and more."""

BESIDE = 0.35
"""Share of what lies beside a page's largest photograph that must be photographed and agree, where that photograph is
another one: it is laid over the photograph, and not on a page that both share."""

HARDLY_HIDDEN = 0.35
"""Share of the photographed cells that is hidden at most where a region in which the two disagree is a band of letters
and no photograph of its own: 0.13 to 0.31 for such bands, 0.45 and more for posts of two photographs in one frame."""

COVERAGE = 0.45
"""Share of one of the two that a copy shares: a badge in two corners lies in a small overlap that agrees throughout."""

LESS_COVERAGE = 0.3
SURE = 2.0
"""The same where likeness is beyond doubt, in one light or with hardly anything that disagrees: reflections hide and
lighten much of a photographed screen."""

LEAST_COVERAGE = 0.2
LITTLE_EXPLAINED = 0.9
"""Two crops that share less than that are not told from a badge; below `COVERAGE` so much must agree."""

SUBJECT_PLACES = 12
SUBJECT_CELLS = 20
SUBJECT_SUPPORTED = 0.6
SUBJECT_EXPLAINED = 0.25
"""Points at distinct places from which one object seen in both is believed; cells that must agree; and shares of the
points in such cells and of the texture: checked cloth and carpets have the points only."""

LEAST_PIECE = 0.025
PIECE_COVERAGE = 0.6
PIECE_EXPLAINED = 0.8
"""A piece that two pages share takes this share of each of them and of its region at least; so much of its texture
agrees."""

HALF_COVERAGE = 0.4
"""The share of its region from which a piece is believed of which `LITTLE_EXPLAINED` agrees: two photographs that touch
in a collage are often found as one region. Of 638 pairs of drawn collages that share a photograph 33 more were found
(`tests/match/test_layouts.py` draws such pairs), and none of 400 that share nothing."""

UPRIGHT = 0.02
ONE_LIGHT = 0.95
"""Where two pictures share little of either, both show it upright and in one light, as two photographs of one placard
or floor do not. Of 91 such pairs, among 180 drawn pages and collages that share a photograph (tuning and second set),
99 in 100 have less slant and ranks of brightness that correlate better; the views of one floor or wall that were
called copies have a slant of 0.019 to 0.030, or correlate by 0.72 to 0.96."""

PIECE_PHOTOGRAPHED = 0.6
"""Share of what agrees that is photographed where two pictures share little of either: titles of newspapers and boxes
of advertisements have at most 0.55, 127 photographs on two pages or in two collages at least 0.63."""

PART_OTHER = 0.15
"""Area of other content round the shared part, as a share of it, from which it is a part."""

PAGE_BARS = 0.8
"""Area of plain strips with words, as a share of the shared part, from which they are a page and no caption."""

POST_BARS = 0.3
"""The same for strips both above and below: the head and the foot of a post, where a caption has one."""

MORE = 0.04
"""Area by which one must show more of the photograph, as a share of what is shared."""


def promises(laid: Laid) -> bool:
    """Whether `relation` may find anything: what every relation needs, asked before the costly rest is gathered."""
    agreeing = int(laid.aligned.agree.sum())
    if laid.aligned.correlation >= ALIKE and agreeing >= MIN_CELLS:
        return True
    subject = laid.places >= SUBJECT_PLACES and agreeing >= SUBJECT_CELLS
    return subject and laid.aligned.explained >= SUBJECT_EXPLAINED


def relation(evidence: Evidence, likeness: float) -> Relation | None:
    """What the two pictures are to each other, given its likeness; None when the evidence is of nothing."""
    joining = _joining(evidence, likeness)
    if joining is not None and not goes_on_otherwise(evidence):
        return joining
    return Relation.SAME_SUBJECT if _same_subject(evidence) else None


def _joining(evidence: Evidence, likeness: float) -> Relation | None:
    """What joins the two, when nothing but what they share is looked at."""
    if _one_photograph(evidence, likeness):
        share = max(evidence.share_a, evidence.share_b)
        bright = lit_alike(evidence.aligned) >= ONE_LIGHT
        sure = likeness >= SURE and (bright or explained(evidence) >= LITTLE_EXPLAINED)
        large = share >= COVERAGE or (share >= LESS_COVERAGE and sure)
        enough = large or (bright and _upright(evidence) and _is_photographed(evidence))
        if not large and enough and _one_piece(evidence, likeness):
            return Relation.PART
        if large or (enough and _goes_on_in_both(evidence)):
            if max(_other(evidence.strips_a), _other(evidence.strips_b)) >= PART_OTHER:
                return Relation.PART
            return Relation.ALTERED if evidence.shows(Over.CONTENT) else Relation.COPY
    return None


def _one_photograph(evidence: Evidence, likeness: float) -> bool:
    """Whether both carry one photograph: enough of it agrees to say so, and closely enough."""
    if agreeing_cells(evidence) < (MIN_CELLS if evidence.fit else WHOLE_CELLS):
        return False
    if agreeing_cells(evidence) < PHOTOGRAPHED * int(evidence.aligned.agree.sum()):
        return False
    if evidence.fit and evidence.places < MIN_PLACES:
        return False
    if not laid_over(evidence) and explained(evidence) < COVERED and not _pasted(evidence):
        return False
    return likeness >= SAME and not _other_photograph(evidence)


def _pasted(evidence: Evidence) -> bool:
    """Whether a program could have laid something over one photograph: straight, over less than half, in one light."""
    if evidence.slant > PASTED or explained(evidence) < MOSTLY:
        return False
    return lit_alike(evidence.aligned) >= LIT_ALIKE


def _other_photograph(evidence: Evidence) -> bool:
    """Whether what agrees is the frame of a page, and the largest photograph on it is another one."""
    aligned, seen = evidence.aligned, evidence.between
    if seen is not None and seen.hidden <= HARDLY_HIDDEN and laid_over(evidence):
        return False
    for region in evidence.largest:
        agree, disagree = int((aligned.agree & region).sum()), int((aligned.disagree & region).sum())
        beside = int((aligned.agree & evidence.photographed & ~region).sum())
        if disagree > agree and disagree >= MIN_CELLS and beside < BESIDE * int((aligned.inside & ~region).sum()):
            return True
    return False


def _same_subject(evidence: Evidence) -> bool:
    """Many points at places that look the same, and more round them: repeated patterns have the points only. What
    agrees must be photographed in part: checkerboards and words are no subject."""
    if agreeing_cells(evidence) < MIN_CELLS:
        return False
    aligned = evidence.aligned
    enough = evidence.places >= SUBJECT_PLACES and int(aligned.agree.sum()) >= SUBJECT_CELLS
    return enough and evidence.supported >= SUBJECT_SUPPORTED and aligned.explained >= SUBJECT_EXPLAINED


def _is_photographed(evidence: Evidence) -> bool:
    """Whether the little that two pictures share is photographed, and no title, advertisement or headline of both."""
    photographed = agreeing_cells(evidence) >= PIECE_PHOTOGRAPHED * int(evidence.aligned.agree.sum())
    return photographed and agrees_beside_strokes(evidence.aligned)


def _one_piece(evidence: Evidence, likeness: float) -> bool:
    """A region of the one is a region of the other: a photograph on two pages, no badge and no placard."""
    if min(evidence.share_a, evidence.share_b) < LEAST_PIECE or agreeing_cells(evidence) < WHOLE_CELLS:
        return False
    whole = evidence.coverage >= PIECE_COVERAGE and explained(evidence) >= PIECE_EXPLAINED
    half = evidence.coverage >= HALF_COVERAGE and explained(evidence) >= LITTLE_EXPLAINED
    if not (whole or half):
        return False
    return likeness >= SURE


def _upright(evidence: Evidence) -> bool:
    """Whether the little that two pictures share is upright in both: where not all of it agrees, all the more so."""
    return evidence.slant <= (UPRIGHT if explained(evidence) >= LITTLE_EXPLAINED else UPRIGHT / 2)


def weighed(evidence: Evidence, likeness: float) -> float:
    """The likeness that the confidence is told from: never beyond doubt where two pictures share little of either."""
    little = max(evidence.share_a, evidence.share_b) < COVERAGE
    return min(likeness, SURE) if little else likeness


def _goes_on_in_both(evidence: Evidence) -> bool:
    """Two crops of one photograph share less, but in both it goes on beyond what they share; a badge ends in both."""
    if evidence.coverage < LEAST_COVERAGE or explained(evidence) < LITTLE_EXPLAINED:
        return False
    return all(
        surroundings(strips, StripKind.PHOTOGRAPH) > surroundings(strips, StripKind.OTHER, StripKind.BAR) * 4
        for strips in (evidence.strips_a, evidence.strips_b)
    )


def _other(strips: tuple[Strip, ...]) -> float:
    """Area of other content; bars with words on three sides, or larger than the picture, are a page."""
    bars = [strip for strip in strips if strip.kind is StripKind.BAR]
    area = surroundings(strips, StripKind.BAR)
    both = {"above", "below"} <= {strip.side for strip in bars}
    page = len(bars) >= 3 or area >= PAGE_BARS or (both and area >= POST_BARS)
    return surroundings(strips, StripKind.OTHER, *([StripKind.BAR] if page else []))


def shows_more(evidence: Evidence) -> ShowsMore | None:
    """Which shows more of the photograph; None where each shows something that the other does not."""
    beyond_a = surroundings(evidence.strips_a, StripKind.PHOTOGRAPH)
    beyond_b = surroundings(evidence.strips_b, StripKind.PHOTOGRAPH)
    if max(beyond_a, beyond_b) < MORE:
        return ShowsMore.SAME
    if min(beyond_a, beyond_b) > max(MORE, max(beyond_a, beyond_b) / 3):
        return None
    return ShowsMore.A if beyond_a > beyond_b else ShowsMore.B
