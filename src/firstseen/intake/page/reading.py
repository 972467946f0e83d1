"""A page read as a whole: HTML bytes in, what it says out."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import islice

from firstseen.intake.page import facts
from firstseen.intake.page.addresses import absolute, paths
from firstseen.intake.page.body import find_body
from firstseen.intake.page.furniture import Furniture
from firstseen.intake.page.linked_data import linked_article
from firstseen.intake.page.model import Page
from firstseen.intake.page.parsing import Element, parse
from firstseen.intake.page.pictures import PictureList
from firstseen.intake.page.posts import embedded_posts
from firstseen.intake.page.words import readable

__all__ = ["read_page"]

_MAX_RESOURCES = 5000
_MAX_REFERENCE = 2000


def read_page(
    data: bytes, name: str, *, url: str | None = None, charset: str | None = None, on_many: Collection[str] = ()
) -> Page:
    """What a page says. `url` is where it was found, if known; `charset` what its HTTP header says; `on_many` are the
    addresses of pictures that many pages of its site show.

    Raises `RefusedError` naming `name` when the bytes hold no page or one beyond the limits.
    """
    root = parse(data, name, charset)
    meta = facts.Meta(root)
    own = facts.address(root, meta, url)
    where = url or own
    given = next((element.get("href") for element in root.iter("base") if element.get("href")), None)
    base = (absolute(where, given) if given else None) or where
    article = linked_article(root, own)
    stated = facts.stated_title(root, meta, article)
    body = find_body(root, stated)
    metadata = (article.headline if article else None) or meta.get("og:title", "twitter:title")
    title = metadata or facts.title(root, body)
    posts = embedded_posts(root, base)
    author = facts.author(root, meta, article, body)
    holders = {element: number for number, element in enumerate(posts)}
    judge = Furniture(body, where, base, author.name if author else None)
    pictures = PictureList(root, base, holders, judge, on_many)
    shown = pictures.read(root, meta, article)
    text = readable(root, meta, title)
    return Page(
        url=own,
        base=base,
        title=title,
        author=author,
        text=text,
        times=facts.dates(root, meta, article, body),
        pictures=shown,
        posts=tuple(posts.values()),
        passed_over=frozenset(pictures.passed_over),
        resources=tuple(dict.fromkeys(islice(_resources(root), _MAX_RESOURCES))),
        furniture=pictures.furniture(),
        standfirst=facts.standfirst(root, meta, article, body),
        language=facts.language(root, meta, article),
    )


def _resources(root: Element) -> Iterator[str]:
    for element in root.iter("link", "script", "iframe", "frame", "embed", "source", "a"):
        reference = element.get("src") or (element.get("href") if element.tag in ("link", "a") else None) or ""
        if paths(reference) and len(reference) < _MAX_REFERENCE:
            yield reference
