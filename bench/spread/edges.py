"""Edges as answered, by the program or by a baseline, held against the truth of a cascade."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from bench.spread.truth import Truth
from firstseen.model.spread import Spread

__all__ = ["Answered", "EdgeCounts", "answered", "judged"]

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Answered:
    """Pairs (source, target) of media: directed ones, and those left undecided (either way round)."""

    decided: frozenset[Pair]
    undecided: frozenset[Pair] = frozenset()
    known: frozenset[str] = frozenset()
    """Media about which something was said at all."""


@dataclass(slots=True)
class EdgeCounts:
    """Counts over targets with a required source, and over the edges that were answered.

    `right`: its required source was named. `missed`: decided, and it was not. `undecided`: nothing was decided. `open`:
    an edge that is neither right nor wrong. `wrong`: edges answered that are not so. `kinds` tells which wrong edges.
    """

    right: int = 0
    missed: int = 0
    undecided: int = 0
    open: int = 0
    wrong: int = 0
    kinds: Counter[str] = field(default_factory=Counter)

    def add(self, other: EdgeCounts) -> None:
        """Adds the counts of another cascade."""
        self.right += other.right
        self.missed += other.missed
        self.undecided += other.undecided
        self.open += other.open
        self.wrong += other.wrong
        self.kinds.update(other.kinds)

    @property
    def decided(self) -> float:
        """The share of targets for which something was decided."""
        said = self.right + self.missed
        return said / max(said + self.undecided, 1)

    @property
    def precision(self) -> float:
        """The share of the decided edges that are right."""
        return self.right / max(self.right + self.wrong, 1)

    @property
    def recall(self) -> float:
        """The share of the targets, where anything was decided, whose source was named."""
        return self.right / max(self.right + self.missed, 1)

    @property
    def f1(self) -> float:
        """F1 where decided."""
        return 2 * self.right / max(2 * self.right + self.wrong + self.missed, 1)

    @property
    def f1_of_all(self) -> float:
        """F1 where an undecided target counts as missed."""
        return 2 * self.right / max(2 * self.right + self.wrong + self.missed + self.undecided, 1)


def answered(spreads: Iterable[Spread]) -> Answered:
    """The edges between media. One that leads through a missing ancestor leads from that one's own source, if any."""
    decided: set[Pair] = set()
    undecided: set[Pair] = set()
    known: set[str] = set()
    for spread in spreads:
        medium = {version.id: version.medium for version in spread.versions}
        known.update(medium.values())
        above = {edge.target: edge.source for edge in spread.edges if edge.decided}
        for edge in spread.edges:
            source = _medium_above(edge.source, above, medium) if edge.decided else medium.get(edge.source)
            target = medium.get(edge.target)
            if source is not None and target is not None and source != target:
                (decided if edge.decided else undecided).add((source, target))
    return Answered(frozenset(decided), frozenset(undecided), frozenset(known))


def _medium_above(version: str, above: Mapping[str, str], medium: Mapping[str, str]) -> str | None:
    seen: set[str] = set()
    at: str | None = version
    while at is not None and at not in medium and at not in seen:
        seen.add(at)
        at = above.get(at)
    return medium.get(at) if at is not None else None


def judged(truth: Truth, answer: Answered, only: Collection[str] | None = None) -> EdgeCounts:
    """The counts for one cascade. `only`: count these targets and no others."""
    counts = EdgeCounts()
    for target, required in truth.sources.items():
        if only is not None and target not in only:
            continue
        named = {source for source, to in answer.decided if to == target}
        wrong = {source for source in named if source != required and (source, target) not in truth.open}
        counts.wrong += len(wrong)
        counts.kinds.update(_kind(truth, source, target) for source in wrong)
        if required is None:
            continue
        if required in named:
            counts.right += 1
        elif wrong:
            counts.missed += 1
        elif named:
            counts.open += 1
        elif target not in answer.known or any(target in pair for pair in answer.undecided):
            counts.undecided += 1
        else:
            reversed_ = (target, required) in answer.decided
            counts.kinds["reversed, none named" if reversed_ else "called a root, or alone"] += 1
            counts.missed += 1
    return counts


def _kind(truth: Truth, source: str, target: str) -> str:
    if source not in truth.sources:
        return "of another cascade"
    if target in truth.ancestors[source]:
        return "reversed"
    if source in truth.ancestors[target]:
        return "from further up"
    if truth.sources[source] == truth.sources[target] and truth.sources[target] is not None:
        return "from a sibling"
    return "from elsewhere"
