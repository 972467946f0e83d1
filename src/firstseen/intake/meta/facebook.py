"""Posts, albums, photos, videos and comments of a Facebook download."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from firstseen.intake.json_fields import dict_of, dicts_of, list_of, shown, text_of
from firstseen.intake.json_stream import Value
from firstseen.intake.meta.download import Download, moment
from firstseen.model.items import Author, Item, ItemKind, Link, LinkKind, ShownMedium
from firstseen.model.time import StatedTime, TimeRole

__all__ = ["album_items", "is_album", "is_post", "photo_item", "post_item"]

_POST_FIELDS = frozenset({"timestamp", "attachments", "data", "title", "tags", "media", "label_values", "fbid"})
_DATA_FIELDS = frozenset({"post", "update_timestamp", "backdated_timestamp", "comment"})
_ALBUM_FIELDS = frozenset(
    {"name", "photos", "cover_photo", "last_modified_timestamp", "description", "comments", "place"}
)
_COMMENT_FIELDS = frozenset({"timestamp", "comment", "author", "group"})


def is_post(entry: Mapping[str, Any]) -> bool:
    """Whether this is a post or comment: a moment, and what was said or attached."""
    return "timestamp" in entry and (isinstance(entry.get("data"), list) or isinstance(entry.get("attachments"), list))


def is_album(entry: Mapping[str, Any]) -> bool:
    """Whether this is an album with its photos."""
    return isinstance(entry.get("photos"), list) and "name" in entry


def post_item(download: Download, entry: Mapping[str, Any], record: Value, kind: str) -> Item:
    """The item of a post; `kind` says in which list it stood ("comments_v2")."""
    download.notices.unknown_fields(entry, _POST_FIELDS, "post.")
    told = _Told(download, moment(entry, TimeRole.PUBLISHED, "timestamp"))
    for data in dicts_of(entry, "data"):
        told.data(data)
    for attachment in dicts_of(entry, "attachments"):
        for data in dicts_of(attachment, "data"):
            told.attachment(data)
    for medium in dicts_of(entry, "media"):
        told.medium(medium)
    tags = [
        name
        for one in list_of(entry, "tags")
        if (name := text_of(one, "name") if isinstance(one, dict) else shown(one))
    ]
    extra = {
        **told.extra,
        **({"tagged": ", ".join(tags)} if tags else {}),
        **({} if kind == "posts" else {"kind": kind}),
    }
    return Item(
        key=f"facebook:{download.source.name.rpartition('/')[2]}#{download.number}",
        kind=ItemKind.POST,
        record=download.record(record),
        locator=download.locator,
        platform="facebook",
        author=told.author or download.author(),
        title=text_of(entry, "title"),
        text="\n".join(told.words) or None,
        times=tuple(dict.fromkeys(told.times)),
        media=tuple(told.media),
        links=tuple(told.links),
        extra=extra,
    )


class _Told:
    """What a post says, gathered from its pieces."""

    def __init__(self, download: Download, published: tuple[StatedTime, ...]) -> None:
        self._download = download
        self._seconds = int(published[0].text) if published else None
        self.times: list[StatedTime] = [*published]
        self.words: list[str] = []
        self.media: list[ShownMedium] = []
        self.links: list[Link] = []
        self.extra: dict[str, str] = {}
        self.author: Author | None = None

    def data(self, data: Mapping[str, Any]) -> None:
        """A piece of `data`: words, or when the post was changed."""
        self._download.notices.unknown_fields(data, _DATA_FIELDS, "post.data.")
        if text := text_of(data, "post"):
            self.words.append(text)
        self.times += moment(data, TimeRole.EDITED, "update_timestamp")
        if backdated := text_of(data, "backdated_timestamp"):
            self.extra["backdated by the author to"] = backdated
        comment = dict_of(data, "comment")
        if comment:
            self._download.notices.unknown_fields(comment, _COMMENT_FIELDS, "comment.")
            self.words += [text for text in [text_of(comment, "comment")] if text]
            if group := text_of(comment, "group"):
                self.extra["group"] = group
            if name := text_of(comment, "author"):
                self.author = Author(name=name)

    def attachment(self, data: Mapping[str, Any]) -> None:
        """A piece of an attachment: a medium, a link, a place, words; whatever else there is, by its name."""
        for name, value in data.items():
            if name == "media" and isinstance(value, dict):
                self.medium(value)
            elif name == "external_context" and isinstance(value, dict):
                if url := text_of(value, "url"):
                    self.links.append(Link(LinkKind.EMBEDS, url=url))
                self.extra |= {f"link's {part}": text for part in ("name", "source") if (text := text_of(value, part))}
            elif name == "text" and isinstance(value, str) and value.strip():
                self.words.append(value)
            elif said := shown(value):
                self.extra[name] = said

    def medium(self, medium: Mapping[str, Any]) -> None:
        """A medium with the words beside it."""
        caption = text_of(medium, "description") or text_of(medium, "title")
        shown_here = self._download.medium(medium, self._seconds, caption if caption not in self.words else None)
        self.media.append(shown_here)
        self.extra |= dict(self._download.said_of(medium, shown_here.name))


def photo_item(
    download: Download, entry: Mapping[str, Any], record: Value, kind: str, album: str | None = None
) -> Item:
    """The item of a photo or video that stands in a list by itself or in an album."""
    published = moment(entry, TimeRole.PUBLISHED, "creation_timestamp")
    words = text_of(entry, "description")
    medium = download.medium(entry, int(published[0].text) if published else None, None)
    extra = {**dict(download.said_of(entry, medium.name)), "kind": kind}
    comments = list_of(entry, "comments")
    return Item(
        key=f"facebook:{text_of(entry, 'uri') or download.locator}",
        kind=ItemKind.POST,
        record=download.record(record),
        locator=download.locator,
        platform="facebook",
        author=download.author(),
        title=text_of(entry, "title") or album,
        text=words,
        times=published,
        media=(medium,),
        extra=extra,
        counts={"replies": len(comments)} if comments else {},
        album=f"facebook:{album}" if album else None,
    )


def album_items(download: Download, entry: Mapping[str, Any], record: Value) -> Iterator[Item]:
    """An item for each photo of an album: each has a moment of its own."""
    download.notices.unknown_fields(entry, _ALBUM_FIELDS, "album.")
    name = text_of(entry, "name")
    if "cover_photo" in entry:
        download.notices.thumbnail("cover of an album, which is one of its photos")
    for photo in dicts_of(entry, "photos"):
        yield photo_item(download, photo, record, "album", name)
