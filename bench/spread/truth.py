"""What is true of a cascade as far as it can be decided from what was collected.

**Edges.** A version whose maker's file was withheld is joined to the nearest collected version on its way
(contraction): that is its required source. A version without any collected ancestor is a *head*, and has none.

An edge that nobody could tell from the true one is *open*: neither right nor wrong, and its target is then not counted.
That is s -> t where t was made from a withheld file, s is no descendant of t, and s shows everything that t shows,
carries nothing that t does not carry, and is not surely later: s looks just like the file that was withheld.

**Missing ancestors.** All versions came from the first. Where it was withheld, a missing ancestor *must* be inferred
when two heads (a) overlap, and each shows what the other does not, while no head that may be as early shows both; or
(b) one shows less than the other, and was surely shown before it, while no other head that may be as early shows more.
"Shows what the other does not" is a share `CLEAR` of its own area at least. With less (down to `SLIGHT`), pictures
smaller than `LEGIBLE`, or times that leave it open, it *may* be inferred: saying it is neither right nor wrong. In all
other cascades it must not.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import combinations
from typing import Literal

from bench.spread.cascade import Cascade, Made, area, common

__all__ = ["CLEAR", "LEGIBLE", "SLIGHT", "Missing", "Truth", "truth_of"]

CLEAR, SLIGHT = 0.06, 0.015
"""Shares of a version's own area from which it plainly, and at all, shows what another does not."""
LEGIBLE = 150
"""Pixels of the shorter side of the photograph from which what it shows can be compared."""
_OVERLAP = 0.15
"""Share of the smaller of two that both must show, or nobody can tell that they show one photograph."""

Missing = Literal["must", "may", "not"]
Span = tuple[datetime | None, datetime | None]


@dataclass(frozen=True, slots=True)
class Truth:
    """The truth about one cascade; versions are named by the digests of their files.

    `sources`: for each collected version its required source (None: a head). `ancestors`: all its collected ancestors.
    `open`: pairs (source, target) that are neither right nor wrong. `missing`: whether an ancestor is to be inferred.
    """

    sources: Mapping[str, str | None]
    ancestors: Mapping[str, frozenset[str]]
    open: frozenset[tuple[str, str]]
    missing: Missing

    @property
    def heads(self) -> frozenset[str]:
        """The versions that came from no other collected one."""
        return frozenset(version for version, source in self.sources.items() if source is None)


def truth_of(cascade: Cascade) -> Truth:
    """The truth about a cascade."""
    ways = {one.number: tuple(_way(cascade, one)) for one in cascade.collected}
    above = {number: tuple(other for other in way if other.collected) for number, way in ways.items()}
    sources = {one.digest: above[one.number][0].digest if above[one.number] else None for one in cascade.collected}
    ancestors = {one.digest: frozenset(other.digest for other in above[one.number]) for one in cascade.collected}
    times = {one.number: _times(cascade, one) for one in cascade.collected}
    heads = [one for one in cascade.collected if not above[one.number]]
    return Truth(sources, ancestors, frozenset(_open(cascade, ways, times)), _missing(heads, times))


def _way(cascade: Cascade, one: Made) -> Iterator[Made]:
    """The versions it came from, the nearest first."""
    at = cascade.parent(one)
    while at is not None:
        yield at
        at = cascade.parent(at)


def _times(cascade: Cascade, one: Made) -> Span:
    """When it was surely not shown before, and surely shown by, from all posts of it."""
    posts = [post for post in cascade.posts if post.version == one.number]
    earliest = [post.earliest for post in posts]
    latest = [post.latest for post in posts if post.latest is not None]
    after = None if None in earliest else min((end for end in earliest if end is not None), default=None)
    return after, min(latest, default=None)


def _surely_later(one: Span, other: Span) -> bool:
    return one[0] is not None and other[1] is not None and one[0] > other[1]


def _open(
    cascade: Cascade, ways: Mapping[int, tuple[Made, ...]], times: Mapping[int, Span]
) -> Iterator[tuple[str, str]]:
    for target in cascade.collected:
        parent = cascade.parent(target)
        if parent is None or parent.collected:
            continue
        for source in cascade.collected:
            if source is target or target in ways[source.number] or source in ways[target.number]:
                continue
            looks = source.marks <= target.marks and _lacks(source, target) < CLEAR
            if looks and not _surely_later(times[source.number], times[target.number]):
                yield source.digest, target.digest


def _lacks(one: Made, other: Made) -> float:
    """The share of what the other shows that this one does not."""
    return 1 - common(one.outline, other.outline) / max(area(other.outline), 1e-9)


def _missing(heads: list[Made], times: Mapping[int, Span]) -> Missing:
    found: Missing = "not"
    for one, other in combinations(heads, 2):
        legible = min(one.side, other.side) >= LEGIBLE and _overlap(one, other)
        for least, verdict in ((CLEAR, "must"), (SLIGHT, "may")):
            if _apart(one, other, heads, times, least):
                if verdict == "must" and legible:
                    return "must"
                found = "may"
        # Where times are not sure, either could have been first.
        if max(_lacks(one, other), _lacks(other, one)) >= SLIGHT:
            found = "may"
    return found


def _apart(one: Made, other: Made, heads: list[Made], times: Mapping[int, Span], least: float) -> bool:
    lacks, lacked = _lacks(one, other), _lacks(other, one)
    if lacks >= least and lacked >= least:
        return not any(_could_be_source(head, (one, other), times) for head in heads)
    for less, more, gap in ((one, other, lacks), (other, one, lacked)):
        if gap >= least and _surely_later(times[more.number], times[less.number]):
            return not any(_could_be_source(head, (less,), times) and _lacks(less, head) >= SLIGHT for head in heads)
    return False


def _could_be_source(head: Made, of: tuple[Made, ...], times: Mapping[int, Span]) -> bool:
    """Whether a head that is none of these shows all that they show, and may be as early."""
    return head not in of and all(
        _lacks(head, one) < CLEAR and not _surely_later(times[head.number], times[one.number]) for one in of
    )


def _overlap(one: Made, other: Made) -> bool:
    least = min(area(one.outline), area(other.outline))
    return common(one.outline, other.outline) >= _OVERLAP * least
