"""The figures of a run that are pinned, in floors (`bench.floors`): raised, never lowered."""

from __future__ import annotations

from pathlib import Path

from bench.floors import Figures as Pinned
from bench.spread.figures import Figures

__all__ = ["FLOORS", "pinned"]

FLOORS = Path(__file__).resolve().parents[1] / "floors-spread.json"


def pinned(figures: Figures, cascades: str) -> Pinned:
    """What a run reached; `cascades` is the digest of the cascades that it was asked about."""
    f = figures
    high = {
        "directed edges, F1 where decided": f.edges.f1,
        "directed edges, share decided": f.edges.decided,
        "directed edges, F1 above the best baseline": f.edges.f1 - f.best_rival_decided,
        "missing ancestors, precision": f.missing.precision,
        "missing ancestors, recall": f.missing.recall,
        "cut off, share told rightly": f.cut_off.precision,
        "cut off, versions found": f.cut_off.recall,
        "true time inside the span": f.inside / max(f.appearances, 1),
        "planted contradictions found": f.contradictions.recall,
        "planted older than the event found": f.older.recall,
    }
    low = {
        "contradictions made up, of cascades without one": f.contradictions.wrong / max(f.clean, 1),
        "called older than the event, of those that are not": f.older.wrong / max(f.after, 1),
    }
    return Pinned(cascades, high, low)
