"""What a page says, before anything is known of where its pictures are."""

from __future__ import annotations

from dataclasses import dataclass

from firstseen.model.items import Author
from firstseen.model.time import StatedTime

__all__ = ["Page", "PageFurniture", "PagePicture", "PagePost"]


@dataclass(frozen=True, slots=True)
class PagePicture:
    """A picture as a page names it. `references` are as written, the best first: any one that was collected will do.

    `post` is the position of the post (in `Page.posts`) that shows it. `kind` is "picture" or "video".
    """

    references: tuple[str, ...]
    alt: str | None = None
    caption: str | None = None
    credit: str | None = None
    post: int | None = None
    kind: str = "picture"


@dataclass(frozen=True, slots=True)
class PageFurniture:
    """A picture of the page itself, as the page names it, and what it is ("logo", "advert", "link to another page")."""

    references: tuple[str, ...]
    reason: str
    alt: str | None = None


@dataclass(frozen=True, slots=True)
class PagePost:
    """A post that a page embeds or shows. `record` is its HTML as the parser understood it."""

    platform: str
    post_id: str | None
    url: str | None
    author: Author | None
    text: str | None
    times: tuple[StatedTime, ...]
    record: bytes


@dataclass(frozen=True, slots=True)
class Page:
    """What a page says. `url` is the address it gives itself; `base` is what its relative references start from.

    `pictures` are the article's, or all where there is no article; `furniture` are the others. `passed_over` are the
    addresses of furniture and drawings. `resources` are the relative references of its style sheets, scripts and
    frames, which show where its files lie. `standfirst` is what stands between headline and text.
    """

    url: str | None
    base: str | None
    title: str | None
    author: Author | None
    text: str | None
    times: tuple[StatedTime, ...]
    pictures: tuple[PagePicture, ...]
    posts: tuple[PagePost, ...]
    passed_over: frozenset[str]
    resources: tuple[str, ...] = ()
    furniture: tuple[PageFurniture, ...] = ()
    standfirst: str | None = None
    language: str | None = None
