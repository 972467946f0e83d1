"""A post of any platform that was collected from web pages, before it becomes an item."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from firstseen.intake.media_beside import Addressed
from firstseen.model.items import Author, Entity, Link
from firstseen.model.time import StatedTime

__all__ = ["Post"]


@dataclass(frozen=True, slots=True)
class Post:
    """What is understood of a post, with the media it names."""

    platform: str
    post_id: str
    url: str | None = None
    author: Author | None = None
    title: str | None = None
    text: str | None = None
    entities: tuple[Entity, ...] = ()
    times: tuple[StatedTime, ...] = ()
    media: tuple[Addressed, ...] = ()
    links: tuple[Link, ...] = ()
    language: str | None = None
    sensitive: bool | None = None
    counts: Mapping[str, int] = field(default_factory=dict)
    extra: Mapping[str, str] = field(default_factory=dict)
