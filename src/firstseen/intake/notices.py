"""What a reader noticed, counted by name as it reads and told once at the end of the source."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping

from firstseen.model.items import Noticed, NoticeKind

__all__ = ["MOST_NAMES", "Notices"]

MOST_NAMES = 500
"""How many different names are told for each kind; a source made to have more is told as "others" beyond."""

_MOST_LETTERS = 200


class Notices:
    """Counts what was noticed; `told` yields it, most frequent first."""

    def __init__(self) -> None:
        self._counts: Counter[tuple[NoticeKind, str]] = Counter()
        self._names: Counter[NoticeKind] = Counter()

    def add(self, kind: NoticeKind, what: str, count: int = 1) -> None:
        """Counts `count` more of `what`."""
        key = (kind, what if len(what) <= _MOST_LETTERS else what[: _MOST_LETTERS - 1] + "…")
        if key not in self._counts:
            if self._names[kind] >= MOST_NAMES:
                key = (kind, "others")
            else:
                self._names[kind] += 1
        self._counts[key] += count

    def unknown_field(self, name: str) -> None:
        """A field that the reader does not know, by its full name ("message.reactions")."""
        self.add(NoticeKind.UNKNOWN_FIELD, name)

    def unknown_fields(self, record: Mapping[str, object], known: Collection[str], prefix: str = "") -> None:
        """All fields of `record` that are not among `known`; `prefix` ("message.") stands before their names."""
        for name in record:
            if name not in known:
                self.unknown_field(f"{prefix}{name}")

    def unknown_record(self, name: str) -> None:
        """A kind of record that the reader does not know, or that is no item."""
        self.add(NoticeKind.UNKNOWN_RECORD, name)

    def sealed(self, what: str, count: int = 1) -> None:
        """Something private that was counted and not read ("direct message")."""
        self.add(NoticeKind.SEALED, what, count)

    def missing(self, what: str) -> None:
        """Something that is named in the source and not in it ("picture that was not exported")."""
        self.add(NoticeKind.MISSING, what)

    def mended(self, what: str) -> None:
        """A fault that is understood and was mended ("control character in JSON")."""
        self.add(NoticeKind.MENDED, what)

    def thumbnail(self, what: str = "small version beside its original") -> None:
        """A small version whose original is there."""
        self.add(NoticeKind.THUMBNAIL, what)

    def furniture(self, what: str) -> None:
        """A picture of the page itself ("logo", "advert")."""
        self.add(NoticeKind.FURNITURE, what)

    def lost(self, what: str) -> None:
        """Something that the exporter leaves out ("captions of media")."""
        self.add(NoticeKind.LOST, what)

    def told(self) -> Iterator[Noticed]:
        """What was counted since the last time this was asked."""
        counts, self._counts, self._names = self._counts, Counter(), Counter()
        for (kind, what), count in sorted(counts.items(), key=lambda entry: (entry[0][0], -entry[1], entry[0][1])):
            yield Noticed(kind, what, count)
