"""A post of a platform whose objects are not known one by one: the fields that most of them name alike."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, Final

from firstseen.intake.json_fields import as_text, dict_of, int_of, text_of
from firstseen.intake.media_beside import Addressed
from firstseen.intake.notices import Notices
from firstseen.intake.platforms import platform_name, platform_of
from firstseen.intake.sidecar_json import from_json
from firstseen.intake.zeeschuimer.collected import Post
from firstseen.intake.zeeschuimer.instagram import instagram_post
from firstseen.model.items import Link, LinkKind

__all__ = ["generic_post"]

_WRAPPERS: Final = ("note_card", "noteCard", "item", "post", "node", "aweme")
_ALIASES: Final = {
    "desc": "description",
    "create_time": "timestamp",
    "createTime": "timestamp",
    "creationTs": "timestamp",
    "createTimestamp": "timestamp",
    "time": "timestamp",
    "createdAt": "created_at",
    "creator": "author",
    "pinner": "author",
}
"""How some platforms name what others name as sidecars do."""
_COUNTS: Final = (
    ("likes", ("like_count", "likes_count", "favourites_count", "likeCount", "digg_count", "upVoteCount", "numLikes")),
    ("replies", ("comment_count", "replies_count", "commentCount", "comments_count", "commentsCount", "numComments")),
    ("reposts", ("reblogs_count", "repost_count", "repostCount", "repin_count", "numShares")),
    ("quotes", ("quotes_count", "quote_count")),
    ("views", ("view_count", "viewCount", "play_count", "playCount")),
    ("shares", ("share_count", "shareCount")),
)
_HOLDERS: Final = (
    "media_attachments", "attachments", "media", "images", "image_list", "imageList", "photos", "pictures",
    "carousel_media", "image", "photo", "videos", "video", "image_url", "imageUrl", "video_url", "videoUrl",
    "media_url", "thumbnail",
)  # fmt: skip
_ADDRESSES: Final = ("url", "src", "href", "uri", "download_url", "url_default", "urlDefault", "original", "orig")
_ALTS: Final = ("alt", "alt_text", "altText", "auto_alt_text")
_MOST: Final = 20
_MOST_DEPTH: Final = 3


def generic_post(data: Mapping[str, Any], item_id: str, platform: str, notices: Notices) -> Post:
    """The post as far as its fields have names that are usual; all of them stay in the record."""
    named = platform_of(f"https://{platform}/") or platform_name(platform)
    if text_of(data, "taken_at") and text_of(data, "code") and dict_of(data, "user"):
        # Threads sends objects in the shape of Instagram's.
        post = instagram_post(data, notices)
        if post is not None:
            handle, code = post.author.handle if post.author else None, text_of(data, "code")
            address = f"https://www.threads.net/@{handle}/post/{code}" if named == "threads" and handle else None
            return replace(post, platform=named, post_id=code or item_id, url=address)
    fields = _named_alike(data)
    described = from_json(fields)
    found = list(dict.fromkeys(_addresses(fields)))[:_MOST]
    return Post(
        platform=named,
        post_id=item_id,
        url=described.url,
        author=described.author,
        title=described.title,
        text=described.text,
        times=described.times,
        media=tuple(
            Addressed(address, identifiers=(item_id,), position=position, alone=len(found) == 1, alt=alt)
            for position, (address, alt) in enumerate(found)
        ),
        links=tuple(_links(data)),
        language=text_of(fields, "language", "lang"),
        sensitive=data["sensitive"] if isinstance(data.get("sensitive"), bool) else None,
        counts={ours: count for ours, theirs in _COUNTS if (count := int_of(fields, *theirs)) is not None},
        extra=described.extra,
    )


def _named_alike(data: Mapping[str, Any]) -> dict[str, Any]:
    """The fields without the object they may be wrapped in, under the names that sidecars use."""
    inner = next((found for name in _WRAPPERS if (found := dict_of(data, name))), {})
    fields = {**data, **inner}
    return {_ALIASES[name] if _ALIASES.get(name, name) not in fields and name in _ALIASES else name: value
            for name, value in fields.items()}  # fmt: skip


def _links(data: Mapping[str, Any]) -> Iterator[Link]:
    """A comment answers the video that it stands below."""
    video = text_of(data, "aweme_id")
    if video is not None and text_of(data, "cid") is not None:
        yield Link(LinkKind.REPLY_TO, "tiktok", video)


def _addresses(data: Mapping[str, Any]) -> Iterator[tuple[str, str | None]]:
    """One address for each medium that the fields for media name, with its alt text: of the first field with any."""
    for name in _HOLDERS:
        found = list(_in(data.get(name), 0))
        if found:
            yield from found
            return


def _in(value: Any, depth: int) -> Iterator[tuple[str, str | None]]:
    if isinstance(value, str):
        if value.startswith(("https://", "http://")):
            yield value, None
    elif isinstance(value, list):
        for one in value[:_MOST]:
            yield from _in(one, depth)
    elif isinstance(value, dict) and depth < _MOST_DEPTH:
        alt = text_of(value, *_ALTS, *(("description",) if "preview_url" in value else ()))
        named = next((text for name in _ADDRESSES if (text := as_text(value.get(name))) and "://" in text), None)
        if named is not None:
            yield named, alt
            return
        for inner in value.values():
            found = next(_in(inner, depth + 1), None)
            if found is not None:
                yield found[0], alt or found[1]
                return
