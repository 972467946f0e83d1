"""The words of a post that is kept as HTML (ActivityPub, mail), with the stretches that mean something."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from lxml import etree, html

from firstseen.intake.json_text import clean
from firstseen.model.items import Entity

__all__ = ["MAX_HTML", "words_of"]

MAX_HTML = 4 << 20
"""Characters of one post. Servers take some thousand; a mail may carry a newsletter."""
_MAX_DEPTH = 2_000
_TAG = re.compile(r"<[A-Za-z/!]")
_BLOCKS = frozenset(
    {"p", "div", "li", "ul", "ol", "blockquote", "pre", "h1", "h2", "h3", "h4", "h5", "h6", "tr", "table"}
)
_HIDDEN = frozenset({"script", "style", "head", "template", "title", "noscript"})
_MARKED = {"strong": "bold", "b": "bold", "em": "italic", "i": "italic", "code": "code", "del": "struck", "s": "struck"}
_SPACE = re.compile(r"[ \t\r\n\x0c]+")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f]")


@dataclass(slots=True)
class _Words:
    pieces: list[str] = field(default_factory=list)
    length: int = 0
    entities: list[Entity] = field(default_factory=list)

    def add(self, text: str | None, *, as_is: bool = False) -> None:
        if not text:
            return
        text = text if as_is else _SPACE.sub(" ", text)
        if not as_is and (not self.pieces or self.pieces[-1].endswith((" ", "\n"))):
            text = text.lstrip(" ")
        if text:
            self.pieces.append(text)
            self.length += len(text)

    def line(self) -> None:
        """A new line, unless one has begun."""
        if self.pieces and self.pieces[-1].endswith(" "):
            short = self.pieces[-1].rstrip(" ")
            self.length -= len(self.pieces[-1]) - len(short)
            self.pieces[-1] = short
            if not short:
                self.pieces.pop()
        if self.pieces and not self.pieces[-1].endswith("\n"):
            self.pieces.append("\n")
            self.length += 1


def words_of(markup: str | None) -> tuple[str | None, tuple[Entity, ...]]:
    """(text, entities) of a piece of HTML; a line for each paragraph. Text without any tag is given as it is.

    Links, mentions and hashtags have their target. Parts that a program hides to shorten a link are words too.
    """
    if not markup or not markup.strip():
        return None, ()
    markup = _CONTROL.sub(" ", clean(markup[:MAX_HTML]))
    if _TAG.search(markup) is None and "&" not in markup:
        return markup.strip(), ()
    try:
        root = html.document_fromstring(f"<div>{markup}</div>", parser=html.HTMLParser(huge_tree=True, remove_pis=True))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return markup.strip(), ()
    words = _Words()
    _walk(root, words)
    text = "".join(words.pieces)
    end = len(text.rstrip())
    text = clean(text[:end])
    entities = (
        Entity(one.kind, min(one.start, end), min(one.end, end), one.target)
        for one in words.entities
        if one.start < min(one.end, end)
    )
    return text or None, tuple(sorted(entities, key=lambda one: (one.start, -one.end, one.kind)))


def _walk(root: Any, words: _Words) -> None:
    """Adds the words of the tree, without recursion: hostile markup nests deeper than any stack."""
    opened: list[tuple[str, int, str | None]] = []
    pre = 0
    walk = etree.iterwalk(root, events=("start", "end", "comment"))
    for event, node in walk:
        if event == "comment":
            words.add(node.tail, as_is=pre > 0)
            continue
        tag = node.tag
        if event == "start":
            if tag in _HIDDEN:
                walk.skip_subtree()
                continue
            if tag in _BLOCKS:
                words.line()
            pre += tag == "pre"
            opened.append((tag, words.length, node.get("href")))
            words.add(node.text, as_is=pre > 0)
        else:
            if tag not in _HIDDEN and opened:
                words.entities.extend(_entity(node, *opened.pop()[1:], words.length))
            pre -= tag == "pre"
            if tag == "br":
                words.pieces.append("\n")
                words.length += 1
            elif tag in _BLOCKS:
                words.line()
            words.add(node.tail, as_is=pre > 0)


def _entity(node: Any, start: int, href: str | None, end: int) -> Iterator[Entity]:
    if node.tag in _MARKED:
        yield Entity(_MARKED[node.tag], start, end)
    elif node.tag == "a" and href:
        classes = (node.get("class") or "").split()
        kind = "hashtag" if "hashtag" in classes else "mention" if "mention" in classes else "link"
        yield Entity(kind, start, end, clean(href))
