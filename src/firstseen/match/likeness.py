"""How likely it is that two aligned pictures carry the same photograph: log-odds from what the evidence shows.

Only cells that are photographed count. Two exposures of one scene, or one subject in two photographs, agree in many
cells, but seldom closely in nearly all of them, and hardly ever without slant.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from firstseen.match.evidence import Evidence
from firstseen.match.exposures import lit_alike
from firstseen.match.framing import sides_ended

__all__ = ["agreeing_cells", "confidence", "explained", "laid_over", "likeness"]

CLOSE = 0.9
"""Correlation from which a cell agrees closely."""

HALF_LOW, HALF_HIGH = 0.3, 0.8
"""Between these a cell half agrees: what is moved, seen from elsewhere or blurred, but not what is covered."""

MOST_SLANT = 0.3

WEIGHTS = {
    "constant": -14.03,
    "points at distinct places (log)": -0.44,
    "points in agreeing cells": 2.98,
    "explained": 0.45,
    "half agreeing": 5.68,
    "closely agreeing": 8.69,
    "mean correlation": 0.3,
    "agreeing cells (log)": 0.7,
    "unchanged pixels": 2.95,
    "slant of what does not agree closely": -34.72,
    "disagreeing cells (log)": 0.75,
    "supposed": 1.5,
    "share of the overlap": -0.09,
}
"""Log-odds that each adds. Logistic regression, see `docs/decisions/0009-one-likeness.md`."""

ALL, STRAIGHT, WELL, MANY = 0.97, 0.02, 0.75, 60
NOTHING_DIFFERS = 2.0
"""Share of cells and of pixels, slant, mean correlation and cells from which nothing differs, and the likeness that
this gives at least: two enlargements of one picture of 234 pixels (`viral64`) agree closely in a quarter of the cells
only, and differ in none."""

LAID_OVER = 2.0
"""Likeness at least where all that lies between letters and labels is one photograph."""

HIDDEN, STRUCK = 0.5, 0.75
BETWEEN, CLOSELY, BETWEEN_CELLS = 0.97, 0.85, 40
OVER_STRAIGHT, OVER_LARGE, OVER_LIT = 0.015, 0.45, 0.94
"""There at most so much of the photographed cells is hidden, and so many of the pixels changed where the two disagree;
so much of the rest agrees, so much of it closely, in so many cells; the two are so straight, share so much of one of
them, and are in one light. Of 11 edits with letters that likeness alone missed (tuning, second and third set) 10 have
at most 0.49 hidden and 0.73 struck; of 1,878 looks at pairs that are none (traps of tuning and second set, candidates)
those that agree as closely between have more hidden (0.52), more struck (0.84), or little in common (0.18)."""

FRAMED = 2.0
"""Likeness at least where one of the two ends in the other at its own edges, as on a screen that was photographed:
light and moire lie over it, and the transform is slanted as between two photographs of a scene, which go on."""

FRAMED_SIDES, FRAMED_EXPLAINED, FRAMED_PLACES, FRAMED_CELLS = 3, 0.8, 12, 40
"""It ends there at so many sides; so much agrees, in so many cells, with so many points at distinct places: so 4 of the
6 that likeness alone missed (tuning, second and third set: 5 screens and one in perspective)."""

SCALE, SHIFT = 1.08, -0.45
"""From likeness to the log-odds of being right, among all pairs that are called copies."""


def likeness(evidence: Evidence) -> float:
    """Log-odds that both carry one photograph: 0 is undecided."""
    aligned, photographed = evidence.aligned, evidence.photographed
    said = aligned.inside & ~aligned.flat & photographed
    alike = aligned.alike[said]
    close = _share(alike >= CLOSE)
    agree, disagree = agreeing_cells(evidence), int((aligned.disagree & photographed).sum())
    shown = {
        "constant": 1.0,
        "points at distinct places (log)": float(np.log1p(evidence.places)),
        "points in agreeing cells": evidence.supported,
        "explained": explained(evidence),
        "half agreeing": _share((alike >= HALF_LOW) & (alike < HALF_HIGH)),
        "closely agreeing": close,
        "mean correlation": float(alike.mean()) if len(alike) else 0.0,
        "agreeing cells (log)": float(np.log1p(agree)),
        "unchanged pixels": evidence.unchanged,
        "slant of what does not agree closely": min(evidence.slant, MOST_SLANT) * (1.0 - close),
        "disagreeing cells (log)": float(np.log1p(disagree)),
        "supposed": float(evidence.fit is None),
        "share of the overlap": agree / max(int(aligned.inside.sum()), 1),
    }
    odds = sum(WEIGHTS[name] * value for name, value in shown.items())
    if odds < LAID_OVER and laid_over(evidence):
        odds = LAID_OVER
    if odds < FRAMED and _framed(evidence):
        odds = FRAMED
    return max(odds, NOTHING_DIFFERS) if _nothing_differs(evidence) else odds


def laid_over(evidence: Evidence) -> bool:
    """Whether all that lies between letters and labels, of which one may have some, is one photograph in both."""
    seen = evidence.between
    if seen is None or seen.hidden > HIDDEN or seen.struck > STRUCK or seen.agree < BETWEEN_CELLS:
        return False
    if seen.explained < BETWEEN or seen.closely < CLOSELY or evidence.slant > OVER_STRAIGHT:
        return False
    return max(evidence.share_a, evidence.share_b) >= OVER_LARGE and lit_alike(evidence.aligned) >= OVER_LIT


def _framed(evidence: Evidence) -> bool:
    """Whether one of the two is shown whole in the other, and ends there."""
    if evidence.places < FRAMED_PLACES or agreeing_cells(evidence) < FRAMED_CELLS:
        return False
    return explained(evidence) >= FRAMED_EXPLAINED and sides_ended(evidence) >= FRAMED_SIDES


def _nothing_differs(evidence: Evidence) -> bool:
    """Whether all that is photographed agrees, if not closely: a small picture that was enlarged agrees no better."""
    return (
        explained(evidence) >= ALL
        and evidence.unchanged >= ALL
        and evidence.slant <= STRAIGHT
        and evidence.aligned.correlation >= WELL
        and agreeing_cells(evidence) >= MANY
    )


def agreeing_cells(evidence: Evidence) -> int:
    """Photographed cells that agree."""
    return int((evidence.aligned.agree & evidence.photographed).sum())


def explained(evidence: Evidence) -> float:
    """Share of the photographed cells that say anything in which the two agree."""
    disagree = int((evidence.aligned.disagree & evidence.photographed).sum())
    agree = agreeing_cells(evidence)
    return agree / (agree + disagree) if agree + disagree else 0.0


def confidence(odds: float) -> float:
    """0 to 1: the share of pairs with as much likeness that are copies (calibrated, see `WEIGHTS`)."""
    odds = SCALE * odds + SHIFT
    return round(float(1.0 / (1.0 + np.exp(-odds))), 4)


def _share(chosen: NDArray[np.bool_]) -> float:
    return float(chosen.mean()) if len(chosen) else 0.0
