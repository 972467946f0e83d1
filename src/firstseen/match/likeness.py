"""How likely it is that two aligned pictures carry the same photograph: log-odds from what the evidence shows.

Only cells that are photographed count. Two exposures of one scene, or one subject in two photographs, agree in many
cells, but seldom closely in nearly all of them, and hardly ever without slant.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from firstseen.match.evidence import Evidence

__all__ = ["agreeing_cells", "confidence", "explained", "likeness"]

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
    return max(odds, NOTHING_DIFFERS) if _nothing_differs(evidence) else odds


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
