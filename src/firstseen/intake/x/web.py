"""A post as X's own web pages receive it (GraphQL), brought to the shape of the interface 1.1, which it wraps."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from firstseen.intake.json_fields import dict_of, list_of, text_of
from firstseen.intake.notices import Notices

__all__ = ["status_of"]

_READ: Final = frozenset(
    {"__typename", "rest_id", "core", "legacy", "views", "source", "card", "note_tweet", "quoted_status_result",
     "edit_control", "birdwatch_pivot", "promoted", "place", "id", "quotedRefResult"}
)  # fmt: skip
_SAYS_NOTHING: Final = frozenset(
    {"is_translatable", "grok_analysis_button", "previous_counts", "unmention_data", "unmention_info",
     "unified_card", "has_birdwatch_notes", "grok_annotations", "grok_translated_post", "grok_share_attachment",
     "post_image_description", "community_results", "community_relationship", "author_community_relationship",
     "superFollowsReplyUserResult", "quick_promote_eligibility", "edit_prompt", "vibe_info",
     "super_follows_reply_user_result", "conversation_muted", "voice_info", "trusted_friends_info_result",
     "tombstone", "article", "exclusive_tweet_info", "quotedRefResult", "reply_to_results", "reply_to_user_results",
     "grok_translated_post_with_availability", "limitedActionResults", "grok_imagine_annotation",
     "post_video_description"}
)  # fmt: skip
_LEGACY_NESTED: Final = ("retweeted_status_result", "quoted_status_result")
_MAX_DEPTH: Final = 5


def status_of(result: Mapping[str, Any], notices: Notices, depth: int = 0) -> dict[str, Any] | None:
    """The status object of a result; None for what is no post (a post that is gone)."""
    if text_of(result, "__typename") == "TweetWithVisibilityResults":
        inner = dict_of(result, "tweet")
        limited = dict_of(result, "limitedActionResults")
        status = status_of({**inner, "__typename": "Tweet"}, notices, depth) if inner else None
        if status is not None and limited:
            status["limited_actions"] = limited
        return status
    legacy = dict_of(result, "legacy")
    if not legacy:
        notices.unknown_record(text_of(result, "__typename") or "object without a post")
        return None
    notices.unknown_fields(result, _READ | _SAYS_NOTHING, "data.")
    status = {name: value for name, value in legacy.items() if name not in _LEGACY_NESTED}
    status["id_str"] = text_of(result, "rest_id") or text_of(legacy, "id_str")
    status["user"] = _user(dict_of(result, "core", "user_results", "result"))
    for name in ("source", "card", "place", "promoted"):
        if result.get(name):
            status[name] = result[name] if name != "promoted" else "true"
    status["views_count"] = dict_of(result, "views").get("count")
    note = dict_of(result, "note_tweet", "note_tweet_results", "result")
    if text_of(note, "text"):
        status["note_text"], status["note_entities"] = note["text"], dict_of(note, "entity_set")
    if depth < _MAX_DEPTH:
        for name, wrapped in (
            ("retweeted_status", dict_of(legacy, "retweeted_status_result", "result")),
            ("quoted_status", dict_of(result, "quoted_status_result", "result")),
        ):
            inner_status = status_of(wrapped, notices, depth + 1) if wrapped else None
            if inner_status is not None:
                status[name] = inner_status
    _edits(result, status)
    community = text_of(dict_of(result, "birdwatch_pivot", "subtitle"), "text")
    if community is not None:
        status["community_note"] = community
    return status


def _user(user: Mapping[str, Any]) -> dict[str, Any]:
    legacy, core = dict_of(user, "legacy"), dict_of(user, "core")
    return {
        "id_str": text_of(user, "rest_id"),
        "screen_name": text_of(core, "screen_name") or text_of(legacy, "screen_name"),
        "name": text_of(core, "name") or text_of(legacy, "name"),
    }


def _edits(result: Mapping[str, Any], status: dict[str, Any]) -> None:
    control = dict_of(result, "edit_control")
    versions = list_of(control, "edit_tweet_ids") or list_of(dict_of(control, "edit_control_initial"), "edit_tweet_ids")
    if len(versions) > 1:
        status["edit_history"] = [str(one) for one in versions]
