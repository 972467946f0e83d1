"""What else would tell a page's pictures from its furniture, asked about the same pages.

Both are given more than they would have: the true size of every picture, and each picture by its token.
"""

from __future__ import annotations

import re

from boilerpy3.extractors import ArticleExtractor  # type: ignore[import-untyped]
from lxml import etree, html

from bench.pages.figures import Tally
from bench.pages.saving import Saved

__all__ = ["RIVALS"]

_SMALLEST = 100
_LINE = 30
"""Characters of a line that is looked for in what boilerpy3 extracts."""


def every_large_image(page: Saved) -> set[str]:
    """The tokens of all `img` elements (their src alone) of at least 100 pixels on both sides."""
    return _large(page, _images(page, page.html))


def within_the_text(page: Saved) -> set[str]:
    """Of these, those between the first and the last line that boilerpy3 takes for the article's."""
    text = page.html.decode(_charset(page.html))
    content = " ".join(ArticleExtractor(raise_on_failure=False).get_content(text).split())
    seen: list[str | None] = []
    for event, element in etree.iterwalk(html.document_fromstring(text), events=("start", "end")):
        words = " ".join(((element.text if event == "start" else element.tail) or "").split())
        if event == "start" and element.tag == "img":
            seen.append(element.get("src") or "")
        if len(words) >= _LINE and words in content:
            seen.append(None)
    marks = [place for place, one in enumerate(seen) if one is None]
    within = seen[marks[0] : marks[-1]] if marks else []
    return _large(page, [one for one in within if one])


def _large(page: Saved, addresses: list[str]) -> set[str]:
    joined = [address for address in addresses if address]
    found = set()
    for picture in page.truth.pictures:
        big = picture.width >= _SMALLEST and picture.height >= _SMALLEST
        inline = picture.inline() if any(one.startswith("data:image/jpeg") for one in joined) else None
        if big and any(picture.token in one or one == inline for one in joined):
            found.add(picture.token)
    return found


def _images(page: Saved, data: bytes) -> list[str]:
    root = html.document_fromstring(data.decode(_charset(data)))
    return [element.get("src") or "" for element in root.iter("img")]


def _charset(data: bytes) -> str:
    found = re.search(rb"charset=\"?([\w-]+)", data)
    return found[1].decode() if found else "utf-8"


RIVALS = {"every img of 100 pixels": every_large_image, "boilerpy3, img of 100 pixels within its text": within_the_text}


def count(found: set[str], page: Saved, tally: Tally) -> None:
    """Counts what a rival takes for the article's pictures."""
    tally.pages += 1
    for picture in page.truth.pictures:
        if picture.token in found:
            tally.shown.add(not picture.furniture)
        if not picture.furniture:
            tally.found.add(picture.token in found)
