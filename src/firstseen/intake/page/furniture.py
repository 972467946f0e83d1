"""Whether a picture is the article's or the page's furniture, and why: an answer needs a reason.

What speaks, in this order: whose server it comes from; how small the page says it is; what its own element is called;
a caption inside the article, which makes it the article's; what the parts around it are called or announce; where it
leads; where it stands. A part that holds sentences of the article or its headline is never furniture, whatever it is
called. On a page without an article (a front page, a list) what leads to other pages is what it shows.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile
from urllib.parse import urlsplit

from firstseen.intake.page.addresses import absolute, is_data_uri
from firstseen.intake.page.advertisers import address_mark, is_advert_size
from firstseen.intake.page.body import Body
from firstseen.intake.page.headings import heading_mark
from firstseen.intake.page.marks import Mark, mark_of, own_mark, path_mark, words_mark
from firstseen.intake.page.parsing import Element, ancestors, classes, said

__all__ = ["Furniture", "stated_size"]

_SMALLEST_SIDE = 32
"""Declared pixels of a side up to which an image is an icon."""
_POINT = 3
_SMALL_SIDE = 100
"""Declared pixels of both sides up to which an image is no picture of an article with sentences, unless it has a
caption: the smallest in the samples that is one has 170."""
_ANNOUNCED_FROM = 8
"""Parts around a picture whose first words are read."""
_PICTURE_FILE = re.compile(r"\.(?:jpe?g|png|gif|webp|avif|tiff?|bmp|heic)$", re.I)
_HOMES = re.compile(r"/?(?:(?:index|home|default|start|main)(?:/index)?(?:\.\w{2,5})?/?)?", re.I)
_PICTURE_HOSTS = ("flickr.com", "flic.kr", "wikimedia.org", "imgur.com", "commons.wikimedia.org", "500px.com")
_SIDE = re.compile(r"\s*(\d{1,5})(?:\.\d+)?(?:px)?\s*")
_STYLED = re.compile(r"(?:^|[;\s])(?:max-)?(width|height)\s*:\s*(\d{1,5})px", re.I)
_OVER = 8
"""Elements between an opening picture and the headline below it."""
_SHORTEST_NAME = 5
_FEW_WORDS = 120
"""Letters beside a picture up to which they are a line about the author, when they name them."""
_LIST_FROM, _LIST_SHARE = 3, 0.75
"""Pictures in the text that lead to other pages from which a page is a list: as many as this, and this share of its
paragraphs. Articles that show others in their text have up to four, half as many as paragraphs."""
_MOST_COUNTED = 500
_STRONG = frozenset({Mark.ADVERT, Mark.COMMENTS, Mark.NAVIGATION})
"""Marks of parts in which not even a caption makes a picture the article's."""
_AVATAR_CLASSES = frozenset({"tgme_widget_message_user_photo", "tgme_widget_message_user", "tgme_page_photo_image"})


def stated_size(element: Element) -> tuple[int | None, int | None]:
    """Width and height that an element states for its picture, in pixels; None where it does not."""
    styled = {name.lower(): int(size) for name, size in _STYLED.findall((element.get("style") or "")[:2000])}
    sides = []
    for name in ("width", "height"):
        stated = _SIDE.fullmatch(element.get(name) or "")
        sides.append(int(stated[1]) if stated else styled.get(name))
    return sides[0], sides[1]


class Furniture:
    """Judges the pictures of one page. `own` are the addresses that the page itself calls its article's pictures."""

    def __init__(self, body: Body, page: str | None, base: str | None, author: str | None) -> None:
        self._body = body
        self._author = author if author and len(author) >= _SHORTEST_NAME else None
        self._lists: bool | None = None
        self._page = page
        self._base = base
        self._announced: dict[Element, Mark | None] = {}
        self._alone: bool | None = None

    def reason(self, element: Element, references: Sequence[str], *, captioned: bool, own: bool) -> Mark | None:
        """Why the picture of this element is furniture; None when it is the article's (or may be).

        `references`: its addresses, the best first, which is judged by. `captioned`: words stand beside it as its
        caption. `own`: the page's metadata name it as the article's.
        """
        mark = self._by_itself(element, absolute(self._base, references[0]) if references else None)
        if mark is not None:
            return mark
        if self._body.holding.get(element):
            return Mark.BACKDROP
        around = self._around(element)
        if own:  # of a channel or a profile it is the face
            return around if around in (Mark.AVATAR, Mark.LOGO) and not captioned else None
        inside = self._body.within(element, self._body.scope)
        if captioned and (inside or self.is_list()) and around not in _STRONG:
            return None if self._leads(element) is not Mark.RELATED else Mark.RELATED
        if around is not None:
            return around
        return self._by_place(element, references, inside=inside)

    def is_outside(self, element: Element) -> bool:
        """Whether an element stands outside of the article's text, or there is none."""
        return self._body.part is None or not self._body.within(element, self._body.part)

    def is_list(self) -> bool:
        """Whether the page has no article: no running text, or a site's first page, or as many pictures that lead to
        other pages as paragraphs. Then what leads to other pages is what it shows."""
        if self._lists is None:
            here = urlsplit(self._page or "")
            first = bool(here.netloc) and bool(_HOMES.fullmatch(here.path)) and not here.query
            self._lists = self._body.part is None or first or self._leads_on()
        return self._lists

    def _leads_on(self) -> bool:
        leading = 0
        for number, image in enumerate(self._body.part.iter("img", "amp-img")):  # type: ignore[union-attr]
            if number >= _MOST_COUNTED:
                break
            leading += self._leads(image) is Mark.RELATED and self._around(image) is None
        return leading >= _LIST_FROM and leading >= self._body.paragraphs * _LIST_SHARE

    def _by_itself(self, element: Element, address: str | None) -> Mark | None:
        mark = address_mark(address) if address else None
        if mark is not None:
            return mark
        width, height = stated_size(element)
        if width is not None and height is not None and max(width, height) <= _POINT:
            return Mark.TRACKER
        if min(width or 999, height or 999) <= _SMALLEST_SIDE:
            return Mark.ICON
        if any("emoji" in name.lower() for name in classes(element)):
            return Mark.ICON
        if is_advert_size(width, height, boxes=False):
            return Mark.ADVERT
        return own_mark(element) if element.tag in ("img", "amp-img", "image") else None

    def _around(self, element: Element) -> Mark | None:
        """What the parts around a picture say they are, the nearest first, up to what holds the article's words."""
        outer = takewhile(lambda holder: holder.tag != "body" and not self._body.holds(holder), ancestors(element))
        background = element.tag not in ("img", "amp-img", "image", "video")
        near = [element] if background and not self._body.holds(element) else []
        inside = self._body.within(element, self._body.part)
        for number, holder in enumerate([*near, *outer]):
            if not _AVATAR_CLASSES.isdisjoint(classes(holder)):
                return Mark.AVATAR
            mark = mark_of(holder)
            if mark is Mark.HEADER and (inside or (holder.tag == "header" and self._leads_article(holder))):
                mark = None
            if mark is None and number < _ANNOUNCED_FROM:
                mark = self._announcement(holder)
            if mark is not None:
                return mark
        return None

    def _is_authors(self, holder: Element) -> Mark | None:
        """Whether the few words of a part are the author's name."""
        if self._author is None:
            return None
        words = said(holder, _FEW_WORDS + 1)
        return Mark.AVATAR if words and len(words) <= _FEW_WORDS and self._author in words else None

    def _leads_article(self, header: Element) -> bool:
        """Whether a header stands in the article's own part, not at the top of the site."""
        return any(holder.tag in ("article", "main") for holder in ancestors(header))

    def _announcement(self, holder: Element) -> Mark | None:
        if holder not in self._announced:
            self._announced[holder] = heading_mark(holder) or self._is_authors(holder)
        return self._announced[holder]

    def _by_place(self, element: Element, references: Sequence[str], *, inside: bool) -> Mark | None:
        leads = self._leads(element)
        if leads is Mark.LOGO:
            return leads
        size = stated_size(element)
        best = references[0] if references and not is_data_uri(references[0]) else ""
        named = path_mark(urlsplit(absolute(self._base, best) or "").path or _file(best)) or words_mark(
            element.get("alt")
        )
        if self.is_list():
            return named
        if leads is not None:
            return Mark.ADVERT if leads is Mark.ADVERT or is_advert_size(*size, boxes=True) else leads
        if named is not None:
            return named
        if max(size[0] or 999, size[1] or 999) <= _SMALL_SIDE:
            return Mark.ICON
        return None if self._is_over_headline(element) or (inside and self._in_order(element)) else Mark.OUTSIDE

    def _in_order(self, element: Element) -> bool:
        """Whether a picture in the article's scope stands among its words, under its headline, or in its own part."""
        body = self._body
        if body.within(element, body.part):
            return True
        place = body.at(element)
        if body.headline is not None and body.headline_place < place and (place <= body.last or self._is_article()):
            return True
        return any(holder.tag in ("article", "figure") for holder in ancestors(element))

    def _is_over_headline(self, element: Element) -> bool:
        """Whether a picture stands right over the headline, as opening pictures do, also outside of the article."""
        body = self._body
        return body.headline_sure and 0 < body.headline_place - body.at(element) <= _OVER

    def _is_article(self) -> bool:
        """Whether the scope holds the article alone: no part in it is a landmark of the site."""
        if self._alone is None:
            scope: Element = self._body.scope
            marks = (part for part in scope.iter("nav", "footer", "aside", "header") if not self._body.holds(part))
            self._alone = next(marks, None) is None
        return self._alone

    def _leads(self, element: Element) -> Mark | None:
        """Where the link around a picture leads: to the site's first page, another page, another site; None: nowhere,
        to the picture itself, or to a page of this article."""
        link = next(
            (holder for holder in (element, *ancestors(element)) if holder.tag == "a" and holder.get("href")), None
        )
        if link is None or self._body.holds(link):
            return None
        url = absolute(self._base, link.get("href"))
        if url is None:
            href = link.get("href").strip()
            if self._base is None and not re.match(r"[#?]|\w+:", href):
                return Mark.LOGO if _HOMES.fullmatch(href) else None if _PICTURE_FILE.search(href) else Mark.RELATED
            return None
        return self._led_to(url)

    def _led_to(self, url: str) -> Mark | None:
        there, here = urlsplit(url), urlsplit(self._page or self._base or "")
        path = there.path
        if _PICTURE_FILE.search(path) or _PICTURE_FILE.search(there.query):
            return None
        if here.netloc and _site(there.netloc) != _site(here.netloc):
            return None if _site(there.netloc) in _PICTURE_HOSTS else Mark.ADVERT
        if path == here.path:
            return None if there.query == here.query or not there.query else Mark.RELATED
        if len(here.path) > 1 and path.startswith(here.path.rstrip("/") + "/"):
            return None
        return Mark.LOGO if _HOMES.fullmatch(path) and not there.query else Mark.RELATED


def _site(host: str) -> str:
    """The last two labels of a host, three where the last two are short ("co.uk")."""
    labels = host.partition(":")[0].lower().split(".")
    few = len(labels) > 2 and len(labels[-1]) == 2 and len(labels[-2]) <= 3
    return ".".join(labels[-3 if few else -2 :])


def _file(reference: str) -> str:
    return reference.partition("#")[0].partition("?")[0].rstrip("/").rpartition("/")[2]
