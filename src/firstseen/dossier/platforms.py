"""Platforms on a timeline: each has a colour and, for those who do not see colours, a mark of its own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from firstseen.model.platforms import platform_words

__all__ = ["Platform", "Platforms"]

MARKS = ("circle", "square", "triangle", "diamond", "cross", "ring", "bar")
_OTHER = "dot"


@dataclass(frozen=True, slots=True)
class Platform:
    """How a platform is shown: its name in words, the number of its colour and the name of its mark."""

    name: str
    colour: int
    mark: str


class Platforms:
    """The platforms of a case; the most frequent have marks of their own, the rest share one."""

    def __init__(self, counts: Counter[str | None]) -> None:
        ranked = sorted((name for name in counts if name), key=lambda name: (-counts[name], name))
        self._known = {
            name: Platform(platform_words(name), number, mark)
            for number, (name, mark) in enumerate(zip(ranked, MARKS, strict=False))
        }

    def of(self, name: str | None) -> Platform:
        """How the platform is shown; None: not known."""
        if name is None:
            return Platform("platform not known", len(MARKS), _OTHER)
        return self._known.get(name) or Platform(platform_words(name), len(MARKS), _OTHER)

    def legend(self, names: Iterable[str | None]) -> list[Platform]:
        """The platforms among `names`, in the order of their colours."""
        shown = {self.of(name) for name in names}
        return sorted(shown, key=lambda platform: (platform.colour, platform.name))
