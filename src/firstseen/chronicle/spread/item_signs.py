"""What the items that show two versions say of the direction between them: links, words, times."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from firstseen.chronicle.evidence import ShownEvidence
from firstseen.chronicle.posts.collected import Posts
from firstseen.chronicle.spread import weights
from firstseen.chronicle.spread.pairs import Pair
from firstseen.chronicle.spread.pixel_signs import toward
from firstseen.chronicle.spread.versions import Shown
from firstseen.chronicle.wording import instant
from firstseen.model.items import LinkKind
from firstseen.model.spread import Sign, SignKind

__all__ = ["MOST_COMPARED", "item_signs", "words_of"]

MOST_COMPARED = 20
"""Appearances of a version, the earliest, whose words and links are compared with those of another version."""

LEAST_WORDS = 20
"""Signs from which a text can be told from another."""

_SAID = {
    LinkKind.REPOST_OF: ("a repost of one that shows {other}", weights.LINKED),
    LinkKind.FORWARDED_FROM: ("forwarded from one that shows {other}", weights.LINKED),
    LinkKind.QUOTES: ("a quote of one that shows {other}", weights.LINKED),
    LinkKind.REPLY_TO: ("a reply to one that shows {other}", weights.REPLIED),
}


def item_signs(
    pair: Pair,
    shown: tuple[Sequence[ShownEvidence], Sequence[ShownEvidence]],
    when: tuple[Shown, Shown],
    posts: Posts,
) -> Iterator[Sign]:
    """The signs of the appearances of a and of b, the earliest first, and of when each was shown."""
    first, second = (some[:MOST_COMPARED] for some in shown)
    for to_b, earlier, later in ((True, first, second), (False, second, first)):
        kind = _linked(earlier, later, posts)
        if kind is not None:
            text, weight = _SAID[kind]
            yield toward(pair, to_b, SignKind.PLATFORM, weight, f"an item that shows {{it}} is {text}")
        if _adds(earlier, later):
            text = "an item with {it} has the words of one with {other}, and more"
            yield toward(pair, to_b, SignKind.WORDS, weights.WORDS_ADDED, text)
    yield from _times(pair, when)


def _linked(earlier: Sequence[ShownEvidence], later: Sequence[ShownEvidence], posts: Posts) -> LinkKind | None:
    items = {one.item for one in earlier}
    kinds = [kind for one in later for kind, item in posts.linked_items(one) if item in items and item != one.item]
    return min(kinds, key=list(_SAID).index, default=None)


def words_of(one: ShownEvidence) -> str:
    """The words of an appearance, spaces and case aside."""
    return _plain(one.text or one.caption or "")


@lru_cache(maxsize=8192)
def _plain(text: str) -> str:
    return " ".join(text.casefold().split())


def _adds(earlier: Sequence[ShownEvidence], later: Sequence[ShownEvidence]) -> bool:
    # Each version is asked with every other one: what is in none of the texts together need not be sought in each.
    together = "\n".join(map(words_of, later))
    short = [words for words in map(words_of, earlier) if len(words) >= LEAST_WORDS and words in together]
    return any(words in more and words != more for more in map(words_of, later) for words in short)


def _times(pair: Pair, when: tuple[Shown, Shown]) -> Iterator[Sign]:
    """Weak alone: first seen is not the source."""
    for to_b, earlier, later in ((True, *when), (False, when[1], when[0])):
        if earlier.by is None:
            continue
        if later.after is not None and earlier.by <= later.after:
            text = f"{{other}} had been shown by {instant(earlier.by)}, {{it}} is first known after that"
            yield toward(pair, to_b, SignKind.TIME, weights.SEEN_BEFORE, text)
        elif later.by is not None and earlier.by < later.by:
            text = "{other} may have been shown before {it}, as far as their times are known"
            yield toward(pair, to_b, SignKind.TIME, weights.PERHAPS_BEFORE, text)
