"""What stands around a headline: who wrote the article, when, and the lines that introduce it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from firstseen.intake.page.body import Body
from firstseen.intake.page.listed import split_words
from firstseen.intake.page.marks import Mark, mark_of, words_of
from firstseen.intake.page.parsing import BLOCKS, Element, classes, elements, said
from firstseen.model.time import StatedTime, TimeRole

__all__ = ["visible_author", "visible_date", "visible_standfirst"]

_LONGEST_LINE = 200
_DATE_LINE = 100
_LONGEST_NAME = 80
_SHORTEST_STANDFIRST, _LONGEST_STANDFIRST = 20, 800
_NEAR = 400
"""Elements after a headline in which byline and date are looked for, where no running text ends them."""
_MAX_LINES = 300
_AUTHOR_WORDS = split_words(
    """author authors byline autor autores autorin autoren autorenzeile auteur auteurs autore autori avtor yazar
    writer reporter journalist redakteur signature firma contributor contributors"""
)
_DATE_WORDS = split_words(
    """date dates time datetime timestamp published publishdate pubdate posted fecha datum data datas tarih zaman
    czas publikacji dateline postdate entrydate articledate"""
)
_STANDFIRST_WORDS = split_words(
    """standfirst lead lede dek deck intro introduction subhead subheadline subheading subtitle strapline summary
    sommario sottotitolo vorspann teasertext anleser chapo entradilla bajada subtitulo sumario spot lid ingress
    abstract excerpt anons zajawka"""
)  # fmt: skip
_AUTHOR_LABELS = (
    r"by|written by|reported by|von|par|por|di|da|av|door|przez|tekst|text|autorin?|autore?|auteur|author|yazar"
    r"|автор|авторка|بقلم|نوشته"
)
_NAME = r"(?P<name>[^|,;·•\d]{3,60}?)\s*(?:$|[|,;·•])"
_BY = re.compile(rf"(?:{_AUTHOR_LABELS})(?:\s*:\s*|\s+){_NAME}", re.I)
_LABELLED = re.compile(rf"\b(?:{_AUTHOR_LABELS})\s*:\s*{_NAME}", re.I)
_LABEL = re.compile(rf"(?:{_AUTHOR_LABELS})(?:\s*:\s*|\s+)", re.I)
_CLOCK = r"(?:[01]?\d|2[0-3])[:.][0-5]\d(?::[0-5]\d)?"
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_YEAR = r"(?:19|20)\d\d"
_DAY = (
    rf"(?:\d{{1,2}}[./]\d{{1,2}}[./]{_YEAR}|{_YEAR}-\d{{2}}-\d{{2}}|\d{{1,2}}\.?\s+{_MONTH},?\s+{_YEAR}"
    rf"|{_MONTH}\s+\d{{1,2}},?\s+{_YEAR})"
)
_DATE = re.compile(rf"(?<!\d){_DAY}(?!\d)(?:,?(?:\s+(?:at|um|à|o|в|об))?\s+{_CLOCK}(?!\d))?", re.I)


def visible_author(body: Body, root: Element) -> str | None:
    """Who a line near the headline says wrote the article; None when none does."""
    for element in _near(body, root):
        if _is_named(element, _AUTHOR_WORDS) or element.get("rel") == "author":
            words = said(element, _LONGEST_LINE)
            name = _name(words) if words else None
            if name:
                return name
    for element in _near(body, root):
        words = _line(element)
        found = (_LABELLED.search(words) or _BY.match(words)) if words else None
        if found and _is_name(found["name"]):
            return found["name"].strip()
    return None


def _name(words: str) -> str | None:
    """A name without the word that introduces it and what follows it."""
    label = _LABEL.match(words)
    bare = re.split(r"\s*(?:[|·•\n]|,\s)\s*", words[label.end() :] if label else words, maxsplit=1)[0].strip(" .:,")
    return bare if _is_name(bare) else None


def _is_name(words: str) -> bool:
    parts = words.split()
    if not 1 < len(parts) <= 6 or len(words) > _LONGEST_NAME or any(letter.isdigit() for letter in words):
        return False
    cased = [part for part in parts if part[0].lower() != part[0].upper()]
    return not cased or (cased[0][0].isupper() and cased[-1][0].isupper())


def visible_date(body: Body, root: Element) -> StatedTime | None:
    """The date that stands near the headline in figures; None when there is none, or more than one day."""
    found: dict[str, str] = {}
    for element in _near(body, root):
        if body.at(element) > body.first > body.headline_place:
            break
        words = _line(element) if not _is_named(element, _DATE_WORDS) else said(element, _LONGEST_LINE)
        match = _DATE.search(words) if words else None
        if match and words and len(words) <= _DATE_LINE:
            day = re.match(_DAY, match[0], re.I)
            key = day[0] if day else match[0]
            found[key] = max(found.get(key, ""), match[0], key=len)
    if len(found) != 1:
        return None
    return StatedTime(TimeRole.PAGE_PUBLISHED, next(iter(found.values())), "the line below the headline")


def visible_standfirst(body: Body, root: Element) -> str | None:
    """The lines between headline and text that call themselves an introduction; None when none do."""
    for element in _near(body, root):
        if _is_named(element, _STANDFIRST_WORDS) or element.get("itemprop") in ("description", "alternativeHeadline"):
            words = said(element, _LONGEST_STANDFIRST + 1)
            if words and _SHORTEST_STANDFIRST <= len(words) <= _LONGEST_STANDFIRST and words != body.headline_words:
                return words
    return None


def _near(body: Body, root: Element) -> Iterator[Element]:
    """The elements from a little before the headline to the first running text, in the article's scope."""
    if body.headline is None or body.part is None or not body.headline_sure:
        return  # a list, a form: what stands near a heading is not of an article
    scope = body.scope if body.scope is not None else root
    begin = body.headline_place
    end = body.first if body.first > begin else begin + _NEAR
    left: Element | None = None
    for element in islice(elements(scope), _NEAR * 50):
        place = body.at(element)
        if place > end + 3:
            return
        if place <= begin - 40 or element is body.headline or body.within(body.headline, element):
            continue
        if left is not None and body.within(element, left):
            continue
        if mark_of(element) in (Mark.RELATED, Mark.ADVERT, Mark.COMMENTS, Mark.NAVIGATION, Mark.SIDE, Mark.FOOTER):
            left = element
            continue
        yield element


def _line(element: Element) -> str | None:
    """The words of an element that holds no blocks."""
    if any(isinstance(part.tag, str) and part.tag in BLOCKS and part.tag != "br" for part in list(element)[:20]):
        return None
    words = said(element, _LONGEST_LINE + 1)
    return words if words and len(words) <= _LONGEST_LINE else None


def _is_named(element: Element, wanted: frozenset[str]) -> bool:
    return any(not wanted.isdisjoint(words_of(name)) for name in classes(element)[:20])
