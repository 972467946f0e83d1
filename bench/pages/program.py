"""The program under test, and the only module that knows how it is asked: the reader of saved pages, on files."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from firstseen.intake.saved_page import SavedPageReader
from firstseen.intake.source import ReadOptions, Source
from firstseen.intake.tree import FolderTree
from firstseen.model.items import Item, ItemKind, LinkKind, ShownMedium
from firstseen.model.time import StatedTime

__all__ = ["Answer", "Shown", "answer", "holds"]


@dataclass(frozen=True, slots=True)
class Shown:
    """A medium that an item shows, and which post shows it (None: the page itself)."""

    medium: ShownMedium
    post: str | None


@dataclass(frozen=True, slots=True)
class Answer:
    """What the reader says of a page: its item, the items of its posts by platform and identifier, its media."""

    page: Item
    posts: dict[str, Item]
    embedded: frozenset[str]
    shown: tuple[Shown, ...]
    furniture: str
    times: tuple[StatedTime, ...]


def answer(path: Path) -> Answer:
    """Reads one saved page."""
    source = Source(FolderTree(path.parent), path.name)
    items = [found for found in SavedPageReader().read(source, ReadOptions()) if isinstance(found, Item)]
    (page,) = (item for item in items if item.kind is ItemKind.PAGE)
    posts = {f"{item.platform}:{item.post_id}": item for item in items if item.kind is ItemKind.POST}
    links = (link for link in page.links if link.kind is LinkKind.EMBEDS)
    shown = [Shown(medium, None) for medium in page.media]
    shown += [Shown(medium, key) for key, item in posts.items() for medium in item.media]
    return Answer(
        page,
        posts,
        frozenset(f"{link.platform}:{link.post_id}" for link in links),
        tuple(shown),
        page.extra.get("furniture", ""),
        page.times,
    )


def holds(medium: ShownMedium, token: str) -> bool:
    """Whether the medium is the picture with this token: by its address or name, else by its bytes."""
    if token in (medium.url or "") or token in medium.name:
        return True
    if medium.content is None:
        return False
    with medium.content.open() as stream:
        return token.encode() in stream.read(4096)
