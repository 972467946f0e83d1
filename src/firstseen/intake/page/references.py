"""The addresses an element gives for its picture: srcset, picture, lazy ones, backgrounds, posters; the best first."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import takewhile

from firstseen.intake.page.addresses import is_data_uri, srcset
from firstseen.intake.page.parsing import Element, ancestors

__all__ = ["IMAGES", "Backgrounds", "image_references", "is_preview", "lazy_references"]

IMAGES = frozenset({"img", "amp-img", "amp-anim", "image"})
"""Elements that show one picture; `image` stands in drawings."""
_LAZY_SETS = ("data-srcset", "data-lazy-srcset", "data-original-set", "data-bgset", "data-sizes-srcset")
_LAZY = ("data-src", "data-lazy-src", "data-original", "data-lazy", "data-original-src", "data-hi-res-src",
         "data-img-src", "data-full-src", "data-image", "data-actualsrc", "data-orig-file", "data-large-file",
         "data-bg", "data-srcurl", "data-background-image", "data-canonical-src", "data-echo", "data-url-image",
         "data-image-src", "data-src-large", "data-zoom-image", "data-pin-media", "data-flickity-lazyload",
         "data-ll-src", "data-td-src-property", "data-cfsrc", "data-ezsrc", "data-pagespeed-lazy-src",
         "data-runner-src")  # fmt: skip
_CSS_URL = re.compile(r"url\(\s*(?:\"([^\"]*)\"|'([^']*)'|([^()\s]*+))\s*\)", re.I)
_CSS_BACKGROUND = re.compile(
    r"background(?:-image)?\s*:("
    r"(?:\"[^\"]*+\"|'[^']*+'|\((?:\"[^\"]*+\"|'[^']*+'|\([^()]*+\)|[^()\"'])*+\)|[^;\"'(])*+)",
    re.I,
)
_CSS_VARIABLE = re.compile(r"var\(\s*(--[\w-]{1,64})")
_CSS_DEFINITION = re.compile(r"(--[\w-]{1,64})\s*:\s*url\(\s*(?:\"([^\"]*)\"|'([^']*)'|([^()\s]*+))\s*\)", re.I)
_LAZY_BACKGROUNDS = ("data-bg", "data-background-image", "data-background")
_PREVIEW = 3000
"""Characters of a data: URI (2 KB of picture) up to which it may be the blurred preview of a picture to come."""


def image_references(element: Element) -> Iterator[str]:
    """The addresses of an image, largest first: its own srcset, the sources of its picture element, lazy ones, src."""
    for name in ("srcset", *_LAZY_SETS):
        yield from srcset(element.get(name) or "")
    holders = takewhile(lambda holder: holder.tag in ("picture", "source"), ancestors(element))
    picture = next((holder for holder in holders if holder.tag == "picture"), None)  # the parser nests its sources
    if picture is not None:
        for source in picture.iter("source"):
            for name in ("srcset", *_LAZY_SETS):
                yield from srcset(source.get(name) or "")
    for name in (*_LAZY, "src", "xlink:href", "href"):
        value = element.get(name)
        if value and (element.tag == "image" or name not in ("xlink:href", "href")):
            yield value


def lazy_references(element: Element) -> list[str]:
    """The addresses that an image gives beside its src, which a script puts there later."""
    found = [candidate for name in _LAZY_SETS for candidate in srcset(element.get(name) or "")]
    return [*found, *(value for name in _LAZY if (value := element.get(name)))]


def is_preview(element: Element) -> bool:
    """Whether an image shows a small blurred version of what a script or the noscript beside it shows in full."""
    reference = element.get("src") or ""
    if not is_data_uri(reference) or len(reference) > _PREVIEW:
        return False
    if lazy_references(element) or "blur(" in (element.get("style") or ""):
        return True
    wrapper = element.getparent()
    return wrapper is not None and any(part.tag == "noscript" for part in list(wrapper)[:20])


class Backgrounds:
    """Background pictures of elements, with the variables that the page's own styles define."""

    def __init__(self, root: Element) -> None:
        self._variables: dict[str, str] = {}
        for style in root.iter("style"):
            for name, *url in _CSS_DEFINITION.findall(style.text or ""):
                self._variables.setdefault(name, "".join(url))

    def of(self, element: Element) -> list[str]:
        """The pictures behind an element, from its style and from attributes that a script reads."""
        if not element.keys():
            return []
        stated = [value for name in _LAZY_BACKGROUNDS if (value := element.get(name))]
        lazy = [_CSS_URL.sub(lambda url: url[1] or url[2] or url[3] or "", text) for text in stated]
        return [*self._styled(element.get("style") or ""), *(one for one in lazy if "." in one or is_data_uri(one))]

    def _styled(self, style: str) -> Iterator[str]:
        if "url(" not in style and "var(" not in style:
            return
        for declaration in _CSS_BACKGROUND.finditer(style):
            for url in _CSS_URL.findall(declaration[1]):
                yield "".join(url)
            for name in _CSS_VARIABLE.findall(declaration[1]):
                if name in self._variables:
                    yield self._variables[name]
