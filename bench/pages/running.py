"""A run: pages are drawn, saved, read and judged."""

from __future__ import annotations

import tempfile
from pathlib import Path

from bench.pages.figures import Figures, Tally
from bench.pages.judging import judge
from bench.pages.program import answer
from bench.pages.rivals import RIVALS, count
from bench.pages.saving import Saved, save

__all__ = ["run"]


def run(pages: list[Saved], *, rivals: bool = True) -> Figures:
    """Reads every page with the program and, if asked, with its rivals."""
    figures = Figures()
    for page in pages:
        tally = figures.by_family.setdefault(page.family, Tally())
        with tempfile.TemporaryDirectory() as folder:
            said = answer(save(page, Path(folder)))
            wrong = judge(said, page.truth, tally)
        figures.wrong += [f"{page.family} {page.name}: {line}" for line in wrong]
        for name, rival in RIVALS.items() if rivals else ():
            count(rival(page), page, figures.rivals.setdefault(name, Tally()))
    return figures
