"""Which appearance was taken from which: by declared links, by words posted again, by the versions shown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from firstseen.chronicle.evidence import ShownEvidence
from firstseen.chronicle.posts.collected import Posts
from firstseen.chronicle.spread import weights
from firstseen.chronicle.spread.item_signs import words_of
from firstseen.chronicle.spread.versions import VersionsOf, earliest_first
from firstseen.chronicle.telling import told
from firstseen.chronicle.times.spans import Dated
from firstseen.model.items import LinkKind
from firstseen.model.spread import Edge, Sign, SignKind

__all__ = ["taken"]

LEAST_WORDS: Final = 25
"""Signs of a text from which posting it again is no chance."""

_DECLARED: Final = {
    LinkKind.REPOST_OF: ("a repost of", 0.98),
    LinkKind.FORWARDED_FROM: ("forwarded from", 0.98),
    LinkKind.QUOTES: ("a quote of", 0.92),
    LinkKind.EMBEDS: ("a page that embeds", 0.92),
    LinkKind.REPLY_TO: ("a reply to", 0.6),
}
"""In words, and how sure it is that the picture was taken from there: replies bring pictures of their own."""

SAME_WORDS: Final = 0.85
ONLY_ONE: Final = 0.80
GUESSED: Final = 0.5
"""Confidence of what follows from words posted again, from a version of which one earlier appearance is known, and
of a place in the order of time alone."""


class _Trees:
    """Appearances joined so far; no appearance gets two parents, and none becomes its own ancestor."""

    def __init__(self) -> None:
        self._root: dict[str, str] = {}
        self.parented: set[str] = set()

    def _find(self, one: str) -> str:
        root = one
        while root in self._root:
            root = self._root[root]
        while one != root:
            self._root[one], one = root, self._root[one]
        return root

    def join(self, source: str, target: str) -> bool:
        if target in self.parented or self._find(source) == target:
            return False
        self._root[target] = self._find(source)
        self.parented.add(target)
        return True


def taken(versions: VersionsOf, parents: Mapping[str, str], dated: Mapping[str, Dated]) -> tuple[Edge, ...]:
    """At most one edge to each appearance, sorted by it. `parents`: the version from which each version surely came."""
    shown = earliest_first((one for some in versions.shown.values() for one in some), dated)
    trees = _Trees()
    offered = (*_declared(shown), *_same_words(shown, dated), *_by_version(versions, parents, dated))
    edges = [edge for edge in offered if trees.join(edge.source, edge.target)]
    return tuple(sorted(edges, key=lambda edge: (edge.target, edge.source)))


def _declared(shown: Sequence[ShownEvidence]) -> Iterator[Edge]:
    posts = Posts(shown)
    by_item: dict[str, list[ShownEvidence]] = {}
    for one in shown:
        by_item.setdefault(one.item, []).append(one)
    order = list(_DECLARED)
    for one in shown:
        for kind, item in sorted(posts.linked_items(one), key=lambda link: (order.index(link[0]), link[1])):
            source = next((other for other in by_item[item] if other.medium == one.medium), by_item[item][0])
            words, sure = _DECLARED[kind]
            detail = f"it is {words} {told(source)}"
            sign = Sign(SignKind.PLATFORM, weights.LINKED if sure >= weights.DECIDED else weights.REPLIED, detail)
            yield _edge(source, one, sure, sign)


def _same_words(shown: Sequence[ShownEvidence], dated: Mapping[str, Dated]) -> Iterator[Edge]:
    """The same words again, surely later: from the one that had them first, decided where that is the only one."""
    with_words: dict[str, list[ShownEvidence]] = {}
    for one in shown:
        words = words_of(one)
        if len(words) < LEAST_WORDS:
            continue
        earlier = with_words.setdefault(words, [])
        if earlier and earlier[0].item != one.item and _before(earlier[0], one, dated):
            sure = SAME_WORDS if len(earlier) == 1 else GUESSED
            yield _edge(
                earlier[0],
                one,
                sure,
                Sign(SignKind.WORDS, 1.5, f"it has the words of {told(earlier[0])}, and was shown later"),
            )
        if all(other.item != one.item for other in earlier[-1:]):
            earlier.append(one)


def _by_version(versions: VersionsOf, parents: Mapping[str, str], dated: Mapping[str, Dated]) -> Iterator[Edge]:
    """The first appearance of a version from that of the version it came from; the others from its own first."""
    for id, shown in versions.shown.items():
        ordered = earliest_first(shown, dated)
        if not ordered:
            continue
        first = ordered[0]
        source = parents.get(id)
        before = earliest_first(versions.shown.get(source or "", ()), dated)
        before = [one for one in before if one.item != first.item and _before(one, first, dated)]
        if before:
            text = f"the version it shows came from that of {told(before[0])}, the first known to show it"
            sure = ONLY_ONE if len(before) == 1 else GUESSED
            yield _edge(before[0], first, sure, Sign(SignKind.TIME, weights.SEEN_BEFORE, text))
        for one in ordered[1:]:
            if one.item != first.item:
                text = f"it shows the same version as {told(first)}, the first known to show it"
                yield _edge(first, one, GUESSED, Sign(SignKind.TIME, weights.PERHAPS_BEFORE, text))


def _before(one: ShownEvidence, other: ShownEvidence, dated: Mapping[str, Dated]) -> bool:
    first, second = dated.get(one.appearance), dated.get(other.appearance)
    by, after = (first.surely_by if first else None), (second.surely_after if second else None)
    return by is not None and after is not None and by <= after


def _edge(source: ShownEvidence, target: ShownEvidence, sure: float, sign: Sign) -> Edge:
    decided = sure >= weights.DECIDED
    opening = "It was taken from there" if decided else "It may have been taken from there, or from elsewhere"
    reason = f"{opening}: {sign.detail}."
    return Edge(source.appearance, target.appearance, decided, sure, (), (sign,), reason)
