"""The words of a post of X as its interfaces write them: three signs escaped, and marks that count the escaped text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from firstseen.intake.json_fields import dicts_of, int_of, list_of, text_of
from firstseen.model.items import Entity

__all__ = ["plain_words"]

_ESCAPED: Final = re.compile(r"&(amp|lt|gt);")
_SIGNS: Final = {"amp": "&", "lt": "<", "gt": ">"}
_KINDS: Final = (
    ("urls", "link", ("expanded_url", "expanded", "expandedUrl", "unwound_url", "url")),
    ("media", "media", ("expanded_url", "url")),
    ("user_mentions", "mention", ("screen_name", "username")),
    ("mentions", "mention", ("username", "screenName", "screen_name")),
    ("hashtags", "hashtag", ("text", "tag")),
    ("symbols", "cashtag", ("text", "tag")),
    ("cashtags", "cashtag", ("tag", "text")),
)


def plain_words(text: str | None, entities: Mapping[str, Any]) -> tuple[str | None, tuple[Entity, ...]]:
    """The text with its signs as they are read, and its marks in characters of that text, in their order."""
    if text is None:
        return None, ()
    shrunk = [(match.end(), len(match[0]) - 1) for match in _ESCAPED.finditer(text)]
    plain = _ESCAPED.sub(lambda match: _SIGNS[match[1]], text)
    marks = {
        Entity(kind, _moved(start, shrunk), _moved(end, shrunk), target)
        for kind, start, end, target in _marks(entities)
        if 0 <= start < end <= len(text)
    }
    ordered = sorted(marks, key=lambda mark: (mark.start, mark.end, mark.kind, mark.target or ""))
    return plain if plain.strip() else None, tuple(ordered) if plain.strip() else ()


def _moved(at: int, shrunk: list[tuple[int, int]]) -> int:
    return at - sum(less for end, less in shrunk if end <= at)


def _marks(entities: Mapping[str, Any]) -> Iterator[tuple[str, int, int, str | None]]:
    for name, kind, targets in _KINDS:
        for mark in dicts_of(entities, name):
            ends = list_of(mark, "indices")
            start = int_of({"at": ends[0]}, "at") if len(ends) == 2 else int_of(mark, "start", "fromIndex")
            end = int_of({"at": ends[1]}, "at") if len(ends) == 2 else int_of(mark, "end", "toIndex")
            if start is not None and end is not None:
                yield kind, start, end, text_of(mark, *targets)
