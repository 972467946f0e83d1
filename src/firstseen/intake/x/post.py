"""A post of X, whatever shape it was written in, and the items that it gives: itself, and earlier posts it carries."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from firstseen.intake.json_text import canonical_json
from firstseen.intake.media_beside import Addressed, Beside
from firstseen.intake.notices import Notices
from firstseen.model.items import Author, Entity, Item, ItemKind, Link, LinkKind, ShownMedium
from firstseen.model.time import StatedTime

__all__ = ["PLATFORM", "Carrier", "XPost", "post_items", "post_link"]

PLATFORM: Final = "x"
_MAX_CARRIED: Final = 4
"""Posts inside posts that are followed: a repost of a quote carries two."""


@dataclass(frozen=True, slots=True)
class XPost:
    """What is understood of a post. `record` is the object it was read from.

    `repost`, `quote`: the earlier posts where they are carried whole; `links` has them all. `truncated`: the words end
    early.
    """

    id: str
    record: Mapping[str, Any]
    author: Author | None = None
    text: str | None = None
    entities: tuple[Entity, ...] = ()
    times: tuple[StatedTime, ...] = ()
    media: tuple[Addressed, ...] = ()
    links: tuple[Link, ...] = ()
    language: str | None = None
    sensitive: bool | None = None
    counts: Mapping[str, int] = field(default_factory=dict)
    extra: Mapping[str, str] = field(default_factory=dict)
    carried: tuple[XPost, ...] = ()

    @property
    def url(self) -> str:
        """Its address; where the author's handle is not known, the form that leads there all the same."""
        handle = self.author.handle if self.author else None
        return f"https://x.com/{handle or 'i'}/status/{self.id}"


@dataclass(slots=True)
class Carrier:
    """What the posts of one source share. `seen`: posts already given, so that one carried often is given once."""

    beside: Beside
    notices: Notices
    seen: set[str] = field(default_factory=set)
    companions: set[str] = field(default_factory=set)

    def media(self, named: Iterable[Addressed]) -> Iterator[ShownMedium]:
        """The media of a post."""
        return self.beside.media(named, self.notices, self.companions)


def post_items(
    post: XPost,
    carrier: Carrier,
    record: bytes,
    locator: str,
    *,
    times: tuple[StatedTime, ...] = (),
    extra: Mapping[str, str] | None = None,
) -> Iterator[Item]:
    """The post as an item, then the earlier posts in it that were not given before, each with its own record.

    `times` and `extra` are of the collecting, and go to all of them.
    """
    carrier.seen.add(post.id)
    collected = _Collected(times, extra or {})
    yield _item(post, carrier, record, locator, collected)
    waiting = [(inner, 1) for inner in post.carried]
    while waiting:
        inner, depth = waiting.pop(0)
        if inner.id in carrier.seen or depth > _MAX_CARRIED:
            continue
        carrier.seen.add(inner.id)
        where = f"{locator}, the earlier post in it"
        yield _item(inner, carrier, canonical_json(inner.record), where, collected)
        waiting.extend((further, depth + 1) for further in inner.carried)


@dataclass(frozen=True, slots=True)
class _Collected:
    times: tuple[StatedTime, ...]
    extra: Mapping[str, str]


def _item(post: XPost, carrier: Carrier, record: bytes, locator: str, collected: _Collected) -> Item:
    return Item(
        key=f"{PLATFORM}:{post.id}",
        kind=ItemKind.POST,
        record=record,
        locator=locator,
        platform=PLATFORM,
        post_id=post.id,
        url=post.url,
        author=post.author,
        text=post.text,
        entities=post.entities,
        times=(*post.times, *collected.times),
        media=tuple(carrier.media(post.media)),
        links=post.links,
        language=post.language,
        sensitive=post.sensitive,
        counts=post.counts,
        extra={**collected.extra, **post.extra},
    )


def post_link(kind: LinkKind, post_id: str, handle: str | None = None) -> Link:
    """A link to another post of X."""
    return Link(kind, PLATFORM, post_id, f"https://x.com/{handle or 'i'}/status/{post_id}")
