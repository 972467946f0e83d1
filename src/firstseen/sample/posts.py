"""The posts of the sample case: who wrote what, where and when, and which files they showed. All of it is invented.

They are written in `posts.tsv`: time (UTC), platform, handle, words, files with `;` between them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from importlib.resources import files

from firstseen.sample.identifiers import address, post_id

__all__ = ["CONTRADICTED_BY", "MISSING_PICTURE", "Post", "posts"]

CONTRADICTED_BY = timedelta(days=1)
"""How much earlier than its identifier one post states that it was published."""

MISSING_PICTURE = "photo_2024-05-16_09-00-12.jpg"
"""A picture that a post names and that was not collected."""


@dataclass(frozen=True, slots=True)
class Post:
    """One post: `when` it was made (its identifier says so) and when it `states` that it was published."""

    id: str
    platform: str
    url: str
    author: str
    when: datetime
    stated: str
    text: str
    files: tuple[str, ...]


def posts() -> tuple[Post, ...]:
    """All posts in the order of time."""
    table = files("firstseen.sample").joinpath("posts.tsv").read_text(encoding="utf-8")
    return tuple(_post(number, line.split("\t")) for number, line in enumerate(table.splitlines()))


def _post(number: int, cells: list[str]) -> Post:
    time, platform, handle, text, shown = cells
    when = datetime.strptime(time, "%Y-%m-%d %H:%M:%S").replace(tzinfo=UTC)
    made = when + timedelta(milliseconds=137 + number * 61 % 800)
    identifier = post_id(platform, made, number)
    said = when - CONTRADICTED_BY if handle == "ilven_weir_fan" else when
    named = tuple(shown.split(";")) if shown else ()
    return Post(
        identifier, platform, address(platform, handle, identifier), handle, when, _stated(said, platform), text, named
    )


def _stated(when: datetime, platform: str) -> str:
    """The time as that platform's exports write it: Telegram's with the town's zone, the others' in UTC."""
    if platform == "telegram":
        local = when + timedelta(hours=2)
        return local.strftime("%Y-%m-%dT%H:%M:%S+02:00")
    return when.strftime("%Y-%m-%dT%H:%M:%SZ")
