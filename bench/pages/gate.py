"""The figures of a run that are pinned, in floors (`bench.floors`): raised, never lowered."""

from __future__ import annotations

from pathlib import Path

from bench.floors import Figures as Pinned
from bench.pages.figures import Figures

__all__ = ["FLOORS", "pinned"]

FLOORS = Path(__file__).resolve().parents[1] / "floors-pages.json"


def pinned(figures: Figures, pages: str) -> Pinned:
    """What a run reached; `pages` is the digest of the pages that it read."""
    whole = figures.whole
    high = {
        "pictures, precision": whole.shown.share,
        "pictures, recall": whole.found.share,
        "furniture listed as such": whole.kept.share,
    }
    high.update({f"right: {name}": share.share for name, share in whole.words.items()})
    return Pinned(pages, high, {"pictures shown twice, of those shown": whole.twice / max(whole.shown.of, 1)})
