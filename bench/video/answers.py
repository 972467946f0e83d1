"""What a way of finding copies says of the files: pairs with a score, and what it costs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bench.video.truth import Spell

__all__ = ["Answers", "Said"]


@dataclass(frozen=True, slots=True)
class Said:
    """What is said of one pair. `joins`: by its own decision, the two are copies. `score` ranks what joins."""

    a: str
    b: str
    score: float
    joins: bool
    spells: tuple[Spell, ...] = ()

    def seen_from(self, a: str) -> tuple[Spell, ...]:
        """Its stretches with that file as a."""
        return self.spells if a == self.a else tuple(spell.turned() for spell in self.spells)


@dataclass(frozen=True, slots=True)
class Answers:
    """All that one way says. `seconds`: of the processor, for everything from the files to the pairs.

    `kept`: bytes of what is kept of the files to compare them by. `notes`: what it could not do, in plain sentences.
    `only_hears`: it compares sounds alone, so that a sound that two files do share is no mistake of its.
    """

    name: str
    said: tuple[Said, ...]
    seconds: float
    kept: int
    notes: Sequence[str] = ()
    rule: str = ""
    only_hears: bool = False
