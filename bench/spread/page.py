"""The section of docs/benchmarks.md that a run writes, and its plot."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from bench.section import write_section
from bench.spread.edges import EdgeCounts
from bench.spread.figures import Figures
from bench.spread.plot import edges_plot

__all__ = ["BEGIN", "END", "write_page"]

BEGIN, END = "<!-- spread: written by make bench-spread -->", "<!-- spread: end -->"
_PLOT = "spread-edges.svg"


def write_page(figures: Figures, docs: Path, command: str, cascades: str) -> list[Path]:
    """Writes the section between its markers (or adds it at the end), and the plot; gives what was written."""
    return write_section(docs, (BEGIN, END), _section(figures, command, cascades), {_PLOT: edges_plot(figures)})


def _section(figures: Figures, command: str, cascades: str) -> Iterator[str]:
    f = figures
    yield "## Spread and time"
    yield ""
    yield f"`{command}` wrote this section. Cascades {cascades[:12]}: {f.cascades:,} base photographs, from each of"
    yield "which versions were really rendered (crops, captions, letters, logos, mirrored, screenshots, pages, each"
    yield "encoded anew as platforms do), posted and reposted; some were withheld, and false times planted. They were"
    yield f"collected as tables of posts with files, added and traced: {f.versions:,} versions, {f.collected:,} of them"
    yield "collected. Base pictures and seeds are kept apart from those that weights were set with."
    yield ""
    heads = ["directed edges", "precision", "recall", "F1 where decided", "decided", "F1, undecided as missed"]
    yield "| " + " | ".join([*heads, "F1 on those that the program decided"]) + " |"
    yield "|---|---|---|---|---|---|---|"
    yield _row("firstseen", f.edges, f.edges)
    for name, (everywhere, decided) in f.rivals.items():
        yield _row(name, everywhere, decided)
    yield ""
    yield f"![Directed edges between versions](benchmarks/{_PLOT})"
    yield ""
    yield "An edge is right when its source is the version from which the target was made, or, where that was withheld,"
    yield "the nearest collected one on the way. What nobody could tell apart from what is collected is not counted;"
    yield "both rules are spelled out in `bench/spread/truth.py`. The baselines see the same matches and times."
    yield ""
    yield "| what | figure |"
    yield "|---|---|"
    for what, figure in _rest(f):
        yield f"| {what} | {figure} |"


def _row(name: str, counts: EdgeCounts, decided: EdgeCounts) -> str:
    shares = (counts.precision, counts.recall, counts.f1, counts.decided, counts.f1_of_all, decided.f1)
    return f"| {name} | " + " | ".join(f"{share:.3f}" for share in shares) + " |"


def _rest(f: Figures) -> Iterator[tuple[str, str]]:
    m, c, o, k = f.missing, f.contradictions, f.older, f.cut_off
    yield "cascades that are one group, and nothing else in it", _share(f.whole, f.cascades)
    yield "missing ancestors that must be inferred: found", _share(m.found, m.planted)
    yield "missing ancestors: precision", f"{m.precision:.3f} ({m.wrong} made up)"
    yield "cut off, against a fuller version: share told to within 0.05", _share(k.right, k.right + k.wrong)
    yield "versions that lack at least 8 % of what another shows: told", _share(k.found, k.planted)
    yield "true time inside the span", _share(f.inside, f.appearances)
    yield "the same, of appearances with a planted false statement", _share(f.inside_planted, f.appearances_planted)
    yield "planted contradictions found", _share(c.found, c.planted)
    for plant, tally in sorted(f.by_plant.items()):
        yield f"of these: {_PLANTS[plant]}", _share(tally.found, tally.planted)
    yield "contradictions made up, cascades without a planted one", f"{c.wrong}, {f.clean}"
    yield "planted older than the event: found", _share(o.found, o.planted)
    yield "called older than the event, of those that are not", _share(o.wrong, f.after)


_PLANTS = {
    "clock": "stated time against the identifier",
    "capture": "captured before it was posted",
    "repost": "repost stated before what it passes on",
}


def _share(some: int, of: int) -> str:
    return f"{some:,} of {of:,} ({some / of:.2%})" if of else "none to be found"
