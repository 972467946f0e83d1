"""A group in brief: what its card on the overview says."""

from __future__ import annotations

from dataclasses import dataclass

from firstseen.model.identifiers import Digest
from firstseen.model.records import AppearanceRecord
from firstseen.model.time import TimeSpan

__all__ = ["Card", "Mark", "brief", "ordered"]

_MOST_WORDS = 180  # characters of a card's words: three lines


@dataclass(frozen=True, slots=True)
class Mark:
    """A kind of finding on a card, and its outcome."""

    kind: str
    outcome: str


@dataclass(frozen=True, slots=True)
class Card:
    """What a card says of a group. `where` and `who` are those of the appearance first seen."""

    group: str
    number: int
    cover: Digest
    span: TimeSpan
    where: str | None
    who: str | None
    words: str | None
    versions: int
    appearances: int
    marks: tuple[Mark, ...]

    @property
    def seen_once(self) -> bool:
        """Whether there is nothing to compare: one version, one appearance at most."""
        return self.versions == 1 and self.appearances <= 1


def brief(appearance: AppearanceRecord | None, most: int = _MOST_WORDS) -> str | None:
    """The first words of an appearance: its text, else its caption or alternative text, else what is printed there."""
    if appearance is None:
        return None
    printed = (words.text for words in appearance.printed or ())
    words = next((text for text in (appearance.text, appearance.caption, appearance.alt, *printed) if text), None)
    if words is None:
        return None
    words = " ".join(words[: most * 4].split())
    return words if len(words) <= most else words[: most - 1].rstrip() + "…"


def ordered(cards: list[Card]) -> list[Card]:
    """Groups with something to compare first, then those seen once; each by number (the case's order of time)."""
    return sorted(cards, key=lambda card: (card.seen_once, card.number))
