"""Pinned floors: a run that falls under one fails. Floors are raised, never lowered, and hold for one corpus only."""

from __future__ import annotations

import json
from dataclasses import dataclass
from math import ceil, floor
from pathlib import Path

__all__ = ["Figures", "check", "hold", "raise_floors"]


@dataclass(frozen=True, slots=True)
class Figures:
    """What a run reached: `corpus` is the digest of its pictures and queries; high and low figures by name."""

    corpus: str
    high: dict[str, float]
    low: dict[str, float]


def check(figures: Figures, path: Path) -> list[str]:
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


def raise_floors(figures: Figures, path: Path) -> list[str]:
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


def hold(figures: Figures, path: Path, *, raising: bool, checking: bool) -> int:
    """Raises the floors and checks the figures against them, as asked, and prints what came of it; 1 when a figure is
    under its floor, else 0."""
    if raising:
        try:
            moved = raise_floors(figures, path)
        except ValueError as error:
            print(error)
            return 1
        print("\n".join(moved) or "no floor is to be raised")
    wrong = check(figures, path) if checking else []
    print("\n".join(wrong), end="\n" if wrong else "")
    return 1 if wrong else 0


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
