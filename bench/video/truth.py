"""What is true of the files of the bench: which stretches of which file are stretches of which other one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

__all__ = ["Expected", "File", "Spell", "Track", "Truth", "truth_of"]

Track = Literal["picture", "sound"]


@dataclass(frozen=True, slots=True)
class Spell:
    """A stretch of a that is a stretch of b, in seconds of each. `speed`: seconds of b for each second of a.

    A still lasts from 0 to 0, and what it shows from = to its moment.
    """

    a_from: float
    a_to: float
    b_from: float
    b_to: float
    track: Track
    speed: float = 1.0
    mirrored: bool = False

    def turned(self) -> Spell:
        """The same as seen from b."""
        return Spell(self.b_from, self.b_to, self.a_from, self.a_to, self.track, 1 / self.speed, self.mirrored)


@dataclass(frozen=True, slots=True)
class File:
    """A file of the bench. `seen` and `heard`: the takes (moments filmed, sounds recorded) that are in it.

    `shares`: for each file that it was made of, the stretches, with this file as a. `kind` is what was done to it.
    """

    name: str
    kind: str
    seconds: float
    seen: frozenset[str]
    heard: frozenset[str]
    shares: Mapping[str, tuple[Spell, ...]] = field(default_factory=dict)
    joins: bool = True


@dataclass(frozen=True, slots=True)
class Expected:
    """A pair that something is to be said of: `a` was made of `b`, or (`joins` False) must not be joined with it."""

    a: str
    b: str
    kind: str
    joins: bool
    spells: tuple[Spell, ...]


@dataclass(frozen=True, slots=True)
class Truth:
    """All that is true of the files. Pairs that are neither expected nor neutral share nothing."""

    files: tuple[File, ...]
    expected: Mapping[frozenset[str], Expected]
    neutral: frozenset[frozenset[str]]
    """Pairs of which nothing is asked: two edits of one source, whatever they share."""
    heard: Mapping[str, frozenset[str]]
    """The takes that are heard in each file."""

    def between(self, one: str, other: str) -> Expected | None:
        """What is expected of a pair, in whichever order."""
        return self.expected.get(frozenset((one, other)))

    def asked(self) -> Sequence[Expected]:
        """The pairs that are to be found."""
        return [pair for pair in self.expected.values() if pair.joins]

    @property
    def apart(self) -> int:
        """How many pairs share nothing or must not be joined."""
        every = len(self.files) * (len(self.files) - 1) // 2
        return every - len(self.asked()) - len(self.neutral)


def truth_of(files: Iterable[File]) -> Truth:
    """The truth about all pairs of the files."""
    every = tuple(files)
    expected = {
        frozenset((file.name, other)): Expected(file.name, other, file.kind, file.joins, spells)
        for file in every
        for other, spells in file.shares.items()
    }
    neutral = {
        frozenset((one.name, other.name))
        for number, one in enumerate(every)
        for other in every[number + 1 :]
        if (one.seen & other.seen or one.heard & other.heard) and frozenset((one.name, other.name)) not in expected
    }
    return Truth(every, expected, frozenset(neutral), {file.name: file.heard for file in every})
