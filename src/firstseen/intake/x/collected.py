"""Posts of X that researchers collected: JSON and JSON lines of its interfaces 1.1 and 2, of twarc and of snscrape."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar, Final

from firstseen.intake.json_fields import dict_of, dicts_of, text_of
from firstseen.intake.json_lines import Line, first_object, json_records
from firstseen.intake.json_text import canonical_json
from firstseen.intake.media_beside import Beside
from firstseen.intake.notices import Notices
from firstseen.intake.source import Reading, ReadOptions, Source
from firstseen.intake.x.interface import status_post
from firstseen.intake.x.post import Carrier, post_items
from firstseen.intake.x.snscrape import status_of_snscrape
from firstseen.intake.x.v2 import posts_of, status_of_v2
from firstseen.model.items import Item, Refusal, SourceRead
from firstseen.model.time import StatedTime, TimeRole

__all__ = ["XPostsReader"]

_STATED: Final = re.compile(r"[A-Z][a-z]{2} [A-Z][a-z]{2} \d\d \d\d:\d\d:\d\d \+0000 \d{4}")
_LONG_ANSWER: Final = re.compile(r'\[?\s*\{\s*"(?:data|includes|meta|errors)"\s*:')
_LONG_ANSWER_SAYS: Final = re.compile(r'"(?:edit_history_tweet_ids|author_id|conversation_id)"\s*:')
_V2_SIGNS: Final = ("author_id", "public_metrics", "conversation_id", "referenced_tweets", "possibly_sensitive")
_LEAST_SIGNS: Final = 2


class XPostsReader:
    """Reads one post, or one answer of the interface with its posts, a line or array element."""

    name: ClassVar[str] = "X posts"

    def fits(self, source: Source, head: bytes) -> bool:
        """Whether the first object is a post of X in one of the shapes, or an answer that holds some."""
        if not head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b"{", b"[")):
            return False
        first = first_object(head)
        if first is not None:
            return _kind(first) is not None
        text = head.decode("utf-8", "replace").lstrip("\ufeff \t\r\n")
        return _LONG_ANSWER.match(text) is not None and _LONG_ANSWER_SAYS.search(text) is not None and '"text"' in text

    def read(self, source: Source, options: ReadOptions) -> Reading:
        """The posts in their order, each followed by earlier posts that it carries."""
        yield SourceRead(source.name, self.name, source.content())
        notices = Notices()
        collected = _Collected(source.name, Carrier(Beside(source), notices))
        with source.open() as stream:
            for line in json_records(stream, source.name):
                if isinstance(line, Refusal):
                    yield line
                else:
                    if line.read.mended is not None:
                        notices.mended(line.read.mended)
                    yield from collected.items(line)
        if collected.carrier.companions:
            yield SourceRead(source.name, self.name, None, tuple(sorted(collected.carrier.companions)))
        yield from notices.told()


def _kind(record: dict[str, Any]) -> str | None:
    """Which shape a record has."""
    if (text_of(record, "_type") or "").startswith("snscrape.modules.twitter"):
        return "snscrape"
    if "renderedContent" in record and text_of(dict_of(record, "user"), "username"):
        return "snscrape"
    if isinstance(record.get("statuses"), list) and "search_metadata" in record:
        return "search"
    if text_of(record, "id_str") and _STATED.fullmatch(text_of(record, "created_at") or ""):
        return "status" if "full_text" in record or "text" in record else None
    if _is_v2(record):
        return "v2"
    data = record.get("data")
    inside = data if isinstance(data, dict) else next(dicts_of(record, "data"), {})
    if _is_v2(inside):
        return "answer"
    errors = "meta" in record and "newest_id" in dict_of(record, "meta")
    return "answer" if errors or "__twarc" in record else None


def _is_v2(post: dict[str, Any]) -> bool:
    """Whether it is a post of the interface 2: other tables of posts have "id", "text" and "created_at" too."""
    identifier = text_of(post, "id") or ""
    if not identifier.isdecimal() or not isinstance(post.get("text"), str):
        return False
    return "edit_history_tweet_ids" in post or sum(name in post for name in _V2_SIGNS) >= _LEAST_SIGNS


@dataclass(slots=True)
class _Collected:
    name: str
    carrier: Carrier

    def items(self, line: Line) -> Iterator[Item | Refusal]:
        """The items of a record, whatever its shape."""
        record, notices = line.value, self.carrier.notices
        times = _retrieved(record)
        match _kind(record):
            case "snscrape":
                yield from self._one(status_of_snscrape(record, notices), record, line, times)
            case "status":
                yield from self._one(record, record, line, times)
            case "search":
                for status in dicts_of(record, "statuses"):
                    yield from self._one(status, status, line, times)
            case "v2":
                yield from self._one(status_of_v2(record, {}, notices), record, line, times)
                yield from self._referenced(record, line, times)
            case "answer":
                yield from self._answer(record, line, times)
            case _:
                yield Refusal(f"{self.name}, {line.locator}", "no post of X in a shape that is known")

    def _answer(self, record: dict[str, Any], line: Line, times: tuple[StatedTime, ...]) -> Iterator[Item | Refusal]:
        includes = dict_of(record, "includes")
        for gone in dicts_of(record, "errors"):
            self.carrier.notices.missing(f"post or part of one: {text_of(gone, 'title') or 'not given'}")
        for post, asked in posts_of(record):
            if asked or text_of(post, "id") not in self.carrier.seen:
                yield from self._one(status_of_v2(post, includes, self.carrier.notices), post, line, times)

    def _referenced(
        self, record: dict[str, Any], line: Line, times: tuple[StatedTime, ...]
    ) -> Iterator[Item | Refusal]:
        """Earlier posts that a flat line carries whole."""
        for other in dicts_of(record, "referenced_tweets"):
            if text_of(other, "text") and text_of(other, "id") not in self.carrier.seen:
                post = {name: value for name, value in other.items() if name != "type"}
                yield from self._one(status_of_v2(post, {}, self.carrier.notices), post, line, times)

    def _one(
        self, status: dict[str, Any], record: dict[str, Any], line: Line, times: tuple[StatedTime, ...]
    ) -> Iterator[Item | Refusal]:
        """The item of a status; its record is the line where that holds nothing else."""
        post = status_post(status, self.carrier.notices)
        if post is None:
            yield Refusal(f"{self.name}, {line.locator}", "a post without an identifier")
            return
        own = line.read.record if record is line.value else canonical_json(record)
        yield from post_items(post, self.carrier, own, line.locator, times=times)


def _retrieved(record: dict[str, Any]) -> tuple[StatedTime, ...]:
    """When twarc received an answer: the posts in it were online by then."""
    stated = text_of(dict_of(record, "__twarc"), "retrieved_at")
    return (StatedTime(TimeRole.CAPTURED, stated, "retrieved_at of twarc"),) if stated else ()
