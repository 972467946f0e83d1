"""Pictures that many pages of one site show: its own marks, and not what any one page is about."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from urllib.parse import urlsplit

from firstseen.intake.page.addresses import absolute

__all__ = ["Repeated"]

_NAMED = re.compile(
    rb"<(?:img|amp-img)\b[^>]{0,2000}?\ssrc\s*=\s*[\"']?([^\"'\s>]{1,2000})|\sbackground\s*=\s*[\"']?([^\"'\s>]{1,2000})"
    rb"|url\(\s*[\"']?([^\"'()\s]{1,2000})",
    re.I,
)
_MAX_OF_A_PAGE = 2000
_FEW_PAGES = 5
"""Pages of a site from which something can be said of it."""
_MANY = 0.3
"""The share of a site's pages on which a picture is its own mark. In the two sample archives of 91 and 32 pages of one
site, banners and logos stand on 0.54 to 0.86 of the pages; the next are signs in lists, on up to 0.22; pictures of what
a page is about stand on 0.03 at most."""


class Repeated:
    """Counts, page by page, which pictures a site shows. Memory grows with the addresses named, bounded for a page."""

    def __init__(self) -> None:
        self._pages: dict[str, set[str]] = defaultdict(set)
        self._shown: dict[str, Counter[str]] = defaultdict(Counter)
        self._many: dict[str, frozenset[str]] = {}
        """Worked out once for a site: every page of it asks."""

    def note(self, url: str, data: bytes) -> None:
        """Notes the pictures that a page's source names; a page captured twice counts once."""
        site = _site(url)
        if url in self._pages[site]:
            return
        self._pages[site].add(url)
        self._shown[site].update(set(self._named(url, data)))
        self._many.pop(site, None)

    def _named(self, url: str, data: bytes) -> Iterable[str]:
        for number, found in enumerate(_NAMED.finditer(data)):
            if number >= _MAX_OF_A_PAGE:
                return
            address = absolute(url, (found[1] or found[2] or found[3]).decode("utf-8", "replace").replace("&amp;", "&"))
            if address:
                yield address

    def on_many_pages(self, url: str) -> frozenset[str]:
        """The pictures that many pages of the site of `url` show."""
        site = _site(url)
        if site not in self._many:
            pages = len(self._pages[site])
            shown = self._shown[site].items() if pages >= _FEW_PAGES else ()
            self._many[site] = frozenset(address for address, count in shown if count >= max(3, _MANY * pages))
        return self._many[site]


def _site(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""
