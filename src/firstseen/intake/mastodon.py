"""Mastodon's archive of an account: the outbox (ActivityStreams 2.0), the profile, and what was liked or bookmarked."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar
from urllib.parse import urlsplit

from firstseen.errors import RefusedError
from firstseen.intake.attached import attached, elsewhere
from firstseen.intake.json_fields import as_text, dict_of, dicts_of, int_of, list_of, shown, text_of
from firstseen.intake.json_lists import records
from firstseen.intake.json_stream import BrokenJsonError, JsonStream, Value, read_value
from firstseen.intake.notices import Notices
from firstseen.intake.post_html import words_of
from firstseen.intake.source import Reading, ReadOptions, Source
from firstseen.model.items import Author, Item, ItemKind, Link, LinkKind, NoticeKind, Refusal, ShownMedium, SourceRead
from firstseen.model.time import StatedTime, TimeRole

__all__ = ["MastodonReader"]

_COLLECTION = re.compile(r'"type"\s*:\s*"OrderedCollection(?:Page)?"')
_ACTIVITY_START = re.compile(r'\{\s*"id"\s*:\s*"[^"]{1,500}/activity"')
_STATUS = re.compile(
    r"/(?:users/[^/]+/statuses|@[^/]+|web/statuses|notice|objects|notes)/([A-Za-z0-9-]{5,64})(?:/activity)?/?$"
)
_PUBLIC = frozenset({"https://www.w3.org/ns/activitystreams#Public", "as:Public", "Public"})
_MAX_ACTOR = 4 << 20
_FILES = "media_attachments/"
_POSTS = frozenset({"Note", "Question", "Article", "Page", "Image", "Video", "Audio", "Event"})
_ACTIVITY_FIELDS = frozenset(
    {"@context", "id", "type", "actor", "published", "to", "cc", "object", "signature", "updated"}
)
_OBJECT_FIELDS = frozenset(
    {"@context", "id", "type", "summary", "inReplyTo", "published", "updated", "url", "attributedTo", "to", "cc",
     "sensitive", "atomUri", "inReplyToAtomUri", "conversation", "context", "content", "contentMap", "summaryMap",
     "attachment", "tag", "replies", "likes", "shares", "quote", "quoteUri", "quoteUrl", "_misskey_quote", "name",
     "nameMap", "localOnly", "directMessage", "signature", "blurhash", "oneOf", "anyOf", "endTime", "closed",
     "votersCount", "interactionPolicy", "quoteAuthorization", "source", "mediaType", "image", "icon"}
)  # fmt: skip
_ATTACHMENT_FIELDS = frozenset(
    {"type", "mediaType", "url", "name", "nameMap", "summary", "blurhash", "focalPoint", "width", "height", "icon"}
)
_COLLECTION_FIELDS = frozenset(
    {"@context", "id", "type", "totalItems", "orderedItems", "first", "last", "next", "prev", "partOf"}
)
_SEALED = {"likes": "liked post", "bookmarks": "bookmarked post"}


@dataclass(slots=True)
class _Outbox:
    """An outbox being read."""

    source: Source
    options: ReadOptions
    actor: Mapping[str, Any]
    notices: Notices = field(default_factory=Notices)
    number: int = 0
    total: int | None = None
    small: list[str] = field(default_factory=list)


class MastodonReader:
    """Reads `outbox.json` with the files under `media_attachments/`, and the profile in `actor.json`."""

    name: ClassVar[str] = "Mastodon"

    def fits(self, source: Source, head: bytes) -> bool:
        """Whether this is a collection of activities, or an account, as ActivityStreams writes them."""
        text = head.decode("utf-8", "replace").lstrip("\ufeff \t\r\n")
        if not text.startswith("{"):
            return False
        if '"orderedItems"' in text:
            return _COLLECTION.search(text) is not None
        return all(name in text for name in ('"preferredUsername"', '"inbox"', '"outbox"'))

    def read(self, source: Source, options: ReadOptions) -> Reading:
        """The posts and boosts of an outbox, or the profile of an account."""
        yield SourceRead(source.name, self.name, source.content())
        if b'"orderedItems"' not in source.head():
            yield from _profile(source)
            return
        outbox = _Outbox(source, options, _actor_beside(source))
        try:
            with source.open() as raw:
                yield from _collection(outbox, JsonStream(raw))
        except BrokenJsonError as error:
            place = f"{source.name}, after activity {outbox.number}"
            yield Refusal(place, f"the JSON is broken here: {error.reason}; nothing after it was read")
        if outbox.total is not None and outbox.total != outbox.number:
            said = f"totalItems says {outbox.total}, the list holds {outbox.number}: the list was read"
            outbox.notices.add(NoticeKind.MENDED, said)
        if outbox.small:
            yield SourceRead(source.name, self.name, None, tuple(outbox.small))
        yield from outbox.notices.told()


def _collection(outbox: _Outbox, stream: JsonStream) -> Reading:
    kind = None
    for name in stream.fields():
        if name == "totalItems":
            outbox.total = int_of({name: stream.value().value}, name)
        elif name == "id":
            kind = str(stream.value().value).rpartition("/")[2].removesuffix(".json")
        elif name == "orderedItems":
            place = f"{outbox.source.name}, activity"
            for found in records(stream, place, outbox.notices, _ACTIVITY_START):
                if isinstance(found, Refusal):
                    outbox.number += 1
                    yield found
                else:
                    outbox.number = found[0]
                    yield from _entry(outbox, found[1], kind)
        elif name not in _COLLECTION_FIELDS:
            outbox.notices.unknown_field(f"collection.{name}")


def _entry(outbox: _Outbox, record: Value, kind: str | None) -> Reading:
    """What one entry of a collection is: an activity, or in the lists of likes and bookmarks the address of a post."""
    activity = record.value
    if isinstance(activity, str):
        what = _SEALED.get(kind or "", "address of a post")
        if not outbox.options.include_private:
            outbox.notices.sealed(what)
            return
        yield Item(
            key=f"mastodon:{what}:{activity}",
            kind=ItemKind.POST,
            record=record.record,
            locator=f"entry {outbox.number} of {outbox.source.name}",
            platform="mastodon",
            post_id=_status_number(activity),
            url=_web(activity),
            extra={"in the list of": f"{what}s"},
        )
        return
    place = f"{outbox.source.name}, activity {outbox.number}"
    if not isinstance(activity, dict):
        yield Refusal(place, "is no activity: no object with fields")
        return
    named = text_of(activity, "type") or "(without a type)"
    if named == "Create" and isinstance(activity.get("object"), dict):
        found = _post(outbox, activity, record)
    elif named == "Announce":
        found = _boost(outbox, activity, record)
    else:
        outbox.notices.unknown_record(f"activity {named}")
        return
    outbox.notices.unknown_fields(activity, _ACTIVITY_FIELDS, "activity.")
    if found is not None:
        yield found


def _visibility(*records: Mapping[str, Any]) -> str:
    """Who can see it: "public", "unlisted", "followers" or "direct"."""
    to = {str(one) for record in records for one in _listed(record.get("to"))}
    copied = {str(one) for record in records for one in _listed(record.get("cc"))}
    if to & _PUBLIC:
        return "public"
    if copied & _PUBLIC:
        return "unlisted"
    return "followers" if any(one.endswith("/followers") for one in to | copied) else "direct"


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value] if value else []


def _post(outbox: _Outbox, activity: Mapping[str, Any], record: Value) -> Item | None:
    post = dict_of(activity, "object")
    named = text_of(post, "type") or "(without a type)"
    if named not in _POSTS:
        outbox.notices.unknown_record(f"object {named}")
        return None
    visibility = _visibility(activity, post)
    if visibility == "direct" and not outbox.options.include_private:
        outbox.notices.sealed("direct message")
        return None
    outbox.notices.unknown_fields(post, _OBJECT_FIELDS, "object.")
    text, entities = words_of(text_of(post, "content"))
    identifier = text_of(post, "id", "atomUri") or text_of(activity, "id") or f"activity {outbox.number}"
    extra = {"visibility": visibility}
    extra |= {name: said for name in ("oneOf", "anyOf", "endTime", "votersCount") if (said := shown(post.get(name)))}
    return Item(
        key=f"mastodon:{identifier}",
        kind=ItemKind.MESSAGE if visibility == "direct" else ItemKind.POST,
        record=record.record,
        locator=f"activity {outbox.number} of {outbox.source.name}",
        platform="mastodon",
        post_id=_status_number(identifier) or _status_number(text_of(post, "url")),
        url=_address(post.get("url")) or _web(identifier),
        author=_author(outbox.actor, text_of(post, "attributedTo") or text_of(activity, "actor")),
        title=text_of(post, "name"),
        text=text,
        times=tuple(_times(post, activity)),
        media=tuple(_media(outbox, post)),
        links=tuple(_links(post)),
        extra=extra,
        summary=text_of(post, "summary"),
        language=next(iter(dict_of(post, "contentMap")), None),
        entities=entities,
        sensitive=post["sensitive"] if isinstance(post.get("sensitive"), bool) else None,
        counts=dict(_counts(post)),
    )


def _times(post: Mapping[str, Any], activity: Mapping[str, Any]) -> Iterator[StatedTime]:
    published = text_of(post, "published") or text_of(activity, "published")
    if published:
        yield StatedTime(TimeRole.PUBLISHED, published, "published")
    updated = text_of(post, "updated")
    if updated and updated != published:
        yield StatedTime(TimeRole.EDITED, updated, "updated")


def _counts(post: Mapping[str, Any]) -> Iterator[tuple[str, int]]:
    for ours, theirs in (("likes", "likes"), ("reposts", "shares"), ("replies", "replies")):
        count = int_of(dict_of(post, theirs), "totalItems")
        if count is not None and count >= 0:
            yield ours, count


def _links(post: Mapping[str, Any]) -> Iterator[Link]:
    answered = text_of(post, "inReplyTo", "inReplyToAtomUri")
    if answered:
        yield _link(LinkKind.REPLY_TO, answered)
    quoted = text_of(post, "quote", "quoteUri", "quoteUrl", "_misskey_quote")
    if quoted:
        yield _link(LinkKind.QUOTES, quoted)


def _link(kind: LinkKind, address: str) -> Link:
    number = _status_number(address)
    return Link(kind, "mastodon" if number else None, number, _web(address))


def _boost(outbox: _Outbox, activity: Mapping[str, Any], record: Value) -> Item | None:
    """A boost: of what is passed on, the archive has nothing but the address."""
    target = activity.get("object")
    address = as_text(target) or (text_of(target, "id", "url") if isinstance(target, dict) else None)
    if address is None:
        outbox.notices.unknown_record("boost without the address of a post")
        return None
    identifier = text_of(activity, "id") or f"activity {outbox.number}"
    outbox.notices.lost("words and pictures of boosted posts: only their address is in the archive")
    published = text_of(activity, "published")
    return Item(
        key=f"mastodon:{identifier}",
        kind=ItemKind.POST,
        record=record.record,
        locator=f"activity {outbox.number} of {outbox.source.name}",
        platform="mastodon",
        post_id=_status_number(identifier),
        url=_web(identifier.removesuffix("/activity")),
        author=_author(outbox.actor, text_of(activity, "actor")),
        times=(StatedTime(TimeRole.PUBLISHED, published, "published"),) if published else (),
        links=(_link(LinkKind.REPOST_OF, address),),
        extra={"visibility": _visibility(activity)},
    )


def _media(outbox: _Outbox, post: Mapping[str, Any]) -> Iterator[ShownMedium]:
    for number, attachment in enumerate(list_of(post, "attachment") or _listed(post.get("attachment"))):
        if not isinstance(attachment, dict):
            outbox.notices.unknown_record(f"attachment that is no object ({type(attachment).__name__})")
            continue
        outbox.notices.unknown_fields(attachment, _ATTACHMENT_FIELDS, "attachment.")
        address = _address(attachment.get("url"))
        alt = text_of(attachment, "name", "summary")
        if address is None:
            yield ShownMedium(f"attachment {number + 1}", None, alt=alt, missing="the archive names no file for it")
            continue
        web = _web(address)
        path = _path(address)
        medium = attached(outbox.source, path, url=web, alt=alt) if path else elsewhere(address, alt=alt)
        if medium.content is None and path:
            outbox.notices.missing("file of an attachment")
        small = medium.name.replace("/original/", "/small/")
        if medium.content is not None and small != medium.name and outbox.source.tree.has(small):
            outbox.notices.thumbnail()
            outbox.small.append(small)
        yield medium


def _path(address: str) -> str | None:
    """Where the archive keeps a file: the part of its address from "media_attachments/" on; None if it has none."""
    try:
        path = urlsplit(address).path
    except ValueError:
        return None
    at = path.find(_FILES)
    if at >= 0:
        return path[at:]
    return None if _web(address) else path.lstrip("/") or None


def _address(value: Any) -> str | None:
    """An address, given as text, as a link, or as a list of links of which the first is the page."""
    for one in _listed(value):
        text = text_of(one, "href", "url") if isinstance(one, dict) else as_text(one)
        if text:
            return text
    return None


def _web(address: str | None) -> str | None:
    return address if address and address.startswith(("https://", "http://")) else None


def _status_number(address: str | None) -> str | None:
    """The identifier of a status, from an address of a form that a server of this kind uses."""
    try:
        match = _STATUS.search(urlsplit(address or "").path)
    except ValueError:
        return None
    return match[1] if match else None


def _author(actor: Mapping[str, Any], address: str | None) -> Author | None:
    """The account: named by its profile where that is beside the outbox, else by its address alone."""
    own = text_of(actor, "id")
    if address is not None and own not in (None, address):
        actor, own = {}, None
    address = address or own
    if address is None:
        return None
    host, user = (
        _host(address),
        text_of(actor, "preferredUsername") or address.rstrip("/").rpartition("/")[2].lstrip("@"),
    )
    return Author(id=address, handle=f"{user}@{host}" if host and user else user or None, name=text_of(actor, "name"))


def _host(address: str) -> str | None:
    try:
        return urlsplit(address).hostname
    except ValueError:
        return None


def _actor_beside(source: Source) -> Mapping[str, Any]:
    folder = source.name.rpartition("/")[0]
    name = f"{folder}/actor.json" if folder else "actor.json"
    if not source.tree.has(name):
        return {}
    try:
        found: dict[str, Any] = _actor(Source(source.tree, name)).value
    except (RefusedError, BrokenJsonError):
        return {}
    return found


def _actor(source: Source) -> Value:
    with source.open() as stream:
        data = stream.read(_MAX_ACTOR + 1)
    if len(data) > _MAX_ACTOR:
        raise RefusedError(source.name, f"larger than {_MAX_ACTOR >> 20} MiB, which no profile is")
    value = read_value(data.decode("utf-8-sig", "surrogateescape"))
    if not isinstance(value.value, dict):
        raise RefusedError(source.name, "is no profile: no object with fields")
    return value


def _profile(source: Source) -> Reading:
    """The profile as a page: who the account is, in its own words, with its two pictures."""
    try:
        record = _actor(source)
    except BrokenJsonError as error:
        yield Refusal(source.name, f"the profile's JSON is broken: {error.reason}")
        return
    actor = record.value
    text, entities = words_of(text_of(actor, "summary"))
    identifier = text_of(actor, "id") or source.name
    media = []
    for name in ("icon", "image"):
        address = _address(actor.get(name))
        if address:
            alt = text_of(dict_of(actor, name), "name", "summary")
            media.append(
                elsewhere(address, alt=alt) if _web(address) else attached(source, address.lstrip("/"), alt=alt)
            )
    fields = {
        text_of(one, "name") or "field": words_of(text_of(one, "value"))[0] for one in dicts_of(actor, "attachment")
    }
    extra = {name: text for name, text in fields.items() if text}
    joined = text_of(actor, "published")
    yield Item(
        key=f"mastodon:{identifier}",
        kind=ItemKind.PAGE,
        record=record.record,
        locator=source.name,
        platform="mastodon",
        url=_address(actor.get("url")) or _web(identifier),
        author=_author(actor, text_of(actor, "id")),
        title=text_of(actor, "name"),
        text=text,
        entities=entities,
        media=tuple(media),
        extra={**extra, **({"account made": joined} if joined else {})},
    )
