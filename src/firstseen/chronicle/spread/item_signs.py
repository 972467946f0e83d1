"""What the items that show two versions say of the direction between them: links, words, times."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
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

__all__ = ["MOST_COMPARED", "Said", "item_signs", "said_by", "words_of"]

MOST_COMPARED = 20
"""Appearances of a version, the earliest, whose words and links are compared with those of another version."""

LEAST_WORDS = 20
"""Signs from which a text can be told from another."""

_SAID = {
    LinkKind.REPOST_OF: ("a repost of one that shows {other}", weights.LINKED),
    LinkKind.FORWARDED_FROM: ("forwarded from one that shows {other}", weights.LINKED),
    LinkKind.QUOTES: ("a quote of one that shows {other}", weights.LINKED),
    LinkKind.EMBEDS: ("a page that embeds one that shows {other}", weights.LINKED),
    LinkKind.REPLY_TO: ("a reply to one that shows {other}", weights.REPLIED),
}


@dataclass(frozen=True, slots=True)
class Said:
    """What the earliest appearances of a version say: their items, what these link to, and their words.

    `telling`: the words that are long enough to be told from others. `together`: all words, a line each. Worked out
    once, since each version is compared with every other.
    """

    items: frozenset[str]
    links: tuple[tuple[LinkKind, str], ...]
    words: tuple[str, ...]
    telling: tuple[str, ...]
    together: str


def said_by(shown: Sequence[ShownEvidence], posts: Posts) -> Said:
    """What the appearances of a version (the earliest first) say, up to `MOST_COMPARED` of them."""
    some = shown[:MOST_COMPARED]
    words = tuple(dict.fromkeys(map(words_of, some)))
    links = tuple(dict.fromkeys(link for one in some for link in posts.linked_items(one)))
    telling = tuple(one for one in words if len(one) >= LEAST_WORDS)
    return Said(frozenset(one.item for one in some), links, words, telling, "\n".join(words))


def item_signs(pair: Pair, said: tuple[Said, Said], when: tuple[Shown, Shown]) -> Iterator[Sign]:
    """The signs of what the appearances of a and of b say, and of when each was shown."""
    for to_b, earlier, later in ((True, *said), (False, said[1], said[0])):
        kind = _linked(earlier, later)
        if kind is not None:
            text, weight = _SAID[kind]
            yield toward(pair, to_b, SignKind.PLATFORM, weight, f"an item that shows {{it}} is {text}")
        if _adds(earlier, later):
            text = "an item with {it} has the words of one with {other}, and more"
            yield toward(pair, to_b, SignKind.WORDS, weights.WORDS_ADDED, text)
    if not set(said[0].telling).isdisjoint(said[1].telling):
        text = "an item with {it} has the very words of one with {other}"
        yield toward(pair, True, SignKind.WORDS, weights.NO_DIRECTION, text)
    yield from _times(pair, when)


def _linked(earlier: Said, later: Said) -> LinkKind | None:
    kinds = [kind for kind, item in later.links if item in earlier.items]
    return min(kinds, key=list(_SAID).index, default=None)


def words_of(one: ShownEvidence) -> str:
    """The words of an appearance, spaces and case aside."""
    return _plain(one.text or one.caption or "")


@lru_cache(maxsize=8192)
def _plain(text: str) -> str:
    return " ".join(text.casefold().split())


def _adds(earlier: Said, later: Said) -> bool:
    # What is in none of the texts together need not be sought in each.
    some = [words for words in earlier.telling if words in later.together]
    return any(words in more and words != more for more in later.words for words in some)


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
