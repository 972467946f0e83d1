"""What was right and wrong on pages whose truth is known, counted by layout."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

__all__ = ["Figures", "Share", "Tally"]


@dataclass(slots=True)
class Share:
    """So many of so many."""

    right: int = 0
    of: int = 0

    def add(self, right: bool) -> None:
        """Counts one more."""
        self.right += right
        self.of += 1

    @property
    def share(self) -> float:
        """The share; 1 of none."""
        return self.right / self.of if self.of else 1.0


@dataclass(slots=True)
class Tally:
    """Counts over some pages. `shown` is of the pictures that are shown: how many are the page's own (precision);
    `found` of the pictures to be shown: how many are (recall)."""

    pages: int = 0
    shown: Share = field(default_factory=Share)
    found: Share = field(default_factory=Share)
    twice: int = 0
    kept: Share = field(default_factory=Share)
    """Of the furniture: how much is listed as such."""
    words: dict[str, Share] = field(default_factory=dict)
    """caption, credit, alt, headline, standfirst, author, published, modified, language, posts ..., by name."""
    slips: Counter[str] = field(default_factory=Counter)
    """Furniture that was shown, by what it is."""

    def word(self, name: str) -> Share:
        """The share of this name."""
        return self.words.setdefault(name, Share())


@dataclass(slots=True)
class Figures:
    """The tallies by layout, for the program and for each rival, and what went wrong in a line each."""

    by_family: dict[str, Tally] = field(default_factory=dict)
    rivals: dict[str, Tally] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)

    @property
    def whole(self) -> Tally:
        """All layouts together."""
        return together(self.by_family.values())


def together(tallies: Iterable[Tally]) -> Tally:
    """The sum of tallies."""
    whole = Tally()
    for one in tallies:
        whole.pages += one.pages
        whole.twice += one.twice
        whole.slips += one.slips
        pairs = [(whole.shown, one.shown), (whole.found, one.found), (whole.kept, one.kept)]
        pairs += [(whole.word(name), share) for name, share in one.words.items()]
        for total, part in pairs:
            total.right += part.right
            total.of += part.of
    return whole
