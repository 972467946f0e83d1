"""A post in the shape of X's interface 1.1: a status object. The archive and the web pages write nearly the same."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from firstseen.intake.json_fields import dict_of, dicts_of, int_of, list_of, shown, text_of
from firstseen.intake.notices import Notices
from firstseen.intake.x.media import addressed, card_media
from firstseen.intake.x.post import PLATFORM, XPost, post_link
from firstseen.intake.x.words import plain_words
from firstseen.model.items import Author, Link, LinkKind
from firstseen.model.time import StatedTime, TimeRole

__all__ = ["account", "language_of", "status_post"]

_READ: Final = frozenset(
    {"id", "id_str", "created_at", "full_text", "text", "entities", "extended_entities", "extended_tweet", "user",
     "in_reply_to_status_id", "in_reply_to_status_id_str", "in_reply_to_screen_name", "in_reply_to_user_id",
     "in_reply_to_user_id_str", "retweeted_status", "quoted_status", "quoted_status_id", "quoted_status_id_str",
     "quoted_status_permalink", "retweet_count", "favorite_count", "reply_count", "quote_count", "bookmark_count",
     "views_count", "possibly_sensitive", "lang", "truncated", "source", "place", "geo", "coordinates",
     "user_id_str", "note_text", "note_entities", "card", "quoted_handle", "retweeted_status_id_str",
     "retweeted_handle"}
)  # fmt: skip
_SAYS_NOTHING: Final = frozenset(
    {"display_text_range", "favorited", "retweeted", "bookmarked", "is_quote_status", "contributors", "filter_level",
     "timestamp_ms", "matching_rules", "possibly_sensitive_appealable", "possibly_sensitive_editable", "scopes",
     "current_user_retweet", "quick_promote_eligibility", "ext_edit_control", "supplemental_language", "metadata",
     "edit_info", "conversation_id", "self_thread"}
)  # fmt: skip
_SHOWN: Final = frozenset(
    {"conversation_id_str", "withheld_in_countries", "withheld_copyright", "withheld_scope", "limited_actions",
     "edit_history", "promoted", "community_note", "deleted_at"}
)  # fmt: skip
_TAG: Final = re.compile(r"<[^<>]*>")
_REPOST: Final = re.compile(r"RT @(\w{1,20}):")
_AUTHOR_IN_ADDRESS: Final = re.compile(r"https://(?:x|twitter)\.com/(\w{1,20})/status/")
_NO_LANGUAGE: Final = frozenset({"und", "zxx", "qme", "qst", "qht", "qam", "qct", "art"})
_MAX_DEPTH: Final = 5
_COUNTS: Final = (
    ("favorite_count", "likes"),
    ("retweet_count", "reposts"),
    ("reply_count", "replies"),
    ("quote_count", "quotes"),
    ("bookmark_count", "bookmarks"),
    ("views_count", "views"),
)


def account(user: Mapping[str, Any]) -> Author | None:
    """The author from a user object."""
    author = Author(
        id=text_of(user, "id_str", "id", "rest_id"),
        handle=text_of(user, "screen_name", "username"),
        name=text_of(user, "name", "displayname"),
    )
    return author if author.shown() else None


def language_of(code: str | None) -> str | None:
    """The language, None where X says that it is none or not known."""
    return None if code is None or code in _NO_LANGUAGE else code


def status_post(
    status: Mapping[str, Any], notices: Notices, *, author: Author | None = None, depth: int = 0
) -> XPost | None:
    """The post of a status object; None where it has no identifier. `author` where the object does not say it."""
    post_id = text_of(status, "id_str", "id")
    if post_id is None or depth > _MAX_DEPTH:
        return None
    notices.unknown_fields(status, _READ | _SAYS_NOTHING | _SHOWN, "post.")
    whole = dict_of(status, "extended_tweet")
    text, entities = _words(status, whole)
    media = _media(status, whole)
    carried = [
        inner
        for name in ("retweeted_status", "quoted_status")
        if (one := dict_of(status, name)) and (inner := status_post(one, notices, depth=depth + 1)) is not None
    ]
    if status.get("truncated") is True and not whole and not text_of(status, "full_text"):
        notices.lost("the end of long posts (collected without tweet_mode=extended)")
    stated = text_of(status, "created_at")
    return XPost(
        id=post_id,
        record=status,
        author=account(dict_of(status, "user")) or author,
        text=text,
        entities=entities,
        times=(StatedTime(TimeRole.PUBLISHED, stated, "created_at of the post"),) if stated else (),
        media=(*addressed(media, post_id), *card_media(dict_of(status, "card"))),
        links=tuple(dict.fromkeys(_links(status, media, post_id, notices))),
        language=language_of(text_of(status, "lang")),
        sensitive=_flag(status.get("possibly_sensitive")),
        counts={ours: count for name, ours in _COUNTS if (count := int_of(status, name)) is not None},
        extra=dict(_extra(status)),
        carried=tuple(carried),
    )


def _words(status: Mapping[str, Any], whole: Mapping[str, Any]) -> tuple[str | None, tuple[Any, ...]]:
    if note := text_of(status, "note_text"):
        return plain_words(note, dict_of(status, "note_entities"))
    if longer := text_of(whole, "full_text"):
        return plain_words(longer, dict_of(whole, "entities"))
    return plain_words(text_of(status, "full_text", "text"), dict_of(status, "entities"))


def _media(status: Mapping[str, Any], whole: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The media; `entities` has only the first of them."""
    for holder in (whole, status):
        for name in ("extended_entities", "entities"):
            media = list(dicts_of(dict_of(holder, name), "media"))
            if media:
                return media
    return []


def _flag(value: Any) -> bool | None:
    return value if isinstance(value, bool) else None


def _links(status: Mapping[str, Any], media: list[dict[str, Any]], post_id: str, notices: Notices) -> Iterator[Link]:
    answered = text_of(status, "in_reply_to_status_id_str", "in_reply_to_status_id")
    if answered is not None:
        yield post_link(LinkKind.REPLY_TO, answered, text_of(status, "in_reply_to_screen_name"))
    earlier = dict_of(status, "retweeted_status")
    quoted = text_of(status, "quoted_status_id_str", "quoted_status_id") or text_of(
        dict_of(status, "quoted_status"), "id_str", "id"
    )
    # What a reposted post quotes is quoted by it, not by the repost.
    if quoted is not None and not earlier:
        named = _handle(dict_of(status, "quoted_status")) or text_of(status, "quoted_handle")
        yield post_link(LinkKind.QUOTES, quoted, named)
    source, from_whom = next(_sources(media), (None, None))
    reposted = text_of(earlier, "id_str", "id") or text_of(status, "retweeted_status_id_str")
    handle = _REPOST.match(text_of(status, "full_text", "text") or "")
    if reposted is not None:
        yield post_link(LinkKind.REPOST_OF, reposted, _handle(earlier) or text_of(status, "retweeted_handle"))
    elif handle is not None:
        # The archive keeps the name of who was reposted; which post it was, only where that has media.
        if source is None:
            notices.lost("which post was reposted (only its author's name is kept)")
            yield Link(LinkKind.REPOST_OF, PLATFORM)
        else:
            yield post_link(LinkKind.REPOST_OF, source, handle[1])
    elif source is not None and source != post_id:
        # A picture or video taken over from another post, which X shows as "From @author".
        yield post_link(LinkKind.EMBEDS, source, from_whom)


def _sources(media: list[dict[str, Any]]) -> Iterator[tuple[str, str | None]]:
    """The post that a medium was first published in, and its author's handle, where another post took it over."""
    for one in media:
        source = text_of(one, "source_status_id_str", "source_status_id")
        if source is not None:
            named = _AUTHOR_IN_ADDRESS.match(text_of(one, "expanded_url") or "")
            yield source, named[1] if named and named[1] != "i" else None


def _handle(status: Mapping[str, Any]) -> str | None:
    return text_of(dict_of(status, "user"), "screen_name")


def _extra(status: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    if client := text_of(status, "source"):
        yield "client", _TAG.sub("", client)
    place = dict_of(status, "place")
    if name := text_of(place, "full_name", "name"):
        yield "place", f"{name}, {country}" if (country := text_of(place, "country")) else name
    point = dict_of(status, "coordinates") or dict_of(status, "geo")
    if at := list_of(point, "coordinates"):
        yield "coordinates", ", ".join(str(one) for one in at[:2])
    if (handle := _REPOST.match(text_of(status, "full_text", "text") or "")) is not None:
        yield "reposted from", f"@{handle[1]}"
    if address := text_of(dict_of(status, "quoted_status_permalink"), "expanded"):
        yield "quoted", address
    if status.get("truncated") is True and not dict_of(status, "extended_tweet") and not text_of(status, "full_text"):
        yield "truncated", "the end of its words was not collected"
    for name in sorted(_SHOWN):
        if name != "conversation_id_str" and (text := shown(status.get(name))) is not None:
            yield name.replace("_", " "), text
    if (conversation := text_of(status, "conversation_id_str")) and conversation != text_of(status, "id_str", "id"):
        yield "conversation", conversation
