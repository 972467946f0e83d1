"""The posts of some appearances, and which of them a link means."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from firstseen.chronicle.evidence import ShownEvidence
from firstseen.chronicle.posts.naming import is_post, names_of, names_of_link
from firstseen.model.items import Link, LinkKind

__all__ = ["Posts"]


class Posts:
    """Collected posts by their names.

    Items with the same first name are one post. What else a post is called leads to it where no other post is called
    so: rows of a table may all give the address of their thread, or of their author.
    """

    def __init__(self, shown: Iterable[ShownEvidence]) -> None:
        self._items: dict[str, str] = {}
        claimed: dict[str, set[str]] = {}
        # What a page shows was shown by the post itself, where that was collected.
        for one in sorted(shown, key=lambda one: (not is_post(one), one.item)):
            name = self.name(one)
            self._items.setdefault(name, one.item)
            for other in names_of(one.platform, one.post_id, one.url)[1:]:
                claimed.setdefault(other, set()).add(name)
        self._also = {
            other: next(iter(names)) for other, names in claimed.items() if len(names) == 1 and other not in self._items
        }

    @staticmethod
    def name(one: ShownEvidence) -> str:
        """The name of an item's post; one that is called nothing has its item's name."""
        return next(iter(names_of(one.platform, one.post_id, one.url)), f"item:{one.item}")

    def linked(self, link: Link, of: ShownEvidence) -> str | None:
        """The name of the post that a link of `of` means, collected or not; None where it means no certain post."""
        names = names_of_link(link, of)
        for name in names:
            if name in self._items:
                return name
            if name in self._also:
                return self._also[name]
        return next(iter(names), None)

    def linked_items(self, one: ShownEvidence) -> Iterator[tuple[LinkKind, str]]:
        """Kind and item of each link of an appearance that leads to another post, as far as that was collected."""
        for link in one.links:
            name = self.linked(link, one)
            item = self._items.get(name) if name is not None else None
            if item is not None and item != one.item and name != self.name(one):
                yield link.kind, item
