"""The plot of a run: what share of the edges each way of saying gets right."""

from __future__ import annotations

from bench.spread.edges import EdgeCounts
from bench.spread.figures import Figures
from bench.svg import dot, line, svg, text

__all__ = ["edges_plot"]

_LEFT, _WIDE, _TOP, _ROW = 220, 400, 58, 34
_COLOURS = {"F1": "#0b5cad", "precision": "#c2571a", "recall": "#3b8f5a"}


def edges_plot(figures: Figures) -> str:
    """A row for the program and each baseline, in it dots at precision, recall and F1."""
    rows: list[tuple[str, EdgeCounts]] = [("firstseen, where decided", figures.edges)]
    rows += [(name, everywhere) for name, (everywhere, _) in figures.rivals.items()]
    height = _TOP + _ROW * len(rows) + 36
    out = [text(_LEFT, 20, "Directed edges between versions", weight="bold")]
    for tenth in range(0, 11, 2):
        x = _LEFT + _WIDE * tenth / 10
        out += [line(x, _TOP - 10, x, height - 36), text(x, _TOP - 14, f"{tenth / 10:.1f}", "middle", 9)]
    for at, (name, counts) in enumerate(rows):
        y = _TOP + _ROW * at + 12
        out += [line(_LEFT, y, _LEFT + _WIDE, y), text(_LEFT - 10, y + 4, name, "end")]
        for measure, share in (("precision", counts.precision), ("recall", counts.recall), ("F1", counts.f1)):
            out.append(dot(_LEFT + _WIDE * share, y, 7 if measure == "F1" else 4.5, _COLOURS[measure]))
    for number, (measure, colour) in enumerate(_COLOURS.items()):
        x = _LEFT + 110 * number
        out += [dot(x, height - 16, 5, colour), text(x + 10, height - 12, measure)]
    return svg(_LEFT + _WIDE + 30, height, out)
