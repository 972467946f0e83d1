"""Names of places in what people write, found by the words themselves and a gazetteer, never by a guess at meaning.

A place is *stated* where the words say "in" it in one of some twenty languages ("in Paris", "à Paris", "у Києві",
"في حلب", "Ankara'da"), or name it with its country ("Amman, Jordan"). All other names count as *named* only: they never
make a conflict, but they show that a text may mean another place too.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Final

from firstseen.text.gazetteer import Place, PlaceKind, inside, places_named
from firstseen.text.passages import passages

__all__ = ["NamedPlace", "places_in"]

_MOST_WORDS: Final = 4
_UNSURE_ARABIC: Final = 100_000
"""People below which a town's name in Arabic script needs its country beside it: it has no capitals, and every second
village is called after a door, a house or a spring."""
_ARTICLE_ARABIC: Final = 400_000
"""The same for a name that begins with the article: "in the door" (في الباب) is a town of 144,000 as well."""
_ATTACHED_ARABIC: Final = 500_000
"""People from which a name is seen behind an attached "in" (ب): any word may begin with that letter."""
_LONGEST: Final = 4000
"""Letters of a text that are looked at: a post, or the head of a page; further down a page names places of its own."""

_IN: Final = frozenset({
    "in", "at", "near", "outside",  # English; "in" also German, Dutch, Italian
    "à", "en", "au", "aux", "em", "na", "nas", "bei", "nahe", "te", "bij", "w", "we", "v", "ve", "în", "di", "vid",
    "у", "в", "во", "біля", "коло", "поблизу", "під", "под", "возле", "около", "близ",
    "في", "فى", "قرب", "بمدينة", "مدينة", "در", "میں",
})  # fmt: skip
"""Words after which a place is where something is. "from", "to" and "for" are none: friends send them from anywhere."""
_PARTS: Final = frozenset({
    "street", "streets", "outskirts", "suburb", "suburbs", "centre", "center", "heart", "middle", "skies", "sky",
    "coast", "shores", "shore", "port", "harbour", "harbor", "north", "south", "east", "west", "part", "parts",
    "district", "province", "region", "village", "rue", "rues", "banlieue", "quartier", "nord", "sud", "est", "ouest",
    "calle", "calles", "centro", "afueras", "straße", "straßen", "strassen", "strade", "strada", "rua", "ruas",
})  # fmt: skip
"""What a place has: "in the cold streets of Amman" says as much as "in Amman"."""
_OF: Final = frozenset({"of", "de", "d", "von", "di", "do", "da"})
_WITHIN: Final = _IN | {"on", "over", "through", "across", "dans", "sur", "por", "nelle", "nella", "auf", "nos"}
_MOST_BEFORE_PART: Final = 4
_WAYS: Final = frozenset({"highway", "motorway", "road", "street", "bridge", "beach", "railway"})
"""Behind a name that "on" stands before: "on Kalyani highway"."""
_LIKE: Final = frozenset({"flag", "flags", "colour", "colours", "color", "colors", "style", "uniform", "uniforms"})
"""Words behind a name that make it a manner: a tower "in Pakistan colours" stands elsewhere (six of 721 real posts)."""
_BETWEEN: Final = frozenset({"the", "central", "downtown", "city", "of", "town", "м", "місті", "городе", "г", "مدينة"})
_SMALL: Final = frozenset({
    "de", "la", "le", "les", "du", "des", "of", "the", "and", "el", "al", "am", "an", "der", "di", "da", "do", "dos",
    "del", "sur", "en", "ob", "na", "den",
})  # fmt: skip
_WORD: Final = re.compile(r"#?[^\W\d_]+(?:['’ʼ\-][^\W\d_]+)*")
_TURKISH: Final = re.compile(r"(.+)['’][dt][ae](?:ki)?")
_CAMEL: Final = re.compile(r"[A-ZÀ-Þ][^\W\dA-ZÀ-Þ_]+")
_CYRILLIC: Final = re.compile(r"[Ѐ-ӿ]")
_ARABIC_SCRIPT: Final = re.compile(r"[؀-ۿ]")
_CASES: Final = (
    ("ии", ("ия",)), ("ії", ("ія",)), ("ові", ("ів",)), ("еві", ("ів",)), ("єві", ("їв",)), ("иєві", ("иїв",)),
    ("пені", ("пінь",)), ("ому", ("е", "ий", "ый", "ое")), ("ом", ("е", "ий", "ый")), ("ах", ("и", "ы")),
    ("ях", ("і", "и")), ("жжі", ("жжя",)), ("ї", ("я",)), ("єві", ("їв",)),
    ("иєві", ("иїв",)), ("е", ("", "а", "ь", "я")), ("і", ("", "а", "ь", "я")), ("у", ("",)), ("и", ("ь",)),
)  # fmt: skip
"""Endings of the locative of Ukrainian and Russian place names, and what the name itself ends in."""


@dataclass(frozen=True, slots=True)
class NamedPlace:
    """A place that a text names: as written, the places it can be, and whether the words say that something is there.

    `of_picture`: the same passage speaks of a photograph or video that was taken there.
    """

    words: str
    places: tuple[Place, ...]
    stated: bool
    of_picture: bool


@dataclass(frozen=True, slots=True)
class _Token:
    word: str
    start: int
    end: int
    tag: bool


@lru_cache(maxsize=8192)
def places_in(text: str) -> tuple[NamedPlace, ...]:
    """The places that a text names, in its order. Any text will do; names in small letters are not seen."""
    found = [place for passage in passages(text[:_LONGEST]) for place in _in_passage(passage.words, passage.of_picture)]
    return tuple(dict.fromkeys(found))


def _in_passage(text: str, of_picture: bool) -> list[NamedPlace]:
    tokens = [_Token(m[0].lstrip("#"), m.start(), m.end(), m[0][0] == "#") for m in _WORD.finditer(text)]
    found: list[NamedPlace] = []
    position = 0
    while position < len(tokens):
        size, places, attached = _longest(tokens, position, text)
        if not size:
            position += 1
            continue
        last = tokens[position + size - 1]
        holder_size, holder = _holder(tokens, position + size, text, places)
        following = tokens[position + size].word.casefold() if position + size < len(tokens) else ""
        said = _said_to_be_in(tokens, position) or _within(tokens, position, text, following)
        if holder is not None:
            places = tuple(place for place in places if inside(place, holder))
        elif not all(_sure(place, tokens[position], said or attached) for place in places[:1]):
            said = attached = False
        run_together = tokens[position].tag and not places_named(tokens[position].word) and size == 1
        stated = said or attached or (holder is not None and not _weakened(tokens, position))
        after = tokens[position + size].word.casefold() if position + size < len(tokens) else ""
        stated = stated and not run_together and after not in _LIKE
        end = tokens[position + size + holder_size - 1].end if holder is not None else last.end
        words = text[tokens[position].start : end]
        found.append(NamedPlace(words.lstrip("#"), places, stated, of_picture and stated))
        position += size + holder_size
    return found


def _longest(tokens: list[_Token], position: int, text: str) -> tuple[int, tuple[Place, ...], bool]:
    """The longest name that begins here: how many words, what it can be, and whether "in" is attached to it."""
    first = tokens[position].word[0]
    if first.islower() and first.isascii():
        return 0, (), False
    for size in range(min(_MOST_WORDS, len(tokens) - position), 0, -1):
        some = tokens[position : position + size]
        if any(text[a.end : b.start].strip() or b.tag for a, b in pairwise(some)):
            continue
        if not _written_as_name(some):
            continue
        places = places_named(text[some[0].start : some[-1].end].lstrip("#"))
        if places:
            return size, places, False
    return _changed(tokens[position])


def _written_as_name(some: list[_Token]) -> bool:
    """Whether the words have the capitals of a name; Arabic script has none."""
    if _ARABIC_SCRIPT.match(some[0].word):
        return True
    if not some[0].word[0].isupper() or (len(some) == 1 and len(some[0].word) <= 3 and not some[0].word.isupper()):
        return False
    return all(token.word[0].isupper() or token.word in _SMALL for token in some[1:]) and some[-1].word[0].isupper()


def _changed(token: _Token) -> tuple[int, tuple[Place, ...], bool]:
    """A single word whose form hides the name: a case, an attached "in", several words run together in a tag."""
    word = token.word
    turkish = _TURKISH.fullmatch(word)
    if turkish and word[0].isupper() and (places := places_named(turkish[1])):
        return 1, places, True
    if _CYRILLIC.match(word) and word[0].isupper():
        for ending, names in _CASES:
            if word.endswith(ending) and len(word) >= len(ending) + 2:
                for name in names:
                    if places := places_named(word[: -len(ending)] + name):
                        return 1, places, False
    if word.startswith("ب") and len(word) > 3:
        places = tuple(p for p in places_named(word[1:]) if p.population >= _ATTACHED_ARABIC)
        if places:
            return 1, places, True
    if token.tag:
        for piece in _CAMEL.findall(word):
            if len(piece) > 3 and (places := places_named(piece)):
                return 1, places, False
    return 0, (), False


def _holder(tokens: list[_Token], position: int, text: str, places: tuple[Place, ...]) -> tuple[int, Place | None]:
    """The country or state named right behind a town, with a comma or in a tag, that holds one of the places."""
    if position >= len(tokens) or position == 0:
        return 0, None
    between = text[tokens[position - 1].end : tokens[position].start].strip()
    if between not in (",", "،", "(", "-", "–") and not (between == "" and tokens[position].tag):
        return 0, None
    size, others, _ = _longest(tokens, position, text)
    for other in others:
        if other.kind is not PlaceKind.TOWN and any(inside(place, other) for place in places):
            return size, other
    return 0, None


def _said_to_be_in(tokens: list[_Token], position: int) -> bool:
    before = position - 1
    while before >= 0 and position - before <= 3 and tokens[before].word.casefold() in _BETWEEN:
        if tokens[before].word.casefold() in _IN:
            return True
        before -= 1
    return before >= 0 and not tokens[before].tag and tokens[before].word.casefold() in _IN


def _within(tokens: list[_Token], position: int, text: str, following: str) -> bool:
    """Whether something is said to be in a part of the place, on its road, or "@" it, as apps write."""
    opening = text[: tokens[position].start].rstrip("#")
    if opening.endswith(("@ ", "📍", "📍 ")):
        return True
    before = [token.word.casefold() for token in tokens[max(0, position - _MOST_BEFORE_PART - 2) : position]]
    if following in _WAYS and before[-1:] == ["on"]:
        return True
    if len(before) < 3 or before[-1] not in _OF or before[-2] not in _PARTS:
        return False
    told = range(len(before) - 3, -1, -1)
    at = next((place for place in told if before[place] in _WITHIN), None)
    if at is None:
        return False
    start = tokens[position - len(before) + at].start
    return not re.search(r"[.!?,;:()\n]", text[start : tokens[position].start])


def _weakened(tokens: list[_Token], position: int) -> bool:
    """Whether another small word stands before the name: "from Amman, Jordan", "for Paris, France"."""
    return position > 0 and tokens[position - 1].word.islower()


def _sure(place: Place, token: _Token, said: bool) -> bool:
    """Whether the name alone, without its country, means the place."""
    if place.is_word and place.kind is PlaceKind.TOWN:
        return False
    if _ARABIC_SCRIPT.match(token.word) and place.kind is PlaceKind.TOWN:
        return said and place.population >= (_ARTICLE_ARABIC if token.word.startswith("ال") else _UNSURE_ARABIC)
    return True
