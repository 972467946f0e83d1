"""Where the article is on a page: the part that holds its sentences, and its headline.

Sentences are told by length: a block (paragraph, cell, item) with at least 80 characters outside of links. The
article's part is the smallest that holds most of them: after "Boilerplate Detection using Shallow Text Features"
(Kohlschütter, Fankhauser, Nejdl, WSDM 2010), where length and density of links decide, and Readability's sums over
ancestors.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import islice

from lxml import etree

from firstseen.intake.page.captions import is_caption
from firstseen.intake.page.marks import Mark, mark_of
from firstseen.intake.page.parsing import BLOCKS, HIDDEN, Element, ancestors, classes, elements, said

__all__ = ["Body", "find_body"]

_SENTENCES = 80
"""Characters of a block outside of links from which it is running text, and no line of a teaser."""
_ENOUGH = 140
"""Characters of running text from which there is an article: the first lines before a wall."""
_MOST = 0.7
"""The share of the running text that the article's part holds."""
_FEW_OUTSIDE = 3
"""How many times the running text of unmarked parts may be exceeded by all of it before marks are not believed."""
_LEFT_OUT = frozenset({Mark.NAVIGATION, Mark.FOOTER, Mark.COMMENTS, Mark.RELATED, Mark.ADVERT, Mark.AVATAR, Mark.SHARE,
                       Mark.CALL, Mark.SIDE})  # fmt: skip
_NOT_TEXT = HIDDEN | {"nav", "footer", "aside", "form", "button", "figcaption", "dialog"}
_SEPARATORS = re.compile(r"\s+[|»·–—•:]+\s+|\s+-+\s+|\s*\|\s*")
_SHORTEST_HEADLINE = 12
_MOST_LOOKED_AT = 20_000
_MOST_PLACES = 300_000
"""Elements whose place is kept, 200 bytes each; those behind are taken to stand behind all."""
_MOST_PARTS = 3
_POSTS = ("twitter-tweet", "instagram-media", "tiktok-embed", "bluesky-embed", "mastodon-embed", "tgme_widget_message")


@dataclass(slots=True)
class Body:
    """The article on a page. `part` None: there is none. `scope` holds part and headline.

    `first` and `last` are the places of the first and last block of running text, `place` those of elements, in order
    of the page; `paragraphs` counts those blocks. `headline_sure`: its words are the title's, or a piece of them.
    """

    part: Element | None = None
    scope: Element | None = None
    headline: Element | None = None
    headline_words: str | None = None
    headline_sure: bool = False
    paragraphs: int = 0
    first: int = 0
    last: int = 0
    headline_place: int = 0
    place: dict[Element, int] = field(default_factory=dict)
    holding: dict[Element, int] = field(default_factory=dict)

    def at(self, element: Element) -> int:
        """The place of an element in the order of the page."""
        return self.place.get(element, _MOST_PLACES)

    def holds(self, element: Element) -> bool:
        """Whether running text of the article, or its headline, stands in the element: then it is no furniture."""
        return element in self.holding

    def within(self, element: Element, part: Element | None) -> bool:
        """Whether `element` stands in `part`."""
        return part is not None and (element is part or any(holder is part for holder in ancestors(element)))


def find_body(root: Element, title: str | None) -> Body:
    """The article of a page whose title element or metadata say `title`."""
    body = Body()
    top = root.find("body")
    if top is None:
        return body
    blocks = _running(top, believe=True)
    every = _running(top, believe=False)
    if sum(length for _, length in every) > _FEW_OUTSIDE * sum(length for _, length in blocks):
        blocks = every
    for number, element in enumerate(islice(elements(root), _MOST_PLACES)):
        body.place[element] = number
    body.headline, body.headline_words = _headline(top, title)
    plain = _plain(body.headline_words)
    body.headline_sure = len(plain) >= _SHORTEST_HEADLINE and plain in _plain(title)
    sums: dict[Element, int] = {}
    for block, length in blocks:
        for holder in (block, *ancestors(block)):
            sums[holder] = sums.get(holder, 0) + length
    total = sums.get(top, 0)
    if total >= _ENOUGH:
        part = _smallest(top, sums, _MOST * total)
        inside = [(block, length) for block, length in blocks if body.within(block, part)]
        body.paragraphs = len(inside)
        body.part, body.first, body.last = part, body.at(inside[0][0]), body.at(inside[-1][0])
        for block, length in inside:
            for holder in (block, *ancestors(block)):
                body.holding[holder] = body.holding.get(holder, 0) + length
        body.scope = part
    if body.headline is not None:
        body.headline_place = body.at(body.headline)
        for holder in (body.headline, *ancestors(body.headline)):
            if body.part is not None and body.within(body.part, holder):
                body.scope = holder
                break
        for holder in (body.headline, *ancestors(body.headline)):
            body.holding.setdefault(holder, 0)
    body.holding.setdefault(top, 0)
    return body


def _smallest(top: Element, sums: dict[Element, int], least: float) -> Element:
    part = top
    while True:
        inner = next((child for child in part if sums.get(child, 0) >= least), None)
        if inner is None:
            return part
        part = inner


def _running(top: Element, *, believe: bool) -> list[tuple[Element, int]]:
    """The blocks of running text with their lengths; `believe`: without those in parts that call themselves others."""
    found: list[tuple[Element, int]] = []
    open_blocks: list[tuple[Element, int]] = [(top, 0)]
    links = 0
    left_out: set[Element] = set()

    def add(text: str | None) -> None:
        if text and not links:
            block, length = open_blocks[-1]
            open_blocks[-1] = (block, length + len(text.strip()))

    walk = etree.iterwalk(top, events=("start", "end", "comment"))
    for event, node in walk:
        if event == "start":
            if node is not top and _is_left_out(node, believe=believe):
                walk.skip_subtree()
                left_out.add(node)
                continue
            if node.tag == "a":
                links += 1
            if node.tag in BLOCKS and node.tag != "br":
                open_blocks.append((node, 0))
            add(node.text)
        else:
            if event == "end" and node is not top and node not in left_out:
                links -= node.tag == "a"
                if node.tag in BLOCKS and node.tag != "br" and len(open_blocks) > 1:
                    block, length = open_blocks.pop()
                    if length >= _SENTENCES:
                        found.append((block, length))
            if node is not top:
                add(node.tail)
    if open_blocks[0][1] >= _SENTENCES:
        found.append(open_blocks[0])
    return found


def _is_left_out(node: Element, *, believe: bool) -> bool:
    if node.tag in _NOT_TEXT or any(name.startswith(_POSTS) for name in classes(node)):
        return True
    return is_caption(node) or (believe and mark_of(node) in _LEFT_OUT)


def _headline(top: Element, title: str | None) -> tuple[Element | None, str | None]:
    """The heading that says what the title says, else the only h1, else any short part that says a piece of it."""
    wanted = _plain(title)
    pieces = {piece for raw in _SEPARATORS.split(title or "") if len(piece := _plain(raw)) >= _SHORTEST_HEADLINE}
    headings = [(heading, said(heading, 1000) or "") for heading in list(top.iter("h1"))[:50]]
    for heading, said_there in headings:
        plain = _plain(said_there)
        if len(plain) >= _SHORTEST_HEADLINE and (plain in wanted or wanted in plain) and wanted:
            return heading, said_there
    if len([1 for _, words in headings if words]) == 1:
        return next((heading, words) for heading, words in headings if words)
    for number, element in enumerate(top.iter("h2", "h3", "b", "strong", "font", "div", "td", "span", "p")):
        if number >= _MOST_LOOKED_AT:
            break
        line = said(element, 400) if len(element) <= _MOST_PARTS else None
        if line and (_plain(line) in pieces or (wanted and _plain(line) == wanted)):
            return element, line
    return (headings[0][0], headings[0][1] or None) if headings else (None, None)


def _plain(words: str | None) -> str:
    return " ".join((words or "").split()).casefold()
