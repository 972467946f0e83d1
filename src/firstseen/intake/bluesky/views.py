"""Posts as Bluesky's API gives them: a thread, a feed, a list of posts, one post, or one to a line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar

from firstseen.intake.bluesky.addresses import POST, at_parts, post_link, post_url
from firstseen.intake.bluesky.record import CREATED, Blobs, is_sensitive, labels_of, said
from firstseen.intake.json_fields import dict_of, int_of, text_of
from firstseen.intake.json_stream import BrokenJsonError, JsonStream, Value
from firstseen.intake.json_text import canonical_json
from firstseen.intake.notices import Notices
from firstseen.intake.source import Reading, ReadOptions, Source
from firstseen.model.items import Author, Item, ItemKind, Link, LinkKind, Refusal, SourceRead
from firstseen.model.time import StatedTime, TimeRole

__all__ = ["BlueskyReader"]

_POST_URI = re.compile(r'"uri"\s*:\s*"at://[^"]{1,400}/app\.bsky\.feed\.post/[^"]{1,100}"')
_EVENT = re.compile(r'"collection"\s*:\s*"app\.bsky\.feed\.(?:post|repost)"')
_OTHERS = ('"source_platform"', '"timestamp_collected"')
"""Fields of Zeeschuimer's lines, which hold posts of Bluesky inside."""
_COUNTS = (("likes", "likeCount"), ("reposts", "repostCount"), ("replies", "replyCount"), ("quotes", "quoteCount"))
_COUNTS_ALSO = (*_COUNTS, ("bookmarks", "bookmarkCount"))
_VIEW_FIELDS = frozenset(
    {"$type", "uri", "cid", "author", "record", "value", "embed", "embeds", "indexedAt", "labels", "viewer",
     "threadgate", "debug", *(theirs for _, theirs in _COUNTS_ALSO)}
)  # fmt: skip
_LISTS = ("feed", "posts", "records", "thread", "likes", "hits")
_MAX_NODES = 200_000


@dataclass(slots=True)
class _Document:
    """A document being read; `seen` holds the posts told already: a thread shows one post in several places."""

    source: Source
    blobs: Blobs
    notices: Notices = field(default_factory=Notices)
    seen: set[tuple[str, str | None]] = field(default_factory=set)
    number: int = 0


class BlueskyReader:
    """Reads what getPostThread, getPosts, getAuthorFeed, listRecords and the like answered, and lines of posts."""

    name: ClassVar[str] = "Bluesky"

    def fits(self, source: Source, head: bytes) -> bool:
        """Whether this is JSON that holds posts by their at:// addresses."""
        text = head.decode("utf-8", "replace").lstrip("\ufeff \t\r\n")
        if not text.startswith(("{", "[")) or all(name in text for name in _OTHERS):
            return False
        return _POST_URI.search(text) is not None or ('"did"' in text and _EVENT.search(text) is not None)

    def read(self, source: Source, options: ReadOptions) -> Reading:
        """Each post once, in the order of the file, with those it quotes."""
        yield SourceRead(source.name, self.name, source.content())
        document = _Document(source, Blobs(source, {}))
        with source.open() as raw:
            stream = JsonStream(raw)
            try:
                while stream.peek():
                    yield from _values(document, stream)
            except BrokenJsonError as error:
                reason = f"the JSON is broken here: {error.reason}; nothing after it was read"
                yield Refusal(f"{source.name}, after record {document.number}", reason)
        if not document.seen:
            yield Refusal(source.name, "holds no post of Bluesky that can be read")
        yield from document.notices.told()


def _values(document: _Document, stream: JsonStream) -> Reading:
    """One value at the top: an answer of the API, a line, or a list of either."""
    if stream.peek() == "[":
        for _ in stream.elements():
            yield from _taken(document, stream.value())
        return
    try:
        value = stream.value()
    except BrokenJsonError as error:
        if error.cut or stream.peek() != "{" or "longer" not in error.reason:
            raise
    else:
        yield from _taken(document, value)
        return
    for name in stream.fields():
        if name in _LISTS and stream.peek() == "[":
            for _ in stream.elements():
                yield from _taken(document, stream.value())
        elif name in _LISTS:
            yield from _taken(document, stream.value())
        else:
            document.notices.unknown_field(f"answer.{name}")


def _taken(document: _Document, value: Value) -> Reading:
    document.number += 1
    if value.mended:
        document.notices.mended(value.mended)
    yield from _walked(document, value.value)


def _walked(document: _Document, top: Any) -> Reading:
    """The posts in a value, wherever they are; walked without recursion, each thing that is no post by its place."""
    waiting = [top]
    nodes = 0
    while waiting:
        node = waiting.pop()
        nodes += 1
        if nodes > _MAX_NODES:
            yield Refusal(f"{document.source.name}, record {document.number}", "holds too much to be one record")
            return
        if isinstance(node, list):
            waiting.extend(reversed(node))
            continue
        if not isinstance(node, dict):
            continue
        if node.get("notFound") is True or node.get("blocked") is True:
            what = "post that was not found" if node.get("notFound") is True else "post that was blocked"
            document.notices.missing(what)
            continue
        event = _event(node)
        if event is not None:
            node = event
        yield from _found(document, node)
        below = ("embed", "embeds") if _is_post(node) else tuple(node)
        inside = (node[name] for name in below if name in node)
        waiting.extend(reversed([one for one in inside if isinstance(one, dict | list)]))


def _event(node: Mapping[str, Any]) -> dict[str, Any] | None:
    """A line of the stream of changes (Jetstream) as a record with its address."""
    commit = dict_of(node, "commit")
    did, collection, key = text_of(node, "did"), text_of(commit, "collection"), text_of(commit, "rkey")
    if not (did and collection and key and isinstance(commit.get("record"), dict)):
        return None
    uri = f"at://{did}/{collection}/{key}"
    return {"uri": uri, "cid": commit.get("cid"), "value": commit["record"], "seenAt": node.get("time_us")}


def _is_post(node: Mapping[str, Any]) -> bool:
    parts = at_parts(node.get("uri"))
    return (
        parts is not None and parts[1] == POST and any(isinstance(node.get(one), dict) for one in ("record", "value"))
    )


def _found(document: _Document, node: dict[str, Any]) -> Iterator[Item]:
    if _is_post(node):
        key = (str(node["uri"]), text_of(node, "cid"))
        if key not in document.seen:
            document.seen.add(key)
            yield _post(document, node)
        return
    reason = dict_of(node, "reason")
    if isinstance(node.get("post"), dict) and (text_of(reason, "$type") or "").endswith("#reasonRepost"):
        yield from _repost(document, node, reason)
    parts = at_parts(node.get("uri"))
    if parts is not None and isinstance(node.get("value"), dict) and parts[1] == "app.bsky.feed.repost":
        yield from _repost_record(document, node)


def _author(node: Mapping[str, Any], did: str | None) -> Author | None:
    author = dict_of(node, "author")
    found = Author(text_of(author, "did") or did, text_of(author, "handle"), text_of(author, "displayName"))
    return found if found.shown() else None


def _post(document: _Document, node: Mapping[str, Any]) -> Item:
    document.notices.unknown_fields(node, {*_VIEW_FIELDS, "seenAt"}, "view.")
    uri = str(node["uri"])
    did, _, key = at_parts(uri) or ("", "", "")
    record = dict_of(node, "record") or dict_of(node, "value")
    embeds = node.get("embeds")
    view = dict_of(node, "embed") or (
        embeds[0] if isinstance(embeds, list) and embeds and isinstance(embeds[0], dict) else {}
    )
    post = said(record, document.blobs, document.notices, view)
    labels = tuple(dict.fromkeys([*post.labels, *labels_of(node.get("labels"))]))
    extra = {"uri": uri, **post.extra}
    if cid := text_of(node, "cid"):
        extra["cid"] = cid
    if labels:
        extra["labels"] = ", ".join(labels)
    return Item(
        key=f"bluesky:{uri}",
        kind=ItemKind.POST,
        record=canonical_json(node),
        locator=f"record {document.number} of {document.source.name}",
        platform="bluesky",
        post_id=key,
        url=post_url(uri),
        author=_author(node, did),
        text=post.text,
        times=(*post.times, *_server_times(node)),
        media=post.media,
        links=post.links,
        extra=extra,
        language=post.language,
        entities=post.entities,
        sensitive=is_sensitive(labels),
        counts={
            ours: count for ours, theirs in _COUNTS_ALSO if (count := int_of(node, theirs)) is not None and count >= 0
        },
    )


def _server_times(node: Mapping[str, Any]) -> Iterator[StatedTime]:
    """When the server had the post: by its own clock, so that the post was online by then."""
    if indexed := text_of(node, "indexedAt"):
        yield StatedTime(TimeRole.CAPTURED, indexed, "indexedAt, by Bluesky's server")
    if seen := text_of(node, "seenAt"):
        yield StatedTime(TimeRole.CAPTURED, seen, "time_us, by the relay")


def _repost(document: _Document, node: Mapping[str, Any], reason: Mapping[str, Any]) -> Iterator[Item]:
    """A post in a feed because its owner passed it on."""
    by, uri = dict_of(reason, "by"), text_of(dict_of(node, "post"), "uri")
    did = text_of(by, "did")
    if not uri or not did:
        document.notices.unknown_record("repost without an account or a post")
        return
    indexed = text_of(reason, "indexedAt")
    own = at_parts(reason.get("uri"))
    yield Item(
        key=f"bluesky:repost by {did} of {uri}",
        kind=ItemKind.POST,
        record=canonical_json({"post": {"uri": uri}, "reason": reason}),
        locator=f"record {document.number} of {document.source.name}",
        platform="bluesky",
        post_id=own[2] if own else None,
        author=Author(did, text_of(by, "handle"), text_of(by, "displayName")),
        times=(StatedTime(TimeRole.CAPTURED, indexed, "indexedAt, by Bluesky's server"),) if indexed else (),
        links=(Link(LinkKind.REPOST_OF, "bluesky", *post_link(uri)),),
    )


def _repost_record(document: _Document, node: Mapping[str, Any]) -> Iterator[Item]:
    uri, record = str(node["uri"]), dict_of(node, "value")
    did, _, key = at_parts(uri) or ("", "", "")
    subject = text_of(dict_of(record, "subject"), "uri")
    created = text_of(record, "createdAt")
    times = (StatedTime(TimeRole.PUBLISHED, created, CREATED),) if created else ()
    document.seen.add((uri, text_of(node, "cid")))
    yield Item(
        key=f"bluesky:{uri}",
        kind=ItemKind.POST,
        record=canonical_json(node),
        locator=f"record {document.number} of {document.source.name}",
        platform="bluesky",
        post_id=key,
        author=_author(node, did),
        times=(*times, *_server_times(node)),
        links=(Link(LinkKind.REPOST_OF, "bluesky", *post_link(subject)),) if subject else (),
        extra={"uri": uri},
    )
