"""Long posts: an X archive keeps their words apart from the posts, which end in the middle."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final

from firstseen.errors import RefusedError
from firstseen.intake.json_fields import dict_of, text_of
from firstseen.intake.source import Source
from firstseen.intake.x.archive_files import records
from firstseen.intake.x.words import plain_words
from firstseen.model.items import Refusal

__all__ = ["Notes", "instant_of", "opening"]

_MOST: Final = 20_000
"""Long posts that are held in memory, up to 4,000 characters each."""
_TOLERANCE: Final = timedelta(seconds=2)
_OPENING: Final = 60
"""Characters at the beginning in which post and long post must agree; a post has some 270 of them."""


def instant_of(text: str | None) -> datetime | None:
    """The time that the archive writes, in either of its two forms."""
    for form in ("%a %b %d %H:%M:%S %z %Y", "%Y-%m-%dT%H:%M:%S.%f%z", "%Y-%m-%dT%H:%M:%S%z"):
        try:
            return datetime.strptime(text or "", form)
        except ValueError:
            continue
    return None


def opening(text: str | None) -> str:
    """The beginning of a text by which two are compared."""
    plain = plain_words(text, {})[0] or ""
    return " ".join(plain.split())[:_OPENING]


@dataclass(slots=True)
class Notes:
    """The long posts by the second of their publication."""

    by_second: dict[int, list[Mapping[str, Any]]] = field(default_factory=dict)
    left_out: int = 0

    @classmethod
    def of(cls, sources: Iterable[Source]) -> Notes:
        """All of these files; what cannot be read in them is told where the file itself is read."""
        notes = cls()
        count = 0
        for source in sources:
            try:
                for found in records(source):
                    note = {} if isinstance(found, Refusal) else dict_of(found[1].value, "noteTweet")
                    at = instant_of(text_of(note, "createdAt"))
                    if at is None:
                        continue
                    count += 1
                    if count > _MOST:
                        notes.left_out += 1
                        continue
                    notes.by_second.setdefault(int(at.timestamp()), []).append(note)
            except (RefusedError, OSError):
                continue
        return notes

    def of_post(self, status: Mapping[str, Any]) -> Mapping[str, Any] | None:
        """The long post of a post: published in the same moment, with the same beginning."""
        if not self.by_second:
            return None
        at = instant_of(text_of(status, "created_at"))
        begins = opening(text_of(status, "full_text", "text"))
        if at is None or not begins:
            return None
        reach = int(_TOLERANCE.total_seconds())
        for second in range(int(at.timestamp()) - reach, int(at.timestamp()) + reach + 1):
            for note in self.by_second.get(second, ()):
                whole = text_of(dict_of(note, "core"), "text")
                if whole is not None and opening(whole) == begins:
                    return note
        return None

    def forget(self, note: Mapping[str, Any]) -> None:
        """Takes a long post out, which has found its post."""
        at = instant_of(text_of(note, "createdAt"))
        if at is not None:
            same = self.by_second.get(int(at.timestamp()), [])
            self.by_second[int(at.timestamp())] = [one for one in same if one is not note]

    def __iter__(self) -> Iterator[Mapping[str, Any]]:
        """Those that are left, in the order of time."""
        for second in sorted(self.by_second):
            yield from self.by_second[second]
