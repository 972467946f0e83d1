"""The pictures of a page, as it names them: each once, with its words, and all the addresses that would give it.

Lazy images, srcset, picture elements, background images, posters of videos, Open Graph and JSON-LD are read. Passed
over: drawings (SVG), what the page itself calls 32 pixels or smaller, emoji, and data: URIs too short for a picture.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import takewhile

from firstseen.intake.page.addresses import absolute, is_data_uri, srcset
from firstseen.intake.page.captions import caption_of
from firstseen.intake.page.facts import Meta
from firstseen.intake.page.linked_data import Article
from firstseen.intake.page.model import PagePicture
from firstseen.intake.page.parsing import Element, ancestors, classes, elements

__all__ = ["PictureList"]

_MAX_PICTURES = 20_000
_SMALLEST_SIDE = 32
"""Declared pixels of a side up to which an image is an icon."""
_SMALLEST_DATA = 200
"""Characters of a data: URI below which it is a point or a placeholder, not a picture."""
_LAZY_SETS = ("data-srcset", "data-lazy-srcset", "data-original-set", "data-bgset")
_LAZY = ("data-src", "data-lazy-src", "data-original", "data-lazy", "data-original-src", "data-hi-res-src",
         "data-img-src", "data-full-src", "data-image", "data-actualsrc", "data-orig-file", "data-large-file",
         "data-bg", "data-srcurl", "data-background-image", "data-canonical-src")  # fmt: skip
_CSS_URL = re.compile(r"url\(\s*(?:\"([^\"]*)\"|'([^']*)'|([^()\s]*+))\s*\)", re.I)
_CSS_BACKGROUND = re.compile(
    r"background(?:-image)?\s*:("
    r"(?:\"[^\"]*+\"|'[^']*+'|\((?:\"[^\"]*+\"|'[^']*+'|\([^()]*+\)|[^()\"'])*+\)|[^;\"'(])*+)",
    re.I,
)
_CSS_VARIABLE = re.compile(r"var\(\s*(--[\w-]{1,64})")
_CSS_DEFINITION = re.compile(r"(--[\w-]{1,64})\s*:\s*url\(\s*(?:\"([^\"]*)\"|'([^']*)'|([^()\s]*+))\s*\)", re.I)
_STYLED_SIDE = re.compile(r"(?:^|[;\s])(?:width|height)\s*:\s*(\d{1,5})px", re.I)
_AVATAR_ADDRESS = re.compile(r"twimg\.com/profile_images/")
_AVATARS = ("useravatar", "tweet-user-avatar")
_AVATAR_CLASSES = frozenset({"avatar", "tgme_widget_message_user_photo", "tgme_widget_message_user"})


class PictureList:
    """Collects the pictures of one page, each picture once. `passed_over` are the addresses that are no pictures."""

    def __init__(self, root: Element, base: str | None, posts: dict[Element, int]) -> None:
        self._base = base
        self._posts = posts
        self._found: list[PagePicture] = []
        self._place: dict[str, int] = {}
        self._variables: dict[str, str] = {}
        self.passed_over: set[str] = set()
        for style in root.iter("style"):
            for name, *url in _CSS_DEFINITION.findall(style.text or ""):
                self._variables.setdefault(name, "".join(url))

    def read(self, root: Element, meta: Meta, article: Article | None) -> tuple[PagePicture, ...]:
        """All pictures, those in the page first, then those it names only for others to show."""
        for element in elements(root):
            if len(self._found) >= _MAX_PICTURES:
                break
            if element.tag == "img":
                self._image(element)
            elif element.tag == "video":
                self._video(element)
            elif element.tag == "image":  # inside a drawing
                self._add(element, [element.get("xlink:href") or element.get("href") or ""], None)
            else:
                self._other(element)
        for picture in article.pictures if article else ():
            self._merge(PagePicture((picture.url,), caption=picture.caption, credit=picture.credit))
        alt = meta.get("og:image:alt", "twitter:image:alt")
        for name in ("og:image", "og:image:url", "og:image:secure_url", "twitter:image", "twitter:image:src"):
            stated = meta.get(name)
            if stated:
                self._merge(PagePicture((stated,), alt=alt))
        return tuple(self._found)

    def _image(self, element: Element) -> None:
        references = list(_image_references(element))
        references.extend(self._backgrounds(element))
        alt = " ".join((element.get("alt") or element.get("title") or "").split())[:2000] or None
        if _is_small(element) or any("emoji" in name.lower() for name in classes(element)):
            self.passed_over.update(filter(None, map(self._key, references)))
            return
        self._add(element, references, alt)

    def _video(self, element: Element) -> None:
        if element.get("poster"):
            self._add(element, [element.get("poster")], None)
        sources = [element.get("src"), *(source.get("src") for source in element.iter("source"))]
        self._add(element, [source for source in sources if source], None, kind="video")

    def _other(self, element: Element) -> None:
        references = list(self._backgrounds(element))
        stated = [element.get(name) for name in ("data-bg", "data-background-image") if element.get(name)]
        references.extend(_CSS_URL.sub(lambda url: url[1] or url[2] or url[3] or "", text) for text in stated)
        if references and not _is_small(element):
            self._add(element, references, element.get("aria-label"))

    def _backgrounds(self, element: Element) -> Iterator[str]:
        style = element.get("style") or ""
        if "url(" not in style and "var(" not in style:
            return
        for declaration in _CSS_BACKGROUND.finditer(style):
            for url in _CSS_URL.findall(declaration[1]):
                yield "".join(url)
            for name in _CSS_VARIABLE.findall(declaration[1]):
                if name in self._variables:
                    yield self._variables[name]

    def _add(self, element: Element, references: list[str], alt: str | None, kind: str = "picture") -> None:
        wanted = tuple(dict.fromkeys(reference.strip() for reference in references if self._is_picture(reference)))
        if not wanted:
            return
        caption, credit = caption_of(element)
        post = None if any(_AVATAR_ADDRESS.search(reference) for reference in wanted) else self._post_of(element)
        self._merge(PagePicture(wanted, alt, caption, credit, post, kind))

    def _post_of(self, element: Element) -> int | None:
        """The post whose picture this is; an account's avatar is the page's, not what the post shows."""
        if not self._posts:
            return None
        for holder in (element, *ancestors(element)):
            mark = (holder.get("data-testid") or "").lower()
            if mark.startswith(_AVATARS) or not _AVATAR_CLASSES.isdisjoint(classes(holder)):
                return None
            if holder in self._posts:
                return self._posts[holder]
        return None

    def _is_picture(self, reference: str) -> bool:
        reference = reference.strip()
        if is_data_uri(reference):
            return len(reference) >= _SMALLEST_DATA and not reference[:40].lower().startswith("data:image/svg")
        path = reference.partition("#")[0].partition("?")[0].lower()
        drawing = path.endswith((".svg", ".svgz"))
        if not reference or drawing or path.startswith(("about:", "javascript:", "blob:", "#")):
            if drawing:
                self.passed_over.update(filter(None, (self._key(reference),)))
            return False
        return True

    def _key(self, reference: str) -> str:
        """What makes two references the same picture."""
        return reference if is_data_uri(reference) else absolute(self._base, reference) or reference

    def _merge(self, picture: PagePicture) -> None:
        keys = [self._key(reference) for reference in picture.references if self._is_picture(reference)]
        if not keys:
            return
        places = [self._place[key] for key in keys if key in self._place]
        if not places:
            place = len(self._found)
            self._found.append(picture)
        else:
            place = places[0]
            known = self._found[place]
            self._found[place] = PagePicture(
                tuple(dict.fromkeys((*known.references, *picture.references))),
                known.alt or picture.alt,
                known.caption or picture.caption,
                known.credit or picture.credit,
                known.post if known.post is not None else picture.post,
                known.kind,
            )
        for key in keys:
            self._place.setdefault(key, place)


def _image_references(element: Element) -> Iterator[str]:
    """The addresses of an image, largest first: its own srcset, the sources of its picture element, lazy ones, src."""
    for name in ("srcset", *_LAZY_SETS):
        yield from srcset(element.get(name) or "")
    holders = takewhile(lambda holder: holder.tag in ("picture", "source"), ancestors(element))
    picture = next((holder for holder in holders if holder.tag == "picture"), None)  # the parser nests its sources
    if picture is not None:
        for source in picture.iter("source"):
            for name in ("srcset", *_LAZY_SETS):
                yield from srcset(source.get(name) or "")
    for name in (*_LAZY, "src"):
        value = element.get(name)
        if value:
            yield value


def _is_small(element: Element) -> bool:
    for name in ("width", "height"):
        stated = re.fullmatch(r"\s*(\d{1,5})(?:px)?\s*", element.get(name) or "")
        if stated and int(stated[1]) <= _SMALLEST_SIDE:
            return True
    styled = _STYLED_SIDE.search(element.get("style") or "")
    return styled is not None and float(styled[1]) <= _SMALLEST_SIDE
