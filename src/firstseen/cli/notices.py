"""What readers noticed about sources, for people: what was not understood, left out, sealed, mended, missing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Final

from firstseen.cli.output import heading, line
from firstseen.model.items import NoticeKind

__all__ = ["notices_json", "tell_notices"]

MOST_NAMES: Final = 8

_WORDS: Final = {
    NoticeKind.SEALED: "Private, counted and not read (--include private reads it)",
    NoticeKind.MISSING: "Named in the source, and not in it",
    NoticeKind.UNKNOWN_RECORD: "Records of a kind that is not read; they are kept with the source",
    NoticeKind.UNKNOWN_FIELD: "Fields that are not understood; they are kept in the raw record",
    NoticeKind.MENDED: "Broken, and read all the same",
    NoticeKind.THUMBNAIL: "Small versions left out, as their originals are there",
    NoticeKind.FURNITURE: "Pictures of the page itself, not of the article",
    NoticeKind.LOST: "Left out by the program that made the source",
}
"""In the order in which they matter to a reader."""


def notices_json(noticed: Mapping[tuple[NoticeKind, str], int]) -> list[dict[str, object]]:
    """One object for each name: kind, what, count; in the order in which they are told."""
    return [{"kind": kind.value, "what": what, "count": count} for kind, what, count in _ordered(noticed)]


def tell_notices(noticed: Mapping[tuple[NoticeKind, str], int], *, everything: bool = False) -> None:
    """Says what was noticed, by kind, most frequent first; nothing when there is nothing."""
    kinds = Counter[NoticeKind]()
    for (kind, _), count in noticed.items():
        kinds[kind] += count
    for kind, words in _WORDS.items():
        if kind not in kinds:
            continue
        heading(f"{words}: {kinds[kind]:,}")
        named = [(what, count) for other, what, count in _ordered(noticed) if other is kind]
        for what, count in named if everything else named[:MOST_NAMES]:
            line(f"  {count:>7,}  {what}")
        if len(named) > MOST_NAMES and not everything:
            line(f"  … and {len(named) - MOST_NAMES:,} more kinds: firstseen status --all")


def _ordered(noticed: Mapping[tuple[NoticeKind, str], int]) -> list[tuple[NoticeKind, str, int]]:
    order = list(_WORDS)
    flat = [(kind, what, count) for (kind, what), count in noticed.items()]
    return sorted(flat, key=lambda entry: (order.index(entry[0]), -entry[2], entry[1]))
