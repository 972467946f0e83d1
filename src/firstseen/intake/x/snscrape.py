"""Posts of X as snscrape writes them, in the shape of X's interface 1.1."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from firstseen.intake.json_fields import dict_of, dicts_of, text_of
from firstseen.intake.notices import Notices

__all__ = ["status_of_snscrape"]

_READ: Final = frozenset(
    {"_type", "url", "date", "rawContent", "content", "renderedContent", "id", "user", "replyCount", "retweetCount",
     "likeCount", "quoteCount", "bookmarkCount", "viewCount", "conversationId", "lang", "source", "sourceUrl",
     "sourceLabel", "links", "media", "retweetedTweet", "quotedTweet", "inReplyToTweetId", "inReplyToUser", "place",
     "coordinates", "possiblySensitive", "card"}
)  # fmt: skip
_SAYS_NOTHING: Final = frozenset(
    {"outlinks", "tcooutlinks", "mentionedUsers", "hashtags", "cashtags", "textLinks", "vibe", "pinned",
     "outlinksss", "tcooutlinksss", "username", "snscrape", "editState", "bookmarkCountStr"}
)  # fmt: skip
"""The links, hashtags and mentions without their place in the words, and fields that repeat others."""
_MAX_DEPTH: Final = 5


def status_of_snscrape(post: Mapping[str, Any], notices: Notices, depth: int = 0) -> dict[str, Any]:
    """The status object of a post."""
    notices.unknown_fields(post, _READ | _SAYS_NOTHING, "post.")
    user, place, point = dict_of(post, "user"), dict_of(post, "place"), dict_of(post, "coordinates")
    status: dict[str, Any] = {
        "id_str": text_of(post, "id"),
        "full_text": text_of(post, "rawContent", "content", "renderedContent"),
        "created_at": text_of(post, "date"),
        "user": {
            "id_str": text_of(user, "id"),
            "screen_name": text_of(user, "username"),
            "name": text_of(user, "displayname"),
        },
        "lang": post.get("lang"),
        "source": text_of(post, "sourceLabel", "source"),
        "conversation_id_str": text_of(post, "conversationId"),
        "possibly_sensitive": post.get("possiblySensitive"),
        "favorite_count": post.get("likeCount"),
        "retweet_count": post.get("retweetCount"),
        "reply_count": post.get("replyCount"),
        "quote_count": post.get("quoteCount"),
        "bookmark_count": post.get("bookmarkCount"),
        "views_count": post.get("viewCount"),
        "in_reply_to_status_id_str": text_of(post, "inReplyToTweetId"),
        "in_reply_to_screen_name": text_of(dict_of(post, "inReplyToUser"), "username"),
        "place": {"full_name": text_of(place, "fullName", "name"), "country": text_of(place, "country")},
        "entities": {"urls": list(_links(post))},
        "extended_entities": {"media": list(_media(post))},
    }
    if point:
        status["coordinates"] = {"coordinates": [point.get("longitude"), point.get("latitude")]}
    for theirs, ours in (("retweetedTweet", "retweeted_status"), ("quotedTweet", "quoted_status")):
        inner = dict_of(post, theirs)
        if not text_of(inner, "id") or depth >= _MAX_DEPTH:
            continue
        if text_of(inner, "rawContent", "content", "renderedContent"):
            status[ours] = status_of_snscrape(inner, notices, depth + 1)
        else:
            status[f"{ours}_id_str"] = text_of(inner, "id")
    return status


def _links(post: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    for link in dicts_of(post, "links"):
        yield {"indices": link.get("indices"), "expanded_url": link.get("url"), "url": link.get("tcourl")}


def _media(post: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    for medium in dicts_of(post, "media"):
        kind = (text_of(medium, "_type") or "").rpartition(".")[2].lower()
        film = kind in ("video", "gif") or bool(medium.get("variants"))
        yield {
            "type": ("animated_gif" if kind == "gif" else "video") if film else "photo",
            "media_url_https": text_of(medium, "fullUrl", "thumbnailUrl", "previewUrl"),
            "ext_alt_text": text_of(medium, "altText"),
            "video_info": {
                "variants": [
                    {"bitrate": one.get("bitrate"), "content_type": one.get("contentType"), "url": one.get("url")}
                    for one in dicts_of(medium, "variants")
                ]
            },
        }
