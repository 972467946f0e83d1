"""The stretches of a post's words that mean something: facets count bytes of UTF-8, the older entities UTF-16 units."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from firstseen.intake.json_fields import dict_of, dicts_of, text_of
from firstseen.model.items import Entity

__all__ = ["entities_of"]

_FEATURES = {"link": ("link", "uri"), "mention": ("mention", "did"), "tag": ("hashtag", "tag")}
_OLD = ("link", "mention", "hashtag")
_MOST = 2_000


def entities_of(record: Mapping[str, Any], text: str) -> tuple[Entity, ...]:
    """Links, mentions and hashtags with their targets, in characters of `text`; those outside it are left out."""
    found = [
        *_facets(record, text.encode("utf-8", "surrogatepass")),
        *_entities(record, text.encode("utf-16-le", "surrogatepass")),
    ]
    return tuple(sorted(found[:_MOST], key=lambda one: (one.start, one.end, one.kind)))


def _facets(record: Mapping[str, Any], coded: bytes) -> Iterator[Entity]:
    for facet in dicts_of(record, "facets"):
        index = dict_of(facet, "index")
        span = _span(index.get("byteStart"), index.get("byteEnd"), len(coded))
        if span is None:
            continue
        start, end = span
        before = len(coded[:start].decode("utf-8", "ignore"))
        after = before + len(coded[start:end].decode("utf-8", "ignore"))
        for feature in dicts_of(facet, "features"):
            known = _FEATURES.get((text_of(feature, "$type") or "").rpartition("#")[2])
            if known is not None:
                yield Entity(known[0], before, after, text_of(feature, known[1]))


def _entities(record: Mapping[str, Any], coded: bytes) -> Iterator[Entity]:
    for entity in dicts_of(record, "entities"):
        kind = text_of(entity, "type")
        index = dict_of(entity, "index")
        span = _span(index.get("start"), index.get("end"), len(coded) // 2)
        if kind not in _OLD or span is None:
            continue
        start, end = span
        before = len(coded[: 2 * start].decode("utf-16-le", "ignore"))
        after = before + len(coded[2 * start : 2 * end].decode("utf-16-le", "ignore"))
        yield Entity(kind, before, after, text_of(entity, "value"))


def _span(start: Any, end: Any, size: int) -> tuple[int, int] | None:
    return (start, end) if type(start) is int and type(end) is int and 0 <= start < end <= size else None
