"""Posts of X's interface 2, whole answers and the flat lines that twarc makes of them, in the shape of 1.1."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from firstseen.intake.json_fields import dict_of, dicts_of, list_of, text_of
from firstseen.intake.notices import Notices

__all__ = ["posts_of", "status_of_v2"]

Record = Mapping[str, Any]

_READ: Final = frozenset(
    {"id", "text", "created_at", "author_id", "author", "lang", "possibly_sensitive", "source", "public_metrics",
     "entities", "note_tweet", "attachments", "referenced_tweets", "in_reply_to_user_id", "in_reply_to_user", "geo",
     "edit_history_tweet_ids", "withheld", "conversation_id", "__twarc"}
)  # fmt: skip
_SAYS_NOTHING: Final = frozenset(
    {"context_annotations", "edit_controls", "reply_settings", "non_public_metrics", "organic_metrics",
     "promoted_metrics", "display_text_range", "card_uri", "article", "media_metadata", "scopes", "username"}
)  # fmt: skip
_COUNTS: Final = (
    ("like_count", "favorite_count"),
    ("retweet_count", "retweet_count"),
    ("reply_count", "reply_count"),
    ("quote_count", "quote_count"),
    ("bookmark_count", "bookmark_count"),
    ("impression_count", "views_count"),
)


def posts_of(record: Record) -> Iterator[tuple[dict[str, Any], bool]]:
    """The posts of an answer, each with whether it was asked for; those that it only carries are the last."""
    data = record.get("data")
    for post in [data] if isinstance(data, dict) else dicts_of(record, "data"):
        yield post, True
    for post in dicts_of(dict_of(record, "includes"), "tweets"):
        yield post, False


def status_of_v2(post: Record, includes: Record, notices: Notices) -> dict[str, Any]:
    """The status object of a post; `includes` holds the persons, media and places that the answer names once."""
    notices.unknown_fields(post, _READ | _SAYS_NOTHING, "post.")
    user = dict_of(post, "author") or _named(includes, "users", "id", text_of(post, "author_id"))
    status: dict[str, Any] = {
        "id_str": text_of(post, "id"),
        "full_text": post.get("text"),
        "created_at": post.get("created_at"),
        "entities": post.get("entities"),
        "lang": post.get("lang"),
        "possibly_sensitive": post.get("possibly_sensitive"),
        "source": post.get("source"),
        "conversation_id_str": post.get("conversation_id"),
        "user": {
            "id_str": text_of(user, "id") or text_of(post, "author_id"),
            "screen_name": text_of(user, "username"),
            "name": text_of(user, "name"),
        },
        "extended_entities": {"media": list(_media(post, includes))},
    }
    for theirs, ours in _COUNTS:
        status[ours] = dict_of(post, "public_metrics").get(theirs)
    note = dict_of(post, "note_tweet")
    if text_of(note, "text"):
        status["note_text"], status["note_entities"] = note["text"], dict_of(note, "entities")
    for reference in dicts_of(post, "referenced_tweets"):
        _refer(reference, status, includes)
    versions = list_of(post, "edit_history_tweet_ids")
    if len(versions) > 1:
        status["edit_history"] = [str(one) for one in versions]
    if withheld := dict_of(post, "withheld"):
        status["withheld_in_countries"] = withheld
    status["place"] = _place(post, includes)
    return status


def _named(includes: Record, kind: str, field: str, wanted: str | None) -> dict[str, Any]:
    return next((one for one in dicts_of(includes, kind) if wanted and text_of(one, field) == wanted), {})


def _media(post: Record, includes: Record) -> Iterator[dict[str, Any]]:
    attached = dict_of(post, "attachments")
    flat = list(dicts_of(attached, "media"))
    keys = [key for key in list_of(attached, "media_keys") if isinstance(key, str)]
    for medium in flat or [_named(includes, "media", "media_key", key) or {"media_key": key} for key in keys]:
        yield {
            "id_str": (text_of(medium, "media_key") or "").rpartition("_")[2],
            "type": text_of(medium, "type"),
            "media_url_https": text_of(medium, "url", "preview_image_url"),
            "ext_alt_text": text_of(medium, "alt_text"),
            "video_info": {
                "variants": [
                    {"bitrate": one.get("bit_rate"), "content_type": one.get("content_type"), "url": one.get("url")}
                    for one in dicts_of(medium, "variants")
                ]
            },
        }


def _refer(reference: Record, status: dict[str, Any], includes: Record) -> None:
    kind, number = text_of(reference, "type"), text_of(reference, "id")
    if number is None:
        return
    other = reference if text_of(reference, "text") else _named(includes, "tweets", "id", number)
    handle = text_of(
        dict_of(other, "author") or _named(includes, "users", "id", text_of(other, "author_id")), "username"
    )
    if kind == "replied_to":
        status["in_reply_to_status_id_str"], status["in_reply_to_screen_name"] = number, handle
    elif kind == "quoted":
        status["quoted_status_id_str"], status["quoted_handle"] = number, handle
    elif kind == "retweeted":
        status["retweeted_status_id_str"], status["retweeted_handle"] = number, handle


def _place(post: Record, includes: Record) -> dict[str, Any]:
    geo = dict_of(post, "geo")
    return geo if text_of(geo, "full_name") else _named(includes, "places", "id", text_of(geo, "place_id"))
