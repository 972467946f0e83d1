"""What a sidecar says of a medium."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from firstseen.model.items import Author, Link
from firstseen.model.time import StatedTime

__all__ = ["Described"]


@dataclass(frozen=True, slots=True)
class Described:
    """Words, names and times of a medium from a file beside it; None where it says nothing. `extra`: other fields."""

    platform: str | None = None
    post_id: str | None = None
    url: str | None = None
    author: Author | None = None
    title: str | None = None
    text: str | None = None
    credit: str | None = None
    times: tuple[StatedTime, ...] = ()
    extra: Mapping[str, str] = field(default_factory=dict)
    alt: str | None = None
    language: str | None = None
    sensitive: bool | None = None
    counts: Mapping[str, int] = field(default_factory=dict)
    links: tuple[Link, ...] = ()

    def of_item(self, extra: Mapping[str, str] | None = None) -> dict[str, Any]:
        """The fields of an `Item` that this tells, by name; `extra` is added to its own further fields."""
        return {
            "platform": self.platform,
            "post_id": self.post_id,
            "url": self.url,
            "author": self.author,
            "title": self.title,
            "text": self.text,
            "times": self.times,
            "links": self.links,
            "extra": {**self.extra, **(extra or {})},
            "language": self.language,
            "sensitive": self.sensitive,
            "counts": self.counts,
            "album": f"{self.platform}:{self.post_id}" if self.platform and self.post_id else None,
        }

    def joined(self, other: Described) -> Described:
        """Both together: where both speak, the first is kept; all times and further fields are."""
        return Described(
            platform=self.platform or other.platform,
            post_id=self.post_id or other.post_id,
            url=self.url or other.url,
            author=self.author or other.author,
            title=self.title or other.title,
            text=self.text or other.text,
            credit=self.credit or other.credit,
            times=tuple(dict.fromkeys((*self.times, *other.times))),
            extra={**other.extra, **self.extra},
            alt=self.alt or other.alt,
            language=self.language or other.language,
            sensitive=self.sensitive if self.sensitive is not None else other.sensitive,
            counts={**other.counts, **self.counts},
            links=tuple(dict.fromkeys((*self.links, *other.links))),
        )
