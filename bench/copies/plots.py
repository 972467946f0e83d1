"""The plots of a run as SVG, written by hand: on a light ground of their own, to be read on dark pages too."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bench.copies.figures import Bin
from bench.copies.report import Report, System
from bench.svg import dot, line, svg, text

__all__ = ["by_kind", "precision_recall", "reliability"]

_COLOURS = ("#0b5cad", "#c2571a", "#8a8f98", "#3b8f5a")
_SIDE, _LEFT, _TOP = 320, 56, 40


def by_kind(report: Report) -> str:
    """A row for each kind, in it a dot for each system at the share that its own decision found."""
    row, left, wide = 17, 190, 420
    kinds = [kind.kind for kind in report.kinds]
    height = _TOP + row * len(kinds) + 54
    out = [text(left, 18, "Found by its own decision, share of queries", weight="bold")]
    for tenth in range(0, 11, 2):
        x = left + wide * tenth / 10
        out += [line(x, _TOP - 8, x, height - 48), text(x, _TOP - 12, f"{tenth / 10:.1f}", "middle", 9)]
    for at, kind in enumerate(kinds):
        y = _TOP + row * at + 8
        out += [line(left, y, left + wide, y), text(left - 8, y + 4, kind, "end")]
        for number, system in reversed(list(enumerate(report.systems))):
            x = left + wide * system.by_kind.get(kind, 0.0)
            out.append(dot(x, y, 5.5 if number == 0 else 4.0, _COLOURS[number % 4]))
    out += _legend(report.systems, left - 70, height - 22)
    return svg(left + wide + 30, height, out)


def precision_recall(report: Report) -> str:
    """Precision against recall over all queries, ranked by what each system is surest of."""
    out = _axes("Recall", "Precision", "All answers, ranked by score")
    for number, system in enumerate(report.systems):
        points = [(0.0, system.ranking.curve[0][1]), *system.ranking.curve] if system.ranking.curve else []
        places = " ".join(f"{_x(recall):.1f},{_y(precision):.1f}" for recall, precision in _thinned(points))
        out.append(f'<polyline points="{places}" fill="none" stroke="{_COLOURS[number % 4]}" stroke-width="2"/>')
    out += _legend(report.systems, 8, _TOP + _SIDE + 62, step=100)
    return svg(_LEFT + _SIDE + 30, _TOP + _SIDE + 76, out)


def reliability(bins: Sequence[Bin], error: float) -> str:
    """What was said against what was right; the area of a dot grows with the number of answers."""
    out = _axes("Confidence said", "Share that was right", f"Reliability (expected calibration error {error:.3f})")
    out.append(line(_x(0), _y(0), _x(1), _y(1), "#9aa1ab"))
    most = max((one.count for one in bins), default=1)
    for one in bins:
        radius = 3 + 8 * (one.count / most) ** 0.5
        out.append(dot(_x(one.said), _y(one.right), radius, _COLOURS[0]))
        out.append(text(_x(one.said) - radius - 4, _y(one.right) + 14, str(one.count), "end", 9))
    return svg(_LEFT + _SIDE + 30, _TOP + _SIDE + 50, out)


def _thinned(points: Sequence[tuple[float, float]], most: int = 400) -> Iterable[tuple[float, float]]:
    step = max(len(points) // most, 1)
    return [*points[::step], *points[-1:]]


def _x(share: float) -> float:
    return _LEFT + _SIDE * share


def _y(share: float) -> float:
    return _TOP + _SIDE * (1 - share)


def _axes(across: str, up: str, title: str) -> list[str]:
    out = [text(_LEFT, 20, title, weight="bold")]
    for fifth in range(6):
        share = fifth / 5
        out += [line(_x(share), _y(0), _x(share), _y(1)), line(_x(0), _y(share), _x(1), _y(share))]
        out += [text(_x(share), _y(0) + 16, f"{share:.1f}", "middle", 9)]
        out += [text(_x(0) - 6, _y(share) + 3, f"{share:.1f}", "end", 9)]
    out.append(text(_x(0.5), _y(0) + 34, across, "middle"))
    middle = _y(0.5)
    out.append(f'<g transform="rotate(-90 16 {middle})">{text(16, middle, up, "middle")}</g>')
    return out


def _legend(systems: Sequence[System], x: float, y: float, step: int = 130) -> list[str]:
    out = []
    for number, system in enumerate(systems):
        at = x + number * step
        out += [dot(at, y - 4, 5, _COLOURS[number % 4]), text(at + 10, y, system.name, size=10)]
    return out
