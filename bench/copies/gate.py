"""Pinned floors: a run that falls under one fails. Floors are raised, never lowered, and hold for one corpus only."""

from __future__ import annotations

import json
from dataclasses import dataclass
from math import ceil, floor, isnan
from pathlib import Path

from bench.copies.report import Report

__all__ = ["FLOORS", "Figures", "check", "figures_of", "raise_floors"]

FLOORS = Path(__file__).resolve().parents[1] / "floors.json"


@dataclass(frozen=True, slots=True)
class Figures:
    """What a run reached: `corpus` is the digest of its pictures and queries; high and low figures by name."""

    corpus: str
    high: dict[str, float]
    low: dict[str, float]


def figures_of(report: Report, corpus: str) -> Figures:
    """The figures of a run that are pinned."""
    program = report.program
    high = {
        "mean average precision": program.ranking.average_precision,
        "recall at 90 % precision": program.ranking.recall_at_90,
        "recall with no false alarm": program.ranking.recall_unmistaken,
    }
    for kind in report.kinds:
        high[f"found: {kind.kind}"] = kind.found
        for name, value in (("relation", kind.relation), ("box", kind.box), ("words", kind.words)):
            if not isnan(value):
                high[f"right {name}: {kind.kind}"] = value
    low = {"false alarms per million pairs": program.per_million, "calibration error": report.calibration_error}
    low.update({f"kinds in which {one.name} finds more": float(len(one.ahead)) for one in report.systems[1:]})
    low.update({f"trap called a copy: {trap.trap}": trap.joined / trap.pairs for trap in report.traps})
    return Figures(corpus, high, low)


def check(figures: Figures, path: Path = FLOORS) -> list[str]:
    """What is wrong with the figures, a line each; nothing when all reach their floors or none are pinned.

    Figures of another corpus are not compared: that is wrong, too.
    """
    pinned = _read(path)
    if pinned is None:
        return []
    if pinned.corpus != figures.corpus:
        return [_other(pinned, figures, path)]
    wrong = []
    for name, least in pinned.high.items():
        reached = figures.high.get(name)
        if reached is None or reached < least:
            wrong.append(f"{name}: {_told(reached)} is under its floor {least:.3f}")
    for name, most in pinned.low.items():
        reached = figures.low.get(name)
        if reached is None or reached > most:
            wrong.append(f"{name}: {_told(reached)} is over its ceiling {most:.3f}")
    return wrong


def raise_floors(figures: Figures, path: Path = FLOORS) -> list[str]:
    """Writes the figures as floors where they are better than what is pinned; gives a line for each that moved.

    Raises `ValueError`, and writes nothing, when the floors were pinned with another corpus.
    """
    pinned = _read(path) or Figures(figures.corpus, {}, {})
    if pinned.corpus != figures.corpus:
        raise ValueError(_other(pinned, figures, path))
    high, low, moved = dict(pinned.high), dict(pinned.low), []
    for name, reached in figures.high.items():
        least = floor(reached * 1000) / 1000
        if name not in high or least > high[name]:
            moved.append(f"{name}: {_told(high.get(name))} -> {least:.3f}")
            high[name] = least
    for name, reached in figures.low.items():
        most = ceil(reached * 1000) / 1000
        if name not in low or most < low[name]:
            moved.append(f"{name}: {_told(low.get(name))} -> {most:.3f}")
            low[name] = most
    written = {"corpus": figures.corpus, "floors": dict(sorted(high.items())), "ceilings": dict(sorted(low.items()))}
    path.write_text(json.dumps(written, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    return moved


def _read(path: Path) -> Figures | None:
    if not path.exists():
        return None
    content = json.loads(path.read_text(encoding="utf-8"))
    return Figures(content["corpus"], content["floors"], content["ceilings"])


def _other(pinned: Figures, figures: Figures, path: Path) -> str:
    return (
        f"the floors of {path.name} are for the corpus {pinned.corpus[:12]}, these figures for {figures.corpus[:12]}: "
        "other base pictures, queries, fonts or version of the generator. They are not compared. Take the pictures "
        "that they were pinned with, or remove the file and pin anew."
    )


def _told(value: float | None) -> str:
    return "none" if value is None else f"{value:.3f}"
