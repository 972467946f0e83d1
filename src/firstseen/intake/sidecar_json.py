"""JSON beside a medium, as download programs write it: the fields that are understood, and all the others by name."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from firstseen.intake.described import Described
from firstseen.intake.platforms import platform_name, platform_of, post_of
from firstseen.model.items import Author, Link, LinkKind
from firstseen.model.time import StatedTime, TimeRole

__all__ = ["from_json"]

_TEXT = ("description", "caption", "text", "full_text", "content", "message")
_GALLERY_TEXT = ("content", "caption", "text", "description")
"""gallery-dl writes the post's words as `content`, and then `description` is the alt text of the picture."""
_TITLE = ("title", "fulltitle")
_ADDRESS = ("webpage_url", "post_url", "permalink", "permalink_url", "link", "url")
_HANDLE = ("uploader_id", "username", "screen_name", "unique_id", "handle", "name")
_SHOWN = ("nickname", "nick", "display_name", "full_name", "fullname", "displayName")
_AUTHOR = ("owner", "author", "user", "account", "uploader", "username", "channel", "creator")
_TIMES = (
    ("timestamp", TimeRole.PUBLISHED),
    ("taken_at_timestamp", TimeRole.PUBLISHED),
    ("taken_at", TimeRole.PUBLISHED),
    ("upload_date", TimeRole.PUBLISHED),
    ("published", TimeRole.PUBLISHED),
    ("published_at", TimeRole.PUBLISHED),
    ("created_at", TimeRole.PUBLISHED),
    ("date", TimeRole.PUBLISHED),
    ("modified_timestamp", TimeRole.EDITED),
    ("photoTakenTime", TimeRole.TAKEN),
    ("creationTime", TimeRole.UPLOADED),
    ("epoch", TimeRole.CAPTURED),
)
_COUNTS = (
    ("likes", ("like_count", "favorite_count", "likes", "edge_media_preview_like", "likeCount")),
    ("views", ("view_count", "video_view_count", "viewCount", "play_count")),
    ("reposts", ("repost_count", "retweet_count", "repostCount")),
    ("replies", ("comment_count", "reply_count", "edge_media_to_comment", "replyCount", "comments")),
    ("quotes", ("quote_count", "quoteCount")),
)
_REFERENCES = (("reply_id", LinkKind.REPLY_TO), ("retweet_id", LinkKind.REPOST_OF), ("quote_id", LinkKind.QUOTES))
_GROWN_UP = 18
_DAY = re.compile(r"(\d{4})(\d\d)(\d\d)")
_WRAPPERS = ("node",)
_LONGEST_EXTRA = 4000
"""Characters of one further field that are shown; longer ones (lists of formats) stay in the record as they are."""


def from_json(fields: Mapping[str, Any]) -> Described:
    """What the fields of a sidecar say. Nothing raises here: a field of an unexpected shape goes to `extra`."""
    for wrapper in _WRAPPERS:
        inner = fields.get(wrapper)
        if isinstance(inner, dict):
            fields = {**{name: value for name, value in fields.items() if name != wrapper}, **inner}
    used: set[str] = set()
    url = _address(fields, used)
    author = _author(fields, used)
    names = _GALLERY_TEXT if _is_gallery_dl(fields) else _TEXT
    text = _first(fields, names, used) or _instagram_caption(fields, used)
    alt = _first(fields, ("accessibility_caption", "alt_text", "alt"), used)
    if alt is None and _is_gallery_dl(fields) and "content" in used:
        alt = _first(fields, ("description",), used)
    platform, post_id = _post(fields, url, used)
    return Described(
        platform=platform,
        post_id=post_id,
        url=url,
        author=author,
        title=_first(fields, _TITLE, used),
        text=text,
        times=tuple(_times(fields, used)),
        alt=alt,
        language=_first(fields, ("lang", "language"), used),
        sensitive=_sensitive(fields, used),
        counts=dict(_counts(fields, used)),
        links=tuple(_links(fields, platform, post_id, used)),
        extra=dict(_extra(fields, used)),
    )


def _is_gallery_dl(fields: Mapping[str, Any]) -> bool:
    return "category" in fields and "subcategory" in fields


def _counts(fields: Mapping[str, Any], used: set[str]) -> Iterator[tuple[str, int]]:
    for ours, theirs in _COUNTS:
        for name in theirs:
            value = fields.get(name)
            if isinstance(value, dict):
                value = value.get("count")
            if type(value) is int and value >= 0:
                used.add(name)
                yield ours, value
                break


def _sensitive(fields: Mapping[str, Any], used: set[str]) -> bool | None:
    """The source's own flag; yt-dlp has an age from which a video may be seen."""
    for name in ("sensitive", "possibly_sensitive", "nsfw"):
        if isinstance(fields.get(name), bool):
            used.add(name)
            return bool(fields[name])
    age = fields.get("age_limit")
    return True if type(age) is int and age >= _GROWN_UP else None


def _links(fields: Mapping[str, Any], platform: str | None, own: str | None, used: set[str]) -> Iterator[Link]:
    """Posts that gallery-dl says this one refers to: an identifier of 0 means none."""
    if not _is_gallery_dl(fields):
        return
    for name, kind in _REFERENCES:
        value = fields.get(name)
        if isinstance(value, int | str) and not isinstance(value, bool) and str(value) not in ("", "0", own):
            used.add(name)
            yield Link(kind, platform, str(value))


def _first(fields: Mapping[str, Any], names: tuple[str, ...], used: set[str]) -> str | None:
    for name in names:
        value = fields.get(name)
        if isinstance(value, dict):
            value = value.get("text")
        if isinstance(value, str) and value.strip():
            used.add(name)
            return value
    return None


def _address(fields: Mapping[str, Any], used: set[str]) -> str | None:
    for name in _ADDRESS:
        value = fields.get(name)
        if isinstance(value, str) and value.startswith(("https://", "http://")):
            used.add(name)
            return value
    shortcode = fields.get("shortcode")
    if isinstance(shortcode, str) and str(fields.get("__typename")).startswith(("Graph", "XDT")):
        return f"https://www.instagram.com/p/{shortcode}/"
    return None


def _author(fields: Mapping[str, Any], used: set[str]) -> Author | None:
    for name in _AUTHOR:
        value = fields.get(name)
        if isinstance(value, dict):
            quiet: set[str] = set()
            identifier = value.get("id")
            handle, name_shown = _first(value, _HANDLE, quiet), _first(value, _SHOWN, quiet)
            if handle is not None and " " in handle:
                handle, name_shown = None, name_shown or handle
            author = Author(
                id=str(identifier) if isinstance(identifier, int | str) and identifier != "" else None,
                handle=handle,
                name=name_shown,
            )
            if author.shown():
                used.add(name)
                return author
        elif isinstance(value, str) and value.strip():
            used.add(name)
            handle = fields.get("uploader_id") if name == "uploader" else None
            if isinstance(handle, str) and handle.strip():
                used.add("uploader_id")
                return Author(handle=handle.removeprefix("@"), name=value)
            return Author(name=value) if " " in value.strip() else Author(handle=value.strip().removeprefix("@"))
    return None


def _instagram_caption(fields: Mapping[str, Any], used: set[str]) -> str | None:
    edges = fields.get("edge_media_to_caption")
    try:
        text = edges["edges"][0]["node"]["text"] if isinstance(edges, dict) else None
    except (KeyError, IndexError, TypeError):
        return None
    if not isinstance(text, str) or not text.strip():
        return None
    used.add("edge_media_to_caption")
    return text


def _post(fields: Mapping[str, Any], url: str | None, used: set[str]) -> tuple[str | None, str | None]:
    """Platform and post, from the address or else from what the download program calls them."""
    platform, post_id = platform_of(url), post_of(url)
    if platform is None:
        for name in ("extractor_key", "category", "platform"):
            value = fields.get(name)
            if isinstance(value, str) and value.strip() and value.lower() != "generic":
                platform = platform_name(value)
                break
    for name in ("tweet_id", "post_id"):
        value = fields.get(name)
        if post_id is None and isinstance(value, int | str) and str(value).strip():
            used.add(name)
            post_id = str(value)
    return platform, post_id


def _times(fields: Mapping[str, Any], used: set[str]) -> Iterator[StatedTime]:
    gallery_dl = _is_gallery_dl(fields)
    for name, role in _TIMES:
        value = fields.get(name)
        if isinstance(value, dict):
            value = value.get("timestamp")
        if isinstance(value, bool) or not isinstance(value, int | float | str) or not str(value).strip():
            continue
        text, where, zone = str(value).strip(), f"sidecar field {name}", None
        day = _DAY.fullmatch(text)
        if name == "upload_date" and day is not None:
            # yt-dlp writes a day in UTC as eight digits, which would read as seconds since 1970.
            text, zone = "-".join(day.groups()), "+00:00"
        elif name == "date" and gallery_dl:
            zone = "+00:00"
        used.add(name)
        yield StatedTime(role, text, where, zone)


def _extra(fields: Mapping[str, Any], used: set[str]) -> Iterator[tuple[str, str]]:
    for name, value in fields.items():
        if name in used or value is None or value == "":
            continue
        text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, sort_keys=True)
        if len(text) > _LONGEST_EXTRA:
            text = f"({len(text)} characters; they are kept in the record)"
        yield name, text
