"""The plots of a run as SVG, written by hand: on a light ground of their own, to be read on dark pages too."""

from __future__ import annotations

from math import isnan

from bench.svg import dot, line, svg, text
from bench.video.report import Report

__all__ = ["by_kind", "precision_recall", "segments"]

_COLOURS = ("#0b5cad", "#c2571a", "#3b8f5a")
_ROW, _LEFT, _WIDE, _TOP = 18, 200, 420, 44


def by_kind(report: Report) -> str:
    """A row for each kind, in it a dot for each way at the share that it found by its own decision."""
    rows = [(kind, [one.kinds[kind].found for one in report.systems]) for kind in report.kinds]
    return _dots("Found by its own decision, share of pairs", rows, [one.name for one in report.systems])


def segments(report: Report) -> str:
    """A row for each kind, in it the F1 of the program's stretches of picture and of sound."""
    kinds = report.program.kinds
    rows = [
        (name, [kind.picture.f1, kind.sound.f1])
        for name, kind in kinds.items()
        if any(kind.picture.true) or any(kind.sound.true)
    ]
    return _dots("Stretches in time, F1", rows, ["picture", "sound"])


def precision_recall(report: Report) -> str:
    """Precision against recall over the pairs of videos, ranked by what each way is surest of."""
    side, left, top = 320, 56, 40
    out = [text(left, 20, "Pairs of videos, ranked by score", weight="bold")]
    for fifth in range(6):
        share = fifth / 5
        x, y = left + side * share, top + side * (1 - share)
        out += [line(x, top, x, top + side), line(left, y, left + side, y)]
        out += [text(x, top + side + 16, f"{share:.1f}", "middle", 9), text(left - 6, y + 3, f"{share:.1f}", "end", 9)]
    out.append(text(left + side / 2, top + side + 34, "Recall", "middle"))
    middle = top + side / 2
    out.append(f'<g transform="rotate(-90 16 {middle})">{text(16, middle, "Precision", "middle")}</g>')
    for number, one in enumerate(report.systems):
        curve = one.ranking.curve
        points = [(0.0, curve[0][1]), *curve] if curve else []
        places = " ".join(f"{left + side * recall:.1f},{top + side * (1 - right):.1f}" for recall, right in points)
        out.append(f'<polyline points="{places}" fill="none" stroke="{_COLOURS[number % 3]}" stroke-width="2"/>')
        x = 8 + 110 * number
        out += [dot(x, top + side + 58, 5, _COLOURS[number % 3]), text(x + 10, top + side + 62, one.name, size=10)]
    return svg(left + side + 30, top + side + 76, out)


def _dots(title: str, rows: list[tuple[str, list[float]]], names: list[str]) -> str:
    height = _TOP + _ROW * len(rows) + 54
    out = [text(_LEFT, 18, title, weight="bold")]
    for tenth in range(0, 11, 2):
        x = _LEFT + _WIDE * tenth / 10
        out += [line(x, _TOP - 8, x, height - 48), text(x, _TOP - 12, f"{tenth / 10:.1f}", "middle", 9)]
    for at, (name, values) in enumerate(rows):
        y = _TOP + _ROW * at + 8
        out += [line(_LEFT, y, _LEFT + _WIDE, y), text(_LEFT - 8, y + 4, name, "end")]
        for number, value in reversed(list(enumerate(values))):
            if not isnan(value):
                out.append(dot(_LEFT + _WIDE * value, y, 5.5 if number == 0 else 4.0, _COLOURS[number % 3]))
    for number, name in enumerate(names):
        x = _LEFT + number * 120
        out += [dot(x, height - 26, 5, _COLOURS[number % 3]), text(x + 10, height - 22, name, size=10)]
    return svg(_LEFT + _WIDE + 30, height, out)
