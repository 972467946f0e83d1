"""An edit as a plan: which pieces of which sources follow each other, how they look and sound; rendered and told."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path
from typing import Literal

import cv2
import numpy as np

from bench.video.chance import chance_of
from bench.video.coding import RATE, Picture, Sound, heard_in, shown_at, write_video
from bench.video.sounds import laid_over, to_level
from bench.video.sounds.music import music
from bench.video.sounds.speech import speech
from bench.video.sounds.speed import resampled, stretched
from bench.video.truth import Spell

__all__ = ["Look", "Piece", "Plan", "Sounds", "Source", "render"]

Look = Callable[[Picture, float], Picture]
"""Gives a frame of the edit from one of its source and the time in the edit."""

Sounds = Literal["kept", "replaced", "voice over", "music over", "none"]


@dataclass(frozen=True, slots=True)
class Source:
    """A video that edits are made of."""

    name: str
    seconds: float


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a source, played at a speed."""

    source: str
    start: float
    end: float
    speed: float = 1.0

    @property
    def seconds(self) -> float:
        """How long it lasts in the edit."""
        return (self.end - self.start) / self.speed


@dataclass(frozen=True, slots=True)
class Plan:
    """What an edit is. `passage` is what happens between pieces: a cut, a fade through black or a dissolve.

    `pitched`: where the speed is changed, the pitch goes with it. `seed` is what added sounds are drawn from.
    """

    pieces: Sequence[Piece]
    seed: str
    look: Look | None = None
    rate: int = 25
    quality: int = 28
    mirrored: bool = False
    passage: Literal["cut", "fade", "dissolve"] = "cut"
    sounds: Sounds = "kept"
    pitched: bool = True

    @property
    def seconds(self) -> float:
        """The length of the edit."""
        return sum(piece.seconds for piece in self.pieces)

    def spells(self) -> dict[str, tuple[Spell, ...]]:
        """For each source, the stretches of the edit that are stretches of it."""
        out: dict[str, list[Spell]] = {}
        starts = [0.0, *accumulate(piece.seconds for piece in self.pieces)]
        for piece, at in zip(self.pieces, starts, strict=False):
            told = (round(at, 3), round(at + piece.seconds, 3), round(piece.start, 3), round(piece.end, 3))
            some = out.setdefault(piece.source, [])
            some.append(Spell(*told, "picture", piece.speed, self.mirrored))
            if self.sounds not in {"replaced", "none"}:
                some.append(Spell(*told, "sound", piece.speed))
        return {source: tuple(_joined(some)) for source, some in out.items()}


def _joined(spells: Sequence[Spell]) -> Iterator[Spell]:
    """Stretches in order, those that go on where another of their track ended joined with it."""
    for track in ("picture", "sound"):
        last: Spell | None = None
        for spell in (one for one in spells if one.track == track):
            on = last is not None and abs(last.a_to - spell.a_from) < 0.01 and abs(last.b_to - spell.b_from) < 0.01
            if last is not None and on and last.speed == spell.speed:
                last = Spell(last.a_from, spell.a_to, last.b_from, spell.b_to, spell.track, spell.speed, spell.mirrored)
                continue
            if last is not None:
                yield last
            last = spell
        if last is not None:
            yield last


def render(plan: Plan, sources: Mapping[str, Path], path: Path) -> None:
    """Writes the edit. Raises `OSError` when a source cannot be read."""
    sound = None if plan.sounds == "none" else _sound(plan, sources)
    write_video(path, _frames(plan, sources), plan.rate, sound, plan.quality)


_PASSAGE = 0.5
"""Seconds that a fade or a dissolve takes."""


def _frames(plan: Plan, sources: Mapping[str, Path]) -> Iterator[Picture]:
    at = 0
    end = 0.0
    before: Picture | None = None
    for number, piece in enumerate(plan.pieces):
        start, end = end, end + piece.seconds
        count = round(end * plan.rate) - at
        times = [piece.start + (k / plan.rate) * piece.speed for k in range(count)]
        frame = before
        for k, shown in enumerate(shown_at(sources[piece.source], times)):
            frame = shown[:, ::-1] if plan.mirrored else shown
            mixed = _mixed(plan, frame, before, k / plan.rate, piece.seconds, (number, len(plan.pieces)))
            yield mixed if plan.look is None else plan.look(mixed, start + k / plan.rate)
        before = frame
        at += count


def _mixed(  # noqa: PLR0917
    plan: Plan, frame: Picture, before: Picture | None, t: float, seconds: float, place: tuple[int, int]
) -> Picture:
    number, count = place
    if plan.passage == "dissolve" and before is not None and t < _PASSAGE:
        return np.asarray(cv2.addWeighted(frame, t / _PASSAGE, np.ascontiguousarray(before), 1 - t / _PASSAGE, 0))
    if plan.passage == "fade":
        out_of = (seconds - t) / _PASSAGE if number < count - 1 else 1.0
        into = t / _PASSAGE if number else 1.0
        return np.asarray(cv2.convertScaleAbs(frame, alpha=min(out_of, into, 1.0)))
    return frame


def _sound(plan: Plan, sources: Mapping[str, Path]) -> Sound:
    if plan.sounds == "replaced":
        return music(chance_of(plan.seed, "music"), plan.seconds)
    kept = np.concatenate([_cut(piece, sources[piece.source], pitched=plan.pitched) for piece in plan.pieces])
    if plan.sounds == "voice over":
        return laid_over(kept, speech(chance_of(plan.seed, "voice"), plan.seconds))
    if plan.sounds == "music over":
        return laid_over(kept, music(chance_of(plan.seed, "music"), plan.seconds))
    return to_level(kept)


def _cut(piece: Piece, path: Path, *, pitched: bool) -> Sound:
    sound = heard_in(path)[round(piece.start * RATE) : round(piece.end * RATE)]
    if piece.speed != 1.0:
        sound = (resampled if pitched else stretched)(sound, piece.speed)
    count = round(piece.seconds * RATE)
    return np.pad(sound, (0, max(count - len(sound), 0)))[:count]
