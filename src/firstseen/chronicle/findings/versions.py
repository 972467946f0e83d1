"""The versions of a group as sentences name them: a file name each, and which of two was seen first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime

from firstseen.chronicle.evidence import ShownEvidence
from firstseen.chronicle.first_seen import earliest_known
from firstseen.chronicle.group import GroupKnown, Known
from firstseen.chronicle.telling import told
from firstseen.chronicle.times.spans import Dated
from firstseen.chronicle.wording import instant, one_line
from firstseen.model.identifiers import Digest

__all__ = ["Versions"]

_NEVER = datetime.max.replace(tzinfo=UTC)

Ends = tuple[ShownEvidence | None, ShownEvidence | None]


class Versions:
    """What a group's appearances say of each of its media."""

    def __init__(self, group: GroupKnown, known: Known) -> None:
        self._dated: Mapping[str, Dated] = known.dated
        self._shown: dict[Digest, list[ShownEvidence]] = {}
        for one in group.shown:
            if one.medium is not None:
                self._shown.setdefault(one.medium, []).append(one)
        self._firsts: dict[Digest, ShownEvidence | None] = {}

    def first(self, medium: Digest) -> ShownEvidence | None:
        """The earliest known appearance of a medium; None where it has none with a time."""
        if medium not in self._firsts:
            self._firsts[medium] = earliest_known(self._shown.get(medium, ()), self._dated)
        return self._firsts[medium]

    def name(self, medium: Digest) -> str:
        """Its file name as collected, else the beginning of its digest."""
        names = sorted(one_line(one.name.rsplit("/", 1)[-1]) for one in self._shown.get(medium, ()) if one.name)
        return next(filter(None, names), f"{medium[:12]}…")

    def names(self, a: Digest, b: Digest) -> tuple[str, str]:
        """The names of two versions, told apart by their digests where they are called the same."""
        first, second = self.name(a), self.name(b)
        if first != second:
            return first, second
        return f"{first} ({a[:12]}…)", f"{second} ({b[:12]}…)"

    def in_order(self, media: Iterable[Digest]) -> list[Digest]:
        """These media, the one that had surely been shown first before the others; those of which nothing says last."""

        def rank(medium: Digest) -> tuple[datetime, Digest]:
            first = self.first(medium)
            by = self._dated[first.appearance].surely_by if first else None
            return by or _NEVER, medium

        return sorted(media, key=rank)

    def first_of(self, media: Iterable[Digest]) -> ShownEvidence | None:
        """The earliest known appearance of any of these media."""
        return earliest_known((first for medium in media if (first := self.first(medium))), self._dated)

    def earlier(self, a: Digest, b: Digest) -> Digest | None:
        """The one that had surely been shown before the other began to be; None where that cannot be told."""
        sooner = self._sooner((self.first(a), self.first(b)))
        return None if sooner is None else (a, b)[sooner]

    def order(self, a: Digest, b: Digest) -> str:
        """Which of the two was seen first, as a sentence."""
        return self.order_of((self.first(a), self.first(b)), self.names(a, b))

    def order_of(self, firsts: Ends, names: tuple[str, str]) -> str:
        """The same of two by their first appearances and their names."""
        sooner = self._sooner(firsts)
        first = firsts[sooner] if sooner is not None else None
        if sooner is not None and first is not None:
            dated = self._dated[first.appearance]
            by = dated.span.latest or dated.surely_by
            assert by is not None
            return f"{names[sooner]} was seen first, by {instant(by)}, in {told(first)}."
        if None in firsts:
            return "Which was seen first cannot be told: at least one of them has no time."
        return "Which was seen first cannot be told: their times overlap or are not limited."

    def _sooner(self, firsts: Ends) -> int | None:
        for this in (0, 1):
            mine, theirs = firsts[this], firsts[1 - this]
            if mine is None or theirs is None:
                return None
            by, after = self._dated[mine.appearance].surely_by, self._dated[theirs.appearance].surely_after
            if by is not None and after is not None and by <= after:
                return this
        return None

    def appearances(self, *media: Digest) -> tuple[str, ...]:
        """The first known appearances of these media."""
        firsts = (self.first(medium) for medium in media)
        return tuple(dict.fromkeys(one.appearance for one in firsts if one is not None))
