"""A repository of an account (AT Protocol): its posts by the tree that names them, and those it names no more."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace
from typing import Any, BinaryIO, ClassVar, cast

from firstseen.errors import RefusedError
from firstseen.intake.bluesky.addresses import POST, cid_text, post_link, post_url
from firstseen.intake.bluesky.car import DAG_CBOR, RAW, Block, blocks, decoded, header
from firstseen.intake.bluesky.record import CREATED, NOT_INSIDE, Blobs, is_sensitive, said
from firstseen.intake.json_fields import dict_of, text_of
from firstseen.intake.json_text import clean
from firstseen.intake.notices import Notices
from firstseen.intake.source import Reading, ReadOptions, Source
from firstseen.model.items import (
    Author,
    Content,
    Item,
    ItemKind,
    Link,
    LinkKind,
    NoticeKind,
    Refusal,
    ShownMedium,
    SourceRead,
)
from firstseen.model.time import StatedTime, TimeRole

__all__ = ["BlueskyRepositoryReader"]

MAX_BLOCKS = 1_000_000
"""Blocks read of one repository: what must be remembered of each takes some 300 bytes."""
_REPOST, _PROFILE = "app.bsky.feed.repost", "app.bsky.actor.profile"
_ITEMS = frozenset({POST, _REPOST, _PROFILE})
_PROFILE_FIELDS = frozenset(
    {"$type", "displayName", "description", "avatar", "banner", "createdAt", "labels", "pinnedPost",
     "joinedViaStarterPack", "pronouns", "website"}
)  # fmt: skip
_LATER = "not in its latest state: it was deleted, or this is an earlier version"


@dataclass(frozen=True, slots=True)
class _Inside:
    """A block of the source as content: a picture that lies in the repository's file."""

    source: Source
    begin: int
    size: int

    def open(self) -> AbstractContextManager[BinaryIO]:
        with self.source.open() as stream:
            stream.seek(self.begin)
            return cast(AbstractContextManager[BinaryIO], io.BytesIO(stream.read(self.size)))


@dataclass(slots=True)
class _Repository:
    """What the first pass learnt: who, which keys name which record, and which records the latest state has."""

    did: str | None = None
    profile: Mapping[str, Any] = field(default_factory=dict)
    keys: dict[bytes, list[str]] = field(default_factory=dict)
    nodes: dict[bytes, tuple[list[bytes], list[bytes]]] = field(default_factory=dict)
    data: bytes | None = None
    pictures: dict[str, Content] = field(default_factory=dict)
    refusals: list[Refusal] = field(default_factory=list)
    end: int | None = None
    current: set[bytes] | None = None


class BlueskyRepositoryReader:
    """Reads CAR files of repositories; pictures are looked for beside the file, by their identifiers."""

    name: ClassVar[str] = "Bluesky repository"

    def fits(self, source: Source, head: bytes) -> bool:
        """Whether the bytes begin as a CAR of version 1."""
        return header(head) is not None

    def read(self, source: Source, options: ReadOptions) -> Reading:
        """The account's profile, posts and reposts; all other records are counted by their kind."""
        roots = header(source.head())
        if roots is None:
            raise RefusedError(source.name, "no CAR file")
        yield SourceRead(source.name, self.name, source.content())
        repository = _looked_through(source, roots)
        yield from repository.refusals
        notices = Notices()
        items = _Items(source, repository, Blobs(source, repository.pictures), notices)
        others: Counter[str] = Counter()
        told: set[bytes] = set()
        for block, record in _records(source, repository.end):
            kind = text_of(record, "$type") or "(without a type)"
            if kind not in _ITEMS:
                others[kind] += 1
                continue
            if block.cid in told:
                continue
            told.add(block.cid)
            keys: list[str | None] = [*repository.keys.get(block.cid, ())]
            for key in keys or [None]:
                yield items.item(block, record, key)
        for kind, count in others.items():
            notices.add(NoticeKind.UNKNOWN_RECORD, f"record {kind}", count)
        if not told:
            notices.missing("post in the repository")
        yield from notices.told()


def _records(source: Source, end: int | None) -> Iterator[tuple[Block, dict[str, Any]]]:
    """The blocks that are records, up to where the file could be read."""
    with source.open() as stream:
        reading = blocks(stream, source.name)
        while True:
            try:
                block = next(reading, None)
            except RefusedError:
                return
            if block is None or (end is not None and block.begin >= end):
                return
            if block.codec != DAG_CBOR or block.agrees is False:
                continue
            try:
                value = decoded(block.data)
            except ValueError:
                continue
            if isinstance(value, dict) and "$type" in value:
                yield block, _cleaned(value)


def _cleaned(value: Any) -> Any:
    """The same with text that can be stored; records are not nested deeper than the decoder allows."""
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, list):
        return [_cleaned(one) for one in value]
    if isinstance(value, dict):
        return {clean(str(name)): _cleaned(one) for name, one in value.items()}
    return value


def _looked_through(source: Source, roots: list[bytes]) -> _Repository:
    repository = _Repository()
    commits: dict[bytes, Mapping[str, Any]] = {}
    number = 0
    with source.open() as stream:
        try:
            for number, block in enumerate(blocks(stream, source.name), 1):
                if number > MAX_BLOCKS:
                    repository.end = block.begin
                    reason = f"has more than {MAX_BLOCKS} blocks; the others are not read"
                    repository.refusals.append(Refusal(source.name, reason))
                    break
                _note(source, repository, block, commits)
        except RefusedError as error:
            repository.refusals.append(Refusal(error.name, error.reason))
    if not commits and not number:
        raise RefusedError(source.name, "a CAR without blocks")
    root = next((commits[one] for one in roots if one in commits), None)
    latest = root or next(iter(commits.values()), {})
    repository.did = text_of(latest, "did")
    data = root.get("data") if root else None
    repository.current = _reachable(repository, data) if isinstance(data, bytes) else None
    repository.nodes.clear()
    return repository


def _note(source: Source, repository: _Repository, block: Block, commits: dict[bytes, Mapping[str, Any]]) -> None:
    place = f"{source.name}, block {cid_text(block.cid) or block.cid.hex()}"
    if block.agrees is False:
        reason = "its content does not agree with its identifier: changed or damaged; not read"
        repository.refusals.append(Refusal(place, reason))
        return
    if block.codec == RAW:
        if name := cid_text(block.cid):
            repository.pictures[name] = _Inside(source, block.begin, len(block.data))
        return
    if block.codec != DAG_CBOR:
        return
    try:
        value = decoded(block.data)
    except ValueError as error:
        repository.refusals.append(Refusal(place, f"no DAG-CBOR that can be read: {error}"))
        return
    if not isinstance(value, dict):
        return
    if value.get("$type") == _PROFILE:
        repository.profile = _cleaned(value)
    elif isinstance(value.get("did"), str) and isinstance(value.get("data"), bytes):
        commits[block.cid] = {"did": value["did"], "data": value["data"]}
    elif isinstance(value.get("e"), list):
        _note_node(repository, block.cid, value)


def _note_node(repository: _Repository, cid: bytes, node: Mapping[str, Any]) -> None:
    """A node of the tree: entries whose keys continue the one before, and the nodes below."""
    below = [node["l"]] if isinstance(node.get("l"), bytes) else []
    named: list[bytes] = []
    key = b""
    for entry in node["e"]:
        if not isinstance(entry, dict):
            continue
        shared, rest, value = entry.get("p"), entry.get("k"), entry.get("v")
        if isinstance(entry.get("t"), bytes):
            below.append(entry["t"])
        if type(shared) is not int or not isinstance(rest, bytes) or not 0 <= shared <= len(key):
            continue
        key = key[:shared] + rest
        if isinstance(value, bytes) and len(key) <= 1024:
            named.append(value)
            text = key.decode("utf-8", "replace")
            if text.partition("/")[0] in _ITEMS and text not in repository.keys.setdefault(value, []):
                repository.keys[value].append(text)
    repository.nodes[cid] = (below, named)


def _reachable(repository: _Repository, root: bytes) -> set[bytes] | None:
    """The records of the latest state; None where a part of the tree is not in the file, so that it cannot be said."""
    reached: set[bytes] = set()
    waiting, seen = [root], {root}
    while waiting:
        node = repository.nodes.get(waiting.pop())
        if node is None:
            return None
        reached.update(node[1])
        for one in node[0]:
            if one not in seen:
                seen.add(one)
                waiting.append(one)
    return reached


@dataclass(frozen=True, slots=True)
class _Items:
    """Makes the items of one repository."""

    source: Source
    repository: _Repository
    blobs: Blobs
    notices: Notices

    def item(self, block: Block, record: Mapping[str, Any], key: str | None) -> Item:
        """The item of a record; `key` is what the tree calls it ("app.bsky.feed.post/3k..."), None where it is lost."""
        did = self.repository.did
        cid = cid_text(block.cid) or block.cid.hex()
        uri = f"at://{did}/{key}" if did and key else None
        extra = {"cid": cid, **({"uri": uri} if uri else {})}
        if self.repository.current is not None and block.cid not in self.repository.current:
            extra["in the repository"] = _LATER
        item = Item(
            key=f"bluesky:{uri or did or ''}#{cid}",
            kind=ItemKind.POST,
            record=block.data,
            locator=f"block {cid} of {self.source.name}",
            platform="bluesky",
            post_id=key.rpartition("/")[2] if key else None,
            url=post_url(uri),
            author=Author(did, None, text_of(self.repository.profile, "displayName")) if did else None,
            extra=extra,
        )
        told = {_PROFILE: self._profile, _REPOST: self._repost}.get(record["$type"], self._post)
        return told(item, record)

    def _profile(self, item: Item, record: Mapping[str, Any]) -> Item:
        self.notices.unknown_fields(record, _PROFILE_FIELDS, "profile.")
        did = self.repository.did
        pictures = (cid for name in ("avatar", "banner") if (cid := cid_text(record.get(name))))
        made = text_of(record, "createdAt")
        return replace(
            item,
            kind=ItemKind.PAGE,
            post_id=None,
            url=f"https://bsky.app/profile/{did}" if did else None,
            title=text_of(record, "displayName"),
            text=text_of(record, "description"),
            media=tuple(self.blobs.find(cid, ShownMedium(cid, None, missing=NOT_INSIDE)) for cid in pictures),
            extra={**item.extra, **({"account made": made} if made else {})},
        )

    def _repost(self, item: Item, record: Mapping[str, Any]) -> Item:
        created, subject = text_of(record, "createdAt"), dict_of(record, "subject").get("uri")
        return replace(
            item,
            times=(StatedTime(TimeRole.PUBLISHED, created, CREATED),) if created else (),
            links=(Link(LinkKind.REPOST_OF, "bluesky", *post_link(subject)),) if subject else (),
        )

    def _post(self, item: Item, record: Mapping[str, Any]) -> Item:
        post = said(record, self.blobs, self.notices)
        labels = {"labels": ", ".join(post.labels)} if post.labels else {}
        return replace(
            item,
            text=post.text,
            times=post.times,
            media=post.media,
            links=post.links,
            extra={**item.extra, **labels, **post.extra},
            language=post.language,
            entities=post.entities,
            sensitive=is_sensitive(post.labels),
        )
