"""The figures of a run as lines of text."""

from __future__ import annotations

from collections.abc import Iterator

from bench.spread.edges import EdgeCounts
from bench.spread.figures import Figures

__all__ = ["lines_of"]


def lines_of(figures: Figures) -> Iterator[str]:
    """The edges beside the baselines, then the rest."""
    f = figures
    yield f"{f.cascades} cascades, {f.versions} versions, {f.collected} of them collected; {f.groups} groups, "
    yield f"{f.whole} cascades are one group each; {f.spreads} spreads"
    yield ""
    heads = f"{'precision':>10}{'recall':>8}{'F1':>7}{'decided':>9}{'F1, all':>9}{'F1, decided by the program':>28}"
    yield f"{'directed edges':36}{heads}"
    yield _line("firstseen", f.edges, f.edges)
    for name, (everywhere, decided) in f.rivals.items():
        yield _line(name, everywhere, decided)
    yield f"wrong edges of the program: {_kinds(f.edges)}; targets left open {f.edges.open}"
    yield ""
    m = f.missing
    yield f"missing ancestors: precision {m.precision:.3f} ({m.wrong} made up), recall {m.recall:.3f} of {m.planted}"
    k = f.cut_off
    told = f"{_share(k.right, k.right + k.wrong)} told rightly, {_share(k.found, k.planted)} of the versions found"
    yield f"cut off, against a fuller version: {told}"
    yield f"true time in the span: {_share(f.inside, f.appearances)}; beside a false statement: " + _share(
        f.inside_planted, f.appearances_planted
    )
    c = f.contradictions
    kinds = ", ".join(f"{name} {tally.found} of {tally.planted}" for name, tally in sorted(f.by_plant.items()))
    yield f"contradictions: {_share(c.found, c.planted)} found ({kinds})"
    yield f"contradictions made up: {c.wrong}; cascades without a planted one: {f.clean}"
    o = f.older
    yield f"older than the event: {_share(o.found, o.planted)} found; {o.wrong} false of {f.after} that are not"


def _line(name: str, counts: EdgeCounts, decided: EdgeCounts) -> str:
    return (
        f"{name:36}{counts.precision:10.3f}{counts.recall:8.3f}{counts.f1:7.3f}{counts.decided:9.3f}"
        f"{counts.f1_of_all:9.3f}{decided.f1:28.3f}"
    )


def _kinds(counts: EdgeCounts) -> str:
    return ", ".join(f"{number} {kind}" for kind, number in counts.kinds.most_common()) or "none"


def _share(some: int, of: int) -> str:
    return f"{some} of {of} ({some / of:.4f})" if of else "none to be found"
