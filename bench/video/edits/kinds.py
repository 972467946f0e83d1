"""The kinds of edits: each draws, from chance, the plan of one edit of a source."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np

from bench.video.edits import looks
from bench.video.edits.plan import Look, Piece, Plan, Sounds, Source
from bench.video.scenes import Scene

__all__ = ["KINDS", "Drawing"]

Hosts = Callable[[str], Scene]
"""Makes another scene, for what is shown inside one."""

Drawing = Callable[[np.random.Generator, str, Source, Sequence[Source], Hosts], Plan]
"""From chance, a seed in words, the source, the other sources and the scenes for hosts: the plan."""


def _stretch(chance: np.random.Generator, source: Source, low: float = 11, high: float = 16) -> tuple[float, float]:
    """A stretch of that many seconds, away from both ends of the source."""
    long = min(float(chance.uniform(low, high)), source.seconds - 3)
    start = float(chance.uniform(1, source.seconds - long - 1))
    return round(start, 2), round(start + long, 2)


def _one(look: Callable[[np.random.Generator], Look] | None = None, **settings: object) -> Drawing:
    """One stretch of the source with a look."""

    def draw(chance: np.random.Generator, seed: str, source: Source, others: Sequence[Source], hosts: Hosts) -> Plan:
        piece = Piece(source.name, *_stretch(chance, source))
        return Plan([piece], seed, look(chance) if look else None, **settings)  # type: ignore[arg-type]

    return draw


def _whole(look: Callable[[np.random.Generator], Look] | None = None, **settings: object) -> Drawing:
    """The first 20 seconds of the source, as when it is posted again."""

    def draw(chance: np.random.Generator, seed: str, source: Source, others: Sequence[Source], hosts: Hosts) -> Plan:
        piece = Piece(source.name, 0.0, min(20.0, source.seconds))
        return Plan([piece], seed, look(chance) if look else None, **settings)  # type: ignore[arg-type]

    return draw


def _cut_out(chance: np.random.Generator, seed: str, source: Source, others: Sequence[Source], hosts: Hosts) -> Plan:
    start, end = _stretch(chance, source, 19, 24)
    gap = float(chance.uniform(4, 7))
    middle = float(chance.uniform(start + 5, end - gap - 5))
    return Plan([Piece(source.name, start, middle), Piece(source.name, middle + gap, end)], seed)


def _parts(chance: np.random.Generator, source: Source, count: int) -> list[Piece]:
    """So many stretches of 4 to 6 seconds, in order, with something left out between them."""
    step = (source.seconds - 1) / count
    pieces = []
    for number in range(count):
        long = min(float(chance.uniform(4, 6)), step - 0.8)
        start = number * step + float(chance.uniform(0, step - long - 0.6))
        pieces.append(Piece(source.name, round(start, 2), round(start + long, 2)))
    return pieces


def _reordered(chance: np.random.Generator, seed: str, source: Source, others: Sequence[Source], hosts: Hosts) -> Plan:
    first, second, third, last = _parts(chance, source, 4)
    order = [[third, first, last, second], [last, second, third, first], [second, last, first, third]]
    return Plan(order[int(chance.integers(3))], seed)


def _speed(speed: float) -> Drawing:
    def draw(chance: np.random.Generator, seed: str, source: Source, others: Sequence[Source], hosts: Hosts) -> Plan:
        piece = Piece(source.name, *_stretch(chance, source, 12, 18), speed)
        return Plan([piece], seed, pitched=bool(chance.random() < 0.5))

    return draw


def _passages(chance: np.random.Generator, seed: str, source: Source, others: Sequence[Source], hosts: Hosts) -> Plan:
    return Plan(_parts(chance, source, 3), seed, passage="fade" if chance.random() < 0.5 else "dissolve")


def _inset(chance: np.random.Generator, seed: str, source: Source, others: Sequence[Source], hosts: Hosts) -> Plan:
    piece = Piece(source.name, *_stretch(chance, source))
    sounds: Sounds = "kept" if chance.random() < 0.5 else "voice over"
    return Plan([piece], seed, looks.inset(chance, hosts(seed)), sounds=sounds)


def _compilation(
    chance: np.random.Generator, seed: str, source: Source, others: Sequence[Source], hosts: Hosts
) -> Plan:
    some = [others[int(at)] for at in chance.permutation(len(others))[:9]]
    some.insert(int(chance.integers(len(some) + 1)), source)
    pieces = [Piece(one.name, *_stretch(chance, one, 3.5, 5.5)) for one in some]
    return Plan(pieces, seed, sounds="kept" if chance.random() < 0.6 else "replaced")


def _sided(chance: np.random.Generator) -> Look:
    return looks.blurred_sides(chance) if chance.random() < 0.5 else looks.tall(chance)


KINDS: Mapping[str, Drawing] = {
    "trim": _one(),
    "middle cut out": _cut_out,
    "reordered": _reordered,
    "slower (0.8)": _speed(0.8),
    "faster (1.25)": _speed(1.25),
    "15 frames a second": _one(rate=15),
    "24 frames a second": _one(rate=24),
    "240p": _whole(lambda chance: looks.shrunk(240), quality=38),
    "upright, blurred sides": _one(_sided),
    "letterboxed": _whole(looks.letterboxed),
    "logo and ticker": _one(looks.logo_ticker),
    "subtitled": _one(looks.subtitled),
    "picture in picture": _inset,
    "mirrored": _one(mirrored=True),
    "mirrored, captioned": _one(looks.captioned, mirrored=True),
    "graded": _one(looks.graded),
    "transitions": _passages,
    "screen filmed": _one(looks.filmed_screen),
    "sound replaced": _one(sounds="replaced"),
    "voice over": _one(sounds="voice over"),
    "compilation of ten": _compilation,
}
