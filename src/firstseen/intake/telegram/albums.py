"""Albums: the export writes their pictures as separate messages and does not say which belong together."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from firstseen.model.items import Item

__all__ = ["Albums", "Sent"]

_MOST: Final = 10
"""Pictures of one album, as Telegram allows."""


@dataclass(frozen=True, slots=True)
class Sent:
    """What tells the messages of one album from others: who sent it, when (to the second), what it was forwarded from
    and what it answers. `number` counts up by one within an album. `may_join`: it shows a picture or video.
    """

    sender: str
    second: str
    number: int | None
    may_join: bool
    group: str | None = None


class Albums:
    """Items in their order; those that were sent as one get the same `album`.

    Pictures of one sender in one second with numbers that follow each other, one of them at most with words: so
    Telegram sends albums. Where the export names the group, that decides.
    """

    def __init__(self) -> None:
        self._waiting: list[tuple[Item, Sent]] = []

    def take(self, item: Item, sent: Sent) -> Iterator[Item]:
        """Takes the next item; gives those whose album is known by now."""
        if self._waiting and not self._joins(item, sent):
            yield from self.rest()
        self._waiting.append((item, sent))
        if not sent.may_join:
            yield from self.rest()

    def rest(self) -> Iterator[Item]:
        """Gives those that are waiting."""
        waiting, self._waiting = self._waiting, []
        album = waiting[0][0].key if len(waiting) > 1 else None
        for item, _ in waiting:
            yield replace(item, album=album) if album else item

    def _joins(self, item: Item, sent: Sent) -> bool:
        last = self._waiting[-1][1]
        if not sent.may_join or not last.may_join or len(self._waiting) >= _MOST:
            return False
        if sent.group is not None or last.group is not None:
            return sent.group == last.group
        if (sent.sender, sent.second) != (last.sender, last.second) or not sent.second:
            return False
        if sent.number is None or last.number is None or sent.number != last.number + 1:
            return False
        return item.text is None or all(one.text is None for one, _ in self._waiting)
