"""A post of Instagram as its web pages receive it: an object of its interface, or an older one of GraphQL."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from firstseen.intake.json_fields import dict_of, dicts_of, int_of, text_of
from firstseen.intake.media_beside import Addressed
from firstseen.intake.notices import Notices
from firstseen.intake.zeeschuimer.collected import Post
from firstseen.model.items import Author
from firstseen.model.time import StatedTime, TimeRole

__all__ = ["instagram_post"]

_READ: Final = frozenset(
    {"id", "pk", "code", "shortcode", "user", "owner", "taken_at", "taken_at_timestamp", "carousel_media", "caption",
     "edge_sidecar_to_children", "edge_media_to_caption", "product_type", "title", "image_versions2",
     "video_versions", "display_resources", "display_url", "display_uri", "thumbnail_src", "video_url",
     "accessibility_caption", "location", "usertags", "coauthor_producers", "caption_is_edited",
     "is_paid_partnership", "sponsor_tags", "clips_metadata", "gen_ai_detection_method", "media_overlay_info",
     "sensitivity_friction_info", "like_count", "comment_count", "play_count", "view_count", "video_view_count",
     "media_repost_count", "reshare_count", "edge_media_preview_like", "edge_media_to_comment",
     "edge_media_to_parent_comment"}
)  # fmt: skip
_SAYS_NOTHING: Final = frozenset(
    {"__typename", "affiliate_info", "all_previous_submitters", "audience", "boost_unavailable_identifier",
     "boost_unavailable_reason", "boosted_status", "brs_severity", "can_reshare", "can_see_insights_as_brand",
     "can_viewer_reshare", "carousel_media_count", "carousel_parent_id", "comments_disabled", "crosspost_metadata",
     "enable_media_notes_production", "explore", "facepile_top_likers", "fb_like_count", "feed_demotion_control",
     "feed_recs_demotion_control", "floating_context_items", "follow_hashtag_info", "has_audio", "has_liked",
     "has_viewer_saved", "hidden_likes_string_variant", "ig_media_sharing_disabled", "inventory_source",
     "invited_coauthor_producers", "is_dash_eligible", "is_seen", "is_shared_from_basel",
     "like_and_view_counts_disabled", "logging_info_token", "main_feed_carousel_starting_media_id",
     "media_attributions_data", "media_notes", "media_type", "number_of_qualities", "open_carousel_submission_state",
     "organic_tracking_token", "original_height", "original_width", "preview", "previous_submitter",
     "saved_collection_ids", "sharing_friction_info", "social_context", "top_likers", "video_dash_manifest",
     "wearable_attribution_info", "device_timestamp", "client_cache_key", "filter_type", "is_unified_video",
     "strong_id__", "is_video", "dimensions", "tracking_token"}
)  # fmt: skip
"""Of the 80 fields that were seen, those that tell nothing of the post: how it is drawn, what its viewer may do."""
_COUNTS: Final = (
    ("like_count", "likes"),
    ("comment_count", "replies"),
    ("play_count", "views"),
    ("view_count", "views"),
    ("video_view_count", "views"),
    ("media_repost_count", "reposts"),
    ("reshare_count", "shares"),
)
_EDGES: Final = (
    ("edge_media_preview_like", "likes"),
    ("edge_media_to_comment", "replies"),
    ("edge_media_to_parent_comment", "replies"),
)


def instagram_post(data: Mapping[str, Any], notices: Notices) -> Post | None:
    """The post; None where it has neither number nor code."""
    whole = text_of(data, "id", "pk")
    code = text_of(data, "code", "shortcode")
    number = (text_of(data, "pk") or whole or "").partition("_")[0] or None
    if number is None and code is None:
        return None
    told = {name: value for name, value in data.items() if value not in (None, "", [], {}, False)}
    notices.unknown_fields(told, _READ | _SAYS_NOTHING, "data.")
    author = _author(dict_of(data, "user") or dict_of(data, "owner"))
    stated = text_of(data, "taken_at", "taken_at_timestamp")
    children = list(dicts_of(data, "carousel_media")) or [
        dict_of(edge, "node") for edge in dicts_of(dict_of(data, "edge_sidecar_to_children"), "edges")
    ]
    names = tuple(one for one in (number, code) if one)
    form = "reel" if text_of(data, "product_type") == "clips" else "p"
    return Post(
        platform="instagram",
        post_id=number or code or "",
        url=f"https://www.instagram.com/{form}/{code}/" if code else None,
        author=author,
        title=text_of(data, "title"),
        text=_caption(data),
        times=(StatedTime(TimeRole.PUBLISHED, stated, "taken_at of the post"),) if stated else (),
        media=tuple(_media(children or [dict(data)], names)),
        sensitive=True if data.get("media_overlay_info") or data.get("sensitivity_friction_info") else None,
        counts=_counts(data),
        extra=dict(_extra(data)),
    )


def _author(user: Mapping[str, Any]) -> Author | None:
    author = Author(id=text_of(user, "pk", "id"), handle=text_of(user, "username"), name=text_of(user, "full_name"))
    return author if author.shown() else None


def _caption(data: Mapping[str, Any]) -> str | None:
    caption = data.get("caption")
    if isinstance(caption, str):
        return text_of(data, "caption")
    edges = dicts_of(dict_of(data, "edge_media_to_caption"), "edges")
    return text_of(dict_of(data, "caption"), "text") or next(
        (text for edge in edges if (text := text_of(dict_of(edge, "node"), "text"))), None
    )


def _media(parts: list[dict[str, Any]], names: tuple[str, ...]) -> Iterator[Addressed]:
    for position, part in enumerate(parts):
        pictures = [*dicts_of(dict_of(part, "image_versions2"), "candidates"), *dicts_of(part, "display_resources")]
        still = _largest(pictures) or text_of(part, "display_url", "display_uri", "thumbnail_src")
        video = _largest(list(dicts_of(part, "video_versions"))) or text_of(part, "video_url")
        own = text_of(part, "pk", "id")
        identifiers = dict.fromkeys((*([own.partition("_")[0]] if own else []), *names))
        if still is None and video is None:
            continue
        yield Addressed(
            address=video or still,
            identifiers=tuple(identifiers),
            position=position,
            alone=len(parts) == 1,
            film=video is not None,
            still=still if video else None,
            alt=text_of(part, "accessibility_caption"),
        )


def _largest(versions: list[dict[str, Any]]) -> str | None:
    """The address of the version with the most points."""
    sized = [
        ((int_of(one, "width", "config_width") or 0) * (int_of(one, "height", "config_height") or 0), -place, url)
        for place, one in enumerate(versions)
        if (url := text_of(one, "url", "src"))
    ]
    return max(sized)[2] if sized else None


def _counts(data: Mapping[str, Any]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for name, ours in _COUNTS:
        count = int_of(data, name)
        if count is not None and count >= 0:
            counts.setdefault(ours, count)
    for name, ours in _EDGES:
        count = int_of(dict_of(data, name), "count")
        if count is not None and count >= 0:
            counts.setdefault(ours, count)
    return counts


def _extra(data: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    place = dict_of(data, "location")
    if name := text_of(place, "name"):
        at = [text_of(place, part) for part in ("lat", "lng")]
        yield "place", f"{name} ({at[0]}, {at[1]})" if all(at) else name
    tagged = [text_of(dict_of(one, "user"), "username") for one in dicts_of(dict_of(data, "usertags"), "in")]
    if any(tagged):
        yield "tagged", ", ".join(f"@{one}" for one in tagged if one)
    together = [text_of(one, "username") for one in dicts_of(data, "coauthor_producers")]
    if any(together):
        yield "published together with", ", ".join(f"@{one}" for one in together if one)
    if data.get("caption_is_edited") is True:
        yield "edited", "the words were changed after publication; Instagram does not say when"
    if data.get("is_paid_partnership") is True or dict_of(data, "sponsor_tags"):
        yield "promoted", "paid partnership"
    music = dict_of(data, "clips_metadata", "music_info", "music_asset_info")
    original = text_of(dict_of(data, "clips_metadata", "original_sound_info"), "original_audio_title")
    if title := text_of(music, "title"):
        yield "sound", ", ".join(one for one in (title, text_of(music, "display_artist")) if one)
    elif original is not None:
        yield "sound", original
    method = text_of(dict_of(data, "gen_ai_detection_method"), "detection_method")
    if method is not None and method != "NONE":
        yield "made with AI, as Instagram says", method
